"""What all tests share: an empty archive, and the option that refreshes golden files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness import Archive


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh-golden", action="store_true", help="write the golden site anew instead of comparing with it"
    )


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An archive without articles."""
    return Archive(tmp_path / "archive")

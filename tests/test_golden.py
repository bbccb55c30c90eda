"""A small archive and the whole site that is made of it, byte for byte.

What changes on purpose is written anew by one command, and then read in `git diff`:

    pytest tests/test_golden.py --refresh-golden
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.harness import Archive, tree

GOLDEN = Path(__file__).resolve().parent / "golden"
TEXTS = (".html", ".xml", ".json", ".txt", ".css", ".js", ".svg")


@pytest.fixture
def built(tmp_path: Path) -> Archive:
    """The golden archive, built with its own small assets and the program's layouts."""
    shutil.copytree(GOLDEN / "archive", tmp_path / "archive")
    return Archive(tmp_path / "archive").build()


def comparable(folder: Path) -> dict[str, bytes]:
    """The files of a site; a checkout may have turned the line ends of its texts."""
    return {
        name: content.replace(b"\r\n", b"\n") if name.endswith(TEXTS) else content
        for name, content in tree(folder).items()
    }


def test_the_golden_archive_makes_the_golden_site(built: Archive, request: pytest.FixtureRequest) -> None:
    assert built.status == 0
    if request.config.getoption("--refresh-golden"):
        shutil.rmtree(GOLDEN / "site", ignore_errors=True)
        shutil.copytree(built.site, GOLDEN / "site")
    made, golden = comparable(built.site), comparable(GOLDEN / "site")
    assert sorted(made) == sorted(golden)
    for name, content in golden.items():
        assert made[name].decode("utf-8", "replace") == content.decode("utf-8", "replace"), (
            f"{name}: see the docstring of this test"
        )


def test_the_golden_archive_has_no_problem(built: Archive) -> None:
    assert built.problems() == []
    assert built.summary["withheld"] == 1


def test_the_golden_archive_refers_in_every_notation(built: Archive) -> None:
    assert sorted(built.edges(), key=str) == [
        ("a-garden-by-the-sea", "first-evening", "link"),
        ("a-garden-by-the-sea", "why-tides-come-and-go", "prose"),
        ("first-evening", "a-garden-by-the-sea", "prose"),
        ("first-evening", "on-the-moon", "prose"),
        ("first-evening", "why-tides-come-and-go", "prose"),
        ("on-the-moon", "a-garden-by-the-sea", "prose"),
        ("on-the-moon", "why-tides-come-and-go", "prose"),
        ("second-evening", "first-evening", "prose"),
        ("why-tides-come-and-go", "on-the-moon", "wikilink"),
    ]

"""Compiled layouts: those of the program last beside it, as Python's own code does; nobody else's are written."""

from __future__ import annotations

import sys
from pathlib import Path
from unittest import mock

import pytest
from jinja2 import DictLoader, Environment

from seealso.compiled import Codes


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts/page.html").write_text("Ours: {{ x }}", "utf-8")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "layouts/__pycache__"


def filled(folder: Path, source: str = "Ours: {{ x }}") -> tuple[str, bool]:
    """A page by that layout, and whether it had to be compiled."""
    environment = Environment(loader=DictLoader({"page.html": source}), autoescape=True, bytecode_cache=Codes(folder))
    with mock.patch.object(environment, "compile", side_effect=environment.compile) as compiled:
        return environment.get_template("page.html").render(x=1), compiled.called


def test_the_programs_own_are_compiled_once(folder: Path) -> None:
    assert filled(folder) == ("Ours: 1", True)
    assert filled(folder) == ("Ours: 1", False)
    assert len(list(folder.iterdir())) == 1


def test_an_archives_own_are_compiled_each_time_and_leave_the_others_alone(folder: Path) -> None:
    filled(folder)
    assert filled(folder, "Mine: {{ x }}") == ("Mine: 1", True)
    assert filled(folder, "Mine: {{ x }}") == ("Mine: 1", True)
    assert filled(folder) == ("Ours: 1", False)


def test_a_changed_one_takes_the_place_of_the_old(folder: Path) -> None:
    filled(folder)
    (folder.parent / "page.html").write_text("Now: {{ x }}", "utf-8")
    assert filled(folder, "Now: {{ x }}") == ("Now: 1", True)
    assert filled(folder, "Now: {{ x }}") == ("Now: 1", False)
    assert len(list(folder.iterdir())) == 1


def test_another_program_compiles_its_own(folder: Path) -> None:
    filled(folder)
    with mock.patch("seealso.cache.program", return_value=b"another"):
        assert filled(folder) == ("Ours: 1", True)
    assert len(list(folder.iterdir())) == 1


def test_what_is_damaged_is_compiled_again(folder: Path) -> None:
    filled(folder)
    next(folder.iterdir()).write_bytes(b"x")
    assert filled(folder) == ("Ours: 1", True)


def test_nothing_is_written_where_python_writes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert filled(folder) == ("Ours: 1", True)
    assert not folder.exists()


def test_a_folder_that_cannot_be_written_is_no_matter(folder: Path) -> None:
    folder.write_text("a file in its place", "utf-8")
    assert filled(folder) == ("Ours: 1", True)

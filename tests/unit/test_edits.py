"""An edit changes the words that are meant, and no other byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seealso import edits
from seealso.edits import Edit
from seealso.model import SourcePath
from seealso.problems import SeealsoError

PATH = SourcePath("articles/moon.md")


def _edit(content: str, old: str, new: str) -> Edit:
    start = content.index(old)
    return Edit(PATH, start, start + len(old), new)


@pytest.mark.parametrize(
    "data",
    [
        b"One.\nSee Tides.\nEnd.",
        b"One.\r\nSee Tides.\r\nEnd.\r\n",
        b"\xef\xbb\xbfOne.\r\nSee Tides.\r\n",
        b"One.\rSee Tides.\rEnd.",
        b"O\x00ne\x0c.\r\n\x0bSee Tides\x7f.\r\n",
        "Fußé \ufdd0one\ufffe.\nSee Tides.\n".encode(),
    ],
)
def test_all_other_bytes_stay(data: bytes) -> None:
    edit = _edit(edits.decode(data), "Tides", "Ébb")
    assert edits.edited_bytes(data, [edit]) == data.replace(b"Tides", "Ébb".encode())


def test_new_lines_are_those_of_the_file() -> None:
    data = b"One.\r\nTwo.\r\n"
    edit = _edit(edits.decode(data), "One.\n", "One.\nAnd a half.\n")
    assert edits.edited_bytes(data, [edit]) == b"One.\r\nAnd a half.\r\nTwo.\r\n"


@given(
    st.text(st.sampled_from("ab\r\n\x00\ufdd0é "), max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3)), max_size=4),
)
def test_the_text_of_edited_bytes_is_the_edited_text(raw: str, places: list[tuple[int, int]]) -> None:
    data = raw.encode()
    content = edits.decode(data)
    changes: list[Edit] = []
    cursor = 0
    for start, length in sorted(places):
        if cursor <= start and start + length <= len(content):
            changes.append(Edit(PATH, start, start + length, "<x>"))
            cursor = start + length + 1
    assert edits.decode(edits.edited_bytes(data, changes)) == edits.edited(content, changes)


def test_writing_changes_files_and_keeps_their_modes(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    file = tmp_path / PATH
    file.write_bytes(b"See Tides.\r\n")
    file.chmod(0o640)
    sources = {PATH: "See Tides.\n"}
    assert edits.write(tmp_path, sources, [_edit(sources[PATH], "Tides", "Ebbs")]) == [PATH]
    assert file.read_bytes() == b"See Ebbs.\r\n"
    assert file.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in file.parent.iterdir()] == ["moon.md"]


def test_a_file_that_changed_meanwhile_is_left_alone_and_so_are_the_others(tmp_path: Path) -> None:
    other = SourcePath("articles/tides.md")
    (tmp_path / "articles").mkdir()
    (tmp_path / PATH).write_bytes(b"New words.")
    (tmp_path / other).write_bytes(b"Old words.")
    sources = {PATH: "Old words.", other: "Old words."}
    with pytest.raises(SeealsoError, match="changed meanwhile"):
        edits.write(tmp_path, sources, [Edit(PATH, 0, 3, "Our"), Edit(other, 0, 3, "Our")])
    assert (tmp_path / other).read_bytes() == b"Old words."


def test_a_diff_shows_the_lines_that_change() -> None:
    content = "One.\nSee Tides.\nEnd.\n"
    shown = edits.diff({PATH: content}, [_edit(content, "Tides", "Ebbs")])
    assert shown.split("\n")[:2] == [f"--- a/{PATH}", f"+++ b/{PATH}"]
    assert "-See Tides.\n+See Ebbs." in shown

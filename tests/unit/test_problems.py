"""How a problem is printed."""

from __future__ import annotations

import pytest

from seealso.model import SourcePath
from seealso.problems import Location, Severity, error, note, ordered, show, warning

PATH = SourcePath("articles/moon.md")


def _shown(line: str, column: int, length: int, hint: str = "") -> list[str]:
    return show(
        warning("dangling-reference", Location(PATH, 12, column, length), "a message", hint), lambda _path, _line: line
    ).split("\n")


def test_a_problem_reads_like_a_compilers() -> None:
    assert _shown("See my article: On Tide.", 17, 7, 'did you mean "On Tides"?') == [
        "articles/moon.md:12:17: warning[dangling-reference]: a message",
        "   |  See my article: On Tide.",
        "   |                  ^^^^^^^",
        '   = did you mean "On Tides"?',
    ]


def test_a_hint_of_two_lines_is_indented() -> None:
    assert _shown("On Tide", 1, 7, "one\ntwo")[-2:] == ["   = one", "     two"]


def test_carets_are_as_wide_as_wide_characters() -> None:
    assert _shown("潮の x", 4, 1)[2] == "   |       ^"
    assert _shown("x 潮の", 3, 2)[2] == "   |    ^^^^"


def test_a_tab_is_one_column() -> None:
    assert _shown("\tOn Tide", 2, 7)[1:] == ["   |   On Tide", "   |   ^^^^^^^"]


@pytest.mark.parametrize("column", [1, 60, 150, 290])
def test_a_long_line_is_cut_around_the_caret(column: int) -> None:
    line = ("word " * 60)[:300]
    line = line[: column - 1] + "MARKED" + line[column + 5 :]
    _, shown, carets = _shown(line, column, 6)
    assert len(shown) <= 110 + 6
    start = carets.index("^")
    assert shown[start : start + 6] == "MARKED"


def test_the_whole_line_is_marked_where_no_column_is_known() -> None:
    assert _shown("  title: x", 0, 1)[2] == "   |    ^^^^^^^^"


def test_carets_never_pass_the_end_of_the_line() -> None:
    assert _shown("On Tide", 4, 50)[2] == "   |     ^^^^"


def test_a_line_that_is_empty_is_not_shown() -> None:
    assert len(_shown("   ", 1, 1)) == 1


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    problem = error("unreadable", Location(PATH), "it can't be read")
    assert show(problem, lambda _path, _line: "never") == "articles/moon.md: error[unreadable]: it can't be read"


def test_an_excerpt_of_its_own_stands_before_the_files_line() -> None:
    problem = error("encoding", Location(PATH, 1, 1), "not UTF-8", excerpt="caf\ufffd")
    assert "caf\ufffd" in show(problem, lambda _path, _line: "another")


def test_problems_are_sorted_by_place_and_each_is_told_once() -> None:
    late, early = warning("b", Location(PATH, 9, 1), "x"), warning("a", Location(PATH, 2, 5), "x")
    other = note("c", Location(SourcePath("articles/a.md"), 50, 1), "x")
    assert ordered([late, early, late, other]) == [other, early, late]


def test_the_form_for_machines_is_the_documented_one() -> None:
    assert warning("dangling-reference", Location(PATH, 12, 17, 7), "m", "h").as_json() == {
        "code": "dangling-reference",
        "severity": "warning",
        "path": "articles/moon.md",
        "line": 12,
        "column": 17,
        "message": "m",
        "hint": "h",
    }


def test_severities_are_three() -> None:
    assert [severity.value for severity in Severity] == ["error", "warning", "note"]

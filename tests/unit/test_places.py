"""The line and column of a mention in the author's file."""

from __future__ import annotations

import pytest

from tests.unit import fixtures

PLACES = [
    ("See my article: On Tide.", "1:17", "On Tide"),
    ("First.\n\nSee my article: On Tide.", "3:17", "On Tide"),
    ("The sea is wide and\nso; see my article: On Tide.", "2:21", "On Tide"),
    ("> The sea\n> is wide; see my article: On Tide.", "2:28", "On Tide"),
    ("> > See my article: On Tide.", "1:21", "On Tide"),
    ("- one\n- See my article: On Tide.", "2:19", "On Tide"),
    ("1. one\n2. two\n   - See my article: On Tide.", "3:22", "On Tide"),
    ("| a | b |\n|---|---|\n| x | See my article: On Tide. |", "3:23", "On Tide"),
    ("Salt &amp; iron; see my article: On Tide.", "1:34", "On Tide"),
    ("An &copy; and &#8217; more; see my article: On Tide.", "1:45", "On Tide"),
    ("A [link with words](https://example.com/on-tide); see my article: On Tide.", "1:67", "On Tide"),
    ('A [link](https://example.com/ "On Tide"); see my article: On Tide.', "1:59", "On Tide"),
    ("A \\*star\\*; see my article: On Tide.", "1:29", "On Tide"),
    ("**Strong**, *soft*; see my article: On Tide.", "1:37", "On Tide"),
    ("See my article: *On Tide*.", "1:18", "On Tide"),
    ('See my article: "On Tide."', "1:18", "On Tide"),
    ("A picture ![On Tide](https://example.com/x.png); see my article: On Tide.", "1:66", "On Tide"),
    ("A note[^1]; see my article: On Tide.\n\n[^1]: Short.", "1:29", "On Tide"),
    ("A note[^1].\n\n[^1]: See my article: On Tide.", "3:23", "On Tide"),
    ("On Tide I slept. See my article: On Tide.", "1:34", "On Tide"),
    ("A <b>word</b>; see my article: On Tide.", "1:32", "On Tide"),
    ("In [[On Moons|On Tide]]; see my article: On Tide.", "1:42", "On Tide"),
    ("Ein Wort: 潮の満ち; see my article: On Tide.", "1:33", "On Tide"),
]


@pytest.mark.parametrize(("markdown", "place", "words"), PLACES)
def test_the_caret_stands_under_the_title(markdown: str, place: str, words: str) -> None:
    outcome = fixtures.follow(markdown, ["On Moons"])
    (problem,) = [problem for problem in outcome.problems if problem.code == "dangling-reference"]
    line, column, length = problem.location.line, problem.location.column, problem.location.length
    assert f"{line}:{column}" == place
    assert outcome.article.lines[line - 1][column - 1 :][:length] == words


def test_of_a_title_on_two_lines_the_part_on_the_first_is_marked() -> None:
    outcome = fixtures.follow("See my article: The Harbour\nAfter Dark.", ["On Moons"])
    (problem,) = outcome.problems
    assert (problem.location.line, problem.location.column, problem.location.length) == (1, 17, len("The Harbour"))


def test_two_problems_in_one_paragraph_have_their_own_places() -> None:
    outcome = fixtures.follow("See my article: On Tide. Again, see my article: On Tide.", ["On Moons"])
    assert [problem.location.column for problem in outcome.problems] == [17, 49]


def test_a_broken_link_is_marked_at_its_words() -> None:
    outcome = fixtures.follow("One.\n\nA [word](nowhere.md) here.", [])
    (problem,) = outcome.problems
    assert (problem.code, str(problem.location)) == ("broken-link", "articles/here.md:3:4")


@pytest.mark.parametrize(
    ("markdown", "line"),
    [
        ("See my article: On Tides.", 1),
        ("One.\n\nTwo\nthree; see my\narticle: On Tides.", 5),
        ("> One\n> two; see my article: On Tides.", 2),
        ("- a\n- see my article: On Tides.", 2),
    ],
)
def test_a_reference_knows_its_line(markdown: str, line: int) -> None:
    (spot,) = fixtures.follow(markdown, ["On Tides"]).linked.spots
    assert spot.line == line

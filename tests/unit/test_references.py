"""References by the grammar: every shape of it, as fixtures in tests/fixtures/references/."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from seealso import text
from seealso.model import Notation
from tests.unit import fixtures
from tests.unit.fixtures import Fixture

ALL = list(fixtures.load())


def _expected(fixture: Fixture) -> tuple[str, list[str]]:
    """What a reader should see with the problems, and some words of each problem's hint."""
    lines = [
        line.partition(" = ") if line.startswith("! ") else (line, "", "") for line in fixture.expected.split("\n")
    ]
    return "\n".join(line for line, _, _ in lines), [hint for line, _, hint in lines if line.startswith("! ")]


@pytest.mark.parametrize("fixture", ALL, ids=str)
def test_what_the_author_wrote_is_linked_as_meant(fixture: Fixture) -> None:
    outcome = fixtures.follow(fixture.markdown, fixture.archive)
    expected, hints = _expected(fixture)
    assert fixtures.seen(outcome) == expected
    assert [hint for problem, hint in zip(outcome.problems, hints, strict=True) if hint not in problem.hint] == []


@pytest.mark.parametrize("fixture", [one for one in ALL if not one.name.startswith("wikilinks")], ids=str)
def test_nothing_but_links_is_changed(fixture: Fixture) -> None:
    outcome = fixtures.follow(fixture.markdown, fixture.archive)
    assert fixtures.without_links(outcome.linked.html) == fixtures.without_links(outcome.document.html)
    assert fixtures.unbalanced(outcome.linked.html) == ""


@pytest.mark.parametrize("fixture", ALL, ids=str)
def test_a_link_is_exactly_the_words_of_the_title(fixture: Fixture) -> None:
    known = fixtures.shelf(fixture.archive).published
    names = {article.slug: {text.words(name) for name in (article.title, *article.aliases)} for article in known}
    edges = fixtures.follow(fixture.markdown, fixture.archive).linked.edges
    labels = [(edge.context.label, names[edge.target]) for edge in edges if edge.notation is Notation.PROSE]
    part = re.compile(r"\(?(?:parte?s? )?(?:\d+|[ivx]+|one|two|three)\)?", re.IGNORECASE)
    assert [
        label
        for label, names in labels
        if text.words(re.sub(r"\bParts(?= \d)", "Part", label)) not in names and not part.fullmatch(label)
    ] == []
    assert [label for label, _ in labels if label != label.strip() or label.endswith((",", ";", ":"))] == []


def test_fixtures_have_names_of_their_own() -> None:
    assert [name for name, count in Counter(str(fixture) for fixture in ALL).items() if count > 1] == []


def test_a_fixture_that_is_not_closed_is_told() -> None:
    with pytest.raises(AssertionError, match="a fixture has four dots"):
        list(fixtures.read("first\n.\nOn Tides\n.\nSee my article: On Tides.\n", "example"))


def test_a_fixture_is_read_part_by_part() -> None:
    content = "# For people\n\nthe first\n.\nOn Tides | Tides @ sea/tides.md\n.\nOne.\n\nTwo.\n.\nOne.\nTwo.\n.\n"
    (fixture,) = fixtures.read(content, "example")
    assert fixture == Fixture("example: the first", ("On Tides | Tides @ sea/tides.md",), "One.\n\nTwo.", "One.\nTwo.")
    (article,) = fixtures.shelf(fixture.archive).published
    assert (article.title, article.aliases, article.slug, article.path) == (
        "On Tides",
        ("Tides",),
        "tides",
        "articles/sea/tides.md",
    )

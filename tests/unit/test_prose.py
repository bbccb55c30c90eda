"""The quick way of closing a reference comes to what the long one does, whatever stands around it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seealso import markup, titles
from seealso.model import Mention, Resolved, Slug
from seealso.notations import leads, prose, tongues
from seealso.text import slugify
from tests.unit import archives

TITLES = (
    "The Long Way Home", "Home", "On Tides", "The House", "The House: A History", "Letting Go - Part 1", "Letting Go - Part 2", "Why Do We Wait?",
    "Tides and Time in May", "time and tide", "1984 and After It", "How the Moons Mix", "The Long Way Home Again", "A. B. and the Rest",
)  # fmt: skip
PIECES = (
    *TITLES, *TITLES[:4], "(see my article: ", "(see my article: ", "See my article: ", "(see my articles: ", "my essay, ", "(my essay: ", ")", ")", ").", ".", " ",
    ", ", " and ", "<em>", "</em>", '"', "”", "“", "<code>", "</code>", '<a href="x.md">', "</a>", "1. ", "a. ", "(", ":", " - ", "\n", "Part 2", "words", "of the Heart",
)  # fmt: skip
INDEX = titles.build([archives.article(slugify(title), title=title) for title in TITLES])


@pytest.mark.parametrize("lang", ["en", "es"])
@settings(max_examples=2000, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=12))
def test_a_plain_reference_is_closed_as_any_other(lang: str, pieces: list[str]) -> None:
    table = tongues.language(lang)
    flat = markup.flatten("I wait (see my article: " + "".join(pieces))
    for lead in leads.find(flat.text, table):
        assert prose.close(lead, flat, INDEX, table) == prose.considered(lead, flat, INDEX, table)


def test_most_references_are_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prose, "considered", None)
    table = tongues.language("en")
    flat = markup.flatten("I <em>wait</em> (see my article: The Long Way Home Again).")
    (lead,) = leads.find(flat.text, table)
    assert prose.close(lead, flat, INDEX, table) == [Mention(24, 47, Resolved(Slug("the-long-way-home-again")))]

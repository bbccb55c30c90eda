"""Random archives, random sentences: what was put in is found, and nothing else.

The titles are made of words, commas, "and", colons and question marks, and many begin with another one. The sentences
are made by the grammar: a lead, and a list of titles, bare or marked, at any place of a line, in any container.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from seealso import edits, markup, text
from tests.unit import fixtures

WORDS = (
    "tide",
    "moon",
    "lantern",
    "harbour",
    "ferry",
    "moss",
    "kettle",
    "bridge",
    "orchard",
    "winter",
    "stone",
    "river",
)
JOINTS = (" ", " ", " ", ", ", ": ", " and ", ", and ", " of the ", "? ", " & ")
SINGULAR = (
    "See my article: {}.",
    "The water was cold (see my article: {}).",
    "It was late (see also our blog post {}), and we slept.",
    "In a prior article, {}, I counted the steps.",
    "As I wrote in an earlier essay, {}, nobody counts the steps.",
    "I once wrote a piece titled {}.",
    "Please refer to my previous column: {}.",
)
PLURAL = (
    "See my articles: {}.",
    "The water was cold (see my articles: {}).",
    "I have written other articles about water, including {}.",
    "Please see also my earlier posts {}.",
    "It is told in several of my essays, such as {}.",
)
AROUND = ("", "The moon and the tide were of one mind. ", "A kettle of moss, a bridge of stone: winter. ")
MARKS = ("{}", "{}", '"{}"', "*{}*", "**{}**", "“{}”", "«{}»")
SEVERAL = settings(
    derandomize=True, deadline=None, max_examples=150, database=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)  # fmt: skip


@st.composite
def _title(draw: st.DrawFn) -> str:
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
    title = words[0].capitalize()
    for word in words[1:]:
        title += draw(st.sampled_from(JOINTS)) + word.capitalize()
    return title + draw(st.sampled_from(("", "", "", "?", "!")))


@st.composite
def archives(draw: st.DrawFn) -> list[str]:
    """Titles of which no two have the same words: two that differ in a comma only are one to an author in a hurry."""
    found: list[str] = []
    for _ in range(draw(st.integers(2, 7))):
        title = draw(_title())
        longer: bool = draw(st.booleans()) if found else False
        if longer:
            title = draw(st.sampled_from(found)).rstrip("?!") + draw(st.sampled_from(JOINTS)) + title
        found.append(title)
    return list({text.words(title): title for title in found}.values())


@st.composite
def sentences(draw: st.DrawFn) -> tuple[list[str], list[str], str]:
    """An archive, the titles that a sentence refers to, and that sentence in Markdown."""
    archive = draw(archives())
    chosen = draw(st.lists(st.sampled_from(archive), min_size=1, max_size=4, unique=True))
    listed = _listed(chosen, draw(st.sampled_from(MARKS)), draw(st.sampled_from((" and ", ", and ", " or ", "; "))))
    sentence = draw(st.sampled_from(SINGULAR if len(chosen) == 1 else PLURAL)).format(listed)
    assume(_can_be_read(chosen, archive, sentence.partition(listed)[2]))
    words = (draw(st.sampled_from(AROUND)) + sentence).split(" ")
    cut = draw(st.integers(0, len(words)))
    first, more = draw(st.sampled_from((("", ""), ("> ", "> "), ("- ", "  "), ("1. ", "   "))))
    return (
        archive,
        chosen,
        first + " ".join(words[:cut]) + (f"\n{more}" if 0 < cut < len(words) else "") + " ".join(words[cut:]),
    )


def _listed(chosen: Sequence[str], mark: str, last: str) -> str:
    marked = [mark.format(title) for title in chosen]
    return last.join([", ".join(marked[:-1]), marked[-1]]) if len(marked) > 1 else marked[0]


def _can_be_read(chosen: Sequence[str], archive: Sequence[str], tail: str) -> bool:
    """Whether no longer title of the archive stands, punctuation aside, where one was put in.

    Nobody could say whether "Tide and Moon" is two articles or the one that is called so; the program takes the one.
    """
    for place, title in enumerate(chosen):
        rest = text.words(" and ".join(chosen[place:]) + tail) + " "
        plain = text.words(" ".join(chosen[place:]) + tail) + " "
        longer = [text.words(other) for other in archive if len(text.words(other)) > len(text.words(title))]
        if any(reading.startswith(f"{words} ") for words in longer for reading in (rest, plain)):
            return False
    return True


@SEVERAL
@given(sentences())
@example((["Tide and Moon", "Tide"], ["Tide and Moon"], "See my article: Tide and Moon."))
@example(
    (
        ["Tide Moon", "Tide"],
        ["Tide Moon", "Tide"],
        "I have written other articles\nabout water, including Tide Moon and Tide.",
    )
)
@example(
    (
        ["Tide, Moon", "Stone and River", "Stone"],
        ["Tide, Moon", "Stone and River"],
        "See my articles: Tide, Moon and Stone and River.",
    )
)
def test_what_was_put_in_is_found_and_nothing_else(made: tuple[list[str], list[str], str]) -> None:
    archive, chosen, sentence = made
    outcome = fixtures.follow(sentence, archive)
    labels = [edge.context.label for edge in outcome.linked.edges]
    assert [edge.target for edge in outcome.linked.edges] == [text.slugify(title) for title in chosen]
    assert [text.collapse(label) for label in labels] == chosen
    assert outcome.problems == ()


@SEVERAL
@given(sentences())
def test_without_titles_the_html_is_the_same_but_for_its_links(made: tuple[list[str], list[str], str]) -> None:
    archive, _, sentence = made
    linked = fixtures.follow(sentence, archive).linked.html
    bare = fixtures.follow(sentence, []).linked.html
    assert fixtures.without_links(linked) == bare
    assert fixtures.unbalanced(linked) == ""


@SEVERAL
@given(
    archives(),
    st.lists(st.sampled_from([*WORDS, "and", ",", ":", "?", "*", '"', "[", "](", "\n", "article"]), max_size=25),
)
def test_words_without_a_lead_are_never_linked(archive: list[str], words: list[str]) -> None:
    outcome = fixtures.follow(" ".join([*archive, *words]), archive)
    assert [edge.target for edge in outcome.linked.edges] == []
    assert outcome.linked.html == outcome.document.html


@SEVERAL
@given(
    st.lists(
        st.sampled_from(
            [
                "See my article: ",
                "Tide and Moon",
                "*",
                "**",
                "`",
                '"',
                " ",
                "\n",
                "&amp;",
                "[",
                "](x.md)",
                "[[",
                "]]",
                "<b>",
                "</b>",
                "| ",
                "> ",
            ]
        ),
        max_size=20,
    )
)
def test_no_markup_makes_a_broken_page(pieces: list[str]) -> None:
    archive = ["Tide and Moon", "Tide"]
    outcome = fixtures.follow("".join(pieces), archive)
    assert fixtures.unbalanced(outcome.linked.html) == ""
    assert re.search(f"[{edits.NONCHARACTERS}]", markup.PREVIEW.sub("", outcome.linked.html)) is None
    assert fixtures.without_links(outcome.linked.html) == fixtures.without_links(outcome.document.html)

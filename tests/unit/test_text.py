"""Folding, slugs and likeness."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slugify import slugify as ascii_slug

from seealso import text

SAME = [
    ("On Tides", "on tides"),
    ("On Tides.", "On Tides"),
    ("Who Waits?", "Who Waits ?"),
    ("Isn't It Late", "is n't it late"),
    ("The Diver’s Watch", "The Diver's Watch"),
    ("Salt & Iron", "Salt and Iron"),
    ("Low Water — A Diary", "Low Water - A Diary"),
    ("Low Water—A Diary", "Low Water – A Diary"),
    ("Café", "Cafe\u0301"),
    ("Strasse", "Straße"),
    ("On\u00a0Tides", "On Tides"),
    ("On\u200b Tides", "On Tides"),
    ("“Good” Umbrellas", "«Good» Umbrellas"),
    ("And Then…", "And Then..."),
    ("The O\ufb03ce", "The Office"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_spellings_of_one_title_have_one_key(left: str, right: str) -> None:
    assert text.key(left) == text.key(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [("Tide, Moon", "Tide Moon"), ("Tide: Moon", "Tide, Moon"), ("Tide", "Tides"), ("Was it?", "Was its?")],
)
def test_other_titles_have_other_keys(left: str, right: str) -> None:
    assert text.key(left) != text.key(right)


def test_a_title_of_punctuation_alone_keeps_its_key() -> None:
    assert text.key("?!") == "?!"


@pytest.mark.parametrize(
    ("title", "expected"), [("Who Waits?", "?"), ("Stop!?", "!?"), ("On Tides", ""), ("And Then…", "..."), ("", "")]
)
def test_the_mark_that_ends_a_title_is_known(title: str, expected: str) -> None:
    assert text.terminal(title) == expected


def test_words_keep_their_boundaries_where_keys_lose_them() -> None:
    assert text.key("the rapist") == text.key("therapist")
    assert text.words("the rapist") != text.words("therapist")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Is n't it", "isnt it"),
        ("the miller 's ladder", "the millers ladder"),
        ("Salt & Iron!", "salt and iron"),
        ("  A\n B ", "a b"),
    ],
)
def test_words_are_folded(written: str, expected: str) -> None:
    assert text.words(written) == expected


def test_tokens_cover_the_text_that_they_are_cut_from() -> None:
    content = "QuietWhat, ex ?"
    assert [content[begin:end] for begin, end, _ in text.tokens(content)] == ["Quiet", "What", ",", "ex", "?"]


def test_folding_may_change_the_length_and_not_the_places() -> None:
    content = "Straße, Zug"
    assert [(begin, end) for begin, end, _ in text.tokens(content)] == [(0, 6), (6, 7), (8, 11)]


SLUGS = [
    ("Déjà Vu & the Crowded Mind", "deja-vu-the-crowded-mind"),
    ("О горе", "о-горе"),
    ("The Diver's Watch", "the-divers-watch"),
    ("The Diver’s Watch", "the-divers-watch"),
    ("  On -- Tides!  ", "on-tides"),
    ("?!", ""),
    ("Nº 5 à la mer", "no-5-a-la-mer"),
    ("10 Tides", "10-tides"),
]


@pytest.mark.parametrize(("title", "expected"), SLUGS)
def test_a_slug_is_ascii_where_it_can_be(title: str, expected: str) -> None:
    assert text.slugify(title) == expected


OF_TITLES = (
    "word",
    "A",
    "1",
    "1,000",
    "x,1",
    ",",
    "-",
    "--",
    "_",
    "&",
    "&amp;",
    "&#38;",
    " ",
    ".",
    ":",
    "?",
    "é",
    "ß",
    "—",
    "%",
    "3.5",
    "\n",
)


@settings(derandomize=True, deadline=None, max_examples=1000, database=None)
@given(st.lists(st.sampled_from(OF_TITLES), max_size=8).map("".join))
def test_a_slug_is_that_of_the_library(title: str) -> None:
    assert text.slugify(title) == ascii_slug(title)


@settings(derandomize=True, deadline=None, max_examples=150, database=None)
@given(st.text(st.characters(codec="latin-1"), max_size=30))
def test_a_slug_is_its_own_slug(title: str) -> None:
    assert text.slugify(text.slugify(title)) == text.slugify(title)


@settings(derandomize=True, deadline=None, max_examples=150, database=None)
@given(st.text(max_size=30))
def test_any_text_can_be_folded_and_its_case_does_not_matter(title: str) -> None:
    assert text.key(title) == text.key(" " + title + " ")
    assert [content for content in text.tokens(title) if not 0 <= content[0] < content[1] <= len(title)] == []


def test_the_nearest_spelling_comes_first() -> None:
    assert text.nearest("On Tide", ["Off Piste", "On Tides", "On Time"], limit=2)[0] == "On Tides"


def test_what_is_not_near_is_not_named() -> None:
    assert text.nearest("On Tides", ["Cabbages at Law"]) == []


def test_equals_are_ordered_by_name() -> None:
    assert text.nearest("moon x", ["moon b", "moon a"]) == ["moon a", "moon b"]


def test_a_misspelt_name_gets_a_question() -> None:
    assert text.did_you_mean("drfat", ["draft", "date"]) == 'did you mean "draft"?'
    assert text.did_you_mean("zebra", ["draft", "date"]) == ""


@pytest.mark.parametrize(
    ("written", "limit", "expected"),
    [
        ("one two", 10, "one two"),
        ("one two three", 9, "one two…"),
        ("one, two", 6, "one…"),
        ("abcdefghij", 5, "abcd…"),
        ("one\n two", 10, "one two"),
    ],
)
def test_text_is_clipped_between_words(written: str, limit: int, expected: str) -> None:
    assert text.clip(written, limit) == expected


@settings(derandomize=True, deadline=None, max_examples=150, database=None)
@given(st.text(alphabet="ab ,-", max_size=40), st.integers(4, 20))
def test_clipped_text_is_never_longer_than_asked(written: str, limit: int) -> None:
    assert len(text.clip(written, limit)) <= limit


@pytest.mark.parametrize(
    ("count", "words", "expected"),
    [
        (1, ("article",), "1 article"),
        (1200, ("article",), "1,200 articles"),
        (0, ("entry", "entries"), "0 entries"),
    ],
)
def test_a_count_chooses_the_number_of_a_noun(count: int, words: tuple[str, ...], expected: str) -> None:
    assert text.plural(count, *words) == expected


@given(st.lists(st.from_regex(r"[A-Z]?[a-z]+[,:;?!]*", fullmatch=True), min_size=1))
def test_plain_words_fold_like_any_others(plain: list[str]) -> None:
    title = " ".join(plain)
    assert text.parts(title) == tuple(part for _, _, part in text.tokens(title) if part)
    assert text.words(title) == text.words(f"({title})")

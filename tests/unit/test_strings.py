"""The interface's words: every language says everything, and nothing else."""

from __future__ import annotations

import datetime as dt
import re
import string

import pytest

from seealso.strings import interface
from seealso.strings.english import WORDS as ENGLISH
from seealso.strings.spanish import WORDS as SPANISH
from seealso.strings.words import Phrase
from tests.harness import REPOSITORY

DAY = dt.datetime(2019, 3, 14, tzinfo=dt.UTC)
SAID = re.compile(
    r"""\b(?:t|site_t|say)\(\s*f?(["'])([a-z_]+)\1|\b(?:t|site_t|say)\((["'])([a-z_]+)\3 if [^)]* else (["'])([a-z_]+)\5"""
)
INDIRECT = {
    "draft", "scheduled", "panel_scenario", "panel_brief", "panel_note", "archive_title", "a_z_title", "topics", "archive", "map",
    "fee", "sessions", "hours", "languages", "with", "credentials", "licensed_in", "address",
    "newer", "older", "previous_page", "next_page", "years", "letters", "archive_lead", "a_z_lead", "a_z_other", "archive_other",
}  # fmt: skip
"""Phrases that are named by a value."""


def places(phrase: Phrase) -> list[set[str]]:
    forms = (phrase,) if isinstance(phrase, str) else phrase
    return [{name for _, name, _, _ in string.Formatter().parse(form) if name} for form in forms]


@pytest.mark.parametrize("lang", sorted(interface.LANGUAGES))
def test_every_language_has_the_same_phrases_with_the_same_places(lang: str) -> None:
    words = interface.LANGUAGES[lang]
    assert sorted(words.phrases) == sorted(ENGLISH.phrases)
    for name, phrase in words.phrases.items():
        english = ENGLISH.phrases[name]
        assert isinstance(phrase, str) == isinstance(english, str), name
        assert places(phrase)[-1] == places(english)[-1], name
    assert len(words.months) == 12


def test_no_language_leaves_english_words_untranslated() -> None:
    same = {name for name, phrase in SPANISH.phrases.items() if phrase == ENGLISH.phrases[name]}
    assert same == {"minutes", "series", "colours_auto"}


def test_every_phrase_is_used_and_every_phrase_that_is_used_exists() -> None:
    files = [*(REPOSITORY / "layouts").glob("*.*"), *(REPOSITORY / "seealso").rglob("*.py")]
    sources = "\n".join(file.read_text(encoding="utf-8") for file in files if file.parent.name != "strings")
    sources = re.sub(r"\{#.*?#\}", "", sources, flags=re.DOTALL)
    used = {name for found in SAID.finditer(sources) for name in (found[2], found[4], found[6]) if name}
    assert used - set(ENGLISH.phrases) == set()
    assert set(ENGLISH.phrases) - used - INDIRECT == set()
    assert set(ENGLISH.phrases) >= INDIRECT


def test_dates_and_numbers_are_written_as_the_language_does() -> None:
    assert (ENGLISH.day(DAY), SPANISH.day(DAY)) == ("14 March 2019", "14 de marzo de 2019")
    assert (ENGLISH.number(1200), SPANISH.number(1200), SPANISH.number(12000)) == ("1,200", "1200", "12\u00a0000")


def test_a_count_chooses_the_number_of_a_phrase() -> None:
    assert [ENGLISH.say("articles", count) for count in (0, 1, 2, 1500)] == [
        "0 articles", "1 article", "2 articles", "1,500 articles",
    ]  # fmt: skip
    assert SPANISH.say("articles", 2) == "2 artículos"


def test_a_phrase_that_does_not_exist_is_named_with_the_likely_one() -> None:
    with pytest.raises(LookupError, match='no phrase "artickles" did you mean "articles"'):
        ENGLISH.say("artickles")
    with pytest.raises(LookupError, match="needs a count"):
        ENGLISH.say("articles")


@pytest.mark.parametrize(
    ("langs", "expected"),
    [
        (("es", "en"), "es"),
        (("es-MX",), "es"),
        (("ar", "es"), "es"),
        (("ar", "de"), "en"),
        (("EN_us",), "en"),
        ((), "en"),
    ],
)
def test_the_first_language_that_is_known_speaks(langs: tuple[str, ...], expected: str) -> None:
    assert interface.words(*langs).lang == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("ar", "rtl"),
        ("he-IL", "rtl"),
        ("fa", "rtl"),
        ("ur", "rtl"),
        ("en", "ltr"),
        ("az-Arab", "rtl"),
        ("ar-Latn", "ltr"),
    ],
)
def test_the_direction_follows_from_language_and_script(lang: str, expected: str) -> None:
    assert interface.direction(lang) == expected

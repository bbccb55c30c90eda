"""The symbol table: which article a spelling means."""

from __future__ import annotations

import random

import pytest
from msgspec.structs import replace

from seealso import spellings, titles
from seealso.model import Slug, SourcePath
from seealso.titles import Match, TitleIndex
from tests.unit.fixtures import article


def _index(*names: str) -> TitleIndex:
    return titles.build(article(name) for name in names)


def _match(content: str, *names: str, start: int = 0) -> str | None:
    found = _index(*names).longest_match(content, start)
    return content[found.start : found.end] if found else None


def test_the_longest_title_wins() -> None:
    assert _match("Cold Water Swimming for us", "Cold Water", "Cold Water Swimming") == "Cold Water Swimming"


def test_a_longer_title_that_is_not_there_falls_back_to_the_shorter() -> None:
    assert _match("Cold Water is wet", "Cold Water", "Cold Water Swimming") == "Cold Water"


def test_a_title_ends_with_a_word() -> None:
    assert _match("Cold Waterways", "Cold Water") is None


def test_words_are_not_run_together() -> None:
    assert _match("there at home", "The Reat Home") is None


def test_nothing_begins_before_its_place() -> None:
    assert _match("xx Cold Water", "Cold Water", start=3) == "Cold Water"
    assert _match("Cold Water", "Water") is None


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Who Waits? Me.", "Who Waits?"),
        ("Who Waits ? Me.", "Who Waits ?"),
        ("Who Waits, then", "Who Waits"),
        ("Who Waits", "Who Waits"),
    ],
)
def test_the_titles_own_mark_belongs_to_it(content: str, expected: str) -> None:
    assert _match(content, "Who Waits?") == expected


def test_a_full_stop_of_the_sentence_does_not() -> None:
    assert _match("On Tides. And so on", "On Tides") == "On Tides"


def test_punctuation_may_be_left_out_of_a_title_of_four_words() -> None:
    assert _match("low water a diary", "Low Water: A Diary") == "low water a diary"
    assert _match("low water diary", "Low Water: Diary") is None


def test_punctuation_that_the_title_lacks_is_never_passed_over() -> None:
    assert _match("Low, Water A Diary", "Low Water: A Diary") is None


def test_an_alias_is_found() -> None:
    index = titles.build([article("On Tides", aliases=["What the Moon Pulls"])])
    found = index.longest_match("what the moon pulls", 0)
    assert found is not None
    assert found.slugs == ("on-tides",)
    assert found.entries[0].alias


def test_a_title_stands_before_an_alias() -> None:
    index = titles.build([article("The Ebb", aliases=["On Tides"]), article("On Tides")])
    assert [entry.slug for entry in index.exact("On Tides")] == ["on-tides"]


def test_two_articles_of_one_title_are_both_named() -> None:
    index = titles.build([article("On Tides", path="a.md"), article("On Tides", path="b.md")])
    found = index.longest_match("On Tides", 0)
    assert isinstance(found, Match)
    assert found.slugs == ("a", "b")


def test_the_mark_at_the_end_tells_two_titles_apart() -> None:
    index = titles.build([article("Who Waits", path="a.md"), article("Who Waits?", path="b.md")])
    assert [entry.slug for entry in index.exact("Who Waits?")] == ["b"]
    assert [entry.slug for entry in index.exact("Who Waits")] == ["a"]


def test_exact_takes_the_whole_spelling_only() -> None:
    index = _index("On Tides")
    assert index.exact("on  tides!")
    assert index.exact("On Tides Again") == ()
    assert index.exact("") == ()


def test_a_title_in_quotation_marks_is_taken_with_them() -> None:
    index = _index("“Good” Umbrellas")
    found = index.longest_match("“Good” Umbrellas are", 0)
    assert found is not None
    assert (found.start, found.end) == (0, 16)


def test_candidates_are_near_spellings_and_longer_titles() -> None:
    index = _index("On Tides", "Cabbages at Law: A Memoir of Slugs and Snails", "Fog")
    assert [entry.title for entry in spellings.candidates(index, "On Tide")] == ["On Tides"]
    assert [entry.title for entry in spellings.candidates(index, "Cabbages at Law")] == [
        "Cabbages at Law: A Memoir of Slugs and Snails"
    ]
    assert spellings.candidates(index, "Something Else Entirely") == []


def test_what_titles_are_compared_by_is_made_once_for_all_articles_of_an_archive() -> None:
    index = titles.build([article("On Tides")])
    assert spellings._spellings(index.asking()) is spellings._spellings(index.asking())
    assert spellings._spellings(titles.build([article("On Moons")])).titles == ["On Moons"]


def test_files_are_found_by_each_tail_of_their_path() -> None:
    index = titles.build([article("On Tides", path="sea/Tides.md")])
    assert {tail for tail in index.by_file if "tides" in tail} == {"articles/sea/tides", "sea/tides", "tides"}


def test_the_short_way_finds_what_the_long_one_does() -> None:
    """A title that stands as it was written needs no folding; whatever is written, the answer is the same."""
    pick = random.Random(4)
    words = ["Tide", "tide", "and", "Late", "LateTide", "is", "n't", "Ex"]
    joints = [" ", " ", " ", ": ", ", ", " - ", "? ", ". ", " “", "” ", "-", ""]

    def phrase(most: int) -> str:
        return "".join(pick.choice(words) + pick.choice(joints) for _ in range(pick.randint(1, most)))

    for _ in range(400):
        index = _index(*(phrase(4).strip() + pick.choice(["", "", "?", "!", "...", "”"]) for _ in range(6)))
        long_way = replace(index, spelled=((), {}))
        for _ in range(12):
            names = [entry.title for entries in index.by_key.values() for entry in entries]
            content = pick.choice([*names, phrase(2)]) + pick.choice(joints) + phrase(3)
            assert index.longest_match(content, 0) == long_way.longest_match(content, 0), (content, names)


def test_withheld_titles_are_known_and_never_matched() -> None:
    index = titles.build([], (), [article("On Tides")])
    assert index.longest_match("On Tides", 0) is None
    assert list(index.withheld.values()) == ["articles/on-tides.md"]


def test_standing_pages_have_no_title_but_a_file() -> None:
    index = titles.build([], [article("About")])
    assert index.longest_match("About", 0) is None
    assert index.by_path == {SourcePath("articles/about.md"): Slug("about")}

"""The archive in its orders."""

from __future__ import annotations

import pytest

from seealso import archive as archives_
from seealso.deferred import Deferred
from seealso.model import Slug
from seealso.strings import english
from tests.unit import archives


def test_the_newest_comes_first_and_what_has_no_date_last_by_title() -> None:
    built = archives.build(
        [
            archives.article("b"),
            archives.article("old", date="2019-01-01"),
            archives.article("a"),
            archives.article("new", date="2020-01-01"),
        ]
    )
    assert [article.slug for article in built.articles] == ["new", "old", "a", "b"]


def test_equal_dates_are_ordered_by_title() -> None:
    built = archives.build(
        [
            archives.article("z", title="Apple", date="2020-01-01"),
            archives.article("a", title="Zebra", date="2020-01-01"),
        ]
    )
    assert [article.title for article in built.articles] == ["Apple", "Zebra"]


def test_standing_pages_are_in_no_list() -> None:
    built = archives.build(
        [archives.article("a", topics=["Sea"]), archives.article("about", topics=["Sea"], layout="about")]
    )
    assert [article.slug for article in built.standing] == ["about"]
    assert [card.slug for group in built.topics for card in group.cards] == ["a"]
    assert [card.slug for card in built.newest()] == ["a"]


def test_topics_are_one_whatever_their_capitals() -> None:
    built = archives.build([archives.article("a", topics=["sea air"]), archives.article("b", topics=["Sea Air"])])
    (group,) = built.topics
    assert (group.name, group.url, len(group.cards)) == ("Sea Air", "topics/sea-air/", 2)


def test_a_sketch_makes_the_cards_that_are_asked_for_and_is_the_same_when_it_is_whole() -> None:
    articles = [
        archives.article("tides", topics=["Sea"], date="2020-01-01"),
        archives.article("moon", topics=["Sky", "Sea"], date="2021-01-01"),
        archives.article("drought", topics=["Land"], series="Weather", part=1),
        archives.article("about", layout="about"),
    ]
    briefs = {article.slug: archives_.Brief("Words.", 1) for article in articles[:3]}
    asked: list[str] = []

    def brief(slug: Slug) -> archives_.Brief:
        asked.append(slug)
        return briefs[slug]

    sketch = archives_.sketched(articles, Deferred(briefs, brief))
    assert [(group.name, len(group.cards)) for group in sketch.topics] == [("Land", 1), ("Sea", 2), ("Sky", 1)]
    assert asked == ["drought"], "a series is small"
    assert sketch.cards[Slug("moon")].title == "moon"
    assert asked == ["drought", "moon"]
    assert archives_.whole(sketch) == archives.build(articles)
    assert archives_.whole(sketch) == archives_.whole(archives_.whole(sketch))


def test_the_parts_of_a_series_stand_in_order() -> None:
    built = archives.build(
        [
            archives.article("c", series="Drought", part=2, date="2020-01-01"),
            archives.article("a", series="Drought", part=1, date="2020-01-03"),
            archives.article("b", series="Drought", part=10, date="2020-01-02"),
        ]
    )
    (group,) = built.series
    assert [card.slug for card in group.cards] == ["a", "c", "b"]


def test_a_series_without_numbers_goes_by_date() -> None:
    built = archives.build(
        [
            archives.article("late", series="Drought", date="2020-02-01"),
            archives.article("early", series="Drought", date="2020-01-01"),
        ]
    )
    assert [card.slug for card in built.series[0].cards] == ["early", "late"]


def test_years_are_the_newest_first_and_undated_last() -> None:
    built = archives.build(
        [archives.article("a", date="2019-05-01"), archives.article("b"), archives.article("c", date="2021-05-01")]
    )
    assert [(group.name, group.url) for group in archives_.years(built.newest(), english.WORDS)] == [
        ("2021", "archive/2021/"),
        ("2019", "archive/2019/"),
        ("Undated", "archive/undated/"),
    ]


LETTERS = [
    ("The Tides", "T"),
    ("A Moon", "M"),
    ("“Quoted”", "Q"),
    ("Élan", "E"),
    ("10 Tides", "0–9"),
    ("О приливах", "О"),
    ("A", "A"),
    ("An apple", "A"),
    ("¿Quién?", "Q"),
]


@pytest.mark.parametrize(("title", "letter"), LETTERS)
def test_letters_are_those_that_a_reader_looks_under(title: str, letter: str) -> None:
    built = archives.build([archives.article("x", title=title)])
    assert [group.name for group in archives_.letters(built.newest(), english.WORDS)] == [letter]


def test_letters_hold_their_titles_in_order() -> None:
    built = archives.build(
        [
            archives.article("1", title="The Tide"),
            archives.article("2", title="Tidal"),
            archives.article("3", title="A Tidy Desk"),
        ]
    )
    (group,) = archives_.letters(built.newest(), english.WORDS)
    assert [card.title for card in group.cards] == ["Tidal", "The Tide", "A Tidy Desk"]


def test_letters_have_addresses_of_their_own() -> None:
    built = archives.build([archives.article(str(number), title=title) for number, (title, _) in enumerate(LETTERS)])
    urls = [group.url for group in archives_.letters(built.newest(), english.WORDS)]
    assert len(set(urls)) == len(urls)


@pytest.mark.parametrize(("count", "sizes"), [(0, [0]), (1, [1]), (3, [3]), (4, [3, 1]), (6, [3, 3])])
def test_long_lists_are_cut_into_pages(count: int, sizes: list[int]) -> None:
    cards = archives.build([archives.article(f"a{number}") for number in range(count)]).newest()
    assert [len(page) for page in archives_.pages_of(cards, 3)] == sizes


def test_reading_takes_a_minute_at_least() -> None:
    (card,) = archives.build([archives.article("a")]).newest()
    assert card.minutes == 1

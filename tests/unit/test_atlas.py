"""The map of the archive."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from seealso import atlas
from seealso.atlas import Chart
from seealso.model import Article
from tests.unit import archives

TOPICS = ("Sea", "Sky", "Garden", "Kitchen", "Winter", "Ropes", "Birds")


def _articles(count: int = 40) -> list[Article]:
    return [
        archives.article(f"a{number:03}", title=f"Article {number}", topics=[TOPICS[number % len(TOPICS)]])
        for number in range(count)
    ]


def _pairs(articles: Sequence[Article], seed: int = 3) -> list[str]:
    dice = random.Random(seed)
    slugs = sorted(one.slug for one in articles)
    return [f"{left}>{right}" for left, right in (dice.sample(slugs, 2) for _ in range(120))]


def _chart(articles: Sequence[Article], pairs: Sequence[str]) -> Chart:
    archive = archives.build(articles)
    graph = archives.reference_graph(articles, pairs)
    return atlas.chart({group.name: group.cards for group in archive.topics}, graph.edges(), archive.cards)


def test_the_same_archive_has_the_same_map_in_whatever_order_it_is_read() -> None:
    articles = _articles()
    pairs = _pairs(articles)
    first = _chart(articles, pairs)
    random.Random(1).shuffle(articles)
    random.Random(1).shuffle(pairs)
    assert _chart(articles, pairs) == first


@pytest.mark.parametrize("topics", [1, 2, 3, 4, 7, 19, 20])
def test_no_two_labels_stand_at_one_place(topics: int) -> None:
    articles = [archives.article(f"a{number:03}", topics=[f"Topic {number % topics}"]) for number in range(topics * 4)]
    chart = _chart(articles, _pairs(articles))
    places = [(place.label_x, place.y) for place in chart.places]
    places += [(mark.x, mark.y) for place in chart.places for mark in place.landmarks]
    assert len(places) == topics * 4
    assert len(set(places)) == len(places)
    for left, right in ((a, b) for a in places for b in places if a < b and a[0] == b[0]):
        assert abs(left[1] - right[1]) >= 17


def test_everything_is_inside_the_picture() -> None:
    chart = _chart(_articles(), _pairs(_articles()))
    for place in chart.places:
        assert 0 < place.x < chart.width
        assert place.radius < place.y
        assert all(0 < mark.y < chart.height for mark in place.landmarks)


def test_an_article_more_moves_no_topic_where_the_order_stays() -> None:
    articles = _articles()
    pairs = _pairs(articles)
    before = _chart(articles, pairs)
    after = _chart([*articles, archives.article("new", topics=["Sea"])], pairs)
    assert [(p.name, p.x, p.y) for p in after.places] == [(p.name, p.x, p.y) for p in before.places]
    assert [tie.path for tie in after.ties] == [tie.path for tie in before.ties]


def test_landmarks_are_the_most_referred_to_of_their_topic() -> None:
    articles = [archives.article(name, topics=["Sea"]) for name in ("a", "b", "c", "d", "e")]
    chart = _chart(articles, ["a>e", "b>e", "c>e", "a>d", "b>d", "a>c"])
    assert [(mark.title, mark.count) for mark in chart.places[0].landmarks] == [("e", 3), ("d", 2), ("c", 1)]


def test_ties_count_references_both_ways() -> None:
    articles = [
        archives.article("a", topics=["Sea"]),
        archives.article("b", topics=["Sky"]),
        archives.article("c", topics=["Sea"]),
    ]
    chart = _chart(articles, ["a>b", "b>a", "a>c"])
    assert [(tie.names, tie.count) for tie in chart.ties] == [(("Sea", "Sky"), 2)]


def test_topics_that_are_tied_stand_side_by_side() -> None:
    articles = [archives.article(name, topics=[name.upper()]) for name in ("a", "b", "c", "d")]
    chart = _chart(articles, ["a>d", "d>a", "a>d", "b>c"])
    order = [place.name for place in chart.places]
    assert abs(order.index("A") - order.index("D")) == 1


def test_only_the_largest_topics_are_drawn() -> None:
    articles = [archives.article(f"a{number:03}", topics=[f"Topic {number:02}"]) for number in range(atlas.TOPICS + 5)]
    chart = _chart([*articles, archives.article("x", topics=["Topic 24"])], [])
    assert len(chart.places) == atlas.TOPICS
    assert "Topic 24" in [place.name for place in chart.places]


def test_an_archive_without_topics_has_an_empty_map() -> None:
    chart = _chart([archives.article("a")], [])
    assert (chart.places, chart.ties) == ((), ())


def test_long_titles_are_cut_to_the_room_they_have() -> None:
    chart = _chart([archives.article("a", title="tide " * 20, topics=["Sea"])], [])
    (mark,) = chart.places[0].landmarks
    assert len(mark.label) <= atlas.LABEL
    assert mark.label.endswith("…")

"""What refers to what, and what is near to what."""

from __future__ import annotations

import random

from seealso.model import Slug
from seealso.stages.graph import HUB, RELATED
from tests.unit import archives


def _names(count: int) -> list[str]:
    return [f"a{number:03}" for number in range(count)]


def test_references_are_seen_from_both_ends() -> None:
    graph = archives.reference_graph([archives.article(name) for name in ("moon", "tides")], ["moon>tides"])
    assert [edge.target for edge in graph.outgoing[Slug("moon")]] == ["tides"]
    assert [edge.source for edge in graph.incoming[Slug("tides")]] == ["moon"]
    assert Slug("moon") not in graph.incoming


def test_an_article_that_refers_twice_counts_once() -> None:
    graph = archives.reference_graph(
        [archives.article(name) for name in ("moon", "tides")], ["moon>tides", "moon>tides"]
    )
    assert graph.referred == {"tides": 1}
    assert sum(map(len, graph.outgoing.values())) == 2


def test_articles_that_refer_to_the_same_are_related() -> None:
    graph = archives.reference_graph(
        [archives.article(name) for name in ("a", "b", "shared")], ["a>shared", "b>shared"]
    )
    assert graph.related[Slug("a")] == ("b",)


def test_articles_that_the_same_refers_to_are_related() -> None:
    graph = archives.reference_graph(
        [archives.article(name) for name in ("a", "b", "source")], ["source>a", "source>b"]
    )
    assert graph.related[Slug("a")] == ("b",)


def test_what_is_linked_already_is_not_related() -> None:
    graph = archives.reference_graph([archives.article(name) for name in ("a", "b", "c")], ["a>c", "b>c", "a>b"])
    assert graph.related[Slug("a")] == ()


def test_a_shared_topic_decides_between_equals() -> None:
    articles = [
        archives.article("a", topics=["sea"]),
        archives.article("b"),
        archives.article("c", topics=["sea"]),
        archives.article("shared"),
    ]
    graph = archives.reference_graph(articles, ["a>shared", "b>shared", "c>shared"])
    assert graph.related[Slug("a")] == ("c", "b")


def test_an_article_that_everybody_cites_makes_nobody_akin() -> None:
    articles = [archives.article(name, topics=[name]) for name in _names(HUB + 5)]
    graph = archives.reference_graph(articles, [f"{one.slug}>a000" for one in articles[1:]])
    assert graph.related[Slug("a001")] == ()


def test_an_article_without_references_gets_its_neighbours_by_topic_and_date() -> None:
    articles = [
        archives.article(name, topics=["sea"], date=f"2020-01-{day:02}") for day, name in enumerate(_names(9), 1)
    ]
    graph = archives.reference_graph(articles, [])
    assert graph.related[Slug("a004")] == ("a005", "a003", "a006", "a002", "a007")
    assert len(graph.related[Slug("a004")]) == RELATED


def test_the_order_of_the_articles_does_not_matter() -> None:
    dice = random.Random(7)
    names = _names(30)
    articles = [
        archives.article(name, topics=["sea" if number % 2 else "sky"], date=f"2020-01-{number + 1:02}")
        for number, name in enumerate(names)
    ]
    pairs = [f"{left}>{right}" for left, right in (dice.sample(names, 2) for _ in range(80))]
    first = archives.reference_graph(articles, pairs)
    for _ in range(3):
        dice.shuffle(articles)
        again = archives.reference_graph(articles, pairs)
        assert again.related == first.related
        assert again.outgoing == first.outgoing


def test_an_article_elsewhere_leaves_the_related_ones_alone() -> None:
    articles = [
        archives.article(name, topics=["sea"], date=f"2020-01-{day:02}")
        for day, name in enumerate(("a", "b", "c", "d"), 1)
    ]
    pairs = ["a>c", "b>c"]
    before = archives.reference_graph(articles, pairs).related
    after = archives.reference_graph(
        [*articles, archives.article("new", topics=["garden"], date="2021-01-01")], pairs
    ).related
    assert {slug: after[slug] for slug in before} == before


def test_every_article_has_its_place() -> None:
    graph = archives.reference_graph([archives.article("alone")], [])
    assert (graph.related, graph.outgoing, dict(graph.incoming)) == ({"alone": ()}, {"alone": ()}, {})

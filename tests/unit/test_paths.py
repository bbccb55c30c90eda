"""Paths through topics, and what to read next."""

from __future__ import annotations

from seealso import paths
from seealso.model import Article, Slug
from tests.unit import archives


def ways(articles: list[Article], *pairs: str) -> paths.Ways:
    """The ways of an archive in which articles refer to each other in pairs such as `moon>tides`."""
    return paths.through(archives.build(articles), archives.reference_graph(articles, pairs))


def path(found: paths.Ways, topic: str = "Sea") -> list[str]:
    return [step.card.slug for step in found.topics[topic]]


def sea(slug: str, date: str = "2020-01-01", series: str = "", part: int | None = None) -> Article:
    return archives.article(slug, date=date, topics=["Sea"], series=series, part=part)


def test_what_is_referred_to_most_comes_first_and_the_older_of_equals() -> None:
    found = ways([sea("new", "2021-01-01"), sea("old", "2019-01-01"), sea("base")], "new>base", "old>base")
    assert path(found) == ["base", "old", "new"]
    assert [step.builds_on for step in found.topics["Sea"]] == ["", "base", "base"]
    assert [step.referred for step in found.topics["Sea"]] == [2, 0, 0]


def test_what_only_touches_the_topic_comes_after_what_is_about_it() -> None:
    moon = archives.article("moon", date="2018-01-01", topics=["Moon", "Sea"])
    assert path(ways([moon, sea("a"), sea("b")], "a>moon", "b>moon")) == ["a", "b", "moon"]


def test_the_parts_of_a_series_stay_together_in_their_order() -> None:
    parts = [sea("two", "2019-01-01", series="Tides", part=2), sea("one", "2022-01-01", series="Tides", part=1)]
    found = ways([*parts, sea("a"), sea("b"), sea("c")], "a>two", "b>c", "c>two")
    assert path(found) == ["one", "two", "c", "a", "b"]
    assert [(step.series, step.part) for step in found.topics["Sea"]][:3] == [("Tides", 1), ("Tides", 2), ("", 0)]


def test_the_order_does_not_depend_on_the_order_of_the_files() -> None:
    articles = [sea(name) for name in "dcba"]
    references = ["a>b", "b>a", "c>d", "d>c"]
    assert path(ways(articles, *references)) == path(ways(articles[::-1], *references[::-1])) == ["a", "b", "c", "d"]


def following(found: paths.Ways, slug: str) -> tuple[str, str, int, str] | None:
    one = found.following.get(Slug(slug))
    return (one.card.slug, one.reason, one.count, one.topic) if one else None


def test_the_next_part_of_a_series_comes_before_all_else() -> None:
    found = ways([sea("p1", series="T", part=1), sea("p2", series="T", part=2), sea("x")], "p1>x", "p1>x", "p1>x")
    assert following(found, "p1") == ("p2", "part", 0, "")


def test_what_an_article_refers_to_again_and_again_is_next() -> None:
    found = ways([sea("a"), sea("b"), sea("x")], "a>b", "a>x", "a>x")
    assert following(found, "a") == ("x", "referred", 2, "")


def test_two_that_refer_to_each_other_as_often_do_not_send_the_reader_to_and_fro() -> None:
    found = ways([sea("a"), sea("b"), sea("c")], "a>b", "a>b", "b>a", "b>a")
    assert following(found, "a") == ("b", "topic", 0, "Sea")
    assert following(found, "b") == ("c", "topic", 0, "Sea")


def test_the_last_on_a_path_goes_on_to_what_it_refers_to() -> None:
    found = ways([sea("a"), sea("z"), archives.article("moon", topics=["Moon"])], "z>moon")
    assert following(found, "z") == ("moon", "referred", 1, "")


def test_an_article_alone_leads_nowhere() -> None:
    assert following(ways([archives.article("a")]), "a") is None


def test_a_topic_of_the_archive_has_each_of_its_articles_once() -> None:
    found = ways([sea(f"n{n}") for n in range(30)], *(f"n{n}>n{n * 7 % 30}" for n in range(30) if n * 7 % 30 != n))
    assert sorted(path(found)) == sorted(f"n{n}" for n in range(30))

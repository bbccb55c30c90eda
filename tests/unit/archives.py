"""Small archives by code, for what comes after the links."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from seealso import archive as archives
from seealso.archive import Archive
from seealso.model import Article, Body, Context, Edge, Links, Notation, Outline, ReferenceGraph, Slug, Spot
from seealso.stages import graph
from tests.unit import fixtures


def article(
    name: str,
    *,
    title: str = "",
    date: str = "",
    topics: Iterable[str] = (),
    series: str = "",
    part: int | None = None,
    layout: str = "article",
) -> Article:
    """An article whose slug is its name."""
    made = fixtures.article(title or name, path=f"{name}.md")
    moment = dt.datetime.fromisoformat(date).replace(tzinfo=dt.UTC) if date else None
    return Article(
        made.path,
        made.slug,
        made.title,
        made.text,
        0,
        date=moment,
        topics=tuple(topics),
        series=series,
        part=part,
        layout=layout,
    )


def outline() -> Outline:
    return Outline((), frozenset(), "Words.", 1)


def build(articles: Iterable[Article]) -> Archive:
    everything = list(articles)
    return archives.build(everything, {one.slug: outline() for one in everything})


def edge(source: str, target: str, *, before: str = "See ") -> Edge:
    return Edge(Slug(source), Slug(target), Notation.PROSE, Context(before, target, "."), "ref-1")


def linked(articles: Iterable[Article], pairs: Iterable[str]) -> dict[Slug, Links]:
    """What articles refer to, from pairs such as `moon>tides`."""
    edges = [edge(*pair.split(">")) for pair in pairs]
    own = {one.slug: tuple(e for e in edges if e.source == one.slug) for one in articles}
    return {
        slug: Links(Body(slug, ""), its, tuple(Spot(0, 4, 9, 1) for _ in its), (), (), ()) for slug, its in own.items()
    }


def reference_graph(articles: Iterable[Article], pairs: Iterable[str]) -> ReferenceGraph:
    ordered = archives.newest_first(articles)
    links: Mapping[Slug, Links] = linked(ordered, pairs)
    return graph.graph(ordered, links)

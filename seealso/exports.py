"""The site for machines: graph.json and feed.json."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter

import msgspec
from msgspec import Struct

from seealso.archive import Archive
from seealso.config import Config
from seealso.model import Article, Links, Notation, Page, Slug, Url


class _Node(Struct, frozen=True):
    """An article in graph.json."""

    slug: Slug
    title: str
    url: Url
    date: dt.date | None
    topics: tuple[str, ...]


class _Edge(Struct, frozen=True):
    """A reference in graph.json."""

    source: Slug
    target: Slug
    notation: Notation
    line: int
    context: str


def graph_json(archive: Archive, linked: Mapping[Slug, Links]) -> Page:
    """The reference graph: `{"nodes": [...], "edges": [...]}`, sorted, a documented and stable form."""
    articles = sorted(archive.articles, key=attrgetter("slug"))
    nodes = [_Node(a.slug, a.title, a.url, a.date.date() if a.date else None, a.topics) for a in articles]
    edges = [edge for article in articles for edge in _edges(linked[article.slug])]
    return _json(Url("graph.json"), {"nodes": nodes, "edges": edges})


def _edges(links: Links) -> list[_Edge]:
    """One article's references, sorted by what follows their source."""
    found = [
        _Edge(edge.source, edge.target, edge.notation, spot.line, str(edge.context))
        for edge, spot in zip(links.edges, links.spots, strict=True)
    ]
    return sorted(found, key=attrgetter("line", "target", "context")) if len(found) > 1 else found


def feed_json(
    config: Config,
    articles: Sequence[Article],
    archive: Archive,
    bodies: Mapping[Slug, str],
    absolute: Callable[[str, str], str],
) -> Page:
    """A JSON Feed 1.1 with full text (https://www.jsonfeed.org/version/1.1/)."""
    author = {"name": config.author.name or config.title}
    items = []
    for article in articles:
        card = archive.cards[article.slug]
        address = config.base_url + article.url
        item: dict[str, object] = {
            "id": address,
            "url": address,
            "title": article.title,
            "summary": card.summary,
            "content_html": absolute(bodies[article.slug], address),
            "tags": list(article.topics),
            "authors": [{"name": article.author} if article.author else author],
            "language": article.lang or config.language,
        }
        if article.date:
            item["date_published"] = article.date.isoformat()
        if article.updated:
            item["date_modified"] = article.updated.isoformat()
        items.append(item)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": config.title,
        "home_page_url": config.base_url,
        "feed_url": f"{config.base_url}feed.json",
        "description": config.description or config.tagline or config.title,
        "language": config.language,
        "authors": [author],
        "items": items,
    }
    return _json(Url("feed.json"), feed)


def _json(url: Url, value: object) -> Page:
    return Page(url, msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n")

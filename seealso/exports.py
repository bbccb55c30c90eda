"""The site for machines: graph.json and feed.json."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter

import msgspec

from seealso.archive import Archive
from seealso.config import Config
from seealso.model import Article, Links, Page, Slug, Url


def graph_json(archive: Archive, linked: Mapping[Slug, Links]) -> Page:
    """The reference graph: `{"nodes": [...], "edges": [...]}`, sorted, a documented and stable form."""
    nodes = [
        {
            "slug": article.slug,
            "title": article.title,
            "url": article.url,
            "date": article.date.date().isoformat() if article.date else None,
            "topics": list(article.topics),
        }
        for article in sorted(archive.articles, key=lambda a: a.slug)
    ]
    found = [
        (edge.source, spot.line, edge.target, str(edge.context), edge.notation.value)
        for article in archive.articles
        for edge, spot in zip(linked[article.slug].edges, linked[article.slug].spots, strict=True)
    ]
    found.sort(key=itemgetter(0, 1, 2, 3))
    edges = [
        {"source": source, "target": target, "notation": notation, "line": line, "context": context}
        for source, line, target, context, notation in found
    ]
    return _json(Url("graph.json"), {"nodes": nodes, "edges": edges})


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

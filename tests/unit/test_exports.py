"""The site for machines: graph.json and feed.json."""

from __future__ import annotations

import json
from typing import Any

from seealso import exports
from seealso.config import Config
from seealso.stages import render
from tests.unit import archives

ARTICLES = [
    archives.article("tides", title="On Tides", date="2020-01-02", topics=["Sea"]),
    archives.article("moon", title="О луне"),
    archives.article("about", layout="about"),
]


def _graph(*pairs: str) -> dict[str, Any]:
    page = exports.graph_json(archives.build(ARTICLES), archives.linked(ARTICLES, pairs))
    assert page.url == "graph.json"
    found = json.loads(page.content)
    assert isinstance(found, dict)
    return found


def test_the_graph_has_nodes_and_edges_of_the_documented_form() -> None:
    assert _graph("moon>tides") == {
        "nodes": [
            {"slug": "moon", "title": "О луне", "url": "moon/", "date": None, "topics": []},
            {"slug": "tides", "title": "On Tides", "url": "tides/", "date": "2020-01-02", "topics": ["Sea"]},
        ],
        "edges": [{"source": "moon", "target": "tides", "notation": "prose", "line": 1, "context": "See tides."}],
    }


def test_the_ends_of_every_edge_are_nodes() -> None:
    graph = _graph("moon>tides", "tides>moon")
    slugs = {node["slug"] for node in graph["nodes"]}
    assert {end for edge in graph["edges"] for end in (edge["source"], edge["target"])} <= slugs


def test_edges_are_sorted_by_source_line_and_target() -> None:
    edges = _graph("tides>moon", "moon>tides")["edges"]
    assert [edge["source"] for edge in edges] == ["moon", "tides"]


def test_a_page_beside_the_archive_is_no_node() -> None:
    assert "about" not in {node["slug"] for node in _graph()["nodes"]}


def test_json_is_written_in_the_authors_letters_and_ends_with_a_line() -> None:
    page = exports.graph_json(archives.build(ARTICLES), archives.linked(ARTICLES, []))
    assert "О луне".encode() in page.content
    assert page.content.endswith(b"\n")


def test_the_feed_is_a_json_feed_with_full_text_and_absolute_addresses() -> None:
    config = Config(title="Tides", base_url="https://example.com/r/", tagline="Sea words")
    archive = archives.build(ARTICLES)
    bodies = {article.slug: '<p><a href="../moon/">x</a></p>' for article in archive.articles}
    feed = json.loads(exports.feed_json(config, archive.articles, archive, bodies, render.absolute).content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://example.com/r/feed.json"
    assert feed["description"] == "Sea words"
    first, second = feed["items"]
    assert first["id"] == first["url"] == "https://example.com/r/tides/"
    assert first["content_html"] == '<p><a href="https://example.com/r/moon/">x</a></p>'
    assert first["date_published"] == "2020-01-02T00:00:00+00:00"
    assert "date_published" not in second

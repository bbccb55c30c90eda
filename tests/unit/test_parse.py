"""Parsing one article: what it tells the author besides the HTML."""

from __future__ import annotations

from seealso.model import Article, Slug, SourcePath
from seealso.stages import parse


def _remarks(body: str) -> list[tuple[str, int, str]]:
    article = Article(SourcePath("articles/tides.md"), Slug("tides"), "On Tides", tuple(body.split("\n")), 0)
    return [(r.code, r.line, r.quote) for r in parse.document(article).outline.remarks]


def test_a_mark_without_its_footnote_is_told() -> None:
    assert _remarks("Tides.\n\nThey turn.[^moon]") == [("missing-footnote", 2, "[^moon]")]


def test_a_mark_with_its_footnote_or_in_code_is_not() -> None:
    assert _remarks("They turn.[^moon] Write `[^x]`.\n\n[^moon]: The moon does it.") == []


def test_a_footnote_that_nothing_refers_to_is_told_and_kept() -> None:
    assert _remarks("Tides.\n\n[^moon]: The moon does it.") == [("unused-footnote", 2, "[^moon]:")]

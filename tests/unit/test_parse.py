"""Parsing one article: what it tells the author besides the HTML."""

from __future__ import annotations

from seealso.model import Article, Slug, SourcePath
from seealso.stages import parse


def _remarks(body: str) -> list[tuple[str, int, str]]:
    article = Article(SourcePath("articles/tides.md"), Slug("tides"), "On Tides", body, 0)
    return [(r.code, r.line, r.quote) for r in parse.document(article).outline.remarks]


def test_a_mark_without_its_footnote_is_told() -> None:
    assert _remarks("Tides.\n\nThey turn.[^moon]") == [("missing-footnote", 2, "[^moon]")]


def test_a_mark_with_its_footnote_or_in_code_is_not() -> None:
    assert _remarks("They turn.[^moon] Write `[^x]`.\n\n[^moon]: The moon does it.") == []


def test_a_footnote_that_nothing_refers_to_is_told_and_kept() -> None:
    assert _remarks("Tides.\n\n[^moon]: The moon does it.") == [("unused-footnote", 2, "[^moon]:")]


def test_a_panel_of_an_unknown_kind_is_told() -> None:
    assert _remarks("Tides.\n\n::: scenaro\nThey turn.\n:::") == [("panel", 2, "scenaro")]


def test_a_panel_that_nothing_closes_is_told() -> None:
    assert _remarks("Tides.\n\n::: scenario\nThey turn.\n\nMore.") == [("panel", 2, "::: scenario")]


def test_panels_that_are_right_and_colons_in_code_are_not_told() -> None:
    assert _remarks("::: brief In short\nThey turn.\n:::\n\n> ::: note\n> So.\n> :::\n\n```\n::: what\n```") == []


def test_the_labels_of_panels_are_in_the_language_of_the_article() -> None:
    article = Article(SourcePath("articles/a.md"), Slug("a"), "A", "::: scenario\nAna.\n:::", 0, lang="es-MX")
    assert 'aria-label="Una escena inventada"' in parse.document(article).html
    foreign = Article(SourcePath("articles/a.md"), Slug("a"), "A", "::: note\nAna.\n:::", 0, lang="ar")
    assert 'aria-label="Nota"' in parse.document(foreign, "es").html

"""Layouts: filters, and what a mistake in one is called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from seealso.markup import PREVIEW_END, PREVIEW_START
from seealso.model import Card, Layout, Page, PageInputs, Slug, SourcePath, Url
from seealso.problems import Location, Problem
from seealso.stages import render
from seealso.stages.render import Renderer


def _renderer(**layouts: str) -> Renderer:
    return Renderer(
        {f"{name}.html": Layout(SourcePath(f"layouts/{name}.html"), source) for name, source in layouts.items()}
    )


def _filled(source: str, url: str = "a/", **values: object) -> str:
    page = _renderer(page=source).page(PageInputs(Url(url), "page", values))
    assert isinstance(page, Page), page
    return page.content.decode()


def _problem(inputs: Mapping[str, object] | None = None, **layouts: str) -> Problem:
    found = _renderer(**layouts).page(PageInputs(Url("a/"), "page", inputs or {}))
    assert isinstance(found, Problem)
    return found


def _card(summary: str = "A short word.", title: str = "On Tides") -> Card:
    return Card(Slug("on-tides"), Url("on-tides/"), title, summary, None, (), 3)


MOMENT = dt.datetime(2019, 3, 4, 12, 30, tzinfo=dt.UTC)

FILTERS = [
    ("{{ x | day }}", MOMENT, "4 March 2019"),
    ("{{ x | iso_day }}", MOMENT, "2019-03-04"),
    ("{{ x | iso_moment }}", MOMENT, "2019-03-04T12:30:00+00:00"),
    ("{{ x | telephone_link }}", "(503) 555-0142", "tel:5035550142"),
    ("{{ x | telephone_link }}", "+1 503 555 0142", "tel:+15035550142"),
    ("{{ x | url }}", "о-горе/", "%D0%BE-%D0%B3%D0%BE%D1%80%D0%B5/"),
    ("{{ x }}", "<b> & 'c'", "&lt;b&gt; &amp; &#39;c&#39;"),
    ("{{ x | safe_html }}", "<b>c</b>", "<b>c</b>"),
    ("{{ x | tojson }}", {"b": "</script>", "a": ["É", 1, None]}, '{"a":["É",1,null],"b":"\\u003c/script\\u003e"}'),
    ("{{ {'a': x | safe_html} | tojson }}", "é", '{"a":"é"}'),
    ("{{ x | tojson(indent=1) }}", {"a": 1}, '{\n "a": 1\n}'),
]


@pytest.mark.parametrize(("source", "value", "expected"), FILTERS)
def test_filters(source: str, value: object, expected: str) -> None:
    assert _filled(source, x=value) == expected


def test_what_is_no_json_is_a_mistake_of_the_layout() -> None:
    problem = _problem({"x": object()}, page="\n{{ x | tojson }}")
    assert problem.location == Location(SourcePath("layouts/page.html"), 2)
    assert "object can't be written as JSON" in problem.message


@pytest.mark.parametrize(("url", "root"), [("", "./"), ("a/", "../"), ("topics/sea/", "../../"), ("feed.xml", "./")])
def test_the_root_is_relative_to_the_page(url: str, root: str) -> None:
    assert _filled("{{ root }}", url=url) == root


def test_an_undefined_name_is_an_error_with_the_layouts_line() -> None:
    problem = _problem(page="<p>\n\n{{ titel }}\n</p>")
    assert (problem.code, problem.severity, str(problem.location)) == ("layout", "error", "layouts/page.html:3")
    assert "titel" in problem.message


def test_an_undefined_attribute_is_one_too() -> None:
    problem = _problem({"card": _card()}, page="{{ card.title }}\n{{ card.titel }}")
    assert str(problem.location) == "layouts/page.html:2"
    assert "titel" in problem.message


def test_a_mistake_in_an_included_layout_has_that_ones_line() -> None:
    problem = _problem(page="one\n{% include 'part.html' %}", part="one\ntwo\nthree {{ nothing }}")
    assert str(problem.location) == "layouts/part.html:3"


def test_a_mistake_in_a_macro_has_its_line() -> None:
    problem = _problem(
        page="{% import 'part.html' as part %}\n{{ part.m(5) }}", part="{% macro m(x) %}\n{{ x.y.z }}\n{% endmacro %}"
    )
    assert str(problem.location) == "layouts/part.html:2"


def test_a_layout_that_does_not_parse_is_named_with_its_line() -> None:
    (problem,) = _renderer(page="ok", broken="one\n{% if %}").problems()
    assert (str(problem.location), problem.code) == ("layouts/broken.html:2", "layout")
    assert "does not parse" in problem.message


def test_a_layout_that_includes_one_that_is_not_there_is_named() -> None:
    problem = _problem(page="{% include 'nowhere.html' %}")
    assert "nowhere.html" in problem.message
    assert problem.location.path == "layouts/page.html"


def test_a_wrong_kind_of_value_is_an_error_with_a_line() -> None:
    assert str(_problem({"x": 5}, page="\n{{ x | day }}").location) == "layouts/page.html:2"


def test_a_renderer_knows_its_layouts() -> None:
    renderer = _renderer(page="")
    assert renderer.has("page")
    assert not renderer.has("other")
    assert renderer.problems() == []


def _previewed(html: str, previews: Mapping[Slug, Card]) -> str:
    return _filled("{{ html | with_previews(previews) }}", html=html, previews=previews)


def test_a_preview_fills_its_slot() -> None:
    html = f"<a>x</a>{PREVIEW_START}on-tides{PREVIEW_END}."
    shown = _previewed(html, {Slug("on-tides"): _card(title="Salt & Iron")})
    assert shown.startswith('<a>x</a><input class="fold" type="checkbox"')
    assert 'aria-label="What “Salt &amp; Iron” is about"' in shown
    assert '<small class="preview" role="note"' in shown
    assert "Salt &amp; Iron" in shown
    assert "3 min" in shown
    assert PREVIEW_START not in shown


def test_a_preview_of_nothing_leaves_nothing() -> None:
    assert _previewed(f"a{PREVIEW_START}gone{PREVIEW_END}b", {}) == "ab"


def test_a_long_summary_is_clipped_in_a_preview() -> None:
    shown = _previewed(f"{PREVIEW_START}on-tides{PREVIEW_END}", {Slug("on-tides"): _card("tide " * 100)})
    assert "…" in shown
    assert len(shown) < 600


ADDRESSES = [
    ('<a href="../moon/">', '<a href="https://example.com/r/moon/">'),
    ('<a href="#fn1">', '<a href="https://example.com/r/tides/#fn1">'),
    ('<img src="../assets/a%20b.png">', '<img src="https://example.com/r/assets/a%20b.png">'),
    ('<a href="https://other.example.com/">', '<a href="https://other.example.com/">'),
    ('<a href="?a=1&amp;b=2">', '<a href="https://example.com/r/tides/?a=1&amp;b=2">'),
    ('<a href="mailto:a@example.com">', '<a href="mailto:a@example.com">'),
    (f"a{PREVIEW_START}moon{PREVIEW_END}b", "ab"),
]


@pytest.mark.parametrize(("html", "expected"), ADDRESSES)
def test_away_from_their_page_addresses_are_absolute(html: str, expected: str) -> None:
    assert render.absolute(html, "https://example.com/r/tides/") == expected


def test_a_process_that_was_not_set_up_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "_renderer", None)
    with pytest.raises(RuntimeError, match="set_up comes first"):
        render.page(PageInputs(Url(""), "page", {}))


def _speaking(lang: str, source: str) -> str:
    return _filled(source, lang=lang, card=_card(), MOMENT=MOMENT)


def test_a_page_speaks_its_own_language() -> None:
    source = "{{ t('read_next') }} {{ MOMENT | day }} {{ t('articles', 2) }}"
    assert _speaking("en", source) == "Read next 4 March 2019 2 articles"
    assert _speaking("es-AR", source) == "Para seguir leyendo 4 de marzo de 2019 2 artículos"


def test_words_in_another_language_than_the_page_are_marked() -> None:
    source = "[{{ words_tongue }}][{{ site_tongue }}][{{ tongue('fr') }}][{{ tongue('ar') }}]"
    assert _speaking("en", source) == '[][][ lang="fr"][ lang="ar" dir="rtl"]'
    assert _speaking("ar", source) == '[ lang="en" dir="ltr"][ lang="en" dir="ltr"][ lang="fr" dir="ltr"][]'
    assert _speaking("es", source) == '[][ lang="en"][ lang="fr"][ lang="ar" dir="rtl"]'


def test_a_phrase_that_does_not_exist_is_an_error_with_the_layouts_line() -> None:
    problem = _problem(page="<p>\n{{ t('read_nxt') }}")
    assert str(problem.location) == "layouts/page.html:2"
    assert 'did you mean "read_next"?' in problem.message


def test_a_script_in_the_page_is_named_by_its_digest() -> None:
    assert render.script_hash("") == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

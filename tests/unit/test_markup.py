"""HTML seen as words, and links set in it."""

from __future__ import annotations

import html as html_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seealso import markup
from seealso.markup import Flat
from tests.unit import fixtures

FLAT = [
    ("plain words", "plain words"),
    ("a <em>b</em> c", "a b c"),
    ("Salt &amp; Iron", "Salt & Iron"),
    ("a&#8203;b &lt;c&gt;", "a\u200bb <c>"),
    ("one<br />two<br>three", "one\ntwo\nthree"),
    ("a<!-- no --> b", "a b"),
    ('a <img src="x.png" alt="no" /> b', "a  b"),
    ('On Tides<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup>.', "On Tides."),
    ("x<sup>2</sup>", "x2"),
    ("5 < 6 & 7", "5 < 6 & 7"),
    ("", ""),
]


@pytest.mark.parametrize(("html", "expected"), FLAT)
def test_html_is_flattened_to_its_words(html: str, expected: str) -> None:
    assert markup.flatten(html).text == expected


def _linked(html: str, words: str) -> str:
    flat = markup.flatten(html)
    start = flat.text.index(words)
    return _with_links(flat, start, start + len(words))


def _with_links(flat: Flat, start: int, end: int) -> str:
    out = flat.html
    for begin, stop in sorted(markup.wrap(flat, start, end), reverse=True):
        out = f"{out[:begin]}<a>{out[begin:stop]}</a>{out[stop:]}"
    return out


WRAPPED = [
    ("see On Tides.", "see <a>On Tides</a>."),
    ("see <em>On Tides</em>.", "see <a><em>On Tides</em></a>."),
    ("see <em><strong>On Tides</strong></em>.", "see <a><em><strong>On Tides</strong></em></a>."),
    ("see <em>On Tides.</em>", "see <em><a>On Tides</a>.</em>"),
    ("see <em>On</em> Tides.", "see <a><em>On</em> Tides</a>."),
    ("see On <em>Tides</em>.", "see <a>On <em>Tides</em></a>."),
    ("<em>see On</em> Tides.", "<em>see <a>On</a></em><a> Tides</a>."),
    ("see On <em>Tides now</em>.", "see <a>On </a><em><a>Tides</a> now</em>."),
    ("<em>see <strong>On Tides</strong></em>", "<em>see <a><strong>On Tides</strong></a></em>"),
]


@pytest.mark.parametrize(("html", "expected"), WRAPPED)
def test_a_title_is_linked_with_the_markup_inside_it(html: str, expected: str) -> None:
    assert _linked(html, "On Tides") == expected


def test_entities_inside_a_title_stay_whole() -> None:
    assert _linked("see Salt &amp; Iron.", "Salt & Iron") == "see <a>Salt &amp; Iron</a>."
    assert _linked("see &quot;Tides&quot;.", "Tides") == "see &quot;<a>Tides</a>&quot;."


def test_a_line_break_inside_a_title_stays_in_it() -> None:
    assert _linked("see On<br />\nTides.", "On\n\nTides") == "see <a>On<br />\nTides</a>."


_NESTED = st.recursive(
    st.sampled_from(["tide", "moon ", " and ", "&amp;", "&#8217;", "<br />", "\n", "x"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.tuples(st.sampled_from(["em", "strong", "b", "span"]), inner).map(
            lambda made: f"<{made[0]}>{made[1]}</{made[0]}>"
        ),
    ),
    max_leaves=10,
)
QUIET = settings(derandomize=True, deadline=None, max_examples=150, database=None)


@QUIET
@given(_NESTED, st.data())
def test_any_stretch_of_any_html_can_be_linked(html: str, data: st.DataObject) -> None:
    flat = markup.flatten(html)
    start = data.draw(st.integers(0, len(flat.text) - 1))
    end = data.draw(st.integers(start + 1, len(flat.text)))
    linked = _with_links(flat, start, end)
    assert fixtures.unbalanced(linked) == ""
    assert linked.replace("<a>", "").replace("</a>", "") == html
    assert (
        "".join(
            markup.flatten(linked).text[s.start : s.end] for s in markup.flatten(linked).spans if s.name == "a"
        ).split()
        == flat.text[start:end].split()
    )


@QUIET
@given(st.text(alphabet="ab&<>\"' é\u00a0", max_size=30))
def test_escaped_text_comes_back_and_every_character_has_its_place(content: str) -> None:
    flat = markup.flatten(html_module.escape(content))
    assert flat.text == content
    for offset in range(len(content)):
        begin, stop = flat.html_offset(offset), flat.html_end(offset + 1)
        assert html_module.unescape(flat.html[begin:stop]) == content[offset]


_ELEMENTS = ("w ", "\n", "<em>x</em>", '<a href="k.md">y z</a>', "<strong></strong>", '<em class="k l">m</em>', "<br>")


@QUIET
@given(st.lists(st.sampled_from(_ELEMENTS), max_size=7).map("".join))
def test_elements_with_words_only_are_flattened_as_all_are(html: str) -> None:
    flat, long_way = markup.flatten(html), markup.flatten(html + "<!-- -->")
    assert (flat.text, flat.spans) == (long_way.text, long_way.spans)
    for offset in range(len(flat.text)):
        assert flat.html_offset(offset) == long_way.html_offset(offset)
        assert flat.html_end(offset + 1) == long_way.html_end(offset + 1)


def test_spans_know_their_attributes() -> None:
    (span,) = markup.flatten('<a href="x?a=1&amp;b=2" data-wikilink="On &quot;Tides&quot;">t</a>').spans
    assert span.attributes() == {"href": "x?a=1&b=2", markup.WIKI: 'On "Tides"'}


def test_the_longest_emphasis_at_a_place_is_found() -> None:
    flat = markup.flatten("<em><strong>a</strong> b</em> c")
    found = flat.emphasis_at(0)
    assert found is not None
    assert (found.name, found.end) == ("em", 3)
    assert flat.emphasis_at(1) is None


def test_plain_words_are_on_one_line() -> None:
    assert markup.plain("<p>On\n <em>Tides</em></p>") == "On Tides"

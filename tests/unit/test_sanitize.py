"""Raw HTML: what stays, what goes, and that the author's words stay."""

from __future__ import annotations

import pytest

from seealso import sanitize
from seealso.stages import parse
from tests.unit import fixtures

CLEANED = [
    ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
    ("<p>a<style>p{}</style>b</p>", "<p>ab</p>"),
    ('<p onclick="x()">a</p>', "<p>a</p>"),
    ('<p><a href="javascript:x()">a</a></p>', "<p><a>a</a></p>"),
    ('<p><a href=" JaVaScRiPt:x()">a</a></p>', "<p><a>a</a></p>"),
    ('<p><a href="data:text/html,x">a</a></p>', "<p><a>a</a></p>"),
    ('<p><img src="javascript:x()" onerror="x()" alt="a"></p>', '<p><img alt="a"></p>'),
    ("<p><blink>a</blink></p>", "<p>a</p>"),
    ("<p>a<iframe src='https://example.com/'></iframe>b</p>", "<p>ab</p>"),
    ("<form action='/x'><input name='a'>b</form>", "b"),
    ("<object data='x'>a</object>", "a"),
    ('<p style="position:fixed">a</p>', "<p>a</p>"),
    ("<p>a<base href='https://example.com/'>b</p>", "<p>ab</p>"),
    ("<meta http-equiv='refresh' content='0'>a", "a"),
    ("<p>open", "<p>open</p>"),
]


@pytest.mark.parametrize(("html", "expected"), CLEANED)
def test_what_could_harm_is_taken_out_and_the_words_stay(html: str, expected: str) -> None:
    assert sanitize.clean(html) == expected


KEPT = [
    '<p>a <em>b</em> <strong>c</strong> <a href="https://example.com/">d</a></p>',
    '<p><a href="mailto:a@example.com">a</a> <a href="tel:5550101">b</a> <a href="../on-tides/">c</a></p>',
    '<figure><img src="x.svg" alt="a" width="5"><figcaption>b</figcaption></figure>',
    '<details open=""><summary>a</summary>b</details>',
    '<aside class="panel" aria-label="Note"><p>a</p></aside>',
    '<table><tbody><tr><td style="text-align:right">a</td></tr></tbody></table>',
    '<ol start="3"><li value="4">a</li></ol>',
    '<a data-wikilink="On Tides">a</a>',
    '<time datetime="2024-03-14">a</time>',
]


@pytest.mark.parametrize("html", KEPT)
def test_what_is_harmless_stays_as_it_is(html: str) -> None:
    assert sanitize.clean(html) == html


REFUSED = [
    ("<script>", ["<script>"]),
    ("</script>", []),
    ('<p onclick="x()">', ['onclick="x()"']),
    ("<p onclick=x>", ["onclick=x"]),
    ("<a href='javascript:x()'>", ["href='javascript:x()'"]),
    ('<iframe src="https://example.com/"></iframe>', ['<iframe src="https://example.com/">']),
    ("<b>bold</b>", []),
    ('<a href="https://example.com/">', []),
    ('<img src="x.png" alt="a" />', []),
]


@pytest.mark.parametrize(("html", "taken"), REFUSED)
def test_what_is_taken_out_is_told_as_the_author_wrote_it(html: str, taken: list[str]) -> None:
    assert list(sanitize.refused(html)) == taken


def test_each_piece_that_is_taken_out_is_a_remark_with_its_line() -> None:
    document = parse.document(
        fixtures.article("x", body='One.\n\n<script>alert(1)</script>\n\nTwo <b onclick="x()">three</b>.')
    )
    assert [(remark.code, remark.line, remark.quote) for remark in document.outline.remarks] == [
        ("raw-html", 2, "<script>"),
        ("raw-html", 4, 'onclick="x()"'),
    ]
    assert "alert" not in document.html
    assert "Two <b>three</b>." in document.html


def test_markdown_without_raw_html_has_no_remarks() -> None:
    assert parse.document(fixtures.article("x", body="*One* `<script>` two.")).outline.remarks == ()


def test_html_that_begins_in_one_block_and_ends_in_another_is_cleaned_as_a_whole() -> None:
    document = parse.document(fixtures.article("x", body='<div onclick="x()">\n\n*One*\n\n</div>'))
    assert fixtures.unbalanced(document.html) == ""
    assert "onclick" not in document.html
    assert "<em>One</em>" in document.html


def test_a_link_with_a_forbidden_address_in_markdown_is_no_link() -> None:
    document = parse.document(fixtures.article("x", body="<b>a</b> [b](<javascript:x()>)"))
    assert "<a" not in document.html

"""What others show of a document: how many words it has, and where it begins."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from seealso import outlines

PIECES = (
    "word",
    "é",
    "“two words”",
    "1",
    " ",
    "  ",
    "\n",
    "\t",
    "\x1f",
    "\x85",
    "\xa0",
    "\u1680",
    "\u2003",
    "\u2028",
    "\u202f",
    "\u3000",
    "\u200b",
    "—",
)


@settings(derandomize=True, deadline=None, max_examples=1000, database=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_words_are_counted_as_if_cut_out(content: str) -> None:
    assert outlines.count_words(content) == len(content.split())


@settings(derandomize=True, deadline=None, max_examples=500, database=None)
@given(st.text(max_size=40))
def test_words_of_any_text_are_counted_as_if_cut_out(content: str) -> None:
    assert outlines.count_words(content) == len(content.split())


def test_tags_and_entities_part_words_and_code_has_none() -> None:
    html = '<h2 id="a">One</h2>\n<p>two<br />\nthree &amp; four</p>\n<pre><code>x y z</code></pre>\n'
    assert outlines.outline(html, ()).words == 4


def test_the_excerpt_is_the_first_paragraph_that_says_something() -> None:
    html = "<p>Too short.</p>\n<blockquote>\n<p>It says <em>enough</em> to be shown.</p>\n</blockquote>\n<p>And so on it goes.</p>\n"
    assert outlines.outline(html, ()).excerpt == "It says enough to be shown."
    assert outlines.outline("<ul>\n<li>No paragraph at all here.</li>\n</ul>\n", ()).excerpt == ""

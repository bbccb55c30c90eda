"""What others show or need of a document: its headings and anchors, how it begins, and how many words it has."""

from __future__ import annotations

import re

from seealso import markup, text
from seealso.model import Heading, Outline, Remark

EXCERPT_LENGTH = 200
_HEADING = re.compile(r"<h([1-6]) id=\"([^\"]*)\">(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_TAG_OR_ENTITY = re.compile(r"<[^>]*>|&\w+;")
_CODE_BLOCK = re.compile(r"<pre>.*?</pre>", re.DOTALL)
_SPACE_OR_NOT = bytes(b" x"[not chr(octet).isspace()] for octet in range(128)) + b"x" * 128
"""Of a text's bytes, which are white space."""
_OTHER_SPACES = (
    "\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""White space that takes several bytes."""


def outline(html: str, remarks: tuple[Remark, ...]) -> Outline:
    """The outline of a document with this HTML."""
    return Outline(
        headings=tuple(Heading(int(m[1]), m[2], markup.plain(m[3])) for m in _HEADING.finditer(html)),
        anchors=frozenset(behind.partition('"')[0] for behind in html.split(' id="')[1:]),
        excerpt=_excerpt(html),
        words=_count(html),
        remarks=remarks,
    )


def _count(html: str) -> int:
    """How many words stand in HTML, code aside."""
    prose = _CODE_BLOCK.sub("", html) if "<pre>" in html else html
    return count_words((_TAG_OR_ENTITY if "&" in html else _TAG).sub(" ", prose))


def count_words(content: str) -> int:
    """How many words white space parts. To count where one begins takes half as long as to cut them out."""
    for space in _OTHER_SPACES:
        if space in content:
            return len(content.split())
    return b" ".join((b"", content.encode().translate(_SPACE_OR_NOT))).count(b" x")


def _excerpt(html: str) -> str:
    """The first paragraph that says something."""
    end = 0
    while (start := html.find("<p>", end)) >= 0 and (end := html.find("</p>", start)) >= 0:
        words = markup.plain(html[start + 3 : end])
        if text.has_words(words, 4):
            return text.clip(words, EXCERPT_LENGTH)
    return ""

"""HTML seen as words: the text of a passage, its marks, and where in the HTML each character stands.

Parse renders a paragraph once; leads are found, titles matched and links set on the words of that HTML. So raw
HTML, entities, emphasis and code need no second treatment, and a document in the cache is one string.

Places that a later stage fills are framed by Unicode noncharacters (U+FDD0 to U+FDEF), which cannot occur in
valid text and which the sanitiser leaves alone. `edits.decode` takes them out of what authors write.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from msgspec import Struct

from seealso.model import Document, Passage

PASSAGE_START, PASSAGE_ID_END, PASSAGE_END = "\ufdd0", "\ufdd1", "\ufdd2"
PREVIEW_START, PREVIEW_END = "\ufdd3", "\ufdd4"
"""A preview slot: the slug of an article between two marks, filled or dropped by `render`."""
PREVIEW = re.compile(f"{PREVIEW_START}([^{PREVIEW_END}]*){PREVIEW_END}")

WIKI = "data-wikilink"
"""The attribute of an `<a>` that holds an open wikilink's target."""

_TAG = re.compile(r"(<(?:/?[a-zA-Z][^>]*|!--.*?--)>)", re.DOTALL)
"""A tag or a comment. It begins with one certain character, so that most of a text is passed over at once."""
_ELEMENT = re.compile(r"<(a|b|cite|code|em|i|q|s|span|strong|u)((?: [^<>\n]*)?)>([^<]*)</\1>")
"""An element with nothing but words in it."""
_MARK = re.compile(rf"{_TAG.pattern[:-1]}|&(?:#\w+|\w+);)", re.DOTALL)
"""Or an entity."""
_ATTRIBUTE = re.compile(r'([a-zA-Z-]+)(?:="([^"]*)")?')
_COMMENT = "!--"
_VOID = frozenset({"img", "hr", "wbr", "input", _COMMENT})
_EMPHASIS = frozenset({"em", "strong", "i", "b", "cite", "q", "u"})


class Span(Struct, frozen=True):
    """A stretch of a passage's text inside one element."""

    name: str
    start: int
    end: int
    tag: str
    """Its opening tag, but for the name."""
    html_start: int
    """Where its opening tag begins in the passage's HTML."""
    html_end: int
    """Where its closing tag ends."""

    def attributes(self) -> dict[str, str]:
        """The element's attributes; most links have an address only, in which nothing is escaped."""
        tag = self.tag
        if tag.startswith('href="') and tag.find('"', 6) == len(tag) - 1 and "&" not in tag:
            return {"href": tag[6:-1]}
        return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


class Flat(Struct, frozen=True):
    """The words of a passage."""

    text: str
    html: str
    spans: tuple[Span, ...]
    starts: Sequence[int]
    """Text offsets where a run of characters begins that stand side by side in the HTML too."""
    places: Sequence[int]
    """The HTML offset of each of these runs."""
    ends: Sequence[int]
    """And where in the HTML each run ends."""

    def html_offset(self, offset: int) -> int:
        """Where in the HTML the character at `offset` begins."""
        run = max(bisect_right(self.starts, offset) - 1, 0)
        return min(self.places[run] + offset - self.starts[run], self.ends[run])

    def html_end(self, offset: int) -> int:
        """Where in the HTML the character before `offset` ends."""
        run = max(bisect_right(self.starts, offset - 1) - 1, 0)
        following = self.starts[run + 1] if run + 1 < len(self.starts) else len(self.text)
        if following - self.starts[run] == 1:
            return self.ends[run]
        return self.places[run] + offset - self.starts[run]

    def inside(self, name: str, start: int, end: int) -> Span | None:
        """The element of that name which holds all of the text from start to end."""
        for span in self.spans:
            if span.name == name and span.start <= start and end <= span.end and span.start < span.end:
                return span
        return None

    def emphasis_at(self, offset: int) -> Span | None:
        """The longest emphasised span that begins exactly there."""
        found = None
        for span in self.spans:
            if span.start == offset and span.end > (found.end if found else offset) and span.name in _EMPHASIS:
                found = span
        return found


def flatten(markup: str) -> Flat:
    """The text of well-formed inline HTML with entities decoded; footnote marks, comments and pictures have none."""
    if "&" in markup:
        return _flatten(markup, _MARK)
    if "<" not in markup:
        return Flat(markup, markup, (), (0,), (0,), (len(markup),))
    return _of_elements(markup) or _flatten(markup, _TAG)


def _of_elements(markup: str) -> Flat | None:
    """The same as `_flatten`, in two thirds of the time, where no element holds another, as in most passages."""
    pieces = iter(_ELEMENT.split(markup))
    content = next(pieces)
    texts = [content]
    length = end = len(content)
    starts, places, ends = ([0], [0], [end]) if content else ([], [], [])
    spans: list[Span] = []
    for name, attributes, inner, following in zip(pieces, pieces, pieces, pieces, strict=True):
        html_start, start = end, length
        end += len(name) + len(attributes) + 2
        if inner:
            texts.append(inner)
            starts.append(length)
            places.append(end)
            length += len(inner)
            end += len(inner)
            ends.append(end)
        end += len(name) + 3
        spans.append(Span(name, start, length, attributes[1:], html_start, end))
        if following:
            texts.append(following)
            starts.append(length)
            places.append(end)
            length += len(following)
            end += len(following)
            ends.append(end)
    content = "".join(texts)
    return Flat(content, markup, tuple(spans), starts, places, ends) if starts and "<" not in content else None


def _flatten(markup: str, pattern: re.Pattern[str]) -> Flat:
    pieces = iter(pattern.split(markup))
    content = next(pieces)
    texts = [content]
    length = end = len(content)
    starts, places, ends = ([0], [0], [end]) if content else ([], [], [])
    spans: list[Span] = []
    opened: list[_Opened] = []
    skipping = 0
    for mark, content in zip(pieces, pieces, strict=True):
        begin = end
        end += len(mark)
        kind, name, attributes = _mark(mark)
        if kind == _OPENS:
            if name == "sup" and "footnote-ref" in attributes:
                skipping += 1
            opened.append((name, length, attributes, begin))
        elif kind == _CLOSES:
            if skipping and name == "sup":
                skipping -= 1
            if opened and opened[-1][0] == name:
                _, start, attributes, html_start = opened.pop()
                spans.append(Span(name, start, length, attributes, html_start, end))
            else:
                _close(name, length, end, opened, spans)
        elif kind == _STANDS and not skipping:
            texts.append(name)
            starts.append(length)
            places.append(begin)
            ends.append(end)
            length += len(name)
        if content:
            begin = end
            end += len(content)
            if not skipping:
                texts.append(content)
                starts.append(length)
                places.append(begin)
                ends.append(end)
                length += end - begin
    for name, start, attributes, html_start in opened:
        spans.append(Span(name, start, length, attributes, html_start, len(markup)))
    if len(spans) > 1:
        spans.sort(key=_html_start)
    if not starts:
        return Flat("", markup, tuple(spans), (0,), (0,), (0,))
    return Flat("".join(texts), markup, tuple(spans), starts, places, ends)


_html_start = attrgetter("html_start")
_OPENS, _CLOSES, _STANDS, _NOTHING = range(4)
"""What a tag or an entity does: open an element, close it, stand for characters, or nothing to the text."""


@lru_cache(maxsize=1 << 14)
def _mark(mark: str) -> tuple[int, str, str]:
    """What a tag or an entity does, the element's name or the characters, and its attributes."""
    if mark[:1] != "<":
        return _STANDS, html.unescape(mark), ""
    if mark[1] == "!":
        return _NOTHING, _COMMENT, ""
    name, _, attributes = mark[1:-1].replace("\n", " ").partition(" ")
    name = name.rstrip("/").lower()
    if name[:1] == "/":
        return _CLOSES, name[1:], attributes
    if name == "br":
        return _STANDS, "\n", attributes
    return _NOTHING if name in _VOID else _OPENS, name, attributes


def of_passage(document: Document, passage: Passage) -> Flat:
    """The words of one of a document's passages."""
    return flatten(document.html[passage.start : passage.end])


_Opened = tuple[str, int, str, int]
"""An element that is open: its name, where its text begins, its attributes, where its tag begins in the HTML."""


def _close(name: str, length: int, html_end: int, opened: list[_Opened], spans: list[Span]) -> None:
    depth = len(opened) - 1
    while depth >= 0 and opened[depth][0] != name:
        depth -= 1
    if depth >= 0:
        _, start, attributes, html_start = opened.pop(depth)
        spans.append(Span(name, start, length, attributes, html_start, html_end))


def plain(markup: str) -> str:
    """The words of any HTML, on one line."""
    return " ".join(flatten(markup).text.split())


def wrap(flat: Flat, start: int, end: int) -> list[tuple[int, int]]:
    """The pieces of the passage's HTML to put a link around so that exactly the text from start to end is linked.

    One piece as a rule, with the markup inside it. Emphasis that holds just the title comes into the link;
    where an element begins inside the title and ends outside of it, the title is linked in several pieces.
    """
    begin, stop = flat.html_offset(start), flat.html_end(end)
    crossing = []
    for span in flat.spans:
        if span.start >= start and span.end <= end and span.end > span.start:
            begin, stop = min(begin, span.html_start), max(stop, span.html_end)
        elif span.start < end and span.end > start and not (span.start <= start and span.end >= end):
            crossing.append(span)
    enclosing = [
        s
        for s in flat.spans
        if s not in crossing and s.start <= start and s.end >= end and not (s.start == start and s.end == end)
    ]
    if not crossing and all(s.html_start < begin and stop < s.html_end for s in enclosing):
        return [(begin, stop)]
    return _by_runs(flat, start, end)


def _by_runs(flat: Flat, start: int, end: int) -> list[tuple[int, int]]:
    cuts = sorted({start, end} | {edge for s in flat.spans for edge in (s.start, s.end) if start < edge < end})
    return [
        (flat.html_offset(left), flat.html_end(right))
        for left, right in pairwise(cuts)
        if flat.text[left:right].strip()
    ]

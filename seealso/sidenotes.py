"""Footnotes once more beside the text, for screens with a margin.

A footnote is a list item at the end of the page; a sidenote is a few words in the middle of a sentence, where only
phrasing content may stand. So notes are copied to their first marks when they consist of plain paragraphs; where one
has a list or a table, they stay at the end alone. A screen reader hears the notes at the end only: the copy is hidden
from it, and its links are out of the order of the keyboard, since the same ones stand at the end.

Moving the one note to the margin by CSS was rejected: anchored positions let notes overlap, and half of the browsers in
use have none.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from seealso import markup

_OPENING = '<section class="footnotes"'
_SECTION = re.compile(_OPENING + r'.*?>\n<ol class="footnotes-list">\n(.*?)</ol>\n</section>', re.DOTALL)
_ITEM = re.compile(r'<li id="fn(\d+)" class="footnote-item">')
_BACK = re.compile(r'\s*<a href="#fnref[^"]*" class="footnote-backref".*?</a>', re.DOTALL)
_IDENT = re.compile(r'\sid="[^"]*"')
_MARK = re.compile(r'<sup class="footnote-ref"><a href="#fn(\d+)" id="fnref\1">.*?</sup>')
_BLOCK = re.compile(r"<(?:ul|ol|dl|table|pre|blockquote|div|figure|aside|section|h\d|details|video|audio|hr|img|sup)\b")
_NO_ROOM = re.compile(r"<(/?)(?:table|h[1-6]|blockquote|figure|dl)\b")


def beside(html: str) -> Markup:
    """The HTML of an article with a copy of each note at its mark, where there is room for all of them, else as it was.

    All or none: half of the notes in the margin and half at the end would leave a reader searching.
    """
    section = _SECTION.search(html) if _OPENING in html else None
    if section is None:
        return Markup(html)  # noqa: S704  our own HTML, sanitised where the author wrote any
    notes = {number: words for number, words in _notes(section[1]) if words}
    body, placed = _placed(html[: section.start()], notes)
    if len(placed) < len(_ITEM.findall(section[1])):
        return Markup(html)  # noqa: S704
    rest = html[section.start() :].replace(_OPENING, f'{_OPENING[:-1]} all-beside"', 1)
    return Markup(body + rest)  # noqa: S704


def _notes(items: str) -> list[tuple[str, str]]:
    """Of each note its number and its words as phrasing content, or nothing where it has more than paragraphs."""
    pieces = _ITEM.split(items)
    return [(number, _phrasing(content)) for number, content in zip(pieces[1::2], pieces[2::2], strict=True)]


def _phrasing(content: str) -> str:
    content = markup.PREVIEW.sub("", _BACK.sub("", content.rpartition("</li>")[0]))
    if _BLOCK.search(content):
        return ""
    content = _IDENT.sub("", content).replace("<a ", '<a tabindex="-1" ')
    paragraphs = re.findall(r"<p>(.*?)</p>", content, re.DOTALL)
    return " <br>".join(paragraph.strip() for paragraph in paragraphs)


def _placed(body: str, notes: dict[str, str]) -> tuple[str, set[str]]:
    """The text with the notes in it, and the numbers of those that found room."""
    placed: set[str] = set()

    def put(match: re.Match[str]) -> str:
        number = match[1]
        if number not in notes or _cramped(body, match.start()):
            return match.group()
        placed.add(number)
        return (
            f'{match.group()}<small class="sidenote" aria-hidden="true" data-pagefind-ignore>'
            f'<span class="sidenote-number">{number}</span> {notes[number]}</small>'
        )

    return _MARK.sub(put, body), placed


def _cramped(body: str, place: int) -> bool:
    """Whether a place is inside something that has no margin."""
    depth = 0
    for match in _NO_ROOM.finditer(body, 0, place):
        depth += -1 if match[1] else 1
    return depth > 0

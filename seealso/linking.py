"""Setting links in a document: what the linker works on, and the edits that it makes.

All edits are collected as replacements at offsets of the document's HTML and made in one pass, so that none moves
another.
"""

from __future__ import annotations

import html as html_module
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from operator import itemgetter
from urllib.parse import quote

from msgspec import Struct, field
from msgspec.structs import replace

from seealso import markup, places, sentences
from seealso.config import References
from seealso.markup import Flat, Span
from seealso.model import Article, Document, Edge, Notation, Passage, Slug, SourcePath, Spot, Url
from seealso.notations import parts, tongues
from seealso.notations.language import Language
from seealso.problems import Location, Problem
from seealso.titles import TitleIndex

_HEADING = re.compile(r"<h[1-6][^>]*>\Z")


class Surroundings(Struct, frozen=True):
    """What an article's references can lead to, besides the titles."""

    titles: TitleIndex
    files: Mapping[SourcePath, Url]
    """Pictures and documents by their path in the archive, and where they are published."""
    pages: frozenset[str]
    """Addresses, without slashes at their ends, of pages that the build makes (`topics`, `map`)."""
    anchors: Mapping[Slug, frozenset[str]]
    """The anchors of every article's page."""
    base_url: str = ""
    lang: str = "en"
    """The language of articles that name none."""
    own_words: References = field(default_factory=References)
    """What the author adds to the words for referring."""


class Closing(Struct, frozen=True):
    """A mention, and what it is closed with."""

    start: int
    end: int
    slug: Slug | None
    """The article or page that it leads to, or None for a file or a page that the build makes."""
    notation: Notation
    href: str
    span: Span | None = None
    """The `<a>` that is there already."""
    fragment: str = ""
    shown: str = ""
    """What the link reads as, where that is not what is written."""
    embedded: bool = False
    """It stands for the article itself, whose preview is shown in the text."""


class Work(Struct):
    """The linking of one article."""

    article: Article
    document: Document
    around: Surroundings
    table: Language
    """The words of the article's language."""
    series: parts.Stem | None
    """The series that was named last, in which a part may be named by its number alone."""
    problems: list[Problem] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    """Replacements in the document's HTML: begin, end, what stands there instead."""
    files: dict[SourcePath, Url] = field(default_factory=dict)
    pictures: list[Url] = field(default_factory=list)
    previewed: set[Slug] = field(default_factory=set)
    unresolved: list[str] = field(default_factory=list)


def begin(article: Article, document: Document, around: Surroundings) -> Work:
    """The linking of an article of which nothing is linked yet."""
    table = tongues.language(article.lang or around.lang, around.own_words)
    asking = replace(around, titles=around.titles.asking())
    return Work(article, document, asking, table, parts.stem(article.title, table))


class Here(Struct, frozen=True):
    """One passage of the article that is worked on."""

    work: Work
    number: int
    """Which of the document's passages this is."""
    passage: Passage
    flat: Flat

    def place(self, start: int, end: int) -> Location:
        return places.locate(self.work.article.lines, self.work.article.path, self.passage, self.flat.text, start, end)

    def line(self, start: int) -> int:
        """The one-based line of the source: soft breaks are the same in the text as in the file."""
        line = self.passage.first_line + self.flat.text.count("\n", 0, start) + 1
        return min(line, max(self.passage.last_line, self.passage.first_line + 1))


def address(slug: Slug, fragment: str = "") -> str:
    """An article's address, seen from another one."""
    return f"../{_quoted(slug)}/" + (f"#{quote(fragment)}" if fragment else "")


_quoted = lru_cache(maxsize=1 << 14)(quote)


def apply(here: Here, closing: Closing) -> None:
    """Set one link, record its edge, and leave a slot for the preview of the article it leads to."""
    anchor = _edge(here, closing)
    ident = f' id="{anchor}"' if anchor else ""
    kind = "" if closing.slug in (None, here.work.article.slug) else ' class="reference"'
    opening = f'<a href="{html_module.escape(closing.href)}"{ident}{kind}>'
    slot = _slot(here, closing, anchor)
    if closing.span is not None:
        here.work.edits += _relinked(here, closing.span, opening, slot, closing)
        return
    base = here.passage.start
    pieces = markup.wrap(here.flat, closing.start, closing.end)
    for number, (begin, stop) in enumerate(pieces):
        last = number == len(pieces) - 1
        here.work.edits += [
            (base + begin, base + begin, opening),
            (base + stop, base + stop, "</a>" + (slot if last else "")),
        ]
        opening = opening.replace(ident, "") if ident else opening


def _slot(here: Here, closing: Closing, anchor: str) -> str:
    """The slot for a preview: at the first reference to each article, and wherever one is embedded."""
    slug, previewed = closing.slug, here.work.previewed
    if not anchor or slug is None or _in_heading(here) or (slug in previewed and not closing.embedded):
        return ""
    previewed.add(slug)
    return f"{markup.PREVIEW_START}{slug}{markup.PREVIEW_END}"


def _relinked(here: Here, span: Span, opening: str, slot: str, closing: Closing) -> Iterator[tuple[int, int, str]]:
    """The edits that give the author's own link its address, and its words where they are not for readers."""
    begin, end = here.passage.start + span.html_start, here.passage.start + span.html_end
    inner = tag_ends(here, span)
    frame = ('<span class="embed">', "</span>") if closing.embedded else ("", "")
    yield begin, inner[0], frame[0] + opening
    if closing.shown:
        yield *inner, html_module.escape(closing.shown, quote=False)
    yield end, end, slot + frame[1]


def _edge(here: Here, closing: Closing) -> str:
    """Record the reference, and give the id of its place; nothing where it is none between two articles."""
    work = here.work
    target = work.around.titles.articles.get(closing.slug) if closing.slug is not None else None
    if target is None or target.standing or work.article.standing or target.slug == work.article.slug:
        return ""
    anchor = f"ref-{len(work.edges) + 1}"
    context = sentences.around(here.flat.text, closing.start, closing.end)
    if closing.shown:
        context = replace(context, label=closing.shown)
    work.spots.append(Spot(here.number, closing.start, closing.end, here.line(closing.start)))
    work.edges.append(Edge(work.article.slug, target.slug, closing.notation, context, anchor, closing.fragment))
    return anchor


def _in_heading(here: Here) -> bool:
    html, start = here.work.document.html, here.passage.start
    return _HEADING.match(html, html.rfind("<", 0, start), start) is not None


def tag_ends(here: Here, span: Span) -> tuple[int, int]:
    """Where in the document the opening tag of an element ends, and where its closing tag begins."""
    opening = here.flat.html.index(">", span.html_start) + 1
    closing = here.flat.html.rindex("</", span.html_start, span.html_end)
    return here.passage.start + opening, here.passage.start + closing


def edited(html: str, edits: list[tuple[int, int, str]]) -> str:
    out: list[str] = []
    cursor = 0
    for begin, end, replacement in sorted(edits, key=itemgetter(0, 1)):
        out += [html[cursor:begin], replacement]
        cursor = end
    return "".join([*out, html[cursor:]])

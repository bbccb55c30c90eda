"""Document + TitleIndex -> LinkedDocument: the linker, which closes every open mention.

Each passage is flattened once; the three notations say what its words, links and wikilinks refer to; the links are then
set in one pass over the HTML. A reference that can't be closed stays the author's text.
"""

from __future__ import annotations

import html as html_module
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from seealso import diagnosis, markup, places, text
from seealso.markup import Flat, Span
from seealso.model import (
    Ambiguous,
    Article,
    Context,
    Dangling,
    Document,
    Edge,
    LinkedDocument,
    Mention,
    Notation,
    Passage,
    Resolved,
    Slug,
    SourcePath,
    Suggested,
    Url,
)
from seealso.notations import leads, links, prose, wikilinks
from seealso.problems import Location, Problem
from seealso.titles import TitleIndex

CONTEXT_LENGTH = 320
"""The most characters of a sentence that a backlink shows."""
_SENTENCE_END = re.compile(
    r"(?<![A-Z])(?<!\b[DMJS]r)(?<!\bMrs)(?<!\be\.g)(?<!\bi\.e)[.!?…][\"”’»)\]]*\s+(?=[\"“‘«(\[]?[A-ZÀ-Þ0-9])|\n\n"
)
_IMAGE = re.compile(r'(<img\b[^>]*?\ssrc=")([^"]*)(")')


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an article's references can lead to, besides the titles."""

    titles: TitleIndex
    files: Mapping[SourcePath, Url]
    """Pictures and documents by their path in the archive, and where they are published."""
    pages: frozenset[str]
    """Addresses, without slashes at their ends, of pages that the build makes (`topics`, `map`)."""
    anchors: Mapping[Slug, frozenset[str]]
    """The anchors of every article's page."""
    base_url: str = ""
    language: leads.Language = leads.ENGLISH


@dataclass(frozen=True, slots=True)
class _Closing:
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


@dataclass(slots=True)
class _Work:
    """The linking of one article."""

    article: Article
    document: Document
    around: Surroundings
    problems: list[Problem] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    """Replacements in the document's HTML: begin, end, what stands there instead."""
    files: dict[SourcePath, Url] = field(default_factory=dict)
    previewed: set[Slug] = field(default_factory=set)
    unresolved: int = 0


@dataclass(frozen=True, slots=True)
class _Here:
    """One passage of the article that is worked on."""

    work: _Work
    passage: Passage
    flat: Flat

    def place(self, start: int, end: int) -> Location:
        return places.locate(self.work.article.lines, self.work.article.path, self.passage, self.flat.text, start, end)

    def line(self, start: int) -> int:
        """The one-based line of the source: soft breaks are the same in the text as in the file."""
        line = self.passage.first_line + self.flat.text.count("\n", 0, start) + 1
        return min(line, max(self.passage.last_line, self.passage.first_line + 1))


def link(article: Article, document: Document, around: Surroundings) -> tuple[LinkedDocument, tuple[Problem, ...]]:
    """The document with every mention closed, and what the author should know about those that could not be."""
    work = _Work(article, document, around)
    passages = [_Here(work, p, markup.flatten(document.html[p.start : p.end])) for p in document.passages]
    items = _announced_items(document.passages)
    for number, here in enumerate(passages):
        closings = [*_marked_links(here)]
        for mention in _prose_mentions(here, is_item=number in items):
            closings += _close_prose(here, mention)
        for closing in sorted(closings, key=lambda c: (c.start, c.end)):
            _apply(here, closing)
    _link_pictures(work)
    html = _edited(document.html, work.edits)
    return LinkedDocument(html, tuple(work.edges), tuple(work.files.items()), work.unresolved), tuple(work.problems)


# --- prose ---------------------------------------------------------------------------------------------------


def _announced_items(passages: tuple[Passage, ...]) -> set[int]:
    """The passages that are items of a list which a lead before it announces."""
    return {index + step for index, p in enumerate(passages) for step in range(1, p.items + 1)}


def _prose_mentions(here: _Here, *, is_item: bool) -> Iterator[Mention]:
    """The mentions that the passage's own words make, none twice where two leads reach the same title."""
    titles, table = here.work.around.titles, here.work.around.language
    found = list(prose.close_item(here.flat, titles, table)) if is_item else []
    for lead in here.passage.leads:
        if here.passage.items and lead is here.passage.leads[-1] and not here.flat.text[lead.end :].rstrip(" :\n"):
            continue
        found += prose.close(lead, here.flat, titles, table)
    reach = 0
    for mention in sorted(found, key=lambda m: (m.start, isinstance(m.outcome, (Dangling, Suggested)), -m.end)):
        if mention.start >= reach and not _in_link(here.flat, mention):
            reach = mention.end
            yield mention


def _in_link(flat: Flat, mention: Mention) -> bool:
    return any(s.name == "a" and s.start < mention.end and mention.start < s.end for s in flat.spans)


def _close_prose(here: _Here, mention: Mention) -> Iterator[_Closing]:
    titles = here.work.around.titles
    words = text.collapse(here.flat.text[mention.start : mention.end])
    match mention.outcome:
        case Resolved(slug) if slug == here.work.article.slug:
            here.work.problems.append(diagnosis.itself(words, here.place(mention.start, mention.end)))
        case Resolved(slug):
            yield _Closing(mention.start, mention.end, slug, Notation.PROSE, _address(slug))
        case Ambiguous() as outcome:
            here.work.unresolved += 1
            here.work.problems.append(
                diagnosis.ambiguous(outcome, words, here.place(mention.start, mention.end), titles)
            )
        case Dangling() as outcome:
            here.work.unresolved += 1
            here.work.problems.append(diagnosis.dangling(outcome, here.place(mention.start, mention.end), titles))
        case Suggested() as outcome:
            here.work.problems.append(
                diagnosis.suggested(outcome, words, here.place(mention.start, mention.end), titles)
            )


# --- links and wikilinks -------------------------------------------------------------------------------------


def _marked_links(here: _Here) -> Iterator[_Closing]:
    for span in here.flat.spans:
        if span.name != "a":
            continue
        wiki, href = span.attribute(markup.WIKI), span.attribute("href")
        if wiki is not None:
            yield from _close_wikilink(here, span, wiki)
        elif href is not None:
            yield from _close_link(here, span, href)


def _close_wikilink(here: _Here, span: Span, wanted: str) -> Iterator[_Closing]:
    titles = here.work.around.titles
    outcome, heading = wikilinks.resolve(wanted, here.work.article.path, titles)
    match outcome:
        case Resolved(slug):
            fragment = text.slugify(heading)
            _check_anchor(here, span, slug, fragment)
            yield _Closing(span.start, span.end, slug, Notation.WIKILINK, _address(slug, fragment), span, fragment)
            return
        case Ambiguous():
            here.work.problems.append(diagnosis.ambiguous(outcome, wanted, here.place(span.start, span.end), titles))
        case Dangling():
            here.work.problems.append(diagnosis.dangling(outcome, here.place(span.start, span.end), titles))
    here.work.unresolved += 1
    opening, closing = _tag_ends(here, span)
    here.work.edits += [
        (here.passage.start + span.html_start, opening, '<span class="unresolved">'),
        (closing, here.passage.start + span.html_end, "</span>"),
    ]


def _close_link(here: _Here, span: Span, href: str) -> Iterator[_Closing]:
    around = here.work.around
    match links.target(href, here.work.article.path, around.titles, around.base_url):
        case links.Here(fragment):
            _check_anchor(here, span, here.work.article.slug, fragment)
        case links.ToArticle(slug, fragment):
            _check_anchor(here, span, slug, fragment)
            _check_label(here, span, slug)
            yield _Closing(span.start, span.end, slug, Notation.LINK, _address(slug, fragment), span, fragment)
        case links.ToFile(path, suffix):
            address = _file_address(here.work, path)
            if address is None:
                files = [*around.titles.by_path, *around.files]
                here.work.problems.append(
                    diagnosis.broken_link(unquote(href), path, here.place(span.start, span.end), files)
                )
            else:
                yield _Closing(span.start, span.end, None, Notation.LINK, f"../{address}{suffix}", span)


def _file_address(work: _Work, path: str) -> str | None:
    """Where a path of the archive is published, or None when nothing is there."""
    for candidate in (path, path.removeprefix("articles/"), f"assets/{path}"):
        url = work.around.files.get(SourcePath(candidate))
        if url is not None:
            work.files[SourcePath(candidate)] = url
            return quote(url)
    page = path.removeprefix("articles/").strip("/.").removesuffix("/index.html")
    if page in work.around.pages:
        return f"{page}/" if page and "." not in page else page
    return None


def _check_anchor(here: _Here, span: Span, slug: Slug, fragment: str) -> None:
    anchors = here.work.around.anchors.get(slug)
    if not fragment or fragment == "top" or anchors is None or fragment in anchors:
        return
    title = here.work.around.titles.articles[slug].title
    here.work.problems.append(diagnosis.broken_anchor(fragment, title, here.place(span.start, span.end), anchors))


def _check_label(here: _Here, span: Span, slug: Slug) -> None:
    """Say so when a link's words are the title of another article."""
    label = here.flat.text[span.start : span.end]
    named = {entry.slug for entry in here.work.around.titles.exact(label.strip(" \"“”'‘’")) if entry.word_count > 1}
    if named and slug not in named:
        titles = here.work.around.titles
        target = titles.articles[slug]
        here.work.problems.append(
            diagnosis.wrong_target(text.collapse(label), target, min(named), here.place(span.start, span.end), titles)
        )


def _address(slug: Slug, fragment: str = "") -> str:
    """An article's address, seen from another one."""
    return f"../{quote(slug)}/" + (f"#{quote(fragment)}" if fragment else "")


# --- setting the links ---------------------------------------------------------------------------------------


def _apply(here: _Here, closing: _Closing) -> None:
    """Set one link, record its edge, and leave a slot for the preview of the article it leads to."""
    work = here.work
    anchor = _edge(here, closing)
    ident = f' id="{anchor}"' if anchor else ""
    kind = "" if closing.slug is None else ' class="reference"'
    opening = f'<a href="{html_module.escape(closing.href)}"{ident}{kind}>'
    slot = ""
    if anchor and closing.slug is not None and closing.slug not in work.previewed and not _in_heading(here):
        work.previewed.add(closing.slug)
        slot = f"{markup.PREVIEW_START}{closing.slug}{markup.PREVIEW_END}"
    base = here.passage.start
    if closing.span is not None:
        end = base + closing.span.html_end
        work.edits += [(base + closing.span.html_start, _tag_ends(here, closing.span)[0], opening), (end, end, slot)]
        return
    pieces = markup.wrap(here.flat, closing.start, closing.end)
    for number, (begin, stop) in enumerate(pieces):
        last = number == len(pieces) - 1
        work.edits += [
            (base + begin, base + begin, opening),
            (base + stop, base + stop, "</a>" + (slot if last else "")),
        ]
        opening = opening.replace(ident, "") if ident else opening


def _edge(here: _Here, closing: _Closing) -> str:
    """Record the reference, and give the id of its place; nothing where it is none between two articles."""
    work = here.work
    target = work.around.titles.articles.get(closing.slug) if closing.slug is not None else None
    if target is None or target.standing or work.article.standing or target.slug == work.article.slug:
        return ""
    anchor = f"ref-{len(work.edges) + 1}"
    context = sentence(here.flat.text, closing.start, closing.end)
    line = here.line(closing.start)
    work.edges.append(Edge(work.article.slug, target.slug, closing.notation, line, context, anchor, closing.fragment))
    return anchor


def _in_heading(here: _Here) -> bool:
    return re.search(r"<h[1-6][^>]*>$", here.work.document.html[: here.passage.start]) is not None


def _tag_ends(here: _Here, span: Span) -> tuple[int, int]:
    """Where in the document the opening tag of an element ends, and where its closing tag begins."""
    opening = here.flat.html.index(">", span.html_start) + 1
    closing = here.flat.html.rindex("</", span.html_start, span.html_end)
    return here.passage.start + opening, here.passage.start + closing


def _edited(html: str, edits: list[tuple[int, int, str]]) -> str:
    out: list[str] = []
    cursor = 0
    for begin, end, replacement in sorted(edits, key=lambda edit: (edit[0], edit[1])):
        out += [html[cursor:begin], replacement]
        cursor = end
    return "".join([*out, html[cursor:]])


def sentence(content: str, start: int, end: int) -> Context:
    """The sentence around a mention, cut at both ends where it is long."""
    begin = 0
    for match in _SENTENCE_END.finditer(content, 0, start):
        begin = match.end()
    follow = _SENTENCE_END.search(content, end)
    stop = follow.end() if follow else len(content)
    before, label, after = content[begin:start], content[start:end], content[end:stop]
    room = max(CONTEXT_LENGTH - len(label), 80)
    half = room // 2
    if len(before) + len(after) > room:
        keep_after = min(len(after), max(half, room - len(before)))
        before = _clip_left(before, room - keep_after)
        after = text.clip(after, keep_after) if len(after) > keep_after else after
    return Context(_spaced(before).lstrip(), text.collapse(label), _spaced(after).rstrip())


def _clip_left(content: str, limit: int) -> str:
    cut = content.find(" ", max(len(content) - limit, 0))
    return "…" + content[cut + 1 :] if cut >= 0 and len(content) > limit else content


def _spaced(content: str) -> str:
    return re.sub(r"\s+", " ", content)


# --- pictures ------------------------------------------------------------------------------------------------


def _link_pictures(work: _Work) -> None:
    """Point each picture to where it is published, or say that it is not there."""
    for match in _IMAGE.finditer(work.document.html):
        src = html_module.unescape(match[2])
        target = links.target(src, work.article.path, work.around.titles, work.around.base_url)
        if not isinstance(target, links.ToFile):
            continue
        address = _file_address(work, target.path)
        if address is None:
            work.problems.append(
                diagnosis.missing_picture(unquote(src), _picture_place(work, src), list(work.around.files))
            )
        else:
            work.edits.append((match.start(2), match.end(2), html_module.escape(f"../{address}{target.suffix}")))


def _picture_place(work: _Work, src: str) -> Location:
    article = work.article
    line = next((line for image, line in work.document.images if image == src), article.body_start)
    for number in range(line, len(article.lines)):
        for written in (src, unquote(src), posixpath.basename(unquote(src))):
            column = article.lines[number].find(written)
            if column >= 0:
                return Location(article.path, number + 1, column + 1, len(written))
    return Location(article.path, line + 1)

"""Document + TitleIndex -> LinkedDocument: the linker, which closes every open mention.

Each passage is flattened once; the three notations say what its words, links and wikilinks refer to; the links are then
set in one pass over the HTML. A reference that can't be closed stays the author's text.
"""

from __future__ import annotations

import html as html_module
import posixpath
import re
from collections.abc import Iterator
from urllib.parse import quote, unquote

from seealso import diagnosis, linking, markup, text
from seealso.linking import Closing, Here, Surroundings, Work
from seealso.markup import Flat, Span
from seealso.model import (
    Ambiguous,
    Article,
    Dangling,
    Document,
    LinkedDocument,
    Mention,
    Notation,
    Passage,
    Resolved,
    Slug,
    SourcePath,
    Suggested,
)
from seealso.notations import links, prose, wikilinks
from seealso.problems import Location, Problem

_IMAGE = re.compile(r"<img\b[^>]*>")
_SRC = re.compile(r'\ssrc="([^"]*)"')
_BY_NAME = re.compile(rf' {markup.WIKI}="[^"]*"')


def link(article: Article, document: Document, around: Surroundings) -> tuple[LinkedDocument, tuple[Problem, ...]]:
    """The document with every mention closed, and what the author should know about those that could not be."""
    work = Work(article, document, around)
    passages = [
        Here(work, number, p, markup.flatten(document.html[p.start : p.end]))
        for number, p in enumerate(document.passages)
    ]
    items = _announced_items(document.passages)
    for here in passages:
        closings = [*_marked_links(here)]
        for mention in _prose_mentions(here, is_item=here.number in items):
            closings += _close_prose(here, mention)
        for closing in sorted(closings, key=lambda c: (c.start, c.end)):
            linking.apply(here, closing)
    _link_pictures(work)
    html = linking.edited(document.html, work.edits)
    linked = LinkedDocument(html, tuple(work.edges), tuple(work.spots), tuple(work.files.items()), work.unresolved)
    return linked, tuple(work.problems)


# --- prose ---------------------------------------------------------------------------------------------------


def _announced_items(passages: tuple[Passage, ...]) -> set[int]:
    """The passages that are items of a list which a lead before it announces."""
    return {index + step for index, p in enumerate(passages) for step in range(1, p.items + 1)}


def _prose_mentions(here: Here, *, is_item: bool) -> Iterator[Mention]:
    """The mentions that the passage's own words make, none twice where two leads reach the same title."""
    titles, table = here.work.around.titles, here.work.table
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


def _close_prose(here: Here, mention: Mention) -> Iterator[Closing]:
    titles = here.work.around.titles
    words = text.collapse(here.flat.text[mention.start : mention.end])
    match mention.outcome:
        case Resolved(slug) if slug == here.work.article.slug:
            here.work.problems.append(diagnosis.itself(words, here.place(mention.start, mention.end)))
        case Resolved(slug):
            yield Closing(mention.start, mention.end, slug, Notation.PROSE, linking.address(slug))
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


def _marked_links(here: Here) -> Iterator[Closing]:
    for span in here.flat.spans:
        if span.name != "a":
            continue
        wiki, href = span.attribute(markup.WIKI), span.attribute("href")
        if wiki is not None:
            yield from _close_wikilink(here, span, wiki)
        elif href is not None:
            yield from _close_link(here, span, href)


def _close_wikilink(here: Here, span: Span, wanted: str) -> Iterator[Closing]:
    titles = here.work.around.titles
    outcome, place = wikilinks.resolve(wanted, here.work.article.path, titles)
    match outcome:
        case Resolved(slug):
            yield _closed_wikilink(here, span, wanted, slug, place)
            return
        case Ambiguous():
            here.work.problems.append(diagnosis.ambiguous(outcome, wanted, here.place(span.start, span.end), titles))
        case Dangling(name):
            address = _file_address(here.work, name, by_name=True)
            if address is not None:
                yield Closing(span.start, span.end, None, Notation.WIKILINK, f"../{address}", span)
                return
            here.work.problems.append(diagnosis.dangling(outcome, here.place(span.start, span.end), titles))
    here.work.unresolved += 1
    opening, closing = linking.tag_ends(here, span)
    here.work.edits += [
        (here.passage.start + span.html_start, opening, '<span class="unresolved">'),
        (closing, here.passage.start + span.html_end, "</span>"),
    ]


def _closed_wikilink(here: Here, span: Span, wanted: str, slug: Slug, place: str) -> Closing:
    title = here.work.around.titles.articles[slug].title
    label = here.flat.text[span.start : span.end]
    shown = wikilinks.shown(wanted, place, label, title)
    anchor = wikilinks.anchor_of(place)
    own = slug == here.work.article.slug
    _check_anchor(here, span, slug, anchor)
    return Closing(
        span.start,
        span.end,
        slug,
        Notation.WIKILINK,
        f"#{quote(anchor)}" if own and anchor else linking.address(slug, anchor),
        span,
        anchor,
        shown=shown if shown != label else "",
        embedded=span.attribute("class") == wikilinks.EMBED and not own,
    )


def _close_link(here: Here, span: Span, href: str) -> Iterator[Closing]:
    around = here.work.around
    match links.target(href, here.work.article.path, around.titles, around.base_url):
        case links.Here(fragment):
            _check_anchor(here, span, here.work.article.slug, fragment)
        case links.ToArticle(slug, fragment):
            _check_anchor(here, span, slug, fragment)
            _check_label(here, span, slug)
            yield Closing(span.start, span.end, slug, Notation.LINK, linking.address(slug, fragment), span, fragment)
        case links.ToFile(path, suffix):
            address = _file_address(here.work, path)
            if address is None:
                files = [*around.titles.by_path, *around.files]
                here.work.problems.append(
                    diagnosis.broken_link(unquote(href), path, here.place(span.start, span.end), files)
                )
            else:
                yield Closing(span.start, span.end, None, Notation.LINK, f"../{address}{suffix}", span)


def _file_address(work: Work, path: str, *, by_name: bool = False) -> str | None:
    """Where a path of the archive is published, or None when nothing is there; `by_name` finds it in any folder."""
    candidates = [path, path.removeprefix("articles/"), f"assets/{path}"]
    if by_name:
        name = posixpath.basename(path).casefold()
        same = (file for file in work.around.files if posixpath.basename(file).casefold() == name)
        candidates += wikilinks.nearest(same, work.article.path)[:1]
    for candidate in candidates:
        url = work.around.files.get(SourcePath(candidate))
        if url is not None:
            work.files[SourcePath(candidate)] = url
            return quote(url)
    page = path.removeprefix("articles/").strip("/.").removesuffix("/index.html")
    if page in work.around.pages and not by_name:
        return f"{page}/" if page and "." not in page else page
    return None


def _check_anchor(here: Here, span: Span, slug: Slug, fragment: str) -> None:
    anchors = here.work.around.anchors.get(slug)
    if not fragment or fragment == "top" or anchors is None or fragment in anchors:
        return
    title = here.work.around.titles.articles[slug].title
    here.work.problems.append(diagnosis.broken_anchor(fragment, title, here.place(span.start, span.end), anchors))


def _check_label(here: Here, span: Span, slug: Slug) -> None:
    """Say so when a link's words are the title of another article."""
    label = here.flat.text[span.start : span.end]
    named = {entry.slug for entry in here.work.around.titles.exact(label.strip(" \"“”'‘’")) if entry.word_count > 1}
    if named and slug not in named:
        titles = here.work.around.titles
        target = titles.articles[slug]
        here.work.problems.append(
            diagnosis.wrong_target(text.collapse(label), target, min(named), here.place(span.start, span.end), titles)
        )


# --- pictures ------------------------------------------------------------------------------------------------


def _link_pictures(work: Work) -> None:
    """Point each picture to where it is published, or say that it is not there."""
    for picture in _IMAGE.finditer(work.document.html):
        src = _SRC.search(work.document.html, *picture.span())
        by_name = _BY_NAME.search(work.document.html, *picture.span())
        if by_name:
            work.edits.append((*by_name.span(), ""))
        if src:
            _link_picture(work, src, by_name=bool(by_name))


def _link_picture(work: Work, src: re.Match[str], *, by_name: bool) -> None:
    written = html_module.unescape(src[1])
    target = links.target(written, work.article.path, work.around.titles, work.around.base_url)
    if not isinstance(target, links.ToFile):
        return
    address = _file_address(work, target.path, by_name=by_name)
    if address is None:
        place = _picture_place(work, written)
        work.problems.append(diagnosis.missing_picture(unquote(written), place, list(work.around.files)))
    else:
        work.edits.append((*src.span(1), html_module.escape(f"../{address}{target.suffix}")))


def _picture_place(work: Work, src: str) -> Location:
    article = work.article
    line = next((line for image, line in work.document.images if image == src), article.body_start)
    for number in range(line, len(article.lines)):
        for written in (src, unquote(src), posixpath.basename(unquote(src))):
            column = article.lines[number].find(written)
            if column >= 0:
                return Location(article.path, number + 1, column + 1, len(written))
    return Location(article.path, line + 1)

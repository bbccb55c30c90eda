"""Links, wikilinks and pictures that the author marked as such: where they lead, or what is wrong with them."""

from __future__ import annotations

import html as html_module
import posixpath
import re
from collections.abc import Mapping
from urllib.parse import quote, unquote

from seealso import diagnosis, linking, markup, places, text
from seealso.linking import Closing, Here, Work
from seealso.markup import Span
from seealso.model import Ambiguous, Article, Dangling, Notation, Resolved, Slug, SourcePath, Url
from seealso.notations import links, wikilinks
from seealso.problems import Location, Problem, Remedy
from seealso.titles import LONG_ENOUGH

_IMAGE = re.compile(r"<img\b[^>]*>")
_ALT = re.compile(r'\salt="([^"]*)"')
_WORDLESS = re.compile(r"!\[\s*\]\([^)]*\)|!\[\[[^\[\]]*\]\]|<img\b[^>]*>", re.IGNORECASE)
"""A picture as an author writes it without words, or may."""
_SRC = re.compile(r'\ssrc="([^"]*)"')
_BY_NAME = re.compile(rf' {markup.WIKI}="[^"]*"')


def links_of(here: Here) -> list[Closing]:
    """What the links and wikilinks of a passage lead to; those that lead nowhere become problems."""
    found = []
    for span in here.flat.spans:
        if span.name == "a":
            closing = _close(here, span, span.attributes())
            if closing:
                found.append(closing)
    return found


def _close(here: Here, span: Span, attributes: Mapping[str, str]) -> Closing | None:
    wiki, href = attributes.get(markup.WIKI), attributes.get("href")
    if wiki is not None:
        return _close_wikilink(here, span, wiki)
    return _close_link(here, span, href) if href is not None else None


def _close_wikilink(here: Here, span: Span, wanted: str) -> Closing | None:
    titles = here.work.around.titles
    outcome, place = wikilinks.resolve(wanted, here.work.article.path, titles)
    match outcome:
        case Resolved(slug):
            return _closed_wikilink(here, span, wanted, slug, place)
        case Ambiguous():
            here.work.problems.append(diagnosis.ambiguous(outcome, wanted, here.place(span.start, span.end), titles))
        case Dangling(name):
            address = _file_address(here.work, name, by_name=True)
            if address is not None:
                return Closing(span.start, span.end, None, Notation.WIKILINK, f"../{address}", span)
            here.work.problems.append(diagnosis.dangling(outcome, here.place(span.start, span.end), titles))
    here.work.unresolved.append(wanted.partition("#")[0].strip() or wanted)
    opening, closing = linking.tag_ends(here, span)
    here.work.edits += [
        (here.passage.start + span.html_start, opening, '<span class="unresolved">'),
        (closing, here.passage.start + span.html_end, "</span>"),
    ]
    return None


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
        embedded=span.attributes().get("class") == wikilinks.EMBED and not own,
    )


def _close_link(here: Here, span: Span, href: str) -> Closing | None:
    around = here.work.around
    target = links.target(href, here.work.article.path, around.titles, around.base_url)
    match target:
        case links.ToArticle():
            slug, fragment = target.slug, target.fragment
            _check_anchor(here, span, slug, fragment)
            _check_label(here, span, slug)
            return Closing(span.start, span.end, slug, Notation.LINK, linking.address(slug, fragment), span, fragment)
        case links.Here(fragment):
            _check_anchor(here, span, here.work.article.slug, fragment)
        case links.ToFile(path, suffix):
            address = _file_address(here.work, path)
            if address is not None:
                return Closing(span.start, span.end, None, Notation.LINK, f"../{address}{suffix}", span)
            here.work.problems.append(_broken_link(here, span, href, path))
    return None


def _broken_link(here: Here, span: Span, href: str, path: str) -> Problem:
    """The problem, with a remedy where only one file can be meant: by the link's words or by its own name."""
    titles = here.work.around.titles
    files = [*titles.by_path, *here.work.around.files]
    named = {entry.slug for entry in titles.exact(here.flat.text[span.start : span.end])}
    certain = titles.articles[named.pop()].path if len(named) == 1 else diagnosis.same_name(path, files)
    place = here.place(span.start, span.end)
    remedy = _elsewhere(here.work.article, place, href, certain) if certain else None
    return diagnosis.broken_link(unquote(href), certain or diagnosis.near_name(path, files), place, remedy)


def _elsewhere(article: Article, label: Location, href: str, file: SourcePath) -> Remedy | None:
    """The remedy that lets an address lead to a file, seen from the article's folder."""
    address = href.partition("#")[0]
    written = places.written(article.lines, (address, unquote(address)), label)
    return Remedy(written, quote(posixpath.relpath(file, posixpath.dirname(article.path)))) if written else None


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
    if not fragment or fragment == "top":
        return
    anchors = here.work.around.anchors.get(slug)
    if anchors is None or fragment in anchors:
        return
    title = here.work.around.titles.articles[slug].title
    place = here.place(span.start, span.end)
    written = places.written(here.work.article.lines, (quote(fragment), fragment), place)
    here.work.problems.append(diagnosis.broken_anchor(fragment, title, place, anchors, written))


def _check_label(here: Here, span: Span, slug: Slug) -> None:
    """Say so when a link's words are the title of another article; a few in small letters are words like any others."""
    label = here.flat.text[span.start : span.end]
    if label.islower() and text.count_words(label) < LONG_ENOUGH:
        return
    named = {entry.slug for entry in here.work.around.titles.exact(label.strip(" \"“”'‘’")) if entry.word_count > 1}
    if named and slug not in named:
        titles = here.work.around.titles
        target = titles.articles[slug]
        here.work.problems.append(
            diagnosis.wrong_target(text.collapse(label), target, min(named), here.place(span.start, span.end), titles)
        )


# --- pictures ------------------------------------------------------------------------------------------------


def link_pictures(work: Work) -> None:
    """Point each picture to where it is published, or say that it is not there."""
    for picture in _IMAGE.finditer(work.document.html):
        src = _SRC.search(work.document.html, *picture.span())
        by_name = _BY_NAME.search(work.document.html, *picture.span())
        if by_name:
            work.edits.append((*by_name.span(), ""))
        if src:
            alt = _ALT.search(work.document.html, *picture.span())
            if _link_picture(work, src, by_name=bool(by_name)) and not (alt and alt[1].strip()):
                written = html_module.unescape(src[1])
                work.problems.append(diagnosis.missing_alt(written, _wordless_place(work, written)))


def _link_picture(work: Work, src: re.Match[str], *, by_name: bool) -> bool:
    """Whether there is such a picture, so far as we can know."""
    written = html_module.unescape(src[1])
    target = links.target(written, work.article.path, work.around.titles, work.around.base_url)
    if not isinstance(target, links.ToFile):
        return True
    address = _file_address(work, target.path, by_name=by_name)
    if address is None:
        place = _picture_place(work, written)
        certain = diagnosis.same_name(target.path, work.around.files)
        remedy = _elsewhere(work.article, place, written, certain) if certain else None
        work.problems.append(diagnosis.missing_picture(unquote(written), place, work.around.files, remedy))
        return False
    work.pictures.append(Url(unquote(address)))
    work.edits.append((*src.span(1), html_module.escape(f"../{address}{target.suffix}")))
    return True


def _picture_place(work: Work, src: str) -> Location:
    article = work.article
    line = next((line for image, line in work.document.images if image == src), article.body_start)
    for number, content in enumerate(article.lines[line:], line + 1):
        for written in (src, unquote(src), posixpath.basename(unquote(src))):
            column = content.find(written)
            if column >= 0:
                return Location(article.path, number, column + 1, len(written))
    return Location(article.path, line + 1)


def _wordless_place(work: Work, src: str) -> Location:
    """Where a picture without words stands: the next one of that name."""
    article = work.article
    said = {problem.location for problem in work.problems if problem.code == "missing-alt"}
    for number, content in enumerate(article.lines[article.body_start :], article.body_start + 1):
        for picture in _WORDLESS.finditer(content):
            place = Location(article.path, number, picture.start() + 1, len(picture.group()))
            if place not in said and any(name in picture.group() for name in (src, unquote(src))):
                return place
    return _picture_place(work, src)

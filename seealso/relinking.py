"""Articles that were edited, read and linked anew, and those others whose links that may change.

Links depend on everything that references may lead to, but seldom on all of it. Anew are linked: what refers to an
article whose title, date or headings changed; what sought a title where a text begins as one of its names does
(`TitleIndex.asked`); what something was said of that may be said otherwise now; and pages beside the archive, whose
references are not counted. That is more than enough, never less: a test compares with builds of everything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from seealso import cache, deferred, diagnosis, edits, linkage, objects, text
from seealso.linkage import Linkage, Request
from seealso.linking import Surroundings
from seealso.model import Article, Document, LinkedDocument, Links, ReferenceGraph, Slug, Source, SourcePath
from seealso.problems import Problem
from seealso.stages import index, read, resolve

MOST = 1500
"""Articles that are linked anew one by one; where there are more, a whole build has more processes."""
_FIXED = ("slug", "draft", "scheduled", "layout", "redirect_from", "image", "image_alt")
"""What an edit may not change without a whole build."""


class Seen(Struct, frozen=True):
    """One article, linked anew."""

    article: Article
    document: Document
    linked: LinkedDocument
    said: tuple[Problem, ...]
    """Its problems, also those that its author allows, but for clashes of names."""

    @property
    def links(self) -> Links:
        return objects.links_of(self.article.slug, self.linked, cache.encode(self.linked.html))


class Relinked(Struct, frozen=True):
    """An archive in which some articles were edited."""

    before: Linkage
    after: Linkage
    headed: frozenset[Slug]
    """Articles whose heads were edited."""
    seen: Mapping[Slug, Seen]
    """All that were linked anew."""
    touched: Mapping[SourcePath, str]
    """Their texts, and those of other files of which something else is said now."""


class _Edit(Struct, frozen=True):
    """An edited article before and after."""

    before: Article
    article: Article
    document: Document
    said: tuple[Problem, ...]
    anchors: frozenset[str]
    """Those before."""

    @property
    def headed(self) -> bool:
        now, before = self.article, self.before
        return now.head != before.head

    @property
    def renamed(self) -> bool:
        return self.article.names != self.before.names

    @property
    def known_otherwise(self) -> bool:
        """Whether what leads here, or is said of that, may change."""
        now = self.document.outline.anchors
        return self.renamed or self.article.date != self.before.date or now != self.anchors


def relinked(
    before: Linkage, graph: ReferenceGraph, request: Request, texts: Mapping[SourcePath, str]
) -> Relinked | None:
    """The archive with these texts of articles that it has; None where it takes a whole build to say."""
    known = {article.path: article for article in before.articles if article.path in texts}
    if known.keys() != texts.keys():
        return None
    changes = [_edit(article, texts[path], before, request) for path, article in known.items()]
    if not all(map(_allowed, changes)):
        return None
    around, clashes = _surroundings(before, changes)
    others = _affected(before, graph, changes)
    if len(others) > MOST:
        return None
    seen = {one.article.slug: _linked(one.article, one.document, one.said, around) for one in changes}
    found = dict(texts)
    for article in others:
        found[article.path] = content = text_of(article.path, before, request)
        whole, said = read.article(Source(article.path, content), request.now)
        seen[article.slug] = _linked(whole, before.documents[article.slug], said, around)
    if any(_files(one.linked) != _files(before.linked[slug]) for slug, one in seen.items()):
        return None
    after = _after(before, seen, around, clashes)
    spoken = {problem.location.path for problem in {*_clashes(before)} ^ {*_clashes(after)}}
    found |= {path: text_of(path, before, request) for path in spoken - found.keys()}
    return Relinked(before, after, frozenset(one.article.slug for one in changes if one.headed), seen, found)


def text_of(path: SourcePath, known: Linkage, request: Request) -> str:
    """The text of a file; it is read where it is not known."""
    content = known.sources.get(path)
    return content if content is not None else read.decoded(edits.file_of(request.base, path), path, []) or ""


def _edit(article: Article, content: str, before: Linkage, request: Request) -> _Edit:
    now, said = read.article(Source(article.path, content), request.now)
    document = objects.document(now, request.reading(before.config))
    return _Edit(article, now, document, said, before.outlines[article.slug].anchors)


def _allowed(change: _Edit) -> bool:
    before, now = change.before, change.article
    same = all(getattr(before, name) == getattr(now, name) for name in _FIXED)
    return same and (not now.standing or headless(before) == headless(now))


def headless(article: Article) -> Article:
    """What an article's head says, wherever it stands."""
    return replace(article, text="", body_start=0)


def _linked(article: Article, document: Document, said: Iterable[Problem], around: Surroundings) -> Seen:
    linked, found = resolve.link(article, document, around)
    return Seen(article, document, linked, (*said, *linkage.remarks(article, document.outline), *found))


def _files(linked: LinkedDocument | Links) -> object:
    return linked.files, linked.pictures


def _surroundings(before: Linkage, changes: Collection[_Edit]) -> tuple[Surroundings, tuple[Problem, ...]]:
    """What references can lead to now, and which names clash."""
    now = {one.article.slug: one for one in changes}
    head = any(one.headed for one in changes)
    if not head and not any(one.known_otherwise for one in changes):
        return before.around, tuple(_clashes(before))
    titles, clashes = before.titles, tuple(_clashes(before))
    if head:
        articles = [now[a.slug].article if a.slug in now else a for a in before.articles]
        titles, clashes = index.index(articles, (), titles.entries)
        titles = replace(titles, withheld=before.titles.withheld)
    anchors = {slug: one.document.outline.anchors for slug, one in now.items()}
    return replace(before.around, titles=titles, anchors=deferred.exchanged(before.around.anchors, anchors)), clashes


def _clashes(known: Linkage) -> Iterator[Problem]:
    return (problem for problem in known.problems if problem.code in index.CLASHES)


def _affected(before: Linkage, graph: ReferenceGraph, changes: Collection[_Edit]) -> list[Article]:
    """The articles besides the edited ones whose links, or what is said of them, may change."""
    otherwise = [one.article.slug for one in changes if one.known_otherwise]
    if not otherwise:
        return []
    edited = {one.article.slug for one in changes}
    names = [name for one in changes if one.renamed for name in (*one.before.names, *one.article.names)]
    alike = _Beginnings(map(text.beginning, names))
    referring = {edge.source for slug in otherwise for edge in graph.incoming.get(slug, ())}
    spoken = {problem.location.path for problem in before.problems if problem.code in diagnosis.OF_NAMES}
    return [
        article
        for article in before.articles
        if article.slug not in edited
        and (
            article.slug in referring
            or article.path in spoken
            or article.standing
            or alike.any_of(before.linked[article.slug].asked)
        )
    ]


class _Beginnings:
    """How some names begin."""

    def __init__(self, beginnings: Iterable[str]) -> None:
        found = set(beginnings)
        self._starts = {one[:length] for one in found for length in range(len(one) + 1)}
        self._short = tuple(one for one in found if len(one) < text.BEGINNING)

    def any_of(self, asked: Collection[str]) -> bool:
        """Whether a text that begins so may hold one of the names: one beginning begins with the other."""
        return not self._starts.isdisjoint(asked) or any(one.startswith(self._short) for one in asked if self._short)


def _after(before: Linkage, seen: Mapping[Slug, Seen], around: Surroundings, clashes: Iterable[Problem]) -> Linkage:
    before.documents.hold({slug: one.document for slug, one in seen.items()})
    before.bodies.hold({slug: one.linked.html for slug, one in seen.items()})
    paths = {one.article.path for one in seen.values()}
    return replace(
        before,
        around=around,
        articles=tuple(seen[a.slug].article if a.slug in seen else a for a in before.articles),
        outlines=deferred.exchanged(before.outlines, {slug: one.document.outline for slug, one in seen.items()}),
        linked=deferred.exchanged(before.linked, {slug: one.links for slug, one in seen.items()}),
        problems=(
            *(p for p in before.problems if p.location.path not in paths and p.code not in index.CLASHES),
            *(problem for one in seen.values() for problem in one.said),
            *clashes,
        ),
    )

"""Texts edited and nothing else: the build before, with a few pages made anew.

An author saves twenty times an hour, and nearly every save changes the text of one article. What other pages show of it
(title, summary, minutes, references and their sentences) is as it was then, so they are too. Whether that is so is
seen from the article alone, before and after; nothing is declared. Whatever else changed is a matter for a build.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import Struct
from msgspec.structs import replace

from seealso import allowances, archive, imprints, linkage, pipeline
from seealso.linkage import Linkage, Request
from seealso.model import Article, Document, LinkedDocument, Slug, Source, SourcePath
from seealso.pages import Everything
from seealso.pipeline import Built
from seealso.problems import Problem
from seealso.stages import compose, read, resolve


class _Seen(Struct, frozen=True):
    """What a build sees of one article."""

    article: Article
    document: Document
    linked: LinkedDocument
    problems: tuple[Problem, ...]

    def outside(self) -> object:
        """All that is shown on other pages, decides what they show, or is said of it; its head as it is written."""
        outline, linked = self.document.outline, self.linked
        head = replace(self.article, lines=self.article.lines[: self.article.body_start])
        shown = (linked.edges, linked.files, linked.pictures, linked.unresolved)
        return head, archive.card(self.article, outline), outline.anchors, shown, self.problems


def build(built: Built, request: Request, texts: Mapping[SourcePath, str]) -> Built | None:
    """The site with these texts of articles that it has; None where more than the pages that show them may change."""
    before, everything = built.linkage, built.everything
    if before is None or everything is None:
        return None
    known = {article.path: article for article in before.articles}
    seen = []
    for path, text in texts.items():
        if path not in known or (now := _seen(path, text, before, request)) is None:
            return None
        was = _seen(path, before.sources[path], before, request)
        if was is None or now.outside() != was.outside():
            return None
        seen.append((was, now))
    moved = any(was.linked.spots != now.linked.spots for was, now in seen)
    changed = {now.article.slug: now for _, now in seen}
    after = _linkage(before, changed, texts)
    return _built(built, after, _everything(everything, after, changed), changed.keys(), moved=moved)


def _seen(path: SourcePath, text: str, known: Linkage, request: Request) -> _Seen | None:
    article, problems = read.article(Source(path, text), request.now)
    if article.slug not in known.around.titles.articles:
        return None
    document = linkage.document(article, request, known.config)
    linked, found = resolve.link(article, document, known.around)
    said = (*problems, *linkage.remarks(article, document.outline), *found)
    return _Seen(article, document, linked, tuple(allowances.apply(said, {path: text})))


def _linkage(before: Linkage, by_slug: Mapping[Slug, _Seen], texts: Mapping[SourcePath, str]) -> Linkage:
    before.documents.hold({slug: one.document for slug, one in by_slug.items()})
    before.bodies.hold({slug: one.linked.html for slug, one in by_slug.items()})
    outlines = {slug: one.document.outline for slug, one in by_slug.items()}
    links = {slug: linkage.links_of(slug, one.linked) for slug, one in by_slug.items()}
    return replace(
        before,
        articles=tuple(by_slug[a.slug].article if a.slug in by_slug else a for a in before.articles),
        outlines={**before.outlines, **outlines},
        linked={**before.linked, **links},
        sources={**before.sources, **texts},
    )


def _everything(before: Everything, after: Linkage, by_slug: Mapping[Slug, _Seen]) -> Everything:
    def present(article: Article) -> Article:
        return by_slug[article.slug].article if article.slug in by_slug else article

    shelves = before.archive
    return replace(
        before,
        archive=replace(
            shelves,
            articles=tuple(map(present, shelves.articles)),
            standing=tuple(map(present, shelves.standing)),
        ),
        outlines=after.outlines,
        linked=after.linked,
    )


def _built(
    built: Built, after: Linkage, everything: Everything, changed: Collection[Slug], *, moved: bool
) -> Built | None:
    wanted = compose.pages_showing(everything, changed)
    problems: list[Problem] = []
    pages = pipeline.made(wanted, after, 1, linkage.silent, problems)
    if problems:
        return None
    if moved or len(wanted) > len(changed):
        pages += pipeline.machine_files(everything)
    prints = imprints.of_pages(wanted, after.layouts, built.imprints)
    standing = {*built.kept, *(page.file for page in built.pages)}
    return replace(
        built,
        pages=tuple(pages),
        kept=tuple(standing - {page.file for page in pages}),
        imprints={**built.imprints, **prints},
        reasons={file: imprints.reasons(built.imprints.get(file), now) for file, now in prints.items()},
        sources=after.sources,
        everything=everything,
        linkage=after,
    )

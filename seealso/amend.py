"""Texts edited and nothing else: the build before, with a few pages made anew.

An author saves twenty times an hour, and nearly every save changes the text of one article. What other pages show of it
(title, summary, minutes, references and their sentences) is as it was then, so they are too. Whether that is so is
seen from the article alone, before and after; nothing is declared. Whatever else changed is a matter for a build.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from seealso import allowances, archive, folders, imprints, linkage, objects, pipeline, press
from seealso.linkage import Linkage, Request, silent
from seealso.model import Article, Document, LinkedDocument, Links, Outline, Slug, Source, SourcePath
from seealso.pages import Everything
from seealso.pipeline import Built
from seealso.press import Press
from seealso.problems import Problem
from seealso.stages import compose, read, resolve


class _Seen(Struct, frozen=True):
    """What a build sees of one article."""

    article: Article
    document: Document
    linked: LinkedDocument
    said: tuple[Problem, ...]
    """Its problems, also those that its author allows."""
    left: tuple[Problem, ...]
    """Those that are not allowed."""

    def outside(self) -> object:
        """All that is shown on other pages, decides what they show, or is said of it; its head as it is written."""
        return _facts(self.article, self.document.outline, self.linked), self.left


def build(built: Built, request: Request, texts: Mapping[SourcePath, str], *, moved: bool = False) -> Built | None:
    """The site with these texts of articles that it has; None where more than the pages that show them may change.

    `moved` says that the files for programs show references at other lines than `built` has them.
    """
    before, everything = built.linkage, built.everything
    if before is None or everything is None:
        return None
    known = {article.path: article for article in before.articles if article.path in texts}
    if known.keys() != texts.keys():
        return None
    seen = {}
    for path, article in known.items():
        seen[article.slug] = now = _seen(path, texts[path], before, request)
        if now.outside() != _outside(before, article):
            return None
    moved = moved or any(before.linked[slug].spots != now.linked.spots for slug, now in seen.items())
    after = _linkage(before, seen, texts)
    return _built(built, after, _everything(everything, after, seen), seen.keys(), moved=moved)


def edited(names: Iterable[str], request: Request, known: Collection[SourcePath]) -> dict[SourcePath, str] | None:
    """The texts of files that were edited; None where one of them is no article, or none that was known."""
    texts: dict[SourcePath, str] = {}
    for name in names:
        path = folders.source_path(Path(name), request.base)
        content = read.decoded(Path(name), path, []) if path in known else None
        if content is None:
            return None
        texts[path] = content
    return texts


def _seen(path: SourcePath, text: str, known: Linkage, request: Request) -> _Seen:
    article, problems = read.article(Source(path, text), request.now)
    document = objects.document(article, request.reading(known.config))
    linked, found = resolve.link(article, document, known.around)
    said = (*problems, *linkage.remarks(article, document.outline), *found)
    return _Seen(article, document, linked, said, tuple(allowances.apply(said, {path: text})))


def _outside(before: Linkage, article: Article) -> object:
    """The same of an article that was linked before."""
    said = [problem for problem in before.problems if problem.location.path == article.path]
    sources = {article.path: before.sources[article.path]} if article.path in before.sources else {}
    shown = _facts(article, before.outlines[article.slug], before.linked[article.slug])
    return shown, tuple(allowances.apply(said, sources))


def _facts(article: Article, outline: Outline, linked: LinkedDocument | Links) -> object:
    head = replace(article, text=article.head)
    shown = (linked.edges, linked.files, linked.pictures, linked.unresolved)
    return head, archive.card(article, outline), outline.anchors, shown


def _linkage(before: Linkage, by_slug: Mapping[Slug, _Seen], texts: Mapping[SourcePath, str]) -> Linkage:
    before.documents.hold({slug: one.document for slug, one in by_slug.items()})
    before.bodies.hold({slug: one.linked.html for slug, one in by_slug.items()})
    outlines = {slug: one.document.outline for slug, one in by_slug.items()}
    links = {slug: objects.links_of(slug, one.linked) for slug, one in by_slug.items()}
    return replace(
        before,
        articles=tuple(by_slug[a.slug].article if a.slug in by_slug else a for a in before.articles),
        outlines={**before.outlines, **outlines},
        linked={**before.linked, **links},
        problems=(
            *(problem for problem in before.problems if problem.location.path not in texts),
            *(problem for now in by_slug.values() for problem in now.said),
        ),
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
    stamp = imprints.Stamp(after.layouts)
    prints = {inputs.file: stamp.imprint(inputs, built.imprints.get(inputs.file)) for inputs in wanted}
    reasons = imprints.all_reasons(built.imprints, prints)
    missing = [inputs for inputs in wanted if inputs.file in reasons]
    problems: list[Problem] = []
    pages = press.pages(Press(after.layouts, everything), missing, prints, after.bodies, silent, problems).pages
    if problems:
        return None
    if moved or any(inputs.layout == "feed" for inputs in missing):
        pages += pipeline.machine_files(everything)
    standing = {*built.kept, *(page.file for page in built.pages)}
    return replace(
        built,
        pages=tuple(pages),
        kept=tuple(standing - {page.file for page in pages}),
        imprints={**built.imprints, **prints},
        reasons=reasons,
        sources=after.sources,
        everything=everything,
        linkage=after,
    )

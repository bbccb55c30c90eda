"""Articles edited and nothing else: the build before, with those pages made anew that show it.

An author saves twenty times an hour, and nearly every save changes the text of one article. What other pages show of it
(title, summary, minutes, references and their sentences) is as it was then, so they are too. Whether that is so is
seen from the article alone, before and after; nothing is declared. Where others show something else now, all that pages
are composed from is put together again, and those are made anew for which it is not the same (`ripples`). Whatever
else changed is a matter for a build.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from seealso import (
    allowances,
    archive,
    deferred,
    folders,
    imagery,
    imprints,
    pipeline,
    press,
    relinking,
    ripples,
)
from seealso.linkage import Linkage, Request, silent
from seealso.model import Article, LinkedDocument, Links, Outline, PageInputs, Slug, SourcePath
from seealso.pages import Everything
from seealso.pipeline import Built
from seealso.press import Press
from seealso.problems import Problem, Severity, ordered
from seealso.relinking import Relinked
from seealso.stages import compose, read


class Amended(NamedTuple):
    """What became of a build."""

    built: Built
    wide: bool
    """Other pages than the articles' own may have changed with them."""


def build(built: Built, request: Request, texts: Mapping[SourcePath, str], *, moved: bool = False) -> Amended | None:
    """The site with these texts of articles that it has; None where that takes a whole build.

    `moved` says that the files for programs show references at other lines than `built` has them.
    """
    before, everything = built.linkage, built.everything
    if before is None or everything is None:
        return None
    found = relinking.relinked(before, everything.graph, request, texts)
    if found is None or _shifted(built, found):
        return None
    after = replace(found.after, sources={**before.sources, **found.touched})
    said = _said(built, found)
    wide = _shows_more(found)
    wanted: Sequence[PageInputs] | None
    if wide:
        everything = replace(everything, archive=archive.whole(everything.archive))
        now = ripples.everything(everything, found, after, request)
        wanted = ripples.pages(replace(built, everything=everything), now, found)
    else:
        now = _everything(everything, after, found.seen)
        wanted = compose.pages_showing(now, found.seen.keys())
    if wanted is None or any(problem.severity is Severity.ERROR for problem in said):
        return None
    lines = any(before.linked[slug].spots != one.linked.spots for slug, one in found.seen.items())
    drawn = [] if request.preview else _drawn(now, found, request)
    done = None if drawn is None else _built(built, after, now, wanted, lists=wide or moved or lines)
    if done is None:
        return None
    references, resolved = pipeline.counted(after) if wide else (built.references, built.resolved)
    done = replace(done, problems=said, references=references, resolved=resolved, images=tuple(drawn or ()))
    return Amended(done, wide)


def _shifted(built: Built, found: Relinked) -> bool:
    """Whether something is said of a head, besides what `linkage` says, that may stand at another line now."""
    heads = {found.seen[slug].article.path for slug in found.headed}
    return any(problem.location.path in heads for problem in built.others)


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


def _said(built: Built, found: Relinked) -> tuple[Problem, ...]:
    """What is to be said, where some files say or are said something else."""
    said = [p for p in (*found.after.problems, *built.others) if p.location.path in found.touched]
    elsewhere = [p for p in built.problems if p.location.path not in found.touched]
    return tuple(ordered([*elsewhere, *allowances.apply(said, found.touched)]))


def _drawn(now: Everything, found: Relinked, request: Request) -> list[imagery.Wanted] | None:
    """The social cards of articles whose heads were edited; None where an owner's own face is needed."""
    articles = [found.seen[slug].article for slug in found.headed]
    published = [article for article in articles if not article.standing]
    cards = list(imagery.drawn(now.site, published, request)) if published else []
    return None if cards and now.site.config.card_font else cards


def _shows_more(found: Relinked) -> bool:
    """Whether anything changed that is shown on other pages, or decides what they show."""
    before = found.before
    articles = {article.slug: article for article in before.articles if article.slug in found.seen}
    return any(
        _facts(one.article, one.document.outline, one.linked)
        != _facts(articles[slug], before.outlines[slug], before.linked[slug])
        for slug, one in found.seen.items()
    )


def _facts(article: Article, outline: Outline, linked: LinkedDocument | Links) -> object:
    shown = (linked.edges, linked.files, linked.pictures, linked.unresolved)
    return relinking.headless(article), archive.card(article, outline), outline.anchors, shown


def _everything(before: Everything, after: Linkage, by_slug: Mapping[Slug, relinking.Seen]) -> Everything:
    """The same with some articles in the place of those that show the same to others."""

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
        bodies=after.bodies,
    )


def _built(
    built: Built, after: Linkage, everything: Everything, wanted: Sequence[PageInputs], *, lists: bool
) -> Built | None:
    stamp = imprints.Stamp(after.layouts)
    prints = {inputs.file: stamp.imprint(inputs, built.imprints.get(inputs.file)) for inputs in wanted}
    reasons = imprints.all_reasons(built.imprints, prints)
    missing = [inputs for inputs in wanted if inputs.file in reasons]
    problems: list[Problem] = []
    pages = press.pages(Press(after.layouts, everything), missing, prints, after.bodies, silent, problems).pages
    if problems:
        return None
    if lists or any(inputs.layout == "feed" for inputs in missing):
        pages += pipeline.machine_files(everything)
    standing = {*built.kept, *(page.file for page in built.pages)}
    return replace(
        built,
        pages=tuple(pages),
        kept=tuple(standing - {page.file for page in pages}),
        imprints=deferred.exchanged(built.imprints, prints),
        reasons=reasons,
        sources=after.sources,
        everything=everything,
        linkage=after,
    )

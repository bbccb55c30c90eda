"""A build after a build, from the command line: as in a preview, a text edited and nothing else.

The build before left in the store what its pages were composed from, but for the texts. Files whose state is what it
was are not even read; edited articles are compared, and their pages made anew, by `amend`. Where anything else changed,
where the site's folder is not as it was left, and where a search would have to be made again, there is no short way.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, NoReturn

from msgspec import Struct
from msgspec.structs import replace

from seealso import amend, archive, cache, inputs, maps, unchanged
from seealso.cache import Cache, Key, Shelf
from seealso.imprints import Printed
from seealso.linkage import Linkage, Request, surroundings
from seealso.model import Article, Document, Layouts, Links, Outline, Slug, SourcePath, Url
from seealso.pages import Everything, Site
from seealso.paths import Next, Ways
from seealso.pictures import Picture
from seealso.pipeline import Built, nothing
from seealso.problems import Problem
from seealso.stages import graph, publish
from seealso.titles import TitleIndex
from seealso.unchanged import Answer, Inputs, State

MOST = 20
"""Articles edited since the build that was kept; of more, a whole build is made and kept in its place."""


class Kept(Struct, frozen=True):
    """What a build leaves for the next."""

    now: float
    """Its moment, in seconds since 1970."""
    inputs: Inputs
    answer: Answer
    site: Site
    articles: tuple[Article, ...]
    """With the texts of their heads only."""
    outlines: dict[Slug, Outline]
    linked: dict[Slug, Links]
    related: dict[Slug, tuple[Slug, ...]]
    following: dict[Slug, Next]
    titles: TitleIndex
    """Without the articles."""
    files: dict[SourcePath, Url]
    pictures: dict[str, Picture]
    bodies: dict[Slug, str]
    """The texts in the feed."""
    faulty: frozenset[SourcePath]
    """Files of which something was said."""


def keep(
    store: Cache, built: Built, request: Request, output: Path, seen: Inputs, answer: Answer, *, strict: bool
) -> None:
    """Leave a build that was published for the next one; `seen` is what it was made from."""
    all_, linkage = built.everything, built.linkage
    if all_ is None or linkage is None or all_.site.search or any(one.code == "search" for one in built.problems):
        return
    recent = all_.archive.articles[: all_.site.config.feed_size]
    kept = Kept(
        now=request.now.timestamp(),
        inputs=seen,
        answer=answer,
        site=all_.site,
        articles=tuple(replace(a, text=a.head) for a in linkage.articles),
        outlines=dict(all_.outlines),
        linked=dict(all_.linked),
        related=dict(all_.graph.related),
        following=dict(all_.ways.following),
        titles=replace(linkage.titles, articles={}),
        files=dict(linkage.around.files),
        pictures=dict(all_.pictures),
        bodies={article.slug: all_.bodies[article.slug] for article in recent},
        faulty=frozenset(problem.location.path for problem in (*linkage.problems, *built.problems)),
    )
    store.put({_name(request, output, strict=strict): kept})


class Left(Struct, frozen=True):
    """How the site's folder was left."""

    name: str
    """After which request, in short."""
    digest: str
    moved: bool
    """Its references stand at other lines than in the build that was kept."""


def leave(store: Cache, request: Request, output: Path, left: str, *, moved: bool, strict: bool) -> None:
    """Remember how the site's folder was left."""
    store.put({_left(output): Left(_name(request, output, strict=strict).hex(), left, moved)})


class Sequel(NamedTuple):
    """A build that goes on from the one before."""

    built: Built
    answer: Answer
    there: Mapping[str, State]
    """The files of the site as they are before it."""
    moved: bool
    """As in `Left`."""


def build(
    store: Cache, request: Request, output: Path, record: Mapping[str, Printed], seen: Inputs, *, strict: bool
) -> Sequel | None:
    """The site as it stands with a few pages made anew; None where that is not enough.

    `record` says what the pages of the site were made from, `seen` is the state of all files.
    """
    name = _name(request, output, strict=strict)
    kept = store.get([name], Kept).get(name)
    if kept is None or not _in_force(kept, request):
        return None
    there = unchanged.folder(output)
    left = store.get([_left(output)], Left).get(_left(output))
    if left is None or (left.name, left.digest) != (name.hex(), unchanged.digest(there)):
        return None
    names = seen.edited(kept.inputs)
    if names is None or len(names) > MOST:
        return None
    texts = amend.edited(names, request, {article.path for article in kept.articles} - kept.faulty)
    problems: list[Problem] = []
    layouts = inputs.layouts(request.root, {}, problems)
    if texts is None or problems:
        return None
    standing = {file: printed.imprint for file, printed in record.items()}
    before = replace(_restored(kept, layouts), kept=tuple(publish.names(there, output)), imprints=standing)
    built = amend.build(before, request, texts, moved=left.moved)
    if built is None:
        return None
    return Sequel(built, kept.answer, there, left.moved or any(page.file == "graph.json" for page in built.pages))


def _in_force(kept: Kept, request: Request) -> bool:
    """Whether no article that is dated ahead has appeared since, or is to vanish again."""
    now = request.now.timestamp()
    return kept.now <= now and (kept.answer.until is None or now < kept.answer.until)


def _restored(kept: Kept, layouts: Layouts) -> Built:
    """The build, as far as it matters to an amendment."""
    shelves = archive.build(kept.articles, kept.outlines)
    bodies: Shelf[Slug, str] = Shelf(Cache(None), {}, str, _lost)
    bodies.hold(kept.bodies)
    site = kept.site
    titles = replace(kept.titles, articles={article.slug: article for article in kept.articles})
    linkage = Linkage(
        config=site.config,
        layouts=layouts,
        assets={},
        urls=site.assets,
        attachments={},
        articles=kept.articles,
        withheld=(),
        around=surroundings(titles, kept.files, kept.outlines, site.config),
        documents=Shelf(Cache(None), {}, Document, _lost),
        outlines=kept.outlines,
        linked=kept.linked,
        bodies=bodies,
        problems=(),
        sources={},
    )
    everything = Everything(
        archive=shelves,
        outlines=kept.outlines,
        linked=kept.linked,
        bodies=bodies,
        graph=graph.graph(shelves.articles, kept.linked, kept.related),
        site=site,
        maps=maps.NONE,
        ways=Ways({}, kept.following),
        pictures=kept.pictures,
    )
    return replace(nothing(()), everything=everything, linkage=linkage)


def _lost(slug: Slug) -> NoReturn:
    raise LookupError(slug)


def _name(request: Request, output: Path, *, strict: bool) -> Key:
    chosen = (str(request.articles), request.base_url, request.drafts, request.search, strict)
    return cache.key(cache.program(), "sequel", str(output), chosen)


def _left(output: Path) -> Key:
    return cache.key("left", str(output))

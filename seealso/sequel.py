"""A build after a build, from the command line: as in a preview, a text edited and nothing else.

The build before left in the store what its pages were composed from, but for the texts. Files whose state is what it
was are not even read; edited articles are compared, and their pages made anew, by `amend`. Where anything else changed,
where the site's folder is not as it was left, and where a search would have to be made again, there is no short way.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from seealso import amend, archive, cache, edits, home, inputs, listings, maps, relinking, stored, unchanged
from seealso import linkage as linkages
from seealso.cache import Cache, Key, Shelf
from seealso.config import Config
from seealso.imprints import Printed
from seealso.linkage import Linkage, Request, surroundings
from seealso.linking import Surroundings
from seealso.model import Article, Document, Layouts, Links, Outline, Slug, Source, SourcePath, Url
from seealso.pages import Everything, Site
from seealso.paths import Next, Step, Ways
from seealso.pictures import Picture
from seealso.pipeline import Built, Withheld, nothing
from seealso.problems import Problem
from seealso.stages import graph, publish, read, resolve
from seealso.titles import TitleIndex
from seealso.unchanged import Answer, Inputs, State

MOST = 20
"""Articles edited since the build that was kept; of more, a whole build is made and kept in its place."""


class Said(Struct, frozen=True):
    """What a build said, and in which numbers."""

    linkage: tuple[Problem, ...]
    others: tuple[Problem, ...]
    problems: tuple[Problem, ...]
    """Those of both that were not allowed."""
    quoted: dict[SourcePath, str]
    """The texts of files among them that are no articles."""
    withheld: tuple[Withheld, ...]
    references: int
    resolved: int


class Kept(Struct, frozen=True):
    """What a build leaves for the next, in a file of its own: a database takes long to replace what is so large."""

    name: str
    """After which request, by which program."""
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
    paths: dict[str, tuple[Step, ...]]
    """What pages show of each topic's path."""
    titles: TitleIndex
    """Without the articles."""
    files: dict[SourcePath, Url]
    pictures: dict[str, Picture]
    said: Said
    """What there was to say."""


def keep(built: Built, request: Request, output: Path, seen: Inputs, answer: Answer, *, strict: bool) -> None:
    """Leave a build that was published for the next one; `seen` is what it was made from."""
    all_, linkage = built.everything, built.linkage
    if all_ is None or linkage is None or all_.site.search or any(one.code == "search" for one in built.problems):
        return
    paths = {article.path for article in linkage.articles}
    quoted = {problem.location.path for problem in built.problems} & built.sources.keys() - paths
    name = _name(request, output, strict=strict)
    kept = Kept(
        name=name.hex(),
        now=request.now.timestamp(),
        inputs=seen,
        answer=answer,
        site=all_.site,
        articles=tuple(replace(a, text=a.head) for a in linkage.articles),
        outlines=dict(all_.outlines),
        linked=dict(all_.linked),
        related=dict(all_.graph.related),
        following=dict(all_.ways.following),
        paths={name: steps[: listings.PATH] for name, steps in all_.ways.topics.items()},
        titles=replace(linkage.titles, articles={}),
        files=dict(linkage.around.files),
        pictures=dict(all_.pictures),
        said=Said(
            linkage=linkage.problems,
            others=built.others,
            problems=built.problems,
            quoted={path: built.sources[path] for path in quoted},
            withheld=built.withheld,
            references=built.references,
            resolved=built.resolved,
        ),
    )
    with contextlib.suppress(OSError):
        stored.put(_file(request, output), msgspec.json.encode(kept))


def _kept(request: Request, output: Path, name: Key) -> Kept | None:
    """What the last build left, if this request by this program did it."""
    try:
        kept = msgspec.json.decode(_file(request, output).read_bytes(), type=Kept)
    except (OSError, msgspec.MsgspecError):
        return None
    return kept if kept.name == name.hex() else None


def _file(request: Request, output: Path) -> Path:
    return request.root / home.STORE / f"last-{cache.key(str(output)).hex()[:12]}.json"


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
    """What the build before said, or would say if it said the same again."""
    there: Mapping[str, State]
    """The files of the site as they are before it."""
    moved: bool
    """As in `Left`."""
    wide: bool
    """It is to be kept in the place of the one that it goes on from."""
    spoken: bool
    """There is something else to say."""


def build(
    store: Cache, request: Request, output: Path, record: Mapping[str, Printed], seen: Inputs, *, strict: bool
) -> Sequel | None:
    """The site as it stands with a few pages made anew; None where that is not enough.

    `record` says what the pages of the site were made from, `seen` is the state of all files.
    """
    name = _name(request, output, strict=strict)
    left = store.get([_left(output)], Left).get(_left(output))
    kept = _kept(request, output, name) if left and left.name == name.hex() else None
    if left is None or kept is None or not _in_force(kept, request):
        return None
    there = unchanged.folder(output)
    if left.digest != unchanged.digest(there):
        return None
    names = seen.edited(kept.inputs)
    if names is None or len(names) > MOST:
        return None
    texts = amend.edited(names, request, {article.path for article in kept.articles})
    problems: list[Problem] = []
    layouts = inputs.layouts(request.root, {}, problems)
    if texts is None or problems:
        return None
    standing = {file: printed.imprint for file, printed in record.items()}
    before = _restored(kept, layouts, request, store)
    before = replace(before, kept=tuple(publish.names(there, output)), imprints=standing)
    done = amend.build(before, request, texts, moved=left.moved)
    if done is None or not done.built.publishable(strict=strict):
        return None
    built, wide = done
    spoken = (built.problems, built.references, built.resolved) != (before.problems, before.references, before.resolved)
    if spoken and built.linkage is not None:
        built = replace(built, sources=_quoted(kept, built, built.linkage, request))
    moved = any(page.file == "graph.json" for page in built.pages)
    return Sequel(built, kept.answer, there, not wide and (left.moved or moved), wide, spoken)


def _quoted(kept: Kept, built: Built, known: Linkage, request: Request) -> dict[SourcePath, str]:
    """The texts that are quoted from."""
    articles = {article.path for article in known.articles}
    paths = {problem.location.path for problem in built.problems} & articles
    return {**kept.said.quoted, **{path: relinking.text_of(path, known, request) for path in paths}}


def _in_force(kept: Kept, request: Request) -> bool:
    """Whether no article that is dated ahead has appeared since, or is to vanish again."""
    now = request.now.timestamp()
    return kept.now <= now and (kept.answer.until is None or now < kept.answer.until)


def _restored(kept: Kept, layouts: Layouts, request: Request, store: Cache) -> Built:
    """The build, as far as it matters to an amendment."""
    shelves = archive.build(kept.articles, kept.outlines)
    site = kept.site
    titles = replace(kept.titles, articles={article.slug: article for article in kept.articles})
    around = surroundings(titles, kept.files, kept.outlines, site.config)
    texts = _Texts(titles.articles, around, request, site.config, store)
    keys: dict[Slug, Key] = {slug: slug.encode() for slug in titles.articles}
    bodies = Shelf(Cache(None), keys, str, texts.body)
    linkage = Linkage(
        config=site.config,
        layouts=layouts,
        assets={},
        urls=site.assets,
        attachments={},
        articles=kept.articles,
        withheld=(),
        around=around,
        documents=Shelf(Cache(None), keys, Document, texts.document),
        outlines=kept.outlines,
        linked=kept.linked,
        bodies=bodies,
        problems=kept.said.linkage,
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
        ways=Ways(kept.paths, kept.following),
        pictures=kept.pictures,
    )
    return replace(
        nothing(kept.said.problems),
        others=kept.said.others,
        withheld=kept.said.withheld,
        articles=len(shelves.articles),
        references=kept.said.references,
        resolved=kept.said.resolved,
        everything=everything,
        linkage=linkage,
    )


class _Texts:
    """The texts of articles that were not edited: read, recalled and linked again where they are asked for."""

    def __init__(
        self, articles: Mapping[Slug, Article], around: Surroundings, request: Request, config: Config, store: Cache
    ) -> None:
        self._articles, self._around, self._request, self._config, self._store = (
            articles,
            around,
            request,
            config,
            store,
        )

    def document(self, slug: Slug) -> Document:
        return self._read(slug)[1]

    def body(self, slug: Slug) -> str:
        return resolve.link(*self._read(slug), self._around)[0].html

    def _read(self, slug: Slug) -> tuple[Article, Document]:
        path = self._articles[slug].path
        content = read.decoded(edits.file_of(self._request.base, path), path, [])
        source = Source(path, content or "")
        article, _ = read.article(source, self._request.now)
        return article, linkages.kept_document(article, source, self._request.reading(self._config), self._store)


def _name(request: Request, output: Path, *, strict: bool) -> Key:
    chosen = (str(request.articles), request.base_url, request.drafts, request.search, strict)
    return cache.key(cache.program(), "sequel", str(output), chosen)


def _left(output: Path) -> Key:
    return cache.key("left", str(output))

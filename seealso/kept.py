"""What a build leaves for the next, and what becomes of it there.

It lies in a file of its own, since a database takes long to replace what is so large: all that pages were composed
from, but for the texts, which the store has or which are read, recalled and linked again; and what was said.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from seealso import archive, cache, deferred, edits, home, linkage, listings, maps, objects, stored
from seealso.archive import Archive
from seealso.cache import Cache, Key, Shelf
from seealso.config import Config
from seealso.deferred import Decoded, Deferred
from seealso.linkage import Linkage, Request, surroundings
from seealso.linking import Surroundings
from seealso.model import (
    Article,
    Document,
    Edge,
    Layouts,
    Links,
    Outline,
    ReferenceGraph,
    Slug,
    Source,
    SourcePath,
    Url,
)
from seealso.pages import Everything, Site
from seealso.paths import Next, Step, Ways
from seealso.pictures import Picture
from seealso.pipeline import Built, Withheld, nothing
from seealso.problems import Problem
from seealso.stages import read, resolve
from seealso.titles import TitleIndex
from seealso.unchanged import Answer, Inputs


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
    """What a build leaves for the next."""

    name: str
    """After which request, by which program."""
    now: float
    """Its moment, in seconds since 1970."""
    inputs: Inputs
    answer: Answer
    site: Site
    articles: tuple[Article, ...]
    """With the texts of their heads only."""
    outlines: dict[Slug, Raw]
    """Each an `Outline`."""
    linked: dict[Slug, Raw]
    """Each its `Links`."""
    referring: dict[Slug, tuple[Slug, ...]]
    """The articles that refer to each, in the order in which its page names them."""
    related: dict[Slug, Raw]
    following: dict[Slug, Raw]
    """Each a `Next`."""
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
    all_, linked = built.everything, built.linkage
    if all_ is None or linked is None or all_.site.search or any(one.code == "search" for one in built.problems):
        return
    paths = {article.path for article in linked.articles}
    quoted = {problem.location.path for problem in built.problems} & built.sources.keys() - paths
    kept = Kept(
        name=name(request, output, strict=strict).hex(),
        now=request.now.timestamp(),
        inputs=seen,
        answer=answer,
        site=all_.site,
        articles=tuple(replace(a, text=a.head) for a in linked.articles),
        outlines=deferred.encoded(linked.outlines),
        linked=deferred.encoded(linked.linked),
        referring={slug: tuple(dict.fromkeys(e.source for e in edges)) for slug, edges in all_.graph.incoming.items()},
        related=deferred.encoded(all_.graph.related),
        following=deferred.encoded(all_.ways.following),
        paths={topic: steps[: listings.PATH] for topic, steps in all_.ways.topics.items()},
        titles=replace(linked.titles, articles={}),
        files=dict(linked.around.files),
        pictures=dict(all_.pictures),
        said=Said(
            linkage=linked.problems,
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


def recall(request: Request, output: Path, after: Key) -> Kept | None:
    """What the last build left, if this request by this program did it."""
    try:
        kept = msgspec.json.decode(_file(request, output).read_bytes(), type=Kept)
    except (OSError, msgspec.MsgspecError):
        return None
    return kept if kept.name == after.hex() else None


def _file(request: Request, output: Path) -> Path:
    return request.root / home.STORE / f"last-{cache.key(str(output)).hex()[:12]}.json"


def restored(kept: Kept, layouts: Layouts, request: Request, store: Cache) -> Built:
    """The build, as far as it matters to an amendment.

    What is kept of each article is decoded where it is asked for; msgspec.ValidationError is raised where it is not of
    its kind.
    """
    shelves = archive.sketched(kept.articles, Decoded(kept.outlines, archive.Brief))
    outlines, linked = Decoded(kept.outlines, Outline), Decoded(kept.linked, Links)
    site = kept.site
    titles = replace(kept.titles, articles={article.slug: article for article in kept.articles})
    around = surroundings(titles, kept.files, outlines, site.config)
    texts = _Texts(titles.articles, around, request, site.config, store)
    keys: dict[Slug, Key] = {slug: slug.encode() for slug in titles.articles}
    bodies = Shelf(store, Deferred(linked, lambda slug: objects.key_of(linked[slug].body)), str, texts.body)
    known = Linkage(
        config=site.config,
        layouts=layouts,
        assets={},
        urls=site.assets,
        attachments={},
        articles=kept.articles,
        withheld=(),
        around=around,
        documents=Shelf(Cache(None), keys, Document, texts.document),
        outlines=outlines,
        linked=linked,
        bodies=bodies,
        problems=kept.said.linkage,
        sources={},
    )
    everything = Everything(
        archive=shelves,
        outlines=outlines,
        linked=linked,
        bodies=bodies,
        graph=_graph(kept, shelves, linked),
        site=site,
        maps=maps.NONE,
        ways=Ways(kept.paths, Decoded(kept.following, Next)),
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
        linkage=known,
    )


def _graph(kept: Kept, shelves: Archive, linked: Mapping[Slug, Links]) -> ReferenceGraph:
    """What refers to what."""

    def arriving(slug: Slug) -> tuple[Edge, ...]:
        return tuple(edge for source in kept.referring[slug] for edge in linked[source].edges if edge.target == slug)

    return ReferenceGraph(
        outgoing=Deferred(shelves.cards, lambda slug: linked[slug].edges),
        incoming=Deferred(kept.referring, arriving),
        related=Decoded(kept.related, tuple[Slug, ...]),
        referred={slug: len(sources) for slug, sources in kept.referring.items()},
    )


class _Texts:
    """The texts of articles that were not edited: read, recalled and linked again where they are asked for."""

    def __init__(
        self, articles: Mapping[Slug, Article], around: Surroundings, request: Request, config: Config, store: Cache
    ) -> None:
        self._articles, self._around = articles, around
        self._request, self._config, self._store = request, config, store

    def document(self, slug: Slug) -> Document:
        return self._read(slug)[1]

    def body(self, slug: Slug) -> str:
        return resolve.link(*self._read(slug), self._around)[0].html

    def _read(self, slug: Slug) -> tuple[Article, Document]:
        path = self._articles[slug].path
        content = read.decoded(edits.file_of(self._request.base, path), path, [])
        source = Source(path, content or "")
        article, _ = read.article(source, self._request.now)
        return article, linkage.kept_document(article, source, self._request.reading(self._config), self._store)


def name(request: Request, output: Path, *, strict: bool) -> Key:
    """After which request, by which program, something is kept."""
    chosen = (str(request.articles), request.base_url, request.drafts, request.search, strict)
    return cache.key(cache.program(), "sequel", str(output), chosen)

"""The order of the stages: from a folder to a site, with everything that is to be said about it.

The first half, up to the links, is `linkage`. These two and `press` alone know the worker processes. A build collects
all problems and decides at the end: with an error, or with a warning under `strict`, nothing is published.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from seealso import allowances, cache, exports, head, imagery, imprints, inputs, paths, press, search, workers
from seealso import archive as archives
from seealso import maps as atlas
from seealso.cache import Cache
from seealso.imprints import Imprint
from seealso.linkage import Linkage, Progress, Request, link, silent
from seealso.model import Article, Layouts, Page, Slug, SourcePath, Url, file_of
from seealso.pages import Everything, Site
from seealso.press import Press, Wanted
from seealso.problems import Location, Problem, Severity, error, ordered
from seealso.stages import compose, graph, publish, render


class Withheld(Struct, frozen=True):
    """An article that is not published yet, and why."""

    path: SourcePath
    title: str
    reason: str


class Built(Struct, frozen=True):
    """A site in memory, and what is to be said about it."""

    pages: tuple[Page, ...]
    """Those that were made, but for those that were put into the next site at once."""
    kept: tuple[str, ...]
    """The files of those that are right as they stand."""
    imprints: Mapping[str, Imprint]
    """What all pages with a layout are made from, by file."""
    reasons: Mapping[str, tuple[str, ...]]
    """Why pages were made, by file."""
    copies: tuple[tuple[str, Path], ...]
    problems: tuple[Problem, ...]
    withheld: tuple[Withheld, ...]
    articles: int
    references: int
    resolved: int
    sources: Mapping[SourcePath, str]
    """The files' texts, to quote from."""
    others: tuple[Problem, ...] = ()
    """What was found to be said besides what `linkage` says, allowed or not."""
    everything: Everything | None = None
    """What the pages were composed from."""
    linkage: Linkage | None = None
    """What that came from."""
    staged: tuple[str, ...] = ()
    """The files of those that were."""
    images: tuple[imagery.Wanted, ...] = ()
    """The variants of pictures and the cards of the site, made or not."""

    @property
    def size(self) -> int:
        """How many pages the site has."""
        return len(self.pages) + len(self.staged) + len(self.kept)

    def count(self, severity: Severity) -> int:
        return sum(problem.severity == severity for problem in self.problems)

    def publishable(self, *, strict: bool) -> bool:
        """Whether nothing stands against publishing it."""
        return not self.count(Severity.ERROR) and not (strict and self.count(Severity.WARNING))


def nothing(problems: tuple[Problem, ...]) -> Built:
    """What was built where the problems came before everything."""
    return Built((), (), {}, {}, (), problems, (), articles=0, references=0, resolved=0, sources={})


def build(
    request: Request,
    progress: Progress = silent,
    store: Cache | None = None,
    standing: Mapping[str, Imprint] | None = None,
    staging: publish.Staging | None = None,
) -> Built:
    """Everything but publishing. Problems are in the result; nothing of the archive is touched.

    What `store` holds is not made again; what is made is put there. `standing` says from what the pages were made that
    stand already: one that would be the same is kept. Pages are put into `staging` where there is one; else they are in
    the result.
    """
    linkage = link(request, progress, store)
    problems = list(linkage.problems)
    store = store or Cache(None)
    searched = request.search and search.wanted(linkage.config, problems)
    everything = _everything(linkage, request, store, searched=searched)
    renderer = render.set_up(linkage.layouts)
    found = imagery.gallery(linkage, store, _mapped(request.jobs, 24))
    everything = replace(everything, pictures=imagery.pictures_of(found, request))
    problems += [
        *found.problems,
        *layout_problems(linkage.layouts, store),
        *_unknown_layouts(linkage.articles, renderer),
        *inputs.missing_images(linkage.articles, linkage.assets),
        *inputs.images_without_words(linkage.articles),
    ]
    printing = Press(linkage.layouts, everything, request.jobs)
    wanted: list[Wanted] = []
    machine: list[Page] = []
    if not any(problem.code == "layout" for problem in problems):
        wanted = [
            *compose.other_pages(everything),
            *compose.standing_pages(everything),
            *range(len(everything.archive.articles)),
        ]
        machine = machine_files(everything)
        problems += _clashes([*map(printing.url, wanted), *(page.url for page in machine)], everything)
    if not any(problem.severity is Severity.ERROR for problem in problems):  # else two pages may want one place
        printing = printing._replace(staging=staging)
    before = _comparable(standing or {}, linkage.layouts, everything.site)
    known = press.imprints(printing, wanted, before)
    changed = imprints.all_reasons(before, known)
    missing = [one for one in wanted if (file := printing.file(one)) not in known or file in changed]
    made = press.pages(printing, missing, known, linkage.bodies, progress, problems)
    references, resolved = counted(linkage)
    return Built(
        pages=(*made.pages, *machine),
        staged=tuple(made.staged),
        kept=(*(file for file in known if file not in changed), *made.same),
        imprints=known | made.imprints,
        reasons={file: imprints.reasons((standing or {}).get(file), now) for file, now in made.imprints.items()},
        copies=tuple(found.files.items()),
        problems=tuple(ordered(allowances.apply(problems, linkage.sources))),
        withheld=tuple(Withheld(a.path, a.title, _why(a)) for a in linkage.withheld),
        articles=len(everything.archive.articles),
        references=references,
        resolved=resolved,
        sources=linkage.sources,
        others=tuple(problems[len(linkage.problems) :]),
        everything=everything,
        linkage=linkage,
        images=tuple(imagery.wanted(everything, found, request)),
    )


def _comparable(standing: Mapping[str, Imprint], layouts: Layouts, site: Site) -> Mapping[str, Imprint]:
    """What pages were made from, where it need not be another for all."""
    shared = imprints.Stamp(layouts).shared(site)
    return {file: one for file, one in standing.items() if shared.items() <= one.items()}


def counted(linkage: Linkage) -> tuple[int, int]:
    """How many references there are, and how many of them lead somewhere."""
    edges = sum(len(document.edges) for document in linkage.linked.values())
    return edges + sum(len(document.unresolved) for document in linkage.linked.values()), edges


def _mapped(jobs: int | None, at_least: int, progress: Progress = silent) -> imagery.Mapped[Any, Any]:
    def mapped(function: Callable[[Any], Any], things: Sequence[Any]) -> Iterator[Any]:
        for number, made in enumerate(workers.ordered_map(function, things, jobs, at_least=at_least), 1):
            progress("Making pictures", number, len(things))
            yield made

    return mapped


def publish_site(
    built: Built,
    request: Request,
    output: Path,
    standing: Mapping[str, Imprint],
    found: search.Index = search.NOTHING,
    progress: Progress = silent,
    there: Collection[str] | None = None,
) -> set[str]:
    """Make the images of a site that may be published, and put all into its folder; the files that were written.

    `there` are the files that stand in it, if known.
    """
    imagery.make(built.images, standing, request.root, _mapped(request.jobs, 4, progress))
    kept = [one.address for one in built.images if one.stands(standing)]
    made = [(one.address, one.kept) for one in built.images if not one.stands(standing)]
    return publish.publish(
        (*built.pages, *found.pages),
        built.staged,
        (*built.kept, *found.kept, *kept),
        (*built.copies, *made),
        output,
        there,
    )


def _why(article: Article) -> str:
    return "draft" if article.draft else f"dated {article.date:%Y-%m-%d}"


def layout_problems(layouts: Layouts, store: Cache) -> tuple[Problem, ...]:
    """What keeps layouts from being compiled; found out once for each state of them."""
    name = cache.key(cache.program(), "layouts", layouts)
    return store.once(name, tuple[Problem, ...], lambda: tuple(render.set_up(layouts).problems()))


Targets = Mapping[Slug, Sequence[Slug]]
"""What each article refers to."""


def _kin(articles: Sequence[Article], targets: Targets, store: Cache) -> dict[Slug, tuple[Slug, ...]]:
    """What is related to what; found out once for each state of the references and topics."""
    name = cache.key(cache.program(), "related", [(a.slug, a.topics, targets[a.slug]) for a in articles])
    return store.once(name, dict[Slug, tuple[Slug, ...]], lambda: graph.related(articles, targets))


def _maps(archive: archives.Archive, targets: Targets, store: Cache) -> atlas.Maps:
    """The maps; drawn once for each state of titles, topics, dates and references."""
    shown = [(a.slug, a.url, a.title, a.topics, a.date, targets[a.slug]) for a in archive.articles]
    name = cache.key(cache.program(), "maps", shown)
    return store.once(name, atlas.Maps, lambda: atlas.maps(archive, targets))


def with_maps(all_: Everything, store: Cache) -> Everything:
    """The same with all maps, which are not kept from one command to the next."""
    return replace(all_, maps=_maps(all_.archive, graph.targets_of(all_.archive.articles, all_.linked), store))


def _everything(linkage: Linkage, request: Request, store: Cache, *, searched: bool) -> Everything:
    archive = archives.build(linkage.articles, linkage.outlines)
    targets = graph.targets_of(archive.articles, linkage.linked)
    linked = graph.graph(archive.articles, linkage.linked, _kin(archive.articles, targets, store))
    return Everything(
        archive=archive,
        outlines=linkage.outlines,
        linked=linkage.linked,
        bodies=linkage.bodies,
        graph=linked,
        site=site(archive, linkage, request, searched=searched),
        maps=_maps(archive, targets, store),
        ways=paths.through(archive, linked),
    )


def site(archive: archives.Archive, linkage: Linkage, request: Request, *, searched: bool) -> Site:
    """What every page may know of the whole."""
    standing = {article.layout: article.url for article in archive.standing}
    consultation = standing.get("consultation") or (Url("consultation/") if linkage.config.consultation.set else None)
    return Site(
        config=linkage.config,
        consultation=consultation,
        about=standing.get("about"),
        has_series=bool(archive.series),
        has_topics=bool(archive.topics),
        assets=linkage.urls,
        preview=request.preview,
        search=searched and bool(archive.articles),
    )


def machine_files(everything: Everything) -> list[Page]:
    """What programs read, and files that say something to GitHub Pages."""
    config = everything.site.config
    files = [exports.graph_json(everything.archive, everything.linked), Page(Url(publish.MARKER), b"")]
    if config.base_url:
        recent = everything.archive.articles[: config.feed_size]
        files.append(exports.feed_json(config, recent, everything.archive, everything.bodies, render.absolute))
    if config.cname:
        files.append(Page(Url("CNAME"), f"{config.cname}\n".encode()))
    return files


def _unknown_layouts(articles: Sequence[Article], renderer: render.Renderer) -> list[Problem]:
    """Articles that ask for a layout which does not exist."""
    return [
        error(
            "layout",
            head.place(article, "layout"),
            f'there is no layout "{article.layout}"',
            f"make layouts/{article.layout}.html, or take the line out",
        )
        for article in articles
        if not renderer.has(article.layout)
    ]


def _clashes(urls: Iterable[Url], everything: Everything) -> list[Problem]:
    """Pages that would be written to one file, also on a disk that ignores case."""
    owners: dict[str, Url] = {}
    sources = {article.url: article.path for article in (*everything.archive.articles, *everything.archive.standing)}
    clashes = []
    for url in urls:
        other = owners.get(file_of(url).casefold())
        owners[file_of(url).casefold()] = url
        if other is not None and not (url in sources and other in sources):
            path = sources.get(url) or sources.get(other) or SourcePath(url)
            clashes.append(
                error(
                    "same-address",
                    Location(path),
                    f'two pages would stand at "{url}"',
                    "change a slug, a topic or an old address",
                )
            )
    return clashes

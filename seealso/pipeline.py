"""The order of the stages: from a folder to a site, with everything that is to be said about it.

This module alone knows the worker processes. A build collects all problems and decides at the end: with an error, or
with a warning under `strict`, nothing is published.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from seealso import archive as archives
from seealso import exports, head, inputs, workers
from seealso.config import Config
from seealso.linking import Surroundings
from seealso.model import (
    Article,
    Document,
    Layouts,
    LinkedDocument,
    Page,
    PageInputs,
    Slug,
    Source,
    SourcePath,
    Url,
)
from seealso.pages import Everything, Site
from seealso.problems import Location, Problem, Severity, error, ordered, warning
from seealso.stages import compose, graph, index, parse, publish, read, render, resolve
from seealso.titles import TitleIndex

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


def build_moment() -> dt.datetime:
    """The moment that decides what is dated ahead: SOURCE_DATE_EPOCH where it is set, else now.

    The only place where the clock has a say; it never gets into a page.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch.isdigit() else dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be built, and how."""

    root: Path
    articles: Path
    base_url: str | None = None
    drafts: bool = False
    preview: bool = False
    jobs: int = 1
    now: dt.datetime = field(default_factory=build_moment)


@dataclass(frozen=True, slots=True)
class Withheld:
    """An article that is not published yet, and why."""

    path: SourcePath
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Built:
    """A site in memory, and what is to be said about it."""

    pages: tuple[Page, ...]
    copies: tuple[tuple[str, Path], ...]
    problems: tuple[Problem, ...]
    withheld: tuple[Withheld, ...]
    articles: int
    references: int
    resolved: int
    sources: Mapping[SourcePath, str]
    """The files' texts, to quote from."""

    def count(self, severity: Severity) -> int:
        return sum(problem.severity == severity for problem in self.problems)

    def publishable(self, *, strict: bool) -> bool:
        """Whether nothing stands against publishing it."""
        return not self.count(Severity.ERROR) and not (strict and self.count(Severity.WARNING))


def nothing(problems: tuple[Problem, ...]) -> Built:
    """What was built where the problems came before everything."""
    return Built((), (), problems, (), articles=0, references=0, resolved=0, sources={})


def build(request: Request, progress: Progress = lambda *_: None) -> Built:
    """Everything but publishing. Problems are in the result; nothing on the disk is touched."""
    problems: list[Problem] = []
    sources: dict[SourcePath, str] = {}
    config = inputs.settings(request.root, request.base_url, problems, sources)
    layouts = inputs.layouts(request.root, sources, problems)
    folder = read.folder(request.articles, _base(request))
    problems += folder.problems
    sources |= {source.path: source.text for source in folder.sources}
    articles, withheld = _articles(folder.sources, request, problems)
    titles, found = index.index(articles, withheld)
    problems += found
    documents = _documents(articles, config, request.jobs, progress, problems)
    assets = inputs.assets(request.root, layouts, problems)
    urls = {name: inputs.asset_url(name, file) for name, file in assets.items()}
    files = inputs.published_files(folder.attachments, urls)
    linked = _link(articles, documents, titles, files, config, problems, progress)
    problems += inputs.unused(folder.attachments, linked)
    everything = _everything(articles, documents, linked, config, urls, request)
    renderer = render.Renderer(layouts)
    problems += [*renderer.problems(), *_unknown_layouts(articles, renderer), *inputs.missing_images(articles, assets)]
    pages: list[Page] = []
    if not any(problem.code == "layout" for problem in problems):
        pages = _pages(compose.page_inputs(everything), layouts, request.jobs, progress, problems)
        pages += _machine_files(everything)
        problems += _clashes(pages, everything)
    edges = sum(len(document.edges) for document in linked.values())
    return Built(
        pages=tuple(pages),
        copies=tuple(inputs.copies(assets, urls, folder.attachments, linked)),
        problems=tuple(ordered(problems)),
        withheld=tuple(Withheld(a.path, a.title, _why(a)) for a in withheld),
        articles=len(everything.archive.articles),
        references=edges + sum(document.unresolved for document in linked.values()),
        resolved=edges,
        sources=sources,
    )


def _base(request: Request) -> Path:
    """What the paths of articles are relative to: the archive, or the folder that holds one elsewhere."""
    inside = request.articles.is_relative_to(request.root)
    return request.root if inside else request.articles.parent


def publish_site(built: Built, output: Path) -> int:
    """Put a site that may be published into its folder; how many files were written."""
    return publish.publish(built.pages, built.copies, output)


def _articles(
    found: Sequence[Source], request: Request, problems: list[Problem]
) -> tuple[list[Article], list[Article]]:
    """What is published, and what is withheld."""
    shown: list[Article] = []
    withheld: list[Article] = []
    for source in found:
        article, its_problems = read.article(source, request.now)
        problems += its_problems
        hidden = (article.draft or article.scheduled) and not request.drafts
        (withheld if hidden else shown).append(article)
    return shown, withheld


def _why(article: Article) -> str:
    return "draft" if article.draft else f"dated {article.date:%Y-%m-%d}"


# --- the stages ----------------------------------------------------------------------------------------------


def _documents(
    articles: Sequence[Article], config: Config, jobs: int, progress: Progress, problems: list[Problem]
) -> dict[Slug, Document]:
    documents: dict[Slug, Document] = {}
    made = workers.ordered_map(
        partial(parse.document, lang=config.language, own_words=config.references), articles, jobs
    )
    for number, (article, document) in enumerate(zip(articles, made, strict=True), 1):
        documents[article.slug] = document
        for remark in document.remarks:
            column = article.lines[remark.line].find(remark.quote) + 1 if remark.line < len(article.lines) else 0
            place = Location(article.path, remark.line + 1, column, len(remark.quote))
            problems.append(warning(remark.code, place, remark.message, remark.hint))
        progress("Reading", number, len(articles))
    return documents


def _link(
    articles: Sequence[Article],
    documents: Mapping[Slug, Document],
    titles: TitleIndex,
    files: Mapping[SourcePath, Url],
    config: Config,
    problems: list[Problem],
    progress: Progress,
) -> dict[Slug, LinkedDocument]:
    around = Surroundings(
        titles=titles,
        files=files,
        pages=index.RESERVED | {""},
        anchors={slug: document.anchors for slug, document in documents.items()},
        base_url=config.base_url,
        lang=config.language,
        own_words=config.references,
    )
    linked = {}
    for number, article in enumerate(articles, 1):
        linked[article.slug], found = resolve.link(article, documents[article.slug], around)
        problems += found
        progress("Linking", number, len(articles))
    return linked


def _everything(
    articles: Sequence[Article],
    documents: Mapping[Slug, Document],
    linked: Mapping[Slug, LinkedDocument],
    config: Config,
    urls: Mapping[str, Url],
    request: Request,
) -> Everything:
    archive = archives.build(articles, documents)
    standing = {article.layout: article.url for article in archive.standing}
    consultation = standing.get("consultation") or (Url("consultation/") if config.consultation.set else None)
    site = Site(
        config=config,
        consultation=consultation,
        about=standing.get("about"),
        has_series=bool(archive.series),
        has_topics=bool(archive.topics),
        assets=urls,
        preview=request.preview,
    )
    return Everything(archive, documents, linked, graph.graph(archive.articles, linked), site)


def _pages(
    wanted: Sequence[PageInputs],
    layouts: Layouts,
    jobs: int,
    progress: Progress,
    problems: list[Problem],
) -> list[Page]:
    pages: list[Page] = []
    made = workers.ordered_map(render.page, wanted, jobs, setup=render.set_up, setup_args=(layouts,))
    for number, page in enumerate(made, 1):
        if isinstance(page, Page):
            pages.append(page)
        else:
            problems.append(page)
        progress("Making pages", number, len(wanted))
    return pages


def _machine_files(everything: Everything) -> list[Page]:
    config = everything.site.config
    files = [exports.graph_json(everything.archive, everything.graph), Page(Url(publish.MARKER), b"")]
    if config.base_url:
        recent = everything.archive.articles[: config.feed_size]
        files.append(exports.feed_json(config, recent, everything.archive, everything.linked, render.absolute))
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


def _clashes(pages: Sequence[Page], everything: Everything) -> list[Problem]:
    """Pages that would be written to one file, also on a disk that ignores case."""
    owners: dict[str, Page] = {}
    sources = {article.url: article.path for article in (*everything.archive.articles, *everything.archive.standing)}
    clashes = []
    for page in pages:
        other = owners.setdefault(page.file.casefold(), page)
        if other is not page and not (page.url in sources and other.url in sources):
            path = sources.get(page.url) or sources.get(other.url) or SourcePath(page.url)
            clashes.append(
                error(
                    "same-address",
                    Location(path),
                    f'two pages would stand at "{page.url}"',
                    "change a slug, a topic or an old address",
                )
            )
    return clashes

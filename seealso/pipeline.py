"""The order of the stages: from a folder to a site, with everything that is to be said about it.

This module alone knows the worker processes. A build collects all problems and decides at the end: with an error, or
with a warning under `strict`, nothing is published.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from seealso import archive as archives
from seealso import config as configs
from seealso import diagnosis, exports, workers
from seealso.config import Config
from seealso.model import (
    Article,
    Document,
    LinkedDocument,
    Page,
    PageInputs,
    Slug,
    Source,
    SourcePath,
    Url,
)
from seealso.notations import leads
from seealso.problems import Location, Problem, SeealsoError, Severity, error, ordered, warning
from seealso.stages import compose, graph, index, parse, publish, read, render, resolve
from seealso.titles import TitleIndex

DEFAULTS = Path(__file__).resolve().parent.parent
"""Where the layouts and assets are that an archive without its own gets: this repository."""
DIGESTED = frozenset({".css", ".js"})
"""Assets whose published name carries their digest, since they may be cached by that name for ever."""
PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif"})

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
    output: Path
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


def build(request: Request, progress: Progress = lambda *_: None) -> Built:
    """Everything but publishing. Problems are in the result; nothing on the disk is touched."""
    problems: list[Problem] = []
    sources: dict[SourcePath, str] = {}
    config = _settings(request, problems, sources)
    layouts = _layouts(request.root, sources, problems)
    folder = read.folder(request.articles, request.root)
    problems += folder.problems
    sources |= {source.path: source.text for source in folder.sources}
    articles, withheld = _articles(folder.sources, request, problems)
    titles, found = index.index(articles, withheld)
    problems += found
    documents = _documents(articles, config, request.jobs, progress, problems)
    assets = _assets(request.root)
    files = _published_files(folder.attachments, assets)
    linked = _link(articles, documents, titles, files, config, problems, progress)
    problems += _unused(folder.attachments, linked, articles)
    everything = _everything(articles, documents, linked, config, assets, request)
    renderer = render.Renderer(layouts)
    problems += [*renderer.problems(), *_unknown_layouts(articles, renderer), *_missing_images(articles, assets)]
    pages: list[Page] = []
    if not any(problem.code == "layout" for problem in problems):
        pages = _pages(compose.page_inputs(everything), layouts, request.jobs, progress, problems)
        pages += _machine_files(everything)
        problems += _clashes(pages, everything)
    edges = sum(len(document.edges) for document in linked.values())
    return Built(
        pages=tuple(pages),
        copies=tuple(_copies(assets, folder.attachments, linked)),
        problems=tuple(ordered(problems)),
        withheld=tuple(Withheld(a.path, a.title, _why(a)) for a in withheld),
        articles=len(everything.archive.articles),
        references=edges + sum(document.unresolved for document in linked.values()),
        resolved=edges,
        sources=sources,
    )


def publish_site(built: Built, output: Path) -> int:
    """Put a site that may be published into its folder; how many files were written."""
    return publish.publish(built.pages, built.copies, output)


# --- what is read --------------------------------------------------------------------------------------------


def settings_file(root: Path) -> tuple[Path, tuple[str, ...]] | None:
    """Where an archive keeps its settings, and in which table of that file."""
    own = root / "seealso.toml"
    if own.is_file():
        return own, ()
    project = root / "pyproject.toml"
    if project.is_file():
        return project, ("tool", "seealso")
    return None


def _settings(request: Request, problems: list[Problem], sources: dict[SourcePath, str]) -> Config:
    config = Config()
    found = settings_file(request.root)
    if found:
        file, table = found
        path = SourcePath(file.name)
        try:
            sources[path] = file.read_text(encoding="utf-8")
            config = configs.parse(sources[path], path, table=table)
        except SeealsoError as cause:
            problems += cause.problems
        except (OSError, UnicodeDecodeError) as cause:
            problems.append(error("settings", Location(path), f"the settings can't be read: {cause}"))
    base_url = config.base_url if request.base_url is None else request.base_url
    return configs.with_base_url(config, base_url.rstrip("/") + "/" if base_url else "")


def _layouts(root: Path, sources: dict[SourcePath, str], problems: list[Problem]) -> dict[str, render.Layout]:
    """The layouts by name; an archive's own stand before the ones that come with the program."""
    layouts = {}
    for base in (DEFAULTS, root):
        for file in sorted((base / "layouts").glob("*.*")):
            if file.name.startswith(".") or not file.is_file():
                continue
            path = SourcePath(f"layouts/{file.name}")
            try:
                sources[path] = file.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError):
                problems.append(error("layout", Location(path), "the layout is not readable UTF-8 text"))
                continue
            layouts[file.name] = render.Layout(path, sources[path])
    return layouts


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


def _assets(root: Path) -> dict[str, Path]:
    """The files of assets/ by their path there; an archive's own stand before the ones that come with the program."""
    found: dict[str, Path] = {}
    for base in (DEFAULTS / "assets", root / "assets"):
        for parent, folders, names in os.walk(base):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                file = Path(parent, name)
                if not name.startswith(".") and not name.endswith("~") and file.is_file():
                    found[file.relative_to(base).as_posix()] = file
    return found


# --- the stages ----------------------------------------------------------------------------------------------


def _documents(
    articles: Sequence[Article], config: Config, jobs: int, progress: Progress, problems: list[Problem]
) -> dict[Slug, Document]:
    documents: dict[Slug, Document] = {}
    made = workers.ordered_map(partial(parse.document, default_lang=config.language), articles, jobs)
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
    around = resolve.Surroundings(
        titles=titles,
        files=files,
        pages=index.RESERVED | {""},
        anchors={slug: document.anchors for slug, document in documents.items()},
        base_url=config.base_url,
        language=leads.language(config.language),
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
    assets: Mapping[str, Path],
    request: Request,
) -> compose.Everything:
    archive = archives.build(articles, documents)
    standing = {article.layout: article.url for article in archive.standing}
    consultation = standing.get("consultation") or (Url("consultation/") if config.consultation.set else None)
    site = compose.Site(
        config=config,
        consultation=consultation,
        about=standing.get("about"),
        has_series=bool(archive.series),
        has_topics=bool(archive.topics),
        assets={name: _asset_url(name, file) for name, file in assets.items()},
        preview=request.preview,
    )
    return compose.Everything(archive, documents, linked, graph.graph(archive.articles, linked), site)


def _pages(
    inputs: Sequence[PageInputs],
    layouts: render.Layouts,
    jobs: int,
    progress: Progress,
    problems: list[Problem],
) -> list[Page]:
    pages: list[Page] = []
    made = workers.ordered_map(render.page, inputs, jobs, setup=render.set_up, setup_args=(layouts,))
    for number, page in enumerate(made, 1):
        if isinstance(page, Page):
            pages.append(page)
        else:
            problems.append(page)
        progress("Making pages", number, len(inputs))
    return pages


def _machine_files(everything: compose.Everything) -> list[Page]:
    config = everything.site.config
    files = [exports.graph_json(everything.archive, everything.graph), Page(Url(publish.MARKER), b"")]
    if config.base_url:
        recent = everything.archive.articles[: config.feed_size]
        files.append(exports.feed_json(config, recent, everything.archive, everything.linked, render.absolute))
    if config.cname:
        files.append(Page(Url("CNAME"), f"{config.cname}\n".encode()))
    return files


# --- files beside the pages ----------------------------------------------------------------------------------


def _asset_url(name: str, file: Path) -> Url:
    stem, dot, ending = name.rpartition(".")
    if dot + ending in DIGESTED:
        digest = hashlib.blake2b(file.read_bytes(), digest_size=5).hexdigest()
        return Url(f"assets/{stem}.{digest}.{ending}")
    return Url(f"assets/{name}")


def _published_files(attachments: Mapping[SourcePath, Path], assets: Mapping[str, Path]) -> dict[SourcePath, Url]:
    """What an article may show or link, by its path in the archive."""
    files = {SourcePath(f"assets/{name}"): _asset_url(name, file) for name, file in assets.items()}
    for path in attachments:
        files[path] = Url("files/" + path.removeprefix("articles/"))
    return files


def _copies(
    assets: Mapping[str, Path], attachments: Mapping[SourcePath, Path], linked: Mapping[Slug, LinkedDocument]
) -> list[tuple[str, Path]]:
    """Files that are published as they are: all assets, and of the files beside the articles those that one shows."""
    copies = [(str(_asset_url(name, file)), file) for name, file in assets.items()]
    wanted = {path: url for document in linked.values() for path, url in document.files}
    copies += [(str(url), attachments[path]) for path, url in sorted(wanted.items()) if path in attachments]
    return copies


def _unused(
    attachments: Mapping[SourcePath, Path], linked: Mapping[Slug, LinkedDocument], articles: Sequence[Article]
) -> list[Problem]:
    used = {path for document in linked.values() for path, _ in document.files}
    hint = "link it from an article, or move it out of the folder; an article's name ends in .md"
    _ = articles
    return [
        warning(
            "unused-file", Location(path), "this is no article, and none shows or links it: it is not published", hint
        )
        for path in sorted(attachments)
        if path not in used
    ]


def _unknown_layouts(articles: Sequence[Article], renderer: render.Renderer) -> list[Problem]:
    """Articles that ask for a layout which does not exist."""
    return [
        error(
            "layout",
            _head_place(article, "layout"),
            f'there is no layout "{article.layout}"',
            f"make layouts/{article.layout}.html, or take the line out",
        )
        for article in articles
        if not renderer.has(article.layout)
    ]


def _missing_images(articles: Sequence[Article], assets: Mapping[str, Path]) -> list[Problem]:
    """Heads that name a picture which is not in assets/."""
    known = [SourcePath(f"assets/{name}") for name in assets]
    return [
        diagnosis.missing_picture(article.image, _head_place(article, "image"), known)
        for article in articles
        if article.image and article.image.removeprefix("/").removeprefix("assets/") not in assets
    ]


def _head_place(article: Article, key: str) -> Location:
    for number, line in enumerate(article.lines[: article.body_start], 1):
        if line.startswith(f"{key}:"):
            return Location(article.path, number, 1, len(line))
    return Location(article.path, 1)


def _clashes(pages: Sequence[Page], everything: compose.Everything) -> list[Problem]:
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

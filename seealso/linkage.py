"""From a folder to an archive whose references are resolved: the first half of the pipeline.

It is all that the author's tools need: `check`, `suggest` and `retitle` ask what refers to what, and make no page.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from seealso import inputs, workers
from seealso.config import Config
from seealso.linking import Surroundings
from seealso.model import Article, Document, Layouts, LinkedDocument, Slug, Source, SourcePath, Url
from seealso.problems import Location, Problem, warning
from seealso.stages import index, parse, read, resolve
from seealso.titles import TitleIndex

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


def silent(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def build_moment() -> dt.datetime:
    """The moment that decides what is dated ahead: SOURCE_DATE_EPOCH where it is set, else now.

    The only place where the clock has a say; it never gets into a page.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch.isdigit() else dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class Request:
    """Which archive is meant, and what is to be done with it."""

    root: Path
    articles: Path
    base_url: str | None = None
    drafts: bool = False
    preview: bool = False
    jobs: int | None = 1
    """Processes at once; None is one for each core."""
    now: dt.datetime = field(default_factory=build_moment)
    every_passage: bool = False
    """Keep all passages of the documents, also those that refer to nothing."""
    unsaved: Mapping[SourcePath, str] = field(default_factory=dict)
    """Texts that stand for what is on the disk, to try an edit before it is made."""

    @property
    def base(self) -> Path:
        """What the paths of articles are relative to: the archive, or the folder that holds one elsewhere."""
        inside = self.articles.is_relative_to(self.root)
        return self.root if inside else self.articles.parent


@dataclass(frozen=True, slots=True)
class Linkage:
    """An archive whose references are resolved."""

    config: Config
    layouts: Layouts
    assets: Mapping[str, Path]
    """The files of assets/ by their path there."""
    urls: Mapping[str, Url]
    """Where each of them is published."""
    attachments: Mapping[SourcePath, Path]
    """The files beside the articles."""
    articles: tuple[Article, ...]
    """All that are shown, in the order of their files; standing pages too."""
    withheld: tuple[Article, ...]
    titles: TitleIndex
    documents: Mapping[Slug, Document]
    linked: Mapping[Slug, LinkedDocument]
    problems: tuple[Problem, ...]
    sources: Mapping[SourcePath, str]
    """The files' texts, to quote from."""


def link(request: Request, progress: Progress = silent) -> Linkage:
    """Read, parse and link an archive. Problems are in the result; nothing on the disk is touched."""
    problems: list[Problem] = []
    sources: dict[SourcePath, str] = {}
    config = inputs.settings(request.root, request.base_url, problems, sources)
    layouts = inputs.layouts(request.root, sources, problems)
    folder = read.folder(request.articles, request.base)
    problems += folder.problems
    sources |= {source.path: source.text for source in folder.sources} | dict(request.unsaved)
    found = [Source(source.path, sources[source.path]) for source in folder.sources]
    articles, withheld = _articles(found, request, problems)
    titles, clashes = index.index(articles, withheld)
    problems += clashes
    documents = _documents(articles, config, request, progress, problems)
    assets = inputs.assets(request.root, layouts, problems)
    urls = {name: inputs.asset_url(name, file) for name, file in assets.items()}
    files = inputs.published_files(folder.attachments, urls)
    linked = _link(articles, documents, titles, files, config, problems, progress)
    problems += inputs.unused(folder.attachments, linked)
    return Linkage(
        config=config,
        layouts=layouts,
        assets=assets,
        urls=urls,
        attachments=folder.attachments,
        articles=tuple(articles),
        withheld=tuple(withheld),
        titles=titles,
        documents=documents,
        linked=linked,
        problems=tuple(problems),
        sources=sources,
    )


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


def _documents(
    articles: Sequence[Article], config: Config, request: Request, progress: Progress, problems: list[Problem]
) -> dict[Slug, Document]:
    documents: dict[Slug, Document] = {}
    parsing = partial(
        parse.document, lang=config.language, own_words=config.references, every_passage=request.every_passage
    )
    made = workers.ordered_map(parsing, articles, request.jobs)
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

"""From a folder to an archive whose references are resolved: the first half of the pipeline.

It is all that the author's tools need: `check`, `suggest` and `retitle` ask what refers to what, and make no page.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from seealso import cache, edits, inputs, workers
from seealso.cache import Cache, Key
from seealso.config import Config
from seealso.edits import Edit
from seealso.linking import Surroundings
from seealso.model import Article, Document, Layouts, LinkedDocument, Slug, Source, SourcePath, Url
from seealso.notations import tongues
from seealso.notations.language import Language
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
    search: bool = True
    """False leaves the search out, whatever the settings say."""
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

    def table(self, article: Article) -> Language:
        """The words for referring in an article's language."""
        return tongues.language(article.lang or self.config.language, self.config.references)


def link(request: Request, progress: Progress = silent, store: Cache | None = None) -> Linkage:
    """Read, parse and link an archive. Problems are in the result; nothing of the archive is touched.

    What `store` holds is not made again; what is made is put there.
    """
    store = store or Cache(None)
    problems: list[Problem] = []
    sources: dict[SourcePath, str] = {}
    config = inputs.settings(request.root, request.base_url, problems, sources)
    layouts = inputs.layouts(request.root, sources, problems)
    folder = read.folder(request.articles, request.base)
    problems += folder.problems
    sources |= {source.path: source.text for source in folder.sources} | dict(request.unsaved)
    found = [Source(source.path, sources[source.path]) for source in folder.sources]
    articles, withheld, keys = _articles(found, request, store, problems)
    titles, clashes = index.index(articles, withheld)
    problems += clashes
    documents, keys = _documents(articles, keys, config, request, store, progress, problems)
    assets = inputs.assets(request.root, layouts, problems)
    urls = {name: inputs.asset_url(name, file) for name, file in assets.items()}
    around = Surroundings(
        titles=titles,
        files=inputs.published_files(folder.attachments, urls),
        pages=index.RESERVED | {""},
        anchors={slug: document.anchors for slug, document in documents.items()},
        base_url=config.base_url,
        lang=config.language,
        own_words=config.references,
    )
    linked = _link(articles, documents, keys, around, store, progress, problems)
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


def tried(linkage: Linkage, request: Request, changes: Iterable[Edit], store: Cache | None = None) -> Linkage:
    """The archive as it would be with these edits; nothing is written."""
    texts = {path: edits.edited(linkage.sources[path], made) for path, made in edits.by_path(changes).items()}
    return link(replace(request, unsaved=texts), store=store)


Keys = Mapping[SourcePath, Key]
"""By file, the digest of what was made of it so far."""


def _articles(
    found: Sequence[Source], request: Request, store: Cache, problems: list[Problem]
) -> tuple[list[Article], list[Article], Keys]:
    """What is published, what is withheld, and the digests of both."""
    keys = {source.path: cache.key(cache.program(), "article", source) for source in found}
    known = store.get([*keys.values()], tuple[Article, tuple[Problem, ...]])
    shown: list[Article] = []
    withheld: list[Article] = []
    made: dict[Key, object] = {}
    for source in found:
        name = keys[source.path]
        if name not in known:
            known[name] = made[name] = read.article(source, request.now)
        article, its_problems = known[name]
        scheduled = article.date is not None and article.date > request.now
        article = article if article.scheduled == scheduled else replace(article, scheduled=scheduled)
        problems += its_problems
        hidden = (article.draft or article.scheduled) and not request.drafts
        (withheld if hidden else shown).append(article)
    store.put(made)
    return shown, withheld, keys


def _documents(
    articles: Sequence[Article],
    keys: Keys,
    config: Config,
    request: Request,
    store: Cache,
    progress: Progress,
    problems: list[Problem],
) -> tuple[dict[Slug, Document], Keys]:
    words = (config.language, config.references, request.every_passage)
    keys = {article.path: cache.key("document", keys[article.path], words) for article in articles}
    known = store.get([*keys.values()], Document)
    missing = [article for article in articles if keys[article.path] not in known]
    parsing = partial(
        parse.document, lang=config.language, own_words=config.references, every_passage=request.every_passage
    )
    made: dict[Key, Document] = {}
    for number, (article, document) in enumerate(
        zip(missing, workers.ordered_map(parsing, missing, request.jobs), strict=True), 1
    ):
        made[keys[article.path]] = document
        progress("Reading", number, len(missing))
    store.put(made)
    known |= made
    documents = {article.slug: known[keys[article.path]] for article in articles}
    problems += [remark for article in articles for remark in _remarks(article, documents[article.slug])]
    return documents, keys


def _remarks(article: Article, document: Document) -> Iterator[Problem]:
    """What is to be said of a document, with its places."""
    for remark in document.remarks:
        column = article.lines[remark.line].find(remark.quote) + 1 if remark.line < len(article.lines) else 0
        place = Location(article.path, remark.line + 1, column, len(remark.quote))
        yield warning(remark.code, place, remark.message, remark.hint)


def _link(
    articles: Sequence[Article],
    documents: Mapping[Slug, Document],
    keys: Keys,
    around: Surroundings,
    store: Cache,
    progress: Progress,
    problems: list[Problem],
) -> dict[Slug, LinkedDocument]:
    """The documents with their links, which depend on the document and on all that it could lead to."""
    others = _digest(articles, around)
    keys = {article.path: cache.key("linked", keys[article.path], others) for article in articles}
    known = store.get([*keys.values()], tuple[LinkedDocument, tuple[Problem, ...]])
    made: dict[Key, object] = {}
    linked = {}
    for number, article in enumerate(articles, 1):
        name = keys[article.path]
        if name not in known:
            known[name] = made[name] = resolve.link(article, documents[article.slug], around)
        linked[article.slug], found = known[name]
        problems += found
        progress("Linking", number, len(articles))
    store.put(made)
    return linked


def _digest(articles: Sequence[Article], around: Surroundings) -> Key:
    """The digest of everything that references may lead to."""
    names = [(a.path, a.slug, a.title, a.aliases, a.redirect_from, a.date, a.layout) for a in articles]
    anchors = [sorted(around.anchors[article.slug]) for article in articles]
    withheld = sorted(around.titles.withheld.items())
    files = sorted(around.files.items())
    return cache.key(names, anchors, withheld, files, around.base_url, around.lang, around.own_words)

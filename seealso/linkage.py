"""From a folder to an archive whose references are resolved: the first half of the pipeline.

It is all that the author's tools need: `check`, `suggest` and `retitle` ask what refers to what, and make no page.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from seealso import cache, edits, inputs, workers
from seealso.cache import Cache, Key, Shelf
from seealso.config import Config
from seealso.edits import Edit
from seealso.linking import Surroundings
from seealso.model import (
    Article,
    Body,
    Document,
    Layouts,
    LinkedDocument,
    Links,
    Outline,
    Slug,
    Source,
    SourcePath,
    Url,
)
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


class Request(Struct, frozen=True):
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


class Linkage(Struct, frozen=True):
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
    around: Surroundings
    """What references could lead to."""
    documents: Shelf[Slug, Document]
    outlines: Mapping[Slug, Outline]
    linked: Mapping[Slug, Links]
    bodies: Shelf[Slug, str]
    """The HTML of the linked documents."""
    problems: tuple[Problem, ...]
    sources: Mapping[SourcePath, str]
    """The files' texts, to quote from."""

    @property
    def titles(self) -> TitleIndex:
        return self.around.titles

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
    articles, withheld, keys, fresh = _articles(found, config, request, store, progress, problems)
    titles, clashes = index.index(articles, withheld)
    problems += clashes
    documents, outlines, keys = _documents(articles, keys, fresh, config, request, store, progress, problems)
    assets = inputs.assets(request.root, layouts, problems)
    urls = {name: inputs.asset_url(name, file) for name, file in assets.items()}
    around = surroundings(titles, inputs.published_files(folder.attachments, urls), outlines, config)
    linked, bodies = _link(articles, documents, keys, around, request.jobs, store, progress, problems)
    problems += inputs.unused(folder.attachments, linked)
    return Linkage(
        config=config,
        layouts=layouts,
        assets=assets,
        urls=urls,
        attachments=folder.attachments,
        articles=tuple(articles),
        withheld=tuple(withheld),
        around=around,
        documents=documents,
        outlines=outlines,
        linked=linked,
        bodies=bodies,
        problems=tuple(problems),
        sources=sources,
    )


def surroundings(
    titles: TitleIndex, files: Mapping[SourcePath, Url], outlines: Mapping[Slug, Outline], config: Config
) -> Surroundings:
    """What the references of an archive can lead to."""
    return Surroundings(
        titles=titles,
        files=files,
        pages=index.RESERVED | {""},
        anchors={slug: outline.anchors for slug, outline in outlines.items()},
        base_url=config.base_url,
        lang=config.language,
        own_words=config.references,
    )


def tried(linkage: Linkage, request: Request, changes: Iterable[Edit], store: Cache | None = None) -> Linkage:
    """The archive as it would be with these edits; nothing is written."""
    texts = {path: edits.edited(linkage.sources[path], made) for path, made in edits.by_path(changes).items()}
    return link(replace(request, unsaved=texts), store=store)


Keys = Mapping[SourcePath, Key]
"""By file, the digest of what was made of it so far."""


class _Compiled(Struct, frozen=True):
    """What is made of one file by itself."""

    article: Article
    """Without its lines, where these are the file's."""
    problems: tuple[Problem, ...]
    document: Document


def _compiled(source: Source, request: Request, config: Config) -> _Compiled:
    article, problems = read.article(source, request.now)
    bare = replace(article, lines=()) if article.lines == _lines(source) else article
    return _Compiled(bare, problems, document(article, request, config))


def document(article: Article, request: Request, config: Config) -> Document:
    """An article's body as this archive reads it."""
    return parse.document(article, config.language, config.references, every_passage=request.every_passage)


def kept_document(article: Article, source: Source, request: Request, config: Config, store: Cache) -> Document:
    """The same, from the store of a build that has read the same file."""
    name = _document_key(_article_key(source), request, config)
    known = store.get([name], Document)
    return known[name] if name in known else document(article, request, config)


def _article_key(source: Source) -> Key:
    return cache.key(cache.program(), "article", source)


def _document_key(article: Key, request: Request, config: Config) -> Key:
    return cache.key("document", article, (config.language, config.references, request.every_passage))


def _lines(source: Source) -> tuple[str, ...]:
    return tuple(source.text.split("\n"))


def _articles(
    found: Sequence[Source],
    config: Config,
    request: Request,
    store: Cache,
    progress: Progress,
    problems: list[Problem],
) -> tuple[list[Article], list[Article], Keys, dict[SourcePath, Document]]:
    """What is published, what is withheld, the digests of both; and the documents that were made on the way."""
    keys = {source.path: _article_key(source) for source in found}
    known = store.get([*keys.values()], tuple[Article, tuple[Problem, ...]])
    missing = [source for source in found if keys[source.path] not in known]
    made: dict[Key, tuple[Article, tuple[Problem, ...]]] = {}
    documents: dict[SourcePath, Document] = {}
    compiling = partial(_compiled, request=replace(request, unsaved={}), config=config)
    for number, one in enumerate(workers.ordered_map(compiling, missing, request.jobs), 1):
        made[keys[one.article.path]] = (one.article, one.problems)
        documents[one.article.path] = one.document
        progress("Reading", number, len(missing))
    store.put(made)
    known |= made
    shown: list[Article] = []
    withheld: list[Article] = []
    for source in found:
        article, its_problems = known[keys[source.path]]
        scheduled = article.date is not None and article.date > request.now
        article = replace(article, lines=article.lines or _lines(source), scheduled=scheduled)
        problems += its_problems
        hidden = (article.draft or article.scheduled) and not request.drafts
        (withheld if hidden else shown).append(article)
    return shown, withheld, keys, documents


def _documents(
    articles: Sequence[Article],
    keys: Keys,
    fresh: Mapping[SourcePath, Document],
    config: Config,
    request: Request,
    store: Cache,
    progress: Progress,
    problems: list[Problem],
) -> tuple[Shelf[Slug, Document], dict[Slug, Outline], Keys]:
    keys = {article.path: _document_key(keys[article.path], request, config) for article in articles}
    parsing = partial(document, request=replace(request, unsaved={}), config=config)
    by_slug = {article.slug: article for article in articles}
    documents = Shelf(
        store,
        {article.slug: keys[article.path] for article in articles},
        Document,
        lambda slug: parsing(by_slug[slug]),
    )
    names = {article.slug: cache.key("outline", keys[article.path]) for article in articles}
    made = {article.slug: fresh[article.path] for article in articles if article.path in fresh}
    known = store.get([name for slug, name in names.items() if slug not in made], Outline)
    missing = [a for a in articles if a.slug not in made and names[a.slug] not in known]
    parsed = workers.ordered_map(parsing, missing, request.jobs)
    for number, (article, parsed_) in enumerate(zip(missing, parsed, strict=True), 1):
        made[article.slug] = parsed_
        progress("Reading", number, len(missing))
    documents.put(made)
    outlines = {names[slug]: one.outline for slug, one in made.items()}
    store.put(outlines)
    known |= outlines
    by_name = {article.slug: known[names[article.slug]] for article in articles}
    problems += [remark for article in articles for remark in remarks(article, by_name[article.slug])]
    return documents, by_name, keys


def remarks(article: Article, outline: Outline) -> Iterator[Problem]:
    """What is to be said of a document, with its places."""
    for remark in outline.remarks:
        column = article.lines[remark.line].find(remark.quote) + 1 if remark.line < len(article.lines) else 0
        place = Location(article.path, remark.line + 1, column, len(remark.quote))
        yield warning(remark.code, place, remark.message, remark.hint)


def _link(
    articles: Sequence[Article],
    documents: Shelf[Slug, Document],
    keys: Keys,
    around: Surroundings,
    jobs: int | None,
    store: Cache,
    progress: Progress,
    problems: list[Problem],
) -> tuple[dict[Slug, Links], Shelf[Slug, str]]:
    """The documents with their links, which depend on the document and on all that it could lead to."""
    others = _digest(articles, around)
    names = {article.slug: cache.key("links", keys[article.path], others) for article in articles}
    by_slug = {article.slug: article for article in articles}
    bodies = Shelf(
        store,
        {slug: cache.key("body", name) for slug, name in names.items()},
        str,
        lambda slug: resolve.link(by_slug[slug], documents[slug], around)[0].html,
    )
    known = store.get([*names.values()], tuple[Links, tuple[Problem, ...]])
    missing = [article for article in articles if names[article.slug] not in known]
    documents.fetch(article.slug for article in missing)
    texts: dict[Slug, str] = {}
    made: dict[Key, object] = {}
    open_ = [(article, documents[article.slug]) for article in missing]
    results = workers.ordered_map(resolve.linked, open_, jobs, setup=resolve.set_up, setup_args=(around,))
    for number, (article, (linked, found)) in enumerate(zip(missing, results, strict=True), 1):
        slug = article.slug
        texts[slug] = linked.html
        known[names[slug]] = made[names[slug]] = (links_of(slug, linked), found)
        progress("Linking", number, len(missing))
    bodies.put(texts)
    store.put(made)
    linked_ = {article.slug: known[names[article.slug]] for article in articles}
    problems += [problem for _, found in linked_.values() for problem in found]
    return {slug: links for slug, (links, _) in linked_.items()}, bodies


def links_of(slug: Slug, linked: LinkedDocument) -> Links:
    """A linked document without its HTML."""
    body = Body(slug, cache.key(linked.html).hex())
    return Links(body, linked.edges, linked.spots, linked.files, linked.pictures, linked.unresolved, linked.asked)


def _digest(articles: Sequence[Article], around: Surroundings) -> Key:
    """The digest of everything that references may lead to."""
    names = [(a.path, a.slug, a.title, a.aliases, a.redirect_from, a.date, a.layout) for a in articles]
    anchors = [sorted(around.anchors[article.slug]) for article in articles]
    withheld = sorted(around.titles.withheld.items())
    files = sorted(around.files.items())
    return cache.key(names, anchors, withheld, files, around.base_url, around.lang, around.own_words)

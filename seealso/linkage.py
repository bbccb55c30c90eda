"""From a folder to an archive whose references are resolved: the first half of the pipeline.

It is all that the author's tools need: `check`, `suggest` and `retitle` ask what refers to what, and make no page.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from seealso import cache, edits, inputs, objects, workers
from seealso.cache import Cache, Key, Shelf
from seealso.config import Config
from seealso.deferred import Deferred
from seealso.edits import Edit
from seealso.linking import Surroundings
from seealso.model import (
    Article,
    Document,
    Layouts,
    Links,
    Outline,
    Slug,
    Source,
    SourcePath,
    Url,
)
from seealso.notations import tongues
from seealso.notations.language import Language
from seealso.objects import Reading
from seealso.problems import Location, Problem, warning
from seealso.stages import index, read, resolve
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

    def reading(self, config: Config) -> Reading:
        """How the files of an archive with these settings are read."""
        return Reading(config, self.now, self.every_passage)


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
    reading = request.reading(config)
    articles, withheld, keys = _articles(found, reading, request, store, progress, problems)
    titles, clashes = index.index(articles, withheld)
    problems += clashes
    documents, outlines = _documents(articles, keys, reading, request.jobs, store, progress, problems)
    assets = inputs.assets(request.root, layouts, problems)
    urls = {name: inputs.asset_url(name, file) for name, file in assets.items()}
    around = surroundings(titles, inputs.published_files(folder.attachments, urls), outlines, config)
    linked, bodies = _link(articles, documents, around, request.jobs, store, progress, problems)
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
        anchors=Deferred(outlines, lambda slug: outlines[slug].anchors),
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


def kept_document(article: Article, source: Source, reading: Reading, store: Cache) -> Document:
    """The document of an article, from the store of a build that has read the same file."""
    _, name = _names(_article_key(source), reading)
    return store.get([name], Document).get(name) or objects.document(article, reading)


def _article_key(source: Source) -> Key:
    return cache.key(cache.program(), "article", source)


def _articles(
    found: Sequence[Source],
    reading: Reading,
    request: Request,
    store: Cache,
    progress: Progress,
    problems: list[Problem],
) -> tuple[list[Article], list[Article], Keys]:
    """What is published, what is withheld, and the digests of both; documents are kept on the way."""
    keys = {source.path: _article_key(source) for source in found}
    known = store.get([*keys.values()], objects.Read)
    missing = [source for source in found if keys[source.path] not in known]
    compiled = workers.ordered_map(partial(objects.compiled, reading=reading), missing, request.jobs)
    for number, (source, one) in enumerate(zip(missing, compiled, strict=True), 1):
        name = keys[source.path]
        outline, document = _names(name, reading)
        store.keep({name: one.article, outline: one.outline, document: one.document})
        known[name] = _READ.decode(one.article)
        progress("Reading", number, len(missing))
    shown: list[Article] = []
    withheld: list[Article] = []
    for source in found:
        article, its_problems = known[keys[source.path]]
        scheduled = article.date is not None and article.date > request.now
        article = replace(article, text=article.text or source.text, scheduled=scheduled)
        problems += its_problems
        hidden = (article.draft or article.scheduled) and not request.drafts
        (withheld if hidden else shown).append(article)
    return shown, withheld, keys


_READ = msgspec.json.Decoder(objects.Read)
_OUTLINE = msgspec.json.Decoder(Outline)
_LINKED = msgspec.json.Decoder(objects.Linked)


def _names(article: Key, reading: Reading) -> tuple[Key, Key]:
    """Under which keys the outline and the document of an article are kept."""
    document = cache.key("document", article, reading.words)
    return cache.key("outline", document), document


def _documents(
    articles: Sequence[Article],
    keys: Keys,
    reading: Reading,
    jobs: int | None,
    store: Cache,
    progress: Progress,
    problems: list[Problem],
) -> tuple[Shelf[Slug, Document], dict[Slug, Outline]]:
    names = {article.slug: _names(keys[article.path], reading) for article in articles}
    by_slug = {article.slug: article for article in articles}
    documents = Shelf(
        store,
        {slug: name for slug, (_, name) in names.items()},
        Document,
        lambda slug: objects.document(by_slug[slug], reading),
    )
    store.need(documents.keys_of.values())
    known = store.get([name for name, _ in names.values()], Outline)
    missing = [article for article in articles if names[article.slug][0] not in known]
    parsed = workers.ordered_map(partial(objects.parsed, reading=reading), missing, jobs)
    for number, (article, (outline, document)) in enumerate(zip(missing, parsed, strict=True), 1):
        name = names[article.slug]
        store.keep({name[0]: outline, name[1]: document})
        known[name[0]] = _OUTLINE.decode(outline)
        progress("Reading", number, len(missing))
    outlines = {slug: known[name] for slug, (name, _) in names.items()}
    problems += [remark for article in articles for remark in remarks(article, outlines[article.slug])]
    return documents, outlines


def remarks(article: Article, outline: Outline) -> Iterator[Problem]:
    """What is to be said of a document, with its places."""
    lines = article.lines if outline.remarks else ()
    for remark in outline.remarks:
        column = lines[remark.line].find(remark.quote) + 1 if remark.line < len(lines) else 0
        place = Location(article.path, remark.line + 1, column, len(remark.quote))
        yield warning(remark.code, place, remark.message, remark.hint)


def _link(
    articles: Sequence[Article],
    documents: Shelf[Slug, Document],
    around: Surroundings,
    jobs: int | None,
    store: Cache,
    progress: Progress,
    problems: list[Problem],
) -> tuple[dict[Slug, Links], Shelf[Slug, str]]:
    """The documents with their links, which depend on the document and on all that it could lead to."""
    others = _digest(articles, around)
    names = {article.slug: cache.key("links", documents.keys_of[article.slug], others) for article in articles}
    by_slug = {article.slug: article for article in articles}
    known = store.get([*names.values()], objects.Linked)
    missing = [number for number, article in enumerate(articles) if names[article.slug] not in known]
    results = workers.ordered_map(
        objects.linked,
        zip(missing, documents.stream(articles[number].slug for number in missing), strict=True),
        jobs,
        count=len(missing),
        setup=objects.set_up,
        setup_args=(articles, around),
    )
    for done, (number, (links, body)) in enumerate(zip(missing, results, strict=True), 1):
        name = names[articles[number].slug]
        known[name] = _LINKED.decode(links)
        store.keep({name: links, objects.key_of(known[name].links.body): body})
        progress("Linking", done, len(missing))
    problems += [problem for article in articles for problem in known[names[article.slug]].problems]
    bodies = Shelf(
        store,
        {slug: objects.key_of(known[name].links.body) for slug, name in names.items()},
        str,
        lambda slug: resolve.link(by_slug[slug], documents[slug], around)[0].html,
    )
    store.need(bodies.keys_of.values())
    slugs = {slug: slug for slug in names}
    return {slug: objects.shared(known[name].links, slugs) for slug, name in names.items()}, bodies


def _digest(articles: Sequence[Article], around: Surroundings) -> Key:
    """The digest of everything that references may lead to."""
    names = [(a.path, a.slug, a.title, a.aliases, a.redirect_from, a.date, a.layout) for a in articles]
    anchors = [sorted(around.anchors[article.slug]) for article in articles]
    withheld = sorted(around.titles.withheld.items())
    files = sorted(around.files.items())
    return cache.key(names, anchors, withheld, files, around.base_url, around.lang, around.own_words)

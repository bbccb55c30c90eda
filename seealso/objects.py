"""What is made of one article by itself, in whatever process: compiled, then linked, each as the store keeps it.

Texts pass between the processes and the store as bytes, and only the process that works on one decodes it: so what the
others hold is small, whatever the size of the archive.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from seealso import cache
from seealso.cache import Key
from seealso.config import Config
from seealso.linking import Surroundings
from seealso.model import Article, Body, Document, Edge, LinkedDocument, Links, Slug, Source
from seealso.problems import Problem
from seealso.stages import parse, read, resolve

_DOCUMENT = msgspec.json.Decoder(Document)


class Reading(NamedTuple):
    """How an archive's files are read."""

    config: Config
    now: dt.datetime
    """What is dated later is not published yet."""
    every_passage: bool = False
    """Keep all passages of the documents, also those that refer to nothing."""

    @property
    def words(self) -> object:
        """What a document depends on besides its article."""
        return self.config.language, self.config.references, self.every_passage


class Compiled(NamedTuple):
    """What is made of one file, encoded."""

    article: bytes
    """`Read`."""
    outline: bytes
    document: bytes


class Read(NamedTuple):
    """An article, and what is wrong with its head."""

    article: Article
    """Without its text where that is the file's."""
    problems: tuple[Problem, ...]


def compiled(source: Source, reading: Reading) -> Compiled:
    """The article of a file, and its document."""
    article, problems = read.article(source, reading.now)
    bare = replace(article, text="") if article.text == source.text else article
    return Compiled(cache.encode(Read(bare, problems)), *parsed(article, reading))


def parsed(article: Article, reading: Reading) -> tuple[bytes, bytes]:
    """The outline and the document of an article, encoded."""
    made = document(article, reading)
    return cache.encode(made.outline), cache.encode(made)


def document(article: Article, reading: Reading) -> Document:
    """An article's body as this archive reads it."""
    return parse.document(
        article, reading.config.language, reading.config.references, every_passage=reading.every_passage
    )


class Linked(NamedTuple):
    """A linked document without its HTML, and what the author should know about its references."""

    links: Links
    problems: tuple[Problem, ...]


def links_of(slug: Slug, linked: LinkedDocument, html: bytes) -> Links:
    """A linked document without its HTML, which is given encoded."""
    body = Body(slug, cache.digest(html).hex())
    return Links(body, linked.edges, linked.spots, linked.files, linked.pictures, linked.unresolved, linked.asked)


def key_of(body: Body) -> Key:
    """Where the store keeps a linked document's HTML: whoever has the links can find it."""
    return bytes.fromhex(body.digest)


def shared(links: Links, slugs: Mapping[Slug, Slug]) -> Links:
    """The same with the slugs that all have: each edge has two of them, which add up to a third of what is held."""
    edges = (Edge(slugs[e.source], slugs[e.target], e.notation, e.context, e.anchor, e.fragment) for e in links.edges)
    return replace(links, edges=tuple(edges))


# --- in a process --------------------------------------------------------------------------------------------

_articles: Sequence[Article] = ()
_around: Surroundings | None = None


def set_up(articles: Sequence[Article], around: Surroundings) -> None:
    """Make this process able to link these articles."""
    global _articles, _around  # given to a process once, not with each article
    _articles, _around = articles, around


def linked(one: tuple[int, bytes]) -> tuple[bytes, bytes]:
    """Which of the articles, and its document: its `Linked` and its HTML, all of them encoded."""
    if _around is None:
        raise RuntimeError("set up comes first")
    number, data = one
    article = _articles[number]
    made, problems = resolve.link(article, _DOCUMENT.decode(data), _around)
    html = cache.encode(made.html)
    return cache.encode(Linked(links_of(article.slug, made, html), problems)), html

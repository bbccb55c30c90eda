"""The values that pass between the stages: frozen, plain, complete from birth.

One struct per stage, none filled in later: an `Article` never grows HTML, a `Document` never learns what its
mentions meant. What crosses a process or goes into a cache is strings, numbers and tuples of these, never a
token tree: pickling one of those costs half of parsing again. They are structs of msgspec, and not dataclasses: those
take a millisecond each to define, at every start, and ten times as long to make.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import NewType

from msgspec import Struct, field

Slug = NewType("Slug", str)
"""The last part of an article's address, and its name in the graph."""

SourcePath = NewType("SourcePath", str)
"""A file's path as the author would write it: relative to the archive, with forward slashes."""

Url = NewType("Url", str)
"""An address relative to the site's root, without a leading slash: `` (home), `on-tides/`, `feed.xml`."""


class Notation(StrEnum):
    """How a reference is written."""

    PROSE = "prose"
    WIKILINK = "wikilink"
    LINK = "link"


class Source(Struct, frozen=True):
    """A file of articles/ as it was read."""

    path: SourcePath
    text: str
    """Decoded, without a byte order mark, line ends as `\\n`."""


class Article(Struct, frozen=True):
    """What an author says in the head of a file, typed, and the body, untouched."""

    path: SourcePath
    slug: Slug
    title: str
    text: str
    """The whole file."""
    body_start: int
    """The line with which the body begins, as an index of `lines`."""
    date: dt.datetime | None = None
    updated: dt.datetime | None = None
    summary: str = ""
    topics: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    redirect_from: tuple[str, ...] = ()
    draft: bool = False
    scheduled: bool = False
    """Dated ahead of the build's own moment."""
    series: str = ""
    part: int | None = None
    image: str = ""
    image_alt: str = ""
    author: str = ""
    lang: str = ""
    layout: str = "article"
    extra: Mapping[str, object] = field(default_factory=dict)
    """Keys we do not know, for the layouts."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The whole file by lines, cut anew each time."""
        return tuple(self.text.split("\n"))

    @property
    def head(self) -> str:
        """The lines before the body."""
        return "\n".join(self.text.split("\n", self.body_start)[: self.body_start])

    @property
    def body(self) -> str:
        return "".join(self.text.split("\n", self.body_start)[self.body_start :])

    @property
    def names(self) -> tuple[str, ...]:
        """The title and the former ones."""
        return (self.title, *self.aliases)

    @property
    def standing(self) -> bool:
        """Whether this is a page beside the archive (consultation, about): in no listing, feed or graph."""
        return self.layout != "article"

    @property
    def url(self) -> Url:
        return Url(f"{self.slug}/")


class Order(StrEnum):
    """What words say of when an article was written, seen from the one that refers to it."""

    ANY = ""
    EARLIER = "earlier"
    LATER = "later"


class Lead(Struct, frozen=True):
    """Words that announce titles: "see my article", "in a prior article,"."""

    start: int
    end: int
    """Offsets of the lead in its passage's text."""
    plural: bool
    summons: bool
    """It tells the reader to go there ("see", "read"), so a title that follows bare is meant as one."""
    anchors: tuple[Anchor, ...]
    order: Order = Order.ANY
    """ "my previous article", "my next article"."""
    mine: bool = False
    """It begins with a possessive ("my")."""


class Anchor(Struct, frozen=True):
    """A place after a lead where a title may begin, and how the author led up to it."""

    offset: int
    connector: str
    """How the text goes on from the lead: `titled`, `colon`, `paren`, `dash`, `bare`, `comma`, `topic`, `including`;
    `aside`, a comma after a phrase that only its sentence says to be the author's; or `remark`, a colon after a phrase
    that sends nobody there ("I took down my article: ...")."""


class Resolved(Struct, frozen=True):
    """The mention names one article."""

    slug: Slug


class Ambiguous(Struct, frozen=True):
    """It names a title that several articles have."""

    slugs: tuple[Slug, ...]


class Dangling(Struct, frozen=True):
    """It names a title that no article has."""

    wanted: str


class Suggested(Struct, frozen=True):
    """It is a topic that an article has as its title; perhaps that is meant."""

    slug: Slug


class Mention(Struct, frozen=True):
    """A stretch of a passage's text that names an article, and what came of it."""

    start: int
    end: int
    outcome: Resolved | Ambiguous | Dangling | Suggested


class Passage(Struct, frozen=True):
    """A paragraph, list item, cell or heading that refers to something.

    `start` and `end` frame it in the document's HTML; its text is `markup.flatten(html[start:end])`, so the
    mapping from words to HTML need not be stored.
    """

    start: int
    end: int
    first_line: int
    last_line: int
    """Where it stands in the article's file, as indices of `Article.lines`, the last one not included."""
    leads: tuple[Lead, ...]
    items: int = 0
    """How many of the passages after this one are the items of the list that its last lead announces."""


class Heading(Struct, frozen=True):
    level: int
    anchor: str
    text: str


class Document(Struct, frozen=True):
    """An article's body as HTML whose mentions are still open. It depends on the article's bytes alone."""

    html: str
    passages: tuple[Passage, ...]
    images: tuple[tuple[str, int], ...]
    """Where each picture's address is and the line it stands on (an index of `Article.lines`)."""
    outline: Outline


class Outline(Struct, frozen=True):
    """What others show or need of a document; small, so that it can be had without the text."""

    headings: tuple[Heading, ...]
    anchors: frozenset[str]
    excerpt: str
    """The first paragraph as plain text, at most 200 characters."""
    words: int
    remarks: tuple[Remark, ...] = ()


class Remark(Struct, frozen=True):
    """Something to tell the author about one place of the body, found while parsing it."""

    code: str
    message: str
    hint: str
    line: int
    quote: str
    """The author's words that it is about: the caret goes under them."""


class Context(Struct, frozen=True):
    """The sentence that refers, in three parts: before the title, the title as written, after it."""

    before: str
    label: str
    after: str

    def __str__(self) -> str:
        return self.before + self.label + self.after


class Edge(Struct, frozen=True):
    """One reference that was resolved."""

    source: Slug
    target: Slug
    notation: Notation
    context: Context
    anchor: str
    """The id of the link in the source's page, so that a backlink leads to the very place."""
    fragment: str = ""
    """The heading of the target that is meant, if any."""


class Spot(Struct, frozen=True):
    """Where a reference's words stand: offsets in the text of a passage of its document."""

    passage: int
    start: int
    end: int
    line: int
    """One-based, in the source file."""


class LinkedDocument(Struct, frozen=True):
    """A document whose mentions are closed: links where they resolve, text where they do not."""

    html: str
    """Addresses are relative to `slug/`; after each first link to an article stands a preview slot (see `markup`)."""
    edges: tuple[Edge, ...]
    spots: tuple[Spot, ...]
    """Of each edge, where its words stand. Apart from the edges, since no page shows it."""
    files: tuple[tuple[SourcePath, Url], ...]
    """Files beside the articles that the document shows or links, and where they are published."""
    pictures: tuple[Url, ...]
    """The addresses of those that it shows."""
    unresolved: tuple[str, ...]
    """The titles that references name which dangle or are ambiguous."""
    asked: tuple[str, ...]
    """How the places begin at which titles were sought, see `TitleIndex`."""


class Body(Struct, frozen=True):
    """The HTML of a linked document, named by its digest: what a page is made from can be told without reading it."""

    slug: Slug
    digest: str


class Links(Struct, frozen=True):
    """What a linked document refers to, apart from its HTML."""

    body: Body
    edges: tuple[Edge, ...]
    spots: tuple[Spot, ...]
    files: tuple[tuple[SourcePath, Url], ...]
    pictures: tuple[Url, ...]
    unresolved: tuple[str, ...]
    asked: tuple[str, ...]


class ReferenceGraph(Struct, frozen=True):
    """What refers to what."""

    outgoing: Mapping[Slug, tuple[Edge, ...]]
    incoming: Mapping[Slug, tuple[Edge, ...]]
    related: Mapping[Slug, tuple[Slug, ...]]
    referred: Mapping[Slug, int]
    """How many articles refer to each that any refers to."""


class Card(Struct, frozen=True):
    """All that a list says of an article."""

    slug: Slug
    url: Url
    title: str
    summary: str
    date: dt.datetime | None
    topics: tuple[str, ...]
    minutes: int
    lang: str = ""
    unpublished: str = ""
    """`draft` or `scheduled` when a preview shows it."""


class PageInputs(Struct, frozen=True):
    """Everything that one page is made of: what its layout sees, and nothing else."""

    url: Url
    layout: str
    values: Mapping[str, object]

    @property
    def file(self) -> str:
        """The path of the page in the site's folder."""
        return file_of(self.url)


class Page(Struct, frozen=True):
    """A file of the site."""

    url: Url
    content: bytes

    @property
    def file(self) -> str:
        """Its path in the site's folder."""
        return file_of(self.url)


def file_of(url: Url) -> str:
    """The path in the site's folder of what stands at an address."""
    return f"{url}index.html" if url.endswith("/") or not url else url


def url_of(file: str) -> Url:
    """The address of what stands at a path in the site's folder."""
    return Url(file.removesuffix("index.html"))


class Layout(Struct, frozen=True):
    """A file of layouts/."""

    path: SourcePath
    source: str


Layouts = Mapping[str, Layout]
"""By name: `article.html`, `feed.xml`."""

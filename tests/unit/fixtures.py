"""Fixtures that an author can read, and the stages that they go through.

A fixture is a line that says what it shows, and three parts, each closed by a line with nothing but a dot: the
archive's titles, the Markdown of an article, and what a reader sees of it with its links marked:

    in parentheses before the full stop
    .
    On Tides
    .
    The sea is patient (see my article: On Tides).
    .
    The sea is patient (see my article: {On Tides -> on-tides}).
    .

A title's line may go on with former titles after ` | `, and with its file after ` @ `. `self: Title` is the article that
holds the Markdown, `draft: Title` one that is not published, `lang: es` the language of the Markdown. In what is
expected, `{words -> slug}` is a reference, `[words -> address]` another link, `{words -> ?}` a wikilink that leads
nowhere; emphasis and code keep their marks.
Lines with `! code line:column "words"` are the problems, in order, with the words that the caret is under; after ` = `
there may be some words of the hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from msgspec.structs import replace

from seealso import text, titles
from seealso.linking import Surroundings
from seealso.markup import PREVIEW
from seealso.model import Article, Document, LinkedDocument, Slug, SourcePath
from seealso.problems import Problem
from seealso.stages import parse, resolve

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "references"
VOID = frozenset({"br", "hr", "img", "wbr", "input", "source"})
BLOCKS = frozenset(
    {"p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "dt", "dd", "summary", "div"}
)
MARKS = {"em": "*", "i": "*", "strong": "**", "b": "**", "code": "`"}


@dataclass(frozen=True, slots=True)
class Fixture:
    """One of the cases in a file."""

    name: str
    archive: tuple[str, ...]
    markdown: str
    expected: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an article."""

    article: Article
    document: Document
    linked: LinkedDocument
    problems: tuple[Problem, ...]


# --- reading them --------------------------------------------------------------------------------------------


def load() -> Iterator[Fixture]:
    """All fixtures, by file and place."""
    for file in sorted(FOLDER.glob("*.md")):
        yield from read(file.read_text("utf-8"), file.stem)


def read(content: str, stem: str) -> Iterator[Fixture]:
    """The fixtures of one file. What stands between them, but for the last line before each, is for people."""
    parts = re.split(r"^\.\n", content, flags=re.MULTILINE)
    assert len(parts) % 4 == 1, f"{stem}.md: a fixture has four dots; the last title is {parts[-1].strip()[:60]!r}"
    assert not parts[-1].strip(), f"{stem}.md: something stands after the last fixture"
    for start in range(0, len(parts) - 1, 4):
        heading, archive, markdown, expected = parts[start : start + 4]
        name = heading.strip().split("\n")[-1]
        assert name, f"{stem}.md: a fixture without a title before {markdown[:60]!r}"
        yield Fixture(
            f"{stem}: {name}", tuple(archive.split("\n")[:-1]), markdown.removesuffix("\n"), expected.strip("\n")
        )


# --- an archive ----------------------------------------------------------------------------------------------


def article(title: str, *, path: str = "", body: str = "A few plain words.", aliases: Iterable[str] = ()) -> Article:
    """An article without a head; its address is that of its file, or its title's."""
    path = path or f"{text.slugify(title)}.md"
    slug = Slug(text.slugify(path.rpartition("/")[2].rpartition(".")[0]))
    return Article(SourcePath(f"articles/{path}"), slug, title, body, 0, aliases=tuple(aliases))


@dataclass(slots=True)
class Shelf:
    """The articles that a fixture's first part names."""

    published: list[Article] = field(default_factory=list)
    withheld: list[Article] = field(default_factory=list)
    own: str = ""
    lang: str = ""


def shelf(lines: Iterable[str]) -> Shelf:
    found = Shelf()
    for line in lines:
        written, _, path = line.partition(" @ ")
        title, *aliases = written.split(" | ")
        if title.startswith("self: "):
            found.own = title.removeprefix("self: ")
        elif title.startswith("lang: "):
            found.lang = title.removeprefix("lang: ")
        elif title.startswith("draft: "):
            found.withheld.append(article(title.removeprefix("draft: "), path=path))
        else:
            found.published.append(article(title, path=path, aliases=aliases))
    return found


def follow(markdown: str, archive: Iterable[str]) -> Outcome:
    """An article with this body, parsed and linked in an archive of these titles."""
    known = shelf(archive)
    own = article(known.own or "The Page at Hand", path="" if known.own else "here.md", body=markdown)
    own = replace(own, lang=known.lang)
    document = parse.document(own)
    index = titles.build([*known.published, own], (), known.withheld)
    anchors = {other.slug: parse.document(other).outline.anchors for other in known.published}
    around = Surroundings(index, {}, frozenset({"", "topics"}), anchors | {own.slug: document.outline.anchors})
    linked, problems = resolve.link(own, document, around)
    return Outcome(own, document, linked, problems)


# --- what a reader sees --------------------------------------------------------------------------------------


def seen(outcome: Outcome) -> str:
    """The outcome in the words of a fixture."""
    shown = [*_Reading.of(outcome.linked.html)]
    for problem in outcome.problems:
        place = problem.location
        words = (
            outcome.article.lines[place.line - 1][place.column - 1 : place.column - 1 + place.length]
            if place.column
            else ""
        )
        shown.append(f'! {problem.code} {place.line}:{place.column} "{words}"')
    return "\n".join(shown)


class _Reading(HTMLParser):
    """HTML as the lines that a reader sees, with its links, emphasis and code marked."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.closing: list[str] = []

    @classmethod
    def of(cls, html: str) -> list[str]:
        reading = cls()
        reading.feed(PREVIEW.sub("", html))
        reading.close()
        lines = (line.strip() for line in "".join(reading.out).split("\n"))
        return [line for line in lines if line]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        kind, href = values.get("class") or "", values.get("href") or ""
        opening = closing = MARKS.get(tag, "")
        if tag == "a" and "reference" in kind:
            opening, closing = "{", f" -> {unquote(href).removeprefix('../').replace('/', '')}}}"
        elif tag == "a" and not href.startswith("#fn"):
            opening, closing = "[", f" -> {href}]"
        elif kind == "unresolved":
            opening, closing = "{", " -> ?}"
        elif tag in BLOCKS:
            opening = closing = "\n"
        self.out.append("\n" if tag == "br" else opening)
        if tag not in VOID:
            self.closing.append(closing)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.out.append(self.closing.pop())

    def handle_data(self, data: str) -> None:
        self.out.append(data)


def without_links(html: str) -> str:
    """The HTML as if nothing were linked."""
    html = re.sub(r'<span class="unresolved">(.*?)</span>', r"\1", PREVIEW.sub("", html), flags=re.DOTALL)
    return re.sub(r"</?a\b[^>]*>", "", html)


def unbalanced(html: str) -> str:
    """What is wrong with the nesting of the elements (and of links in links), or nothing."""

    class Nesting(HTMLParser):
        opened: list[str]
        fault = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "a" and "a" in self.opened:
                self.fault = self.fault or f"a link in a link at {self.getpos()}"
            if tag not in VOID:
                self.opened.append(tag)

        def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            pass

        def handle_endtag(self, tag: str) -> None:
            if self.opened and self.opened[-1] == tag:
                self.opened.pop()
            else:
                self.fault = self.fault or f"</{tag}> inside {self.opened} at {self.getpos()}"

    nesting = Nesting()
    nesting.opened = []
    nesting.feed(html)
    nesting.close()
    return nesting.fault or (f"never closed: {nesting.opened}" if nesting.opened else "")

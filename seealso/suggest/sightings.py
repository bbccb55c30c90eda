"""Where the words of titles stand in an archive, linked or not, in one pass over all of it.

An automaton finds every title at once in folded text (Aho and Corasick 1975, leftmost and longest); whether what it
found is a title, with its boundaries and all the spellings that are folded, `TitleIndex.longest_match` decides, so
that there is one judge. The automaton first reads a passage's HTML without its tags, which is cheap; only a passage
with a find in it is flattened with all its offsets. Rejected: asking the index at every word, which costs minutes at
10,000 articles.
"""

from __future__ import annotations

import html as html_module
import re
import unicodedata
from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from seealso import markup, text
from seealso.linkage import Linkage
from seealso.model import Article, Document, Passage, Slug
from seealso.notations.language import Language
from seealso.notations.reading import Reader
from seealso.titles import LONG_ENOUGH, Entry, Match, TitleIndex

_TAG = re.compile(r"<[^<>]*>")
_HEADING = re.compile(r"<h[1-6][^<>]*>$")
_CELL = re.compile(r"<t[dh][^<>]*>$")
_ITEM = re.compile(r"<(?:li|dd)>\s*(?:<p>)?$")
_BLOCK = re.compile(r"<(?:p|div|ul|ol|table|section|article|aside|details|figure|blockquote|h[1-6]|pre)\b")
"""Inside a passage: raw HTML that is a block, in which no Markdown is read."""
_PLAIN = {
    **dict.fromkeys("“”„«»‟″", '"'),
    **dict.fromkeys("‘’‚‛‹›`´′", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\n\t\u00a0\u202f\u2009", " "),
}
_MARK = re.compile(r"[^\w\s'&]+")
_SHORTEST = 3
"""Characters that a title must have to be sought."""


class Sighting(Struct, frozen=True):
    """The words of a title somewhere in an article."""

    article: Article
    number: int
    """Which of the document's passages it is."""
    passage: Passage
    reader: Reader
    """The passage's words, ready to be read."""
    table: Language
    match: Match
    linked: bool
    """It is, or is in, a link or a reference that was resolved."""
    listed: bool
    """The passage is an item of a list or a cell of a table."""

    @property
    def target(self) -> Slug:
        return self.match.entries[0].slug

    @property
    def entry(self) -> Entry:
        return self.match.entries[0]

    @property
    def content(self) -> str:
        return self.reader.flat.text


def scan(linkage: Linkage) -> Iterator[Sighting]:
    """All sightings in the published articles, file by file, from the top; not in headings and code.

    Titles that more than one article has are left out.
    """
    automaton = _automaton(linkage.titles)
    if automaton is None:
        return
    for article in linkage.articles:
        document = linkage.documents[article.slug]
        if article.standing or not _finds(automaton, words_of(document.html)):
            continue
        table = linkage.table(article)
        yield from _in_document(article, document, automaton, table, linkage)


def words_of(html: str) -> str:
    """The words of HTML, quickly: its text without regard to where each character stands."""
    return html_module.unescape(_TAG.sub("", html))


def in_cell(document: Document, passage: Passage) -> bool:
    """Whether a passage is a cell of a table."""
    return _CELL.search(_before(document, passage)) is not None


def fold(content: str) -> str:
    """Small letters and plain marks; as long as before, so that offsets stay."""
    plain = content
    for char, instead in _PLAIN.items():
        plain = plain.replace(char, instead)
    small = plain.lower()
    if len(small) == len(plain):
        return small
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


def _automaton(titles: TitleIndex) -> AhoCorasick | None:
    names = {entry.title for entries in titles.by_key.values() for entry in entries}
    spellings = sorted({spelling for name in names for spelling in _spellings(name) if len(spelling) >= _SHORTEST})
    return AhoCorasick(spellings, matchkind=MatchKind.LeftmostLongest) if spellings else None


def _spellings(title: str) -> Iterator[str]:
    """The folded forms of a title that are sought: with "and" or `&`, long ones also without the marks inside."""
    folded = " ".join(fold(title).strip("\"' .!?…;:,¿¡").split())
    forms = {folded, folded.replace("&", "and"), folded.replace(" and ", " & ")}
    if text.count_words(folded) >= LONG_ENOUGH:
        forms.add(" ".join(_MARK.sub("", folded).split()))
    yield from forms
    yield from (unicodedata.normalize("NFD", form) for form in forms if not form.isascii())


def _finds(automaton: AhoCorasick, content: str) -> list[int]:
    """Where in a text the words of a title may begin."""
    return [start for _, start, _ in automaton.find_matches_as_indexes(fold(content))]


def _in_document(
    article: Article, document: Document, automaton: AhoCorasick, table: Language, linkage: Linkage
) -> Iterator[Sighting]:
    spots = {(spot.passage, spot.start) for spot in linkage.linked[article.slug].spots}
    for number, passage in enumerate(document.passages):
        fragment, before = document.html[passage.start : passage.end], _before(document, passage)
        if _HEADING.search(before) or _BLOCK.search(fragment) or not _finds(automaton, words_of(fragment)):
            continue
        listed = bool(_ITEM.search(before) or _CELL.search(before))
        reader = Reader(markup.flatten(fragment), linkage.titles, table)
        for match in _matches(reader, _finds(automaton, reader.flat.text)):
            if not _overlaps(reader, match, "code"):
                linked = (number, match.start) in spots or _overlaps(reader, match, "a")
                yield Sighting(article, number, passage, reader, table, match, linked, listed)


def _before(document: Document, passage: Passage) -> str:
    """The tags right before a passage."""
    return document.html[max(passage.start - 200, 0) : passage.start]


def _matches(reader: Reader, starts: Iterable[int]) -> Iterator[Match]:
    """The titles that really stand where the automaton found letters, but for those that several articles have."""
    content = reader.flat.text
    for start in starts:
        if start and (content[start - 1].isalnum() or content[start - 1] in "-_/@#."):
            continue
        match = reader.titles.longest_match(content, start)
        if match and len(match.slugs) == 1 and not re.match(r"[-_/@.'’]?\w", content[match.end :]):
            yield match


def _overlaps(reader: Reader, match: Match, name: str) -> bool:
    return any(s.name == name and s.start < match.end and match.start < s.end for s in reader.flat.spans)

"""Making every reference to an article say its new title: in prose, in wikilinks, in the words of links.

Only the words of the old title are replaced, in the author's own file; how they are marked, and every character around
them, stays. A reference that names a part by its number only ("and Part 2") says no title, and stays too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from seealso import markup, places, text
from seealso.edits import Edit, line_start
from seealso.linkage import Linkage
from seealso.markup import Flat, Span
from seealso.model import Article, Edge, Notation, Passage, Slug, Spot
from seealso.notations import wikilinks

_MEANS_MORE = re.compile(r"([\\`*_\[\]<>|])")
"""Characters that a title must hide from Markdown."""
_NOT_IN_WIKILINKS = frozenset("[]|\n")


def edits(linkage: Linkage, target: Slug, title: str) -> Iterator[Edit]:
    """The edits that make the references to `target` say `title`, in all articles."""
    names = {text.key(name) for name in linkage.titles.articles[target].names}
    names.discard(text.key(title))
    for article in linkage.articles:
        linked = linkage.linked[article.slug]
        for edge, spot in zip(linked.edges, linked.spots, strict=True):
            if edge.target == target:
                yield from _Rewording(linkage, article, edge, spot, names, title).edits()


class _Rewording:
    """One reference and the title that it is to say."""

    def __init__(
        self, linkage: Linkage, article: Article, edge: Edge, spot: Spot, names: set[str], title: str
    ) -> None:  # fmt: skip
        document = linkage.documents[article.slug]
        self._article = article
        self._edge = edge
        self._spot = spot
        self._passage: Passage = document.passages[spot.passage]
        self._flat: Flat = markup.of_passage(document, self._passage)
        self._source = linkage.sources[article.path]
        self._offset = line_start(self._source, self._passage.first_line)
        self._names = names
        self._title = title

    def edits(self) -> Iterator[Edit]:
        if self._edge.notation is Notation.WIKILINK:
            yield from self._wikilink()
        elif text.key(self._flat.text[self._spot.start : self._spot.end]) in self._names:
            yield from self._words()

    def _words(self) -> Iterator[Edit]:
        """The words of a reference in prose or of a link."""
        spot = self._spot
        found = places.extent(self._article.lines, self._passage, self._flat.text, spot.start, spot.end)
        if found is None:
            return
        start, end = self._offset + found[0], _balanced(self._source, self._offset + found[0], self._offset + found[1])
        written = self._source[start:end]
        new = self._title.lower() if written == written.lower() else self._title
        new = _MEANS_MORE.sub(r"\\\1", new)
        end, new = self._punctuated(end, new)
        yield Edit(self._article.path, start, end, new)

    def _punctuated(self, end: int, new: str) -> tuple[int, str]:
        """One mark at the end of the sentence: not `Why?.`, and a full stop where a question mark went."""
        words = self._flat.text[self._spot.start : self._spot.end]
        rest = self._flat.text[self._spot.end :]
        if new[-1] in "?!.…" and self._source[end : end + 1] == ".":
            return end + 1, new
        if words[-1] in "?!.…" and new[-1] not in "?!.…" and re.match(r"[\"”’»]*(?:\s+[^\W\d_a-z]|$)", rest):
            return end, f"{new}."
        return end, new

    def _wikilink(self) -> Iterator[Edit]:
        span = next(
            s for s in self._flat.spans if s.name == "a" and (s.start, s.end) == (self._spot.start, self._spot.end)
        )
        written = _in_source(self._source, self._offset, self._flat, span)
        if written is None or _NOT_IN_WIKILINKS & set(self._title):
            return
        name = written["target"].partition("#")[0]
        if text.key(name) in self._names:
            start = written.start("target") + len(name) - len(name.lstrip())
            yield Edit(self._article.path, start, written.start("target") + len(name.rstrip()), self._title)
        if written["label"] and text.key(written["label"]) in self._names:
            yield Edit(self._article.path, written.start("label"), written.end("label"), self._title)


def _balanced(source: str, start: int, end: int) -> int:
    """The end of the words with the emphasis that begins in them: `On *Tides` goes on to its asterisk."""
    for mark in ("**", "*", "__", "_", "~~"):
        if source.count(mark, start, end) % 2 and source.startswith(mark, end):
            end += len(mark)
    return end


def _in_source(source: str, offset: int, flat: Flat, wanted: Span) -> re.Match[str] | None:
    """The wikilink of the source that became this span: of those with the same target, the one in the same place."""
    target = wanted.attributes().get(markup.WIKI)
    same = [s for s in flat.spans if s.name == "a" and s.attributes().get(markup.WIKI) == target]
    found = (m for m in wikilinks.WIKILINK.finditer(source, offset) if wikilinks.target_of(m) == target)
    for span, match in zip(same, found, strict=False):
        if span is wanted:
            return match
    return None

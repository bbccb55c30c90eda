"""Reading titles out of a passage: one at a place, its marks, what separates it from the next, a series' parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from msgspec import Struct

from seealso import text
from seealso.markup import Flat
from seealso.model import Mention
from seealso.notations.language import Language
from seealso.titles import Match, TitleIndex

SPACE = " \t\n\u00a0\u202f\u2009"
CLOSING_QUOTES = frozenset("\"”»«“’'›‹‘`")
_ASIDE = r"(?:\s*\([^()]{1,60}\))?"
"""A remark in parentheses after a title: its year, whom it is for."""
_NUMBER = 20
"""The most characters that "Part 12)" takes at the end of a title."""
_GAP = 60
"""The most characters between two marked titles of one list."""
_ENUMERATOR = re.compile(r"(?:\(?(?:\d{1,2}|[a-h])[.)]|[•·*])\s+")


class Item(Struct, frozen=True):
    """A title in the list that a lead announces, or a link that the author set there."""

    match: Match | None
    end: int
    """Where reading goes on: behind the title, its punctuation and its closing marks."""
    marked: bool = False
    """It stands whole in quotation marks or emphasis."""
    open_mark: int = -1
    """When the title stands in a quotation or emphasis that goes on after it: where that ends, else -1."""
    part: bool = False
    """It is named by its number only, after another part of its series."""
    stem: tuple[str, str] | None = None
    """What stands before and after the number in the title of a part of a series."""
    unknown: Mention | None = None
    """It is a title that no article has, with known ones after it."""

    def mention(self) -> Mention | None:
        """What the item says, or None where it is a link of the author's."""
        return self.unknown if self.match is None else self.match.mention()


def skip_space(content: str, position: int) -> int:
    while position < len(content) and content[position] in SPACE:
        position += 1
    return position


def closing_quote(content: str, opening: int, start: int) -> int:
    """Where the quotation that begins at `opening` ends, or the end of the text."""
    single = content[opening] in "'‘‚`‹›"
    for place in range(start, len(content)):
        char = content[place]
        if char in CLOSING_QUOTES and (char in "'’‘`‹›") == single and not content[place + 1 : place + 2].isalnum():
            return place
    return len(content)


@lru_cache(maxsize=8)
def _patterns(table: Language) -> tuple[re.Pattern[str], ...]:
    """What separates titles, a part's number, the next one, "Parts" before numbers, and what stands between marks."""
    joints = "|".join(
        re.escape(word).replace("\\ ", r"\s+") for word in sorted(table.conjunctions, key=len, reverse=True)
    )
    parts = "|".join(re.escape(word) for word in sorted(table.parts, key=len, reverse=True))
    numeral = "|".join((r"\d{1,3}", "[ivxIVX]{1,5}", *table.numerals))
    name = rf"(?P<open>\()?(?P<word>(?:{parts})\s*)?(?P<numeral>{numeral})(?(open)\))"
    ranges = "|".join(table.ranges)
    flags = re.IGNORECASE
    return (
        re.compile(
            rf"(?:{_ASIDE}(?=\s*[,;&]|\s+(?:{joints})\b))?[.?!]?\s*(?P<mark>[,;/•|&+]|\n)?\s*(?:(?P<word>{joints}|&)\s+)?(?:(?:{joints})\s+)?",
            flags,
        ),
        re.compile(rf"{name}$", flags),
        re.compile(
            rf"[\"”’,;.\s]*?\s*(?:[,;&/+]\s*)?(?:(?:{joints}|{ranges}|&)\s+|[-–]\s*)?[\"“‘]?(?P<name>{name})(?![\w-])[\"”’]?",
            flags,
        ),
        re.compile(
            rf"\b({'|'.join(re.escape(p) for p in table.parts if not p.endswith('.'))})s(?=\s+(?:{numeral})\b)", flags
        ),
        re.compile(rf"{_ASIDE}[\s,;.]*(?:(?:{joints}|&)\b[^.!?:;()]*)?", flags),
    )


@lru_cache(maxsize=8)
def _plurals(table: Language) -> tuple[str, ...]:
    return tuple(f"{word}s" for word in table.parts if not word.endswith("."))


@lru_cache(maxsize=8)
def last_of_numbers(table: Language) -> frozenset[str]:
    """What the number of a part may end with, in small letters."""
    return frozenset({*"0123456789ivx)", *(numeral[-1] for numeral in table.numerals)})


def _several(content: str, table: Language) -> bool:
    """A quick look for "Parts"."""
    small = content.lower()
    return any(map(small.__contains__, _plurals(table)))


class Reader:
    """Reads titles out of one passage."""

    def __init__(self, flat: Flat, titles: TitleIndex, table: Language) -> None:
        self.flat = flat
        self.titles = titles
        self.table = table
        self._separator, self._part, self._next_part, self._plural_part, self._gap = _patterns(table)

    @cached_property
    def _content(self) -> str:
        """The text with "Parts 1 and 2" as "Part  1 and 2", of the same length."""
        content = self.flat.text
        return self._plural_part.sub(r"\1 ", content) if _several(content, self.table) else content

    def at(self, position: int) -> Item | None:
        """The title or link that begins at `position`, marks and enumerators aside."""
        content = self.flat.text
        position = skip_space(content, position)
        enumerator = _ENUMERATOR.match(content, position)
        if enumerator:
            position = enumerator.end()
        inner = position
        while inner < len(content) and (content[inner] in text.QUOTES or content[inner] in SPACE):
            inner += 1
        quoted = inner > position and any(c in text.QUOTES for c in content[position:inner])
        link = self._link_at(inner)
        if link is not None:
            return Item(None, self._behind(link, quoted=quoted), marked=True)
        if self.flat.inside("code", inner, inner + 1):
            return None
        match = self._title_at(position)
        return self._measure(match, position, inner, quoted=quoted) if match else None

    def _title_at(self, position: int) -> Match | None:
        content = self.flat.text
        if self._content is content:
            return self.titles.longest_match(content, position)
        return self.titles.as_written(content, position) or self.titles.longest_match(self._content, position)

    def _link_at(self, position: int) -> int | None:
        for span in self.flat.spans:
            if span.name == "a" and span.start <= position < span.end:
                return span.end
        return None

    def _measure(self, match: Match, position: int, inner: int, *, quoted: bool) -> Item:
        content = self.flat.text
        emphasis = self.flat.emphasis_at(position) or self.flat.emphasis_at(inner)
        end = self._behind(match.end, quoted=quoted)
        closed = quoted and any(c in CLOSING_QUOTES for c in content[match.end : end])
        own = quoted and (match.start < inner or sum(c in '"“”' for c in content[inner : match.end]) == 1)
        open_mark = -1
        if quoted and not closed and not own:
            open_mark = closing_quote(content, position, match.end)
        if emphasis and match.end < emphasis.end and text.key(content[match.end : emphasis.end]).strip(".,"):
            open_mark = emphasis.end
        emphasised = emphasis is not None and match.end <= emphasis.end
        return Item(match, end, marked=(closed or emphasised) and open_mark < 0, open_mark=open_mark)

    def _behind(self, end: int, *, quoted: bool) -> int:
        """Behind the punctuation inside a closing mark, and the mark: `Title," I` gives the place of ` I`."""
        content = self.flat.text
        behind = end
        while quoted and behind < len(content) and (content[behind] in text.TERMINAL or content[behind] in SPACE):
            behind += 1
        if not quoted or behind >= len(content) or content[behind] not in CLOSING_QUOTES:
            return end
        while behind < len(content) and content[behind] in CLOSING_QUOTES:
            behind += 1
        return behind

    def after(self, item: Item, *, commas: bool) -> tuple[int | None, bool]:
        """Where the next title would begin, and whether an "and" leads to it (which ends an enumeration).

        None where nothing separates; a comma alone does only if `commas`.
        """
        content = self.flat.text
        if item.end < len(content) and content[item.end].isalnum():
            return (item.end, False) if commas else (None, False)
        inside = content[item.match.end : item.end] if item.match else ""
        match = self._separator.match(content, item.end)
        if not match:
            return None, False
        if not (match["mark"] or match["word"]) and commas and self.title_follows(item.end):
            return item.end, False
        mark = match["mark"] or next((c for c in inside if c in ",;"), "")
        word = bool(match["word"])
        if not mark and not word:
            return None, False
        if not word and mark not in ("&", "+", ";") and not commas:
            return None, False
        return match.end(), word

    def marked_after(self, item: Item) -> int | None:
        """Where the next title stands in marks of its own: `"A" (for him) and, if you like, "B"`, or `*A* *B*`."""
        content = self.flat.text
        limit = min(item.end + _GAP, len(content))
        places = [place for place in range(item.end, limit) if content[place] in text.QUOTES]
        places += [span.start for span in self.flat.spans if item.end <= span.start < limit]
        for place in sorted(set(places)):
            if self._gap.fullmatch(content, item.end, place):
                found = self.at(place)
                if found and found.marked and found.match:
                    return place
        return None

    def title_follows(self, end: int) -> bool:
        """Whether another title, not a short one, begins right there: some authors put nothing between."""
        match = self._title_at(end)
        return match is not None and match.entries[0].word_count >= 3 and not self.flat.text[end : match.start].strip()

    def parts_after(self, item: Item) -> Iterator[Item]:
        """`Title - Part 1, Part 2 and 3`: the parts after the first, named by their number only."""
        stem = self._stem(item)
        position = item.end
        while stem and (found := self._next_part.match(self.flat.text, position)):
            entries = self.titles.exact(found["numeral"].join(stem))
            if not entries:
                return
            match = Match(found.start("name"), found.end("name"), entries)
            yield Item(match, found.end(), part=True, stem=stem)
            position = found.end()

    def missing_part(self, item: Item) -> tuple[int, int, str] | None:
        """Where a further part of the series is named that no article is, and the title it would have."""
        stem = self._stem(item)
        found = self._next_part.match(self.flat.text, item.end) if stem else None
        if not stem or not found or not found["word"]:
            return None
        return found.start("name"), found.end("name"), found["numeral"].join(stem)

    def _stem(self, item: Item) -> tuple[str, str] | None:
        """The title of a part without its number; None for what is no part of a series."""
        if item.stem or item.match is None:
            return item.stem
        start, end = item.match.start, item.match.end
        if self.flat.text[end - 1].lower() not in last_of_numbers(self.table):
            return None
        written = self._content[start:end]
        tail = self._part.search(written, max(len(written) - _NUMBER, 0))
        if not tail or not (tail["word"] or tail["open"] or written[: tail.start()].rstrip()[-1:] in "-–—,:"):
            return None
        return written[: tail.start("numeral")], written[tail.end("numeral") :]

    def capitals(self, match: Match) -> bool:
        """Whether a title is written as one: each word with a capital, except small ones inside."""
        return in_capitals(self.flat.text[match.start : match.end], self.table)


@lru_cache(maxsize=1 << 14)
def in_capitals(written: str, table: Language) -> bool:
    """Whether words are written as a title: the first with a capital, and most of those that are not small.

    Where titles are written as sentences are, the first one alone tells, or a number in its place.
    """
    found = re.findall(r"[^\W\d_][\w'’]*", written)
    if table.sentence_case:
        first = re.search(r"\w", written)
        return bool(found) and first is not None and not first[0].islower()
    if not found or found[0][0].islower():
        return False
    large = [word for word in found if word.lower() not in table.small]
    return sum(not word[0].islower() for word in large) >= (len(large) + 1) // 2

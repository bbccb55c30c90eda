"""Parts of a series that are named by their number alone, in a text that has named the series before.

"In my article, Letting Go - Part 1, I listed the signs. I listed remedies in Part 2." Which series is meant is known
from the title of a part that was resolved last, or from the article's own title where it is a part itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from seealso.markup import Flat
from seealso.model import Mention, Resolved
from seealso.notations.language import Language
from seealso.notations.reading import last_of_numbers
from seealso.titles import TitleIndex

Stem = tuple[str, str]
"""What stands before and after the number in the title of a part."""


_LEAD = 30
"""Characters before a part in which words may announce it."""
_NUMBER = 20
"""The most characters that "Part 12)" takes at the end of a title."""


@lru_cache(maxsize=8)
def names(table: Language) -> tuple[str, ...]:
    """The words by which a part may be named alone."""
    return tuple(word for word in table.parts if not word.endswith("."))


@lru_cache(maxsize=8)
def _alone(table: Language) -> re.Pattern[str]:
    words = "|".join(map(re.escape, names(table)))
    numeral = "|".join((r"\d{1,2}", "[ivx]{1,5}", *table.numerals))
    return re.compile(
        rf"(?<![\w-])(?P<name>(?:{words})\s+(?P<numeral>{numeral}))(?![\w-]|\s+of\b)",
        re.IGNORECASE,
    )


def may_stand(content: str, table: Language) -> bool:
    """Whether a text seems to name a part by its number."""
    return _alone(table).search(content) is not None


@lru_cache(maxsize=8)
def _tail(table: Language) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in table.parts)
    numeral = "|".join((r"\d{1,3}", "[ivx]{1,5}", *table.numerals))
    return re.compile(rf"\b(?:{words})\s*({numeral})\)?$", re.IGNORECASE)


def stem(title: str, table: Language) -> Stem | None:
    """What a part's title is made of besides its number; None for the title of no part."""
    if title[-1:].lower() not in last_of_numbers(table):
        return None
    found = _tail(table).search(title, max(len(title) - _NUMBER, 0))
    return (title[: found.start(1)], title[found.end(1) :]) if found else None


def named(flat: Flat, start: int, stop: int, series: Stem, titles: TitleIndex, table: Language) -> Iterator[Mention]:
    """The parts of a series that the text from `start` to `stop` names by their numbers."""
    reach = -1
    for found in _alone(table).finditer(flat.text, start, stop):
        if not (_announced(flat.text, found.start(), table) or _follows(flat.text, reach, found.start(), table)):
            continue
        entries = titles.exact(found["numeral"].join(series))
        slugs = {entry.slug for entry in entries}
        if len(slugs) == 1:
            reach = found.end()
            yield Mention(found.start(), found.end(), Resolved(slugs.pop()))


def _announced(content: str, start: int, table: Language) -> bool:
    """Whether a part is named there by itself, not as the end of a title: `In Part 2`, `see also Part 2`, `(Part 2`."""
    before = content[max(start - _LEAD, 0) : start].rstrip()
    return not before or before[-1] in ".!?(" or _pointing(table).search(before) is not None


def _follows(content: str, reach: int, start: int, table: Language) -> bool:
    """Whether only an "and" or a comma parts it from the part named before."""
    return reach >= 0 and _joint(table).fullmatch(content, reach, start) is not None


@lru_cache(maxsize=8)
def _pointing(table: Language) -> re.Pattern[str]:
    words = "|".join(
        re.escape(word) for word in (*table.pointers, *table.summons, *table.softeners) if word[0].isalpha()
    )
    return re.compile(rf"(?<![\w-])(?:{words})$", re.IGNORECASE)


@lru_cache(maxsize=8)
def _joint(table: Language) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in table.conjunctions)
    return re.compile(rf"\s*,?\s*(?:(?:{words}|&)\s+)?", re.IGNORECASE)

"""Which titles are like one that nothing has: told to the author, never linked.

Where one reference dangles, many do: what the titles are compared by is made once for all of an archive, whichever
article asks (`TitleIndex.asking`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from seealso import text
from seealso.titles import Entry, TitleIndex

MOST = 3


def candidates(titles: TitleIndex, wanted: str) -> list[Entry]:
    """The titles most like one that nothing has: near spellings, and those it is the beginning of."""
    sought, known = text.key(wanted), _spellings(titles)
    longer: list[str] = []
    place = bisect_left(known.keys, (sought,))
    while len(sought) > 5 and place < len(known.keys) and known.keys[place][0].startswith(sought):
        longer.append(known.keys[place][1])
        place += 1
    found = dict.fromkeys([*text.nearest(wanted, known.titles, folded=known.folded), *sorted(longer)])
    return [known.entries[title] for title in found][:MOST]


class _Spellings(NamedTuple):
    """The titles of an index."""

    by_key: Mapping[str, tuple[Entry, ...]]
    """Those of the index, which its likenesses share."""
    entries: Mapping[str, Entry]
    """By title."""
    titles: Sequence[str]
    """In order."""
    folded: Sequence[str]
    """The same case-folded."""
    keys: Sequence[tuple[str, ...]]
    """Their keys in order, each with its title."""


_last: _Spellings | None = None


def _spellings(titles: TitleIndex) -> _Spellings:
    global _last  # noqa: PLW0603  a process looks through one archive at a time
    if _last is None or _last.by_key is not titles.by_key:
        entries = titles.entries
        names = sorted(entries)
        keys = sorted((entry.key, name) for name, entry in entries.items())
        _last = _Spellings(titles.by_key, entries, names, [name.casefold() for name in names], keys)
    return _last

"""How much room words take when they are drawn.

Nobody knows at build time which serif a reader has, so widths are those of the widest in common use (DejaVu Serif):
in any other, words take less room than was kept for them, and none run into each other. Asking a font file was
rejected: it would be exact for one font, and wrong for the reader's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_WIDTHS = {
    0.4: "ijlIJt.,:;'’|!-()[] /",
    0.5: 'fr"“”',
    0.62: "aceksvxyz?",
    0.68: "bdghnopqu0123456789FLP",
    0.92: "w&HNKORUDQG",
    1.04: "mMW—…%@",
}
_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHER, _FULL = 0.8, 1.06
_BOLD = 1.1


def width(words: str, size: float, *, bold: bool = False) -> float:
    """The room that words need at most, in the unit of their size."""
    return _units(words) * size * (_BOLD if bold else 1)


@lru_cache(maxsize=1 << 12)
def _units(words: str) -> float:
    """Lines are broken by trying, so the same words are measured again and again."""
    return sum(map(_LETTERS.__getitem__, words))


class _Letters(dict[str, float]):
    """The width of each letter that has been seen."""

    def __missing__(self, letter: str) -> float:
        self[letter] = width = _letter(letter)
        return width


_LETTERS = _Letters()


def _letter(letter: str) -> float:
    known = _OF.get(letter)
    if known is not None:
        return known
    if unicodedata.combining(letter):
        return 0
    plain = _OF.get(unicodedata.normalize("NFD", letter)[0])
    return plain or (_FULL if unicodedata.east_asian_width(letter) in "WF" else _OTHER)


def lines(words: str, size: float, room: float, most: int, *, bold: bool = False) -> tuple[str, ...]:
    """The words in at most so many lines that fit into the room, no shorter one last than need be.

    What has no room ends in an ellipsis.
    """
    found = _wrapped(words, size, room, bold=bold)
    for part in range(95, 50, -5) if 1 < len(found) <= most else ():
        closer = _wrapped(words, size, room * part / 100, bold=bold)
        if len(closer) > len(found) or widest(closer, size, bold=bold) > room * part / 100:
            break
        found = closer
    shown, left = found[:most], found[most:]
    if left:
        shown[-1] += "…"
    return tuple(_clipped(line, size, room, bold=bold) for line in shown)


def _wrapped(words: str, size: float, room: float, *, bold: bool) -> list[str]:
    found: list[str] = []
    for word in words.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and width(longer, size, bold=bold) <= room:
            found[-1] = longer
        else:
            found.append(word)
    return found


def _clipped(line: str, size: float, room: float, *, bold: bool) -> str:
    if width(line, size, bold=bold) <= room:
        return line
    kept = line.rstrip("…")
    while kept and width(f"{kept}…", size, bold=bold) > room:
        kept = kept[:-1]
    at_word = kept.rfind(" ")
    return (kept[:at_word] if at_word > len(kept) // 2 else kept).rstrip(" ,;:–—-") + "…"


def widest(rows: Iterable[str], size: float, *, bold: bool = False) -> float:
    """The room that lines one below the other need."""
    return max((width(row, size, bold=bold) for row in rows), default=0)

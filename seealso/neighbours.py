"""An article's neighbourhood in small: lines from what led here to this, and from this to where it leads.

Names stand in HTML, where they wrap and are read aloud once; only the lines are drawn. They fit because every name
takes one row of one height, so that a page needs no more than how many there are.
"""

from __future__ import annotations

from functools import cache

from msgspec import Struct

SHOWN = 5
"""Names on either side; the lists below have them all."""
ROW = 30
WIDTH = 72


class Fan(Struct, frozen=True):
    """The lines on either side of an article."""

    width: int
    height: int
    before: str
    """The path of the lines that lead here, or nothing."""
    after: str


def fan(before: int, after: int) -> Fan:
    """The lines for so many articles that refer to this one, and so many that it refers to."""
    return _fan(_rows(before), _rows(after))


def _rows(count: int) -> int:
    """One row for each name, and one for "and 7 more"."""
    return min(count, SHOWN + 1)


@cache
def _fan(before: int, after: int) -> Fan:
    height = max(before, after, 1) * ROW
    return Fan(WIDTH, height, _lines(before, height, 0, WIDTH), _lines(after, height, WIDTH, 0))


def _lines(count: int, height: int, names: int, middle: int) -> str:
    top, centre, half = (height - count * ROW) / 2 + ROW / 2, height / 2, WIDTH / 2
    return "".join(
        f"M{names} {top + row * ROW:g}C{half:g} {top + row * ROW:g} {half:g} {centre:g} {middle} {centre:g}"
        for row in range(count)
    )

"""Values of a head, typed: text, lists, flags, numbers and dates as people write them.

What has the wrong type becomes a problem with its place and counts as absent, so that the next mistake is found too.
"""

from __future__ import annotations

import datetime as dt
import re

from msgspec import Struct

from seealso.head import Value
from seealso.problems import Problem, Remedy, error
from seealso.text import MONTHS

_DATE = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"(?:[Tt ]\s*(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)
_AS_A_DATE = "write it like this: {key}: 2024-03-14"
_TRUE, _FALSE = frozenset({"true", "yes", "on"}), frozenset({"false", "no", "off", ""})


class Typed(Struct, frozen=True):
    """Typed access to a head's values; what has the wrong type becomes a problem and counts as absent."""

    values: dict[str, Value]
    problems: list[Problem]

    def _wrong(self, value: Value, message: str, hint: str, remedy: Remedy | None = None) -> None:
        place = value.location if value.location.length else value.key
        self.problems.append(error("head-value", place, message, hint, remedy=remedy))

    def text(self, key: str) -> str:
        value = self.values.get(key)
        if value is None:
            return ""
        if isinstance(value.content, str):
            return " ".join(value.content.split())
        self._wrong(value, f'"{key}" must be text, not {_kind(value)}', f'write {key}: "..."')
        return ""

    def texts(self, key: str, *, commas: bool = False) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one, or is cut at its commas."""
        value = self.values.get(key)
        if value is None:
            return ()
        if isinstance(value.content, str):
            parts = value.content.split(",") if commas else [value.content]
            return tuple(" ".join(part.split()) for part in parts if part.strip())
        if isinstance(value.content, list) and all(isinstance(item.content, str) for item in value.content):
            return tuple(dict.fromkeys(" ".join(str(item.content).split()) for item in value.content if item.content))
        self._wrong(value, f'"{key}" must be a list of texts', f'write {key}: ["...", "..."]')
        return ()

    def flag(self, key: str) -> bool | None:
        """True or false as people write it, or None where there is nothing."""
        value = self.values.get(key)
        if value is None:
            return None
        word = value.content.strip().lower() if isinstance(value.content, str) else "?"
        if word in _TRUE | _FALSE:
            return word in _TRUE
        self._wrong(value, f'"{key}" must be true or false, not {_kind(value)}', f"write {key}: true")
        return None

    def number(self, key: str) -> int | None:
        value = self.values.get(key)
        if value is None or value.content == "":
            return None
        if isinstance(value.content, str) and re.fullmatch(r"\d{1,6}", value.content.strip()):
            return int(value.content)
        self._wrong(value, f'"{key}" must be a whole number, not {_kind(value)}', f"write {key}: 1")
        return None

    def date(self, key: str) -> dt.datetime | None:
        """A date or a moment; without a zone it is taken as UTC."""
        value = self.values.get(key)
        if value is None or value.content == "":
            return None
        written = value.content.strip() if isinstance(value.content, str) else ""
        try:
            found = moment(written)
        except ValueError as cause:
            readings = _day_first(written)
            remedy = Remedy(value.location, readings[0]) if len(readings) == 1 else None
            hint = f"write the year first: {key}: {' or '.join(readings)}" if readings else _AS_A_DATE.format(key=key)
            self._wrong(value, f'"{key}: {written or _kind(value)}" is no date: {cause}', hint, remedy)
            return None
        return found


def moment(written: str) -> dt.datetime:
    """A date as ISO 8601 writes it, with or without time and zone; ValueError says what is wrong."""
    match = _DATE.fullmatch(written)
    if not match:
        raise ValueError("it must be year-month-day")
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    try:
        date = dt.date(year, month, day)
    except ValueError:
        raise ValueError(f"{MONTHS[month - 1]} {year} has no day {day}") from None
    zone = _zone(match["zone"])
    hour, minute, second = (int(match[name] or 0) for name in "HMS")
    try:
        return dt.datetime.combine(date, dt.time(hour, minute, second), tzinfo=zone)
    except ValueError:
        raise ValueError(f"there is no time {hour}:{minute:02}:{second:02}") from None


def _zone(written: str | None) -> dt.timezone:
    if not written or not written.startswith(("+", "-")):
        return dt.UTC
    digits = written[1:].replace(":", "").ljust(4, "0")
    offset = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if offset >= dt.timedelta(hours=24):
        raise ValueError(f"there is no time zone {written}")
    return dt.timezone(-offset if written[0] == "-" else offset)


def _day_first(written: str) -> list[str]:
    """What a date that does not begin with its year may mean: two readings where day and month may swap."""
    slashes = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", written)
    if not slashes:
        return []
    first, second, year = (int(part) for part in slashes.groups())
    both = dict.fromkeys([(first, second), (second, first)])
    return [f"{year}-{month:02}-{day:02}" for month, day in both if month <= 12 and day <= 31]


def _kind(value: Value) -> str:
    match value.content:
        case str():
            return f'"{value.content}"'
        case list():
            return "a list"
        case dict():
            return "a table"

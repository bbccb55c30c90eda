"""The head of an article: YAML read as the text that it is, then typed by us.

YAML's own typing turns `no` into False, `12:30` into 750 and `010` into 8, and knows no line for an impossible date.
So the nodes are composed, not constructed: every scalar stays what the author typed and keeps its place.
python-frontmatter finds the head; anchors, aliases and tags, which no author of articles needs, are refused.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from frontmatter.default_handlers import YAMLHandler

from seealso.model import SourcePath
from seealso.problems import Location, Problem, error

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SPECIAL = re.compile(r"(?:^|[\s\[,{])([&*!][^\s&*!,\]}]+)", re.MULTILINE)
_DATE = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"(?:[Tt ]\s*(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:\.\d+)?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)
_TRUE, _FALSE = frozenset({"true", "yes", "on"}), frozenset({"false", "no", "off", ""})


@dataclass(frozen=True, slots=True)
class Value:
    """What stands behind a key: text, a list or a table, and where."""

    content: str | list[Value] | dict[str, Value]
    location: Location
    key: Location
    """Where the key stands."""

    def plain(self) -> object:
        """As strings, lists and dictionaries, for the layouts."""
        match self.content:
            case str():
                return self.content
            case list():
                return [value.plain() for value in self.content]
            case dict():
                return {name: value.plain() for name, value in self.content.items()}


@dataclass(frozen=True, slots=True)
class Head:
    values: dict[str, Value]
    body_start: int
    """The index of the body's first line in the file."""
    problems: tuple[Problem, ...]


def read(content: str, path: SourcePath) -> Head:
    """The head of a file's text. A file without one has no values; one that does not parse has a problem."""
    handler = YAMLHandler()
    if not handler.detect(content):
        return Head({}, 0, ())
    try:
        front, body = handler.split(content)
    except ValueError:
        hint = "close the head with a line of three hyphens: ---"
        return Head({}, 0, (error("head", Location(path, 1, 1, 3), "the head of the article is not closed", hint),))
    first = content[: content.index(front, 3)].count("\n")
    body_start = content[: len(content) - len(body)].count("\n") + (1 if body.startswith("\n") else 0)
    problems: list[Problem] = []
    values = _compose(front, first, path, problems)
    return Head(values, body_start, tuple(problems))


def _compose(front: str, first: int, path: SourcePath, problems: list[Problem]) -> dict[str, Value]:
    special = _SPECIAL.search(front)
    try:
        node = yaml.compose(front, Loader=_LOADER)
        tokens = yaml.scan(front, Loader=_LOADER) if special else ()
        refused = [t for t in tokens if isinstance(t, (yaml.AnchorToken, yaml.AliasToken, yaml.TagToken))]
    except yaml.YAMLError as cause:
        problems.append(_unreadable(cause, front, first, path))
        return {}
    for token in refused:
        place = Location(path, first + token.start_mark.line + 1, token.start_mark.column + 1)
        problems.append(
            error("head", place, "anchors, aliases and tags of YAML are not read here", "put the text in quotes")
        )
    if node is None or refused:
        return {}
    if not isinstance(node, yaml.MappingNode):
        place = Location(path, first + node.start_mark.line + 1, 1)
        problems.append(
            error("head", place, "the head must be lines of `key: value`", 'for example  title: "On Tides"')
        )
        return {}
    return _table(node, first, path, problems)


def _unreadable(cause: yaml.YAMLError, front: str, first: int, path: SourcePath) -> Problem:
    mark = getattr(cause, "problem_mark", None) or getattr(cause, "context_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = front.split("\n")
    written = lines[line] if line < len(lines) else ""
    hint = "a value that holds a colon, a quote or begins with a mark belongs in quotes"
    if re.match(r"\s*[\w-]+:\S", written):
        hint = "leave a space after the colon of a key"
    elif "\t" in written:
        hint = "indent with spaces: YAML takes no tabs"
    value = re.match(r"(\s*[\w-]+:\s+)([^\"'\[{].*:\s.*)", written)
    if value:
        hint = f'put the text in quotes: {value[1].strip()} "{value[2].strip()}"'
    reason = getattr(cause, "problem", None) or "it is no YAML"
    return error(
        "head", Location(path, first + line + 1, column + 1), f"the head of the article does not parse: {reason}", hint
    )


def _table(node: yaml.MappingNode, first: int, path: SourcePath, problems: list[Problem]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for key, value in node.value:
        place = _location(key, first, path)
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
        if name in values:
            problems.append(error("head", place, f'"{name}" stands in the head twice', "keep one of the two lines"))
        elif name:
            values[name] = _value(value, place, first, path, problems)
    return values


def _value(node: yaml.Node, key: Location, first: int, path: SourcePath, problems: list[Problem]) -> Value:
    place = _location(node, first, path)
    match node:
        case yaml.SequenceNode():
            return Value([_value(item, place, first, path, problems) for item in node.value], place, key)
        case yaml.MappingNode():
            return Value(_table(node, first, path, problems), place, key)
        case _:
            empty = getattr(node, "style", None) is None and node.value in ("~", "null", "Null", "NULL")
            return Value("" if empty else str(node.value), place, key)


def _location(node: yaml.Node, first: int, path: SourcePath) -> Location:
    start, end = node.start_mark, node.end_mark
    length = end.column - start.column if end.line == start.line else 1
    return Location(path, first + start.line + 1, start.column + 1, max(1, length))


# --- typed values --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Typed:
    """Typed access to a head's values; what has the wrong type becomes a problem and counts as absent."""

    values: dict[str, Value]
    problems: list[Problem]

    def _wrong(self, value: Value, message: str, hint: str) -> None:
        self.problems.append(error("head-value", value.location if value.location.length else value.key, message, hint))

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
            self._wrong(value, f'"{key}: {written or _kind(value)}" is no date: {cause}', _date_hint(key, written))
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
        raise ValueError(f"{_MONTHS[month - 1]} {year} has no day {day}") from None
    hour, minute, second = (int(match[name] or 0) for name in "HMS")
    try:
        return dt.datetime.combine(date, dt.time(hour, minute, second), tzinfo=_zone(match["zone"]))
    except ValueError:
        raise ValueError(f"there is no time {hour}:{minute:02}:{second:02}") from None


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _zone(written: str | None) -> dt.timezone:
    if not written or not written.startswith(("+", "-")):
        return dt.UTC
    digits = written[1:].replace(":", "").ljust(4, "0")
    offset = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return dt.timezone(-offset if written[0] == "-" else offset)


def _date_hint(key: str, written: str) -> str:
    slashes = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", written)
    if slashes:
        first, second, year = (int(part) for part in slashes.groups())
        readings = [
            f"{year}-{m:02}-{d:02}" for m, d in dict.fromkeys([(first, second), (second, first)]) if m <= 12 and d <= 31
        ]
        return f"write the year first: {key}: {' or '.join(readings) or '2024-03-14'}"
    return f"write it like this: {key}: 2024-03-14"


def _kind(value: Value) -> str:
    match value.content:
        case str():
            return f'"{value.content}"'
        case list():
            return "a list"
        case dict():
            return "a table"


def unknown_keys(values: dict[str, Value], known: frozenset[str]) -> Iterator[tuple[str, Value]]:
    """The keys that are not ours, which go to the layouts."""
    for name, value in values.items():
        if name not in known:
            yield name, value

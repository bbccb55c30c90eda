"""The head of an article: YAML read as the text that it is, then typed by us.

YAML's own typing turns `no` into False, `12:30` into 750 and `010` into 8, and knows no line for an impossible date.
So the nodes are composed, not constructed: every scalar stays what the author typed and keeps its place.
python-frontmatter finds the head; anchors, aliases and tags, which no author of articles needs, are refused. Most heads
are as plain as can be: for them, neither of the two libraries is so much as imported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from seealso.model import Article, SourcePath
from seealso.problems import Location, Problem, Remedy, error

if TYPE_CHECKING:
    import yaml

    _Node = yaml.ScalarNode | yaml.SequenceNode | yaml.MappingNode

_BLANK_BEFORE = re.compile(r"\s*\n(?=---[ \t]*\n\s*[\w-]+[ \t]*:)")
"""Empty lines above a head: it is one all the same, lest a draft be published for want of noticing."""
_SPACE = re.compile(r"\s*")
_TIGHT_COLON = re.compile(r"[\w-]+:[^\s/]")
_SPACE_AFTER_COLON = "leave a space after the colon of a key"
_UNBROKEN = r"[^\"'\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]"
_QUOTED = rf"\"(?:{_UNBROKEN}|')*\"|'(?:{_UNBROKEN}|[\"\\])*'"
_ITEM = re.compile(rf"{_QUOTED}|\w(?:[\w .()/’'-]*[\w.)])?")
_LINE = re.compile(
    rf"(?P<key>[A-Za-z][A-Za-z0-9_-]*): +(?P<value>{_QUOTED}|\[ *(?:{_ITEM.pattern})(?: *, *(?:{_ITEM.pattern}))* *\]"
    r"|\w(?:[\w .,;!?()/&+\"'’“”–—-]++|:(?=[\w/]))*+(?<=[\w.,;!?)\"”’]))"
)
"""A key with a text or a list of texts behind it, about which there is no doubt in YAML."""
_NULL = frozenset({"~", "null", "Null", "NULL"})
_SPECIAL = re.compile(r"(?:^|[\s\[,{])([&*!][^\s&*!,\]}]+)", re.MULTILINE)


class Value(Struct, frozen=True):
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


class Head(Struct, frozen=True):
    values: dict[str, Value]
    body_start: int
    """The index of the body's first line in the file."""
    problems: tuple[Problem, ...]


class Front(Struct, frozen=True):
    """The YAML of a head, without the lines of hyphens around it."""

    yaml: str
    start: int
    """Where in the file it begins."""
    first_line: int
    """On which line that is, as an index."""
    body_start: int
    """The index of the body's first line in the file."""


def front(content: str) -> Front | None:
    """The head of a file's text as it stands there, None where it has none; ValueError where it is not closed."""
    return plain_front(content) or found_front(content)


def plain_front(content: str) -> Front | None:
    """A head between two lines of three hyphens, with a text behind it; None where it takes more to say."""
    end = content.find("\n---", 3)
    if not content.startswith("---\n") or content[4:5].isspace() or not content.startswith("\n---\n", max(end, 4)):
        return None
    space = _SPACE.match(content, end + 4)
    if space is None or space.end() == len(content):
        return None
    return Front(content[3 : end + 1], 3, 0, content.count("\n", 0, end + 1) + space.group().count("\n"))


def found_front(content: str) -> Front | None:
    """Any head, as python-frontmatter finds it; ValueError where it is not closed."""
    from frontmatter.default_handlers import YAMLHandler

    handler = YAMLHandler()
    blank = _BLANK_BEFORE.match(content)
    skipped = blank.group().count("\n") if blank else 0
    content = content[blank.end() :] if blank else content
    if not handler.detect(content):
        return None
    inside, body = handler.split(content)
    start = content.index(inside, 3)
    first = skipped + content[:start].count("\n")
    after = content[: len(content) - len(body)].count("\n") + (1 if body.startswith("\n") else 0)
    return Front(inside, start + (blank.end() if blank else 0), first, skipped + after)


def read(content: str, path: SourcePath) -> Head:
    """The head of a file's text. A file without one has no values; one that does not parse has a problem."""
    try:
        found = front(content)
    except ValueError:
        hint = "close the head with a line of three hyphens: ---"
        place = Location(path, content[: content.index("---")].count("\n") + 1, 1, 3)
        return Head({}, 0, (error("head", place, "the head of the article is not closed", hint),))
    if found is None:
        return Head({}, 0, ())
    problems: list[Problem] = []
    values = plain(found.yaml, found.first_line, path)
    if values is None:
        values = composed(found.yaml, found.first_line, path, problems)
    return Head(values, found.body_start, tuple(problems))


def plain(inside: str, first: int, path: SourcePath) -> dict[str, Value] | None:
    """The values of a head of plain lines, as nearly all are, in a fifth of the time; None where YAML is needed."""
    values: dict[str, Value] = {}
    for number, line in enumerate(inside.split("\n"), first + 1):
        found = _LINE.fullmatch(line) if line else None
        if found:
            if found["key"] in values:
                return None
            values[found["key"]] = _plain_value(found, number, path)
        elif line:
            return None
    return values


def _plain_value(found: re.Match[str], line: int, path: SourcePath) -> Value:
    key = Location(path, line, 1, found.end("key"))
    start, end = found.span("value")
    place = Location(path, line, start + 1, end - start)
    written = found["value"]
    if written[0] != "[":
        return Value(_plain_text(written), place, key)
    items = [
        Value(_plain_text(item.group()), Location(path, line, item.start() + 1, item.end() - item.start()), place)
        for item in _ITEM.finditer(found.string, start + 1, end - 1)
    ]
    return Value(items, place, key)


def _plain_text(written: str) -> str:
    if written[0] in "\"'":
        return written[1:-1]
    return "" if written in _NULL else written


def composed(inside: str, first: int, path: SourcePath, problems: list[Problem]) -> dict[str, Value]:
    """The values of any head, which YAML composes; what is wrong with them is added to `problems`."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    special = _SPECIAL.search(inside)
    try:
        node = yaml.compose(inside, Loader=loader)
        tokens = yaml.scan(inside, Loader=loader) if special else ()
        refused = [t for t in tokens if isinstance(t, (yaml.AnchorToken, yaml.AliasToken, yaml.TagToken))]
    except yaml.YAMLError as cause:
        problems.append(_unreadable(cause, inside, first, path))
        return {}
    for token in refused:
        place = Location(path, first + token.start_mark.line + 1, token.start_mark.column + 1)
        problems.append(
            error("head", place, "anchors, aliases and tags of YAML are not read here", "put the text in quotes")
        )
    if node is None or refused:
        return {}
    if not isinstance(node, yaml.MappingNode):
        problems.append(_no_mapping(inside.split("\n"), first, node.start_mark.line, path))
        return {}
    return _table(node, first, path, problems)


def _no_mapping(lines: list[str], first: int, line: int, path: SourcePath) -> Problem:
    message = "the head must be lines of `key: value`"
    tight = next((number for number, written in enumerate(lines) if _TIGHT_COLON.match(written)), None)
    if tight is None:
        return error("head", Location(path, first + line + 1, 1), message, 'for example  title: "On Tides"')
    place = Location(path, first + tight + 1, lines[tight].index(":") + 1)
    return error("head", place, message, _SPACE_AFTER_COLON, remedy=Remedy(place, ": "))


def _unreadable(cause: yaml.YAMLError, inside: str, first: int, path: SourcePath) -> Problem:
    mark = getattr(cause, "problem_mark", None) or getattr(cause, "context_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = inside.split("\n")
    written = lines[line] if line < len(lines) else ""
    hint = "a value that holds a colon, a quote or begins with a mark belongs in quotes"
    tight = next((n for n in range(min(line, len(lines) - 1), -1, -1) if _TIGHT_COLON.match(lines[n])), None)
    if tight is not None:
        line, column, written = tight, lines[tight].index(":"), lines[tight]
        hint = _SPACE_AFTER_COLON
    elif "\t" in written:
        hint = "indent with spaces: YAML takes no tabs"
    value = re.match(r"(\s*[\w-]+:\s+)([^\"'\[{].*:\s.*)", written)
    if value:
        hint = f'put the text in quotes: {value[1].strip()} "{value[2].strip()}"'
    reason = getattr(cause, "problem", None) or "it is no YAML"
    place = Location(path, first + line + 1, column + 1)
    remedy = Remedy(place, ": ") if tight is not None else None
    return error("head", place, f"the head of the article does not parse: {reason}", hint, remedy=remedy)


def _table(node: yaml.Node, first: int, path: SourcePath, problems: list[Problem]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for key, value in node.value:
        place = _location(key, first, path)
        name = str(key.value) if key.id == "scalar" else ""
        if name in values:
            problems.append(error("head", place, f'"{name}" stands in the head twice', "keep one of the two lines"))
        elif name:
            values[name] = _value(value, place, first, path, problems)
    return values


def _value(node: _Node, key: Location, first: int, path: SourcePath, problems: list[Problem]) -> Value:
    place = _location(node, first, path)
    match node.id:
        case "sequence":
            return Value([_value(item, place, first, path, problems) for item in node.value], place, key)
        case "mapping":
            return Value(_table(node, first, path, problems), place, key)
        case _:
            empty = not getattr(node, "style", None) and node.value in _NULL
            return Value("" if empty else str(node.value), place, key)


def _location(node: yaml.Node, first: int, path: SourcePath) -> Location:
    start, end = node.start_mark, node.end_mark
    length = end.column - start.column if end.line == start.line else 1
    return Location(path, first + start.line + 1, start.column + 1, max(1, length))


def place(article: Article, key: str) -> Location:
    """The line of an article's head where a key stands, or its first line."""
    for number, line in enumerate(article.head.split("\n"), 1):
        if line.lower().startswith(f"{key}:"):
            return Location(article.path, number, 1, len(line))
    return Location(article.path, 1)


def unknown_keys(values: dict[str, Value], known: frozenset[str]) -> Iterator[tuple[str, Value]]:
    """The keys that are not ours, which go to the layouts."""
    for name, value in values.items():
        if name not in known:
            yield name, value

"""Reading the settings: TOML to `Config`, with every mistake at once, each with its line and the nearest name."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator, Mapping
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from seealso.config import Config, base_url_problem
from seealso.model import SourcePath
from seealso.problems import Location, Problem, SeealsoError, error
from seealso.text import did_you_mean


def parse(content: str, path: SourcePath, *, table: tuple[str, ...]) -> Config:
    """The settings in a TOML file's text, under the given table (`("tool", "seealso")`, or `()` for all of it).

    Raises SeealsoError with every problem: what is no TOML, unknown keys, wrong types, an address that is none.
    """
    import tomllib

    try:
        data: object = tomllib.loads(content)
    except tomllib.TOMLDecodeError as cause:
        raise SeealsoError([_not_toml(str(cause), path)]) from None
    for name in table:
        data = data.get(name, {}) if isinstance(data, dict) else {}
    problems: list[Problem] = []
    config = _typed(Config, data, _Reader(content, path, problems, ".".join(table)))
    problems += _checks(config, _Reader(content, path, problems, ".".join(table)))
    if problems:
        raise SeealsoError(problems)
    return config


def place(key: str, content: str, path: SourcePath, *, table: tuple[str, ...]) -> Location:
    """Where a setting stands in the text of its file, to say what is wrong with it that no type tells."""
    return _Reader(content, path, [], ".".join(table)).place(key)


def _not_toml(message: str, path: SourcePath) -> Problem:
    place = re.search(r"\(at line (\d+), column (\d+)\)", message)
    location = Location(path, int(place[1]), int(place[2])) if place else Location(path, 1)
    return error(
        "settings",
        location,
        f"the settings do not parse: {message.partition(' (at')[0]}",
        'TOML writes text in quotes: title = "My archive"',
    )


class _Reader(Struct, frozen=True):
    """The file that is read, to say where something stands in it."""

    content: str
    path: SourcePath
    problems: list[Problem]
    table: str

    def inside(self, key: str) -> _Reader:
        return replace(self, table=f"{self.table}.{key}" if self.table else key)

    def report(self, key: str, message: str, hint: str) -> None:
        self.problems.append(error("settings", self.place(key), message, hint))

    def place(self, key: str) -> Location:
        """Where a key of the present table stands; TOML's reader does not say, so the text is searched."""
        here = not self.table
        for number, line in enumerate(self.content.splitlines(), 1):
            header = re.match(r"\s*\[([^\[\]]+)\]", line)
            if header:
                name = re.sub(r"[\s\"']", "", header[1])
                here = name == self.table
                if name == f"{self.table}.{key}".lstrip("."):
                    return Location(self.path, number, line.index("[") + 1, len(line.strip()))
            found = re.match(rf"(\s*[\"']?){re.escape(key)}[\"']?\s*[=.]", line)
            if here and found:
                return Location(self.path, number, len(found[1]) + 1, len(key))
        return Location(self.path, 1)


_Schema = TypeVar("_Schema")


def _typed(schema: type[_Schema], data: object, reader: _Reader) -> _Schema:
    """An instance of the struct from a TOML table; problems go to the reader."""
    if not isinstance(data, dict):
        reader.report(reader.table.rpartition(".")[2], f"[{reader.table}] must be a table of settings", "")
        return schema()
    hints = typing.get_type_hints(schema)
    values = {}
    for key, value in data.items():
        if key not in hints:
            reader.report(
                key, f'there is no setting "{key}"', did_you_mean(key, hints) or f"settings here: {', '.join(hints)}"
            )
        elif issubclass(typing.get_origin(hints[key]) or hints[key], Struct):
            values[key] = _typed(hints[key], value, reader.inside(key))
        else:
            typed = _value(hints[key], value)
            if typed is None:
                reader.report(
                    key,
                    f'"{key}" must be {_NAMES[hints[key]]}, not {_shown(value)}',
                    _EXAMPLES[hints[key]].format(key=key),
                )
            else:
                values[key] = typed
    return schema(**values)


_NAMES = {str: "text", int: "a whole number", bool: "true or false", tuple[str, ...]: "a list of texts"}
_EXAMPLES = {
    str: 'write {key} = "..."',
    int: "write {key} = 20",
    bool: "write {key} = true",
    tuple[str, ...]: 'write {key} = ["...", "..."]',
}


def _value(kind: object, value: object) -> object | None:
    if kind == tuple[str, ...]:
        return tuple(value) if isinstance(value, list) and all(isinstance(v, str) for v in value) else None
    return value if type(value) is kind else None


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return "a table"
    return f'"{value}"' if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)


def _checks(config: Config, reader: _Reader) -> Iterator[Problem]:
    if config.base_url:
        problem = base_url_problem(config.base_url)
        if problem:
            yield error(
                "settings",
                reader.place("base_url"),
                problem,
                'write base_url = "https://example.com/" with the address of your site',
            )
    for key in ("page_size", "feed_size"):
        if getattr(config, key) < 1:
            yield error("settings", reader.place(key), f'"{key}" must be 1 or more', "")
    if config.cname and not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", config.cname):
        yield error(
            "settings",
            reader.place("cname"),
            f'"{config.cname}" is no domain name',
            'write cname = "www.example.com", without https://',
        )
    booking = config.consultation.booking
    if booking and not booking.startswith("https://"):
        yield error(
            "settings",
            reader.inside("consultation").place("booking"),
            "the booking address must begin with https://",
            "",
        )

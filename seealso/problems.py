"""A problem: what is wrong, where, and what would mend it.

Every stage returns its problems beside its values; nobody stops at the first. The printed form is that of a
compiler, with the author's own line and a caret under the words that are meant, since "line 12" alone
sends a person searching.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from unicodedata import east_asian_width

from msgspec import Struct

from seealso.model import SourcePath

EXCERPT_WIDTH = 110
"""Columns of the author's line that are shown; longer lines are cut around the caret."""


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    """Worth knowing, nothing to mend: never stops a build, not even a strict one."""


class Location(Struct, frozen=True):
    """A place in a file. Lines and columns count from one; a column of zero means the whole line."""

    path: SourcePath
    line: int = 0
    column: int = 0
    length: int = 1

    def __str__(self) -> str:
        parts = [str(self.path)]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


class Remedy(Struct, frozen=True):
    """The one certain way to mend a problem: what is to stand in a place instead."""

    location: Location
    replacement: str


class Problem(Struct, frozen=True):
    code: str
    severity: Severity
    location: Location
    message: str
    hint: str = ""
    excerpt: str | None = None
    """The line in question where it is not one of a file's that can be read again."""
    remedy: Remedy | None = None
    """What `check --fix` does about it."""

    def as_json(self) -> dict[str, object]:
        """The documented, stable form that `--format json` prints."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "path": self.location.path,
            "line": self.location.line,
            "column": self.location.column,
            "message": self.message,
            "hint": self.hint,
        }


class SeealsoError(Exception):
    """Carries problems out of a place that cannot go on."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))

    def __reduce__(self) -> tuple[type[SeealsoError], tuple[tuple[Problem, ...]]]:
        """What another process makes it from: of an exception, Python sends the message only."""
        return SeealsoError, (self.problems,)


def failure(cause: SeealsoError | RuntimeError) -> tuple[Problem, ...]:
    """The problems for which something could not go on."""
    if isinstance(cause, SeealsoError):
        return cause.problems
    return (error("build", Location(SourcePath("")), str(cause)),)


def error(
    code: str,
    location: Location,
    message: str,
    hint: str = "",
    *,
    excerpt: str | None = None,
    remedy: Remedy | None = None,
) -> Problem:
    return Problem(code, Severity.ERROR, location, message, hint, excerpt, remedy)


def warning(code: str, location: Location, message: str, hint: str = "", *, remedy: Remedy | None = None) -> Problem:
    return Problem(code, Severity.WARNING, location, message, hint, remedy=remedy)


def note(code: str, location: Location, message: str, hint: str = "") -> Problem:
    return Problem(code, Severity.NOTE, location, message, hint)


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """By file, line and column, each once."""

    def key(problem: Problem) -> tuple[str, int, int, str, str]:
        place = problem.location
        return (place.path, place.line, place.column, problem.code, problem.message)

    return sorted(dict.fromkeys(problems), key=key)


def show(problem: Problem, line_of: Callable[[SourcePath, int], str | None]) -> str:
    """The problem as text: place, message, the author's line with carets, hint.

    `line_of` gives a line of a file (counted from one), or None where there is none.
    """
    place = problem.location
    where = f"{place}: " if place.path else ""
    parts = [f"{where}{problem.severity}[{problem.code}]: {problem.message}"]
    line = problem.excerpt if problem.excerpt is not None else line_of(place.path, place.line) if place.line else None
    if line is not None and line.strip():
        parts += _excerpt(line, place.column, place.length)
    if problem.hint:
        first, *rest = problem.hint.split("\n")
        parts += [f"   = {first}", *(f"     {more}" for more in rest)]
    return "\n".join(parts)


def _excerpt(line: str, column: int, length: int) -> list[str]:
    line = line.rstrip("\n").replace("\t", " ")
    begin = max(column - 1, 0)
    if column == 0:
        begin = len(line) - len(line.lstrip())
        length = len(line.strip())
    length = max(1, min(length, len(line) - begin))
    cut = 0
    if begin + length > EXCERPT_WIDTH:
        cut = max(0, min(begin - EXCERPT_WIDTH // 3, len(line) - EXCERPT_WIDTH))
    shown = line[cut : cut + EXCERPT_WIDTH]
    before = shown[: begin - cut]
    marked = shown[begin - cut : begin - cut + length]
    return [f"   |  {shown}", f"   |  {' ' * _width(before)}{'^' * max(1, _width(marked))}"]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)

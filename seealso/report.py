"""What the command line says, as text for people, as JSON for programs, as annotations for GitHub."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

from seealso import terminal
from seealso.model import SourcePath, url_of
from seealso.pipeline import Built, nothing
from seealso.problems import Problem, Severity, show
from seealso.text import plural

BAR_AFTER = 0.5
"""Seconds after which a build shows its progress."""
BAR_WIDTH = 28
NAMED = 3
"""Pages that are named, of those that a save made anew."""
_ITS_OWN = ("new", "head", "text")
"""Reasons that lie in a page's own article: an author looks for that page first."""
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


class Progress:
    """A bar on a terminal for what takes longer than half a second; silent elsewhere."""

    def __init__(self, stream: TextIO, *, quiet: bool) -> None:
        self._stream = stream
        self._active = not quiet and stream.isatty()
        self._begun = time.monotonic()
        self._drawn = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if not self._active or now - self._begun < BAR_AFTER or now - self._drawn < 0.05:
            return
        self._drawn = now
        filled = BAR_WIDTH * done // max(total, 1)
        self._stream.write(f"\r\033[K{what:<13}[{'#' * filled}{'.' * (BAR_WIDTH - filled)}] {done}/{total}")
        self._stream.flush()

    def clear(self) -> None:
        """Take the bar away."""
        if self._drawn:
            self._stream.write("\r\033[K")
            self._stream.flush()


def problems_text(problems: tuple[Problem, ...], sources: Mapping[SourcePath, str], *, colour: bool = False) -> str:
    """All problems in their printed form, a blank line between them; nothing where there are none."""
    lines: dict[SourcePath, list[str]] = {}

    def line_of(path: SourcePath, number: int) -> str | None:
        if path not in lines:
            lines[path] = sources.get(path, "").split("\n")
        return lines[path][number - 1] if 0 < number <= len(lines[path]) else None

    shown = [show(problem, line_of) for problem in problems]
    if colour:
        shown = [_coloured(text, problem) for text, problem in zip(shown, problems, strict=True)]
    return "\n\n".join(shown)


def _coloured(text: str, problem: Problem) -> str:
    word = f"{problem.severity}[{problem.code}]"
    return text.replace(word, f"\033[{_COLOURS[problem.severity]};1m{word}\033[0m", 1)


def summary(built: Built, *, written: int | None, seconds: float) -> dict[str, object]:
    """The numbers of a build: a documented, stable form. `written` is None where nothing was to be written."""
    return {
        "articles": built.articles,
        "withheld": len(built.withheld),
        "references": built.references,
        "resolved": built.resolved,
        "errors": built.count(Severity.ERROR),
        "warnings": built.count(Severity.WARNING),
        "notes": built.count(Severity.NOTE),
        "pages": built.size,
        "written": written,
        "seconds": round(seconds, 3),
    }


def as_json(built: Built, numbers: Mapping[str, object]) -> str:
    return json.dumps(
        {"problems": [p.as_json() for p in built.problems], "summary": numbers}, ensure_ascii=False, indent=1
    )


def as_github(problems: Iterable[Problem]) -> str:
    """The problems as workflow commands, which GitHub shows beside the lines of a change."""
    return "\n".join(_github_command(problem) for problem in problems)


def _github_command(problem: Problem) -> str:
    place = problem.location
    properties = {"file": place.path, "line": place.line, "col": place.column, "title": problem.code}
    said = ",".join(f"{name}={_github_property(str(value))}" for name, value in properties.items() if value)
    message = problem.message + (f"\n{problem.hint}" if problem.hint else "")
    kind = "notice" if problem.severity is Severity.NOTE else problem.severity.value
    return f"::{kind} {said}::{_github_data(message)}"


def _github_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")


def answer(built: Built, numbers: Mapping[str, object], form: str, *, quiet: bool) -> None:
    """Print the problems and the numbers of a build as `text`, `json` or `github`; `quiet` leaves the numbers out."""
    match form:
        case "json":
            terminal.say(as_json(built, numbers))
        case "github":
            terminal.say(as_github(built.problems))
        case _:
            colour = terminal.colour_wanted(sys.stdout, os.environ)
            terminal.say(problems_text(built.problems, built.sources, colour=colour))
            if not quiet:
                seconds = float(str(numbers["seconds"]))
                terminal.say((" \n" if built.problems else "") + terminal.timed(summary_text(built), seconds))


def refuse(problems: Sequence[Problem], form: str) -> int:
    """Say why nothing was built or written; the exit status for it."""
    built = nothing(tuple(problems))
    answer(built, summary(built, written=None, seconds=0), form, quiet=True)
    return 1


def made_text(built: Built, seconds: float, *, again: bool) -> str:
    """Which pages were made, why, and in what time, in one line; how many where none was made before."""
    took = f"{seconds * 1000:.0f} ms"
    if not again:
        return f"{plural(built.size, 'page')} made in {took}."
    if not built.reasons:
        return f"No page had to be made again ({took})."
    pages = sorted(built.reasons.items(), key=lambda page: [name not in page[1] for name in _ITS_OWN])
    named = ", ".join(f"{url_of(file) or '/'} ({', '.join(why)})" for file, why in pages[:NAMED])
    more = f" and {len(pages) - NAMED:,} more" if len(pages) > NAMED else ""
    return f"{plural(len(pages), 'page')} made again in {took}: {named}{more}."


def summary_text(built: Built) -> str:
    """What was found, and what is wrong with it, in one line."""
    articles = plural(built.articles, "article")
    if built.withheld:
        articles += f" ({len(built.withheld):,} more not published yet)"
    open_ = built.references - built.resolved
    if open_:
        resolved = f"{built.resolved} resolved, {open_} not"
    else:
        resolved = "all resolved" if built.references else "0 resolved"
    faults = [
        plural(built.count(severity), severity.value)
        for severity in (Severity.ERROR, Severity.WARNING)
        if built.count(severity)
    ]
    found = f"{articles}, {plural(built.references, 'reference')} found, {resolved}"
    return f"{found}. {' and '.join(faults) or 'No problems'}."

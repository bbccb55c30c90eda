"""Comments by which an author says "that is all right": `<!-- seealso: allow dangling-reference -->`.

A comment on a line of words speaks for that line; alone on its line, for what follows down to the next empty line. In
a head it is YAML's: `# seealso: allow same-title`. Errors can't be allowed, since they stop the site. A comment that
allows nothing is said to, lest it hide a later mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from seealso.model import SourcePath
from seealso.problems import Location, Problem, Severity, note, warning
from seealso.text import did_you_mean

CODES = frozenset({
    "alias-taken", "ambiguous-reference", "broken-anchor", "broken-link", "chronology", "dangling-reference",
    "empty-article", "misspelt-key", "missing-alt", "missing-footnote", "missing-picture", "outside", "panel",
    "raw-html",
    "same-title", "self-reference", "topic", "untitled-reference", "unused-file", "unused-footnote", "wrong-target",
})  # fmt: skip
"""Problems that an author may allow."""
_COMMENT = re.compile(
    r"<!--\s*seealso:\s*allow\s+(?P<body>[\w, -]*?)\s*-->|#\s*seealso:\s*allow\s+(?P<head>[\w, -]+?)\s*$"
)


class _Allowance(Struct, frozen=True):
    """What one comment allows, and where."""

    code: str
    place: Location
    first: int
    last: int
    """The lines that it speaks for, from one."""

    def covers(self, problem: Problem) -> bool:
        here = problem.location
        return (
            problem.code == self.code
            and problem.severity is not Severity.ERROR
            and here.path == self.place.path
            and self.first <= here.line <= self.last
        )


def apply(problems: Sequence[Problem], sources: Mapping[SourcePath, str]) -> list[Problem]:
    """The problems without those that a comment allows, and what is wrong with the comments themselves."""
    found: dict[SourcePath, list[_Allowance]] = {}
    for path, content in sources.items():
        if "seealso: allow" in content:
            found[path] = list(_in_file(path, content.split("\n")))
    kept: list[Problem] = []
    used: set[_Allowance] = set()
    for problem in problems:
        allowing = [one for one in found.get(problem.location.path, ()) if one.covers(problem)]
        used.update(allowing)
        if not allowing:
            kept.append(problem)
    return [*kept, *_faults(one for allowances in found.values() for one in allowances if one not in used)]


def _in_file(path: SourcePath, lines: Sequence[str]) -> Iterator[_Allowance]:
    for number, line in enumerate(lines, 1):
        for comment in _COMMENT.finditer(line):
            alone = not (line[: comment.start()] + line[comment.end() :]).strip()
            last = _paragraph_end(lines, number) if alone else number
            for code in re.finditer(r"[\w-]+", comment["body"] or comment["head"] or ""):
                column = comment.start() + comment.group().index(code.group(), len("seealso: allow")) + 1
                yield _Allowance(code.group(), Location(path, number, column, len(code.group())), number, last)


def _paragraph_end(lines: Sequence[str], number: int) -> int:
    """The last line of the paragraph that follows the line of that number, empty lines before it aside."""
    last = number
    while last < len(lines) and not lines[last].strip():
        last += 1
    while last < len(lines) and lines[last].strip():
        last += 1
    return last


def _faults(unused: Iterable[_Allowance]) -> Iterator[Problem]:
    for allowance in unused:
        if allowance.code in CODES:
            message = f'there is no "{allowance.code}" here that this comment could allow'
            yield note("unused-allowance", allowance.place, message, "take the comment out")
        else:
            hint = did_you_mean(allowance.code, CODES) or "README.md lists the codes; errors can't be allowed"
            yield warning("unknown-code", allowance.place, f'nothing is called "{allowance.code}"', hint)

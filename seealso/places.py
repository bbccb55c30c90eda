"""From a passage's words back to the author's file: the line and column of a mention.

Markdown parsers keep lines, not columns. Only letters and digits are compared, once what a reader never sees (link
targets, tags, names of footnotes) is taken out of the source: then both are the same sequence, and the n-th letter
of the one is the n-th of the other. Done for problems only; an edge needs no column.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from seealso.model import Passage, SourcePath
from seealso.problems import Location

_SOURCE = re.compile(
    r"!?\[\[(?:[^\[\]|]*\\?\|)?(?=[^\[\]]*\]\])"  # the head of a wikilink
    r"|!\[[^\]]*\]\([^)]*\)"  # a picture
    r"|\]\((?:[^()\s]|\([^()]*\))*(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"  # the tail of a link
    r"|\]\[[^\]]*\]|\[\^[^\]]*\]:?"
    r"|<[!/a-zA-Z][^<>]*>"
    r"|&(?:#\w+|\w+);"
    r"|.",
    re.DOTALL,
)


def locate(lines: Sequence[str], path: SourcePath, passage: Passage, content: str, start: int, end: int) -> Location:
    """Where the text `content[start:end]` of a passage stands in the article's lines.

    The passage's first line, when it can't be found.
    """
    source = "\n".join(lines[passage.first_line : passage.last_line])
    letters, offsets = _letters(source)
    wanted = _solid(content[start:end])
    before = len(_solid(content[:start]))
    base = letters.find(_solid(content))
    index = base + before if base >= 0 else _nearest(letters, wanted, before)
    if index < 0 or not wanted:
        return Location(path, passage.first_line + 1)
    first, last = offsets[index], offsets[index + len(wanted) - 1] + 1
    line = source.count("\n", 0, first)
    column = first - (source.rfind("\n", 0, first) + 1)
    newline = source.find("\n", first)
    stop = last if newline < 0 else min(last, newline)
    return Location(path, passage.first_line + line + 1, column + 1, max(1, stop - first))


def _letters(source: str) -> tuple[str, list[int]]:
    """The letters and digits that a reader sees, and where each stands."""
    letters: list[str] = []
    offsets: list[int] = []
    for match in _SOURCE.finditer(source):
        piece = match.group()
        if piece[0] == "&" and len(piece) > 1:
            piece = html.unescape(piece)
        elif len(piece) > 1:
            continue
        for char in piece:
            if char.isalnum():
                letters.append(char)
                offsets.append(match.start())
    return "".join(letters), offsets


def _solid(content: str) -> str:
    return "".join(char for char in content if char.isalnum())


def _nearest(letters: str, wanted: str, expected: int) -> int:
    """The occurrence of `wanted` that is closest to where it was expected, or -1."""
    found = [match.start() for match in re.finditer(re.escape(wanted), letters)]
    return min(found, key=lambda index: abs(index - expected), default=-1)

"""From a passage's words back to the author's file: the line and column of a mention.

Markdown parsers keep lines, not columns. Only letters and digits are compared, once what a reader never sees (link
targets, tags, names of footnotes) is taken out of the source: then both are the same sequence, and the n-th letter
of the one is the n-th of the other. Done for problems only; an edge needs no column.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from seealso import text
from seealso.model import Passage, SourcePath
from seealso.problems import Location

_SOURCE = re.compile(
    r"!\[\[[^\[\]\n|]+\.(?i:avif|bmp|gif|jpe?g|png|svg|webp)(?:\|[^\[\]\n]*)?\]\]"  # a picture of Obsidian
    r"|(?<![^\s])\^[A-Za-z0-9-]{2,}(?=\s*\Z)"  # the name of a block
    r"|!?\[\[(?:[^\[\]|]*\\?\|)?(?=[^\[\]]*\]\])"  # the head of a wikilink
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
    found = extent(lines, passage, content, start, end)
    if found is None:
        return Location(path, passage.first_line + 1)
    source = _source(lines, passage)
    first, last = found
    line = source.count("\n", 0, first)
    column = first - (source.rfind("\n", 0, first) + 1)
    newline = source.find("\n", first)
    stop = last if newline < 0 else min(last, newline)
    return Location(path, passage.first_line + line + 1, column + 1, max(1, stop - first))


def extent(lines: Sequence[str], passage: Passage, content: str, start: int, end: int) -> tuple[int, int] | None:
    """From where to where the text `content[start:end]` of a passage stands in its source, or None.

    Offsets count from the beginning of the passage's first line. Marks at both ends belong to it where the source
    has them there too.
    """
    source = _source(lines, passage)
    letters, starts, ends = _letters(source)
    written = content[start:end]
    wanted = _solid(written)
    before = len(_solid(content[:start]))
    base = letters.find(_solid(content))
    index = base + before if base >= 0 else _nearest(letters, wanted, before)
    if index < 0 or not wanted:
        return None
    first, last = starts[index], ends[index + len(wanted) - 1]
    leading = len(written) - len(written.lstrip(_marks(written)))
    while leading and first and _alike(source[first - 1], written[leading - 1]):
        first, leading = first - 1, leading - 1
    for mark in written[len(written.rstrip(_marks(written))) :]:
        if last >= len(source) or not _alike(source[last], mark):
            break
        last += 1
    return first, last


def written(lines: Sequence[str], spellings: Iterable[str], label: Location) -> Location | None:
    """Where an address, in one of its spellings, stands in an article whose link has its words at `label`.

    That is behind the words on their line, or else the only place where it stands in the whole file.
    """
    line = lines[label.line - 1] if 0 < label.line <= len(lines) else ""
    for spelling in spellings:
        column = line.find(spelling, max(label.column - 1, 0))
        if column >= 0:
            return Location(label.path, label.line, column + 1, len(spelling))
        found = [(number, text) for number, text in enumerate(lines, 1) if spelling in text]
        if len(found) == 1 and found[0][1].count(spelling) == 1:
            return Location(label.path, found[0][0], found[0][1].index(spelling) + 1, len(spelling))
    return None


def _source(lines: Sequence[str], passage: Passage) -> str:
    return "\n".join(lines[passage.first_line : passage.last_line])


def _marks(written: str) -> str:
    return "".join({char for char in written if not char.isalnum()})


def _alike(source: str, mark: str) -> bool:
    """Whether a character of the source may have become this mark: quotation marks are made curly on the way."""
    return source == mark or text.fold_token(source) == text.fold_token(mark)


def _letters(source: str) -> tuple[str, list[int], list[int]]:
    """The letters and digits that a reader sees, and where each begins and ends."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _SOURCE.finditer(source):
        piece = match.group()
        if piece[0] == "&" and len(piece) > 1:
            piece = html.unescape(piece)
        elif len(piece) > 1:
            continue
        for char in piece:
            if char.isalnum():
                letters.append(char)
                starts.append(match.start())
                ends.append(match.end())
    return "".join(letters), starts, ends


def _solid(content: str) -> str:
    return "".join(char for char in content if char.isalnum())


def _nearest(letters: str, wanted: str, expected: int) -> int:
    """The occurrence of `wanted` that is closest to where it was expected, or -1."""
    found = [match.start() for match in re.finditer(re.escape(wanted), letters)]
    return min(found, key=lambda index: abs(index - expected), default=-1)

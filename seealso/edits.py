"""Changing an author's files: exactly the words that are meant, and every other byte as it was.

The stages see a file as clean text: without byte order mark, line ends as `\\n`, control characters gone. An edit
speaks of that text; here it is carried over to the bytes, so that CRLF, a byte order mark and odd characters elsewhere
survive. Rejected: writing the clean text back, which would show an author's whole archive as changed.
"""

from __future__ import annotations

import codecs
import contextlib
import difflib
import os
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from seealso.model import SourcePath
from seealso.problems import Location, Problem, Remedy, SeealsoError, error

NONCHARACTERS = "\ufdd0-\ufdef\ufffe\uffff"
"""As the inside of a character class: what no text may hold and the stages use as marks."""
_UNSEEN = re.compile(f"\r(?=\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f{NONCHARACTERS}]")
"""Characters of a file that the text which the stages see does not have."""


_CONTROL = bytes({*range(0x20), 0x7F} - {*b"\t\n\r"})
_NONCHARACTER_STARTS = (b"\xef\xb7", b"\xef\xbf", codecs.BOM_UTF8)
"""Bytes with which a byte order mark or a noncharacter begins (and few letters): only then the text is searched."""


class Edit(Struct, frozen=True):
    """Words of a file, as offsets in the text that the stages see, and what stands there instead."""

    path: SourcePath
    start: int
    end: int
    replacement: str


def remedies(problems: Iterable[Problem], sources: Mapping[SourcePath, str]) -> list[Edit]:
    """The edits that mend those problems which have a certain remedy; of two for the same words the first."""
    found: list[Edit] = []
    for problem in problems:
        if problem.remedy and problem.remedy.location.path in sources:
            edit = _remedy(problem.remedy, sources[problem.remedy.location.path])
            if not any(edit.path == e.path and edit.start < e.end and e.start < edit.end for e in found):
                found.append(edit)
    return found


def _remedy(remedy: Remedy, content: str) -> Edit:
    place = remedy.location
    start = line_start(content, place.line - 1) + place.column - 1
    return Edit(place.path, start, start + place.length, remedy.replacement)


def line_start(content: str, line: int) -> int:
    """Where a line, counted from zero, begins; the end of the text where there are fewer."""
    place = 0
    for _ in range(line):
        newline = content.find("\n", place)
        if newline < 0:
            return len(content)
        place = newline + 1
    return place


def decode(data: bytes) -> str:
    """A file's text as the stages see it; UnicodeDecodeError where it is not UTF-8."""
    if b"\xef" in data and any(start in data for start in _NONCHARACTER_STARTS):
        return _UNSEEN.sub("", data.decode("utf-8-sig")).replace("\r", "\n")
    plain = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in data else data
    return plain.translate(None, _CONTROL).decode()


def by_path(edits: Iterable[Edit]) -> dict[SourcePath, list[Edit]]:
    """The edits of each file, in the order of its text, each once."""
    found: dict[SourcePath, list[Edit]] = defaultdict(list)
    for edit in sorted(dict.fromkeys(edits), key=lambda e: (e.path, e.start, e.end)):
        found[edit.path].append(edit)
    return dict(found)


def edited(content: str, edits: Sequence[Edit]) -> str:
    """A text with the edits of its file made; they do not overlap."""
    return "".join(_pieces(content, [(edit.start, edit.end, edit.replacement) for edit in edits]))


def edited_bytes(data: bytes, edits: Sequence[Edit]) -> bytes:
    """A file's bytes with the edits made: line ends as the file has them, all else untouched."""
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    raw = data.decode("utf-8-sig")
    clean, offsets = _carried(raw)
    newline = "\r\n" if "\r\n" in raw else "\r" if "\r" in raw and "\n" not in raw else "\n"

    def place(offset: int, index: int) -> int:
        return offsets[index] + offset - clean[index]

    changes = []
    for edit in edits:
        end = place(edit.end, max(bisect_left(clean, edit.end) - 1, 0))
        start = place(edit.start, bisect_right(clean, edit.start) - 1) if edit.start < edit.end else end
        start -= raw.startswith("\r\n", start - 1) and start > 0
        changes.append((start, end, edit.replacement.replace("\n", newline)))
    return mark + "".join(_pieces(raw, changes)).encode()


def _carried(raw: str) -> tuple[list[int], list[int]]:
    """Offsets of the clean text from which on it runs beside the raw one, and those of the raw text there."""
    clean, offsets = [0], [0]
    for removed, match in enumerate(_UNSEEN.finditer(raw), 1):
        clean.append(match.end() - removed)
        offsets.append(match.end())
    return clean, offsets


def _pieces(content: str, changes: Iterable[tuple[int, int, str]]) -> Iterator[str]:
    cursor = 0
    for start, end, replacement in changes:
        yield content[cursor:start]
        yield replacement
        cursor = end
    yield content[cursor:]


def diff(sources: Mapping[SourcePath, str], edits: Iterable[Edit]) -> str:
    """What the edits change, as `diff -u` shows it."""
    shown: list[str] = []
    for path, changes in by_path(edits).items():
        before, after = sources[path].splitlines(), edited(sources[path], changes).splitlines()
        shown += difflib.unified_diff(before, after, f"a/{path}", f"b/{path}", n=1, lineterm="")
    return "\n".join(shown)


# --- on the disk ---------------------------------------------------------------------------------------------


def write(base: Path, sources: Mapping[SourcePath, str], edits: Iterable[Edit]) -> list[SourcePath]:
    """Make the edits in the files below `base`, and return which files changed.

    `sources` are the texts that the edits were made for. Raises SeealsoError, and changes no file, where one is no
    longer what it was or can't be written.
    """
    problems: list[Problem] = []
    changed: dict[Path, bytes] = {}
    grouped = by_path(edits)
    for path, changes in grouped.items():
        file = file_of(base, path)
        try:
            data = file.read_bytes()
            if decode(data) == sources[path]:
                changed[file] = edited_bytes(data, changes)
            else:
                message = "the file was changed meanwhile, and is left as it is"
                problems.append(error("edit", Location(path), message, "run the command again"))
        except (OSError, UnicodeDecodeError) as cause:
            problems.append(_refused(path, cause))
    if problems:
        raise SeealsoError(problems)
    _replace(changed, base)
    return list(grouped)


def _replace(changed: Mapping[Path, bytes], base: Path) -> None:
    """Write new files beside the old ones, then let them take their places."""
    made: list[tuple[Path, Path]] = []
    try:
        for file, data in changed.items():
            beside = file.with_name(f".{file.name}.{os.getpid()}.tmp")
            made.append((beside, file))
            beside.write_bytes(data)
            beside.chmod(file.stat().st_mode)
        for beside, file in made:
            beside.replace(file.resolve())
    except OSError as cause:
        for beside, _ in made:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
        file = made[-1][1]
        shown = file.relative_to(base) if file.is_relative_to(base) else file
        raise SeealsoError([_refused(SourcePath(shown.as_posix()), cause)]) from None


def _refused(path: SourcePath, cause: OSError | UnicodeDecodeError) -> Problem:
    reason = cause.strerror if isinstance(cause, OSError) else "it is not UTF-8 text"
    return error("edit", Location(path), f"the file can't be changed: {reason}", "check its permissions")


def file_of(base: Path, path: SourcePath) -> Path:
    """The file of a source path, also where the disk spells accents in two characters."""
    file = base / path
    if file.exists():
        return file
    same = (f for f in file.parent.glob("*") if unicodedata.normalize("NFC", f.name) == file.name)
    return next(same, file)

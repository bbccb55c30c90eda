"""What lies in a folder that a site is made of: files in an order of our own, and nothing from outside of it."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

from seealso.model import SourcePath
from seealso.problems import Location, Problem, error, warning

DROPPING = re.compile(
    r"^\.|^#.*#$|~$|\.(?:swp|swo|bak|tmp|orig|part|crdownload)$|^(?:Thumbs\.db|desktop\.ini|__MACOSX|__pycache__)$",
    re.IGNORECASE,
)
"""Hidden files and what editors and systems leave behind."""


def files(folder: Path, root: Path, problems: list[Problem]) -> list[Path]:
    """All files in a folder and its folders, sorted, none where it does not exist.

    What can't be read, or leads out of the folder, becomes a problem.
    """

    def unreadable(cause: OSError) -> None:
        place = Location(source_path(Path(cause.filename), root))
        message = f"the folder can't be read: {cause.strerror}"
        problems.append(error("unreadable", place, message, "check its permissions"))

    found: list[Path] = []
    if not folder.exists():
        return found
    for parent, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = [name for name in folders if not DROPPING.search(name)]
        for name in [*names, *(n for n in folders if Path(parent, n).is_symlink())]:
            path = Path(parent, name)
            if DROPPING.search(name):
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
                hint = "copy the file into the folder: what lies outside of it is not published"
                place = Location(source_path(path, root))
                problems.append(warning("outside", place, f"this leads out of {folder.name}/", hint))
            elif path.is_file():
                found.append(path)
    return sorted(found, key=str)


def readable(file: Path, root: Path, problems: list[Problem]) -> bool:
    """Whether a file's bytes can be had; if not, that is a problem."""
    try:
        file.read_bytes()
    except OSError as cause:
        place = Location(source_path(file, root))
        problems.append(
            error("unreadable", place, f"the file can't be read: {cause.strerror}", "check its permissions")
        )
        return False
    return True


def source_path(file: Path, root: Path) -> SourcePath:
    """A file's path as the author would write it."""
    written, base = file.as_posix(), root.as_posix()
    inside = written.removeprefix("/" if base == "/" else f"{base}/")
    return SourcePath(inside if inside.isascii() else unicodedata.normalize("NFC", inside))

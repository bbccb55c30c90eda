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


def files(folder: Path, root: Path, problems: list[Problem]) -> list[str]:
    """All files in a folder and its folders, sorted, none where it does not exist.

    What can't be read, or leads out of the folder, becomes a problem.
    """
    found: list[str] = []
    folders = [str(folder)] if folder.exists() else []
    for parent in folders:  # which grow on the way
        for entry in _entries(parent, root, problems):
            if entry.is_symlink():
                path = Path(entry.path)
                if not path.resolve().is_relative_to(folder.resolve()):
                    hint = "copy the file into the folder: what lies outside of it is not published"
                    place = Location(source_path(path, root))
                    problems.append(warning("outside", place, f"this leads out of {folder.name}/", hint))
                elif path.is_file():
                    found.append(entry.path)
            elif entry.is_dir():
                folders.append(entry.path)
            elif entry.is_file():
                found.append(entry.path)
    return sorted(found)


def _entries(folder: str, root: Path, problems: list[Problem]) -> list[os.DirEntry[str]]:
    """What lies in a folder, but for droppings."""
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not DROPPING.search(entry.name)]
    except OSError as cause:
        message = f"the folder can't be read: {cause.strerror}"
        problems.append(error("unreadable", Location(source_path(folder, root)), message, "check its permissions"))
        return []


def readable(file: str, root: Path, problems: list[Problem]) -> bool:
    """Whether a file's bytes can be had; if not, that is a problem."""
    try:
        Path(file).read_bytes()
    except OSError as cause:
        place = Location(source_path(file, root))
        problems.append(
            error("unreadable", place, f"the file can't be read: {cause.strerror}", "check its permissions")
        )
        return False
    return True


def source_path(file: str | Path, root: Path) -> SourcePath:
    """A file's path as the author would write it."""
    written, base = str(file).replace(os.sep, "/"), root.as_posix()
    inside = written.removeprefix("/" if base == "/" else f"{base}/")
    return SourcePath(inside if inside.isascii() else unicodedata.normalize("NFC", inside))

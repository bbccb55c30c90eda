"""Opening a file at a line, in the program that its author writes with.

SEEALSO_EDITOR, VISUAL or EDITOR says which; else it is what the system opens such files with, which knows no lines.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

_PLACES = {
    "code": ("--goto", "{file}:{line}:{column}"),
    "codium": ("--goto", "{file}:{line}:{column}"),
    "cursor": ("--goto", "{file}:{line}:{column}"),
    "subl": ("{file}:{line}:{column}",),
    "zed": ("{file}:{line}:{column}",),
    "gedit": ("{file}", "+{line}:{column}"),
    "kate": ("--line", "{line}", "--column", "{column}", "{file}"),
    "mate": ("--line", "{line}:{column}", "{file}"),
    "bbedit": ("+{line}", "{file}"),
    "gvim": ("+{line}", "{file}"),
    "mvim": ("+{line}", "{file}"),
    "emacsclient": ("--no-wait", "+{line}:{column}", "{file}"),
    "notepad++": ("-n{line}", "-c{column}", "{file}"),
}
"""How editors with a window of their own are told a place, by the name of their program."""
_OPENERS = {"darwin": "open", "win32": "explorer"}


def command(file: Path, line: int, column: int, environment: Mapping[str, str]) -> list[str]:
    """The command that opens a file there. Editors that need a terminal are passed over: a preview has none to give."""
    place = {"file": str(file), "line": str(max(line, 1)), "column": str(max(column, 1))}
    for variable in ("SEEALSO_EDITOR", "VISUAL", "EDITOR"):
        words = shlex.split(environment.get(variable, ""), posix=os.name != "nt")
        name = Path(words[0]).stem.lower() if words else ""
        if name in _PLACES:
            return [*words, *(part.format(**place) for part in _PLACES[name])]
        if words and variable == "SEEALSO_EDITOR":
            return [*words, str(file)]
    return [_OPENERS.get(sys.platform, "xdg-open"), str(file)]


def open_at(file: Path, line: int, column: int) -> bool:
    """Open the file there, and go on at once; False where no program for it is found."""
    words = command(file, line, column, os.environ)
    program = shutil.which(words[0])
    if program is None:
        return False
    subprocess.Popen(  # noqa: S603  the author's own editor, and a file of the archive
        [program, *words[1:]], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return True

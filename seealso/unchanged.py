"""Nothing changed: the last build's answer, given again after a look at the sizes and times of all files.

As Git does, a file is taken for unchanged when its size, its times and its inode are; and one that was written so
shortly before the build that a later change could bear the same time is taken for nothing: contents are looked at then.
Of the site's own files, which a build links anew, size and time of writing must be the same.
What a build depends on besides files is part of the look: the options, the program, and the day on which the next
article that is dated ahead appears. Nothing heavy is imported here.
"""

from __future__ import annotations

import hashlib
import json
import marshal
import os
import sys
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from seealso import home, terminal

FILE = "last-build.json"
RACY, COARSE = 50_000_000, 2_000_000_000
"""Nanoseconds in which two changes of a file may get the same time: today, and where times are whole seconds."""
_SETTINGS = ("seealso.toml", "pyproject.toml")
_FOLDERS = ("layouts", "assets")


State = tuple[str, int, int, int, int]
"""A file: its path, size, time of writing, time of any change, inode."""


Standing = tuple[int, int]
"""A file of a site: its size and time of writing, which stay when it is linked anew."""


class Answer(NamedTuple):
    """What a build said, but for the seconds that it took."""

    plain: str
    coloured: str
    """Its problems."""
    summary: str
    pages: int
    status: int
    until: float | None
    """When an article that is dated ahead appears, in seconds since 1970."""


class Inputs(NamedTuple):
    """All files that a site is made of, as they were when they were looked at."""

    looked: int
    """When, in nanoseconds since 1970; some of them may have been looked at since."""
    states: dict[str, State]

    @classmethod
    def now(cls, root: Path, articles: Path) -> Inputs:
        """As they are."""
        looked = time.time_ns()
        found = list(_files([articles, *(base / name for base in (root, home.DEFAULTS) for name in _FOLDERS)]))
        found += [state for name in _SETTINGS for state in _file(root / name)]
        return cls(looked, {state[0]: state for state in found})

    def again(self, paths: Collection[str]) -> Inputs | None:
        """The same after another look at some of the files; None where one was not there then, or is not now."""
        seen = {state[0]: state for path in paths for state in _file(Path(path))}
        there = seen.keys() == {*paths} and seen.keys() <= self.states.keys()
        return Inputs(self.looked, {**self.states, **seen}) if there else None

    def edited(self, before: Inputs | None) -> list[str] | None:
        """The files that may have changed since an earlier look; None where there are others now."""
        if before is None or before.states.keys() != self.states.keys():
            return None
        return [
            path
            for path, state in self.states.items()
            if state != before.states[path] or max(state[2], state[3]) > before.looked - RACY
        ]


class Look(NamedTuple):
    """The state of everything that a build depends on, seen before it began."""

    inputs: Inputs
    digest: str
    settled: bool
    """No file was changed so recently that a later change could go unseen."""
    now: float


def look(root: Path, articles: Path, output: Path, choices: object) -> Look:
    """The present state; `choices` are the options that the site depends on."""
    inputs = Inputs.now(root, articles)
    program = sorted(_files([home.PACKAGE]))
    newest = max((changed for _, _, changed, _, _ in inputs.states.values()), default=0)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = float(epoch) if epoch.isdigit() else inputs.looked / 1e9
    state = (sorted(inputs.states.values()), program, sys.version, str(output), repr(choices), epoch)
    tick = RACY if newest % 1_000_000_000 else COARSE
    return Look(inputs, _digest(state), newest < inputs.looked - tick, now)


def recall(root: Path, output: Path, seen: Look) -> Answer | None:
    """The last build's answer, if nothing has changed since; else None."""
    try:
        kept = json.loads((root / home.STORE / FILE).read_text(encoding="utf-8"))
        if kept["look"] != seen.digest or kept["site"] != digest(folder(output)):
            return None
        answer = Answer(**kept["answer"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return answer if answer.until is None or seen.now < answer.until else None


def tell(answer: Answer, output: Path, written: int | None, seconds: float, *, quiet: bool) -> None:
    """Give the answer of a build in which so many files were `written`; `quiet` leaves the numbers out."""
    coloured = terminal.colour_wanted(sys.stdout, os.environ)
    terminal.say(answer.coloured if coloured else answer.plain)
    if not quiet:
        terminal.say((" \n" if answer.plain else "") + terminal.timed(answer.summary, seconds))
        terminal.say(_outcome(answer.pages, written, output))


def _outcome(pages: int, written: int | None, output: Path) -> str:
    """What became of the site: `written` files, or None where it was not touched."""
    if written is None:
        return f"Nothing was written; {output} is as it was."
    return f"{pages:,} pages{'' if written else ', nothing changed'}. Open {output / 'index.html'}"


def remember(root: Path, seen: Look, answer: Answer, site: str) -> None:
    """Keep a build's answer, where a later look can tell whether it still holds; `site` is the folder's digest."""
    file = root / home.STORE / FILE
    try:
        if seen.settled:
            kept = {"look": seen.digest, "site": site, "answer": answer._asdict()}
            beside = file.with_suffix(f".{os.getpid()}.tmp")
            beside.write_text(json.dumps(kept), encoding="utf-8")
            beside.replace(file)
        else:
            file.unlink(missing_ok=True)
    except OSError:
        return


def folder(path: Path) -> dict[str, Standing]:
    """The state of all files in a site's folder, by their path."""
    return {name: (size, written) for name, size, written, _, _ in _files([path])}


def digest(states: Mapping[str, Standing]) -> str:
    """A digest of the state of a site's files."""
    return _digest(sorted(states.items()))


def again(states: Mapping[str, Standing], changed: Iterable[Path]) -> dict[str, Standing]:
    """The same after some of the files were written."""
    return {**states, **{str(file): state[1:3] for file in changed for state in _file(file)}}


def _digest(state: Any) -> str:
    plainly = 2  # the last of its formats that writes equal values alike
    return hashlib.blake2b(marshal.dumps(state, plainly), digest_size=16).hexdigest()


def _files(folders: Iterable[Path]) -> Iterator[State]:
    """The state of all files in some folders, in any order."""
    for folder in folders:
        yield from _walk(str(folder))


def _walk(folder: str) -> Iterator[State]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name == "__pycache__":
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path)
            else:
                found = entry.stat()
                yield entry.path, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
        except OSError:
            yield entry.path, -1, 0, 0, 0


def _file(file: Path) -> Iterator[State]:
    try:
        found = file.stat()
    except OSError:
        return
    yield str(file), found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino

"""Pages + assets -> site/: all of it or nothing.

The new site is made complete in a folder beside the old one, then the two change names. Where the system can exchange
two folders in one step (Linux), there is no moment without a site; elsewhere it takes two renames, and an
interruption between them is mended at the next start. Files that did not change are hard links to the old ones,
so their times stay and little is written; when nothing changed, nothing is. Where a single file did, as after most
edits, that one is exchanged.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from seealso.model import Page, SourcePath
from seealso.problems import Location, Problem, SeealsoError, error

MARKER = ".nojekyll"
"""A file that every site of ours has: it tells GitHub Pages not to process it, and us that the folder is ours."""
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def guard(output: Path, root: Path, inputs: Iterable[Path]) -> list[Problem]:
    """Why the site can't be written there: it would replace something that we did not make.

    `root` is the archive's folder, `inputs` those that it is made of.
    """
    place = Location(SourcePath(str(output)))
    resolved = output.resolve()
    for folder in (root, *inputs):
        if folder.resolve().is_relative_to(resolved) or (
            folder is not root and resolved.is_relative_to(folder.resolve())
        ):
            hint = "choose a folder of its own for the site: --output site"
            return [error("output", place, f"the site can't be written over {folder}", hint)]
    if output.is_file():
        return [
            error(
                "output",
                place,
                "there is a file where the site's folder should be",
                "move it away, or choose another --output",
            )
        ]
    if output.is_dir():
        names = {child.name for child in output.iterdir()}
        if names and not {MARKER, "graph.json"} <= names:
            return [
                error(
                    "output",
                    place,
                    "the folder holds files that seealso did not make",
                    "choose an empty folder, or a site that was built before",
                )
            ]
        if ".git" in names:
            return [
                error(
                    "output",
                    place,
                    "the folder is a Git checkout, which publishing would replace",
                    "choose another --output, and copy the site there",
                )
            ]
    return []


def recover(output: Path) -> None:
    """Finish what an interrupted build left: put the old site back, and clear away what is half made."""
    old = _beside(output, "old")
    if old.is_dir() and not output.exists():
        old.rename(output)
    for leftover in (old, *output.parent.glob(f".{output.name}.new-*")):
        shutil.rmtree(leftover, ignore_errors=True)


class Staging(Struct, frozen=True):
    """The folder beside a site in which the next one is made; pages may be put there by several processes."""

    output: str
    folder: str

    def put(self, name: str, content: bytes) -> bool:
        """Write a file of the next site; False where the present one has it already just so, and nothing is written.

        Raises SeealsoError when the disk is full or refuses.
        """
        if _same(f"{self.output}/{name}", content):
            return False
        target = f"{self.folder}/{name}"
        try:
            _make_folder(target.rpartition("/")[0])
            _write(target, content)
        except OSError as cause:
            raise _refused(self.output, cause) from None
        return True

    def present(self, name: str) -> bytes:
        """A file of the present site; raises OSError where there is none."""
        return _read(f"{self.output}/{name}")

    def discard(self, names: Iterable[str] = ()) -> None:
        """Throw away what stands there; files whose `names` are known are not looked for first."""
        if os.path.isdir(self.folder):  # noqa: PTH112  as the rest here
            _remove_files(self.folder, names)
            _remove(self.folder)


def staging(output: Path) -> Staging:
    """Where the next site is made."""
    return Staging(str(output), f"{_beside(output, 'new')}-{os.getpid()}")


def publish(
    pages: Iterable[Page],
    staged: Iterable[str],
    kept: Iterable[str],
    copies: Iterable[tuple[str, Path]],
    output: Path,
    there: Collection[str] | None = None,
) -> set[str]:
    """Make `output` the site that consists of these files, and return those that were written.

    `staged` are files that were put into its `staging` already, `kept` those that stand in the site as they should be;
    `there` all that stand in it, if known. Raises SeealsoError when the disk is full or refuses; the old site is then
    untouched.
    """
    beside = staging(output)
    written, standing = set(staged), set(kept)
    replaced: Collection[str] = ()
    try:
        for name, content in _contents(pages, copies):
            (written if beside.put(name, content) else standing).add(name)
        standing -= written
        present = files_in(output) if there is None else {*there}
        if present == written | standing and len(written) <= 1:
            for name in written:
                Path(beside.folder, name).replace(output / name)
        else:
            written |= _complete(beside.folder, standing, str(output))
            _swap(Path(beside.folder), output)
            replaced = present
    except OSError as cause:
        raise _refused(str(output), cause) from None
    finally:
        beside.discard(replaced)
    return written


def _contents(pages: Iterable[Page], copies: Iterable[tuple[str, Path]]) -> Iterator[tuple[str, bytes]]:
    yield from ((page.file, page.content) for page in pages)
    yield from ((name, source.read_bytes()) for name, source in copies)


def _refused(output: str, cause: OSError) -> SeealsoError:
    message, hint = f"the site could not be written: {cause.strerror}", "the site that was there is unchanged"
    return SeealsoError([error("output", Location(SourcePath(output)), message, hint)])


def _write(path: str, content: bytes) -> None:
    with open(path, "wb") as file:  # noqa: PTH123  thousands of times, where a Path is slow
        file.write(content)


def _read(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read()


def _same(path: str, content: bytes) -> bool:
    try:
        return os.stat(path).st_size == len(content) and _read(path) == content  # noqa: PTH116  as above
    except OSError:
        return False


def files_in(folder: Path) -> set[str]:
    """The files of a site's folder, as pages name them."""
    return names((f"{parent}{os.sep}{name}" for parent, _, files in os.walk(folder) for name in files), folder)


def names(files: Iterable[str], folder: Path) -> set[str]:
    """Files of a site's folder by their paths, as pages name them."""
    cut = len(str(folder)) + 1
    return {file[cut:].replace(os.sep, "/") for file in files}


def _complete(folder: str, standing: Iterable[str], output: str) -> set[str]:
    """Add the files of the present site that stay to the next one; those that had to be copied."""
    made: set[str] = set()
    copied: set[str] = set()
    for name in standing:
        parent = name.rpartition("/")[0]
        if parent not in made:
            _make_folder(f"{folder}/{parent}")
            made.add(parent)
        try:
            os.link(f"{output}/{name}", f"{folder}/{name}")
        except OSError:
            shutil.copy2(f"{output}/{name}", f"{folder}/{name}")
            copied.add(name)
    return copied


def _make_folder(folder: str) -> None:
    try:
        os.mkdir(folder)  # noqa: PTH102  thousands of times, where a Path is slow
    except OSError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def _remove_files(folder: str, names: Iterable[str]) -> None:
    """Remove these files of a folder, and the folders in it that then hold nothing, up to the first that can't be."""
    with contextlib.suppress(OSError):
        parents = set()
        for name in names:
            os.unlink(f"{folder}/{name}")  # noqa: PTH108
            parents.add(name.rpartition("/")[0])
        for parent in sorted(parents - {""}, reverse=True):
            os.rmdir(f"{folder}/{parent}")  # noqa: PTH106


def _remove(folder: str) -> None:
    """Remove a folder with all that is in it, as far as that can be done; in half of the time of `rmtree`."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    _remove(entry.path)
                else:
                    os.unlink(entry.path)  # noqa: PTH108
        os.rmdir(folder)  # noqa: PTH106
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)


def _swap(staging: Path, output: Path) -> None:
    """Let the two change places; where there is no site yet, nothing takes the place of the new one."""
    if not output.exists():
        staging.rename(output)
        return
    if not _exchange(staging, output):
        old = _beside(output, "old")
        output.rename(old)
        try:
            staging.rename(output)
        except OSError:
            old.rename(output)
            raise
        old.rename(staging)


def _exchange(left: Path, right: Path) -> bool:
    """Let two folders change names in one step; False where the system can't (renameat2 of Linux 3.15)."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(left), _AT_FDCWD, os.fsencode(right), _RENAME_EXCHANGE) == 0)


def _beside(output: Path, suffix: str) -> Path:
    return output.parent / f".{output.name}.{suffix}"

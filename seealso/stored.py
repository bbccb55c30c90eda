"""Files that took long to make, each kept once under a name that says what it was made from.

They lie in folders of `.seealso/`, not in its database: they are published as they are, by a link to the same bytes
where the system can, and a browser's picture is no use in a table.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

LIMIT = 3
"""How many times what one build needs a folder may hold before the rest is dropped."""


def digest(data: bytes) -> str:
    """A short name for some bytes."""
    return hashlib.blake2b(data, digest_size=12).hexdigest()


def put(file: Path, data: bytes) -> None:
    """Keep a file; whoever looks finds all of it or none."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def drop(folder: Path, needed: Iterable[str]) -> None:
    """Drop what a build did not need, once there is too much of it."""
    names = set(needed)
    with contextlib.suppress(OSError):
        there = [*folder.iterdir()]
        if len(there) > LIMIT * max(len(names), 100):
            for file in there:
                if file.name not in names:
                    file.unlink(missing_ok=True)

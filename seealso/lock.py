"""One build of an archive at a time: a lock that the system takes back when its process ends, however it ends."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

FILE = "lock"


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Wait until no other build holds the lock in that folder, and hold it; without one where the disk gives none."""
    stream: IO[bytes] | None = None
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
        stream = (folder / FILE).open("ab")
        _take(stream)
    try:
        yield
    finally:
        if stream is not None:
            stream.close()


if sys.platform == "win32":
    import msvcrt

    def _take(stream: IO[bytes]) -> None:
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK, 1)

else:
    import fcntl

    def _take(stream: IO[bytes]) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX)

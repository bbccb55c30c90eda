"""The search of a preview, made in the background.

A save comes first, always: it ends an index that is being made, and a new one begins when a second has passed without
another save, with the lowest claim on the machine. Until it is done the last one is served. It is held in memory.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping

from seealso import pagefind, search, terminal
from seealso.pages import Everything
from seealso.problems import SeealsoError

QUIET = 1.0
"""Seconds without a save before an index is begun."""


class BackgroundIndex:
    """The files of the search, of the last build that had the time to be indexed."""

    def __init__(self) -> None:
        self.files: Mapping[str, bytes] = {}
        self._key = 0
        self._latest: _Making | None = None

    def follow(self, built: Everything | None) -> None:
        """There is a new build: forget the index that is being made, and make one of this build when it is quiet."""
        self.stop()
        if built is None or not built.site.search:
            self.files, self._key = {}, 0
            return
        self._latest = _Making(self, built)
        self._latest.start()

    def stop(self) -> None:
        """Make nothing any more."""
        if self._latest is not None:
            self._latest.give_up()
            self._latest = None

    def take(self, files: Mapping[str, bytes], key: int) -> None:
        """Serve these from now on."""
        self.files, self._key = files, key

    def has(self, key: int) -> bool:
        return self._key == key


class _Making(threading.Thread):
    """One index being made, until it is done or given up."""

    def __init__(self, index: BackgroundIndex, built: Everything) -> None:
        super().__init__(daemon=True)
        self._index = index
        self._built = built
        self._lock = threading.Lock()
        self._given_up = threading.Event()
        self._run: pagefind.Run | None = None

    def give_up(self) -> None:
        with self._lock:
            self._given_up.set()
            if self._run is not None:
                self._run.end()

    def run(self) -> None:
        if self._given_up.wait(QUIET):
            return
        found = search.entries(self._built)
        key = search.key(found)
        if self._index.has(key):
            return
        try:
            run = self._begin()
            if run is None:
                return
            files = search.files(found, self._built.bodies, run)
        except SeealsoError as cause:
            if not self._given_up.is_set():
                terminal.say(f"error: {cause}")
            return
        with self._lock:
            if not self._given_up.is_set():
                self._index.take(files, key)

    def _begin(self) -> pagefind.Run | None:
        with self._lock:
            if not self._given_up.is_set():
                self._run = pagefind.Run(gently=True)
        return self._run

"""Compiled layouts: kept in memory, and those that come with the program also beside it, as Python keeps its own.

To compile the layouts of one article's page takes longer than all else that is done for it. An archive's own layouts
are compiled in each build: nothing is written into the archive's folders, and no code is read from its store.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from seealso import cache, home


class Codes(BytecodeCache):
    """Jinja's bytecode cache for the layouts of one site, with a folder for those of the program."""

    def __init__(self, folder: Path = home.DEFAULTS / "layouts" / "__pycache__") -> None:
        self._codes: dict[str, CodeType] = {}
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a layout's code to Jinja."""
        bucket.code = self._codes.get(bucket.key)
        if bucket.code is None:
            with contextlib.suppress(OSError), self._file(bucket).open("rb") as file:
                bucket.load_bytecode(file)
        if bucket.code is not None:
            self._codes[bucket.key] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take it from Jinja."""
        if bucket.code is None:
            return
        self._codes[bucket.key] = bucket.code
        if bucket.checksum in self._ours and not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                self._write(bucket)

    def _write(self, bucket: Bucket) -> None:
        file = self._file(bucket)
        self._folder.mkdir(exist_ok=True)
        for older in self._folder.glob(f"{bucket.key}.*"):
            older.unlink()
        beside = file.with_suffix(f".{os.getpid()}.tmp")
        with beside.open("wb") as stream:
            bucket.write_bytecode(stream)
        beside.replace(file)

    def _file(self, bucket: Bucket) -> Path:
        """Named by the layout and by the program: another one, or another Jinja, may compile it otherwise."""
        return self._folder / f"{bucket.key}.{cache.program().hex()}.pyc"

    @cached_property
    def _ours(self) -> Collection[str]:
        """The checksums of the layouts that come with the program."""
        files = [file for file in self._folder.parent.glob("*.*") if file.is_file()]
        return {self.get_source_checksum(file.read_text(encoding="utf-8")) for file in files}

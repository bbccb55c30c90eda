"""A content-addressed store: what was made from exactly these bytes by exactly this program.

A key is the digest of everything that a value was made from, the program's own source and the versions of its libraries
among it, so a value is never out of date: it is found or it is not. Deleting `.seealso/` is always safe.

SQLite keeps it in one file that two builds may use at once. Values are JSON, read back into the types of `model` and
checked while they are read: a damaged or foreign file gives no value, and never runs code, as pickles would. Msgpack
would be smaller, but forgets the zone of a date.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TypeVar, cast

import msgspec

from seealso import home

Key = bytes
Kind = TypeVar("Kind")
Name = TypeVar("Name", bound=str)

FILE = "cache.db"
LIMIT = 3
"""How many times what one build needs the store may hold before the rest is dropped."""
_LIBRARIES = (
    "jinja2",
    "markdown-it-py",
    "mdit-py-plugins",
    "nh3",
    "python-slugify",
    "pyyaml",
    "rapidfuzz",
    "msgspec",
    "pagefind-bin",
)
_FORMAT = b"1"
_AT_ONCE = 200
PATIENCE = 5.0
"""Seconds to wait while another build writes."""
WEIGHT = 1 << 23
"""Bytes that wait at most before they are written."""


@cache
def program() -> bytes:
    """The digest of the code that makes the values: this package, its libraries, and Python itself."""
    made = hashlib.blake2b(digest_size=16)
    for file in sorted(home.PACKAGE.rglob("*.py")):
        made.update(file.read_bytes())
    made.update(" ".join(_installed()).encode())
    made.update(platform.python_version().encode() + _FORMAT)
    return made.digest()


def _installed() -> list[str]:
    """The libraries and their versions, by the names of the folders that installers leave: `jinja2-3.1.6.dist-info`."""
    found = []
    for folder in sys.path:
        with contextlib.suppress(OSError):
            found += [entry.name for entry in os.scandir(folder or ".") if entry.name.endswith(".dist-info")]
    return sorted(name for name in found if name.rpartition("-")[0].lower().replace("_", "-") in _LIBRARIES)


def key(*parts: object) -> Key:
    """The digest of some values; any of `model`'s, texts and numbers may be among them."""
    return digest(encode(parts))


def digest(encoded: bytes) -> Key:
    """The digest of a value that is encoded."""
    return hashlib.blake2b(encoded, digest_size=16).digest()


encode = msgspec.json.encode
"""A value as the store keeps it."""


class Cache:
    """The store of one archive. What goes wrong with it is no error: then nothing is found, and all is made again."""

    def __init__(self, folder: Path | None) -> None:
        """The store in that folder; without one, a store that is forgotten with this process."""
        self.note = ""
        """What there is to say about the store, in one line."""
        self._used: set[Key] = set()
        self._waiting: dict[Key, bytes] = {}
        """What was put and is not in the file yet, so that it is written by many at once."""
        self._weight = 0
        """Bytes of what is waiting."""
        self._connection = self._open(folder / FILE) if folder else None

    def _open(self, file: Path) -> sqlite3.Connection | None:
        try:
            file.parent.mkdir(exist_ok=True)
            (file.parent / ".gitignore").write_text("*\n", encoding="utf-8")
            return _connect(file)
        except (OSError, sqlite3.OperationalError):  # it can't be written, or another build keeps it too long
            return None
        except sqlite3.DatabaseError:
            self.note = "The cache was damaged; everything was made again."
        try:
            file.unlink(missing_ok=True)
            return _connect(file)
        except (OSError, sqlite3.Error):
            return None

    def get(self, keys: Sequence[Key], kind: type[Kind]) -> dict[Key, Kind]:
        """The values that are there, of those asked for."""
        decoder = msgspec.json.Decoder(kind)
        found: dict[Key, Kind] = {}
        for name, data in self._rows(keys):
            with contextlib.suppress(msgspec.MsgspecError):
                found[name] = decoder.decode(data)
        self._used.update(found)
        return found

    def encoded(self, keys: Sequence[Key]) -> dict[Key, bytes]:
        """The same as they are kept, for another process to decode."""
        return dict(self._rows(keys))

    def need(self, keys: Iterable[Key]) -> None:
        """Keep what stands under these keys, though nobody may ask for it this time."""
        self._used.update(keys)

    def once(self, name: Key, kind: type[Kind], make: Callable[[], Kind]) -> Kind:
        """The value under a key, made where it is not there."""
        known = self.get([name], kind)
        if name not in known:
            known[name] = make()
            self.put({name: known[name]})
        return known[name]

    def put(self, values: Mapping[Key, object]) -> None:
        """Keep values."""
        self.keep({name: encode(value) for name, value in values.items()})

    def keep(self, values: Mapping[Key, bytes]) -> None:
        """Keep values that are encoded."""
        self._used.update(values)
        self._waiting.update(values)
        self._weight += sum(map(len, values.values()))
        if self._weight > WEIGHT and self._connection is not None:
            with contextlib.suppress(sqlite3.Error):  # then they wait on, and others are tried with them
                self._write(self._connection)
            self._weight = 0

    def _write(self, connection: sqlite3.Connection) -> None:
        """Write what is waiting. Nobody is hurt where a build ends after some of it: each value is right by itself."""
        connection.executemany("insert or replace into value values (?, ?)", self._waiting.items())
        connection.commit()
        self._waiting.clear()

    def close(self, *, drop: bool = True) -> None:
        """Write what was put, and `drop` what is no longer needed when there is too much of it."""
        connection, self._connection = self._connection, None
        if connection is None:
            self._waiting.clear()
            return
        with contextlib.suppress(sqlite3.Error), contextlib.closing(connection):
            self._write(connection)
            (count,) = connection.execute("select count(*) from value").fetchone()
            if drop and count > LIMIT * max(len(self._used), 100):
                everything = [name for (name,) in connection.execute("select key from value")]
                unneeded = ((name,) for name in everything if name not in self._used)
                connection.executemany("delete from value where key = ?", unneeded)
            connection.commit()
        self._waiting.clear()

    def _rows(self, keys: Sequence[Key]) -> Iterator[tuple[Key, bytes]]:
        yield from ((name, self._waiting[name]) for name in keys if name in self._waiting)
        if self._connection is None:
            return
        keys = [name for name in keys if name not in self._waiting] if self._waiting else keys
        try:
            for start in range(0, len(keys), _AT_ONCE):
                some = keys[start : start + _AT_ONCE]
                marks = ",".join("?" * len(some))
                query = f"select key, value from value where key in ({marks})"  # noqa: S608  question marks only
                yield from self._connection.execute(query, some)
        except sqlite3.Error:
            return


class Memory(Cache):
    """A store for as long as the program runs: values are kept as they are put, those of the last build only."""

    def __init__(self) -> None:
        super().__init__(None)
        self._values: dict[Key, object] = {}

    def get(self, keys: Sequence[Key], kind: type[Kind]) -> dict[Key, Kind]:
        """The values that are there, of those asked for; `kind` is what was put under such keys."""
        decode = msgspec.json.Decoder(kind).decode
        found: dict[Key, Kind] = {}
        for name in keys:
            value = self._values.get(name)
            if isinstance(value, bytes):
                value = self._values[name] = decode(value)
            if name in self._values:
                found[name] = cast("Kind", value)
        self._used.update(found)
        return found

    def encoded(self, keys: Sequence[Key]) -> dict[Key, bytes]:
        """The same encoded."""
        found = {name: self._values[name] for name in keys if name in self._values}
        return {name: value if isinstance(value, bytes) else encode(value) for name, value in found.items()}

    def put(self, values: Mapping[Key, object]) -> None:
        """Keep values."""
        self._values.update(values)
        self._used.update(values)

    def keep(self, values: Mapping[Key, bytes]) -> None:
        """Keep values that are encoded; no other value is made of bytes."""
        self.put(values)

    def close(self, *, drop: bool = True) -> None:  # noqa: ARG002  a preview's builds all look at everything
        """The build is over: forget what it did not need."""
        self._values = {name: self._values[name] for name in self._used}
        self._used = set()


class Shelf(Mapping[Name, Kind]):
    """Values by name that are read from a store when they are asked for; one that it lost is made again."""

    def __init__(self, store: Cache, keys: Mapping[Name, Key], kind: type[Kind], make: Callable[[Name], Kind]) -> None:
        self._store, self.keys_of, self._kind, self._make = store, keys, kind, make
        self._held: dict[Name, Kind] = {}

    def __getitem__(self, name: Name) -> Kind:
        if name in self._held:
            return self._held[name]
        return self._store.once(self.keys_of[name], self._kind, lambda: self._make(name))

    def __iter__(self) -> Iterator[Name]:
        return iter(self.keys_of)

    def __len__(self) -> int:
        return len(self.keys_of)

    def stream(self, names: Iterable[Name]) -> Iterator[bytes]:
        """Values as the store keeps them, in order, some at once so that they need not all be held."""
        names = iter(names)
        while some := list(islice(names, _AT_ONCE)):
            read = self._store.encoded([self.keys_of[name] for name in some if name not in self._held])
            for name in some:
                data = None if name in self._held else read.get(self.keys_of[name])
                yield encode(self[name]) if data is None else data

    def hold(self, made: Mapping[Name, Kind]) -> None:
        """Let values stand for those of the store, which are left alone."""
        self._held.update(made)


def _connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=PATIENCE, isolation_level="DEFERRED")
    try:
        connection.execute("pragma synchronous = off")
        connection.execute("create table if not exists value (key blob primary key, value blob)")
        connection.execute("select count(*) from value").fetchone()
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection

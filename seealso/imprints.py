"""What each page was made from, in short: whether it must be made again, and why.

A page's imprint holds the digest of every value that its layout sees, of the layouts that fill it, and of the
program. Nothing declares dependencies: two equal imprints are two equal pages. The digests are kept apart, by the names
of the values, so that `--explain` can say what changed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args
from zlib import crc32

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import astuple, fields

from seealso import cache, partials
from seealso.cache import Cache
from seealso.deferred import Decoded
from seealso.model import Card, Layouts, PageInputs

Imprint = Mapping[str, int]
"""By the name of a value, its digest."""
WHOLE = "*"
"""The name under which an imprint has the digest of all values together, but for the site."""
_LAYOUT, _LAYOUTS = "layout", "layouts"
"""The names under which it has the digest of a layout's name, and of the layouts that fill the page."""
_WORDS = {
    "": "program",
    _LAYOUTS: "layouts",
    "site": "settings or styles",
    "html": "text",
    "previews": "what it refers to",
    "references": "what it refers to",
    "backlinks": "backlinks",
    "related": "related articles",
    "card": "title, summary, date or topics",
    "article": "head",
    "headings": "headings",
    "series": "series",
    "following": "what to read next",
    "path": "the path through the topic",
    "ld": "metadata",
    "trail": "breadcrumb",
    "description": "title, summary, date or topics",
    "starts": "where to begin",
    "most_referred": "what is referred to most",
    "fan": "how much refers to it",
    "cards": "the articles that it lists",
    "groups": "the articles that it lists",
    "newest": "the newest articles",
    "items": "the newest articles",
    "charts": "the map",
    "entries": "the map",
}
"""What values are called where an author reads of them; other names say it themselves."""


class Printed(Struct, frozen=True):
    """A page of a site's folder: what it was made from, and how its file was left."""

    imprint: dict[str, int]
    size: int
    changed: int
    """When the file was written, in nanoseconds."""


class Stamp:
    """Makes the imprints of the pages of a site with some layouts."""

    def __init__(self, layouts: Layouts) -> None:
        self._program = {"": digest(cache.program().hex())}
        self._layouts = layouts
        self._files = {crc32(name.encode()): file for name, file in partials.by_name(layouts).items()}
        """The layouts' files by the digest of their names."""
        self._filling: dict[int, int] = {}
        """By the same, the digests of the layouts that fill a page."""
        self._site: tuple[object, int] = (None, digest(None))
        """The site that the last page had, which most pages share, and its digest."""
        self._encoder = msgspec.json.Encoder()
        self._ways: dict[type, Callable[[Any], object]] = {}
        self._digests: dict[int, int] = {}
        """Those of cards, which stand on many pages each, by their identity."""
        self._cards: list[object] = []
        """These cards, so that none is thrown away while its identity is known."""

    def shared(self, site: object) -> dict[str, int]:
        """What the imprints of all pages of a site have in common."""
        if site is not self._site[0]:
            self._site = (site, digest(site))
        return {**self._program, "site": self._site[1]}

    def imprint(self, inputs: PageInputs, known: Imprint | None = None) -> Imprint:
        """The imprint of a page; the one that is `known` where the whole is the same, so that its parts are too."""
        names = [name for name in inputs.values if name != "site"]
        lines = self._encoder.encode_lines([names, *(self._short(inputs.values[name]) for name in names)])
        layout = crc32(inputs.layout.encode())
        shared = self.shared(inputs.values.get("site"))
        common = {WHOLE: _digest(lines), **shared, _LAYOUT: layout, _LAYOUTS: self._layouts_of(layout)}
        if known is not None and common.items() <= known.items():
            return known
        return {**common, **dict(zip(names, map(crc32, lines.split(b"\n")[1:-1]), strict=True))}

    def refilled(self, known: Imprint) -> Imprint:
        """The imprint of a page that shows the values which it showed, whose layouts may be others now."""
        now = self._layouts_of(known[_LAYOUT])
        return known if known[_LAYOUTS] == now else {**known, _LAYOUTS: now}

    def layout(self, known: Imprint) -> str:
        """The file of the layout of a page; an empty name where there is none now."""
        return self._files.get(known[_LAYOUT], "")

    def _layouts_of(self, layout: int) -> int:
        """The digest of the layouts that fill the pages of one, which is named by a digest itself."""
        if layout not in self._filling:
            needed = partials.needed(self._files.get(layout, ""), self._layouts)
            self._filling[layout] = digest([(file, self._layouts[file]) for file in sorted(needed)])
        return self._filling[layout]

    def _short(self, value: object) -> object:
        """A value with digests in the place of its cards."""
        return self._way_of(type(value))(value)

    def _way_of(self, kind: type) -> Callable[[Any], object]:
        way = self._ways.get(kind)
        if way is None:
            way = self._ways[kind] = self._way(kind)
        return way

    def _way(self, kind: type) -> Callable[[Any], object]:
        """How a value of this type is made short."""
        if kind is Card:
            return self._card
        if kind is dict:
            return self._mapping
        if issubclass(kind, (list, tuple)):
            return self._sequence
        return self._parts if _holds_cards(kind) else _same

    def _mapping(self, values: dict[str, object]) -> object:
        some = next(iter(values.values()), None)
        return [*values, *self._all(values.values())] if type(some) is Card else values

    def _sequence(self, values: Sequence[object]) -> object:
        """What begins with a value that holds no cards is left as it is: to be made short is never needed."""
        if not values:
            return values
        if type(values[0]) is Card:
            return self._all(values)
        return values if self._way_of(type(values[0])) is _same else [self._short(one) for one in values]

    def _parts(self, value: Struct) -> object:
        return [self._short(one) for one in astuple(value)]

    def _all(self, cards: Iterable[object]) -> list[int]:
        return [self._digests.get(id(card)) or self._card(card) for card in cards]

    def _card(self, card: object) -> int:
        found = self._digests.get(id(card))
        if found is None:
            found = self._digests[id(card)] = digest(card)
            self._cards.append(card)
        return found


def _holds_cards(kind: type) -> bool:
    return issubclass(kind, Struct) and any(Card in (one.type, *get_args(one.type)) for one in fields(kind))


def _same(value: object) -> object:
    return value


def digest(value: object) -> int:
    """The digest of a value, short enough to be kept for each page."""
    return _digest(msgspec.json.encode(value))


def _digest(encoded: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(encoded, digest_size=7).digest())


def reasons(before: Imprint | None, now: Imprint) -> tuple[str, ...]:
    """Why a page is made again, in words; nothing where it is as it was."""
    if before is None:
        return ("new",)
    if before is now or before == now:
        return ()
    other = {name for name, _ in now.items() ^ before.items()} - {WHOLE}
    names = (name for name in (*now, *before) if name in other)
    return tuple(dict.fromkeys(_WORDS.get(name, name) for name in names)) or ("something",)


def all_reasons(before: Mapping[str, Imprint], now: Mapping[str, Imprint]) -> dict[str, tuple[str, ...]]:
    """Why pages are made again, of those that are, by file."""
    return {file: why for file, imprint in now.items() if (why := reasons(before.get(file), imprint))}


# --- the pages in a site's folder ------------------------------------------------------------------------------

_ALL, _SINCE = "site", "site since"
"""What is kept of all pages at once, and what of those that were made anew since then."""


def recorded(store: Cache, output: Path) -> Mapping[str, Printed]:
    """What the pages of a site's folder were made from when they were written, by file."""
    record = Decoded({**_record(store, output, _ALL), **_record(store, output, _SINCE)}, Printed)
    try:
        next(iter(record.values()), None)
    except msgspec.ValidationError:  # another version of this program has written it
        return {}
    return record


def _record(store: Cache, output: Path, which: str) -> dict[str, Raw]:
    name = _name(output, which)
    return store.get([name], dict[str, Raw]).get(name, {})


def of_page(imprint: Imprint) -> bool:
    """Whether it is that of a page made by a layout, and not of an image or of the search."""
    return _LAYOUT in imprint


def standing(record: Mapping[str, Printed], output: Path) -> dict[str, Imprint]:
    """The imprints of those that are as they were written."""
    return {file: printed.imprint for file, printed in record.items() if _untouched(f"{output}/{file}", printed)}


def _untouched(file: str, printed: Printed) -> bool:
    try:
        found = os.stat(file)  # noqa: PTH116  of thousands, a Path would take three times as long
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns) == (printed.size, printed.changed)


def remember(store: Cache, output: Path, imprints: Mapping[str, Imprint], record: Mapping[str, Printed]) -> None:
    """Keep what the pages in a site's folder were made from; those that `record` has already were left as they are."""
    printed = {}
    for file, imprint in imprints.items():
        known = record.get(file)
        same = known is not None and known.imprint is imprint
        printed[file] = known if same else _printed(output, file, imprint)
    store.put({_name(output, _ALL): printed, _name(output, _SINCE): {}})


def correct(store: Cache, output: Path, imprints: Mapping[str, Imprint]) -> None:
    """Keep what a few of the pages were made from, which were written since the rest was kept."""
    printed = {file: _printed(output, file, imprint) for file, imprint in imprints.items()}
    store.put({_name(output, _SINCE): {**_record(store, output, _SINCE), **printed}})


def _printed(output: Path, file: str, imprint: Imprint) -> Printed:
    found = os.stat(f"{output}/{file}")  # noqa: PTH116  as above
    return Printed(dict(imprint), found.st_size, found.st_mtime_ns)


def _name(output: Path, which: str) -> cache.Key:
    return cache.key(which, str(output))

"""What each page was made from, in short: whether it must be made again, and why.

A page's imprint holds the digest of every value that its layout sees, of the layouts, and of the program. Nothing
declares dependencies: two equal imprints are two equal pages. The digests are kept apart, by the names of the values,
so that `--explain` can say what changed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from seealso import cache
from seealso.cache import Cache
from seealso.model import Layouts, PageInputs

Imprint = Mapping[str, int]
"""By the name of a value, its digest."""
WHOLE = "*"
"""The name under which an imprint has the digest of all values together."""
_WORDS = {
    "": "program",
    "layouts": "layouts",
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
        self._base = {"": digest(cache.program().hex()), "layouts": digest(sorted(layouts.items()))}
        self._site: tuple[object, int] = (None, digest(None))
        """The site that the last page had, which most pages share, and its digest."""

    def shared(self, site: object) -> dict[str, int]:
        """What the imprints of all pages of a site have in common."""
        if site is not self._site[0]:
            self._site = (site, digest(site))
        return {**self._base, "site": self._site[1]}

    def imprint(self, inputs: PageInputs, known: Imprint | None = None) -> Imprint:
        """The imprint of a page; the one that is `known` where the whole is the same, so that its parts are too."""
        values = {name: value for name, value in inputs.values.items() if name != "site"}
        common = {**self.shared(inputs.values.get("site")), "layout": digest(inputs.layout)}
        whole = digest((common, values))
        if known is not None and known.get(WHOLE) == whole:
            return known
        return {WHOLE: whole, **common, **{name: digest(value) for name, value in values.items()}}


def digest(value: object) -> int:
    """The digest of a value, short enough to be kept for each value of each page."""
    return int.from_bytes(hashlib.blake2b(msgspec.json.encode(value), digest_size=7).digest())


def reasons(before: Imprint | None, now: Imprint) -> tuple[str, ...]:
    """Why a page is made again, in words; nothing where it is as it was."""
    if before is None:
        return ("new",)
    names = [name for name in (*now, *before) if name != WHOLE and now.get(name) != before.get(name)]
    return tuple(dict.fromkeys(_WORDS.get(name, name) for name in names))


def all_reasons(before: Mapping[str, Imprint], now: Mapping[str, Imprint]) -> dict[str, tuple[str, ...]]:
    """Why pages are made again, of those that are, by file."""
    return {file: why for file, imprint in now.items() if (why := reasons(before.get(file), imprint))}


# --- the pages in a site's folder ------------------------------------------------------------------------------


def recorded(store: Cache, output: Path) -> dict[str, Printed]:
    """What the pages of a site's folder were made from when they were written, by file."""
    return store.get([_name(output)], dict[str, Printed]).get(_name(output), {})


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
        if known is not None and known.imprint is imprint:
            printed[file] = known
        else:
            found = os.stat(f"{output}/{file}")  # noqa: PTH116  as above
            printed[file] = Printed(dict(imprint), found.st_size, found.st_mtime_ns)
    store.put({_name(output): printed})


def _name(output: Path) -> cache.Key:
    return cache.key("site", str(output))

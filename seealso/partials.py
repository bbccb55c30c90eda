"""Which layouts a page is filled with: its own, and those that it extends, includes and imports.

They are read from the tags, without Jinja's parser: a build asks for all layouts, and compiles those that it needs. A
tag that names its layout in another way than as one text, by a variable say, may mean any of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from seealso.model import Layout

_TAG = re.compile(r"\{%[-+]?\s*(extends|include|import|from)\b(.*?)%\}", re.DOTALL)
_ONE_NAME = re.compile(
    r"""\s*(?P<mark>["'])(?P<name>[^"'\\]+)(?P=mark)\s*(?:(?:as|import|ignore\s+missing|with|without)\b[^"']*)?[-+]?""",
    re.DOTALL,
)


def by_name(layouts: Mapping[str, Layout]) -> dict[str, str]:
    """The files of layouts by the names that pages call them: without their endings."""
    return {file.partition(".")[0]: file for file in layouts}


def needed(file: str, layouts: Mapping[str, Layout]) -> frozenset[str]:
    """The files that pages of this layout are filled with, of those that there are."""
    found: set[str] = set()
    pending = [file]
    while pending:
        one = pending.pop()
        if one in layouts and one not in found:
            found.add(one)
            pending += _named(layouts[one].source, layouts)
    return frozenset(found)


def _named(source: str, layouts: Mapping[str, Layout]) -> list[str]:
    """The layouts that one names itself."""
    named = [_ONE_NAME.fullmatch(tag[2]) for tag in _TAG.finditer(source)]
    return [one["name"] for one in named if one] if all(named) else [*layouts]

"""`new "Title"`: an article's file with a filled-in head."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from seealso import text
from seealso.model import SourcePath
from seealso.problems import Location, SeealsoError, error

_TEMPLATE = """---
title: "{title}"
date: {date:%Y-%m-%d}
summary:
topics: []
draft: true
---

Write here. Refer to other articles in your own words (see my article: Its Title).
"""


def create(title: str, articles: Path, root: Path, today: dt.date) -> Path:
    """Write the file and return its path. SeealsoError when the title gives no name or the file is there already."""
    title = text.collapse(title)
    name = text.slugify(title)
    if not name:
        hint = 'for example: python build.py new "On Tides"'
        raise SeealsoError(
            [error("new", Location(SourcePath("new")), f'"{title}" has no letters to name a file after', hint)]
        )
    file = articles / f"{name}.md"
    shown = SourcePath(file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file))
    escaped = title.replace("\\", "\\\\").replace('"', '\\"')
    try:
        articles.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as stream:
            stream.write(_TEMPLATE.format(title=escaped, date=today))
    except FileExistsError:
        raise SeealsoError(
            [
                error(
                    "new",
                    Location(shown),
                    "the file is there already, and stays as it is",
                    "open it, or choose another title",
                )
            ]
        ) from None
    except OSError as cause:
        raise SeealsoError([error("new", Location(shown), f"the file can't be written: {cause.strerror}")]) from None
    return file

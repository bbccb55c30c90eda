"""What an article is called: its title, its slug, its old addresses, and the date in its file's name."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote, urlsplit

from seealso import text
from seealso.head import Value
from seealso.model import Slug, SourcePath
from seealso.problems import Location, Problem, error
from seealso.typed import Typed, moment

ARTICLE = re.compile(r"\.(?:md|markdown)$", re.IGNORECASE)
"""The names of articles' files."""
_FILE_DATE = re.compile(r"^(\d{4}-\d{2}-\d{2})[-_ ](?=.)")
H1 = re.compile(r"^#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
"""A line that is a heading of the first level, and its words."""


def title(title: str, lines: list[str], start: int, path: SourcePath) -> tuple[str, list[str]]:
    """The article's title, and the lines without the heading that only repeats it."""
    heading = first_heading(lines, start)
    if heading is not None:
        number, words = heading
        if not title or text.key(words) == text.key(title):
            return title or words, [*lines[:number], "", *lines[number + 1 :]]
    stem = _FILE_DATE.sub("", _stem(path))
    return title or text.collapse(stem.replace("-", " ").replace("_", " ")).capitalize(), lines


def first_heading(lines: Sequence[str], start: int) -> tuple[int, str] | None:
    """The first heading of the first level from a line on: its line, and its words without their marks."""
    fenced = False
    for number in range(start, len(lines)):
        line = lines[number]
        if line.startswith(("```", "~~~")):
            fenced = not fenced
        match = H1.match(line) if line[:1] == "#" and not fenced else None
        if match:
            return number, re.sub(r"[*_`]", "", match[1])
    return None


def _stem(path: SourcePath) -> str:
    """The name that an address is made of: the file's, or its folder's where the file is called index."""
    parent, name = posixpath.split(path)
    stem = ARTICLE.sub("", name)
    return posixpath.basename(parent) if stem.lower() in ("index", "_index") and parent.count("/") else stem


def file_date(path: SourcePath, problems: list[Problem]) -> dt.datetime | None:
    match = _FILE_DATE.match(_stem(path))
    if not match:
        return None
    try:
        return moment(match[1])
    except ValueError as cause:
        problems.append(
            error(
                "head-value",
                Location(path),
                f'"{match[1]}" in the file\'s name is no date: {cause}',
                "rename the file, or write `date:` in its head",
            )
        )
        return None


def slug(typed: Typed, path: SourcePath, problems: list[Problem]) -> tuple[Slug, tuple[str, ...]]:
    """The slug, and old addresses that a `permalink` stands for."""
    permalink = typed.text("permalink")
    address = _address(permalink) if permalink else ""
    single = address and "/" not in address and not address.endswith((".html", ".htm"))
    given = typed.text("slug") or (address if single else "")
    moved = (address,) if address and not single else ()
    if given:
        place = (typed.values.get("slug") or typed.values["permalink"]).location
        if re.search(r"[/\\]", given) or given.startswith("."):
            problems.append(
                error(
                    "address",
                    place,
                    f'the address "{given}" leaves the site\'s folder of articles',
                    "a slug is one name, without slashes: on-tides",
                )
            )
        elif not re.fullmatch(r"[\w~.-]+", given):
            problems.append(
                error(
                    "address",
                    place,
                    f'"{given}" can\'t be an address',
                    f"write slug: {text.slugify(given) or 'on-tides'}",
                )
            )
        return Slug(given), moved
    slug = text.slugify(_FILE_DATE.sub("", _stem(path)))
    if not slug:
        problems.append(
            error(
                "address",
                Location(path),
                "no address can be made of this file's name",
                "rename the file, or write `slug:` in its head",
            )
        )
    return Slug(slug), moved


def _path(written: str) -> str:
    """The path in an address, decoded; empty where it is none (`http://[x`)."""
    try:
        return unquote(urlsplit(written).path)
    except ValueError:
        return ""


def _address(written: str) -> str:
    """An old address as a path below the site's root."""
    path = _path(written)
    return posixpath.normpath(f"/{path}").strip("/") if path.strip("/") else ""


def old_addresses(typed: Typed, values: dict[str, Value], problems: list[Problem]) -> Iterable[str]:
    """The addresses in `redirect_from`, below the site's root; those that leave it are problems."""
    for written in typed.texts("redirect_from"):
        path = _path(written)
        if ".." in path.split("/") or "\\" in path:
            message = f'the address "{written}" leaves the site'
            hint = "write it from the site's root: /2019/11/name.html"
            problems.append(error("address", values["redirect_from"].location, message, hint))
        elif _address(written):
            yield _address(written)
        else:
            message = f'"{written}" is no old address of this article'
            hint = "write it from the site's root: /2019/11/name.html"
            problems.append(error("address", values["redirect_from"].location, message, hint))

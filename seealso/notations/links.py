"""[text](other-article.md): links to files and addresses of the site, as Markdown or as raw HTML.

A link that the author set is kept; what is added is knowledge: that it is a reference, and whether it leads anywhere.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from seealso.model import Slug, SourcePath
from seealso.text import slugify
from seealso.titles import TitleIndex

_PLAIN = re.compile(r"(?!//)[\w./-]+")
"""An address that is only a path, as nearly all are between articles."""
_MARKDOWN = re.compile(r"\.(?:md|markdown)$", re.IGNORECASE)


class Elsewhere(Struct, frozen=True):
    """Another site, a mail address, a telephone number: not ours to judge."""


class Here(Struct, frozen=True):
    """A place in the same page."""

    fragment: str


class ToArticle(Struct, frozen=True):
    """An article or a standing page."""

    slug: Slug
    fragment: str


class ToFile(Struct, frozen=True):
    """A path in the archive's folder that is no article: a picture, a document, a page that the build makes."""

    path: str
    """Relative to the archive, normalised, decoded; may lie outside of it (`../x`)."""
    suffix: str
    """Query and fragment, to be kept."""


Target = Elsewhere | Here | ToArticle | ToFile


def target(href: str, source: SourcePath, titles: TitleIndex, base_url: str) -> Target:
    """What a link's address means, written in the file `source`; `base_url` is the site's own address or empty."""
    beside = titles.by_path.get(SourcePath(f"{source.rpartition('/')[0]}/{href}"))
    if beside is not None and _PLAIN.fullmatch(href):
        return ToArticle(beside, "")
    own = base_url.rstrip("/")
    if own and (href == own or href.startswith(own + "/")):
        href = href[len(own) :] or "/"
    path, query, fragment = href, "", ""
    if not _PLAIN.fullmatch(href):
        try:
            scheme, host, path, query, fragment = urlsplit(href)
        except ValueError:
            return ToFile(href, "")
        if scheme or host:
            return Elsewhere()
    path = unquote(path) if "%" in path else path
    if not path:
        return Here(unquote(fragment))
    slug = _article(path, source, titles)
    if slug is not None:
        return ToArticle(slug, unquote(fragment) if fragment else "")
    suffix = (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")
    return ToFile(_in_archive(path, source.rpartition("/")[0]), suffix)


def _in_archive(path: str, folder: str) -> str:
    """The path from the archive's root, of one written in a file of `folder`; a leading slash starts at the root."""
    if "/" not in path and path[:1] != ".":
        return f"{folder}/{path}" if folder else path
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
    return posixpath.normpath(joined)


def _article(path: str, source: SourcePath, titles: TitleIndex) -> Slug | None:
    file = _in_archive(path, source.rpartition("/")[0])
    slug = titles.by_path.get(SourcePath(file))
    if slug is not None:
        return slug
    for before, after in (("", ".md"), ("articles/", ""), ("articles/", ".md")):
        slug = titles.by_path.get(SourcePath(before + file + after))
        if slug is not None:
            return slug
    stem = _MARKDOWN.sub("", file).casefold()
    same = titles.by_file.get(stem, ())
    if len(same) == 1:
        return titles.by_path[same[0]]
    address = posixpath.normpath(path).strip("/").removeprefix("../").removesuffix("/index.html")
    return titles.by_address.get(address) or titles.by_address.get(slugify(posixpath.basename(stem)))

"""[[Title|text]]: the notation of wikis and of Obsidian.

While parsing, a wikilink becomes an `<a>` whose target is still the author's words (`markup.WIKI`). Resolved is it by
title or alias, then by slug, then by file name or path, the folder of the referring article first.
"""

from __future__ import annotations

import posixpath
import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from seealso.markup import WIKI
from seealso.model import Ambiguous, Dangling, Resolved, Slug, SourcePath
from seealso.titles import TitleIndex

_WIKILINK = re.compile(r"\[\[(?P<target>[^\[\]\n|]+?)(?:\\?\|(?P<label>[^\[\]\n]*))?\]\]")


def plugin(md: MarkdownIt) -> None:
    """Teach a parser the notation. Its text is literal: no Markdown inside."""
    md.inline.ruler.before("link", "wikilink", _rule)


def _rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  markdown-it's own signature
    if not state.src.startswith("[[", state.pos) or state.linkLevel > 0:
        return False
    match = _WIKILINK.match(state.src, state.pos)
    if match is None or match.end() > state.posMax:
        return False
    if not silent:
        target = match["target"].strip().removesuffix("\\")
        token = state.push("link_open", "a", 1)
        token.attrs = {WIKI: target}
        state.push("text", "", 0).content = (match["label"] or "").strip() or target.removeprefix("#")
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def resolve(target: str, source: SourcePath, titles: TitleIndex) -> tuple[Resolved | Ambiguous | Dangling, str]:
    """The article that a wikilink's target means, and the heading after its `#`, if any."""
    entries = titles.exact(target)
    if entries:
        return _outcome(tuple(dict.fromkeys(entry.slug for entry in entries))), ""
    name, _, heading = target.partition("#")
    name = name.strip()
    if not name:
        return Resolved(titles.by_path[source]), heading
    entries = titles.exact(name)
    if entries:
        return _outcome(tuple(dict.fromkeys(entry.slug for entry in entries))), heading
    slugs = _by_name(name, source, titles)
    return (_outcome(slugs) if slugs else Dangling(name)), heading


def _outcome(slugs: tuple[Slug, ...]) -> Resolved | Ambiguous:
    return Resolved(slugs[0]) if len(slugs) == 1 else Ambiguous(slugs)


def _by_name(name: str, source: SourcePath, titles: TitleIndex) -> tuple[Slug, ...]:
    slug = titles.by_address.get(name.strip("/"))
    if slug is not None:
        return (slug,)
    stem = re.sub(r"\.(?:md|markdown)$", "", name.strip("/"), flags=re.IGNORECASE).casefold()
    files = titles.by_file.get(stem, ())
    if len(files) > 1:
        files = _nearest(files, source)
    return tuple(titles.by_path[file] for file in files)


def _nearest(files: tuple[SourcePath, ...], source: SourcePath) -> tuple[SourcePath, ...]:
    """Those in the folder that is fewest steps away from the referring article's."""
    here = posixpath.dirname(source)

    def steps(file: SourcePath) -> int:
        return posixpath.relpath(posixpath.dirname(file) or ".", here or ".").count("..") * 100 + file.count("/")

    best = min(steps(file) for file in files)
    return tuple(file for file in files if steps(file) == best)

"""[[Title|text]]: the notation of wikis and of Obsidian.

While parsing, a wikilink becomes an `<a>` whose target is still the author's words (`markup.WIKI`). Resolved is it by
title or alias, then by slug, then by file name or path, the folder of the referring article first. `![[Note]]` is such
an `<a>` of the class `embed`, `![[picture.png|300]]` a picture, and `^name` at the end of a paragraph names it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from seealso.markup import WIKI
from seealso.model import Ambiguous, Dangling, Resolved, Slug, SourcePath
from seealso.text import slugify
from seealso.titles import TitleIndex

WIKILINK = re.compile(r"(?P<embed>!)?\[\[(?P<target>[^\[\]\n|]+?)(?:\\?\|(?P<label>[^\[\]\n]*))?\]\]")
EMBED = "embed"
"""The class of a link that stands for the article itself."""
_PICTURE = re.compile(r"\.(?:avif|bmp|gif|jpe?g|png|svg|webp)$", re.IGNORECASE)
_SIZE = re.compile(r"(\d+)(?:x(\d+))?")
_BLOCK_NAME = re.compile(r"(?:^|[ \t\n])\^((?=[A-Za-z0-9-]*[A-Za-z])[A-Za-z0-9-]{2,}|\d{6,})\s*$")


def plugin(md: MarkdownIt) -> None:
    """Teach a parser the notation. Its text is literal: no Markdown inside."""
    md.inline.ruler.before("image", "wikilink", _rule)
    md.core.ruler.before("inline", "block_names", _name_blocks)


def _rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  markdown-it's own signature
    if not state.src.startswith(("[[", "![["), state.pos) or state.linkLevel > 0:
        return False
    match = WIKILINK.match(state.src, state.pos)
    if match is None or match.end() > state.posMax:
        return False
    if not silent:
        target = target_of(match)
        if match["embed"] and _PICTURE.search(target):
            _push_picture(state, target, match["label"] or "")
        else:
            _push_link(state, target, (match["label"] or "").strip(), embed=bool(match["embed"]))
    state.pos = match.end()
    return True


def target_of(match: re.Match[str]) -> str:
    """The words of a wikilink that say where it goes."""
    return match["target"].strip().removesuffix("\\")


def _push_link(state: StateInline, target: str, label: str, *, embed: bool) -> None:
    token = state.push("link_open", "a", 1)
    token.attrs = {WIKI: target, "class": EMBED} if embed else {WIKI: target}
    state.push("text", "", 0).content = label or target.removeprefix("#").removeprefix("^")
    state.push("link_close", "a", -1)


def _push_picture(state: StateInline, target: str, label: str) -> None:
    """A picture; after the last bar may stand its width, before it what it shows."""
    *words, last = label.split("|")
    size = _SIZE.fullmatch(last.strip())
    alt = " ".join(words if size else [*words, last]).strip()
    token = state.push("image", "img", 0)
    token.attrs = {"src": target, "alt": "", WIKI: ""}
    token.children = [Token("text", "", 0, content=alt)]
    token.content = alt
    for name, pixels in zip(("width", "height"), size.groups() if size else (), strict=False):
        if pixels:
            token.attrSet(name, pixels)


# --- block references ----------------------------------------------------------------------------------------


def block_anchor(name: str) -> str:
    """The anchor of the block that is called `^name`."""
    return f"block-{slugify(name)}"


def _name_blocks(state: StateCore) -> None:
    """`^name` at the end of a paragraph, or alone after a block, becomes that block's anchor."""
    if "^" not in state.src:
        return
    kept: list[Token] = []
    skipped = 0
    for index, token in enumerate(state.tokens):
        name = _block_name(state.tokens, index)
        alone = name is not None and name.start() == 0
        block = _block_before(kept) if alone else _block_of(state.tokens, index)
        if index < skipped:
            continue
        if name and block:
            block.attrSet("id", block_anchor(name[1]))
            inline = state.tokens[index + 1]
            inline.content = inline.content[: name.start()]
        if name and block and alone:
            skipped = index + 3
        else:
            kept.append(token)
    state.tokens = kept


def _block_name(tokens: list[Token], index: int) -> re.Match[str] | None:
    if tokens[index].type != "paragraph_open":
        return None
    return _BLOCK_NAME.search(tokens[index + 1].content)


def _block_of(tokens: list[Token], index: int) -> Token:
    """The token whose element holds a paragraph: its own, or the item's in a list without room between."""
    return tokens[index - 1] if tokens[index].hidden and tokens[index - 1].nesting == 1 else tokens[index]


def _block_before(before: list[Token]) -> Token | None:
    """The token that opens the block which ends there."""
    last = before[-1] if before else None
    if last is None or last.nesting == 1:
        return None
    if last.nesting == 0:
        return last
    return next((t for t in reversed(before) if t.nesting == 1 and t.level == last.level), None)


# --- what they mean ------------------------------------------------------------------------------------------


def resolve(target: str, source: SourcePath, titles: TitleIndex) -> tuple[Resolved | Ambiguous | Dangling, str]:
    """The article that a wikilink's target means, and the place in it that is named after `#`, if any."""
    entries = titles.exact(target)
    if entries:
        return _outcome(tuple(dict.fromkeys(entry.slug for entry in entries))), ""
    name, _, place = target.partition("#")
    name, place = name.strip(), place.rpartition("#")[2].strip()
    if not name:
        return Resolved(titles.by_path[source]), place
    entries = titles.exact(name)
    if entries:
        return _outcome(tuple(dict.fromkeys(entry.slug for entry in entries))), place
    slugs = _by_name(name, source, titles)
    return (_outcome(slugs) if slugs else Dangling(name)), place


def anchor_of(place: str) -> str:
    """The anchor of a heading, or of a block (`^name`)."""
    return block_anchor(place[1:]) if place.startswith("^") else slugify(place)


def shown(target: str, place: str, label: str, title: str) -> str:
    """What a wikilink reads as on the page: the author's words, but no addresses, file names and number signs."""
    if label not in (target, target.removeprefix("#").removeprefix("^")):
        return label
    name = target.partition("#")[0].strip() if place else target
    if " " not in name and (name.islower() or "/" in name) and name.casefold() != title.casefold():
        name = title
    if not place or place.startswith("^"):
        return name or title
    return f"{name} › {place}" if name else place


def _outcome(slugs: tuple[Slug, ...]) -> Resolved | Ambiguous:
    return Resolved(slugs[0]) if len(slugs) == 1 else Ambiguous(slugs)


def _by_name(name: str, source: SourcePath, titles: TitleIndex) -> tuple[Slug, ...]:
    slug = titles.by_address.get(name.strip("/"))
    if slug is not None:
        return (slug,)
    stem = re.sub(r"\.(?:md|markdown)$", "", name.strip("/"), flags=re.IGNORECASE).casefold()
    files = nearest(titles.by_file.get(stem, ()), source)
    return tuple(titles.by_path[file] for file in files)


def nearest(files: Iterable[SourcePath], source: SourcePath) -> tuple[SourcePath, ...]:
    """Those in the folder that is fewest steps away from the referring article's."""
    here = posixpath.dirname(source)

    def steps(file: SourcePath) -> int:
        return posixpath.relpath(posixpath.dirname(file) or ".", here or ".").count("..") * 100 + file.count("/")

    found = tuple(files)
    best = min(map(steps, found), default=0)
    return tuple(file for file in found if steps(file) == best)

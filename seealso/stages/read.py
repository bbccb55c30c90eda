"""articles/ -> Sources -> Articles: what lies in the folder, and what its heads say.

Of the stages only this one and `publish` touch the disk. Nothing that lies in articles/ vanishes without a word: a file
is an article, a picture or document beside one, an editor's dropping, or a problem.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from seealso import edits, folders, head, naming, text
from seealso.model import Article, Source, SourcePath
from seealso.problems import Location, Problem, Remedy, error, warning
from seealso.typed import Typed

SYNONYMS = {
    "tags": "topics",
    "categories": "topics",
    "tag": "topics",
    "category": "topics",
    "description": "summary",
    "excerpt": "summary",
    "lastmod": "updated",
    "modified": "updated",
    "last_modified_at": "updated",
}
"""Keys of other generators and what they are called here."""
KEYS = frozenset({
    "title", "date", "updated", "summary", "topics", "aliases", "redirect_from", "slug", "draft",
    "series", "part", "image", "image_alt", "author", "lang", "layout",
})  # fmt: skip
_KNOWN = KEYS | SYNONYMS.keys() | {"permalink", "published"}
_PLAIN_KEYS = frozenset({"title", "summary", "updated"})
"""Keys that a slip may certainly mean: their values are text, and none of them hides or moves an article."""
_ARTICLE_LAYOUTS = frozenset({"", "post", "posts", "single", "default"})
"""What other generators call the layout of an ordinary article."""
_ELSEWHERE = frozenset({
    "type", "id", "url", "weight", "comments", "menu", "toc", "math", "keywords", "status", "format", "guid",
    "subtitle", "series_part", "cover", "featured", "pinned", "tagline",
})  # fmt: skip
"""Keys that other generators use: handed to the layouts without a question."""


class Folder(Struct, frozen=True):
    """What was found in articles/."""

    sources: tuple[Source, ...]
    attachments: Mapping[SourcePath, Path]
    """Pictures and documents beside the articles."""
    problems: tuple[Problem, ...]


def folder(articles: Path, root: Path) -> Folder:
    """Everything in a folder of articles, in an order that the disk has no say in."""
    problems: list[Problem] = []
    sources: list[Source] = []
    attachments: dict[SourcePath, Path] = {}
    for file in folders.files(articles, root, problems):
        path = folders.source_path(file, root)
        if not naming.ARTICLE.search(path):
            if folders.readable(file, root, problems):
                attachments[path] = Path(file)
            continue
        content = decoded(file, path, problems)
        if content is not None:
            sources.append(Source(path, content))
    return Folder(tuple(sorted(sources, key=lambda s: s.path)), attachments, tuple(problems))


def decoded(file: str | Path, path: SourcePath, problems: list[Problem]) -> str | None:
    """A file's text; what keeps it from being read is a problem."""
    try:
        data = Path(file).read_bytes()
    except OSError as cause:
        problems.append(
            error("unreadable", Location(path), f"the file can't be read: {cause.strerror}", "check its permissions")
        )
        return None
    try:
        return edits.decode(data)
    except UnicodeDecodeError as cause:
        line = data.count(b"\n", 0, cause.start) + 1
        shown = data.split(b"\n")[line - 1].decode("utf-8", "replace")
        column = len(data[data.rfind(b"\n", 0, cause.start) + 1 : cause.start].decode("utf-8", "replace")) + 1
        hint = "save the file as UTF-8 (in most editors: Save with encoding)"
        problems.append(
            error("encoding", Location(path, line, column), "the file is not UTF-8 text", hint, excerpt=shown)
        )
        return None


# --- Source -> Article ---------------------------------------------------------------------------------------


def article(source: Source, now: dt.datetime) -> tuple[Article, tuple[Problem, ...]]:
    """The typed head and the body of one file, and what is wrong with them.

    A value that is wrong counts as absent, so that one mistake does not hide the next: titles stay known, and
    references to this article do not seem to dangle. `now` decides what is dated ahead.
    """
    front = head.read(source.text, source.path)
    problems = list(front.problems)
    values = _renamed(front.values)
    typed = Typed(values, problems)
    lines = source.text.split("\n")
    title, lines = naming.title(
        typed.text("title") or _salvaged_title(front, lines), lines, front.body_start, source.path
    )
    slug, moved = naming.slug(typed, source.path, problems)
    former = (*naming.old_addresses(typed, values, problems), *moved)
    date = typed.date("date") if "date" in values else naming.file_date(source.path, problems)
    made = Article(
        path=source.path,
        slug=slug,
        title=title,
        text="\n".join(lines),
        body_start=front.body_start,
        date=date,
        updated=typed.date("updated"),
        summary=typed.text("summary"),
        topics=_topics(typed.texts("topics", commas=True)),
        aliases=typed.texts("aliases"),
        redirect_from=tuple(old for old in dict.fromkeys(former) if old.casefold() != slug.casefold()),
        draft=bool(typed.flag("draft")) or typed.flag("published") is False,
        scheduled=date is not None and date > now,
        series=typed.text("series"),
        part=typed.number("part"),
        image=typed.text("image"),
        image_alt=typed.text("image_alt"),
        author=typed.text("author"),
        lang=typed.text("lang"),
        layout=_layout(typed.text("layout")),
        extra={name: value.plain() for name, value in head.unknown_keys(values, _KNOWN)},
    )
    problems += _misspelt(values)
    if not any(line.strip() for line in lines[front.body_start :]):
        problems.append(
            warning(
                "empty-article",
                Location(source.path, 1),
                "the article has no text",
                "write it, or mark it `draft: true`",
            )
        )
    return made, tuple(problems)


def _salvaged_title(front: head.Head, lines: list[str]) -> str:
    """The title in a head that does not parse, so that references to it are still understood."""
    if not front.problems:
        return ""
    found = (re.match(r"title:\s*[\"']?(.+?)[\"']?\s*$", line) for line in lines[:40])
    return next((match[1] for match in found if match), "")


def _topics(names: tuple[str, ...]) -> tuple[str, ...]:
    """Each topic once, whatever its capitals, and none whose name gives no address."""
    return tuple({text.slugify(name): name for name in reversed(names) if text.slugify(name)}.values())[::-1]


def _layout(name: str) -> str:
    return "article" if name in _ARTICLE_LAYOUTS else name


def _renamed(values: dict[str, head.Value]) -> dict[str, head.Value]:
    """The values under our own names; of topics under several names, all of them."""
    out: dict[str, head.Value] = {}
    for name, value in values.items():
        own = SYNONYMS.get(name.lower()) or (name.lower() if name.lower() in _KNOWN else name)
        if own == "topics" and own in out:
            out[own] = _joined(out[own], value)
        elif own not in out or name == own:
            out[own] = value
    return out


def _joined(left: head.Value, right: head.Value) -> head.Value:
    items: list[head.Value] = []
    for value in (left, right):
        if isinstance(value.content, list):
            items += value.content
        elif isinstance(value.content, str):
            items += [head.Value(part.strip(), value.location, value.key) for part in value.content.split(",")]
        else:
            return value
    return head.Value(items, left.location, left.key)


def _misspelt(values: dict[str, head.Value]) -> Iterable[Problem]:
    for name, value in head.unknown_keys(values, _KNOWN):
        likely = text.did_you_mean(name.lower(), sorted(KEYS)) if name.lower() not in _ELSEWHERE else ""
        if likely:
            hint = f"{likely} (other keys of your own are fine: the layouts get them)"
            slip = text.one_slip(name.lower(), KEYS - values.keys())
            certain = slip in _PLAIN_KEYS and f'"{slip}"' in likely and isinstance(value.content, str)
            remedy = Remedy(value.key, slip) if certain else None
            yield warning("misspelt-key", value.key, f'there is no key "{name}"', hint, remedy=remedy)

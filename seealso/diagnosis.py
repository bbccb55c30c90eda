"""What an author is told about references: one function per kind of problem, in plain sentences with a way out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from urllib.parse import unquote

from seealso import spellings, text
from seealso.model import Ambiguous, Article, Dangling, Order, Slug, SourcePath, Suggested
from seealso.problems import Location, Problem, Remedy, note, warning
from seealso.titles import TitleIndex

OF_NAMES = frozenset({
    "ambiguous-reference", "broken-anchor", "broken-link", "chronology", "dangling-reference", "self-reference",
    "topic", "untitled-reference", "wrong-target",
})  # fmt: skip
"""What is said of references by the titles, dates and headings of articles that need not be referred to."""


def dangling(outcome: Dangling, place: Location, titles: TitleIndex) -> Problem:
    """A title that no article has, with the nearest ones and the line that would make it right."""
    wanted = outcome.wanted
    withheld = titles.withheld.get(text.key(wanted))
    if withheld:
        hint = f"{withheld} has this title, but is a draft or dated ahead; when it is published, this becomes a link"
        return warning("dangling-reference", place, f'"{wanted}" is not published yet', hint)
    return warning("dangling-reference", place, f'no article is titled "{wanted}"', _candidates(wanted, titles))


def _candidates(wanted: str, titles: TitleIndex) -> str:
    found = spellings.candidates(titles, wanted)
    if not found:
        return "write the title as the article has it; if the article is still to come, this heals by itself"
    shown = [f'"{entry.title}" ({_dated(titles.articles[entry.slug])})' for entry in found]
    alias = wanted.replace('"', '\\"')
    more = f"\nor {' or '.join(shown[1:])}" if len(shown) > 1 else ""
    return f'did you mean {shown[0]}? Or add `aliases: ["{alias}"]` there.{more}'


def _dated(article: Article) -> str:
    return f"{article.path}, {article.date:%Y-%m-%d}" if article.date else str(article.path)


def ambiguous(outcome: Ambiguous, wanted: str, place: Location, titles: TitleIndex) -> Problem:
    """A title that several articles have."""
    owners = [titles.articles[slug] for slug in sorted(outcome.slugs)]
    shown = " or ".join(f"[[{article.slug}]] ({_dated(article)})" for article in owners)
    return warning(
        "ambiguous-reference",
        place,
        f'"{wanted}" is the title of {len(owners)} articles',
        f"say which one you mean: {shown}",
    )


def chronology(order: Order, target: Article, article: Article, place: Location) -> Problem:
    """`A prior article` that is newer than the one that says so, or a later one that is older."""
    is_ = "newer" if order is Order.EARLIER else "older"
    hint = f"it is dated {target.date:%Y-%m-%d}, this article {article.date:%Y-%m-%d}: is one of the dates wrong?"
    return note("chronology", place, f'"{target.title}" is called {order} here, and is {is_}', hint)


def untitled(words: str, neighbour: Article | None, place: Location) -> Problem:
    """`My previous article`, which names none; by date it may be `neighbour`."""
    hint = "name it: my article, Its Title"
    if neighbour:
        hint = f'by date it is "{neighbour.title}" ({_dated(neighbour)}); name it, and it becomes a link'
    return note("untitled-reference", place, f'"{text.collapse(words)}" names no title', hint)


def itself(wanted: str, place: Location) -> Problem:
    return note("self-reference", place, f'"{wanted}" is this very article', "no link is made")


def suggested(outcome: Suggested, wanted: str, place: Location, titles: TitleIndex) -> Problem:
    """A topic that is also a title: said, not linked."""
    article = titles.articles[outcome.slug]
    hint = f'if you mean "{article.title}" ({_dated(article)}), mark it as a title: [[{article.title}]]'
    return note("topic", place, f'"{wanted}" is a topic here, and also the title of an article', hint)


def broken_link(href: str, near: SourcePath | None, place: Location, remedy: Remedy | None) -> Problem:
    """A link to a file or page of the site that is not there; `near` is the file that may be meant."""
    hint = (
        f'did you mean "{near}"?'
        if near
        else "link to a file of this archive, or write the whole address with https://"
    )
    return warning("broken-link", place, f'the link goes to "{href}", which does not exist', hint, remedy=remedy)


def same_name(path: str, files: Iterable[SourcePath]) -> SourcePath | None:
    """The one file that has the name of a path that leads nowhere, in another folder, or with its ending."""
    name = posixpath.basename(path).casefold()
    same = [file for file in files if posixpath.basename(file).casefold() in (name, f"{name}.md")]
    return same[0] if name and len(same) == 1 else None


def near_name(path: str, files: Iterable[SourcePath]) -> SourcePath | None:
    """The file whose name is most like that of a path that leads nowhere."""
    return next(iter(_near_files(path, files)), None)


def _near_files(path: str, files: Iterable[SourcePath]) -> list[SourcePath]:
    name = posixpath.basename(path)
    by_name = {posixpath.basename(file): file for file in files}
    return [by_name[found] for found in text.nearest(name, sorted(by_name), limit=1, cutoff=65)]


def broken_anchor(
    fragment: str, title: str, place: Location, anchors: frozenset[str], written: Location | None
) -> Problem:
    """A link to a heading, or to a block with a name, that the page does not have."""
    if fragment.startswith("block-"):
        name = fragment.removeprefix("block-")
        hint = f"write ^{name} at the end of the paragraph that is meant"
        return warning("broken-anchor", place, f'"{title}" has no block "^{name}"', hint)
    near = text.nearest(fragment, sorted(anchors), limit=1, cutoff=50)
    hint = (
        f'did you mean "#{near[0]}"?' if near else "the anchor of a heading is its words in small letters with hyphens"
    )
    anchor = text.slugify(fragment)
    remedy = Remedy(written, anchor) if written and anchor in anchors else None
    return warning("broken-anchor", place, f'"{title}" has no heading "#{fragment}"', hint, remedy=remedy)


def wrong_target(label: str, target: Article, named: Slug, place: Location, titles: TitleIndex) -> Problem:
    """A link whose words are the title of another article than the one it goes to."""
    hint = f"write [[{titles.articles[named].title}]], or other words"
    return warning("wrong-target", place, f'the link says "{label}" and goes to "{target.title}"', hint)


def missing_picture(src: str, place: Location, files: Iterable[SourcePath], remedy: Remedy | None = None) -> Problem:
    near = near_name(src, files)
    hint = f'did you mean "{near}"?' if near else "put the picture beside the article or into assets/"
    return warning("missing-picture", place, f'there is no picture "{src}"', hint, remedy=remedy)


def missing_alt(src: str, place: Location) -> Problem:
    """A picture without words: who does not see it learns nothing, and a search engine neither."""
    hint = (
        f"say in its brackets what it shows: ![A stone on a window sill]({src})\n"
        "or, if it is mere ornament, write <!-- seealso: allow missing-alt --> on its line"
    )
    return warning("missing-alt", place, f'nothing says what the picture "{unquote(src)}" shows', hint)


def missing_image_alt(image: str, place: Location) -> Problem:
    """The same of the picture above an article."""
    hint = 'add a line `image_alt: "A stone on a window sill"`; it is read out, and shown while the picture loads'
    return warning("missing-alt", place, f'nothing says what the picture "{image}" shows', hint)

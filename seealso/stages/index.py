"""Articles -> TitleIndex: the names of the archive, and where they clash."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from seealso import head, text, titles
from seealso.model import Article
from seealso.problems import Location, Problem, error, warning
from seealso.titles import Entry, TitleIndex

RESERVED = frozenset({
    "topics", "archive", "a-z", "series", "map", "follow", "search", "pagefind", "assets", "files", "404.html",
    "index.html",
    "feed.xml", "feed.json", "sitemap.xml", "robots.txt", "graph.json", "CNAME",
})  # fmt: skip
"""Addresses that the build itself makes."""
_RESERVED = frozenset(name.casefold() for name in RESERVED)


CLASHES = frozenset({"same-address", "same-title", "alias-taken"})
"""What is said of names that clash."""


def index(
    articles: Sequence[Article], withheld: Iterable[Article], known: Mapping[str, Entry] | None = None
) -> tuple[TitleIndex, tuple[Problem, ...]]:
    """The symbol table of all that is published. Withheld articles (drafts, dated ahead) are known by title only.

    What is `known` of some titles need not be found out again.
    """
    published = [article for article in articles if not article.standing]
    standing = [article for article in articles if article.standing]
    found = titles.build(published, standing, withheld, known)
    entries = found.entries
    return found, (*_addresses(articles), *_titles(published, entries), *_aliases(published, entries))


def _addresses(articles: Sequence[Article]) -> Iterable[Problem]:
    """Two articles on one address, also where a disk that ignores case would see one."""
    owners: dict[str, Article] = {}
    for article in articles:
        folded = article.slug.casefold()
        other = owners.setdefault(folded, article)
        if other is not article:
            same = "the same address" if other.slug == article.slug else "an address that differs in case only"
            hint = f"give one of them another name, or write `slug:` in its head; the other is {other.path}"
            yield error(
                "same-address",
                Location(article.path),
                f'{other.path} and {article.path} have {same}: "{article.slug}/"',
                hint,
            )
        elif folded in _RESERVED:
            yield error(
                "same-address",
                Location(article.path),
                f'the address "{article.slug}/" is one that the site makes itself',
                "write another `slug:` in the article's head",
            )
    yield from _old_addresses(articles, owners)


def _old_addresses(articles: Sequence[Article], owners: dict[str, Article]) -> Iterable[Problem]:
    claimed: dict[str, Article] = {}
    for article in articles:
        for old in article.redirect_from:
            other = owners.get(old.casefold()) or claimed.setdefault(old.casefold(), article)
            if other is not article or old.partition("/")[0].casefold() in _RESERVED:
                taken = f"is that of {other.path}" if other is not article else "is one that the site makes itself"
                yield error(
                    "same-address",
                    Location(article.path),
                    f'the old address "/{old}" {taken}',
                    "take it out of `redirect_from`, or of the other article",
                )


def _folded(title: str, entries: Mapping[str, Entry]) -> tuple[str, str]:
    """The key of a title, and the punctuation that ends it."""
    entry = entries.get(title)
    return (entry.key, entry.terminal) if entry else (text.key(title), text.terminal(title))


def _titles(articles: Sequence[Article], entries: Mapping[str, Entry]) -> Iterable[Problem]:
    owners: dict[tuple[str, str], list[Article]] = defaultdict(list)
    for article in articles:
        owners[_folded(article.title, entries)].append(article)
    for same in owners.values():
        if len(same) > 1:
            first, *others = sorted(same, key=lambda a: a.path)
            for other in others:
                hint = "change one title; until then references to it are ambiguous"
                yield warning(
                    "same-title", head.place(other, "title"), f'{first.path} has the title "{other.title}" too', hint
                )


def _aliases(articles: Sequence[Article], entries: Mapping[str, Entry]) -> Iterable[Problem]:
    """Former titles that another article has too, as its title or as a former one."""
    titles = {_folded(article.title, entries)[0]: article for article in articles}
    former: dict[str, Article] = {}
    for article in sorted((one for one in articles if one.aliases), key=lambda a: a.path):
        for alias in article.aliases:
            place = head.place(article, "aliases")
            other = titles.get(text.key(alias))
            if other and other is not article:
                hint = "references to it lead there; take the alias out"
                yield warning("alias-taken", place, f'"{alias}" is the title of {other.path}', hint)
                continue
            other = former.setdefault(text.key(alias), article)
            if other is not article:
                hint = "take it out of one of them; until then references to it are ambiguous"
                yield warning("alias-taken", place, f'{other.path} has the alias "{alias}" too', hint)

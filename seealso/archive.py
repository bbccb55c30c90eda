"""The archive as a reader walks through it: cards, topics, series, years, letters, in their orders."""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from msgspec import Struct

from seealso import text
from seealso.deferred import Deferred, listed
from seealso.model import Article, Card, Outline, Slug, Url
from seealso.strings.words import Words

WORDS_A_MINUTE = 220


class Group(Struct, frozen=True):
    """Some cards under one heading: a topic, a series, a year, a letter."""

    name: str
    url: Url
    cards: Sequence[Card]


class Brief(Struct, frozen=True):
    """Of an article's outline, what its card says."""

    excerpt: str
    words: int


class Archive(Struct, frozen=True):
    """Everything that is published, in order."""

    articles: tuple[Article, ...]
    """The newest first; those without a date last, by title."""
    standing: tuple[Article, ...]
    cards: Mapping[Slug, Card]
    topics: tuple[Group, ...]
    """By name."""
    series: tuple[Group, ...]

    def newest(self) -> list[Card]:
        return [self.cards[article.slug] for article in self.articles]


def newest_first(articles: Iterable[Article]) -> list[Article]:
    """By date, the newest first; what has none comes last, and of one moment the articles go by title."""
    dated = sorted(((_age(article), article) for article in articles), key=itemgetter(0))
    moments = ([article for _, article in same] for _, same in groupby(dated, key=itemgetter(0)))
    return [article for same in moments for article in (same if len(same) == 1 else sorted(same, key=_by_title))]


def _age(article: Article) -> float:
    return -article.date.timestamp() if article.date else math.inf


def _by_title(article: Article) -> tuple[str, Slug]:
    return text.key(article.title), article.slug


def build(
    articles: Iterable[Article], outlines: Mapping[Slug, Outline], known: Mapping[Slug, Card] | None = None
) -> Archive:
    """Sort articles into everything that lists them; `known` are cards that need not be made."""
    ordered, standing = _sorted(articles)
    made = known or {}
    return _shelved(ordered, standing, {a.slug: made.get(a.slug) or card(a, outlines[a.slug]) for a in ordered})


def sketched(articles: Iterable[Article], briefs: Mapping[Slug, Brief]) -> Archive:
    """The same, in which a card is made when it is asked for."""
    ordered, standing = _sorted(articles)
    by_slug = {article.slug: article for article in ordered}
    return _shelved(ordered, standing, Deferred(by_slug, lambda slug: card(by_slug[slug], briefs[slug])))


def whole(sketch: Archive) -> Archive:
    """An archive all of whose cards are made, so that they are had without a detour."""
    if not isinstance(sketch.cards, Deferred):
        return sketch
    cards = {slug: sketch.cards[slug] for slug in sketch.cards}
    topics = (Group(group.name, group.url, tuple(group.cards)) for group in sketch.topics)
    return Archive(sketch.articles, sketch.standing, cards, tuple(topics), sketch.series)


def _sorted(articles: Iterable[Article]) -> tuple[list[Article], list[Article]]:
    """The articles, the newest first, and the standing pages."""
    everything = list(articles)
    ordered = newest_first(article for article in everything if not article.standing)
    return ordered, sorted((a for a in everything if a.standing), key=lambda a: a.slug)


def _shelved(ordered: Sequence[Article], standing: Iterable[Article], cards: Mapping[Slug, Card]) -> Archive:
    return Archive(
        tuple(ordered), tuple(standing), cards, tuple(_topics(ordered, cards)), tuple(_series(ordered, cards))
    )


def card(article: Article, outline: Outline | Brief) -> Card:
    state = "draft" if article.draft else "scheduled" if article.scheduled else ""
    return Card(
        slug=article.slug,
        url=article.url,
        title=article.title,
        summary=article.summary or outline.excerpt,
        date=article.date,
        topics=article.topics,
        minutes=max(1, round(outline.words / WORDS_A_MINUTE)),
        lang=article.lang,
        unpublished=state,
    )


def _topics(articles: Sequence[Article], cards: Mapping[Slug, Card]) -> list[Group]:
    names: dict[str, str] = {}
    members: dict[str, list[Slug]] = defaultdict(list)
    spelled: dict[str, list[Slug]] = {}
    for article in articles:
        for name in article.topics:
            if name not in spelled:
                slug = text.slugify(name)
                names[slug] = min(names.get(slug, name), name)
                spelled[name] = members[slug]
            spelled[name].append(article.slug)
    groups = [Group(names[slug], Url(f"topics/{slug}/"), listed(found, cards)) for slug, found in members.items()]
    return sorted(groups, key=lambda group: text.key(group.name))


def _series(articles: Sequence[Article], cards: Mapping[Slug, Card]) -> list[Group]:
    members: dict[str, list[Article]] = defaultdict(list)
    for article in reversed(articles):
        if text.slugify(article.series):
            members[text.slugify(article.series)].append(article)
    groups = []
    for slug, parts in members.items():
        ordered = sorted(parts, key=lambda a: (a.part is None, a.part or 0))
        groups.append(Group(parts[0].series, Url(f"series/{slug}/"), tuple(cards[a.slug] for a in ordered)))
    return sorted(groups, key=lambda group: text.key(group.name))


def years(cards: Sequence[Card], words: Words) -> list[Group]:
    """The cards by year, the newest first, and last those without a date."""
    members: dict[str, list[Card]] = defaultdict(list)
    for one in cards:
        members[str(one.date.year) if one.date else "undated"].append(one)
    names = {"undated": words.say("undated")}
    return [Group(names.get(name, name), Url(f"archive/{name}/"), tuple(found)) for name, found in members.items()]


def letters(cards: Iterable[Card], words: Words) -> list[Group]:
    """The cards by the first letter of their titles, leading articles and quotation marks aside."""
    members: dict[str, list[Card]] = defaultdict(list)
    for title, _, one in sorted(((_sort_title(c.title, words), c.slug, c) for c in cards), key=itemgetter(0, 1)):
        members[_letter(title)].append(one)
    return [
        Group(name, Url(f"a-z/{text.slugify(name) or '0-9'}/"), tuple(found)) for name, found in sorted(members.items())
    ]


def _sort_title(title: str, words: Words) -> str:
    parts = text.words(title).split()
    if len(parts) > 1 and parts[0] in words.articles:
        parts = parts[1:]
    return " ".join(parts)


def _letter(title: str) -> str:
    first = unicodedata.normalize("NFD", title[:1])[:1].upper()
    return first if first.isalpha() else "0–9"


def pages_of(cards: Sequence[Card], size: int) -> list[Sequence[Card]]:
    """The cards in pages; one page at least."""
    return [cards[start : start + size] for start in range(0, len(cards), size)] or [()]

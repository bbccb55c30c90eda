"""Reading paths: of each topic where to start and in what order to go on, and of each article what to read next.

An article comes after those of its topic that it refers to, for they are what it builds on; the parts of a series stay
together; what is free to come next comes by how many refer to it, then by date. References run in circles, so an order
that keeps all of them need not exist: where nothing is free, the most referred-to comes next. The start is always the
most referred-to of all. Asking the author for an order was rejected: 1,500 articles have none, and references say it.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from seealso.archive import Archive, Group
from seealso.model import Card, ReferenceGraph, Slug

Reason = Literal["part", "referred", "topic", "related"]


@dataclass(frozen=True, slots=True)
class Step:
    """An article on a path through a topic, and why it stands where it does."""

    card: Card
    referred: int
    """How many articles on this topic refer to it."""
    series: str = ""
    part: int = 0
    builds_on: str = ""
    """The title of the step before it that it refers to, the nearest one."""


@dataclass(frozen=True, slots=True)
class Next:
    """The one article to read after this one."""

    card: Card
    reason: Reason
    count: int = 0
    """For `referred`: how often this article refers to it."""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Ways:
    """All paths of an archive."""

    topics: Mapping[str, tuple[Step, ...]]
    """By the topic's name."""
    following: Mapping[Slug, Next]


def through(archive: Archive, graph: ReferenceGraph) -> Ways:
    """The paths through an archive: work in proportion to articles and references."""
    targets = {slug: list(dict.fromkeys(edge.target for edge in edges)) for slug, edges in graph.outgoing.items()}
    parts = {card.slug: (group, place) for group in archive.series for place, card in enumerate(group.cards, 1)}
    topics = {group.name: _path(group, targets, parts) for group in archive.topics}
    return Ways(topics, _following(archive, graph, topics, parts))


# --- a topic -------------------------------------------------------------------------------------------------

_Parts = Mapping[Slug, tuple[Group, int]]


def _path(group: Group, targets: Mapping[Slug, Sequence[Slug]], parts: _Parts) -> tuple[Step, ...]:
    cards = {card.slug: card for card in group.cards}
    referred = Counter(target for slug in cards for target in targets.get(slug, ()) if target in cards)
    units = _units(group.cards, parts)
    order = _ordered(units, cards, referred, targets)
    return tuple(_steps([slug for unit in order for slug in units[unit]], cards, referred, targets, parts))


def _units(cards: Iterable[Card], parts: _Parts) -> dict[Slug, list[Slug]]:
    """What stays together, by the first of it: the parts of a series, or one article."""
    units: dict[Slug, list[Slug]] = {}
    heads: dict[str, Slug] = {}
    for card in sorted(cards, key=lambda card: parts[card.slug][1] if card.slug in parts else 0):
        series = parts[card.slug][0].url if card.slug in parts else ""
        head = heads.setdefault(series, card.slug) if series else card.slug
        units.setdefault(head, []).append(card.slug)
    return units


def _ordered(
    units: Mapping[Slug, Sequence[Slug]],
    cards: Mapping[Slug, Card],
    referred: Mapping[Slug, int],
    targets: Mapping[Slug, Sequence[Slug]],
) -> list[Slug]:
    unit_of = {slug: head for head, members in units.items() for slug in members}
    needs = {
        head: {unit_of[t] for slug in members for t in targets.get(slug, ()) if t in unit_of} - {head}
        for head, members in units.items()
    }
    needed_by: dict[Slug, list[Slug]] = {head: [] for head in units}
    for head, its in needs.items():
        for need in its:
            needed_by[need].append(head)

    def rank(head: Slug) -> tuple[int, bool, float, Slug]:
        date = cards[head].date
        return (-sum(referred.get(s, 0) for s in units[head]), date is None, date.timestamp() if date else 0.0, head)

    ranked = sorted((rank(head), head) for head in units)
    free = [ranked[0]] + [one for one in ranked[1:] if not needs[one[1]]] if ranked else []
    heapq.heapify(free)
    waiting = iter(ranked)
    ranks = {head: its for its, head in ranked}
    order: dict[Slug, None] = {}
    while len(order) < len(units):
        head = heapq.heappop(free)[1] if order and free else next(waiting)[1]
        if head in order:
            continue
        order[head] = None
        for other in needed_by[head]:
            needs[other].discard(head)
            if not needs[other] and other not in order:
                heapq.heappush(free, (ranks[other], other))
    return list(order)


def _steps(
    order: Sequence[Slug],
    cards: Mapping[Slug, Card],
    referred: Mapping[Slug, int],
    targets: Mapping[Slug, Sequence[Slug]],
    parts: _Parts,
) -> Iterable[Step]:
    places = {slug: place for place, slug in enumerate(order)}
    for place, slug in enumerate(order):
        before = [t for t in targets.get(slug, ()) if places.get(t, place) < place]
        nearest = max(before, key=places.__getitem__, default=None)
        series, part = (parts[slug][0].name, parts[slug][1]) if slug in parts else ("", 0)
        yield Step(cards[slug], referred.get(slug, 0), series, part, cards[nearest].title if nearest else "")


# --- an article ----------------------------------------------------------------------------------------------


def _following(
    archive: Archive, graph: ReferenceGraph, topics: Mapping[str, tuple[Step, ...]], parts: _Parts
) -> dict[Slug, Next]:
    names = {card.slug: group.name for group in archive.topics for card in group.cards if _main(card, group)}
    places = {(name, step.card.slug): place for name, path in topics.items() for place, step in enumerate(path)}
    found = {}
    for slug in archive.cards:
        chosen = (
            _next_part(slug, parts)
            or _most_referred(slug, archive, graph, least=2)
            or _next_on_path(slug, names.get(slug, ""), topics, places)
            or _most_referred(slug, archive, graph, least=1)
            or next((Next(archive.cards[other], "related") for other in graph.related.get(slug, ())), None)
        )
        if chosen:
            found[slug] = chosen
    return found


def _main(card: Card, group: Group) -> bool:
    """Whether a topic is an article's first one."""
    return card.topics[0].casefold() == group.name.casefold()


def _next_part(slug: Slug, parts: _Parts) -> Next | None:
    if slug not in parts:
        return None
    group, place = parts[slug]
    return Next(group.cards[place], "part") if place < len(group.cards) else None


def _most_referred(slug: Slug, archive: Archive, graph: ReferenceGraph, *, least: int) -> Next | None:
    """What the article refers to most, the first of equals; nothing that refers back as often, so that nobody walks to and fro."""
    counts = Counter(edge.target for edge in graph.outgoing.get(slug, ()))
    for target, count in counts.most_common():
        if count < least:
            break
        if sum(edge.target == slug for edge in graph.outgoing.get(target, ())) < count:
            return Next(archive.cards[target], "referred", count)
    return None


def _next_on_path(
    slug: Slug, name: str, topics: Mapping[str, tuple[Step, ...]], places: Mapping[tuple[str, Slug], int]
) -> Next | None:
    path = topics.get(name, ())
    place = places.get((name, slug), len(path)) + 1
    return Next(path[place].card, "topic", topic=name) if place < len(path) else None

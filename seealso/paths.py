"""Reading paths: of each topic where to start and in what order to go on, and of each article what to read next.

What the archive refers to most is what it builds on, and comes first; of equals the older one does. Articles whose
first topic this is come before those that only touch it. The parts of a series stay together, where the most
referred-to of them belongs.

A topological order of the references was tried and rejected: in real archives they run in circles, and an introduction
refers forward to everything that it introduces, so it ended up last. Asking the author was rejected, too: nobody orders
1,500 articles by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from seealso.archive import Archive, Group
from seealso.model import Card, ReferenceGraph, Slug

Reason = Literal["part", "referred", "topic", "related"]


class Step(Struct, frozen=True):
    """An article on a path through a topic, and why it stands where it does."""

    card: Card
    referred: int
    """How many articles refer to it."""
    series: str = ""
    part: int = 0
    builds_on: str = ""
    """The title of the step before it that it refers to, the nearest one."""


class Next(Struct, frozen=True):
    """The one article to read after this one."""

    card: Card
    reason: Reason
    count: int = 0
    """For `referred`: how often this article refers to it."""
    topic: str = ""


class Ways(Struct, frozen=True):
    """All paths of an archive."""

    topics: Mapping[str, tuple[Step, ...]]
    """By the topic's name."""
    following: Mapping[Slug, Next]


def through(archive: Archive, graph: ReferenceGraph) -> Ways:
    """The paths through an archive: work in proportion to articles and references."""
    parts = _parts(archive)
    topics = {group.name: _path(group, graph, parts) for group in archive.topics}
    return Ways(topics, _following(archive, graph, topics, parts))


def again(before: Ways, archive: Archive, graph: ReferenceGraph, changed: Collection[Slug]) -> Ways:
    """The same where some articles' cards changed, and nothing that decides which way leads where."""
    parts = _parts(archive)
    topics = {
        group.name: _path(group, graph, parts)
        if any(card.slug in changed for card in group.cards)
        else before.topics[group.name]
        for group in archive.topics
    }
    cards = archive.cards
    following = {
        slug: replace(one, card=cards[one.card.slug]) if one.card.slug in changed else one
        for slug, one in before.following.items()
    }
    return Ways(topics, following)


# --- a topic -------------------------------------------------------------------------------------------------

_Parts = Mapping[Slug, tuple[Group, int]]


def _parts(archive: Archive) -> _Parts:
    """Of each part of a series, which series it is of, and its place there."""
    return {card.slug: (group, place) for group in archive.series for place, card in enumerate(group.cards, 1)}


def _path(group: Group, graph: ReferenceGraph, parts: _Parts) -> tuple[Step, ...]:
    referred = graph.referred

    def rank(unit: Sequence[Card]) -> tuple[bool, int, bool, float, Slug]:
        card = unit[0]
        most = max(referred.get(one.slug, 0) for one in unit)
        return (not _main(card, group), -most, card.date is None, card.date.timestamp() if card.date else 0, card.slug)

    order = [card for unit in sorted(_units(group.cards, parts), key=rank) for card in unit]
    return tuple(_steps(order, graph, parts))


def _units(cards: Iterable[Card], parts: _Parts) -> list[list[Card]]:
    """What stays together: the parts of a series, or one article."""
    units: dict[str, list[Card]] = {}
    for card in sorted(cards, key=lambda card: parts[card.slug][1] if card.slug in parts else 0):
        units.setdefault(parts[card.slug][0].url if card.slug in parts else card.url, []).append(card)
    return list(units.values())


def _steps(order: Sequence[Card], graph: ReferenceGraph, parts: _Parts) -> Iterable[Step]:
    places = {card.slug: place for place, card in enumerate(order)}
    for place, card in enumerate(order):
        targets = {edge.target for edge in graph.outgoing.get(card.slug, ())}
        before = [places[target] for target in targets if places.get(target, place) < place]
        series, part = (parts[card.slug][0].name, parts[card.slug][1]) if card.slug in parts else ("", 0)
        yield Step(card, graph.referred.get(card.slug, 0), series, part, order[max(before)].title if before else "")


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
    """What the article refers to most, the first of equals; nothing that refers back as often, to and fro."""
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

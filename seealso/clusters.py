"""How the articles of one topic hang together: around those that are referred to most.

Each article stands by one landmark only, the most particular that it refers to: whoever refers to the article that
all refer to, and to one that few do, belongs to the few. What refers to no landmark may be referred to by one, and
stands there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from seealso import survey
from seealso.archive import Archive, Group
from seealso.model import Card, Slug
from seealso.seating import Affinity
from seealso.survey import Pair, Targets

NAMED = 18
"""Articles that are named on a topic's map."""


class Whole(Struct, frozen=True):
    """What all topics are counted from."""

    targets: Targets
    sources: Targets
    referred: Mapping[Slug, int]
    homes: Mapping[Slug, str]
    surveyed: frozenset[Slug]


class Cluster(Struct, frozen=True):
    """A landmark, and the articles that stand by it, the oldest first."""

    landmark: Card
    count: int
    """Articles that refer to it, in the whole archive."""
    members: tuple[Card, ...]


class Topic(Struct, frozen=True):
    """One topic, counted."""

    group: Group
    clusters: tuple[Cluster, ...]
    """Those that are referred to most first."""
    alone: tuple[Card, ...]
    """The articles that no landmark is tied to, the oldest first."""
    references: tuple[tuple[int, int], ...]
    """Which landmark refers to which, by their places among the clusters."""
    affinity: Affinity
    neighbours: tuple[tuple[str, int], ...]
    """Other topics, by the references between, both ways added."""
    leading: Mapping[str, int]
    """The cluster that most of a neighbour's references lead from or to."""


def whole(archive: Archive, targets: Targets) -> Whole:
    """What there is to know of all articles."""
    sources: dict[Slug, list[Slug]] = defaultdict(list)
    for source, referred in targets.items():
        for target in referred:
            sources[target].append(source)
    counts = {slug: len(found) for slug, found in sources.items()}
    return Whole(targets, sources, counts, survey.homes(archive), frozenset(survey.surveyed(archive)))


def topic(group: Group, all_: Whole) -> Topic:
    """The articles of a topic, gathered."""
    landmarks = survey.foremost(group.cards, all_.referred, NAMED)
    rank = {card.slug: number for number, card in enumerate(landmarks)}
    places = _gathered(group.cards, rank, all_)
    members: dict[int, list[Card]] = defaultdict(list)
    for card in group.cards[::-1]:
        if card.slug not in rank:
            members[places.get(card.slug, -1)].append(card)
    neighbours, leading = _neighbours(group, places, all_)
    return Topic(
        group,
        tuple(Cluster(c, all_.referred.get(c.slug, 0), tuple(members[n])) for n, c in enumerate(landmarks)),
        tuple(members[-1]),
        tuple((rank[card.slug], rank[t]) for card in landmarks for t in all_.targets[card.slug] if t in rank),
        _affinity(group.cards, rank, all_),
        neighbours,
        leading,
    )


def _gathered(cards: Sequence[Card], rank: Mapping[Slug, int], all_: Whole) -> dict[Slug, int]:
    """The cluster of each article that has one."""
    referring = {source: number for slug, number in rank.items() for source in all_.sources.get(slug, ())}
    referred = {target: number for slug, number in rank.items() for target in all_.targets[slug]}
    found = {**referred, **referring, **rank}
    return {card.slug: found[card.slug] for card in cards if card.slug in found}


def _affinity(cards: Sequence[Card], rank: Mapping[Slug, int], all_: Whole) -> Affinity:
    """Landmarks belong together that refer to one another, or that the same articles refer to."""
    shared: list[Pair] = []
    for card in cards:
        if card.slug in all_.surveyed:
            found = [slug for slug in (card.slug, *all_.targets[card.slug]) if slug in rank]
            shared += combinations(sorted({*found}), 2) if len(found) > 1 else ()
    return survey.affinity(Counter(shared))


def _neighbours(
    group: Group, places: Mapping[Slug, int], all_: Whole
) -> tuple[tuple[tuple[str, int], ...], dict[str, int]]:
    inside = {card.slug for card in group.cards}
    outward: dict[int, list[Slug]] = defaultdict(list)
    for card in group.cards:
        around = (*all_.targets[card.slug], *all_.sources.get(card.slug, ()))
        outward[places.get(card.slug, -1)] += [other for other in around if other not in inside]
    counts: Counter[str] = Counter()
    leading: dict[str, dict[int, int]] = defaultdict(dict)
    for place, others in outward.items():
        for home, count in Counter(filter(None, map(all_.homes.get, others))).items():
            counts[home] += count
            if place >= 0:
                leading[home][place] = count
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    most = {name: min(found, key=lambda place: (-found[place], place)) for name, found in leading.items()}
    return tuple(ranked), most

"""The map of the archive: topics as places on a ring, their landmarks beside them, references as ties across it.

A force-directed picture of every article is a hairball past fifty nodes and looks different after each edit. A ring
of topics stays legible, is exact, and moves little when an article is added: its order follows the strongest ties, and
names break equals.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from seealso import text
from seealso.model import Card, Edge, Slug, Url

TOPICS = 20
"""Topics that are drawn; the list beside the map has them all."""
LANDMARKS = 3
LABEL = 44
"""Characters of a landmark's title that have room."""
WIDTH = 1040
_LEFT, _RIGHT = 355, 685
_BLOCK, _TOP = 108, 66


class Landmark(Struct, frozen=True):
    title: str
    label: str
    """The title as far as there is room."""
    url: Url
    count: int
    """Articles that refer to it."""
    x: float
    y: float


class Place(Struct, frozen=True):
    """A topic on the map."""

    name: str
    url: Url
    articles: int
    x: float
    y: float
    radius: float
    anchor: str
    """SVG's text-anchor: labels stand outside the ring."""
    label_x: float
    landmarks: tuple[Landmark, ...]


class Tie(Struct, frozen=True):
    """References between two topics, both ways added."""

    names: tuple[str, str]
    count: int
    path: str
    width: float


class Chart(Struct, frozen=True):
    width: int
    height: int
    places: tuple[Place, ...]
    ties: tuple[Tie, ...]


def topic_url(name: str) -> Url:
    return Url(f"topics/{text.slugify(name)}/")


def chart(topics: Mapping[str, Sequence[Card]], edges: Iterable[Edge], cards: Mapping[Slug, Card]) -> Chart:
    """Lay the map out. `topics` holds the cards of each topic's articles; an article's first topic is its place."""
    home = {card.slug: card.topics[0] for card in cards.values() if card.topics}
    referred = Counter(target for _, target in {(edge.source, edge.target) for edge in edges})
    ties: Counter[tuple[str, str]] = Counter()
    for edge in edges:
        left, right = home.get(edge.source), home.get(edge.target)
        if left and right and left != right:
            ties[min(left, right), max(left, right)] += 1
    largest = sorted(topics, key=lambda name: (-len(topics[name]), name))[:TOPICS]
    order = _ring(sorted(largest), ties)
    half = -(-len(order) // 2)
    seats = {name: _seat(place, half, len(order)) for place, name in enumerate(order)}
    most = max((len(topics[name]) for name in order), default=1)
    places = tuple(_place(name, topics[name], seats[name], most, home, referred) for name in order)
    drawn = [(pair, count) for pair, count in sorted(ties.items()) if pair[0] in seats and pair[1] in seats]
    strongest = max((count for _, count in drawn), default=1)
    lines = tuple(_tie(pair, count, seats, strongest) for pair, count in sorted(drawn, key=lambda d: (d[1], d[0])))
    return Chart(WIDTH, _TOP + half * _BLOCK, places, lines)


def _ring(names: Sequence[str], ties: Mapping[tuple[str, str], int]) -> list[str]:
    """The topics in an order that puts strongly tied ones side by side."""
    weight: dict[str, Counter[str]] = defaultdict(Counter)
    for (left, right), count in ties.items():
        weight[left][right] += count
        weight[right][left] += count
    rest = list(names)
    order: list[str] = []
    while rest:
        last = order[-1] if order else None
        following = min(rest, key=lambda name: (-(weight[last][name] if last else weight[name].total()), name))
        order.append(following)
        rest.remove(following)
    return order


def _seat(place: int, half: int, count: int) -> tuple[float, float]:
    """Down the left side, then up the right one."""
    if place < half:
        return _LEFT, _TOP + place * _BLOCK
    step = half - 1 - (place - half) - (half - (count - half)) / 2
    return _RIGHT, _TOP + step * _BLOCK


def _place(
    name: str,
    members: Sequence[Card],
    seat: tuple[float, float],
    most: int,
    home: Mapping[Slug, str],
    referred: Mapping[Slug, int],
) -> Place:
    x, y = seat
    left = x == _LEFT
    label_x = x - 34 if left else x + 34
    known = [card for card in members if home.get(card.slug) == name]
    best = sorted(known, key=lambda card: (-referred.get(card.slug, 0), card.title))[:LANDMARKS]
    landmarks = tuple(
        Landmark(
            card.title, text.clip(card.title, LABEL), card.url, referred.get(card.slug, 0), label_x, y + 18 + 19 * row
        )
        for row, card in enumerate(best)
    )
    radius = round(6 + 18 * (len(members) / most) ** 0.5, 1)
    return Place(name, topic_url(name), len(members), x, y, radius, "end" if left else "start", label_x, landmarks)


def _tie(pair: tuple[str, str], count: int, seats: Mapping[str, tuple[float, float]], strongest: int) -> Tie:
    (x1, y1), (x2, y2) = seats[pair[0]], seats[pair[1]]
    middle = (_LEFT + _RIGHT) / 2
    bend = 0.35 if x1 == x2 else 1.0
    c1, c2 = x1 + (middle - x1) * bend * 1.1, x2 + (middle - x2) * bend * 1.1
    if x1 == x2:
        reach = min(abs(y1 - y2) * 0.3, 120)
        c1 = c2 = x1 + (reach if x1 == _LEFT else -reach)
    width = round(1 + 7 * count / strongest, 1)
    return Tie(pair, count, f"M{x1:g} {y1:g}C{c1:.0f} {y1:g} {c2:.0f} {y2:g} {x2:g} {y2:g}", width)

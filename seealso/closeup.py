"""The map of one topic: its landmarks as flower heads, whose seeds are the articles that stand by them.

A seed has no name beside it, but is a link that has one; a head of sixty seeds is legible where sixty names are not,
and a new article is one more seed at its rim. References are drawn between landmarks only, broad where the article
refers, and coming to a point at what it refers to.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from seealso import clusters, lettering, seating, strokes
from seealso.atlas import Label, Mark
from seealso.clusters import Cluster, Topic
from seealso.model import Card, Url

THREADS = 1.3
"""References that are drawn, for each landmark."""
_GOLDEN = math.pi * (3 - math.sqrt(5))
_FIRST = 3
"""The first seed's number: those before it would lie within the landmark's own circle."""
_STEP = 20
"""Rows grow in such steps, so that one more seed seldom moves what stands below."""


class View(Struct, frozen=True):
    """The sizes of a picture for one width of screen, in pixels."""

    name: str
    width: int
    small: int
    """The letters of names."""
    lines: int
    """Of a name, at most."""
    landmarks: int
    spread: float
    """How far apart seeds are: 24 pixels and a little, since each can be touched."""
    alone: int
    """Seeds that stand by no landmark, at most."""
    neighbours: int
    columns: tuple[tuple[int, int], ...]
    """How many columns from how many landmarks on."""


WIDE = View("wide", 1140, 15, 2, clusters.NAMED, 16.6, 200, 6, ((0, 1), (2, 2), (4, 3), (9, 4)))
NARROW = View("narrow", 320, 13, 3, 10, 16.2, 60, 3, ((0, 1), (2, 2)))


class Seed(Struct, frozen=True):
    """An article that is drawn without its name."""

    title: str
    url: Url
    x: float
    y: float


class Head(Struct, frozen=True):
    """A landmark, and the seeds around it."""

    mark: Mark
    x: float
    y: float
    seeds: tuple[Seed, ...]
    more: int
    """Articles that stand here and found no room; the list beside the map has them."""


class Thread(Struct, frozen=True):
    """A reference of one landmark to another, or what leads to a neighbouring topic."""

    ends: tuple[int, int]
    """The two among the heads, then the neighbours."""
    path: str
    way: bool
    """Whether it leads out of the topic."""


class Neighbour(Struct, frozen=True):
    """Another topic that articles of this one refer to, or that refers to them."""

    name: str
    url: Url
    count: int
    x: float
    y: float
    radius: float
    label: Label


class Closeup(Struct, frozen=True):
    """One picture of one topic."""

    view: str
    width: int
    height: int
    small: int
    heads: tuple[Head, ...]
    alone: tuple[Seed, ...]
    threads: tuple[Thread, ...]
    neighbours: tuple[Neighbour, ...]


def closeups(topic: Topic, urls: Mapping[str, Url]) -> tuple[Closeup, ...]:
    """The topic for wide screens and for narrow ones; `urls` has where other topics are seen closest."""
    return tuple(_closeup(topic, urls, view) for view in (WIDE, NARROW))


def _closeup(topic: Topic, urls: Mapping[str, Url], view: View) -> Closeup:
    shown = topic.clusters[: view.landmarks]
    columns = next(columns for least, columns in view.columns[::-1] if len(shown) >= least)
    heads, below = _heads(topic, shown, columns, view)
    alone = tuple(_strewn(topic.alone[-view.alone :], view, below))
    below = alone[-1].y + 40 if alone else below
    neighbours = tuple(_neighbours(topic, urls, view, below + 18))
    height = neighbours[0].y + 24 + 2.4 * view.small + 30 if neighbours else below
    threads = (*_threads(topic, heads), *_outward(topic, heads, neighbours))
    return Closeup(view.name, view.width, round(height), view.small, heads, alone, threads, neighbours)


def _heads(topic: Topic, shown: Sequence[Cluster], columns: int, view: View) -> tuple[tuple[Head, ...], float]:
    """The landmarks in their seats, and where the picture goes on below."""
    room = view.width / columns
    most = round(((room / 2 - 10) / view.spread) ** 2) - _FIRST
    seats = seating.seated([one.landmark.slug for one in shown], topic.affinity, columns, 0.9)
    radii: dict[int, float] = defaultdict(float)
    for one in shown:
        row = seats[one.landmark.slug].row
        radii[row] = max(radii[row], _radius(min(len(one.members), most), view))
    tops = [4.0]
    for row in range(len(radii)):
        words = view.lines * view.small * 1.2 + 34
        tops.append(tops[-1] + math.ceil((2 * radii[row] + words) / _STEP) * _STEP)
    heads = []
    for one in shown:
        seat = seats[one.landmark.slug]
        heads.append(_head(one, view.width / 2 + seat.x * room, tops[seat.row] + radii[seat.row], most, room, view))
    return tuple(heads), tops[-1]


def _radius(seeds: int, view: View) -> float:
    return view.spread * math.sqrt(seeds + _FIRST) + 8 if seeds else 20.0


def _head(one: Cluster, x: float, y: float, most: int, room: float, view: View) -> Head:
    seeds = tuple(_sown(one.members[:most], x, y, view))
    lines = lettering.lines(one.landmark.title, view.small, room - 14, view.lines)
    base = y + _radius(len(seeds), view) + view.small * 1.1
    mark = Mark(one.landmark.title, one.landmark.url, one.count, Label(lines, round(x, 1), round(base, 1)))
    return Head(mark, round(x, 1), round(y, 1), seeds, len(one.members) - len(seeds))


def _sown(cards: Sequence[Card], x: float, y: float, view: View) -> Iterator[Seed]:
    """Seeds as sunflowers set them (Vogel 1979): evenly, and each new one at the rim."""
    for number, card in enumerate(cards, _FIRST):
        away, angle = view.spread * math.sqrt(number), number * _GOLDEN
        yield Seed(card.title, card.url, round(x + away * math.cos(angle), 1), round(y + away * math.sin(angle), 1))


def _strewn(cards: Sequence[Card], view: View, top: float) -> Iterator[Seed]:
    """Those that stand by no landmark, in rows."""
    a_row = int(view.width / 30)
    rows = math.ceil(len(cards) / a_row)
    for number, card in enumerate(cards):
        row, place = divmod(number, math.ceil(len(cards) / rows))
        left = view.width / 2 - (min(len(cards), math.ceil(len(cards) / rows)) - 1) * 15
        yield Seed(card.title, card.url, round(left + place * 30, 1), round(top + 14 + row * 28, 1))


def _threads(topic: Topic, heads: Sequence[Head]) -> Iterator[Thread]:
    """The references to those landmarks that are referred to most, two of each at most."""
    drawn: dict[int, int] = defaultdict(int)
    known = sorted((pair for pair in topic.references if max(pair) < len(heads)), key=lambda pair: (pair[1], pair[0]))
    room = round(THREADS * len(heads))
    for source, target in known:
        if drawn[source] < 2 and room:
            drawn[source] += 1
            room -= 1
            one, other = heads[source], heads[target]
            yield Thread((source, target), strokes.taper((one.x, one.y), (other.x, other.y), 4), way=False)


def _outward(topic: Topic, heads: Sequence[Head], neighbours: Sequence[Neighbour]) -> Iterator[Thread]:
    for number, neighbour in enumerate(neighbours, len(heads)):
        place = topic.leading.get(neighbour.name, len(heads))
        if place < len(heads):
            path = strokes.curve((heads[place].x, heads[place].y), (neighbour.x, neighbour.y))
            yield Thread((place, number), path, way=True)


def _neighbours(topic: Topic, urls: Mapping[str, Url], view: View, y: float) -> Iterator[Neighbour]:
    shown = topic.neighbours[: view.neighbours]
    right = 0.0
    for (name, count), room in zip(shown, _rooms([name for name, _ in shown], view), strict=False):
        x, right = round(right + room / 2, 1), right + room
        radius = round(4 + 8 * math.sqrt(count / shown[0][1]), 1)
        lines = lettering.lines(name, view.small, room - 10, 2, bold=True)
        yield Neighbour(
            name, urls[name], count, x, round(y, 1), radius, Label(lines, x, round(y + 12 + view.small * 1.2, 1))
        )


def _rooms(names: Sequence[str], view: View) -> list[float]:
    """How much of the row each name has: what it needs, and an equal share of the rest.

    Rather than cut a name, the last of them are left out.
    """
    needed = [_needed(name, view) for name in names]
    while len(needed) > 1 and sum(needed) > view.width:
        needed.pop()
    spare = (view.width - sum(needed)) / max(1, len(needed))
    return [one + spare for one in needed]


def _needed(name: str, view: View) -> float:
    """The room in which two lines are enough, wherever its words end, and a little between neighbours."""
    whole = lettering.width(name, view.small, bold=True)
    return (whole + lettering.widest(name.split(), view.small, bold=True)) / 2 + 11

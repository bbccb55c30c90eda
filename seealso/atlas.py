"""The map of the archive: topics as places on a plane, their landmarks beneath, references as ties between them.

A force-directed picture of every article is a hairball past fifty nodes and looks different after each edit. Topics
are few, have names, and stay. The map is drawn twice, for wide screens and for narrow ones: one picture made smaller
can't be read on a telephone.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from seealso import lettering, seating, strokes, survey
from seealso.archive import Archive, Group
from seealso.model import Card, Slug, Url
from seealso.seating import Seat
from seealso.survey import Pair, Targets

MAPPED = 3
"""A topic with fewer articles has no map of its own: its list says it better."""
LANDMARKS = 3
MANY = 20
"""From so many places on, the number of ties grows no more; the list beside the map names the rest."""


class View(Struct, frozen=True):
    """The sizes of a picture for one width of screen, in pixels."""

    name: str
    width: int
    title: int
    """The letters of places' names."""
    small: int
    """Those of landmarks."""
    radius: float
    """Of the largest place."""
    ties: float
    """Ties that are drawn, for each place."""
    thickest: float
    topics: int
    """Topics that are drawn; the list beside the map has them all."""
    shapes: tuple[tuple[int, int, int], ...]
    """From how many places on there are how many columns, and landmarks at each place."""


WIDE = View("wide", 1140, 20, 15, 32, 1.5, 10, 60, ((0, 1, 3), (2, 2, 3), (4, 3, 3), (9, 4, 2), (21, 5, 1), (31, 6, 1)))
NARROW = View("narrow", 320, 15, 13, 22, 1.0, 6, 24, ((0, 1, 3), (2, 2, 2), (13, 2, 1)))


class Label(Struct, frozen=True):
    """Words that are drawn, in lines."""

    lines: tuple[str, ...]
    x: float
    y: float
    """The base of the first line."""


class Mark(Struct, frozen=True):
    """An article that is named on a map."""

    title: str
    url: Url
    count: int
    """Articles that refer to it."""
    label: Label


class Place(Struct, frozen=True):
    """A topic on the map."""

    name: str
    url: Url
    """Of its own map, or of its list where it has none."""
    articles: int
    x: float
    y: float
    radius: float
    label: Label
    landmarks: tuple[Mark, ...]


class Tie(Struct, frozen=True):
    """References between two topics, both ways added."""

    names: Pair
    ends: tuple[int, int]
    """The two among the chart's places."""
    count: int
    path: str
    width: float


class Chart(Struct, frozen=True):
    """One picture."""

    view: str
    width: int
    height: int
    title: int
    small: int
    places: tuple[Place, ...]
    ties: tuple[Tie, ...]


class Frame(Struct, frozen=True):
    """How a picture is divided."""

    view: View
    columns: int
    marks: int
    """Landmarks at each place."""
    pitch: float
    """From one row to the next."""

    @property
    def room(self) -> float:
        """What one place has from left to right."""
        return self.view.width / self.columns

    def at(self, seat: Seat) -> tuple[float, float]:
        x = self.view.width / 2 + seat.x * self.room
        return round(x, 1), round(seat.row * self.pitch + self.view.radius * 1.25, 1)


def map_url(group: Group) -> Url:
    """Where a topic is seen closest: its own map, or its list."""
    return Url(f"{group.url}map/") if has_map(group) else group.url


def has_map(group: Group) -> bool:
    """Whether a topic has a map of its own."""
    return len(group.cards) >= MAPPED


class Ground(Struct, frozen=True):
    """What is counted for the map, and told beside it."""

    homes: Mapping[Slug, str]
    landmarks: Mapping[str, Sequence[tuple[Card, int]]]
    ties: Mapping[Pair, int]


def ground(archive: Archive, targets: Targets) -> Ground:
    """Count it."""
    homes = survey.homes(archive)
    return Ground(homes, landmarks(archive, homes, targets), survey.ties(targets, homes))


def charts(archive: Archive, targets: Targets, counted: Ground) -> tuple[Chart, ...]:
    """The map for wide screens and for narrow ones."""
    homes, best, ties = counted.homes, counted.landmarks, counted.ties
    near = survey.affinity(survey.ties(survey.within(targets, survey.surveyed(archive)), homes))
    largest = sorted(archive.topics, key=lambda group: (-len(group.cards), group.name))
    return tuple(_chart(largest[: view.topics], best, ties, near, view) for view in (WIDE, NARROW))


def landmarks(archive: Archive, homes: Mapping[Slug, str], targets: Targets) -> dict[str, list[tuple[Card, int]]]:
    """The articles of each topic that are referred to most; an article is named under its first topic only."""
    referred = Counter(chain.from_iterable(targets.values()))
    found = {}
    for group in archive.topics:
        known = [card for card in group.cards if homes.get(card.slug) == group.name]
        found[group.name] = [(card, referred[card.slug]) for card in survey.foremost(known, referred, LANDMARKS)]
    return found


def _chart(
    groups: Sequence[Group],
    best: Mapping[str, Sequence[tuple[Card, int]]],
    ties: Mapping[Pair, int],
    near: seating.Affinity,
    view: View,
) -> Chart:
    frame = _frame(groups, view)
    seats = seating.seated([group.name for group in groups], near, frame.columns, frame.pitch / frame.room)
    most = max((len(group.cards) for group in groups), default=1)
    ordered = sorted(groups, key=lambda group: (seats[group.name].row, seats[group.name].x))
    places = tuple(_place(one, frame, seats[one.name], most, best[one.name]) for one in ordered)
    rows = max((seat.row for seat in seats.values()), default=-1) + 1
    return Chart(
        view.name, view.width, round(rows * frame.pitch), view.title, view.small, places, _ties(places, ties, view)
    )


def _frame(groups: Sequence[Group], view: View) -> Frame:
    columns, marks = next((columns, marks) for least, columns, marks in view.shapes[::-1] if len(groups) >= least)
    rows = max((len(_name(group, view, view.width / columns)) for group in groups), default=1)
    words = rows * view.title * 1.2 + marks * (2.4 * view.small + 8)
    return Frame(view, columns, marks, round(2 * view.radius + words + view.small * 0.5 + view.title * 1.6))


def _name(group: Group, view: View, room: float) -> tuple[str, ...]:
    return lettering.lines(group.name, view.title, room - 8, 2, bold=True)


def _place(group: Group, frame: Frame, seat: Seat, most: int, best: Iterable[tuple[Card, int]]) -> Place:
    view = frame.view
    x, y = frame.at(seat)
    radius = round(view.radius * max(0.2, math.sqrt(len(group.cards) / most)), 1)
    name = Label(_name(group, view, frame.room), x, round(y + radius + view.title * 1.1, 1))
    base = name.y + (len(name.lines) - 1) * view.title * 1.2 + view.small * 1.6
    marks = []
    for card, count in [*best][: frame.marks]:
        label = Label(lettering.lines(card.title, view.small, frame.room - 14, 2), x, round(base, 1))
        marks.append(Mark(card.title, card.url, count, label))
        base += len(label.lines) * view.small * 1.2 + 8
    return Place(group.name, map_url(group), len(group.cards), x, y, radius, name, tuple(marks))


def _ties(places: Sequence[Place], ties: Mapping[Pair, int], view: View) -> tuple[Tie, ...]:
    """The strongest of each place, and the strongest of all, the weak ones first, so that they lie beneath."""
    where = {place.name: number for number, place in enumerate(places)}
    known = [pair for pair in ties if pair[0] in where and pair[1] in where]
    ranked = sorted(known, key=lambda pair: (-ties[pair], pair))
    own = {name: pair for pair in ranked[::-1] for name in pair}
    drawn = {*own.values(), *ranked[: round(view.ties * min(len(places), MANY))]}
    most = ties[ranked[0]] if ranked else 1
    return tuple(
        _tie(pair, ties[pair], view.thickest / most, places, where) for pair in reversed(ranked) if pair in drawn
    )


def _tie(pair: Pair, count: int, weight: float, places: Sequence[Place], where: Mapping[str, int]) -> Tie:
    ends = where[pair[0]], where[pair[1]]
    one, other = places[min(ends)], places[max(ends)]
    path = strokes.curve((one.x, one.y), (other.x, other.y))
    return Tie(pair, ends, count, path, round(max(1.2, count * weight), 1))

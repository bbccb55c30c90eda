"""Places on a plane: what belongs together stands together, and nothing runs into anything.

Seats are given: staggered rows, like those of an orchard, each wide enough for what stands there. So nothing
overlaps, by construction, and the only question is who sits where: from a beginning in which each follows the one it
is tied to most, two change seats whenever that shortens the ties, until no change does. Springs and stress were
rejected: they need a second step that pushes labels apart, which undoes the distances that they found, and a small
change moves all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from msgspec import Struct

Affinity = Mapping[tuple[str, str], float]
"""How strongly two are tied, by their names in order; what is not there is not tied."""
_ROUNDS = 12
"""Rounds of changing seats, at most; archives need three to six."""


class Seat(Struct, frozen=True):
    """One place of the plane."""

    row: int
    x: float
    """In widths of a seat, from the middle."""


def seats(count: int, columns: int) -> list[Seat]:
    """So many seats in rows of `columns` and one fewer, in turn; the last row holds what is left."""
    found: list[Seat] = []
    row = 0
    while len(found) < count:
        capacity = max(1, columns - row % 2)
        here = min(capacity, count - len(found))
        shift = (capacity - here) % 2 / 2 if here < capacity else 0
        found += [Seat(row, place - (here - 1) / 2 + shift) for place in range(here)]
        row += 1
    return found


def seated(names: Sequence[str], affinity: Affinity, columns: int, stretch: float = 1) -> dict[str, Seat]:
    """Who sits where. `stretch` is the distance of two rows in widths of a seat."""
    places = seats(len(names), columns)
    weights = _weights(names, affinity)
    order = _walk(_chain(sorted(names), weights), places)
    ranks = {name: rank for rank, name in enumerate(order)}
    tied = [[(ranks[other], weight) for other, weight in sorted(weights[name].items())] for name in order]
    found = _improved(tied, _distances(places, stretch))
    return {name: places[found[rank]] for name, rank in ranks.items()}


def _weights(names: Sequence[str], affinity: Affinity) -> dict[str, Counter[str]]:
    known = set(names)
    weights: dict[str, Counter[str]] = defaultdict(Counter)
    for (left, right), weight in sorted(affinity.items()):
        if left in known and right in known and left != right and weight:
            weights[left][right] += weight  # type: ignore[assignment]
            weights[right][left] += weight  # type: ignore[assignment]
    return weights


def _chain(names: Sequence[str], weights: Mapping[str, Counter[str]]) -> list[str]:
    """Each after the one that it is tied to most, of those that are left."""
    rest, order = list(names), list[str]()
    totals = {name: sum(weights[name].values()) for name in names}
    while rest:
        near = weights[order[-1]] if order else totals
        following = min(rest, key=lambda name: (-near.get(name, 0), name))
        order.append(following)
        rest.remove(following)
    return order


def _walk(order: Sequence[str], places: Sequence[Seat]) -> list[str]:
    """The chain laid through the rows, there and back, so that neighbours in it are neighbours on the plane."""
    rows: dict[int, list[int]] = defaultdict(list)
    for number, place in enumerate(places):
        rows[place.row].append(number)
    path = [number for row, numbers in sorted(rows.items()) for number in (numbers[::-1] if row % 2 else numbers)]
    return [name for _, name in sorted(zip(path, order, strict=True))]


def _distances(places: Sequence[Seat], stretch: float) -> list[list[float]]:
    return [
        [((one.x - other.x) ** 2 + ((one.row - other.row) * stretch) ** 2) ** 0.5 for other in places] for one in places
    ]


def _improved(tied: Sequence[Sequence[tuple[int, float]]], distances: Sequence[Sequence[float]]) -> list[int]:
    """The seat of each, after changing two by two for as long as the ties get shorter."""
    seat = list(range(len(tied)))
    for _ in range(_ROUNDS):
        changed = False
        for one, other in combinations(range(len(tied)), 2):
            if _gain(one, other, seat, tied, distances) > 1e-9:
                seat[one], seat[other] = seat[other], seat[one]
                changed = True
        if not changed:
            break
    return seat


def _gain(
    one: int,
    other: int,
    seat: Sequence[int],
    tied: Sequence[Sequence[tuple[int, float]]],
    distances: Sequence[Sequence[float]],
) -> float:
    """How much shorter the ties are when two change seats; the tie between the two stays as long as it is."""
    here, there = distances[seat[one]], distances[seat[other]]
    gain = 0.0
    for third, weight in tied[one]:
        if third != other:
            gain += weight * (here[seat[third]] - there[seat[third]])
    for third, weight in tied[other]:
        if third != one:
            gain += weight * (there[seat[third]] - here[seat[third]])
    return gain

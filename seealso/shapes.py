"""Shapes that are drawn twice, as SVG on a page and as pixels on a card: curves and circles in a square of 240.

A shape is plain numbers, so that both drawings come from the same geometry. Curves are chains of cubic Béziers, since
SVG writes those in the fewest characters and pixels need only their points.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

SIDE = 240
_ROUND = 0.5523
"""How far the handles of a Bézier stand, in radii, that draws a quarter of a circle."""


class Point(NamedTuple):
    x: float
    y: float

    def moved(self, by: float, angle: float) -> Point:
        return Point(self.x + by * math.cos(angle), self.y + by * math.sin(angle))


class Curve(Struct, frozen=True):
    """A chain of Béziers: where it begins, then for each its two handles and its end."""

    points: tuple[Point, ...]
    closed: bool = False


class Circle(Struct, frozen=True):
    centre: Point
    radius: float


class Layer(Struct, frozen=True):
    """Shapes that are drawn alike, above the layers before it."""

    shapes: tuple[Curve | Circle, ...]
    width: float = 0
    """Of the line; 0 for shapes that are filled."""
    spot: bool = False
    """In the second colour."""
    strength: float = 1
    """From nothing to 1, how much of the colour is laid on."""


def line(*points: Point) -> Curve:
    """Straight from point to point."""
    chain = [points[0]]
    for point in points[1:]:
        chain += [chain[-1], point, point]
    return Curve(tuple(chain))


def smooth(points: Sequence[Point], *, closed: bool = False) -> Curve:
    """A curve through points, without corners."""
    count = len(points)

    def at(place: int) -> Point:
        return points[place % count if closed else min(max(place, 0), count - 1)]

    chain = [points[0]]
    for n in range(count if closed else count - 1):
        before, begin, end, after = at(n - 1), at(n), at(n + 1), at(n + 2)
        chain += [
            Point(begin.x + (end.x - before.x) / 6, begin.y + (end.y - before.y) / 6),
            Point(end.x - (after.x - begin.x) / 6, end.y - (after.y - begin.y) / 6),
            end,
        ]
    return Curve(tuple(chain), closed)


def quarter(centre: Point, radius: float, turn: int) -> tuple[Point, ...]:
    """The chain of a quarter of a circle, clockwise from the right (0), from below (1), and so on."""
    angle, handle = turn * math.pi / 2, radius * _ROUND
    begin, end = centre.moved(radius, angle), centre.moved(radius, angle + math.pi / 2)
    return begin, begin.moved(handle, angle + math.pi / 2), end.moved(handle, angle), end


def joined(*chains: Sequence[Point], closed: bool = False) -> Curve:
    """Chains one after the other, with straight lines between them."""
    points = [*chains[0]]
    for chain in chains[1:]:
        if chain[0] != points[-1]:
            points += [points[-1], chain[0], chain[0]]
        points += chain[1:]
    return Curve(tuple(points), closed)


# --- as SVG --------------------------------------------------------------------------------------------------


def svg(layers: Iterable[Layer]) -> str:
    """The layers as elements of an SVG; colours are those of its style sheet."""
    return "".join(_element(layer) for layer in layers)


def _element(layer: Layer) -> str:
    kind = ("spot " if layer.spot else "") + ("line" if layer.width else "fill")
    width = f' stroke-width="{layer.width:g}"' if layer.width else ""
    faint = f' opacity="{layer.strength:g}"' if layer.strength < 1 else ""
    drawn = "".join(_path(shape) if isinstance(shape, Curve) else _round_path(shape) for shape in layer.shapes)
    return f'<path class="{kind}"{width}{faint} d="{drawn}"/>'


def _round_path(circle: Circle) -> str:
    radius = round(circle.radius)
    (x, y), wide = circle.centre, radius * 2
    return f"M{x - radius:.0f} {y:.0f}a{radius} {radius} 0 1 0 {wide} 0a{radius} {radius} 0 1 0-{wide} 0"


def _path(curve: Curve) -> str:
    """Relative to whole numbers, so that what is rounded away does not add up."""
    here = _whole(curve.points[0])
    written = f"M{here[0]}{_spaced(here[1])}"
    last = ""
    for first, second, end in _segments(curve):
        stops = [_whole(first), _whole(second), _whole(end)]
        steps = [(x - here[0], y - here[1]) for x, y in stops]
        command, numbers = _command(steps)
        written += ("" if command == last else command) + _run(numbers, follows=command == last)
        here, last = stops[2], command
    return written + ("z" if curve.closed else "")


def _command(steps: list[tuple[int, int]]) -> tuple[str, list[int]]:
    """A straight piece is written as one."""
    (ax, ay), _, (x, y) = steps
    if (ax, ay) == (0, 0) and steps[1] == steps[2]:
        return ("h", [x]) if y == 0 else ("v", [y]) if x == 0 else ("l", [x, y])
    return "c", [number for step in steps for number in step]


def _run(numbers: list[int], *, follows: bool) -> str:
    first, *rest = numbers
    return (_spaced(first) if follows else str(first)) + "".join(_spaced(number) for number in rest)


def _spaced(number: int) -> str:
    return str(number) if number < 0 else f" {number}"


def _whole(point: Point) -> tuple[int, int]:
    return round(point.x), round(point.y)


# --- as points -----------------------------------------------------------------------------------------------


def flattened(shape: Curve | Circle, steps: int = 24) -> list[Point]:
    """The shape as a polygon or polyline, fine enough for pixels."""
    if isinstance(shape, Circle):
        around = steps * 5
        return [shape.centre.moved(shape.radius, 2 * math.pi * n / around) for n in range(around + 1)]
    points = [shape.points[0]]
    for first, second, end in _segments(shape):
        begin = points[-1]
        straight = first == begin and second == end
        points += [end] if straight else [_at(begin, first, second, end, n / steps) for n in range(1, steps + 1)]
    return [*points, points[0]] if shape.closed else points


def _at(begin: Point, first: Point, second: Point, end: Point, t: float) -> Point:
    u = 1 - t
    parts = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
    four = (begin, first, second, end)
    return Point(
        sum(part * p.x for part, p in zip(parts, four, strict=True)),
        sum(part * p.y for part, p in zip(parts, four, strict=True)),
    )


def _segments(curve: Curve) -> Iterator[tuple[Point, Point, Point]]:
    rest = curve.points[1:]
    for n in range(0, len(rest), 3):
        yield rest[n], rest[n + 1], rest[n + 2]

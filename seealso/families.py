"""The families of motifs: how each is drawn, and what may vary in it.

Every number has bounds at which any member looks drawn on purpose, as large as a hand and as small as a thumb.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable

from seealso import shapes
from seealso.shapes import SIDE, Circle, Curve, Layer, Point


class Chance:
    """Numbers from a name, the same everywhere and for ever: Python's own `random` does not promise that."""

    def __init__(self, name: str) -> None:
        self._bits = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=32).digest())

    def below(self, count: int) -> int:
        self._bits, drawn = divmod(self._bits, count)
        return drawn

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.below(64) / 63

    def flip(self) -> bool:
        return self.below(2) == 1


def waves(chance: Chance) -> tuple[Layer, ...]:
    """A sea that is quiet at the horizon, and a disc high above it or half set."""
    half = SIDE / (2.2 + 0.5 * chance.below(4))
    drift = half * chance.between(0.22, 0.42) * (1 if chance.flip() else -1)
    across, high = 60 + 30 * chance.below(5), chance.flip()
    horizon = 112 if high else 92
    sea = []
    for row in range(7):
        y, height = horizon + 2.4 * row * (row + 4.6), 3 + 2.9 * row
        x = (row * drift) % (2 * half) - 2 * half
        chain = [Point(x, y)]
        while chain[-1].x < SIDE:
            left, rise = chain[-1].x, height * (1 if len(chain) % 6 == 1 else -1) * 4 / 3
            chain += [Point(left + half / 3, y - rise), Point(left + half * 2 / 3, y - rise), Point(left + half, y)]
        sea.append(Curve(tuple(chain)))
    disc = Circle(Point(across, 62), 24) if high else Circle(Point(across, horizon - 4), 46)
    return Layer((disc,), spot=True), Layer(tuple(sea), width=5)


def ripples(chance: Chance) -> tuple[Layer, ...]:
    """What a stone does to a pond: rings that widen and grow faint."""
    centre = Point(60 + 30 * chance.below(5), chance.between(80, 160))
    step = chance.between(15, 21)
    rings = [Circle(centre, 22 + step * n * (1 + 0.05 * n)) for n in range(9)]
    groups = zip((rings[:3], rings[3:6], rings[6:]), (6.5, 5, 3.5), (1, 0.72, 0.45), strict=True)
    drawn = [Layer(tuple(some), width=width, strength=strength) for some, width, strength in groups]
    return *drawn, Layer((Circle(centre, 9),), spot=True)


def contours(chance: Chance) -> tuple[Layer, ...]:
    """A hill as a map shows it."""
    centre = Point(chance.between(92, 148), chance.between(96, 144))
    lean = chance.between(0, 2 * math.pi)
    two, three = chance.between(0.1, 0.2), chance.between(0.04, 0.08)
    turn, twist = chance.between(0, math.pi), chance.between(0, math.pi)

    def height(radius: float) -> Curve:
        middle = centre.moved(radius * 0.28, lean)
        angles = [2 * math.pi * n / 8 for n in range(8)]
        grown = [1 + two * math.cos(2 * (a - turn)) + three * math.cos(3 * (a - twist)) for a in angles]
        return shapes.smooth([middle.moved(radius * g, a) for a, g in zip(angles, grown, strict=True)], closed=True)

    lines = tuple(height(radius) for radius in (30, 50, 72, 96, 123, 153))
    return (
        Layer((Circle(centre.moved(3, lean), 8),), spot=True),
        Layer(lines[::2], width=5),
        Layer(lines[1::2], width=3, strength=0.7),
    )


def branch(chance: Chance) -> tuple[Layer, ...]:
    """A twig with its leaves, one side a little fainter, and a berry or two."""
    side = 1 if chance.flip() else -1
    foot, tip = Point(120 - side * chance.between(24, 44), 252), Point(120 + side * chance.between(14, 30), 46)
    bow = Point(120 - side * chance.between(0, 26), 130)
    stem = Curve((foot, bow, bow, tip))
    along = shapes.flattened(stem, 40)
    pairs = 5 + chance.below(2)
    opposite, broad = chance.flip(), chance.between(0.3, 0.4)
    leaves: dict[bool, list[Curve]] = {True: [], False: []}
    for n in range(pairs * 2):
        place = 6 + (n // 2 * 2 + 0.5 if opposite else n) * 30 / (pairs * 2)
        at, then = along[int(place)], along[int(place) + 1]
        heading = math.atan2(then.y - at.y, then.x - at.x)
        turned = 0.98 - 0.03 * n
        leaves[n % 2 == 0].append(_leaf(at, heading + (turned if n % 2 else -turned), 82 - 3.4 * n, broad))
    end = math.atan2(tip.y - along[-4].y, tip.x - along[-4].x)
    leaves[True].append(_leaf(tip, end, 40, broad))
    berries = [along[3].moved(26, math.pi + side * 0.5), along[3].moved(26, side * -0.2)][: 1 + chance.below(2)]
    return (
        Layer(tuple(leaves[True])),
        Layer(tuple(leaves[False]), strength=0.62),
        Layer((stem,), width=4),
        Layer(tuple(Circle(berry, 8) for berry in berries), spot=True),
    )


def _leaf(foot: Point, heading: float, length: float, broad: float) -> Curve:
    tip = foot.moved(length, heading)
    middle, wide = foot.moved(length * 0.42, heading), length * broad
    left, right = middle.moved(wide, heading - math.pi / 2), middle.moved(wide, heading + math.pi / 2)
    fine = tip.moved(-length * 0.12, heading)
    return Curve((foot, left, fine, tip, fine, right, foot), closed=True)


def knots(chance: Chance) -> tuple[Layer, ...]:
    """Lines that turn in the squares of a grid and meet at their edges, after a rule that is chosen."""
    cell = SIDE / 3
    rules: tuple[Callable[[int, int], int], ...] = (
        lambda i, j: i + j,
        lambda i, j: (i + 1) // 2 + j,
        lambda i, j: i * j,
        lambda i, j: (i + 1) // 2 + (j + 1) // 2,
    )
    rule, start = rules[chance.below(len(rules))], chance.below(2)
    arcs = []
    for n in range(9):
        i, j = n % 3, n // 3
        x, y = i * cell, j * cell
        one_way = (rule(i, j) + start) % 2
        ends = ((x, y, 0), (x + cell, y + cell, 2)) if one_way else ((x + cell, y, 1), (x, y + cell, 3))
        for cx, cy, turn in ends:
            arcs += [Curve(shapes.quarter(Point(cx, cy), cell * part / 3, turn)) for part in (1, 2)]
    beads = tuple(Circle(Point(cell * i, cell * j), 7) for i in (1, 2) for j in (1, 2))
    return Layer(tuple(arcs), width=8), Layer(beads[: 1 + chance.below(4)], spot=True)


def quarters(chance: Chance) -> tuple[Layer, ...]:
    """Quarters of discs in a grid, turned after a rule, one of them in the second colour."""
    cell = SIDE / 4
    across, down, bend = 1 + chance.below(3), 1 + chance.below(3), chance.below(2)
    bright = chance.below(16)
    full: list[Curve] = []
    faint: list[Curve] = []
    spot: list[Curve] = []
    for n in range(16):
        i, j = n % 4, n // 4
        turn = (i * across + j * down + bend * i * j) % 4
        corner = Point((i + (turn in (1, 2))) * cell, (j + (turn in (2, 3))) * cell)
        piece = shapes.joined((corner,), shapes.quarter(corner, cell, turn), (corner,), closed=True)
        (spot if n == bright else full if (i + j) % 2 else faint).append(piece)
    return Layer(tuple(full)), Layer(tuple(faint), strength=0.38), Layer(tuple(spot), spot=True)


def weave(chance: Chance) -> tuple[Layer, ...]:
    """Bands over and under each other, as in a basket."""
    cells, bars = (4, 3) if chance.flip() else (5, 2)
    cell, slope = SIDE / cells, 1 + chance.below(2)
    period = 2 if slope == 1 else 3
    upright: list[Curve] = []
    level: list[Curve] = []
    for n in range(cells * cells):
        i, j = n % cells, n // cells
        x, y = i * cell, j * cell
        for bar in range(bars):
            at = (bar + 0.5) * cell / bars
            if (i * slope + j * (period - 1 if slope == 2 else 1)) % period:
                level.append(shapes.line(Point(x + 7, y + at), Point(x + cell - 7, y + at)))
            else:
                upright.append(shapes.line(Point(x + at, y + 7), Point(x + at, y + cell - 7)))
    return Layer(tuple(upright), width=8), Layer(tuple(level), width=8, spot=chance.flip(), strength=0.8)


def doorways(chance: Chance) -> tuple[Layer, ...]:
    """One arch within another, and a light in the last."""
    centre = 80 + 20 * chance.below(5)
    spring = chance.between(128, 156)
    count, step = 5 + chance.below(2), 19
    arches = []
    for n in range(count):
        radius = 30 + step * n
        over = (shapes.quarter(Point(centre, spring), radius, 2), shapes.quarter(Point(centre, spring), radius, 3))
        foot = (Point(centre - radius, SIDE + 6),), (Point(centre + radius, SIDE + 6),)
        arches.append(shapes.joined(foot[0], *over, foot[1]))
    light = Circle(Point(centre, spring + chance.between(-2, 40)), 13)
    return Layer((light,), spot=True), Layer(tuple(arches[::2]), width=7), Layer(tuple(arches[1::2]), width=3.5)


def hills(chance: Chance) -> tuple[Layer, ...]:
    """Ridges, each darker than the one behind it, and a sun or moon."""
    disc = Circle(Point(66 + 27 * chance.below(5), chance.between(58, 76)), 25)
    lean, drawn = 1 if chance.flip() else -1, [Layer((disc,), spot=True)]
    for n, strength in enumerate((0.22, 0.4, 0.66, 1)):
        y, swell = 104 + 36 * n, chance.between(13, 24) * lean * (1 if n % 2 else -1)
        shift = chance.between(-16, 16)
        ridge = [Point(-20, y + swell), Point(60 + shift, y - swell), Point(160 + shift, y + swell * 0.8)]
        crest = shapes.smooth([*ridge, Point(SIDE + 20, y - swell * 0.4)])
        foot = (Point(SIDE + 20, SIDE + 9), Point(-20, SIDE + 9))
        drawn.append(Layer((shapes.joined(crest.points, foot[:1], foot[1:], closed=True),), strength=strength))
    return tuple(drawn)


def reeds(chance: Chance) -> tuple[Layer, ...]:
    """Stalks that bend one way in the wind, with their heads."""
    wind, count = chance.between(30, 58) * (1 if chance.flip() else -1), 7 + chance.below(2)
    stalks: list[Curve] = []
    heads: list[Curve | Circle] = []
    tallest = chance.below(3) + 2
    for n in range(count):
        foot = Point(120 + (n - (count - 1) / 2) * 25 - wind * 0.45, SIDE + 6)
        tall = 176 - 15 * abs(n - tallest) - (14 if n % 2 else 0)
        tip = Point(foot.x + wind * tall / 150, foot.y - tall)
        stalks.append(
            Curve((foot, Point(foot.x, foot.y - tall * 0.4), Point(foot.x + wind * 0.25, tip.y + tall * 0.3), tip))
        )
        lean = math.atan2(-tall * 0.3, wind * (tall / 150 - 0.25))
        heads.append(_leaf(tip.moved(-6, lean), lean, 38, 0.22))
    return Layer(tuple(stalks), width=4), Layer(tuple(heads[1::2])), Layer(tuple(heads[::2]), spot=True)


def threads(chance: Chance) -> tuple[Layer, ...]:
    """Threads strung between pins on a circle; where they cross, a curve appears that nobody drew."""
    count = 18 + 2 * chance.below(3)
    reach = count * (7 + chance.below(3)) // 20
    begin = chance.below(count) * 2 * math.pi / count
    centre = Point(120, 120)
    pins = [centre.moved(100, begin + 2 * math.pi * n / count) for n in range(count)]
    strung = tuple(shapes.line(pins[n], pins[(n + reach) % count]) for n in range(count))
    return (
        Layer(strung, width=2.5),
        Layer(tuple(Circle(pin, 5) for pin in pins)),
        Layer((Circle(centre, 100 * math.cos(math.pi * reach / count) * 0.42),), spot=True),
    )


FAMILIES: tuple[Callable[[Chance], tuple[Layer, ...]], ...] = (
    waves, ripples, contours, branch, knots, quarters, weave, doorways, hills, reeds, threads,
)  # fmt: skip
"""In an order that decides which topic gets what: new ones would go last, and still change many."""

"""Lines from one place to another, as SVG paths."""

from __future__ import annotations

import math

Point = tuple[float, float]


def curve(one: Point, other: Point) -> str:
    """A line bent a little, so that it passes above what stands between two places of one row."""
    (x1, y1), (x2, y2) = one, other
    bend = 0.16 if y1 == y2 or x1 == x2 else 0.07
    x, y = (x1 + x2) / 2 + (y2 - y1) * bend, (y1 + y2) / 2 - abs(x2 - x1) * bend
    return f"M{x1:g} {y1:g}Q{x:.0f} {y:.0f} {x2:g} {y2:g}"


def taper(one: Point, other: Point, half: float) -> str:
    """A line that is broad where it begins and pointed where it leads (Holten 2009: read more surely than arrows)."""
    (x1, y1), (x2, y2) = one, other
    length = math.hypot(x2 - x1, y2 - y1) or 1
    across, down = -(y2 - y1) / length * half, (x2 - x1) / length * half
    x, y = (x1 + x2) / 2 + (y2 - y1) * 0.1, (y1 + y2) / 2 - (x2 - x1) * 0.1
    return (
        f"M{x1 + across:.1f} {y1 + down:.1f}Q{x + across / 2:.1f} {y + down / 2:.1f} {x2:g} {y2:g}"
        f"Q{x - across / 2:.1f} {y - down / 2:.1f} {x1 - across:.1f} {y1 - down:.1f}Z"
    )

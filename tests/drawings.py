"""The sample archive's pictures, and the icon for telephones, drawn by one command:

    python -m tests.drawings

They are committed as files, as an author's pictures are. They are drawn three times as large and made small.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

from seealso.shapes import Curve, Point, flattened, smooth
from seealso.typeface import Face
from tests.harness import REPOSITORY

FINE = 3
PAPER, INK, QUIET, TEAL, PALE, GOLD = "#faf6ee", "#2b2622", "#665d54", "#1d5a58", "#dbe6e0", "#c58a2c"


class Sheet:
    """A drawing in the making, measured in the pixels that it will have."""

    def __init__(self, width: int, height: int, ground: str) -> None:
        self.size = width, height
        self.image = Image.new("RGB", (width * FINE, height * FINE), ground)
        self.draw = ImageDraw.Draw(self.image)

    def line(self, points: Iterable[Point], colour: str, thick: float) -> None:
        half = thick * FINE / 2
        spots = [(p.x * FINE, p.y * FINE) for p in points]
        self.draw.line(spots, fill=colour, width=round(thick * FINE))
        for x, y in spots:
            self.draw.ellipse((x - half, y - half, x + half, y + half), fill=colour)

    def area(self, points: Iterable[Point], colour: str) -> None:
        self.draw.polygon([(p.x * FINE, p.y * FINE) for p in points], fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        self.draw.ellipse([n * FINE for n in (x - radius, y - radius, x + radius, y + radius)], fill=colour)

    def words(self, x: float, baseline: float, said: str, size: float, colour: str = QUIET) -> None:
        mask = Image.new("L", self.image.size)
        Face(size * FINE).write(mask, x * FINE, baseline * FINE, said)
        self.image.paste(colour, mask=mask)

    def done(self) -> Image.Image:
        return self.image.resize(self.size, Image.Resampling.BOX)


def window() -> Image.Image:
    """A wavy line between two level ones: it leaves them once above and once below."""
    sheet = Sheet(1400, 760, PAPER)
    sheet.area([Point(0, 240), Point(1400, 240), Point(1400, 520), Point(0, 520)], PALE)
    for y in (240, 520):
        sheet.line([Point(70, y), Point(1330, y)], TEAL, 4)
    heights = [390, 320, 420, 330, 450, 120, 400, 340, 640, 380, 330, 420, 360]
    course = [Point(70 + n * 105, y) for n, y in enumerate(heights)]
    sheet.line(flattened(smooth(course)), GOLD, 9)
    sheet.words(84, 110, "too much", 40)
    sheet.words(84, 500, "enough to think and feel at once", 32, TEAL)
    sheet.words(84, 690, "too little", 40)
    return sheet.done()


def swells() -> Image.Image:
    """Waves along a line of time: high and close at first, later lower and further apart, with one high one late."""
    sheet = Sheet(1400, 620, PAPER)
    waves = [
        (120, 90, 330), (260, 80, 370), (395, 75, 290), (540, 90, 250),
        (720, 95, 175), (905, 80, 110), (1090, 62, 285), (1265, 70, 70),
    ]  # fmt: skip

    def height(x: float) -> float:
        return sum(high * math.exp(-2.4 * ((x - at) / wide) ** 2) for at, wide, high in waves)

    points = [Point(x, 500 - height(x)) for x in range(40, 1361, 5)]
    sheet.area([*points, Point(1360, 500), Point(40, 500)], PALE)
    sheet.line(points, TEAL, 6)
    sheet.line([Point(40, 500), Point(1360, 500)], INK, 3)
    sheet.disc(1090, 500 - 285 - 34, 15, GOLD)
    sheet.words(40, 562, "the first weeks", 32)
    sheet.words(1228, 562, "years later", 32)
    sheet.words(1112, 190, "a song in a shop", 32, INK)
    return sheet.done()


def night() -> Image.Image:
    """Hills under a moon, with one lit window."""
    width, height = 1600, 840
    sky = Image.linear_gradient("L").resize((width, height))
    ground = Image.composite(Image.new("RGB", sky.size, "#31696a"), Image.new("RGB", sky.size, "#0c2428"), sky)
    glow = Image.new("L", sky.size)
    ImageDraw.Draw(glow).ellipse((1030, 60, 1370, 400), fill=120)
    ground.paste("#5c8a84", mask=glow.filter(ImageFilter.GaussianBlur(70)))
    big = ground.resize((width * FINE, height * FINE), Image.Resampling.BILINEAR)
    sheet = Sheet(width, height, INK)
    sheet.image.paste(big)
    sheet.disc(1200, 230, 74, "#f1e3bd")
    ridges = [(430, "#22504f"), (545, "#183f40"), (660, "#0f2f31")]
    for n, (y, colour) in enumerate(ridges):
        rise, pace = 46 - 8 * n, 1.3 + 0.2 * n
        crest = [Point(-100 + step * 300, y + rise * math.sin(step * pace + n * 2.1)) for step in range(7)]
        if n == 2:
            _house(sheet, 410, 600)
        sheet.area([*flattened(smooth(crest)), Point(1800, height + 9), Point(-100, height + 9)], colour)
    return sheet.done()


def _house(sheet: Sheet, x: float, y: float) -> None:
    walls = [(-54, 140), (-54, 0), (0, -40), (54, 0), (54, 140)]
    sheet.area([Point(x + dx, y + dy) for dx, dy in walls], "#0b2224")
    sheet.area([Point(x + dx, y + dy) for dx, dy in ((-16, 16), (16, 16), (16, 50), (-16, 50))], "#f0c063")


def touch_icon() -> Image.Image:
    """assets/icon.svg without its round corners, which telephones cut themselves."""
    sheet, scale = Sheet(180, 180, TEAL), 180 / 64
    for side in (1, -1):
        along = [(-18, 20), (-10, 15), (-3, 17), (0, 23), (0, 31), (0, 41), (0, 49), (-4, 44), (-11, 43), (-18, 46)]
        chain = tuple(Point((32 + side * x) * scale, y * scale) for x, y in along)
        sheet.line(flattened(Curve(chain, closed=True), 60), PAPER, 3.5 * scale)
    sheet.disc(32 * scale, 12 * scale, 3.5 * scale, "#e2b568")
    return sheet.done()


FILES: dict[str, Callable[[], Image.Image]] = {
    "articles/window-of-tolerance.png": window,
    "articles/grief-in-waves.png": swells,
    "assets/night.jpg": night,
    "assets/apple-touch-icon.png": touch_icon,
}


def write(folder: Path) -> None:
    """Draw all of them below a folder."""
    for name, drawing in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix == ".jpg":
            drawing().save(file, quality=84, optimize=True, progressive=True)
        else:
            drawing().quantize(64, dither=Image.Dither.NONE).save(file, optimize=True)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY)

"""Social cards: the picture that other sites show where somebody shares an article.

A paper of the site's own colours, the title as large as it will go, and the motif of the topic. Everything is drawn
three times as large as it will be and made small once, which is what smooths the edges of lines. Few colours are kept:
a card weighs some thirty kilobytes, not a hundred.
"""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from seealso import motifs, shapes, stored, typeface
from seealso.shapes import Circle, Layer
from seealso.typeface import Face

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH, HEIGHT = 1200, 630
"""What the sites that show such pictures ask for."""
_PANEL = 460
"""Of the motif, at the right."""
_EDGE, _FINE = 64, 3
_TEXT = WIDTH - _PANEL - 2 * _EDGE
_SIZES = range(76, 35, -2)
_LINES = 6
_LEADING = 1.14
_SHADES, _COLOURS = 16, 40
"""Of each colour of the words; of the motif."""
_PAPER, _INK, _QUIET, _SPOT = "#faf6ee", "#2b2622", "#665d54", "#c58a2c"
_GROUNDS = {
    "pale": ("#dbe6e0", "#1d5a58", _SPOT),
    "warm": ("#efe3cb", "#1d5a58", _SPOT),
    "deep": ("#1d5a58", "#dbe6e0", "#e2b568"),
}
"""Ground, line and second colour, as they are in the light style sheet."""


class Card(Struct, frozen=True):
    """All that stands on one."""

    title: str
    site: str
    author: str
    topic: str
    """Whose motif it bears."""
    font: str = ""
    """A file with the owner's own face."""


class Drawing(Struct, frozen=True):
    """A card, and the file that it is drawn into."""

    card: Card
    file: str


def draw(drawing: Drawing) -> None:
    """Draw one card, and keep it."""
    stored.put(Path(drawing.file), png(drawing.card))


def png(card: Card) -> bytes:
    """The card as a file: shades of ink, then of grey, then the colours of the motif, which are found once a topic."""
    from PIL import Image

    own = Path(card.font).read_bytes() if card.font else b""
    motif, colours = _panel(card.topic)
    sheet = Image.new("P", (WIDTH, HEIGHT), 0)
    sheet.putpalette([*_ramp(_PAPER, _INK), *_ramp(_PAPER, _QUIET), *colours])
    sheet.paste(motif, (WIDTH - _PANEL, 0))
    title, site, author = (
        words if own or typeface.can_set(words) else "" for words in (card.title, card.site, card.author)
    )
    _lay(sheet, _titled(title or site, own), 0, 0)
    _lay(sheet, _footed([words for words in (site, author) if words != (title or site)], own), _SHADES, HEIGHT - 130)
    made = io.BytesIO()
    sheet.save(made, "PNG", compress_level=6)
    return made.getvalue()


def _ramp(ground: str, colour: str) -> list[int]:
    """Shades from one colour to another, as a palette holds them."""
    from PIL import ImageColor

    first, last = ImageColor.getrgb(ground), ImageColor.getrgb(colour)
    parts = [n / (_SHADES - 1) for n in range(_SHADES)]
    return [round(a + (b - a) * part) for part in parts for a, b in zip(first, last, strict=True)]


def _lay(sheet: Image, mask: Image, shade: int, top: int) -> None:
    """Lay words down in the shades of a palette that begin at `shade`."""
    from PIL import Image

    small = mask.reduce(_FINE)
    shades = bytes(shade + round(level * (_SHADES - 1) / 255) for level in range(256))
    sheet.paste(Image.frombytes("P", small.size, small.tobytes().translate(shades)), (_EDGE, top))


def _titled(title: str, own: bytes) -> Image:
    """The title, as large as it fits, standing a little above the middle."""
    from PIL import Image

    mask = Image.new("L", (_TEXT * _FINE, (HEIGHT - 130) * _FINE))
    face, lines = _fitted(title, own)
    step = face.size * _LEADING
    top = (mask.height + 40 * _FINE - step * len(lines)) / 2
    for number, words in enumerate(lines):
        face.write(mask, 0, top + step * number + face.size * 0.86, words)
    return mask


def _fitted(title: str, own: bytes) -> tuple[Face, list[str]]:
    """The largest size at which the title fits; at the smallest, what does not fit is left out."""
    for size in _SIZES:
        face = Face(size * _FINE, own)
        lines = _broken(title, face)
        fits = all(face.width(line) <= _TEXT * _FINE for line in lines)
        if fits and len(lines) * size * _LEADING <= HEIGHT - 210 and len(lines) <= (4 if size > 52 else _LINES):
            return face, _balanced(title, face, len(lines))
    lines = lines[:_LINES]
    lines[-1] = lines[-1].rstrip(" .,;:") + "…"
    return face, lines


def _broken(title: str, face: Face, width: float = _TEXT * _FINE) -> list[str]:
    lines: list[str] = []
    for word in title.split():
        if lines and face.width(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _balanced(title: str, face: Face, count: int) -> list[str]:
    """The same number of lines, broken where they are narrowest: no last word stands alone."""
    for tenths in range(6, 10):
        lines = _broken(title, face, _TEXT * _FINE * tenths / 10)
        if len(lines) == count and all(face.width(line) <= _TEXT * _FINE for line in lines):
            return lines
    return _broken(title, face)


def _footed(lines: list[str], own: bytes) -> Image:
    """Whose it is, at the foot."""
    from PIL import Image, ImageDraw

    mask = Image.new("L", (_TEXT * _FINE, 110 * _FINE))
    ImageDraw.Draw(mask).rectangle((0, 0, 56 * _FINE, 3 * _FINE), fill=255)
    for words, baseline in zip(lines, (48, 84), strict=False):
        size = next((s for s in range(27, 15, -1) if Face(s * _FINE, own).width(words) <= _TEXT * _FINE), 15)
        Face(size * _FINE, own).write(mask, 0, baseline * _FINE, words)
    return mask


# --- the motif -----------------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _panel(topic: str) -> tuple[Image, list[int]]:
    """The middle of the motif, as high as the card, and its colours, which follow those of the words in the palette."""
    from PIL import Image

    found = motifs.motif(topic)
    ground, ink, spot = _GROUNDS[found.ground]
    scale = HEIGHT / shapes.SIDE * _FINE
    panel = Image.new("RGB", (_PANEL * _FINE, HEIGHT * _FINE), ground)
    left = (shapes.SIDE * scale - panel.width) / 2
    for layer in found.layers:
        mask = _mask(layer, panel.size, scale, left)
        panel.paste(spot if layer.spot else ink, mask=mask.point([round(n * layer.strength) for n in range(256)]))
    few = panel.reduce(_FINE).quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    after = bytes(min(place + 2 * _SHADES, 255) for place in range(256))
    return Image.frombytes("P", few.size, few.tobytes().translate(after)), few.getpalette() or []


def _mask(layer: Layer, size: tuple[int, int], scale: float, left: float) -> Image:
    """Where a layer lays its colour on."""
    from PIL import Image, ImageDraw

    mask = Image.new("L", size)
    drawn = ImageDraw.Draw(mask)
    thick = round(layer.width * scale)
    half = (thick - 1) / 2
    for shape in layer.shapes:
        points = [(p.x * scale - left, p.y * scale) for p in shapes.flattened(shape)]
        if not layer.width:
            drawn.polygon(points, fill=255)
        elif isinstance(shape, Circle):
            (x, y), radius = shape.centre, shape.radius * scale + half
            box = (x * scale - left - radius, y * scale - radius, x * scale - left + radius, y * scale + radius)
            drawn.ellipse(box, outline=255, width=thick)
        else:
            drawn.line(points, fill=255, width=thick)
            for x, y in points:  # Pillow's own joints leave cracks in a bend
                drawn.ellipse((x - half, y - half, x + half, y + half), fill=255)
    return mask

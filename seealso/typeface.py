"""Setting words on a card in a face that is the same on every machine.

A card must not look different because it was made elsewhere, so no face of the system is asked for, and none comes with
this program. What there is everywhere is the face in Pillow itself, a fine sans serif, but only of the letters of
English: no é, no dash, no kerning. Those are added here from what it has, as printers cast accents: a letter, and a
mark of our own above or below it. An owner's own face, a serif for one, stands before it (`card_font`). Words in
letters that a face does not have are not set at all: a card without a title is better than one with boxes.
"""

from __future__ import annotations

import io
import math
import string
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

_CAST = frozenset(string.ascii_letters + string.digits + string.punctuation + " “”‘’«»‹›…·")
"""The characters of Pillow's own face that we count on."""
_SPELLED = {
    "ß": "ss",
    "æ": "ae",
    "Æ": "Ae",
    "œ": "oe",
    "Œ": "Oe",
    "\u00a0": " ",
    "\u202f": " ",
    "•": "·",
    "\u2011": "-",
}
_RULES = {"–": 0.52, "—": 0.86, "‒": 0.52, "−": 0.52}
"""Dashes are rules of this length, in sizes of the face."""
_TURNED = {"¿": "?", "¡": "!"}
_STROKED = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"}
_MARKS = frozenset("\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0326\u0327\u0328")
_CLOSE = {
    "A": {"TVWYvwy’”": -0.06},
    "F": {"aeo,.": -0.05},
    "L": {"TVWYy’”": -0.07},
    "P": {"aeo,.A": -0.05},
    "T": {"aceosuwyr,.-": -0.08, "A": -0.06},
    "VWY": {"aeou,.-": -0.06, "A": -0.07},
    "rvwy": {",.": -0.06},
    "‘“": {"A": -0.06},
}
"""Pairs that stand too far apart in a face without kerning, and by how much, in sizes of the face."""
_KERNING = {a + b: by for left, rights in _CLOSE.items() for right, by in rights.items() for a in left for b in right}


class Sign(Struct, frozen=True):
    """One letter as it is set: what is cast, and the marks that are added."""

    cast: str
    marks: str = ""
    rule: float = 0
    turned: bool = False
    struck: bool = False


def signs(words: str) -> Iterator[Sign]:
    """The signs of some words in Pillow's own face."""
    for letter in unicodedata.normalize("NFC", words):
        if letter in _RULES:
            yield Sign("", rule=_RULES[letter])
        elif letter in _TURNED:
            yield Sign(_TURNED[letter], turned=True)
        elif letter in _STROKED:
            yield Sign(_STROKED[letter], struck=True)
        elif letter in _SPELLED:
            yield from (Sign(cast) for cast in _SPELLED[letter])
        else:
            apart = unicodedata.normalize("NFD", letter)
            yield Sign(apart[0], apart[1:])


@lru_cache(maxsize=4096)
def can_set(words: str) -> bool:
    """Whether Pillow's own face has all that these words need."""
    return all(sign.rule or (sign.cast in _CAST and _MARKS.issuperset(sign.marks)) for sign in signs(words))


def fault(own: bytes) -> str:
    """What is wrong with an owner's own face, or nothing."""
    try:
        _font(20, own)
    except OSError:
        return "can't be read as a font"
    return ""


class Face:
    """A face at one size, in the pixels of a card that is drawn several times as large as it will be."""

    def __init__(self, size: float, own: bytes = b"") -> None:
        self.size = size
        self.own = own
        self._font = _font(size, own)

    def width(self, words: str) -> float:
        """How long a line of them is."""
        if self.own:
            return self._font.getlength(words)
        return sum(advance for _, advance in self._spaced(words))

    def write(self, mask: Image, x: float, baseline: float, words: str) -> None:
        """Set a line of words on a mask of grey."""
        from PIL import ImageDraw

        draw = ImageDraw.Draw(mask)
        if self.own:
            draw.text((x, baseline), words, fill=255, font=self._font, anchor="ls")
            return
        for sign, advance in self._spaced(words):
            self._set(mask, x, baseline, sign)
            x += advance

    def _spaced(self, words: str) -> Iterator[tuple[Sign, float]]:
        """Each sign and how far it is to the next."""
        found = [*signs(words)]
        for sign, after in zip(found, [*found[1:], Sign(" ")], strict=False):
            own = sign.rule * self.size or self._font.getlength(sign.cast)
            yield sign, own + _KERNING.get(sign.cast + after.cast, 0) * self.size

    def _set(self, mask: Image, x: float, baseline: float, sign: Sign) -> None:
        from PIL import ImageDraw

        draw, size = ImageDraw.Draw(mask), self.size
        if sign.rule:
            middle, thick = baseline - size * 0.25, size * 0.033
            draw.rectangle((x, middle - thick, x + sign.rule * size, middle + thick), fill=255)
        elif sign.turned:
            _turn(mask, self._font, x, baseline, sign.cast)
        elif sign.marks and sign.cast in "ij" and not {"\u0327", "\u0328"}.issuperset(sign.marks):
            _undotted(mask, self._font, x, baseline, sign.cast)
        else:
            draw.text((x, baseline), sign.cast, fill=255, font=self._font, anchor="ls")
        if sign.struck:
            _strike(mask, self._box(x, baseline, sign.cast), size, steep=sign.cast in "oO")
        for number, mark in enumerate(sign.marks):
            left, top, right, bottom = self._box(x, baseline, sign.cast)
            top = baseline - size * 0.53 if sign.cast in "ij" else top
            _mark(mask, (left + right) / 2, top - number * size * 0.18, bottom, size, mark)

    def _box(self, x: float, baseline: float, cast: str) -> tuple[float, float, float, float]:
        left, top, right, bottom = self._font.getbbox(cast, anchor="ls")
        return left + x, top + baseline, right + x, bottom + baseline


@lru_cache(maxsize=64)
def _font(size: float, own: bytes) -> FreeTypeFont:
    from PIL import ImageFont

    if own:
        return ImageFont.truetype(io.BytesIO(own), size)
    built_in = ImageFont.load_default(size)
    return ImageFont.truetype(io.BytesIO(built_in.font_bytes), size, layout_engine=ImageFont.Layout.BASIC)  # type: ignore[union-attr]


def _piece(font: FreeTypeFont, x: float, baseline: float, cast: str, mask: Image) -> Image:
    from PIL import Image, ImageDraw

    piece = Image.new("L", mask.size)
    ImageDraw.Draw(piece).text((x, baseline), cast, fill=255, font=font, anchor="ls")
    return piece


def _undotted(mask: Image, font: FreeTypeFont, x: float, baseline: float, cast: str) -> None:
    """An i without its dot, to bear a mark."""
    piece = _piece(font, x, baseline, cast, mask)
    piece.paste(0, (0, 0, mask.width, max(0, round(baseline - font.size * 0.545))))
    mask.paste(255, mask=piece)


def _turn(mask: Image, font: FreeTypeFont, x: float, baseline: float, cast: str) -> None:
    """A mark that stands on its head, and hangs below the line."""
    piece = _piece(font, x, baseline, cast, mask)
    box = piece.getbbox()
    if box:
        turned = piece.crop(box).rotate(180)
        mask.paste(255, (box[0], round(baseline + font.size * 0.2) - turned.height), turned)


def _strike(mask: Image, box: tuple[float, float, float, float], size: float, *, steep: bool) -> None:
    left, top, right, bottom = box
    middle, out = (top + bottom) / 2, size * 0.03
    ends = (left - out, bottom + out, right + out, top - out) if steep else (
        left - size * 0.08, middle + size * 0.02, min(right, left + size * 0.24) + size * 0.08, middle - size * 0.16,
    )  # fmt: skip
    _stroke(mask, [(ends[0], ends[1]), (ends[2], ends[3])], size * 0.06)


def _mark(mask: Image, x: float, top: float, bottom: float, size: float, mark: str) -> None:
    """One mark, above a letter that ends at `top` or below one that ends at `bottom`."""
    if mark in "\u0326\u0327\u0328":
        lean = {"\u0326": (-0.04, 0.0), "\u0327": (0.0, -0.06), "\u0328": (0.05, 0.13)}[mark]
        points = [(0.0, 0.02), (lean[0], 0.1), (lean[1], 0.17)]
        base = bottom
    else:
        points, base = _OVER.get(mark, []), top - size * 0.075
        for dot in _DOTS.get(mark, ()):
            _stroke(mask, [(x + dot * size, base - size * 0.05)] * 2, size * 0.1)
    if mark == "\u030a":
        points = [(0.07 * math.cos(a * math.pi / 8), -0.07 + 0.07 * math.sin(a * math.pi / 8)) for a in range(17)]
    for shift in (-0.07, 0.07) if mark == "\u030b" else (0.0,):
        if points:
            _stroke(mask, [(x + (px + shift) * size, base + py * size) for px, py in points], size * 0.062)


_OVER: dict[str, list[tuple[float, float]]] = {
    "\u0300": [(-0.08, -0.13), (0.05, 0.0)],
    "\u0301": [(0.08, -0.13), (-0.05, 0.0)],
    "\u0302": [(-0.11, 0.0), (0.0, -0.12), (0.11, 0.0)],
    "\u030c": [(-0.11, -0.12), (0.0, 0.0), (0.11, -0.12)],
    "\u0303": [(-0.13, -0.02), (-0.1, -0.07), (-0.05, -0.09), (0.05, -0.03), (0.1, -0.05), (0.13, -0.1)],
    "\u0304": [(-0.12, -0.05), (0.12, -0.05)],
    "\u0306": [(-0.11, -0.11), (-0.07, -0.03), (0.0, 0.0), (0.07, -0.03), (0.11, -0.11)],
    "\u030b": [(0.06, -0.13), (-0.03, 0.0)],
}
"""The marks above a letter, from its middle, in sizes of the face."""
_DOTS = {"\u0307": (0.0,), "\u0308": (-0.12, 0.12)}


def _stroke(mask: Image, points: list[tuple[float, float]], thick: float) -> None:
    from PIL import ImageDraw

    draw, half = ImageDraw.Draw(mask), thick / 2
    draw.line(points, fill=255, width=round(thick), joint="curve")
    for x, y in points:
        draw.ellipse((x - half, y - half, x + half, y + half), fill=255)

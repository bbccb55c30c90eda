"""Raster files: what one is, and the smaller ones that are made of it.

Every pixel is decoded once, when a picture is first seen: a file that is cut short has a good head, and nobody wants to
learn from a reader that its lower half is grey. Where a picture was taken and with what stays out of what is made of
it: only colours are kept.
"""

from __future__ import annotations

import contextlib
import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from seealso import stored

if TYPE_CHECKING:
    from PIL.Image import Image

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
_VARIED = ("JPEG", "MPO", "PNG", "WEBP")
"""What variants are made of. GIFs mostly move, and AVIF can't be made smaller by much."""
_COLOURED = ("RGB", "RGBA", "P")
"""Kinds whose colour profile still holds when the picture is red, green and blue."""
_ORIENTATION, _TURNED = 0x0112, (5, 6, 7, 8)
RECIPE = 1
"""To be counted up when variants are made in another way: it is a part of their names."""
_Recipe = dict[str, dict[str, object]]
_PHOTOGRAPH: _Recipe = {"avif": {"quality": 58, "subsampling": "4:2:0"}, "webp": {"quality": 78}}
_DRAWING: _Recipe = {"avif": {"quality": 72, "subsampling": "4:4:4"}, "webp": {"quality": 88}}
"""Thin coloured lines suffer first from what a photograph bears easily."""


class Raster(Struct, frozen=True):
    """What a file holds."""

    width: int
    height: int
    varied: bool = False
    """Variants may be made of it: it stands still, and is of a kind that they are worth it."""
    fault: str = ""
    """Why it is no picture."""


class Variant(Struct, frozen=True):
    """A smaller file, and where it is kept."""

    file: str
    width: int
    kind: str


class Work(Struct, frozen=True):
    """A picture and the variants that are to be made of it."""

    source: str
    digest: str
    """Of the bytes that were looked at."""
    variants: tuple[Variant, ...]


def inspect(file: str) -> Raster:
    """What a file holds, every pixel of it decoded."""
    try:
        with _quiet():
            image = _opened(Path(file).read_bytes())
            still = image.format == "MPO" or not getattr(image, "is_animated", False)
            width, height = image.size
            if image.getexif().get(_ORIENTATION) in _TURNED:
                width, height = height, width
            image.load()
    except _Broken as cause:
        return Raster(0, 0, fault=_why(cause))
    return Raster(width, height, varied=still and image.format in _VARIED)


def make(work: Work) -> str:
    """Make the variants of one picture; what went wrong, or nothing."""
    from PIL import features

    data = Path(work.source).read_bytes()
    if stored.digest(data) != work.digest:
        return "the picture changed while the site was built; build again"
    unknown = [variant.kind for variant in work.variants if not features.check(variant.kind)]
    if unknown:
        return f"the Pillow that is installed can't write {unknown[0].upper()}; its own wheels can"
    try:
        with _quiet():
            image = _opened(data)
            recipe = _DRAWING if image.format == "PNG" else _PHOTOGRAPH
            profile = image.info.get("icc_profile") if image.mode in _COLOURED else None
            image = _upright(image)
            for variant in work.variants:
                stored.put(Path(variant.file), _encoded(image, variant, recipe[variant.kind], profile))
    except _Broken as cause:
        return _why(cause)
    return ""


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Pillow warns of odd heads, which do no harm; of pictures that would fill the memory, which do."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            yield
        except Image.DecompressionBombError as cause:
            raise Image.DecompressionBombWarning from cause


def _opened(data: bytes) -> Image:
    from PIL import AvifImagePlugin, GifImagePlugin, Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin  # noqa: F401

    return Image.open(io.BytesIO(data), formats=_FORMATS)


def _upright(image: Image) -> Image:
    """The picture as it is seen, in colours that every format can hold."""
    from PIL import ImageOps

    clear = "A" in image.mode or "transparency" in image.info
    turned = ImageOps.exif_transpose(image)
    return turned.convert("RGBA" if clear else "RGB")


def _encoded(image: Image, variant: Variant, quality: dict[str, object], profile: bytes | None) -> bytes:
    from PIL import Image

    height = max(1, round(image.height * variant.width / image.width))
    small = image.resize((variant.width, height), Image.Resampling.LANCZOS, reducing_gap=3)
    small.info = {}
    how = {"speed": 6, "max_threads": 1} if variant.kind == "avif" else {"method": 4}
    colours = {"icc_profile": profile} if profile else {}
    made = io.BytesIO()
    small.save(made, variant.kind.upper(), **quality, **how, **colours)
    return made.getvalue()


_Broken = (OSError, SyntaxError, ValueError, TypeError, IndexError, EOFError, struct.error, zlib.error, Warning)
"""What Pillow raises when a file is not what it should be."""


def _why(cause: BaseException) -> str:
    """In words of ours: Pillow's speak of its own insides."""
    if isinstance(cause, Warning):
        return "it has more pixels than can be worked with"
    if isinstance(cause, OSError) and "truncated" in str(cause):
        return "it is cut short"
    if isinstance(cause, OSError) and cause.strerror:
        return cause.strerror.lower()
    return "it is damaged, or is no picture"

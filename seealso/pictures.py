"""Pictures on a page: their size, several widths to choose from, and when to load them.

A browser that knows a picture's size leaves room for it, so that nothing moves under a reader's eyes; one that may
choose loads the narrowest file that is sharp enough. This is done when a page is rendered and not when links are set:
feeds keep the author's plain picture, which every reader of feeds understands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from urllib.parse import quote, unquote

from msgspec import Struct

FORMATS = ("avif", "webp")
"""What variants are made in, the smallest first: a browser takes the first that it knows."""
WIDTHS = (480, 800, 1200, 1600)
"""A telephone's at one and at two pixels to a point; the column's at one and at two."""
COLUMN = 648
"""The width of the text in pixels: 36rem of 18 each (`--measure` in site.css). `sizes` knows no page's rem."""
EARLY = 1500
"""A picture that begins before so many characters of the text may be what a reader sees first."""

_IMAGE = re.compile(r"<img\b[^>]*>")
_ATTRIBUTE = re.compile(r'\s([\w-]+)="([^"]*)"')


class Picture(Struct, frozen=True):
    """What a page needs to know of a picture."""

    width: int
    height: int
    """As it is seen: a picture that a camera turned is turned back."""
    variants: str = ""
    """The address of its variants up to their width (`pictures/sea-1f6b7c`), or nothing where there are none."""

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths of the variants: never more than the picture has."""
        widest = min(self.width, WIDTHS[-1])
        return (*(width for width in WIDTHS if width < widest), widest)

    def address(self, width: int, kind: str) -> str:
        """Where a variant is published."""
        return f"{self.variants}-{width}.{kind}"

    def addresses(self) -> Iterator[tuple[str, int, str]]:
        """Each variant's address, width and format."""
        if self.variants:
            yield from ((self.address(w, kind), w, kind) for kind in FORMATS for w in self.widths)


def dressed(html: str, shown: Mapping[str, Picture], *, first: bool = True) -> str:
    """The HTML with what is known of its pictures; `first`: no picture stands above this text."""
    if not shown or "<img" not in html:
        return html
    out, cursor = [], 0
    for number, match in enumerate(_IMAGE.finditer(html)):
        tag = match.group()
        now = first and number == 0 and match.start() < EARLY
        own = "srcset" in _attributes(tag) or _in_picture(html, match.start())
        out += [html[cursor : match.start()], tag if own else _dressed(tag, shown, now=now)]
        cursor = match.end()
    return "".join([*out, html[cursor:]])


def image(address: str, alt: str, shown: Mapping[str, Picture]) -> str:
    """The picture that stands above an article."""
    return dressed(f'<img src="../{quote(address)}" alt="{escape(alt)}">', shown)


def _dressed(tag: str, shown: Mapping[str, Picture], *, now: bool) -> str:
    attributes = _attributes(tag)
    picture = shown.get(_address(attributes.get("src", "")))
    if picture is None:
        return tag
    wide = _given(attributes, "width")
    more = _size(attributes, picture)
    if "loading" not in attributes:
        more += ' fetchpriority="high"' if now else ' loading="lazy"'
    plain = re.sub(r"\s*/?>$", "", tag) + f'{more} decoding="async">'
    if not picture.variants:
        return plain
    sources = "".join(_source(picture, kind, min(wide or picture.width, picture.width)) for kind in FORMATS)
    return f"<picture>{sources}{plain}</picture>"


def _size(attributes: Mapping[str, str], picture: Picture) -> str:
    """Width and height, so far as the author did not set them."""
    width, height = _given(attributes, "width"), _given(attributes, "height")
    if "width" in attributes and "height" in attributes:
        return ""
    if width:
        return f' height="{max(1, round(width * picture.height / picture.width))}"'
    if height:
        return f' width="{max(1, round(height * picture.width / picture.height))}"'
    return "" if {"width", "height"} & attributes.keys() else f' width="{picture.width}" height="{picture.height}"'


def _source(picture: Picture, kind: str, wide: int) -> str:
    files = ", ".join(f"../{quote(picture.address(width, kind))} {width}w" for width in picture.widths)
    sizes = f"{wide}px" if wide < COLUMN else f"(min-width: {COLUMN + 40}px) {COLUMN}px, 100vw"
    return f'<source type="image/{kind}" srcset="{files}" sizes="{sizes}">'


def _in_picture(html: str, place: int) -> bool:
    """Whether the author wrote a `<picture>` around it, with files of their own to choose from."""
    return html.rfind("<picture", 0, place) > html.rfind("</picture", 0, place)


def _given(attributes: Mapping[str, str], name: str) -> int:
    value = attributes.get(name, "")
    return int(value) if value.isdigit() else 0


def _attributes(tag: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def _address(source: str) -> str:
    return unquote(re.split(r"[?#]", source)[0].removeprefix("../"))

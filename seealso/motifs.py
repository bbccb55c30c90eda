"""A motif for each topic: a small abstract picture, drawn from the topic's name alone.

A topic is known again by its motif: on its page, in lists, and on the cards that other sites show of its articles. The
name's digest chooses a family, a ground and some measures within bounds at which every member looks drawn on purpose;
free chance, with lines anywhere, looked like noise. Colours are the style sheet's, so that dark is as good as light.
Nothing depends on the other topics: a topic keeps its motif when another one is added.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from seealso import shapes, text
from seealso.families import FAMILIES, Chance
from seealso.shapes import SIDE, Layer

GROUNDS = ("pale", "warm", "deep")
"""Light on the page, warm on the page, or a dark square with light lines."""


class Motif(Struct, frozen=True):
    family: str
    ground: str
    layers: tuple[Layer, ...]


@lru_cache(maxsize=1024)
def motif(name: str) -> Motif:
    """The motif of a topic; spellings that share an address share it."""
    chance = Chance(text.slugify(name) or name)
    family = FAMILIES[chance.below(len(FAMILIES))]
    ground = GROUNDS[chance.below(len(GROUNDS))]
    return Motif(family.__name__, ground, family(chance))


def svg(name: str) -> str:
    """The motif as an SVG for a page, for the eye alone: whoever listens hears the topic's name beside it."""
    drawn = motif(name)
    return (
        f'<svg class="motif {drawn.ground}" viewBox="0 0 {SIDE} {SIDE}" aria-hidden="true" focusable="false">'
        f"{marks(name)}</svg>"
    )


def marks(name: str) -> str:
    """What is inside: its ground and its shapes, to be set into another SVG under a class `motif` and the ground's."""
    return f'<path class="ground" d="M0 0h{SIDE}v{SIDE}H0z"/>' + shapes.svg(motif(name).layers)

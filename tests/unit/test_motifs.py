"""Motifs: the same everywhere, small, sound, and of many kinds."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from xml.etree import ElementTree as ET

import pytest

from seealso import motifs, shapes
from seealso.families import FAMILIES, Chance
from seealso.shapes import Circle, Curve, Layer, Point
from tests.harness import REPOSITORY

NAMES = [f"{kind} {what}" for kind in ("On", "Old", "More") for what in ("Grief", "Sleep", "Trust", "Hope")]
MANY = [f"Topic {number}" for number in range(300)]


@pytest.mark.parametrize("name", NAMES)
def test_a_motif_is_sound_and_small(name: str) -> None:
    drawn = motifs.svg(name)
    root = ET.fromstring(drawn)  # noqa: S314  our own
    assert root.tag == "svg"
    assert root.get("aria-hidden") == "true"
    assert len(drawn.encode()) < 1536
    assert {child.tag for child in root} == {"path"}


def test_no_topic_needs_more_than_is_allowed() -> None:
    assert max(len(motifs.svg(name)) for name in MANY) < 1536


def test_every_family_and_ground_is_met() -> None:
    families = Counter(motifs.motif(name).family for name in MANY)
    assert set(families) == {family.__name__ for family in FAMILIES}
    assert len(families) >= 6
    assert max(families.values()) < len(MANY) / 5
    assert {motifs.motif(name).ground for name in MANY} == set(motifs.GROUNDS)


def test_members_of_a_family_differ() -> None:
    for family in FAMILIES:
        drawn = {shapes.svg(family(Chance(name))) for name in MANY[:60]}
        assert len(drawn) >= 8, family


def test_colours_are_the_style_sheets() -> None:
    for name in MANY:
        assert not re.search(r"#[0-9a-f]{3}|rgb|style=", motifs.svg(name))


def test_spellings_of_one_address_share_a_motif() -> None:
    assert motifs.svg("Self-Esteem") == motifs.svg("self esteem")
    assert motifs.svg("Grief") != motifs.svg("Tides")


def test_names_without_letters_of_an_address_have_one_too() -> None:
    assert "<path" in motifs.svg("???")
    assert "<path" in motifs.svg("")


def test_another_process_with_another_hash_seed_draws_the_same() -> None:
    asked = "from seealso import motifs; print(motifs.svg('Grief'), end='')"
    said = subprocess.run(
        [sys.executable, "-c", asked], cwd=REPOSITORY, env={"PYTHONHASHSEED": "7", "PATH": ""}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout == motifs.svg("Grief")


def test_svg_and_pixels_come_from_the_same_curve() -> None:
    curve = Curve(shapes.quarter(Point(100, 100), 40, 0))
    assert (
        shapes.svg([Layer((curve,), width=3)]) == '<path class="line" stroke-width="3" d="M140 100c0 22-18 40-40 40"/>'
    )
    points = shapes.flattened(curve)
    assert all(abs(((p.x - 100) ** 2 + (p.y - 100) ** 2) ** 0.5 - 40) < 0.05 for p in points)
    assert shapes.svg([Layer((Circle(Point(9, 9), 4),), spot=True, strength=0.5)]) == (
        '<path class="spot fill" opacity="0.5" d="M5 9a4 4 0 1 0 8 0a4 4 0 1 0-8 0"/>'
    )

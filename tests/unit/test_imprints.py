"""Two pages have equal imprints where they are made from equal values, and only there."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from msgspec.structs import replace

from seealso import imprints
from seealso.archive import Group
from seealso.imprints import Stamp
from seealso.model import Card, PageInputs, Slug, Url
from seealso.stages.compose import Backlink

DATE = dt.datetime(2020, 1, 1, 0, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
CARD = Card(Slug("a"), Url("a/"), "A", "About a.", DATE, ("Sea",), 3)
OTHER = replace(CARD, summary="About another.")
VALUES: dict[str, Any] = {
    "title": "A",
    "card": CARD,
    "related": [CARD, CARD],
    "previews": {CARD.slug: CARD},
    "backlinks": [Backlink(CARD, ())],
    "series": (Group("Sea", Url("sea/"), (CARD,)), 1),
    "pairs": [(CARD, 3)],
    "mixed": ["first", CARD],
}


def imprint(**changes: object) -> imprints.Imprint:
    return Stamp({}).imprint(PageInputs(Url("a/"), "article", {"site": None, **VALUES, **changes}))


def test_equal_values_have_equal_imprints() -> None:
    again = {"related": [replace(CARD), replace(CARD)], "previews": {CARD.slug: replace(CARD)}}
    assert imprint(**again) == imprint()
    assert imprints.reasons(imprint(), imprint(**again)) == ()


@pytest.mark.parametrize("card", [OTHER, replace(CARD, date=DATE.astimezone(dt.UTC)), replace(CARD, lang="es")])
@pytest.mark.parametrize("name", ["card", "related", "previews", "backlinks", "series", "pairs", "mixed"])
def test_another_card_is_another_imprint(name: str, card: Card) -> None:
    values = {
        "card": card,
        "related": [CARD, card],
        "previews": {CARD.slug: card},
        "backlinks": [Backlink(card, ())],
        "series": (Group("Sea", Url("sea/"), (card,)), 1),
        "pairs": [(card, 3)],
        "mixed": ["first", card],
    }
    changed = imprint(**{name: values[name]})
    assert changed != imprint()
    assert len(imprints.reasons(imprint(), changed)) == 1


@pytest.mark.parametrize(
    "change", [{"previews": {Slug("b"): CARD}}, {"related": [CARD]}, {"title": ["A"]}, {"more": None}]
)
def test_other_places_are_another_imprint(change: dict[str, object]) -> None:
    assert imprint(**change) != imprint()


def test_the_imprint_that_is_known_is_given_back() -> None:
    stamp, inputs = Stamp({}), PageInputs(Url("a/"), "article", {"site": None, **VALUES})
    known = stamp.imprint(inputs)
    assert stamp.imprint(inputs, known) is known
    assert stamp.imprint(inputs, imprint(title="B")) == known

"""Social cards: their size and weight, and what can be set on them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFont

from seealso import cards, typeface
from seealso.cards import Card
from seealso.typeface import Face

PLAIN = Card("The Window of Tolerance", "Alder Street Psychotherapy", "Tamsin Ashgrove", "Trauma")


def drawn(card: Card) -> Image.Image:
    return Image.open(io.BytesIO(cards.png(card))).convert("RGB")


def dark(image: Image.Image) -> tuple[int, int, int, int] | None:
    """The box of what is darker than paper, left of the motif."""
    text = (
        image.crop((0, 0, cards.WIDTH - 460, cards.HEIGHT)).convert("L").point(lambda level: 255 if level < 150 else 0)
    )
    return text.getbbox()


@pytest.mark.parametrize("title", ["Panic", "Breathing Exercises, and When Not to Use Them", "Word " * 60, "W" * 80])
def test_a_card_has_its_size_is_light_and_nothing_runs_into_the_edge(title: str) -> None:
    content = cards.png(Card(title.strip(), PLAIN.site, PLAIN.author, "Grief"))
    image = Image.open(io.BytesIO(content))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(content) < 40_000
    box = dark(image.convert("RGB"))
    assert box
    assert box[0] >= 60
    assert box[1] >= 40
    assert box[3] <= 600
    if title[0] != "W":
        assert box[2] <= cards.WIDTH - 460 - 50


def test_the_same_card_is_the_same_bytes() -> None:
    assert cards.png(PLAIN) == cards.png(PLAIN)


@pytest.mark.parametrize("change", ["title", "site", "author", "topic"])
def test_everything_on_a_card_shows(change: str) -> None:
    values = {"title": PLAIN.title, "site": PLAIN.site, "author": PLAIN.author, "topic": PLAIN.topic}
    other = Card(**{**values, change: "Something Else"})
    assert ImageChops.difference(drawn(PLAIN), drawn(other)).getbbox()


def test_a_title_in_letters_that_the_face_lacks_gives_way_to_the_sites_name() -> None:
    assert not typeface.can_set("Привет")
    assert cards.png(Card("Привет", "Notes", "", "Grief")) == cards.png(Card("Notes", "Notes", "", "Grief"))
    assert cards.png(Card("Привет", "Заметки", "Лев", "Grief"))


@pytest.mark.parametrize(
    "words",
    ["¿Qué es la vergüenza?", "Señales – y niños", "Żółć", "Čeština", "Ångström", "Français", "Ștefan", "Őr"],
)
def test_what_europe_writes_can_be_set(words: str) -> None:
    assert typeface.can_set(words)
    plain = Image.new("L", (900, 200))
    marked = Image.new("L", (900, 200))
    Face(60).write(plain, 20, 120, "".join(sign.cast for sign in typeface.signs(words)))
    Face(60).write(marked, 20, 120, words)
    assert ImageChops.difference(plain, marked).getbbox()


def test_the_face_has_what_we_count_on() -> None:
    """A letter that it lacks would look like every other that it lacks."""
    font = ImageFont.load_default(40)
    nothing = bytes(font.getmask("\uffff"))
    assert [c for c in sorted(typeface._CAST - {" "}) if bytes(font.getmask(c)) == nothing] == []


def test_pairs_are_drawn_together() -> None:
    face = Face(100)
    assert face.width("AV") < face.width("A") + face.width("V") - 3
    assert face.width("nn") == 2 * face.width("n")
    assert face.width("") == 0


def test_an_owners_face_stands_before_ours(tmp_path: Path) -> None:
    built_in = ImageFont.load_default(20)
    assert isinstance(built_in, ImageFont.FreeTypeFont)
    own = tmp_path / "own.ttf"
    own.write_bytes(built_in.font_bytes)
    assert cards.png(Card("A Title", "Notes", "", "Grief", str(own)))
    assert typeface.fault(own.read_bytes()) == ""
    assert typeface.fault(b"no font") != ""

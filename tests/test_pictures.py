"""From a folder to a site with pictures, and with cards for those who share its articles."""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from seealso import cards, home, rasters
from seealso.linkage import Request
from seealso.preview import Preview
from tests.harness import Archive, picture

BASE = "https://example.com/notes/"


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """What was encoded and drawn in this process, in order."""
    done: list[object] = []
    monkeypatch.setattr(rasters, "make", _noted(done, rasters.make))
    monkeypatch.setattr(cards, "draw", _noted(done, cards.draw))
    return done  # type: ignore[return-value]


def _noted(done: list[object], real):  # type: ignore[no-untyped-def]
    def noting(job: object) -> object:
        done.append(job)
        return real(job)

    return noting


@pytest.fixture
def sea(archive: Archive) -> Archive:
    """An article with a photograph beside it."""
    archive.settings(title="Notes", social_cards=False)
    return archive.raw("sea.jpg", picture(1000, 500, kind="JPEG")).write("moon.md", "![A sea](sea.jpg)", title="Moon")


def made(archive: Archive, folder: str) -> list[str]:
    return sorted(name for name in archive.site_files() if name.startswith(f"{folder}/"))


def meta(archive: Archive, url: str, name: str) -> str | None:
    found = archive.page(url).css_first(f'meta[property="{name}"], meta[name="{name}"]')
    return found.attributes.get("content") if found else None


# --- pictures ------------------------------------------------------------------------------------------------


def test_a_picture_is_published_in_several_widths(sea: Archive) -> None:
    page = sea.build().page("moon/")
    assert sea.problems() == []
    image = page.css_first(".prose picture img")
    assert image is not None
    assert image.attributes == {
        "src": "../files/sea.jpg", "alt": "A sea", "width": "1000", "height": "500", "fetchpriority": "high", "decoding": "async",
    }  # fmt: skip
    sizes = {}
    for source in page.css("picture source"):
        for address, width in re.findall(r"\.\./(\S+) (\d+)w", source.attributes["srcset"] or ""):
            with Image.open(sea.site / address) as variant:
                assert f"image/{(variant.format or '').lower()}" == source.attributes["type"]
                sizes[address] = variant.size
                assert variant.size == (int(width), int(width) // 2)
    assert sorted(sizes) == made(sea, "pictures")
    assert {width for width, _ in sizes.values()} == {480, 800, 1000}
    assert (sea.site / "files/sea.jpg").read_bytes() == (sea.articles / "sea.jpg").read_bytes()


def test_nothing_is_encoded_twice(sea: Archive, encoded: list[object]) -> None:
    files = sea.build().site_files()
    assert len(encoded) == 1
    sea.write("other.md", "Words.", title="Other").build()
    assert len(encoded) == 1
    shutil.rmtree(sea.site)
    (sea.articles / "other.md").unlink()
    assert sea.build().site_files() == files
    assert len(encoded) == 1
    shutil.rmtree(sea.root / home.STORE)
    assert sea.build().site_files() == files
    assert len(encoded) == 2


def test_a_picture_that_is_replaced_gets_other_addresses(sea: Archive) -> None:
    before = made(sea.build(), "pictures")
    sea.raw("sea.jpg", picture(1000, 400, kind="JPEG")).build()
    after = made(sea, "pictures")
    assert len(after) == len(before) == 6
    assert set(after).isdisjoint(before)
    assert 'height="400"' in sea.text("moon/")


def test_a_variant_that_somebody_spoiled_is_put_right(sea: Archive) -> None:
    right = sea.build().site_files()
    name = made(sea, "pictures")[0]
    (sea.site / name).unlink()
    (sea.site / name).write_bytes(b"spoiled")
    assert sea.build().site_files() == right


def test_processes_make_the_same_files(sea: Archive) -> None:
    for number in range(5):
        sea.raw(f"{number}.png", picture(500 + number, 300)).write(
            f"{number}.md", f"![x]({number}.png)", title=f"No {number}"
        )
    one = sea.build().site_files()
    shutil.rmtree(sea.root / home.STORE)
    shutil.rmtree(sea.site)
    assert sea.build(jobs=2).site_files() == one


def test_feeds_keep_the_plain_picture(sea: Archive) -> None:
    sea.settings(base_url=BASE, social_cards=False).build()
    for feed in ("feed.xml", "feed.json"):
        assert "picture" not in sea.text(feed)
        assert "https://example.com/notes/files/sea.jpg" in sea.text(feed)


def test_the_picture_of_a_head_comes_first(archive: Archive) -> None:
    archive.settings(title="Notes", base_url=BASE).asset("night.png", picture(700, 300)).raw(
        "sea.gif", picture(20, 10, kind="GIF")
    )
    archive.write("moon.md", "![A sea](sea.gif)", title="Moon", image="night.png", image_alt="A night").build()
    assert archive.problems() == []
    first, second = archive.page("moon/").css("main img")
    assert (first.attributes["alt"], first.attributes.get("fetchpriority"), first.attributes["width"]) == (
        "A night",
        "high",
        "700",
    )
    assert (second.attributes["src"], second.attributes["loading"], second.attributes["height"]) == (
        "../files/sea.gif",
        "lazy",
        "10",
    )
    assert {name.split("-")[0] for name in made(archive, "pictures")} == {"pictures/night"}
    assert meta(archive, "moon/", "og:image") == f"{BASE}assets/night.png"
    assert (meta(archive, "moon/", "og:image:width"), meta(archive, "moon/", "og:image:alt")) == ("700", "A night")
    assert made(archive, "cards") == []


@pytest.mark.parametrize(
    ("content", "said"), [(b"no picture", "damaged"), (picture(400, 300, kind="JPEG")[:900], "cut short")]
)
def test_a_broken_picture_is_a_plain_warning_and_is_published_as_it_is(sea: Archive, content: bytes, said: str) -> None:
    sea.raw("sea.jpg", content).build()
    (problem,) = sea.problems()
    assert (problem["code"], problem["severity"], problem["path"]) == ("broken-picture", "warning", "articles/sea.jpg")
    assert said in problem["message"]
    assert sea.status == 0
    assert (sea.site / "files/sea.jpg").read_bytes() == content
    assert "<picture" not in sea.text("moon/")
    assert [p["code"] for p in sea.build().problems()] == ["broken-picture"]


def test_check_makes_nothing(sea: Archive, encoded: list[object]) -> None:
    sea.settings(title="Notes", base_url=BASE).check()
    assert sea.problems() == []
    assert encoded == []
    assert not (sea.root / home.STORE).exists()


def test_a_preview_shows_the_original_with_its_size_and_encodes_nothing(sea: Archive, encoded: list[object]) -> None:
    preview = Preview(Request(sea.root, sea.articles, "", preview=True))
    preview.rebuild()
    page = b"".join(preview({"PATH_INFO": "/moon/", "HTTP_HOST": "127.0.0.1"}, lambda *_: None)).decode()
    assert '<img src="../files/sea.jpg" alt="A sea" width="1000" height="500"' in page
    assert "<picture" not in page
    assert encoded == []


def test_what_can_not_be_kept_stops_the_build_and_leaves_the_site(
    sea: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sea.build().site_files()
    sea.raw("sea.jpg", picture(900, 500, kind="JPEG"))

    def full(_: object) -> str:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(rasters, "make", full)
    assert sea.run("build").status == 1
    assert "No space left" in sea.last.text
    assert sea.site_files() == before


# --- words for pictures --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "column", "length"),
    [
        ("See ![](sea.jpg).", 5, 12),
        ("![A sea](sea.jpg) and ![ ](sea.jpg)", 23, 13),
        ("![[sea.jpg]]", 1, 12),
        ('<img src="sea.jpg">', 1, 19),
        ("![](https://example.com/x.png)", 1, 30),
    ],
)
def test_a_picture_without_words_is_a_warning_under_the_picture(
    sea: Archive, written: str, column: int, length: int
) -> None:
    sea.write("moon.md", written, title="Moon").check()
    (problem,) = sea.problems("missing-alt")
    assert (problem["code"], problem["severity"], problem["line"], problem["column"]) == (
        "missing-alt",
        "warning",
        5,
        column,
    )
    assert "![A stone on a window sill](" in problem["hint"]
    assert "^" * length + "\n" in sea.run("check").out


def test_ornament_can_be_allowed(sea: Archive) -> None:
    sea.write("moon.md", "![](sea.jpg) <!-- seealso: allow missing-alt -->", title="Moon").check()
    assert sea.problems() == []


def test_each_of_several_is_named_once(sea: Archive) -> None:
    sea.write("moon.md", "![](sea.jpg)\n\n![](sea.jpg)\n\n![A sea](sea.jpg)", title="Moon").check()
    assert [(p["line"], p["code"]) for p in sea.problems()] == [(5, "missing-alt"), (7, "missing-alt")]


def test_the_picture_of_a_head_needs_words_too(archive: Archive) -> None:
    archive.asset("night.png", picture())
    archive.write("moon.md", title="Moon", image="night.png").check()
    (problem,) = archive.problems()
    assert (problem["code"], problem["line"]) == ("missing-alt", 3)
    archive.raw("moon.md", "---\ntitle: Moon\nimage: night.png  # seealso: allow missing-alt\n---\nWords.\n").check()
    assert archive.problems() == []


# --- cards ---------------------------------------------------------------------------------------------------


@pytest.fixture
def shared(archive: Archive) -> Archive:
    archive.settings("[author]\nname = 'Ada Marsh'", title="Notes", base_url=BASE)
    return archive.write("moon.md", "Words.", title="On the Moon", topics=["Sky"]).write("tides.md", title="Tides")


def test_every_article_and_the_site_have_a_card(shared: Archive) -> None:
    shared.build()
    assert [*made(shared, "cards"), "card.png"] == ["cards/moon.png", "cards/tides.png", "card.png"]
    for url, card in (("moon/", "cards/moon.png"), ("", "card.png"), ("topics/sky/", "card.png")):
        assert meta(shared, url, "og:image") == BASE + card
        assert meta(shared, url, "og:image:width") == "1200"
        assert meta(shared, url, "og:image:height") == "630"
        assert meta(shared, url, "twitter:card") == "summary_large_image"
        with Image.open(io.BytesIO(shared.site_files()[card])) as image:
            assert image.size == (1200, 630)
    assert meta(shared, "moon/", "og:image:alt") == "On the Moon. Notes"


def test_a_card_is_drawn_again_when_what_stands_on_it_changes_and_not_before(
    shared: Archive, encoded: list[object]
) -> None:
    shared.build()
    assert len(encoded) == 3
    before = shared.site_files()
    shared.write("moon.md", "Quite other words.", title="On the Moon", topics=["Sky"], summary="New.").build()
    assert len(encoded) == 3
    shared.write("moon.md", "Words.", title="The Moon", topics=["Sky"]).build()
    assert len(encoded) == 4
    after = shared.site_files()
    assert after["cards/moon.png"] != before["cards/moon.png"]
    assert after["cards/tides.png"] == before["cards/tides.png"]


def test_a_card_goes_with_its_article(shared: Archive) -> None:
    shared.build().delete("tides.md").build()
    assert made(shared, "cards") == ["cards/moon.png"]


@pytest.mark.parametrize("settings", [{"base_url": BASE, "social_cards": False}, {}])
def test_without_an_address_or_when_not_wanted_there_is_none(shared: Archive, settings: dict[str, Any]) -> None:
    shared.settings(title="Notes", **settings).build()
    assert made(shared, "card") + made(shared, "cards") == []
    assert meta(shared, "moon/", "og:image") is None


def test_an_svg_is_no_picture_for_others(shared: Archive) -> None:
    shared.asset("night.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>')
    shared.write("moon.md", title="Moon", image="night.svg", image_alt="A night").build()
    assert meta(shared, "moon/", "og:image") == f"{BASE}cards/moon.png"
    assert '<img src="../assets/night.svg" alt="A night">' in shared.text("moon/")


def test_a_font_of_the_owners_must_be_there_and_be_one(shared: Archive) -> None:
    shared.settings(title="Notes", base_url=BASE, card_font="own.ttf").build()
    (problem,) = shared.problems()
    assert (problem["code"], problem["path"], shared.status) == ("settings", "seealso.toml", 1)
    assert '"own.ttf" is not in assets/' in problem["message"]
    assert "can't be read" in shared.asset("own.ttf", b"x").build().problems()[0]["message"]


def test_an_owners_icon_is_not_joined_by_ours(archive: Archive, tmp_path: Path) -> None:
    archive.write("moon.md").build()
    assert 'rel="apple-touch-icon"' in archive.text("")
    with Image.open(archive.site / "assets/apple-touch-icon.png") as icon:
        assert icon.size == (180, 180)
    archive.asset("icon.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>').build()
    assert "apple-touch-icon" not in archive.text("")
    archive.asset("apple-touch-icon.png", picture()).build()
    assert "apple-touch-icon" in archive.text("")

"""Pictures: what a file holds, what is made of it, and what a page says of it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, features

from seealso import pictures, rasters, stored
from seealso.pictures import Picture
from seealso.rasters import Variant, Work
from tests.harness import picture

LARGE = Picture(2000, 1000, "pictures/sea-1f")
HTML = '<p>Words.</p>\n<p><img src="../files/sea.jpg" alt="A sea" /></p>\n'


def put(folder: Path, content: bytes, name: str = "sea.jpg") -> str:
    (folder / name).write_bytes(content)
    return str(folder / name)


def exif(orientation: int) -> bytes:
    """Of a camera that was turned, and that knows where it is."""
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010F] = "A Camera"
    made.get_ifd(0x8825)[1] = "N"
    made.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    return made.tobytes()


# --- in a page -----------------------------------------------------------------------------------------------


def test_no_variant_is_wider_than_the_picture() -> None:
    assert LARGE.widths == (480, 800, 1200, 1600)
    assert Picture(1000, 9, "x").widths == (480, 800, 1000)
    assert Picture(480, 9, "x").widths == (480,)
    assert Picture(60, 9, "x").widths == (60,)


def test_a_picture_gets_its_size_and_files_to_choose_from() -> None:
    dressed = pictures.dressed(HTML, {"files/sea.jpg": LARGE})
    assert (
        '<source type="image/avif" srcset="../pictures/sea-1f-480.avif 480w, ../pictures/sea-1f-800.avif 800w, '
        in dressed
    )
    assert dressed.index("image/avif") < dressed.index("image/webp") < dressed.index("<img")
    assert (
        '<img src="../files/sea.jpg" alt="A sea" width="2000" height="1000" fetchpriority="high" decoding="async"></picture>'
        in dressed
    )


def test_only_what_a_reader_may_see_first_is_loaded_at_once() -> None:
    twice = pictures.dressed(HTML + HTML, {"files/sea.jpg": LARGE})
    assert (twice.count("fetchpriority"), twice.count('loading="lazy"')) == (1, 1)
    assert "fetchpriority" not in pictures.dressed(HTML, {"files/sea.jpg": LARGE}, first=False)
    assert "fetchpriority" not in pictures.dressed("<p>" + "words " * 400 + "</p>" + HTML, {"files/sea.jpg": LARGE})


def test_without_variants_there_is_still_room_for_it() -> None:
    dressed = pictures.dressed(HTML, {"files/sea.jpg": Picture(300, 200)})
    assert "<picture" not in dressed
    assert 'width="300" height="200"' in dressed


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ('width="300"', 'width="300" height="150"'),
        ('height="150"', 'height="150" width="300"'),
        ('width="7" height="9"', 'width="7" height="9" fetch'),
        ('width="50%"', 'width="50%" fetch'),
    ],
)
def test_the_authors_own_size_is_kept(given: str, made: str) -> None:
    assert made in pictures.dressed(f'<img src="../files/sea.jpg" {given}>', {"files/sea.jpg": LARGE})


def test_a_narrow_picture_asks_for_a_narrow_file() -> None:
    assert 'sizes="300px"' in pictures.dressed('<img src="../files/sea.jpg" width="300">', {"files/sea.jpg": LARGE})
    assert 'sizes="200px"' in pictures.dressed(HTML, {"files/sea.jpg": Picture(200, 9, "pictures/x")})


def test_what_an_author_dressed_stays() -> None:
    own = '<picture><source srcset="a.webp"><img src="../files/sea.jpg"></picture><img src="../files/sea.jpg" srcset="b 2x">'
    assert pictures.dressed(own, {"files/sea.jpg": LARGE}) == own
    assert pictures.dressed('<img src="https://example.com/x.png">', {}) == '<img src="https://example.com/x.png">'


def test_names_with_spaces_and_signs_are_found() -> None:
    html = '<img src="../files/my%20sea&amp;sky.jpg?x#y">'
    assert 'width="2000"' in pictures.dressed(html, {"files/my sea&sky.jpg": LARGE})


# --- the files -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_picture_is_measured_and_made_as_it_is_seen(tmp_path: Path, orientation: int) -> None:
    source = put(tmp_path, picture(90, 40, kind="JPEG", exif=exif(orientation)))
    found = rasters.inspect(source)
    assert (found.width, found.height) == ((40, 90) if orientation > 4 else (90, 40))
    file = tmp_path / "made.webp"
    digest = stored.digest(Path(source).read_bytes())
    assert rasters.make(Work(source, digest, (Variant(str(file), 20, "webp"),))) == ""
    with Image.open(file) as made:
        assert made.size == ((20, 45) if orientation > 4 else (20, 9))


@pytest.mark.parametrize("kind", pictures.FORMATS)
def test_where_a_picture_was_taken_is_in_no_variant(tmp_path: Path, kind: str) -> None:
    source = put(tmp_path, picture(90, 40, kind="JPEG", exif=exif(1)))
    with Image.open(source) as original:
        assert original.getexif().get_ifd(0x8825)
    file = tmp_path / f"made.{kind}"
    rasters.make(Work(source, stored.digest(Path(source).read_bytes()), (Variant(str(file), 20, kind),)))
    with Image.open(file) as made:
        assert not made.getexif()
        assert "exif" not in made.info
        assert "xmp" not in made.info
    assert b"A Camera" not in file.read_bytes()


def test_what_can_be_seen_through_stays_so(tmp_path: Path) -> None:
    made = io.BytesIO()
    Image.new("RGBA", (40, 40), (255, 0, 0, 0)).save(made, "PNG")
    source = put(tmp_path, made.getvalue(), "x.png")
    for kind in pictures.FORMATS:
        rasters.make(Work(source, stored.digest(made.getvalue()), (Variant(str(tmp_path / f"y.{kind}"), 20, kind),)))
        with Image.open(tmp_path / f"y.{kind}") as variant:
            assert variant.convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "LA", "I;16"])
def test_every_kind_of_colour_can_be_made_smaller(tmp_path: Path, mode: str) -> None:
    made = io.BytesIO()
    Image.new(mode, (40, 30)).save(made, "JPEG" if mode == "CMYK" else "PNG")
    source = put(tmp_path, made.getvalue(), "x.png")
    assert rasters.inspect(source).varied
    variants = tuple(Variant(str(tmp_path / f"y.{kind}"), 20, kind) for kind in pictures.FORMATS)
    assert rasters.make(Work(source, stored.digest(made.getvalue()), variants)) == ""


def moving(kind: str) -> bytes:
    made = io.BytesIO()
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    frames[0].save(made, kind, save_all=True, append_images=frames[1:])
    return made.getvalue()


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_what_moves_is_measured_and_left_alone(tmp_path: Path, kind: str) -> None:
    found = rasters.inspect(put(tmp_path, moving(kind)))
    assert (found.width, found.height, found.varied, found.fault) == (9, 9, False, "")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no picture", "damaged"),
        (b"", "damaged"),
        (picture(400, 300, kind="JPEG")[:700], "cut short"),
        (picture(400, 300)[:100], "cut short"),
        (picture(400, 300)[:30], "damaged"),
        (picture(40, 30, kind="WEBP")[:40], "damaged"),
    ],
)
def test_a_broken_file_is_said_to_be_in_plain_words(tmp_path: Path, content: bytes, said: str) -> None:
    assert said in rasters.inspect(put(tmp_path, content)).fault


def test_a_picture_that_would_fill_the_memory_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = put(tmp_path, picture(100, 100))
    for most in (6000, 2000):
        monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", most)
        assert "more pixels" in rasters.inspect(source).fault


def test_a_picture_that_changes_under_our_hands_is_not_made(tmp_path: Path) -> None:
    source = put(tmp_path, picture())
    assert "changed" in rasters.make(Work(source, "another", (Variant(str(tmp_path / "x"), 4, "webp"),)))
    assert not (tmp_path / "x").exists()


def test_a_pillow_without_a_format_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = put(tmp_path, picture())
    monkeypatch.setattr(features, "check", lambda kind: kind != "avif")
    work = Work(source, stored.digest(Path(source).read_bytes()), (Variant(str(tmp_path / "x"), 4, "avif"),))
    assert "can't write AVIF" in rasters.make(work)


# --- what is kept --------------------------------------------------------------------------------------------


def test_what_is_not_needed_goes_when_there_is_too_much(tmp_path: Path) -> None:
    for number in range(310):
        stored.put(tmp_path / str(number), b"x")
    stored.drop(tmp_path, ["1", "2"])
    assert sorted(file.name for file in tmp_path.iterdir()) == ["1", "2"]
    stored.put(tmp_path / "3", b"x")
    stored.drop(tmp_path, ["1"])
    assert len([*tmp_path.iterdir()]) == 3
    stored.drop(tmp_path / "nowhere", ["1"])

"""The short way of the command line: after an edit of a text it makes what a clean build makes, and says the same."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import msgspec
import pytest

from seealso import home, pipeline, sequel, unchanged
from tests.harness import Archive
from tests.test_incremental import Hand
from tests.test_laws import author


def settle() -> None:
    """Wait until no file was written so recently that a later change could bear the same time."""
    time.sleep(unchanged.RACY / 1e9 + 0.01)


@pytest.fixture
def sea(archive: Archive) -> Archive:
    archive.write("tides.md", "The sea comes and goes.", title="On Tides", date="2020-01-01", summary="Water.")
    archive.write(
        "moon.md", "It pulls. See my article: On Tides.", title="The Moon", date="2021-01-01", summary="Light."
    )
    archive.write("lost.md", "See my article: On Cabbages.", title="Lost", date="2010-01-01")
    archive.asset("note.txt", b"x").settings(title="Sea", base_url="https://example.com/", feed_size=1)
    settle()
    archive.run("build")
    return archive


def short(archive: Archive, *arguments: str) -> bool:
    """Whether the next build takes the short way."""
    settle()
    with mock.patch.object(pipeline, "build", side_effect=pipeline.build) as whole:
        archive.run("build", *arguments)
    return not whole.called


def said(archive: Archive) -> list[str]:
    """What a build prints, but for its seconds and where the site is."""
    lines = archive.last.out.replace(", nothing changed", "").splitlines()
    return [line.rpartition(". ")[0] if " found, " in line or "pages. Open" in line else line for line in lines]


@pytest.mark.parametrize("seed", range(8))
def test_any_sequence_of_edits(tmp_path: Path, seed: int) -> None:
    archive = author(Archive(tmp_path / "own"), seed, 14)
    archive.settings(title="Notebook", base_url="https://example.com/notes/", feed_size=4)
    settle()
    archive.run("build")
    hand = Hand(archive, seed)
    kept: list[tuple[Path, str]] = []

    def back() -> None:
        """An edit taken back, and another one remembered."""
        for file, text in kept:
            if file.exists():
                file.write_text(text, "utf-8")
        kept[:] = [(file, file.read_text("utf-8")) for file in sorted(archive.articles.rglob("*.md"))[:4]]

    seldom = [back, back, hand.allow, hand.allow, hand.remark, hand.body, hand.heading, hand.title, hand.asset]
    heads = [hand.title, hand.title, hand.alias, hand.topic, hand.date, hand.redirect]
    hand.changes = [*[hand.words] * 6, *[hand.above] * 3, *seldom, *(heads if seed % 2 else [hand.layout] * 5)]
    for _ in range(9 * (seed % 2 == 0)):
        hand.layout()
    settle()
    archive.run("build")
    ways = []
    for _ in range(16):
        did = [hand.change() for _ in range(hand.chance.randint(1, 2))]
        ways.append(short(archive))
        shutil.rmtree(tmp_path / "clean", ignore_errors=True)
        shutil.copytree(archive.root, tmp_path / "clean", ignore=shutil.ignore_patterns("site", home.STORE))
        clean = Archive(tmp_path / "clean")
        clean.run("build")
        assert said(archive) == said(clean), did
        assert archive.site_files() == clean.site_files(), did
    assert sum(ways) > 3


def test_an_edited_text_takes_it(sea: Archive) -> None:
    tides = (sea.site / "tides/index.html").stat()
    assert short(
        sea.write(
            "moon.md", "It pulls hard. See my article: On Tides.", title="The Moon", date="2021-01-01", summary="Light."
        )
    )
    assert "It pulls hard" in sea.text("moon/")
    assert b"It pulls hard" in (sea.site / "feed.xml").read_bytes()
    assert (sea.site / "tides/index.html").stat().st_mtime_ns == tides.st_mtime_ns
    assert short(sea)
    assert short(
        sea.write("tides.md", "The sea comes, and it goes.", title="On Tides", date="2020-01-01", summary="Water.")
    )
    assert "It pulls hard" in sea.text("moon/")


@pytest.mark.parametrize(
    "change",
    [
        lambda a: a.write("tides.md", "The sea comes and goes.", title="Tides", date="2020-01-01", summary="Water."),
        lambda a: a.write("tides.md", "It comes.", title="Of Cabbages", aliases=["On Tides"], date="2020-02-02"),
        lambda a: a.write("moon.md", "It pulls.", title="The Moon", date="2021-01-01", summary="Light."),
        lambda a: a.write("moon.md", "See my article: On Fog. On Tides.", title="The Moon", date="2021-01-01"),
        lambda a: a.write("lost.md", "\n\nSee my article: On Cabbages!", title="Lost", date="2010-01-01"),
        lambda a: a.write("lost.md", "See my article: On Tides.", title="Lost", date="2010-01-01", summary="Found."),
    ],
)
def test_so_does_what_others_show_or_what_is_said(
    sea: Archive, tmp_path: Path, change: Callable[[Archive], object]
) -> None:
    change(sea)
    assert short(sea)
    first = said(sea)
    assert short(sea.write("moon.md", "It pulls hard.", title="The Moon", date="2021-01-01", summary="Light."))
    clean = Archive(tmp_path / "clean")
    shutil.copytree(sea.root, clean.root, ignore=shutil.ignore_patterns("site", home.STORE), dirs_exist_ok=True)
    clean.run("build")
    assert said(sea) == said(clean)
    assert sea.site_files() == clean.site_files()
    assert first


def test_an_edit_that_is_taken_back(sea: Archive) -> None:
    before = sea.site_files()
    moon = (sea.articles / "moon.md").read_text("utf-8")
    (sea.articles / "moon.md").write_text(moon.replace("See my", "\n\nSee my"), "utf-8")
    assert short(sea)
    assert sea.site_files()["graph.json"] != before["graph.json"]
    (sea.articles / "moon.md").write_text(moon, "utf-8")
    assert short(sea)
    assert sea.site_files() == before


def test_an_edited_layout_takes_it_and_fills_its_own_pages(sea: Archive, tmp_path: Path) -> None:
    article = (home.DEFAULTS / "layouts/article.html").read_text("utf-8")
    sea.layout("article.html", article)
    assert not short(sea)
    listed = (sea.site / "archive/index.html").stat()
    sea.layout("article.html", article.replace("</article>", "</article><hr>"))
    sea.write("moon.md", "It pulls hard.", title="The Moon", date="2021-01-01", summary="Light.")
    assert short(sea, "--explain")
    assert "tides/: layouts, backlinks, " in sea.last.out
    assert "lost/: layouts\n" in sea.last.out
    assert "\narchive/: " not in sea.last.out
    assert "It pulls hard" in sea.text("moon/")
    assert all("<hr>" in sea.text(f"{name}/") for name in ("moon", "tides", "lost"))
    assert (sea.site / "archive/index.html").stat().st_mtime_ns == listed.st_mtime_ns
    assert short(sea.layout("article.html", article))
    assert "<hr>" not in sea.text("moon/")
    clean = Archive(tmp_path / "clean")
    shutil.copytree(sea.root, clean.root, ignore=shutil.ignore_patterns("site", home.STORE), dirs_exist_ok=True)
    clean.run("build")
    assert sea.site_files() == clean.site_files()


def test_edited_words_of_a_layout_are_edited_on_its_pages_and_nothing_is_filled(sea: Archive) -> None:
    layout = (home.DEFAULTS / "layouts/article.html").read_text("utf-8")
    sea.layout("article.html", layout)
    settle()
    sea.run("build")
    page = sea.text("moon/")
    for words in ("<!-- moon -->", "<!-- sun -->", ""):
        with mock.patch("seealso.press._printed") as filled:
            assert short(sea.layout("article.html", layout.replace("</article>", f"</article>{words}")), "--explain")
        assert "moon/: layouts" in sea.last.out
        assert not filled.called
        assert sea.text("moon/") == page.replace("</article>", f"</article>{words}")
    hidden = sea.layout("article.html", layout.replace('class="series-note"', 'class="note"'))
    files = {file: file.stat().st_mtime_ns for file in sea.site.rglob("*.html")}
    assert short(hidden)
    assert {file: file.stat().st_mtime_ns for file in files} == files
    sea.write("part.md", "One.", title="Part", date="2019-01-01", series="Sea")
    settle()
    sea.run("build")
    assert 'class="note"' in sea.text("part/")


@pytest.mark.parametrize(
    "source", ["{% if %}", "{{ nothing }}", '{% include "nothing.html" %}', "{{ site.assets['apple-touch-icon.png'] }}"]
)
def test_a_layout_that_fails_or_wants_other_assets_does_not(sea: Archive, source: str) -> None:
    sea.layout("article.html", "{{ html }}").layout("base.html", "Base")
    assert not short(sea)
    before = sea.site_files()
    sea.layout("article.html", source)
    assert not short(sea)
    if "assets" in source:
        assert "assets/apple-touch-icon.png" in sea.site_files()
    else:
        assert sea.last.status == 1
        assert "layouts/article.html" in sea.last.out
        assert sea.site_files() == before


def test_it_says_what_it_made_and_why(sea: Archive) -> None:
    sea.write("tides.md", "The sea comes and goes away.", title="On Tides", date="2020-01-01", summary="Water.")
    assert short(sea, "--explain")
    assert "tides/: text\n" in sea.last.out
    assert "dangling-reference" in sea.last.out
    assert "pages. Open" in sea.last.out
    assert "Open" not in sea.run("build", "--quiet").out


@pytest.mark.parametrize(
    "change",
    [
        lambda a: a.write("tides.md", "The sea comes and goes.", title="Tides", date="2020-01-01", draft=True),
        lambda a: a.write("tides.md", "The sea comes and goes.", title="Tides", redirect_from=["/old/"]),
        lambda a: a.write("tides.md", "The sea comes and goes.", title="Tides", topics=["Water"]),
        lambda a: a.write("new.md", "Words.", title="New"),
        lambda a: a.delete("tides.md"),
        lambda a: a.settings(title="See"),
        lambda a: a.asset("note.txt", b"y"),
        lambda a: a.layout("page.html", "{{ html }}"),
        lambda a: (a.site / "tides/index.html").write_text("x"),
        lambda a: (a.site / "more.html").write_text("x"),
        lambda a: (a.site / "404.html").unlink(),
    ],
)
def test_any_other_change_does_not(sea: Archive, change: Callable[[Archive], object]) -> None:
    change(sea)
    assert not short(sea)


@pytest.mark.parametrize("arguments", [("--drafts",), ("--base-url", "https://x.example/"), ("--strict",)])
def test_nor_do_other_options(sea: Archive, arguments: tuple[str, ...]) -> None:
    assert not short(sea, *arguments)


def test_nor_does_what_has_to_be_searched(archive: Archive) -> None:
    archive.write("tides.md", "The sea.", title="On Tides").settings(title="Sea")
    archive.run("build", search=True)
    archive.write("tides.md", "The sea comes.", title="On Tides")
    with mock.patch.object(pipeline, "build", side_effect=pipeline.build) as whole:
        archive.run("build", search=True)
    assert whole.called


def test_nor_does_a_site_that_another_request_left(sea: Archive) -> None:
    sea.write("dark.md", "No moon.", title="Dark", draft=True)
    settle()
    sea.run("build")
    assert not short(sea, "--drafts")
    assert (sea.site / "dark/index.html").exists()
    assert not short(sea.write("tides.md", "The sea.", title="On Tides", date="2020-01-01", summary="Water."))
    assert not (sea.site / "dark").exists()


def test_nor_do_many_edits(sea: Archive) -> None:
    for number in range(sequel.MOST + 1):
        sea.write(f"wave-{number}.md", "One.", title=f"Wave {number}", date="2001-01-01", summary="Up.")
    settle()
    sea.run("build")
    for number in range(sequel.MOST + 1):
        sea.write(f"wave-{number}.md", "Two.", title=f"Wave {number}", date="2001-01-01", summary="Up.")
    assert not short(sea)
    sea.write("wave-1.md", "Three.", title="Wave 1", date="2001-01-01", summary="Up.")
    assert short(sea)


def test_nor_does_what_somebody_changed_in_the_store(sea: Archive) -> None:
    (last,) = (file for file in (sea.root / home.STORE).glob("last-*.json") if file.name != unchanged.FILE)
    kept = msgspec.json.decode(last.read_bytes())
    kept["linked"]["tides"] = "nothing"
    last.write_bytes(msgspec.json.encode(kept))
    sea.write("tides.md", "The sea comes, and it goes.", title="On Tides", date="2020-01-01", summary="Water.")
    assert not short(sea)
    assert "and it goes" in sea.text("tides/")


def test_nor_does_what_an_earlier_build_kept(sea: Archive) -> None:
    """The site was left by a build that could not be kept: what is kept is of the one before."""
    (last,) = (file for file in (sea.root / home.STORE).glob("last-*.json") if file.name != unchanged.FILE)
    before = last.read_bytes()
    tides = (sea.articles / "tides.md").read_text("utf-8")
    assert short(sea.write("tides.md", "The sea.", title="Tides", date="2020-01-01", summary="Water."))
    last.write_bytes(before)
    (sea.articles / "tides.md").write_text(tides, "utf-8")
    assert not short(sea)
    assert "<h1>On Tides</h1>" in sea.text("tides/")


def test_an_article_dated_ahead_ends_it(sea: Archive) -> None:
    with mock.patch("tests.harness.EPOCH", "1700000000"):
        sea.write("later.md", title="Later", date="2023-11-20")
        settle()
        sea.run("build")
        assert short(sea.write("tides.md", "The sea!", title="On Tides", date="2020-01-01", summary="Water."))
    with mock.patch("tests.harness.EPOCH", "1790000000"):
        assert not short(sea.write("tides.md", "The sea?", title="On Tides", date="2020-01-01", summary="Water."))
    assert (sea.site / "later/index.html").exists()


def test_the_store_keeps_what_a_whole_build_needs(sea: Archive) -> None:
    for number in range(120):
        sea.write(f"wave-{number}.md", "One.", title=f"Wave {number}", date="2001-01-01", summary="Up.")
    settle()
    sea.run("build")
    assert short(sea.write("tides.md", "The sea!", title="On Tides", date="2020-01-01", summary="Water."))
    with mock.patch("seealso.stages.parse.document") as parse:
        sea.run("build", "--format", "json")
    assert parse.call_count <= 1

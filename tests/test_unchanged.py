"""A build that finds nothing changed answers at once, with what the last one said, and never wrongly."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from unittest import mock

import pytest

from seealso import build, home, unchanged
from tests.harness import Archive


def settle(archive: Archive) -> None:
    """Make all files look as if they had been written long ago."""
    for file in archive.root.rglob("*"):
        if file.is_file() and home.STORE not in file.parts and "site" not in file.relative_to(archive.root).parts:
            os.utime(file, (time.time() - 1000, time.time() - 1000))


@pytest.fixture
def sea(archive: Archive) -> Archive:
    archive.write("tides.md", "See my article: On Cabbages.", title="On Tides", date="2020-01-01")
    archive.asset("note.txt", b"x").settings(title="Sea")
    settle(archive)
    archive.run("build")
    return archive


def rebuilt(archive: Archive, *arguments: str) -> bool:
    """Whether the next build is more than a look."""
    with mock.patch.object(build, "run", side_effect=build.run) as run:
        archive.run("build", *arguments)
    return bool(run.called)


def test_the_same_is_said_again(sea: Archive) -> None:
    first = sea.last.out
    assert not rebuilt(sea)
    assert re.sub(r"[\d.]+ s\.", "", first) == re.sub(r"[\d.]+ s\.|, nothing changed", "", sea.last.out)
    assert "dangling-reference" in sea.last.out
    assert "nothing changed" in sea.last.out
    assert "Open" not in sea.run("build", "--quiet").out


@pytest.mark.parametrize(
    "change",
    [
        lambda a: a.write("tides.md", "See my article: On Cabbages!", title="On Tides", date="2020-01-01"),
        lambda a: a.write("new.md", title="New"),
        lambda a: a.delete("tides.md").write("tide.md", title="Tide"),
        lambda a: a.settings(title="See"),
        lambda a: a.asset("note.txt", b"y"),
        lambda a: a.layout("page.html", "{{ html }}"),
        lambda a: (a.site / "tides/index.html").write_text("x"),
        lambda a: (a.site / "404.html").unlink(),
        lambda a: (a.root / home.STORE / unchanged.FILE).write_text("{"),
        lambda a: (a.root / home.STORE / unchanged.FILE).write_text('{"look": 1, "site": 2, "answer": {}}'),
    ],
)
def test_any_change_is_seen(sea: Archive, change: object) -> None:
    assert callable(change)
    change(sea)
    assert rebuilt(sea)


@pytest.mark.parametrize("arguments", [("--drafts",), ("--base-url", "https://x.example/"), ("--explain",)])
def test_other_options_are_another_build(sea: Archive, arguments: tuple[str, ...]) -> None:
    assert rebuilt(sea, *arguments)


def test_an_edit_that_keeps_size_and_time_is_seen(sea: Archive) -> None:
    file = sea.articles / "tides.md"
    times = file.stat()
    file.write_bytes(file.read_bytes().replace(b"See", b"see"))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert rebuilt(sea)


def test_what_was_written_a_moment_before_is_not_trusted(archive: Archive) -> None:
    archive.write("tides.md", title="On Tides").run("build")
    assert rebuilt(archive)


def test_an_article_dated_ahead_appears_on_its_day(sea: Archive) -> None:
    sea.write("later.md", title="Later", date="2023-11-20")
    settle(sea)
    sea.run("build")
    assert not rebuilt(sea)
    root, site = sea.root, sea.site.resolve()
    with mock.patch.dict(os.environ, {"SOURCE_DATE_EPOCH": "1700000000"}):
        seen = unchanged.look(root, sea.articles, site, (None, False, False, False, str(root / "articles")))
        assert unchanged.recall(root, site, seen) is not None
        later = seen._replace(now=seen.now + 7 * 86400)
        assert unchanged.recall(root, site, later) is None


def test_a_store_that_cannot_be_written_is_no_matter(tmp_path: Path) -> None:
    seen = unchanged.Look(unchanged.Inputs(0, {}), "x", settled=True, now=0)
    unchanged.remember(tmp_path / "none", seen, unchanged.Answer("", "", "", 0, 0, None), "")
    assert unchanged.recall(tmp_path / "none", tmp_path, seen) is None

"""The search: what is found in it, that it is the same bytes every time, and that it is not made twice."""

from __future__ import annotations

import gzip
import json
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

from seealso import background, pagefind, pipeline, search
from seealso.background import BackgroundIndex
from seealso.linkage import Request
from seealso.pages import Everything
from seealso.problems import SeealsoError
from tests.harness import Archive, tree

SEA: dict[str, dict[str, object]] = {
    "tides.md": {"title": "On Tides", "topics": ["The Sea"], "body": "They come and go, as the moon will have it."},
    "moon.md": {"title": "The Moon", "topics": ["The Sky", "The Sea"], "body": "It pulls (see my article: On Tides)."},
    "marea.md": {"title": "Las mareas", "lang": "es", "body": "Suben y bajan los barcos."},
    "kale.md": {"title": "Kale", "topics": ["Gardens"], "body": "It grows.\n\n## In winter\n\nIt sweetens."},
}


def fill(archive: Archive, names: list[str]) -> Archive:
    for name in names:
        head = dict(SEA[name])
        archive.write(name, body=str(head.pop("body")), **head)
    return archive


@pytest.fixture
def sea(archive: Archive) -> Archive:
    return fill(archive, [*SEA])


def index(archive: Archive) -> dict[str, bytes]:
    return {name: content for name, content in archive.site_files().items() if name.startswith(search.FOLDER)}


def fragments(archive: Archive) -> dict[str, dict[str, object]]:
    """What is found, by its address."""
    found = {}
    for name, content in index(archive).items():
        if "/fragment/" in name:
            fragment = json.loads(gzip.decompress(content).removeprefix(b"pagefind_dcd"))
            found[fragment["url"]] = fragment | {"id": Path(name).stem}
    return found


@pytest.fixture
def no_indexing() -> Iterator[None]:
    with mock.patch.object(pagefind, "Run", side_effect=AssertionError("an index is made")):
        yield


# --- what is in it ---------------------------------------------------------------------------------------------


def test_every_article_can_be_found_with_its_text_minutes_and_topics(sea: Archive) -> None:
    found = fragments(sea.build(search=True))
    assert sorted(found) == ["/kale/", "/marea/", "/moon/", "/tides/"]
    assert found["/moon/"]["content"] == "The Moon. It pulls (see my article: On Tides)."
    assert found["/moon/"]["meta"] == {"title": "The Moon", "minutes": "1", "topics": "The Sky · The Sea"}
    assert [anchor["id"] for anchor in found["/kale/"]["anchors"]] == ["in-winter"]  # type: ignore[attr-defined]


def test_nothing_around_an_article_is_found(sea: Archive) -> None:
    """The page of On Tides quotes the sentence of The Moon that refers to it."""
    found = fragments(sea.build(search=True))
    assert "pulls" in sea.text("tides/")
    assert "pulls" not in str(found["/tides/"])


def test_each_language_has_an_index_of_its_own(sea: Archive) -> None:
    sea.write("spelling.md", title="Harbour", lang="en-GB", body="Words of another spelling.")
    contents = json.loads(sea.build(search=True).text(search.CONTENTS))
    assert contents["languages"] == ["en", "es"]
    names = {name.rpartition("/")[2].partition("_")[0] for name in index(sea) if "/fragment/" in name}
    assert names == {"en", "es"}


def test_topics_list_their_articles(sea: Archive) -> None:
    contents = json.loads(sea.build(search=True).text(search.CONTENTS))
    assert contents["topics"] == [["gardens", "Gardens"], ["the-sea", "The Sea"], ["the-sky", "The Sky"]]
    found = fragments(sea)
    listed = json.loads(sea.text("pagefind/topic/the-sea.json"))
    assert listed == sorted([found["/moon/"]["id"], found["/tides/"]["id"]], key=str)


def test_the_pages_about_author_and_consultation_are_found_and_no_other_page_beside_the_archive(sea: Archive) -> None:
    sea.write("about.md", title="About", layout="about", body="I fish.").write(
        "thanks.md", title="Thanks", layout="page"
    )
    found = fragments(sea.build(search=True))
    assert "/about/" in found
    assert found["/about/"]["meta"] == {"title": "About"}
    assert "/thanks/" not in found


def test_what_is_not_published_is_not_in_it(sea: Archive) -> None:
    sea.write("secret.md", title="Quagmire", draft=True, topics=["Quicksand"], body="Quagga.")
    sea.write("later.md", title="Quahog", date="2099-01-01", topics=["Quicksand"], body="Quagga.")
    sea.build(search=True)
    words = b"".join(
        gzip.decompress(c) if c[:2] == b"\x1f\x8b" else c for n, c in index(sea).items() if "wasm" not in n
    )
    assert b"moon" in words
    assert [word for word in (b"quagmire", b"quagga", b"quahog", b"quicksand") if word in words.lower()] == []


def test_it_carries_no_interface_of_pagefinds(sea: Archive) -> None:
    names = {name for name in index(sea.build(search=True)) if name.endswith((".js", ".css"))}
    assert names == {"pagefind/pagefind.js", "pagefind/pagefind-worker.js"}


# --- the same bytes --------------------------------------------------------------------------------------------


def test_two_processes_make_the_same_bytes(sea: Archive, tmp_path: Path) -> None:
    sites = []
    for seed in ("1", "2", "3"):
        output = tmp_path / f"site-{seed}"
        sea.subprocess_build("--output", str(output), environment={"PYTHONHASHSEED": seed}, search=True)
        assert sea.last.status == 0
        sites.append(tree(output))
    assert any(name.startswith("pagefind/topic/") for name in sites[0])
    assert sites[0] == sites[1] == sites[2]


def test_the_order_on_the_disk_is_of_no_account(tmp_path: Path) -> None:
    one = fill(Archive(tmp_path / "one"), [*SEA]).build(search=True)
    other = fill(Archive(tmp_path / "other"), [*reversed(SEA)]).build(search=True)
    assert index(one) == index(other) != {}


def test_an_edit_makes_what_a_clean_build_makes(sea: Archive, tmp_path: Path) -> None:
    before = index(sea.build(search=True))
    sea.write("tides.md", title="On Tides", topics=["Gardens"], body="They never sleep.").build(search=True)
    sea.delete("marea.md").build(search=True)
    after = index(sea)
    clean = Archive(tmp_path / "clean")
    for file in sea.articles.iterdir():
        clean.raw(file.name, file.read_bytes())
    assert after == index(clean.build(search=True)) != before


# --- made once -------------------------------------------------------------------------------------------------


def test_what_changes_no_text_keeps_the_index(sea: Archive, request: pytest.FixtureRequest) -> None:
    before = index(sea.build(search=True))
    request.getfixturevalue("no_indexing")
    sea.settings(tagline="Salt").write(
        "marea.md", title="Las mareas", lang="es", date="2020-01-01", body="Suben y bajan los barcos."
    )
    sea.build(search=True)
    assert sea.status == 0
    assert "Salt" in sea.text("")
    assert index(sea) == before


def test_building_twice_writes_nothing(sea: Archive) -> None:
    assert sea.build(search=True).written != 0
    assert sea.build(search=True).written == 0


@pytest.mark.parametrize("change", [lambda file: file.unlink(), lambda file: file.write_bytes(b"{}")])
def test_a_file_that_somebody_touched_is_made_again(sea: Archive, change: mock.Mock) -> None:
    before = index(sea.build(search=True))
    change(sea.site / search.CONTENTS)
    sea.build(search=True)
    assert index(sea) == before


# --- without it ------------------------------------------------------------------------------------------------


def without_search(archive: Archive) -> None:
    assert index(archive) == {}
    assert "search/index.html" not in archive.site_files()
    for page in archive.pages():
        assert "search.js" not in archive.text(page)
        assert "wasm-unsafe-eval" not in archive.text(page)
        assert "search-open" not in archive.text(page)


def test_an_option_leaves_it_out(sea: Archive) -> None:
    without_search(sea.build(search=True).build("--no-search", search=True))


def test_a_setting_leaves_it_out(sea: Archive, no_indexing: None) -> None:
    without_search(sea.settings(search=False).build(search=True))


def test_an_archive_without_articles_has_none(archive: Archive, no_indexing: None) -> None:
    without_search(archive.build(search=True))


def test_without_pagefind_there_is_a_warning_and_a_site(sea: Archive, no_indexing: None) -> None:
    with mock.patch.object(pagefind, "available", return_value=False):
        sea.build(search=True)
    (problem,) = sea.problems()
    assert (problem["code"], problem["severity"]) == ("search", "warning")
    assert "pip install" in problem["hint"]
    without_search(sea)


def test_a_pagefind_that_is_installed_later_is_found(sea: Archive) -> None:
    with mock.patch.object(pagefind, "available", return_value=False):
        sea.run("build", search=True)
    sea.run("build", search=True)
    assert search.CONTENTS in sea.site_files()


def test_a_pagefind_that_fails_publishes_nothing(sea: Archive) -> None:
    before = sea.build(search=True).site_files()
    sea.write("tides.md", title="On Tides", body="Other words.")
    with mock.patch("pagefind_bin.get_executable", return_value=sys.executable):
        sea.build(search=True)
    assert sea.status == 1
    assert [problem["code"] for problem in sea.problems()] == ["search"]
    assert "--no-search" in sea.problems()[0]["hint"]
    assert sea.site_files() == before


def test_a_pagefind_that_can_not_be_started_is_a_problem() -> None:
    nowhere = mock.patch("pagefind_bin.get_executable", return_value="/nowhere/pagefind")
    with nowhere, pytest.raises(SeealsoError, match="the search can't be made"):
        pagefind.Run()


# --- in the preview --------------------------------------------------------------------------------------------


def everything(archive: Archive) -> Everything:
    built = pipeline.build(Request(archive.root, archive.articles)).everything
    assert built
    return built


def until_indexed(shown: BackgroundIndex, topic: bytes) -> None:
    end = time.monotonic() + 20
    while topic not in shown.files.get(search.CONTENTS, b""):
        assert time.monotonic() < end
        time.sleep(0.02)


def test_the_preview_indexes_the_last_of_several_saves(sea: Archive) -> None:
    shown = BackgroundIndex()
    with mock.patch.object(background, "QUIET", 0.05):
        first = everything(sea)
        sea.write("whale.md", title="Whales", topics=["Whales"])
        second = everything(sea)
        for built in (first, second, first, second):
            shown.follow(built)
        until_indexed(shown, b"Whales")
        assert shown.files == index(sea.build(search=True))


def test_the_preview_waits_until_it_is_quiet_and_a_save_ends_what_is_being_made(sea: Archive) -> None:
    shown = BackgroundIndex()
    ended = threading.Event()
    begun = threading.Event()

    class Slow:
        def __init__(self, *, gently: bool) -> None:
            assert gently
            begun.set()

        def index(self, pages: object) -> dict[str, bytes]:
            assert ended.wait(20)
            raise SeealsoError([])

        def end(self) -> None:
            ended.set()

    with mock.patch.object(background, "QUIET", 0.05), mock.patch.object(pagefind, "Run", Slow):
        shown.follow(everything(sea))
        assert not begun.is_set()
        assert begun.wait(20)
        shown.stop()
        assert ended.is_set()
    assert shown.files == {}


def test_a_preview_without_search_has_no_index(sea: Archive) -> None:
    shown = BackgroundIndex()
    shown.take({"pagefind/x": b""}, 1)
    shown.follow(everything(sea.settings(search=False)))
    assert shown.files == {}

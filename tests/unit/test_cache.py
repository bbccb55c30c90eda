"""The store: what was put is found, what is damaged is not, and nothing that is wrong with it is an error."""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from pathlib import Path

import msgspec
import pytest

from seealso import cache
from seealso.cache import Cache, Shelf
from seealso.model import Article, Document, LinkedDocument, Slug, SourcePath
from seealso.problems import Location, Problem, Remedy, warning
from seealso.stages import parse

A, B = cache.key("a"), cache.key("b")


def _kept(folder: Path, values: dict[bytes, object]) -> None:
    store = Cache(folder)
    store.put(values)
    store.close()


def test_what_was_put_is_found_again(tmp_path: Path) -> None:
    _kept(tmp_path, {A: "one"})
    assert Cache(tmp_path).get([A, B], str) == {A: "one"}


def test_values_of_the_stages_come_back_as_they_were(tmp_path: Path) -> None:
    zone = dt.timezone(dt.timedelta(hours=-4))
    moment = dt.datetime(2017, 1, 11, 23, 30, tzinfo=zone)
    article = Article(
        SourcePath("articles/x.md"), Slug("x"), "X", "See my article: *T*.\n\ufdd0", 0, moment,
        extra={"a": ["b", {"c": "d"}]},
    )  # fmt: skip
    problem = warning("x", Location(SourcePath("p"), 1, 2, 3), "m", "h", remedy=Remedy(Location(SourcePath("p")), "r"))
    document = parse.document(article)
    _kept(tmp_path, {A: (article, (problem,)), B: document})
    store = Cache(tmp_path)
    ((back, problems),) = store.get([A], tuple[Article, tuple[Problem, ...]]).values()
    assert (back, problems) == (article, (problem,))
    assert back.date is not None
    assert back.date.utcoffset() == moment.utcoffset()
    assert store.get([B], Document) == {B: document}


def test_what_is_of_another_kind_is_not_found(tmp_path: Path) -> None:
    _kept(tmp_path, {A: "one"})
    assert Cache(tmp_path).get([A], LinkedDocument) == {}


def test_a_damaged_file_is_begun_anew_and_said(tmp_path: Path) -> None:
    (tmp_path / cache.FILE).write_bytes(b"not a database " * 400)
    store = Cache(tmp_path)
    assert "damaged" in store.note
    store.put({A: "one"})
    store.close()
    assert Cache(tmp_path).get([A], str) == {A: "one"}


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    store = Cache(tmp_path / "file")
    store.put({A: "one"})
    store.close()
    assert store.get([A], str) == {}


def test_a_file_that_another_build_is_writing_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _kept(tmp_path, {A: "one"})
    monkeypatch.setattr(cache, "PATIENCE", 0.05)
    with contextlib.closing(sqlite3.connect(tmp_path / cache.FILE)) as other:
        other.execute("begin exclusive")
        store = Cache(tmp_path)
        assert store.note == ""
        store.put({B: "two"})
        assert store.get([A, B], str) == {B: "two"}
        store.close()
    assert Cache(tmp_path).get([A, B], str) == {A: "one"}


def test_what_is_much_is_written_at_once_and_found_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "WEIGHT", 40)
    store = Cache(tmp_path)
    values = {cache.key(number): f"number {number}" for number in range(50)}
    for name, value in values.items():
        store.keep({name: cache.encode(value)})
    assert len(Cache(tmp_path).get([*values], str)) >= 45
    assert store.get([*values], str) == values
    assert store.encoded([*values]) == {name: cache.encode(value) for name, value in values.items()}


def test_what_cannot_be_written_now_is_written_in_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "WEIGHT", 0)
    monkeypatch.setattr(cache, "PATIENCE", 0.05)
    store = Cache(tmp_path)
    with contextlib.closing(sqlite3.connect(tmp_path / cache.FILE)) as other:
        other.execute("begin immediate")
        store.put({A: "one"})
        assert store.get([A], str) == {A: "one"}
    store.close()
    assert Cache(tmp_path).get([A], str) == {A: "one"}


def test_a_shelf_gives_its_values_in_order_and_makes_what_is_lost(tmp_path: Path) -> None:
    names = [str(number) for number in range(500)]
    keys = {name: cache.key(name) for name in names}
    store = Cache(tmp_path)
    store.put({keys[name]: f"kept {name}" for name in names[:-1]})
    shelf: Shelf[str, str] = Shelf(store, keys, str, lambda name: f"made {name}")
    shelf.hold({"7": "held"})
    expected = [f"kept {name}" for name in names]
    expected[7], expected[-1] = "held", "made 499"
    assert [msgspec.json.decode(data) for data in shelf.stream(names)] == expected
    assert [shelf[name] for name in names] == expected


def test_what_is_no_longer_needed_goes(tmp_path: Path) -> None:
    _kept(tmp_path, {cache.key(number): number for number in range(900)})
    store = Cache(tmp_path)
    assert store.get([cache.key(1)], int)
    store.close()
    assert [*Cache(tmp_path).get([cache.key(n) for n in range(900)], int).values()] == [1]


def test_two_stores_at_once(tmp_path: Path) -> None:
    one, two = Cache(tmp_path), Cache(tmp_path)
    one.put({A: "one"})
    two.put({B: "two"})
    one.close()
    two.close()
    assert Cache(tmp_path).get([A, B], str) == {A: "one", B: "two"}


def test_keys_tell_values_apart() -> None:
    assert len({cache.key("a", "b"), cache.key("ab"), cache.key("a", b"b"[0]), cache.key(("a", "b"))}) == 4

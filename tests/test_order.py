"""What an author says of when an article was written, held against the dates."""

from __future__ import annotations

import pytest

from tests.harness import Archive


@pytest.fixture
def dated(archive: Archive) -> Archive:
    return (
        archive.write("tides.md", title="The Patience of Tides", date="2019-05-01")
        .write("sand.md", title="Sand", date="2019-08-01")
        .write("night.md", title="The Length of Night", date="2021-01-01")
    )


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("In a prior article, The Length of Night, I said so.", "newer"),
        ("See my previous articles: The Patience of Tides and The Length of Night.", "newer"),
        ("I go on in my next article: The Patience of Tides.", "older"),
    ],
)
def test_an_order_that_the_dates_deny(dated: Archive, body: str, line: str) -> None:
    dated.write("moon.md", body, title="The Moon", date="2020-01-01").check()
    (problem,) = dated.problems()
    assert (problem["code"], problem["severity"]) == ("chronology", "note")
    assert line in problem["message"]


@pytest.mark.parametrize(
    "body",
    [
        "In a prior article, The Patience of Tides, I said so.",
        "See my next article: The Length of Night.",
        "See my article: The Length of Night.",
    ],
)
def test_an_order_that_the_dates_confirm(dated: Archive, body: str) -> None:
    assert dated.write("moon.md", body, title="The Moon", date="2020-01-01").check().codes() == []


def test_without_dates_nothing_is_said(dated: Archive) -> None:
    dated.write(
        "moon.md", "In my previous article, The Length of Night, I said so. See my last post.", title="The Moon"
    )
    assert dated.check().codes() == []


@pytest.mark.parametrize(
    ("body", "proposed"),
    [
        ("I said so in my previous article.", "Sand"),
        ("As my last post showed, it is so.", "Sand"),
        ("More of it in my next article.", "The Length of Night"),
    ],
)
def test_what_names_no_title_is_told_the_one_by_date(dated: Archive, body: str, proposed: str) -> None:
    dated.write("moon.md", body, title="The Moon", date="2020-01-01").check()
    (problem,) = dated.problems("untitled-reference")
    assert problem["severity"] == "note"
    assert f'by date it is "{proposed}"' in problem["hint"]


@pytest.mark.parametrize(
    "body",
    [
        "I said so in my previous article on sand.",
        "I said so in my previous articles.",
        "I said so in [my previous article](sand.md).",
        "My previous article, [[Sand]], said so.",
        "Her previous article said so.",
    ],
)
def test_what_names_something_else_is_no_such_thing(dated: Archive, body: str) -> None:
    dated.write("moon.md", body, title="The Moon", date="2020-01-01").check()
    assert dated.problems("untitled-reference") == []

"""`check`: what it allows, what it mends, and how it tells GitHub."""

from __future__ import annotations

import pytest

from tests.harness import Archive, picture, tree


@pytest.fixture
def sea(archive: Archive) -> Archive:
    return archive.write("tides.md", "## Low Water\n\nPatient.", title="On Tides")


# --- allowing ------------------------------------------------------------------------------------------------

ALLOW = "<!-- seealso: allow dangling-reference -->"


@pytest.mark.parametrize(
    "body",
    [
        f"See my article: On Cabbages. {ALLOW}",
        f"{ALLOW}\nSee my article: On Cabbages.",
        f"{ALLOW}\n\nMore of it.\nSee my article: On Cabbages.",
        "<!-- seealso: allow topic, dangling-reference -->\n\nSee my article: On Cabbages, and on [[Tides]].",
    ],
)
def test_a_comment_silences_its_line_or_the_paragraph_after_it(sea: Archive, body: str) -> None:
    sea.write("moon.md", body, title="The Moon").check()
    assert "dangling-reference" not in sea.codes()
    assert "seealso: allow" not in sea.build().text("moon/")


@pytest.mark.parametrize(
    "body",
    [
        f"{ALLOW}\n\nMore of it.\n\nSee my article: On Cabbages.",
        f"See my article: On Cabbages.\n\n{ALLOW}",
        "See my article: On Cabbages. <!-- seealso: allow topic -->",
    ],
)
def test_a_comment_silences_nothing_else_and_is_told_so(sea: Archive, body: str) -> None:
    sea.write("moon.md", body, title="The Moon").check("--strict")
    assert sorted(sea.codes()) == ["dangling-reference", "unused-allowance"]


def test_a_comment_in_a_head(sea: Archive) -> None:
    sea.raw("waves.md", "---\ntitle: On Tides  # seealso: allow same-title\n---\nWords.\n").check()
    assert sea.codes() == []


def test_an_unknown_code_has_a_place_and_the_nearest_one(sea: Archive) -> None:
    sea.write("moon.md", "Words. <!-- seealso: allow dangling-referense -->", title="The Moon").check()
    (problem,) = sea.problems()
    assert (problem["code"], problem["line"], problem["column"]) == ("unknown-code", 5, 28)
    assert 'did you mean "dangling-reference"?' in problem["hint"]


def test_an_error_can_not_be_allowed(sea: Archive) -> None:
    sea.raw("moon.md", "---\ntitle: The Moon\ndate: 2020-02-30  # seealso: allow head-value\n---\nWords.\n").check()
    assert sorted(sea.codes()) == ["head-value", "unknown-code"]


# --- mending -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("See [On Tides](old-tides.md).", "See [On Tides](tides.md)."),
        ("See [On Tides](old%20tides.md#low-water) too.", "See [On Tides](tides.md#low-water) too."),
        ("See [this](sea/form.pdf).", "See [this](papers/form.pdf)."),
        ("See [On Tides][1].\n\n[1]: gone.md", "See [On Tides][1].\n\n[1]: tides.md"),
        ("See [this](tides.md#Low-Water).", "See [this](tides.md#low-water)."),
        ("See ![A sea](sea.png).", "See ![A sea](papers/sea.png)."),
    ],
)
def test_what_has_one_certain_remedy_is_mended(sea: Archive, written: str, mended: str) -> None:
    sea.raw("papers/form.pdf", "x").raw("papers/sea.png", picture()).write("moon.md", written, title="The Moon")
    sea.write("all.md", "[a](papers/form.pdf) [b](papers/sea.png)", title="All")
    assert sea.check().status == 1
    done = sea.run("check", "--fix")
    assert done.status == 0, done.text
    assert "Mended 1 problem in 1 file." in done.out
    assert (sea.articles / "moon.md").read_text("utf-8").endswith(f"---\n\n{mended}\n")


@pytest.mark.parametrize(
    ("head", "mended"),
    [
        ("titel: The Moon", "title: The Moon"),
        ("title:The Moon", "title: The Moon"),
        ("title: The Moon\ndate: 23/02/2020", "title: The Moon\ndate: 2020-02-23"),
    ],
)
def test_heads_are_mended_too(sea: Archive, head: str, mended: str) -> None:
    sea.raw("moon.md", f"---\r\n{head}\r\n---\r\nWords.\r\n")
    assert sea.run("check", "--fix").status == 0
    assert (sea.articles / "moon.md").read_bytes() == f"---\r\n{mended}\r\n---\r\nWords.\r\n".encode()


@pytest.mark.parametrize(
    "content",
    [
        "---\ntitle: The Moon\n---\nSee my article: On Tide.\n",
        "---\ntitle: The Moon\ndrafts: true\n---\nWords.\n",
        "---\ntitle: The Moon\nslag: s\n---\nWords.\n",
        "---\ntitle: The Moon\nlayouts: wide\n---\nWords.\n",
        "---\ntittle: [a]\n---\nWords.\n",
        "---\ntitle: The Moon\ndate: 03/02/2020\n---\nWords.\n",
        "---\ntitle: The Moon\n---\nSee [this](elsewhere.md) and [[On Tide]].\n",
        "---\ntitle: The Moon\n---\nSee [On Tides](moon.md#no-such-heading).\n",
    ],
)
def test_what_leaves_a_choice_is_left_to_the_author(sea: Archive, content: str) -> None:
    before = tree(sea.raw("moon.md", content).articles)
    assert sea.run("check", "--fix").status == 1
    assert tree(sea.articles) == before


def test_check_says_what_could_be_mended(sea: Archive) -> None:
    sea.write("moon.md", "See [On Tides](gone.md).", title="The Moon")
    assert "check --fix mends 1 of these." in sea.run("check").out


# --- for GitHub ----------------------------------------------------------------------------------------------


def test_annotations_for_github(sea: Archive) -> None:
    sea.write("moon, full.md", "See my article: On 100% Tides.", title="The Moon")
    done = sea.run("check", "--format", "github")
    assert done.status == 1
    assert done.out.startswith(
        "::warning file=articles/moon%2C full.md,line=5,col=17,title=dangling-reference::"
        'no article is titled "On 100%25 Tides"%0Adid you mean'
    )
    assert done.out.count("\n") == 1


def test_nothing_to_annotate_prints_nothing(sea: Archive) -> None:
    assert sea.run("check", "--format", "github").out == ""


# --- former titles -------------------------------------------------------------------------------------------


def test_an_alias_that_is_another_title_or_another_alias(sea: Archive) -> None:
    sea.write("moon.md", title="The Moon", aliases=["on tides", "Selene"]).write(
        "night.md", title="Night", aliases=["Selene"]
    )
    found = sea.check().problems("alias-taken")
    assert [(p["path"], p["line"], p["severity"]) for p in found] == [
        ("articles/moon.md", 3, "warning"),
        ("articles/night.md", 3, "warning"),
    ]
    assert "articles/tides.md" in found[0]["message"]
    assert "articles/moon.md" in found[1]["message"]

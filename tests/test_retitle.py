"""`retitle`: another title, and everything that referred to the article still does."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from seealso import retitle
from seealso.linkage import Request, link
from tests.harness import REPOSITORY, Archive, tree


@pytest.fixture
def sea(archive: Archive) -> Archive:
    return archive.write("tides.md", "Patient, like the sea.", title="On Tides").write(
        "moon.md", "The sea is slow (see my article: On Tides).", title="The Moon"
    )


def _read(archive: Archive, name: str) -> str:
    return (archive.articles / name).read_bytes().decode()


def test_the_old_title_stays_as_an_alias_and_references_as_they_are(sea: Archive) -> None:
    before = _read(sea, "moon.md")
    done = sea.run("retitle", "On Tides", "Ebb and Flow")
    assert done.status == 0
    assert "1 reference to it still leads" in done.out
    assert _read(sea, "tides.md").startswith('---\ntitle: "Ebb and Flow"\naliases: ["On Tides"]\n---\n')
    assert _read(sea, "moon.md") == before
    assert sea.build(strict=True).edges() == [("moon", "tides", "prose")]


@pytest.mark.parametrize(
    ("written", "rewritten"),
    [
        ("See my article: On Tides.", "See my article: Ebb and Flow."),
        ("See my article: On *Tides*.", "See my article: Ebb and Flow."),
        ('See my article "On Tides."', 'See my article "Ebb and Flow."'),
        ("See my article *On Tides*, please.", "See my article *Ebb and Flow*, please."),
        ("See my article: On\nTides.", "See my article: Ebb and Flow."),
        ("> See my article: On\n> Tides.", "> See my article: Ebb and Flow."),
        ("See [[On Tides]] and [[on tides|the sea]].", "See [[Ebb and Flow]] and [[Ebb and Flow|the sea]]."),
        ("See [[On Tides#Low Water|On Tides]].", "See [[Ebb and Flow#Low Water|Ebb and Flow]]."),
        ("See [[tides]] and ![[On Tides]].", "See [[tides]] and ![[Ebb and Flow]]."),
        ("See [On Tides](tides.md) and [this](tides.md).", "See [Ebb and Flow](tides.md) and [this](tides.md)."),
        ("Of `On Tides` (see my article: On Tides).", "Of `On Tides` (see my article: Ebb and Flow)."),
        ("It is on tides that I write: see my article On Tides!", "It is on tides that I write: see my article Ebb and Flow!"),
        ("| a |\n| --- |\n| See my article: On Tides |", "| a |\n| --- |\n| See my article: Ebb and Flow |"),
        ("Deep.[^1]\n\n[^1]: See my article: On Tides.", "Deep.[^1]\n\n[^1]: See my article: Ebb and Flow."),
    ],
)  # fmt: skip
def test_every_reference_says_the_new_title(archive: Archive, written: str, rewritten: str) -> None:
    archive.write("tides.md", "## Low Water\n\nPatient.", title="On Tides").write("moon.md", written, title="The Moon")
    before = archive.build().edges()
    assert archive.run("retitle", "On Tides", "Ebb and Flow", "--rewrite").status == 0
    assert _read(archive, "moon.md").endswith(f"---\n\n{rewritten}\n")
    assert archive.build(strict=True).edges() == before != []


@pytest.mark.parametrize(
    ("old", "new", "written", "rewritten"),
    [
        ("On Tides", "Why Tides?", "See my article: On Tides. More.", "See my article: Why Tides? More."),
        ("Why Tides?", "On Tides", "See my article: Why Tides? More.", "See my article: On Tides. More."),
        ("Why Tides?", "On Tides", "Slow (see my article: Why Tides?). More.", "Slow (see my article: On Tides). More."),
        ("On Tides", "On [Deep] Tides_", "See my article: On Tides.", "See my article: On \\[Deep\\] Tides\\_."),
        ("On Tides", "On | Tides", "See [[On Tides]].", "See [[On Tides]]."),
    ],
)  # fmt: skip
def test_marks_at_the_end_and_marks_of_markdown(
    archive: Archive, old: str, new: str, written: str, rewritten: str
) -> None:
    archive.write("tides.md", title=old).write("moon.md", written, title="The Moon")
    assert archive.run("retitle", old, new, "--rewrite").status == 0
    assert _read(archive, "moon.md").endswith(f"---\n\n{rewritten}\n")
    assert archive.build(strict=True).edges()[0][:2] == ("moon", "tides")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("title: On Tides   # the first\ndate: 2020-01-02\n", 'title: Ebb   # the first\naliases: ["On Tides"]\ndate: 2020-01-02\n'),
        ("date: 2020-01-02\nTitle: 'On Tides'\n", "date: 2020-01-02\nTitle: 'Ebb'\naliases: [\"On Tides\"]\n"),
        ('title: "On Tides"\naliases: [Seas]  # old\n', 'title: "Ebb"\naliases: [Seas, "On Tides"]  # old\n'),
        ("title: On Tides\naliases:\n  - Seas # old\n\ndraft: no\n", 'title: Ebb\naliases:\n  - Seas # old\n  - "On Tides"\n\ndraft: no\n'),
        ("title: On Tides\naliases: Seas, and more\n", 'title: Ebb\naliases: ["Seas, and more", "On Tides"]\n'),
        ("title: On Tides\naliases:\n", 'title: Ebb\naliases: ["On Tides"]\n'),
        ("title: >-\n  On\n  Tides\ndraft: no\n", 'title: "Ebb"\naliases: ["On Tides"]\ndraft: no\n'),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_head_keeps_its_comments_its_order_and_its_line_ends(
    archive: Archive, head: str, expected: str, newline: str, mark: str
) -> None:
    body = "---\n\nPatient,  like\tthe sea.  \n\n\n"

    def spelled(text: str) -> bytes:
        return (mark + f"---\n{text}{body}".replace("\n", newline)).encode()

    archive.raw("tides.md", spelled(head))
    assert archive.run("retitle", "On Tides", "Ebb").status == 0
    assert (archive.articles / "tides.md").read_bytes() == spelled(expected)


def test_a_title_that_is_a_heading(archive: Archive) -> None:
    archive.raw("tides.md", "# On Tides #\n\nPatient.\n")
    assert archive.run("retitle", "On Tides", "Ebb and Flow").status == 0
    assert _read(archive, "tides.md") == '---\naliases: ["On Tides"]\n---\n\n# Ebb and Flow #\n\nPatient.\n'


def test_a_title_that_is_the_name_of_the_file(archive: Archive) -> None:
    archive.raw("on-tides.md", "Patient.\n")
    assert archive.run("retitle", "On tides", "Ebb").status == 0
    assert _read(archive, "on-tides.md") == '---\ntitle: "Ebb"\naliases: ["On tides"]\n---\n\nPatient.\n'


def test_a_new_address_to_which_the_old_one_leads(sea: Archive) -> None:
    sea.write("link.md", "See [this](/tides/) and [[tides]].", title="Links")
    done = sea.run("retitle", "On Tides", "Ebb and Flow", "--rewrite", "--address")
    assert '"tides/" leads there' in done.out
    assert 'slug: "ebb-and-flow"\nredirect_from: ["/tides/"]\n' in _read(sea, "tides.md")
    sea.build(strict=True)
    assert {edge[:2] for edge in sea.edges()} == {("moon", "ebb-and-flow"), ("link", "ebb-and-flow")}
    assert "ebb-and-flow" in sea.text("tides/")


def test_only_capitals_change_and_no_alias_is_needed(sea: Archive) -> None:
    assert sea.run("retitle", "On Tides", "On TIDES").status == 0
    assert "aliases" not in _read(sea, "tides.md")


def test_a_dry_run_shows_all_and_writes_nothing(sea: Archive) -> None:
    before = tree(sea.root)
    done = sea.run("retitle", "On Tides", "Ebb", "--rewrite", "--dry-run")
    assert "-The sea is slow (see my article: On Tides).\n+The sea is slow (see my article: Ebb)." in done.out
    assert "would be" in done.out
    assert tree(sea.root) == before


def test_later_references_to_a_former_title_are_rewritten(sea: Archive) -> None:
    sea.run("retitle", "On Tides", "Ebb and Flow")
    done = sea.run("retitle", "On Tides", "Ebb and Flow", "--rewrite")
    assert "1 reference in 1 other file says" in done.out
    assert "see my article: Ebb and Flow" in _read(sea, "moon.md")


def test_what_would_mean_something_else_keeps_its_words(archive: Archive) -> None:
    """With the first part retitled, nobody would know what "Part 2" is a part of."""
    archive.write("one.md", title="Letting Go - Part 1").write("two.md", title="Letting Go - Part 2")
    archive.write("moon.md", "See my articles: Letting Go - Part 1 and Part 2.", title="The Moon")
    before = archive.build().edges()
    done = archive.run("retitle", "Letting Go - Part 1", "On Holding", "--rewrite")
    assert "articles/moon.md stays as it is" in done.out
    assert archive.build(strict=True).edges() == before


def test_a_title_that_would_steal_a_reference_is_refused(archive: Archive) -> None:
    archive.write("tides.md", title="On Tides").write("ebb.md", title="Ebb")
    archive.write("moon.md", "See my articles: On Tides and Ebb.", title="The Moon")
    archive.write("other.md", title="Something Else")
    before = tree(archive.root)
    done = archive.run("retitle", "Something Else", "On Tides and Ebb")
    assert (done.status, tree(archive.root)) == (1, before)
    assert "articles/moon.md" in done.out
    assert "nothing was changed" in done.out


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (("On Tide", "Ebb"), 'did you mean "On Tides" (articles/tides.md)?'),
        (("Nothing Like It", "Ebb"), "write the title as the article has it"),
        (("On Tides", "The Moon"), "has the title"),
        (("On Tides", "  "), "at least one letter"),
        (("On Tides", "On Tides"), "has the title"),
        (("On Tides", "Map", "--address"), 'the address "map/" is taken'),
    ],
)
def test_refusals_change_nothing(sea: Archive, arguments: tuple[str, ...], answer: str) -> None:
    before = tree(sea.root)
    done = sea.run("retitle", *arguments)
    assert (done.status, tree(sea.root)) == (1, before)
    assert answer in done.out


def test_two_articles_of_one_title_are_told_apart_by_their_files(sea: Archive) -> None:
    sea.write("sea/other.md", title="On Tides")
    done = sea.run("retitle", "On Tides", "Ebb")
    assert done.status == 1
    assert "articles/sea/other.md or articles/tides.md" in done.out
    assert sea.run("retitle", "articles/sea/other.md", "Ebb").status == 0
    assert 'title: "Ebb"' in _read(sea, "sea/other.md")


def test_a_file_may_be_named_from_where_one_stands(sea: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sea.root.parent)
    path = str((sea.articles / "tides.md").relative_to(sea.root.parent))
    assert sea.run("retitle", path, "Ebb").status == 0


def test_line_ends_of_old_macs_stay(archive: Archive) -> None:
    archive.raw("tides.md", b"---\rtitle: On Tides\r---\rPatient.\r")
    assert archive.run("retitle", "On Tides", "Ebb").status == 0
    assert b"\n" not in (archive.articles / "tides.md").read_bytes()


def test_words_are_missing(sea: Archive) -> None:
    assert sea.run("retitle", "On Tides").status == 2


def test_who_writes_in_small_letters_goes_on_to(archive: Archive) -> None:
    archive.write("tides.md", title="On the Patience of Tides")
    archive.write("moon.md", "see my article: on the patience of tides.", title="the moon")
    assert archive.run("retitle", "On the Patience of Tides", "Ebb and Flow of Seas", "--rewrite").status == 0
    assert "see my article: ebb and flow of seas." in _read(archive, "moon.md")


def test_a_draft_can_be_retitled(archive: Archive) -> None:
    archive.write("tides.md", title="On Tides", draft=True)
    assert archive.run("retitle", "On Tides", "Ebb").status == 0


def test_no_article_of_the_sample_loses_a_reference(tmp_path: Path) -> None:
    """Every one gets a title with a comma, an "and" and a question mark, each in its turn, in memory."""
    shutil.copytree(REPOSITORY / "articles", tmp_path / "articles")
    request = Request(tmp_path, tmp_path / "articles", drafts=True)
    linkage = link(request)
    alone = [article for article in linkage.articles if not article.series]
    for number, article in enumerate(alone[::6]):
        new = f"Ferns, Moss and {number} Stones: Who Knows?"
        plan = retitle.planned(linkage, request, str(article.path), new, rewrite=True, address=False)
        incoming = sum(edge.target == article.slug for linked in linkage.linked.values() for edge in linked.edges)
        assert plan.left == (), article.path
        assert incoming - 1 <= plan.rewritten <= incoming, article.path


def test_retitle_build_and_check_touch_just_the_right_files(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    shutil.copytree(REPOSITORY / "articles", archive.articles, dirs_exist_ok=True)
    archive.asset("night.jpg", (REPOSITORY / "assets/night.jpg").read_bytes())
    before = tree(archive.articles)
    graph = json.loads(archive.build(strict=True).text("graph.json"))
    referring = {edge["source"] for edge in graph["edges"] if edge["target"] == "shame-and-guilt"}
    assert archive.run("retitle", "shame-and-guilt", "Guilt, Shame and Us", "--rewrite").status == 0
    archive.build(strict=True)
    assert archive.check().problems() == []
    changed = {name.removesuffix(".md") for name, content in tree(archive.articles).items() if before[name] != content}
    assert changed == referring | {"shame-and-guilt"}

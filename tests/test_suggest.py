"""`suggest`: the list as an author sees it, and the links that `--apply` sets."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from seealso.linkage import Request, link
from seealso.model import Slug
from seealso.problems import SeealsoError
from seealso.suggest import applying, ranking
from tests.bench import suggestions
from tests.harness import EPOCH, REPOSITORY, Archive, run, tree

BODY = "The sea is slow, as *The Patience of Tides* says.\n\nMore of it in Grey Gulls at Dawn."


@pytest.fixture
def sea(archive: Archive) -> Archive:
    archive.write("tides.md", title="The Patience of Tides", date="2021-03-02", topics=["Sea"])
    archive.write("gulls.md", title="Grey Gulls at Dawn", aliases=["Early Birds Over Salt"])
    return archive.write("moon.md", BODY, title="On the Moon", topics=["Sea"])


def _read(archive: Archive, name: str) -> str:
    return (archive.articles / name).read_bytes().decode()


def _json(archive: Archive) -> dict[str, list[dict[str, object]]]:
    found = json.loads(archive.run("suggest", "--format", "json").out)
    assert isinstance(found, dict)
    return found


# --- the list ------------------------------------------------------------------------------------------------


def test_the_list_shows_place_sentence_and_article(sea: Archive) -> None:
    shown = sea.run("suggest")
    assert shown.status == 0
    assert (
        shown.out
        == f"""\
Mentions that could be links, the surest first

   1  articles/moon.md:6:22
      The sea is slow, as The Patience of Tides says.
      -> "The Patience of Tides" (articles/tides.md, 2021-03-02)
   2  articles/moon.md:8:15
      More of it in Grey Gulls at Dawn.
      -> "Grey Gulls at Dawn" (articles/gulls.md)

To make links of those that you choose, name their numbers:  python build.py suggest --root {sea.root} --apply 1

Orphans: no other article refers to them

      "Grey Gulls at Dawn" (articles/gulls.md)
        could be referred to by
        - "On the Moon" (articles/moon.md), which names it (number 2)
      "On the Moon" (articles/moon.md)
        could be referred to by
        - "The Patience of Tides" (articles/tides.md, 2021-03-02)
      "The Patience of Tides" (articles/tides.md, 2021-03-02)
        could be referred to by
        - "On the Moon" (articles/moon.md), which names it (number 1)

Dead ends: they refer to no other article

      "Grey Gulls at Dawn" (articles/gulls.md)
      "On the Moon" (articles/moon.md)
        could refer to
        - "The Patience of Tides" (articles/tides.md, 2021-03-02), which it names (number 1)
        - "Grey Gulls at Dawn" (articles/gulls.md), which it names (number 2)
      "The Patience of Tides" (articles/tides.md, 2021-03-02)
        could refer to
        - "On the Moon" (articles/moon.md)
"""
    )


def test_nothing_is_written_and_the_list_is_the_same_again(sea: Archive) -> None:
    before = tree(sea.root)
    assert sea.run("suggest").out == sea.run("suggest", "--jobs", "2").out
    assert tree(sea.root) == before


def test_the_list_ends_where_it_is_told_and_says_how_much_is_left(sea: Archive) -> None:
    shown = sea.run("suggest", "--limit", "1").out
    assert "   1  articles/moon.md:6:22" in shown
    assert "   2  articles/moon.md" not in shown
    assert "and 1 more: --limit 2 shows all" in shown
    assert "and 2 more: --limit 3 shows all" in shown


def test_an_archive_in_which_all_is_linked(archive: Archive) -> None:
    archive.write("a.md", "See [[The Patience of Tides]].", title="On the Moon")
    archive.write("b.md", "See [[On the Moon]].", title="The Patience of Tides")
    assert archive.run("suggest").out == "No title is mentioned that could still become a link.\n"


def test_an_empty_archive(archive: Archive) -> None:
    assert archive.run("suggest").status == 0
    assert _json(archive) == {"mentions": [], "phrases": [], "orphans": [], "dead_ends": []}


def test_json_has_all_of_it_under_stable_keys(sea: Archive) -> None:
    sea.write("a.md", "See my leaflet: The Patience of Tides, and [[moon]].").write(
        "b.md", "See my leaflet: Grey Gulls at Dawn."
    )
    found = _json(sea)
    tides = {"slug": "tides", "title": "The Patience of Tides", "path": "articles/tides.md", "date": "2021-03-02"}
    first = next(mention for mention in found["mentions"] if mention["path"] == "articles/moon.md")
    assert {**first, "score": 0} == {
        "number": first["number"], "score": 0, "path": "articles/moon.md", "line": 6, "column": 22, "before": "The sea is slow, as ",
        "words": "The Patience of Tides", "after": " says.", "target": tides,
    }  # fmt: skip
    assert [mention["number"] for mention in found["mentions"]] == [1, 2, 3, 4]
    assert found["phrases"] == [{"phrase": "my leaflet", "noun": "leaflet, leaflets", "mentions": 2}]
    orphans = {str(orphan["slug"]): orphan for orphan in found["orphans"]}
    assert sorted(orphans) == ["a", "b", "gulls", "tides"]
    assert {**tides, "neighbours": orphans["tides"]["neighbours"]} == orphans["tides"]
    assert "moon" in str(orphans["tides"]["neighbours"])
    assert sorted(str(end["slug"]) for end in found["dead_ends"]) == ["b", "gulls", "moon", "tides"]


def test_the_setting_for_a_new_noun_keeps_those_that_are_there_and_works(sea: Archive) -> None:
    sea.settings('[references]\nnouns = ["card, cards"]')
    sea.write("a.md", "See my leaflet: The Patience of Tides.").write("b.md", "See my leaflet: Grey Gulls at Dawn.")
    shown = sea.run("suggest").out
    assert '"my leaflet" stands before 2 titles' in shown
    assert "write in seealso.toml:" in shown
    setting = '[references]\n      nouns = ["card, cards", "leaflet, leaflets"]'
    assert setting in shown
    sea.settings(setting)
    assert len(sea.build(strict=True).edges()) == 2
    assert "leaflet" not in sea.run("suggest").out


def test_an_article_that_cannot_be_read_is_spoken_of(sea: Archive) -> None:
    sea.raw("broken.md", "---\ntitle: [\n---\n\nx\n")
    shown = sea.run("suggest")
    assert shown.status == 0
    assert "1 error in this archive: the command `check` lists them." in shown.out


# --- setting links -------------------------------------------------------------------------------------------


def test_a_chosen_mention_becomes_a_link_and_the_list_one_shorter(sea: Archive) -> None:
    before = tree(sea.root)
    done = sea.run("suggest", "--apply", "1")
    assert done.status == 0
    assert "+The sea is slow, as *[[The Patience of Tides]]* says." in done.out
    assert "Set 1 link in 1 file. The numbers have changed" in done.out
    assert _read(sea, "moon.md") == before["articles/moon.md"].decode().replace(
        "The Patience of Tides", "[[The Patience of Tides]]"
    )
    assert {name for name, content in tree(sea.root).items() if before[name] != content} == {"articles/moon.md"}
    assert [mention["words"] for mention in _json(sea)["mentions"]] == ["Grey Gulls at Dawn"]
    assert sea.build(strict=True).edges() == [("moon", "tides", "wikilink")]


def test_several_at_once_in_several_files(sea: Archive) -> None:
    sea.write("sun.md", "It is all in Grey Gulls at Dawn.", title="The Sun")
    done = sea.run("suggest", "--apply", "3", "1", "2", "1")
    assert "Set 3 links in 2 files." in done.out
    assert sea.build(strict=True).edges() == [("moon", "tides", "wikilink"), ("moon", "gulls", "wikilink"), ("sun", "gulls", "wikilink")]  # fmt: skip
    assert _json(sea)["mentions"] == []


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("written", "linked"),
    [
        ("It is in The Patience of Tides, I think.", "It is in [[The Patience of Tides]], I think."),
        ("It is in THE PATIENCE of Tides, I think.", "It is in [[THE PATIENCE of Tides]], I think."),
        ("It is in *The Patience of Tides*, I think.", "It is in *[[The Patience of Tides]]*, I think."),
        ("It is in **The Patience of Tides**.", "It is in **[[The Patience of Tides]]**."),
        ('It is in "The Patience of Tides," I think.', 'It is in "[[The Patience of Tides]]," I think.'),
        ("It is in “The Patience of Tides.”", "It is in “[[The Patience of Tides]].”"),
        ("It is in Early Birds Over Salt.", "It is in [[Early Birds Over Salt]]."),
        ("It is in The Patience\nof Tides.", "It is in [[The Patience of Tides]]."),
        ("> It is in The Patience\n> of Tides.", "> It is in [[The Patience of Tides]]."),
        ("- It is in The Patience\n  of Tides.", "- It is in [[The Patience of Tides]]."),
        ("| a | b |\n| --- | --- |\n| x | in The Patience of Tides |", "| a | b |\n| --- | --- |\n| x | in [[The Patience of Tides]] |"),
        ("One.[^1]\n\n[^1]: In The Patience of Tides.", "One.[^1]\n\n[^1]: In [[The Patience of Tides]]."),
        ("Salt &amp; more  \nin The Patience of Tides.\t ", "Salt &amp; more  \nin [[The Patience of Tides]].\t "),
        ("`The Patience of Tides`, or The Patience of Tides.", "`The Patience of Tides`, or [[The Patience of Tides]]."),
    ],
)  # fmt: skip
def test_every_other_byte_stays(sea: Archive, written: str, linked: str, mark: str, newline: str) -> None:
    head = f"{mark}---\ntitle: On the Moon # old\n---\n\nPatient,  like\tthe sea.  \n\n"

    def spelled(body: str) -> bytes:
        return (head + body + "\n\n\n").replace("\n", newline).encode()

    sea.raw("moon.md", spelled(written))
    assert sea.run("suggest", "--apply", "1").status == 0
    assert (sea.articles / "moon.md").read_bytes() == spelled(linked)
    assert len(sea.build(strict=True).edges()) == 1
    assert _json(sea)["mentions"] == []


@pytest.mark.parametrize(
    ("title", "written", "linked"),
    [
        ("Alpha: How It All Began", "in Alpha How It All Began.", "in [[Alpha: How It All Began|Alpha How It All Began]]."),
        ("Alpha: How It All Began", "| a |\n| - |\n| in Alpha How It All Began |", "| a |\n| - |\n| in [[Alpha: How It All Began\\|Alpha How It All Began]] |"),
        ("Alpha #1: How It Began", "in Alpha #1: How It Began.", "in [[alpha|Alpha #1: How It Began]]."),
        ("Salt & Wind and Old Ropes", "in Salt and Wind and Old Ropes.", "in [[Salt and Wind and Old Ropes]]."),
    ],
)  # fmt: skip
def test_words_that_do_not_name_the_article_stand_behind_what_does(
    archive: Archive, title: str, written: str, linked: str
) -> None:
    archive.write("alpha.md", title=title).raw("moon.md", f"{written}\n")
    assert archive.run("suggest", "--apply", "1").status == 0
    assert _read(archive, "moon.md") == f"{linked}\n"
    assert archive.build(strict=True).edges() == [("moon", "alpha", "wikilink")]


@pytest.mark.parametrize(
    "written",
    [
        "It is in The *Patience* of Tides, I think.",
        "It is in The `Patience` of Tides... or The Patience <b>of</b> Tides.",
    ],
)  # fmt: skip
def test_markup_inside_the_words_is_refused_with_the_place(sea: Archive, written: str) -> None:
    sea.write("moon.md", written, title="On the Moon")
    before = tree(sea.root)
    done = sea.run("suggest", "--apply", "1")
    assert (done.status, tree(sea.root)) == (1, before)
    assert "articles/moon.md:5:" in done.out
    assert "there is markup inside the words" in done.out
    assert "nothing was changed; set the link by hand: [[The Patience of Tides|your words]]" in done.out


def test_what_would_lose_a_reference_is_refused_and_it_alone_is_named(sea: Archive) -> None:
    """A place that is a reference already is no suggestion; were it one, the reference would be lost."""
    sea.write("moon.md", "It is in Grey Gulls at Dawn.\n\nSee my article: The Patience of Tides.", title="On the Moon")
    request = Request(sea.root, sea.articles, every_passage=True)
    linkage = link(request)
    (right,) = ranking.suggestions(linkage)
    wrong = replace(right, passage=1, start=16, end=37, target=Slug("tides"))
    with pytest.raises(SeealsoError) as refused:
        applying.planned(linkage, request, [right, wrong])
    (problem,) = refused.value.problems
    assert (str(problem.location), problem.message) == (
        "articles/moon.md:7:17",
        "with a link here, the article would not refer to all that it refers to now",
    )
    (edit,) = applying.planned(linkage, request, [right])
    assert edit.replacement == "[[Grey Gulls at Dawn]]"


@pytest.mark.parametrize("number", ["0", "3", "99", "-1"])
def test_a_number_that_is_not_in_the_list(sea: Archive, number: str) -> None:
    before = tree(sea.root)
    done = sea.run("suggest", "--apply", "1", number)
    assert (done.status, tree(sea.root)) == (1, before)
    assert f"there is no number {number}: the list goes from 1 to 2" in done.out


@pytest.mark.parametrize("words", [["--apply"], ["--apply", "one"], ["--limit", "0"], ["--format", "yaml"], ["1"]])
def test_a_command_that_makes_no_sense(sea: Archive, words: list[str]) -> None:
    assert sea.run("suggest", *words).status == 2


def test_a_number_of_an_empty_list(archive: Archive) -> None:
    archive.write("a.md")
    assert "the list is empty" in archive.run("suggest", "--apply", "1").out


def test_articles_in_a_folder_elsewhere(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "tides.md").write_text("---\ntitle: The Patience of Tides\n---\n\nx\n")
    (folder / "moon.md").write_text("It is in The Patience of Tides.\n")
    shown = archive.run("suggest", "--articles", str(folder))
    assert f"--root {archive.root} --articles {folder} --apply 1" in shown.out
    assert archive.run("suggest", "--articles", str(folder), "--apply", "1").status == 0
    assert (folder / "moon.md").read_text() == "It is in [[The Patience of Tides]].\n"


# --- the sample archive --------------------------------------------------------------------------------------


def test_the_sample_archive_has_no_false_friend() -> None:
    """Every mention in it is linked, which was read by eye; its loose ends are what graph.json says."""
    found = json.loads(run("suggest", "--root", str(REPOSITORY), "--format", "json").out)
    assert found["mentions"] == found["phrases"] == []


def test_half_linked_the_sample_archive_is_mended_by_apply(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its prose references become wikilinks, one by one, and lead where they did."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    archive = Archive(tmp_path)
    shutil.copytree(REPOSITORY / "articles", archive.articles, dirs_exist_ok=True)
    labelled = suggestions.sample()
    for path, content in labelled.request.unsaved.items():
        (tmp_path / path).write_bytes(content.encode())
    mentions = _json(archive)["mentions"]
    pairs = {(Path(str(m["path"])).stem, m["target"]["slug"]) for m in mentions[:40]}  # type: ignore[index]
    assert pairs <= labelled.planted
    before = archive.build().edges()
    assert archive.run("suggest", "--apply", *(str(number) for number in range(1, 41))).status == 0
    after = archive.build().edges()
    assert {edge[:2] for edge in after} == {edge[:2] for edge in before} | pairs
    assert len(after) == len(before) + 40


def test_on_labelled_sentences_the_first_are_right(tmp_path: Path) -> None:
    """The bars lie below what tests/bench/suggestions.py measures, so that new sentences may come."""
    measured = suggestions.measure(suggestions.sentences(tmp_path))
    assert measured.precision(20) == 1
    assert measured.precision(50) >= 0.96
    assert measured.precision() >= 0.9
    assert measured.recall() >= 0.75

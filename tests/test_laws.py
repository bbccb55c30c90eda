"""The laws of DESIGN.md, held on archives made by seeds: what must be true of every build, whatever is in it."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from seealso import workers
from seealso.stages import publish
from tests.harness import REPOSITORY, Archive, Run, tree

SUBJECTS = ("Tides", "Moons", "Gardens", "Rivers", "Clouds", "Orchards", "Harbours", "Meadows", "Winds", "Islands")
ANGLES = (
    "A Short History of",
    "How to Look at",
    "What the Old Maps Say of",
    "Letters About",
    "The Quiet Work of",
    "Walking Among",
)
LEADS = (
    "See my article: {}.",
    "I said more on this elsewhere (see my article: {}).",
    "[[{}]] tells the rest.",
    'Please read my post "{}."',
)


def titles(count: int) -> list[str]:
    """Distinct titles of several words."""
    return [f"{ANGLES[n % 6]} {SUBJECTS[n // 6 % 10]} in Week {n}" for n in range(count)]


def author(archive: Archive, seed: int, count: int, order: Callable[[list[int]], None] = lambda _: None) -> Archive:
    """An archive of generated articles that refer to each other; `order` says in which order its files come to be."""
    chance = random.Random(seed)
    names = titles(count)
    contents: dict[int, tuple[str, dict[str, object]]] = {}
    for number, title in enumerate(names):
        paragraphs = [
            f"Paragraph {p} of {title}. " + chance.choice(LEADS).format(chance.choice(names))
            for p in range(chance.randint(1, 4))
        ]
        head: dict[str, object] = {"title": title, "topics": chance.sample(SUBJECTS, chance.randint(0, 3))}
        if chance.random() < 0.8:
            head["date"] = f"20{chance.randint(10, 22)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        if chance.random() < 0.2:
            head |= {"series": chance.choice(SUBJECTS), "part": chance.randint(1, 9)}
        if chance.random() < 0.1:
            head["redirect_from"] = [f"/old/{number}.html"]
        contents[number] = ("\n\n".join(paragraphs), head)
    sequence = list(contents)
    order(sequence)
    for number in sequence:
        body, head = contents[number]
        archive.write(f"{'deep/' if number % 5 == 0 else ''}note-{number}.md", body, **head)
    return archive.settings(
        title="The Notebook", base_url="https://example.com/notes/", page_size=7, social_cards=False
    )


def marks(folder: Path) -> dict[str, tuple[int, int]]:
    """The inode and the time of every file and folder of a site."""
    found = [folder, *folder.rglob("*")]
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in found}


def leftovers(archive: Archive) -> list[str]:
    return sorted(path.name for path in archive.root.iterdir() if path.name.startswith(".site"))


def assert_refused(archive: Archive, failed: Run, files: Mapping[str, bytes]) -> None:
    """A build that found no room said so, and the site that was there is untouched."""
    assert failed.status == 1
    assert "error[output]" in failed.text
    assert "No space left on device" in failed.text
    assert "fault of seealso" not in failed.text
    assert archive.site_files() == files
    assert leftovers(archive) == []


# --- law 2 ---------------------------------------------------------------------------------------------------


def test_one_process_or_two_make_the_same_bytes(tmp_path: Path) -> None:
    count = workers.WORTHWHILE + 60
    one = author(Archive(tmp_path / "one"), 2, count).subprocess_build("--jobs", "1")
    two = author(Archive(tmp_path / "two"), 2, count).subprocess_build("--jobs", "2")
    assert (one.status, two.status) == (0, 0)
    assert len(one.site_files()) > count
    assert one.site_files() == two.site_files()
    assert one.problems() == two.problems()


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="there is one way to start here")
def test_processes_that_begin_empty_make_the_same_bytes_as_forked_ones(tmp_path: Path) -> None:
    """In a whole build, and where an edited layout fills its pages from what was kept."""
    layout = (REPOSITORY / "layouts/article.html").read_text("utf-8")
    edited = layout.replace("</article>", "{% if title %}<hr>{% endif %}</article>")
    code = "import sys; from seealso import cli, workers; method = sys.argv.pop(1); workers._method = lambda: method; "
    code += "sys.exit(cli.main(sys.argv[1:]))"
    sites = []
    for method in ("fork", "spawn"):
        archive = author(Archive(tmp_path / method), 4, workers.WORTHWHILE + 10)
        command = [sys.executable, "-c", code, method, "build", "--root", str(archive.root), "--no-search"]
        for source in (layout, edited):
            archive.layout("article.html", source)
            subprocess.run([*command, "--jobs", "2"], cwd=REPOSITORY, check=True, timeout=300)
            sites.append(archive.site_files())
    forked, forked_again, spawned, spawned_again = sites
    assert len(forked) > workers.WORTHWHILE
    assert forked == spawned
    assert forked_again == spawned_again
    assert forked.keys() == forked_again.keys()
    assert sum(forked[name] != forked_again[name] for name in forked) > workers.WORTHWHILE


# --- law 3 ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_building_twice_writes_nothing_the_second_time(archive: Archive, seed: int) -> None:
    author(archive, seed, 30).build()
    assert archive.written == len(archive.site_files())
    before = marks(archive.site)
    archive.build()
    assert archive.status == 0
    assert archive.written == 0
    assert marks(archive.site) == before


def test_a_build_after_one_edit_keeps_every_file_that_did_not_change(archive: Archive) -> None:
    author(archive, 5, 30).write("loner.md", "It stands alone.", title="A Loner", date="2001-01-01").build()
    before, files = marks(archive.site), archive.site_files()
    archive.write("loner.md", "It stands alone, still.", title="A Loner", date="2001-01-01", summary="A word.").build()
    after = archive.site_files()
    changed = {name for name in after if files.get(name) != after[name]}
    assert "loner/index.html" in changed
    assert archive.written == len(changed)
    kept = [str(archive.site / name) for name in after if name not in changed]
    assert len(kept) > 30
    assert [path for path in kept if marks(archive.site)[path] != before[path]] == []


def test_a_deleted_article_leaves_no_page_behind(archive: Archive) -> None:
    archive.write("moon.md", title="Moon").write("tide.md", title="Tide").build().delete("tide.md").build()
    assert "tide/index.html" not in archive.site_files()
    assert not (archive.site / "tide").exists()


@pytest.mark.parametrize("seed", [11, 12, 13, 14])
def test_any_sequence_of_edits_ends_where_a_clean_build_does(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    edited = author(Archive(tmp_path / "edited"), seed, 12).build()
    for step in range(6):
        names = sorted(file.name for file in edited.articles.glob("*.md"))
        match chance.choice(["write", "retitle", "rename", "delete"]):
            case "write":
                edited.write(
                    f"new-{step}.md", f"See my article: {chance.choice(titles(12))}.", title=f"New Words, Part {step}"
                )
            case "retitle":
                edited.retitle(chance.choice(names), f"Another Name for Step {step}")
            case "rename":
                edited.rename(chance.choice(names), f"moved-{step}.md")
            case _:
                edited.delete(chance.choice(names))
        edited.build()
        assert edited.status == 0
    clean = Archive(tmp_path / "clean")
    shutil.copytree(edited.articles, clean.articles, dirs_exist_ok=True)
    shutil.copy(edited.root / "seealso.toml", clean.root)
    assert edited.site_files() == clean.build().site_files()


# --- law 4 ---------------------------------------------------------------------------------------------------


def test_hash_seed_zone_locale_order_and_clock_leave_the_bytes_alone(tmp_path: Path) -> None:
    count = 40
    worlds: list[tuple[dict[str, str], Callable[[list[int]], None]]] = [
        ({"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1700000000"}, lambda _: None),
        (
            {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1800000000"},
            list[int].reverse,
        ),
        (
            {"PYTHONHASHSEED": "4711", "TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8", "SOURCE_DATE_EPOCH": ""},
            random.Random(9).shuffle,
        ),
    ]
    built = []
    for number, (environment, order) in enumerate(worlds):
        archive = author(Archive(tmp_path / f"world-{number}"), 4, count, order)
        archive.raw("été.md", "# L'été\n\nDes mots simples.\n")
        built.append(archive.subprocess_build("--jobs", "1", environment=environment))
        assert archive.status == 0
    first = built[0].site_files()
    assert len(first) > count
    for other in built[1:]:
        assert other.site_files() == first
        assert other.problems() == built[0].problems()


def test_the_place_of_the_archive_on_the_disk_is_in_no_page(tmp_path: Path) -> None:
    archive = author(Archive(tmp_path / "quokkaplace"), 6, 10).build()
    assert [name for name, content in archive.site_files().items() if b"quokkaplace" in content] == []


# --- law 5 ---------------------------------------------------------------------------------------------------


def test_an_error_leaves_the_old_site_byte_for_byte(archive: Archive) -> None:
    author(archive, 7, 10).build()
    before, files = marks(archive.site), archive.site_files()
    archive.write("broken.md", date="yesterday").build()
    assert archive.status == 1
    assert archive.written is None
    assert archive.site_files() == files
    assert marks(archive.site) == before
    assert leftovers(archive) == []


@pytest.mark.parametrize("writes", [0, 1, 5, 17])
def test_a_disk_that_fills_up_leaves_the_old_site_and_nothing_half_made(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    author(archive, 8, 20).build()
    files = archive.site_files()
    author(archive, 88, 20)
    left = [writes]
    really = publish._write

    def full(path: str, data: bytes) -> None:
        left[0] -= 1
        if left[0] < 0:
            really(path, data[: len(data) // 2])
            raise OSError(28, "No space left on device")
        really(path, data)

    with monkeypatch.context() as broken:
        broken.setattr(publish, "_write", full)
        failed = archive.run("build", "--jobs", "1")
    assert_refused(archive, failed, files)
    archive.build()
    assert archive.status == 0
    assert archive.site_files() != files


@pytest.mark.skipif(multiprocessing.get_start_method() != "fork", reason="what is patched is not seen elsewhere")
def test_a_disk_that_fills_up_while_others_write_to_it(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    author(archive, 8, workers.WORTHWHILE + 30).build("--jobs", "2")
    files = archive.site_files()
    author(archive, 88, workers.WORTHWHILE + 30)
    really, parent = publish._write, os.getpid()

    def full(path: str, data: bytes) -> None:
        if os.getpid() != parent:
            raise OSError(28, "No space left on device")
        really(path, data)

    with monkeypatch.context() as broken:
        broken.setattr(publish, "_write", full)
        failed = archive.run("build", "--jobs", "2")
    assert_refused(archive, failed, files)


def test_a_first_build_that_fails_leaves_no_site(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: str, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    author(archive, 9, 3)
    monkeypatch.setattr(publish, "_write", full)
    assert archive.run("build", "--jobs", "1").status == 1
    assert not archive.site.exists()
    assert leftovers(archive) == []


def test_folders_can_change_names_in_two_steps_where_one_is_not_to_be_had(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    author(archive, 10, 10).build()
    monkeypatch.setattr(publish, "_exchange", lambda *_: False)
    author(archive, 110, 10).build()
    assert archive.status == 0
    assert leftovers(archive) == []
    once = archive.site_files()
    shutil.rmtree(archive.site)
    assert archive.build().site_files() == once


def test_a_swap_whose_second_step_fails_leaves_the_old_site(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    author(archive, 10, 5).build()
    files = archive.site_files()
    author(archive, 120, 5)
    really = Path.rename

    def refused(self: Path, target: Path) -> Path:
        if ".new-" in self.name:
            raise PermissionError(13, "Permission denied")
        return really(self, target)

    monkeypatch.setattr(publish, "_exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", refused)
    assert archive.run("build", "--jobs", "1").status == 1
    assert archive.site.is_dir()
    assert archive.site_files() == files


def interrupted(archive: Archive) -> dict[str, bytes]:
    """A site as a machine leaves it that loses its power between the two steps of a swap."""
    files = archive.build().site_files()
    archive.site.rename(archive.root / ".site.old")
    half = archive.root / ".site.new-4711"
    half.mkdir()
    (half / "index.html").write_bytes(b"half")
    return files


def test_an_interrupted_swap_is_mended_by_the_next_build(archive: Archive) -> None:
    files = interrupted(author(archive, 15, 5))
    archive.build()
    assert archive.status == 0
    assert archive.site_files() == files
    assert archive.written == 0
    assert leftovers(archive) == []


def test_an_interrupted_swap_is_mended_even_by_a_build_that_fails(archive: Archive) -> None:
    files = interrupted(author(archive, 16, 5))
    archive.write("broken.md", date="yesterday").build()
    assert archive.status == 1
    assert archive.site.is_dir()
    assert archive.site_files() == files


# --- law 6 ---------------------------------------------------------------------------------------------------


def secretive(archive: Archive) -> Archive:
    """An archive with everything that must not be published, each holding a word of its own."""
    (archive.root / "outsidequokka.md").write_text("# Outsidequokka\n\noutsidewombat\n", "utf-8")
    (archive.root / "notes").mkdir()
    (archive.root / "notes" / "diary.md").write_text("# Diarynumbat\n", "utf-8")
    archive.settings(title="The Notebook", base_url="https://example.com/")
    archive.write(
        "moon.md",
        "See my article: On Tides.\n\n![The sea](sea.svg)",
        title="On the Moon",
        date="2020-01-02",
        topics=["Sky"],
    )
    archive.write("tides.md", "They come and go.", title="On Tides", date="2020-03-04", topics=["Sea"])
    archive.raw("sea.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    archive.write(
        "draftslug.md", "See my article: On Tides. draftbody\n\n![x](draftpicture.svg)", title="Drafttitle of Mine", date="2020-02-02",
        topics=["Drafttopic"], draft=True, summary="draftsummary", aliases=["Draftalias"], redirect_from=["/draftold.html"],
        series="Draftseries", mood="draftextra", author="Draftauthor",
    )  # fmt: skip
    archive.raw("draftpicture.svg", '<svg xmlns="http://www.w3.org/2000/svg"><title>draftdrawing</title></svg>')
    archive.write(
        "unpublishedslug.md", "See my article: On the Moon. unpublishedbody", title="Unpublishedtitle", published=False
    )
    archive.write(
        "aheadslug.md", 'Read my article "On Tides." aheadbody', title="Aheadtitle and More", date="2031-01-01", topics=["Aheadtopic"],
        redirect_from=["/aheadold.html"], series="Aheadseries",
    )  # fmt: skip
    archive.raw("notes.txt", "textbandicoot\n").raw("deep/unusedpotoroo.pdf", b"%PDF-1.4 pdfbilby")
    archive.raw(".hiddenbettong.md", "# Hiddenbettong\n").raw("tides.md~", "droppingkowari\n").raw(
        ".git/secretquoll.md", "secretquoll\n"
    )
    return archive


SECRETS = (
    "outsidequokka", "outsidewombat", "diarynumbat", "diary", "draftslug", "draftbody", "drafttitle", "drafttopic", "draftsummary", "draftalias",
    "draftold", "draftseries", "draftextra", "draftauthor", "draftpicture", "draftdrawing", "unpublishedslug", "unpublishedbody",
    "unpublishedtitle", "aheadslug", "aheadbody", "aheadtitle", "aheadtopic", "aheadold", "aheadseries", "2031", "textbandicoot",
    "notes.txt", "unusedpotoroo", "pdfbilby", "hiddenbettong", "droppingkowari", "secretquoll",
)  # fmt: skip


def test_what_is_not_published_is_in_no_byte_of_the_site(archive: Archive) -> None:
    secretive(archive).build()
    assert archive.status == 0
    files = archive.site_files()
    assert {"graph.json", "feed.xml", "feed.json", "sitemap.xml", "moon/index.html", "files/sea.svg"} <= files.keys()
    told = [
        (word, name)
        for name, content in files.items()
        for word in SECRETS
        if word.encode() in content.lower() or word in name.lower()
    ]
    assert told == []
    assert archive.summary["withheld"] == 3


def test_what_is_no_article_is_named_instead_of_vanishing(archive: Archive) -> None:
    secretive(archive).build()
    unused = {problem["path"] for problem in archive.problems("unused-file")}
    assert {"articles/notes.txt", "articles/deep/unusedpotoroo.pdf"} <= unused


def test_drafts_are_shown_when_asked_for_and_marked(archive: Archive) -> None:
    secretive(archive).build(drafts=True)
    assert archive.status == 0
    files = archive.site_files()
    assert {"draftslug/index.html", "aheadslug/index.html", "unpublishedslug/index.html"} <= files.keys()
    for url, mark in (("draftslug/", "Draft"), ("aheadslug/", "Not yet published"), ("unpublishedslug/", "Draft")):
        assert [node.text() for node in archive.page(url).css(".byline .unpublished")] == [mark]
    assert archive.page("moon/").css_first(".byline .unpublished") is None
    assert len(archive.page("a-z/").css("main .unpublished")) == 3


def test_drafts_go_away_again_with_the_next_ordinary_build(tmp_path: Path) -> None:
    plain = secretive(Archive(tmp_path / "a")).build().site_files()
    assert secretive(Archive(tmp_path / "b")).build(drafts=True).build().site_files() == plain


def test_check_names_the_articles_that_are_left_out(archive: Archive) -> None:
    shown = secretive(archive).run("check").out
    for words in (
        'articles/draftslug.md "Drafttitle of Mine" (draft)',
        'articles/aheadslug.md "Aheadtitle and More" (dated 2031-01-01)',
    ):
        assert words in shown


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="symbolic links need a privilege here")
@pytest.mark.parametrize(
    "inside", ["articles/link.md", "articles/linked", "assets/link.svg", "assets/linked", "layouts/link.html"]
)
def test_a_link_out_of_the_folder_publishes_nothing(archive: Archive, inside: str) -> None:
    outside = archive.root / "private"
    outside.mkdir()
    (outside / "secret.md").write_text("# Secretwallaby\n\nsecretwallaby\n", "utf-8")
    link = archive.write("moon.md", title="Moon").root / inside
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(outside if "." not in link.name else outside / "secret.md")
    archive.build()
    assert [name for name, content in tree(archive.site).items() if b"secretwallaby" in content.lower()] == []
    if inside.startswith("articles"):
        assert [problem["path"] for problem in archive.problems("outside")] == [inside]

"""Law 1: an incremental build equals a clean one, byte for byte, after any sequence of changes."""

from __future__ import annotations

import gc
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from seealso import amend, cache, home
from seealso.linkage import Request
from seealso.preview import Preview
from tests.harness import REPOSITORY, Archive, picture, tree
from tests.test_laws import author, titles

LAYOUTS = [
    *[(name, "{% block main %}") for name in ("article.html", "listing.html", "map.html", "page.html", "topic.html")],
    *[("base.html", '<main id="main" tabindex="-1">'), ("feed.xml", "</title>"), ("macros.html", "</time>")],
]
"""Layouts, and where in each something can be added."""


class Hand:
    """An author, and an owner, who change things at random."""

    def __init__(self, archive: Archive, seed: int) -> None:
        self.archive = archive
        self.chance = random.Random(seed)
        self.count = 100
        self.changes: list[Callable[[], object]] = [
            self.body, self.body, self.title, self.alias, self.topic, self.date, self.draft, self.add, self.rename,
            self.delete, self.layout, self.setting, self.asset, self.heading, self.picture, self.redirect,
        ]  # fmt: skip

    def change(self) -> str:
        """One change; what it was."""
        did = self.chance.choice(self.changes)
        did()
        return did.__name__

    def _file(self) -> Path:
        return self.chance.choice(sorted(self.archive.articles.rglob("*.md")))

    def _edit(self, line: str) -> None:
        """Put a line into a head, in place of one with the same key."""
        file = self._file()
        lines = file.read_text("utf-8").split("\n")
        name = line.partition(":")[0]
        kept = [old for number, old in enumerate(lines) if number == 0 or not old.startswith(f"{name}:")]
        file.write_text("\n".join([kept[0], line, *kept[1:]]), "utf-8")

    def _reference(self) -> str:
        wanted = self.chance.choice(titles(40))
        return self.chance.choice((f"See my article: {wanted}.", f"[[{wanted}#A Heading]]", f'See my post "{wanted}."'))

    def body(self) -> None:
        file = self._file()
        file.write_text(file.read_text("utf-8") + f"\nMore, {self.chance.random()}. {self._reference()}\n", "utf-8")

    def words(self) -> None:
        file = self._file()
        file.write_text(file.read_text("utf-8") + f"\nMore, {self.chance.random()}.\n", "utf-8")

    def allow(self) -> None:
        """A reference that dangles, or a comment that allows one which stands there."""
        file = self._file()
        said = file.read_text("utf-8")
        lost = "See my article: Nothing of That Name."
        allowed = f"{lost} <!-- seealso: allow dangling-reference -->"
        file.write_text(said.replace(lost, allowed, 1) if lost in said else f"{said}\n{lost}\n", "utf-8")

    def remark(self) -> None:
        """A comment in a head, so that what is said of it stands a line lower."""
        file = self._file()
        file.write_text(file.read_text("utf-8").replace("---\n", "---\n# By hand.\n", 1), "utf-8")

    def above(self) -> None:
        """A paragraph above all others, so that whatever refers to something moves down."""
        file = self._file()
        head, mark, body = file.read_text("utf-8").rpartition("---\n")
        file.write_text(f"{head}{mark}\nBefore, {self.chance.random()}.\n{body}", "utf-8")

    def heading(self) -> None:
        file = self._file()
        file.write_text(file.read_text("utf-8") + "\n## A Heading\n\nWords.\n", "utf-8")

    def title(self) -> None:
        self._edit(f'title: "{self.chance.choice(titles(60))}"')

    def alias(self) -> None:
        self._edit(f'aliases: ["{self.chance.choice(titles(60))}"]')

    def topic(self) -> None:
        self._edit(f"topics: [{self.chance.choice(('Tides', 'Moons', 'Sand'))}]")

    def date(self) -> None:
        self._edit(f"date: 20{self.chance.randint(10, 29)}-03-{self.chance.randint(1, 28):02}")

    def draft(self) -> None:
        self._edit(f"draft: {self.chance.choice(('true', 'false'))}")

    def redirect(self) -> None:
        self._edit(f"redirect_from: [/was/{self.chance.randint(1, 999)}.html]")

    def add(self) -> None:
        self.count += 1
        self.archive.write(f"new-{self.count}.md", self._reference(), title=self.chance.choice(titles(60)))

    def rename(self) -> None:
        self.count += 1
        self._file().rename(self.archive.articles / f"renamed-{self.count}.md")

    def delete(self) -> None:
        if len(list(self.archive.articles.rglob("*.md"))) > 5:
            self._file().unlink()

    def layout(self) -> None:
        name, place = self.chance.choice(LAYOUTS)
        source = (home.DEFAULTS / "layouts" / name).read_text("utf-8")
        assert place in source
        self.archive.layout(name, source.replace(place, f"{place}<!-- {self.chance.randint(1, 9)} -->", 1))

    def setting(self) -> None:
        base = "https://example.com/notes/"
        self.archive.settings(
            title=f"Notebook {self.chance.randint(1, 9)}",
            base_url=base,
            page_size=self.chance.randint(3, 9),
            social_cards=self.chance.random() < 0.25,
        )

    def asset(self) -> None:
        self.archive.asset("site.css", f"/* {self.chance.randint(1, 9)} */".encode())

    def picture(self) -> None:
        size = self.chance.randint(1, 9)
        self.archive.raw("sea.png", self.chance.choice((picture(size, 20 - size), picture(9, 9), b"no picture")))
        file = self._file()
        file.write_text(file.read_text("utf-8") + "\n![A sea](sea.png)\n", "utf-8")


@pytest.mark.parametrize("seed", range(8))
def test_any_sequence_of_changes(tmp_path: Path, seed: int) -> None:
    archive = author(Archive(tmp_path / "own"), seed, 14).build()
    hand = Hand(archive, seed)
    done = []
    for _ in range(12):
        done += [hand.change() for _ in range(hand.chance.randint(1, 2))]
        archive.build()
        shutil.rmtree(tmp_path / "clean", ignore_errors=True)
        shutil.copytree(archive.root, tmp_path / "clean", ignore=shutil.ignore_patterns("site", home.STORE))
        clean = Archive(tmp_path / "clean").build()
        assert archive.problems() == clean.problems(), done
        assert archive.status == clean.status
        if archive.status == 0:
            mine, theirs = archive.site_files(), clean.site_files()
            assert [name for name in {*mine, *theirs} if mine.get(name) != theirs.get(name)] == [], done


@pytest.mark.parametrize("seed", range(6))
def test_a_preview_is_what_a_clean_one_would_be(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Edits of texts alone take a short way; whichever way was taken, the same is shown and said."""
    archive = author(Archive(tmp_path), seed, 14)
    archive.settings(title="Notebook", base_url="https://example.com/notes/", feed_size=4)
    request = Request(archive.root, archive.articles, preview=True, every_passage=True)
    preview = Preview(request)
    preview.rebuild()
    hand = Hand(archive, seed)
    seldom = [hand.allow, hand.allow, hand.remark, hand.body, hand.heading, hand.title]
    heads = [hand.title, hand.title, hand.alias, hand.alias, hand.topic, hand.date, hand.redirect]
    hand.changes = [*[hand.words] * 4, *[hand.above] * 2, *seldom, *(heads if seed % 2 else ())]
    short: list[bool] = []
    monkeypatch.setattr(amend, "build", _counted(amend.build, short))
    for _ in range(20):
        before = tree(archive.articles)
        did = [hand.change() for _ in range(hand.chance.randint(1, 2))]
        capsys.readouterr()
        preview.rebuild(_differing(archive, before) if seed % 3 else ())
        said = capsys.readouterr().out.splitlines()[:-1]
        clean = Preview(request)
        clean.rebuild()
        assert said == capsys.readouterr().out.splitlines()[:-1], did
        assert preview.files() == clean.files(), did
    assert sum(short) > 4


def _differing(archive: Archive, before: Mapping[str, bytes]) -> list[str]:
    """The articles that a watcher would tell of."""
    now = tree(archive.articles)
    return _told(archive, *(name for name in {*before, *now} if before.get(name) != now.get(name)))


def _told(archive: Archive, *names: str) -> list[str]:
    """Files of the articles' folder as a watcher names them."""
    return [str((archive.articles / name).resolve()) for name in names]


def _shown(preview: Preview, name: str) -> str:
    return preview.files()[name].decode()


@pytest.mark.parametrize("relative", [False, True])
def test_a_preview_looks_at_what_it_is_told_of_and_at_all_when_it_is_quiet(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, *, relative: bool
) -> None:
    monkeypatch.chdir(archive.root)
    root = Path() if relative else archive.root
    archive.write("sun.md", "Yellow.", title="Sun").write("moon.md", "Pale.", title="Moon")
    preview = Preview(Request(root, root / "articles", preview=True, search=False))
    assert preview.rebuild()
    archive.write("sun.md", "Golden.", title="Sun").write("moon.md", "Silver.", title="Moon")
    assert preview.rebuild(_told(archive, "sun.md"))
    assert "Golden." in _shown(preview, "sun/index.html")
    assert "Pale." in _shown(preview, "moon/index.html"), "nobody told of it"
    assert preview.rebuild()
    assert "Silver." in _shown(preview, "moon/index.html")
    assert not preview.rebuild()


def test_a_preview_says_what_it_made_why_and_in_what_time(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(4):
        archive.write(f"night-{number}.md", "Dark. See my article: Sun.", title=f"Night {number}")
    archive.write("sun.md", "Yellow.", title="Sun", summary="A star.")
    preview = Preview(Request(archive.root, archive.articles, preview=True, search=False))

    def said() -> str:
        preview.rebuild(_told(archive, "sun.md"))
        return re.sub(r"\d+ ms", "N ms", capsys.readouterr().out.splitlines()[-1])

    assert re.fullmatch(r"\d\d pages made in N ms\.", said())
    archive.write("sun.md", "Golden.", title="Sun", summary="A star.")
    assert said() == "1 page made again in N ms: sun/ (text)."
    assert said() == "No page had to be made again (N ms)."
    archive.write("sun.md", "Golden.", title="Sun", summary="Our star.")
    made = said()
    assert re.match(r"\d+ pages made again in N ms: sun/ \([^)]*head, ", made)
    assert re.search(r" and \d+ more\.$", made)
    archive.raw("sun.md", "---\ntitle: [\n---\n")
    assert said() == "The preview stays as it was."


def test_what_a_preview_is_told_may_say_too_little(archive: Archive) -> None:
    archive.write("sun.md", "Yellow.", title="Sun").write("moon.md", "Pale. See my article: Sun.", title="Moon")
    preview = Preview(Request(archive.root, archive.articles, preview=True, search=False))
    preview.rebuild()
    archive.write("star.md", "Bright.", title="Star")
    preview.rebuild(_told(archive, "star.md"))
    assert "Bright." in _shown(preview, "star/index.html")
    assert not preview.rebuild()
    archive.delete("sun.md")
    preview.rebuild(_told(archive, "sun.md"))
    assert "sun/index.html" not in preview.files()
    assert not preview.rebuild()
    archive.write("star.md", "Brighter.", title="Star")
    archive.settings(title="Heaven")
    preview.rebuild(_told(archive, "star.md", "../seealso.toml"))
    assert "Brighter." in _shown(preview, "star/index.html")
    assert "Heaven" in _shown(preview, "index.html")


def test_a_preview_throws_away_what_its_builds_leave(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    author(archive, 1, 30)
    preview = Preview(Request(archive.root, archive.articles, preview=True, search=False))
    kept = []
    gc.collect()
    try:
        for number in range(8):
            archive.write("one.md", "Words.", title=f"Edit {number}")
            preview.rebuild()
            kept.append(gc.get_freeze_count())
    finally:
        gc.unfreeze()
    capsys.readouterr()
    assert kept[-1] - kept[2] < 100, "each build left some hundred things that nobody looks for any more"


def _counted(build: Callable[..., amend.Amended | None], short: list[bool]) -> Callable[..., amend.Amended | None]:
    """The same function, which notes whether it had an answer."""

    def counted(*arguments: Any) -> amend.Amended | None:
        built = build(*arguments)
        short.append(built is not None)
        return built

    return counted


def test_a_page_that_somebody_changed_in_the_site_is_made_again(archive: Archive) -> None:
    right = archive.write("moon.md", title="Moon").build().text("moon/")
    (archive.site / "moon/index.html").write_text("something else", "utf-8")
    assert archive.build().text("moon/") == right
    (archive.site / "moon/index.html").unlink()
    assert archive.build().text("moon/") == right


def test_without_its_cache_everything_is_as_it_was(archive: Archive) -> None:
    files = author(archive, 3, 12).build().site_files()
    shutil.rmtree(archive.root / home.STORE)
    assert archive.build().site_files() == files
    assert archive.written == 0


def test_a_damaged_cache_is_said_and_does_no_harm(archive: Archive) -> None:
    files = author(archive, 3, 12).build().site_files()
    (archive.root / home.STORE / cache.FILE).write_bytes(b"x" * 5000)
    done = archive.run("build")
    assert "The cache was damaged" in done.out
    assert archive.site_files() == files


def test_builds_at_once_leave_a_site_that_is_whole(archive: Archive) -> None:
    author(archive, 4, 12).write("dark.md", title="Moonless", draft=True)
    command = [sys.executable, str(REPOSITORY / "build.py"), "--root", str(archive.root), "--quiet"]
    running = [
        subprocess.Popen([*command, *more], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for more in ((), ("--drafts",), (), ("--drafts",))
    ]
    said = [process.communicate(timeout=120)[0] for process in running]
    assert [(p.returncode, words) for p, words in zip(running, said, strict=True) if p.returncode] == []
    archive.subprocess_build()
    files = archive.site_files()
    shutil.rmtree(archive.root / home.STORE)
    shutil.rmtree(archive.site)
    assert archive.subprocess_build().site_files() == files


def test_explain_says_what_changed(archive: Archive) -> None:
    archive.write("tides.md", title="The Patience of Tides").write("night.md", title="Night").build()
    archive.write("moon.md", "See my article: The Patience of Tides.", title="Moon")
    said = archive.run("build", "--explain").out
    assert "moon/: new\n" in said
    assert "tides/: backlinks" in said
    assert "404.html" not in said
    assert "No page had to be made." in archive.run("build", "--explain").out
    assert "text" in archive.write("night.md", "Darker.", title="Night").run("build", "--explain").out


def test_another_output_and_drafts_do_not_mix(archive: Archive, tmp_path: Path) -> None:
    archive.write("moon.md", title="Moon").write("dark.md", title="Moonless", draft=True).build()
    archive.build("--output", str(tmp_path / "other"), drafts=True)
    assert (tmp_path / "other/dark/index.html").is_file()
    archive.build()
    assert not (archive.site / "dark").exists()
    assert b"Moonless" not in b"".join(archive.site_files().values())

"""Every command as a newcomer types it, also wrongly: a plain sentence and the right exit status, never a traceback."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from seealso import __version__
from seealso.stages import publish
from tests.harness import Archive, Run, run, run_apart, tree

PROBLEM_KEYS = ["code", "severity", "path", "line", "column", "message", "hint"]
SUMMARY_KEYS = {
    "articles",
    "withheld",
    "references",
    "resolved",
    "errors",
    "warnings",
    "notes",
    "pages",
    "written",
    "seconds",
}


def plain(answer: Run) -> Run:
    """The answer, once it is sure that the program did not fall over."""
    assert "Traceback" not in answer.text
    assert "fault of seealso" not in answer.text
    return answer


@pytest.fixture
def moon(archive: Archive) -> Archive:
    """An archive with nothing wrong in it."""
    return archive.write("moon.md", title="On the Moon", date="2020-01-02")


@pytest.fixture
def flawed(archive: Archive) -> Archive:
    """An archive with a warning and a note."""
    return archive.write(
        "moon.md", 'See my article: The Tides of Old.\n\nRead my article "On the Moon."', title="On the Moon"
    )


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Commands are typed in a folder without an archive."""
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    yield
    assert list((tmp_path / "elsewhere").iterdir()) == []


# --- help and wrong words ------------------------------------------------------------------------------------


def test_no_command_builds(moon: Archive) -> None:
    assert plain(run("--root", str(moon.root), "--jobs", "1")).status == 0
    assert "moon/index.html" in moon.site_files()


def test_no_argument_at_all_builds_the_archive_of_this_folder(moon: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(moon.root)
    assert plain(run()).status == 0
    assert "moon/index.html" in moon.site_files()


def test_no_argument_where_there_is_no_archive_says_what_is_missing() -> None:
    answer = plain(run())
    assert answer.status == 2
    assert "there is no folder articles" in answer.err
    assert "--articles" in answer.err


@pytest.mark.parametrize("word", ["--help", "-h"])
def test_help_names_the_commands_and_has_examples(word: str) -> None:
    answer = plain(run(word))
    assert answer.status == 0
    for expected in ("build", "check", "serve", "new", "examples:", "python build.py new"):
        assert expected in answer.out


@pytest.mark.parametrize("command", ["build", "check", "serve", "new"])
def test_each_command_has_help(command: str) -> None:
    answer = plain(run(command, "--help"))
    assert answer.status == 0
    assert "--root" in answer.out


def test_version_is_the_packages_own() -> None:
    answer = plain(run("--version"))
    assert (answer.status, answer.out.strip()) == (0, f"seealso {__version__}")


@pytest.mark.parametrize(
    "words",
    [
        ["biuld"], ["build", "--nonsense"], ["--nonsense"], ["check", "--output", "x"], ["build", "extra"], ["new"], ["new", "A", "B"],
        ["build", "--jobs", "0"], ["build", "--jobs", "many"], ["build", "--jobs"], ["build", "--format", "yaml"], ["serve", "--port", "99999"],
        ["serve", "--port", "x"], ["build", "--root"], ["check", "--drafts=yes"], [""], ["build", "--jobs", "-1"], ["build", "--jobs", "²"],
    ],
)  # fmt: skip
def test_a_command_that_makes_no_sense_ends_with_2_and_a_sentence(words: list[str]) -> None:
    answer = plain(run(*words))
    assert answer.status == 2
    assert answer.out == ""
    assert "error:" in answer.err


@pytest.mark.parametrize("command", ["build", "check", "serve", "new"])
def test_a_root_that_is_not_there_ends_with_2_and_names_it(command: str) -> None:
    answer = plain(run(command, "--root", "nowhere-at-all", *(["A Title"] if command == "new" else [])))
    assert answer.status == 2
    assert "there is no folder nowhere-at-all" in answer.err


@pytest.mark.parametrize("command", ["build", "check", "serve"])
def test_a_root_without_articles_ends_with_2_and_says_where_they_belong(tmp_path: Path, command: str) -> None:
    (tmp_path / "empty").mkdir()
    answer = plain(run(command, "--root", str(tmp_path / "empty")))
    assert answer.status == 2
    assert "put your articles there" in answer.err


def test_a_root_that_is_a_file_ends_with_2(moon: Archive) -> None:
    assert plain(run("build", "--root", str(moon.articles / "moon.md"))).status == 2


@pytest.mark.parametrize("name", ["new", "check", "serve", "build"])
def test_a_folder_may_be_called_like_a_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    archive = Archive(tmp_path / "parent" / name).write("moon.md", title="Moon")
    monkeypatch.chdir(tmp_path / "parent")
    assert plain(run("--root", name, "--jobs", "1")).status == 0
    assert "moon/index.html" in archive.site_files()


@pytest.mark.parametrize(
    "address",
    [
        "example.com",
        "ftp://example.com",
        "https://",
        "https://example.com/?a=b",
        "https://example.com/#x",
        "http://[x",
        "/notes/",
    ],
)
def test_a_base_url_that_is_none_ends_with_2(moon: Archive, address: str) -> None:
    answer = plain(run("build", "--root", str(moon.root), "--base-url", address))
    assert answer.status == 2
    assert "--base-url" in answer.err
    assert "https://example.com/" in answer.err
    assert not moon.site.exists()


# --- new -----------------------------------------------------------------------------------------------------


def test_new_makes_an_article_with_a_filled_in_head(archive: Archive) -> None:
    answer = plain(archive.run("new", 'Why "Tides" Turn: A Question'))
    assert answer.status == 0
    assert "why-tides-turn-a-question.md" in answer.out
    content = (archive.articles / "why-tides-turn-a-question.md").read_text("utf-8")
    assert content.startswith("---\ntitle: ")
    assert "draft: true" in content


def test_what_new_makes_is_a_draft_without_a_problem(archive: Archive) -> None:
    plain(archive.run("new", 'Why "Tides" \\ Turn: A Question'))
    archive.check()
    assert (archive.status, archive.problems()) == (0, [])
    assert archive.summary["withheld"] == 1
    archive.build(drafts=True)
    node = archive.page("why-tides-turn-a-question/").css_first("h1")
    assert node is not None
    assert node.text() == 'Why "Tides" \\ Turn: A Question'


def test_new_makes_the_folder_of_articles_where_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "fresh").mkdir()
    assert plain(run("new", "On Tides", "--root", str(tmp_path / "fresh"))).status == 0
    assert (tmp_path / "fresh" / "articles" / "on-tides.md").is_file()


def test_new_refuses_to_overwrite(archive: Archive) -> None:
    archive.raw("on-tides.md", "Mine.\n")
    answer = plain(archive.run("new", "On Tides"))
    assert answer.status == 1
    assert "articles/on-tides.md" in answer.text
    assert "there already" in answer.text
    assert (archive.articles / "on-tides.md").read_text("utf-8") == "Mine.\n"


@pytest.mark.parametrize("title", ["", "   ", "?!", "—"])
def test_new_refuses_a_title_without_letters(archive: Archive, title: str) -> None:
    answer = plain(archive.run("new", title))
    assert answer.status == 1
    assert "no letters" in answer.text
    assert list(archive.articles.iterdir()) == []


def test_new_keeps_a_title_of_another_script(archive: Archive) -> None:
    assert plain(archive.run("new", "О приливах")).status == 0
    assert (archive.articles / "о-приливах.md").is_file()


@pytest.mark.parametrize("title", ["../../escape", "/etc/escape", "..\\escape"])
def test_new_never_leaves_the_folder_of_articles(archive: Archive, title: str) -> None:
    plain(archive.run("new", title))
    assert all(file.parent == archive.articles for file in archive.root.parent.rglob("*escape*"))


def test_new_copes_with_a_title_that_is_longer_than_a_file_name(archive: Archive) -> None:
    plain(archive.run("new", "On the Very Slow Turning of Tides " * 20))


# --- check ---------------------------------------------------------------------------------------------------


def test_check_is_content_with_a_good_archive(moon: Archive) -> None:
    answer = plain(moon.run("check"))
    assert answer.status == 0
    assert "1 article" in answer.out
    assert "No problems" in answer.out


def test_check_ends_with_1_when_there_is_a_warning_and_writes_nothing(flawed: Archive) -> None:
    before = tree(flawed.root)
    answer = plain(flawed.run("check"))
    assert answer.status == 1
    assert 'articles/moon.md:5:17: warning[dangling-reference]: no article is titled "The Tides of Old"' in answer.out
    assert tree(flawed.root) == before
    assert sorted(path.name for path in flawed.root.iterdir()) == ["articles"]


def test_a_problem_shows_the_authors_line_with_carets(flawed: Archive) -> None:
    lines = plain(flawed.run("check")).out.split("\n")
    at = next(number for number, line in enumerate(lines) if "dangling-reference" in line)
    assert lines[at + 1] == "   |  See my article: The Tides of Old."
    assert lines[at + 2] == "   |                  ^^^^^^^^^^^^^^^^"
    assert lines[at + 3].startswith("   = ")


def test_a_note_alone_does_not_fail_a_check_but_a_strict_one(archive: Archive) -> None:
    archive.write("moon.md", 'Read my article "On the Moon."', title="On the Moon")
    assert plain(archive.run("check")).status == 0
    assert archive.run("check", "--strict").status == 1


def test_check_leaves_an_older_site_alone(flawed: Archive) -> None:
    files = flawed.build().site_files()
    flawed.write("tide.md", title="Tide").run("check")
    assert flawed.site_files() == files


# --- build, strict, quiet, json ------------------------------------------------------------------------------


def test_a_warning_is_printed_and_the_build_goes_on(flawed: Archive) -> None:
    answer = plain(flawed.run("build"))
    assert answer.status == 0
    assert "warning[dangling-reference]" in answer.out
    assert flawed.site.is_dir()


def test_strict_makes_a_warning_stop_the_build(flawed: Archive) -> None:
    answer = plain(flawed.run("build", "--strict"))
    assert answer.status == 1
    assert "Nothing was written" in answer.out
    assert not flawed.site.exists()


def test_strict_builds_what_has_no_warnings(moon: Archive) -> None:
    assert moon.build(strict=True).status == 0


def test_quiet_says_nothing_when_nothing_is_wrong(moon: Archive) -> None:
    assert plain(moon.run("build", "--quiet")).text == ""
    assert plain(moon.run("check", "--quiet")).text == ""


def test_quiet_still_says_what_is_wrong_and_nothing_else(flawed: Archive) -> None:
    answer = plain(flawed.run("check", "--quiet"))
    assert "warning[dangling-reference]" in answer.out
    assert "reference found" not in answer.out
    assert "references found" not in answer.out


def test_the_summary_counts(flawed: Archive) -> None:
    flawed.write("tide.md", "See my article: On the Moon.", title="On Tides").write(
        "later.md", title="Later", draft=True
    )
    answer = plain(flawed.run("build"))
    assert "2 articles (1 more not published yet), 2 references found, 1 resolved, 1 not. 1 warning." in answer.out


@pytest.mark.parametrize("command", ["build", "check"])
def test_json_is_all_that_stands_on_standard_output(flawed: Archive, command: str) -> None:
    answer = plain(flawed.run(command, "--format", "json"))
    report = json.loads(answer.out)
    assert set(report) == {"problems", "summary"}
    assert set(report["summary"]) == SUMMARY_KEYS
    assert [list(problem) for problem in report["problems"]] == [PROBLEM_KEYS] * 2
    assert report["problems"][0]["severity"] == "warning"
    assert (report["problems"][0]["line"], report["problems"][0]["column"]) == (5, 17)
    assert isinstance(report["summary"]["written"], int if command == "build" else type(None))


def test_json_of_a_build_that_fails_is_json_too(archive: Archive) -> None:
    archive.write("moon.md", date="yesterday").build()
    assert archive.status == 1
    assert archive.written is None
    assert archive.problems()[0]["severity"] == "error"


def test_json_of_a_refused_output_is_json_too(moon: Archive, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "letter.txt").write_text("mine", "utf-8")
    answer = plain(moon.run("build", "--format", "json", "--output", str(foreign)))
    assert answer.status == 1
    report = json.loads(answer.out)
    assert [problem["code"] for problem in report["problems"]] == ["output"]


def test_json_of_a_full_disk_is_json_too(moon: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: str, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publish, "_write", full)
    answer = plain(moon.run("build", "--format", "json", "--jobs", "1"))
    assert answer.status == 1
    assert [problem["code"] for problem in json.loads(answer.out)["problems"]] == ["output"]


# --- output --------------------------------------------------------------------------------------------------


def test_a_foreign_folder_is_refused_and_untouched(moon: Archive, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "letter.txt").write_text("mine", "utf-8")
    answer = plain(moon.run("build", "--output", str(foreign)))
    assert answer.status == 1
    assert "did not make" in answer.text
    assert tree(foreign) == {"letter.txt": b"mine"}


def test_a_foreign_folder_of_github_pages_is_refused_too(moon: Archive, tmp_path: Path) -> None:
    foreign = tmp_path / "docs"
    foreign.mkdir()
    (foreign / "index.html").write_text("<h1>Mine, by hand</h1>", "utf-8")
    (foreign / ".nojekyll").write_bytes(b"")
    assert plain(moon.run("build", "--output", str(foreign))).status == 1
    assert tree(foreign)["index.html"] == b"<h1>Mine, by hand</h1>"


def test_a_checkout_is_refused(moon: Archive) -> None:
    moon.build()
    (moon.site / ".git").mkdir()
    (moon.site / ".git" / "HEAD").write_text("ref: refs/heads/pages", "utf-8")
    assert plain(moon.run("build")).status == 1
    assert (moon.site / ".git" / "HEAD").is_file()


@pytest.mark.parametrize("where", ["articles", "articles/site", "layouts", "assets/built", ".", ".."])
def test_the_site_is_never_written_over_what_it_is_made_of(moon: Archive, where: str) -> None:
    moon.layout("about.html", "{% extends 'base.html' %}").asset("extra.svg", b"<svg/>")
    before = tree(moon.root)
    answer = plain(moon.run("build", "--output", str(moon.root / where)))
    assert answer.status == 1
    assert tree(moon.root) == before


def test_a_file_where_the_site_should_be_is_refused(moon: Archive, tmp_path: Path) -> None:
    (tmp_path / "site.txt").write_text("mine", "utf-8")
    assert plain(moon.run("build", "--output", str(tmp_path / "site.txt"))).status == 1
    assert (tmp_path / "site.txt").read_text("utf-8") == "mine"


def test_an_output_of_ones_own_is_made_with_its_parents(moon: Archive, tmp_path: Path) -> None:
    assert plain(moon.run("build", "--output", str(tmp_path / "a" / "b" / "out"))).status == 0
    assert "moon/index.html" in tree(tmp_path / "a" / "b" / "out")
    assert not moon.site.exists()


def test_an_empty_folder_may_become_the_site(moon: Archive, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert plain(moon.run("build", "--output", str(tmp_path / "out"))).status == 0
    assert "moon/index.html" in tree(tmp_path / "out")


def test_an_output_that_is_a_link_to_a_folder_is_built_and_leaves_nothing_beside(moon: Archive, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    try:
        moon.site.symlink_to(tmp_path / "real", target_is_directory=True)
    except OSError:
        pytest.skip("no symbolic links here")
    for title in ("On the Moon", "On Another Moon"):
        moon.write("moon.md", title=title)
        assert plain(moon.run("build")).status == 0
        assert title in moon.text("moon/")
    assert sorted(path.name for path in moon.root.iterdir()) == [".seealso", "articles", "site"]


# --- options -------------------------------------------------------------------------------------------------


def test_articles_may_lie_elsewhere(moon: Archive, tmp_path: Path) -> None:
    other = Archive(tmp_path / "other").write("tide.md", "![x](sea.svg)", title="Tide").raw("sea.svg", "<svg/>")
    assert plain(moon.run("build", "--articles", str(other.articles))).status == 0
    files = moon.site_files()
    assert "tide/index.html" in files
    assert "moon/index.html" not in files
    told = [
        name
        for name, content in files.items()
        if str(tmp_path).strip("/").encode() in content or str(tmp_path).strip("/") in name
    ]
    assert told == []


def test_a_relative_output_belongs_to_the_folder_where_it_is_typed(
    moon: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    assert plain(moon.run("build", "--output", "out")).status == 0
    assert (tmp_path / "desk" / "out" / "index.html").is_file()


def test_base_url_stands_before_the_setting(moon: Archive) -> None:
    moon.settings(base_url="https://old.example.com/").build("--base-url", "https://example.com/notes")
    assert moon.status == 0
    assert "https://example.com/notes/moon/" in moon.text("sitemap.xml")
    assert [name for name, content in moon.site_files().items() if b"old.example.com" in content] == []


def test_build_py_is_the_same_program(moon: Archive) -> None:
    answer = plain(run_apart("--root", str(moon.root), "--quiet"))
    assert (answer.status, answer.out, answer.err) == (0, "", "")
    files = moon.site_files()
    shutil.rmtree(moon.site)
    assert moon.build(search=True).site_files() == files


def test_build_py_passes_the_exit_status_on(flawed: Archive) -> None:
    assert plain(run_apart("check", "--root", str(flawed.root))).status == 1
    assert plain(run_apart("biuld")).status == 2
    assert plain(run_apart("--version")).status == 0


def test_a_terminal_that_knows_ascii_only_is_no_reason_to_fall_over(archive: Archive) -> None:
    archive.write("moon.md", "See my article: Die Gärten des Königs.", title="Über den Mond")
    answer = plain(
        run_apart("check", "--root", str(archive.root), environment={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    )
    assert answer.status == 1
    assert "dangling-reference" in answer.out

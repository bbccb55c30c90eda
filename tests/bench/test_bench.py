"""The benchmark's archive and its table; no time is judged here."""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.bench import bench, corpus, peers
from tests.harness import REPOSITORY, run

SIZE = 120


@pytest.fixture(scope="module")
def archive() -> tuple[corpus.Article, ...]:
    return corpus.generate(SIZE)


def whole(tool: peers.Tool, archive: tuple[corpus.Article, ...]) -> list[str]:
    return [tool.text(article, archive) for article in archive]


# --- the archive -----------------------------------------------------------------------------------------------------


def test_the_same_seed_makes_the_same_archive_in_another_process(archive: tuple[corpus.Article, ...]) -> None:
    code = f"from tests.bench import corpus; print(ascii(corpus.generate({SIZE})))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True, check=True, encoding="utf-8", timeout=60,
    )  # fmt: skip
    assert done.stdout.strip() == ascii(archive)


def test_another_seed_makes_another_archive(archive: tuple[corpus.Article, ...]) -> None:
    assert not {article.title for article in archive} >= {article.title for article in corpus.generate(SIZE, seed=2)}


def test_the_words_of_an_article_do_not_depend_on_the_size_of_the_archive(archive: tuple[corpus.Article, ...]) -> None:
    def headings(article: corpus.Article) -> list[str]:
        return re.findall("^## .*", article.body(lambda _: ""), flags=re.MULTILINE)

    for small, large in zip(archive, corpus.generate(2 * SIZE), strict=False):
        assert (small.title, small.date, small.topics, small.summary) == (
            large.title,
            large.date,
            large.topics,
            large.summary,
        )
        assert headings(small) == headings(large)


def test_articles_are_about_6400_bytes_long(archive: tuple[corpus.Article, ...]) -> None:
    assert 6200 < statistics.mean(len(text.encode()) for text in whole(peers.Seealso(), archive)) < 6600


def test_every_article_has_three_to_five_references_to_others_none_twice(archive: tuple[corpus.Article, ...]) -> None:
    for article in archive:
        targets = [reference.target for reference in article.references]
        assert 3 <= len(targets) <= 5
        assert len(set(targets)) == len(targets)
        assert article.number not in targets


def test_half_of_the_references_are_prose(archive: tuple[corpus.Article, ...]) -> None:
    references = [reference for article in archive for reference in article.references]
    assert sum(reference.prose for reference in references) / len(references) == pytest.approx(0.5, abs=0.05)


def test_a_few_articles_are_referred_to_very_often_and_some_never(archive: tuple[corpus.Article, ...]) -> None:
    counts = Counter(reference.target for article in archive for reference in article.references)
    assert counts.most_common(1)[0][1] > 4 * counts.total() / SIZE
    assert len(counts) < SIZE


def test_articles_have_one_to_three_of_twenty_topics(archive: tuple[corpus.Article, ...]) -> None:
    assert {len(article.topics) for article in archive} == {1, 2, 3}
    assert len({topic for article in archive for topic in article.topics}) == len(corpus.TOPICS) == 20


@pytest.mark.parametrize(
    "mark", [r"^## ", r"^- ", r"^> ", r"\*\w+ \w+\*", r"\]\([a-z0-9-]+\.md\)", r"\(see my article: [A-Z]"]
)
def test_most_articles_hold_each_kind_of_markup(archive: tuple[corpus.Article, ...], mark: str) -> None:
    texts = whole(peers.Seealso(), archive)
    assert sum(bool(re.search(mark, text, flags=re.MULTILINE)) for text in texts) > 0.9 * SIZE


def test_no_two_articles_share_a_title_or_an_address() -> None:
    large = corpus.generate(2000)
    assert len({article.title for article in large}) == len({article.slug for article in large}) == 2000


def test_an_archive_of_one_article_refers_to_nothing() -> None:
    assert corpus.generate(1)[0].references == ()


def test_seealso_finds_every_reference_and_has_nothing_to_complain_about(
    archive: tuple[corpus.Article, ...], tmp_path: Path
) -> None:
    peers.Seealso().write(tmp_path, archive)
    done = run("build", "--root", str(tmp_path), "--format", "json", "--jobs", "1")
    assert json.loads(done.out)["problems"] == []
    graph = json.loads((tmp_path / "site" / "graph.json").read_text(encoding="utf-8"))
    notations = {True: "prose", False: "link"}
    wanted = sorted((a.slug, archive[r.target].slug, notations[r.prose]) for a in archive for r in a.references)
    assert sorted((edge["source"], edge["target"], edge["notation"]) for edge in graph["edges"]) == wanted


@pytest.mark.parametrize("peer", peers.PEERS)
def test_a_peer_gets_the_same_references_as_links(
    archive: tuple[corpus.Article, ...], peer: type[peers.Tool], tmp_path: Path
) -> None:
    tool = peer(["program"])
    tool.write(tmp_path, archive)
    for article in archive:
        text = tool.source(tmp_path, article).read_text(encoding="utf-8")
        links = [Path(re.sub(r"\{.*\}", "", link)).stem for link in re.findall(r"\]\(([^)]*)\)", text)]
        assert links == [archive[reference.target].slug for reference in article.references]


# --- the table -------------------------------------------------------------------------------------------------------


def row(tool: str, *seconds: list[float], memory: float | None = None, failure: str = "") -> bench.Row:
    return bench.Row(tool, "1.2", 100, dict(zip(bench.KINDS, seconds, strict=True)), memory, failure)


def test_the_table_holds_medians_and_what_seealso_takes_of_each_peers_time() -> None:
    ours = row("seealso", [1.0, 9.0, 2.0], [1.0], [0.5], [1.0], [2.0], memory=50)
    theirs = row("pelican", [4.0], [2.0], [2.0, 4.0], [4.0], [], memory=200)
    lines = bench.table([ours, theirs]).splitlines()
    assert lines[2] == "| 100 | seealso 1.2 | 2.00 | 1.00 | 0.50 | 1.00 | 2.00 | 50 |"
    assert lines[3] == "| 100 | pelican 1.2 | 4.00 | 2.00 | 3.00 | 4.00 |  | 200 |"
    assert lines[7] == "| 100 | pelican 1.2 | 0.50 | 0.50 | 0.17 | 0.25 |  | 0.25 |"
    assert len({line.count("|") for line in lines if line}) == 1


def test_the_table_says_who_failed() -> None:
    ours, theirs = (row(name, [1.0], [1.0], [1.0], [1.0], [1.0]) for name in ("seealso", "hugo"))
    theirs.failure = "exit status 1"
    lines = bench.table([ours, theirs]).splitlines()
    assert lines[3] == "| 100 | hugo 1.2 | failed | failed | failed | failed | failed | failed |"
    assert lines[7] == "| 100 | hugo 1.2 |  |  |  |  |  |  |"


def test_memory_is_that_of_a_process_and_its_children() -> None:
    child = "import time; x = b'x' * 40_000_000; time.sleep(0.4)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    with bench.Memory() as memory, subprocess.Popen([sys.executable, "-c", code]) as process:
        memory.watch(process.pid)
        process.wait()
    assert memory.peak is None if sys.platform != "linux" else 40 < (memory.peak or 0) < 400


# --- the command -----------------------------------------------------------------------------------------------------


def test_without_any_peer_our_own_figures_are_printed_and_the_missing_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert bench.main(["--sizes", "25", "--rounds", "1", "--jobs", "1"]) == 0
    printed = capsys.readouterr().out
    assert re.search(r"^\| 25 \| seealso \S+ (\| \d+\.\d\d ){5}\|", printed, flags=re.MULTILINE)
    assert "left out: pelican, eleventy, hugo, mkdocs." in printed


def test_a_peer_that_fails_is_left_out_with_what_it_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = tmp_path / "broken.py"
    script.write_text("import sys; sys.exit('no such theme')", encoding="utf-8")
    tool = peers.Hugo([sys.executable, str(script)])
    rows = list(bench.measure([tool], [5], 1, tmp_path / "work"))
    assert [(row.tool, row.failure) for row in rows] == [("hugo", "exit status 1 after 0 s: no such theme")]
    assert "hugo failed" in capsys.readouterr().err


def test_a_peer_that_leaves_out_a_page_fails(tmp_path: Path) -> None:
    tool = peers.Hugo([sys.executable, "-c", ""])
    rows = list(bench.measure([tool], [5], 1, tmp_path / "work"))
    assert rows[0].failure.startswith("there is no page of ")


def test_only_the_wanted_peers_are_chosen() -> None:
    given = {name: [name] for name in peers.PROGRAMS}
    tools, missing = bench.choose(["hugo", "mkdocs-dirty"], given, None, None)
    assert [tool.name for tool in tools] == ["seealso", "hugo", "mkdocs-dirty"]
    assert not missing


def test_a_peer_is_found_in_a_folder_of_environments(tmp_path: Path) -> None:
    program = tmp_path / "v-pelican" / "bin" / "pelican"
    program.parent.mkdir(parents=True)
    program.touch()
    assert peers.find("pelican", {}, tmp_path) == [str(program)]


def test_a_given_command_goes_before_what_is_found(tmp_path: Path) -> None:
    given = dict([peers.parse_command("eleventy=npx eleventy")])
    assert peers.find("eleventy", given, tmp_path) == ["npx", "eleventy"]


@pytest.mark.parametrize(
    "wrong",
    [["--only", "nobody"], ["--peer", "nobody=x"], ["--peer", "hugo"], ["--sizes", "many"], ["--rounds", "0"]],
)
def test_a_command_that_makes_no_sense_is_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        bench.main(wrong)
    assert ended.value.code == 2
    assert wrong[0] in capsys.readouterr().err

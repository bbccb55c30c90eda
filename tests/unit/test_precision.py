"""The promise of precision, on labelled sentences of every shape."""

from __future__ import annotations

import json
import runpy
from collections import Counter
from pathlib import Path

import pytest

from seealso import text
from seealso.model import Notation
from tests.harness import REPOSITORY
from tests.unit import fixtures, scoring
from tests.unit.scoring import Answer

ROWS = scoring.load()


@pytest.fixture(scope="module")
def answers() -> list[Answer]:
    return scoring.answers(ROWS)


def _counted(answers: list[Answer]) -> list[Answer]:
    return [answer for answer in answers if not answer.row.get("either")]


def test_at_most_one_link_in_two_hundred_is_wrong(answers: list[Answer]) -> None:
    wrong = [(answer.row["id"], answer.wrong) for answer in _counted(answers) if answer.wrong]
    assert scoring.total(answers).precision >= 0.995, wrong


def test_hardly_a_title_is_missed(answers: list[Answer]) -> None:
    missed = [(answer.row["id"], answer.missed) for answer in _counted(answers) if answer.missed]
    assert scoring.total(answers).recall >= 0.97, missed


PARTS = {"elision", "series-later"}
"""Forms in which a part is named by its number."""


def test_the_sentences_are_many_and_none_stands_twice() -> None:
    assert [ident for ident, count in Counter(row["id"] for row in ROWS).items() if count > 1] == []
    assert [words for words, count in Counter(row["text"] for row in ROWS).items() if count > 1] == []
    assert len(ROWS) > 450
    assert len({row["form"] for row in ROWS}) > 60


def test_a_title_that_is_only_likely_is_reported_with_its_candidate(answers: list[Answer]) -> None:
    assert [(answer.row["id"], answer.unsuggested) for answer in answers if answer.unsuggested] == []


def test_each_link_in_prose_is_the_title_and_no_word_more(answers: list[Answer]) -> None:
    names = {row: {text.words(row)} for row in {title for answer in answers for title in answer.found}}
    for row in ROWS:
        for alias, title in row.get("aliases", {}).items():
            names.setdefault(title, set()).add(text.words(alias))
    strange = []
    for answer in answers:
        slugs = {text.slugify(title): names[title] for title in answer.found}
        labels = [(e.context.label, slugs[e.target]) for e in answer.linked.edges if e.notation is Notation.PROSE]
        strange += [
            label for label, known in labels if answer.row["form"] not in PARTS and text.words(label) not in known
        ]
        strange += [label for label, _ in labels if label.count("(") != label.count(")")]
    assert strange == []


def test_the_html_of_every_sentence_is_whole(answers: list[Answer]) -> None:
    assert [(a.row["id"], fault) for a in answers if (fault := fixtures.unbalanced(a.linked.html))] == []
    changed = [
        a.row["id"] for a in answers if fixtures.without_links(a.linked.html) != fixtures.without_links(a.document.html)
    ]
    assert changed == []


def test_every_problem_stands_in_the_text(answers: list[Answer]) -> None:
    for answer in answers:
        lines = answer.row["text"].split("\n")
        for problem in answer.problems:
            place = problem.location
            assert 1 <= place.line <= len(lines), answer.row["id"]
            assert place.column + place.length - 1 <= len(lines[place.line - 1]), answer.row["id"]


def test_the_bench_prints_each_form_and_what_was_missed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = {"form": "sentence-colon", "text": "See my article: On Tides.", "archive_extra": []}
    rows = [row | {"id": 1, "titles": ["On Tides"]}, row | {"id": 2, "titles": ["On Tides", "On Moons"]}]
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    main = runpy.run_path(str(REPOSITORY / "tests" / "bench" / "references.py"))["main"]
    status = main([str(file)])
    out = capsys.readouterr().out
    assert status == 1
    assert "sentence-colon" in out
    assert "missed: On Moons" in out
    assert "precision 1.0000, recall 0.6667" in out

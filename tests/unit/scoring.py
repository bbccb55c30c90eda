"""Precision and recall over labelled sentences, as tests/bench/references.py prints them and test_precision.py holds them.

A row is an article of its own; all titles of all rows make one archive, so that every title is a decoy for all other
rows. Counted are pairs of row and title. Rows where either answer is right count nowhere.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

from seealso import text, titles
from seealso.linking import Surroundings
from seealso.model import Article, Document, LinkedDocument, Slug, SourcePath
from seealso.problems import Problem
from seealso.stages import parse, resolve

SENTENCES = Path(__file__).resolve().parent.parent / "fixtures" / "references.jsonl"


class _Always(TypedDict):
    id: int
    form: str
    text: str
    titles: list[str]
    archive_extra: list[str]


class Row(_Always, total=False):
    """A labelled sentence."""

    aliases: dict[str, str]
    target_titles: list[str]
    self_title: str
    suggest: list[str]
    either: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What the program made of a row."""

    row: Row
    found: frozenset[str]
    document: Document
    linked: LinkedDocument
    problems: tuple[Problem, ...]

    @property
    def wanted(self) -> frozenset[str]:
        return frozenset([*self.row["titles"], *self.row.get("target_titles", ())])

    @property
    def missed(self) -> frozenset[str]:
        return self.wanted - self.found

    @property
    def wrong(self) -> frozenset[str]:
        return self.found - self.wanted

    @property
    def unsuggested(self) -> list[str]:
        """Titles that should have been proposed to the author and were not."""
        return [
            title
            for title in self.row.get("suggest", ())
            if not any(title in problem.hint for problem in self.problems)
        ]


@dataclass(slots=True)
class Score:
    right: int = 0
    wrong: int = 0
    missed: int = 0
    rows: int = field(default=0)

    def add(self, answer: Answer) -> None:
        self.rows += 1
        self.right += len(answer.wanted & answer.found)
        self.wrong += len(answer.wrong)
        self.missed += len(answer.missed)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def load(file: Path = SENTENCES) -> list[Row]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def archive(rows: Iterable[Row]) -> titles.TitleIndex:
    """An article without content for each title that any row names."""
    former: dict[str, list[str]] = defaultdict(list)
    names: dict[str, None] = {}
    for row in rows:
        for alias, title in row.get("aliases", {}).items():
            former[title].append(alias)
        for key in (row["titles"], row["archive_extra"], row.get("target_titles", []), row.get("suggest", [])):
            names.update(dict.fromkeys(key))
    return titles.build(_article(title, "A few words.", former[title]) for title in names)


def _article(title: str, body: str, aliases: Sequence[str] = (), name: str = "") -> Article:
    slug = Slug(name or text.slugify(title))
    return Article(SourcePath(f"articles/{slug}.md"), slug, title, body, 0, aliases=tuple(aliases))


def answers(rows: Sequence[Row]) -> list[Answer]:
    """What the stages make of each row."""
    around = Surroundings(archive(rows), {}, frozenset(), {})
    return [_answer(row, around) for row in rows]


def _answer(row: Row, around: Surroundings) -> Answer:
    own = row.get("self_title", "")
    article = _article(own or "Row", row["text"], name="" if own else f"row-{row['id']}")
    document = parse.document(article)
    linked, problems = resolve.link(article, document, around)
    found = frozenset(around.titles.articles[edge.target].title for edge in linked.edges)
    return Answer(row, found, document, linked, problems)


def total(found: Iterable[Answer]) -> Score:
    score = Score()
    for answer in found:
        if not answer.row.get("either"):
            score.add(answer)
    return score


def by_form(found: Iterable[Answer]) -> dict[str, Score]:
    scores: dict[str, Score] = {}
    for answer in found:
        if not answer.row.get("either"):
            scores.setdefault(answer.row["form"], Score()).add(answer)
    return scores

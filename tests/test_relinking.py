"""Links made anew after edits are those of an archive that is linked from the beginning, whatever is written there."""

from __future__ import annotations

import random

import pytest

from seealso import linkage, relinking, text
from seealso.linkage import Linkage, Request
from seealso.model import ReferenceGraph, SourcePath
from seealso.problems import ordered
from seealso.stages import graph, index
from tests.harness import Archive

NAMES = (
    "Rest", "Rest and Work", "On Rest", "Alpha: How It Began", "Alpha How It Began", "Alpha, Beta: Gamma Delta Epsilon",
    "Alpha, Beta Gamma", "What Is It?", "What Is It? Again", "Letting Go - Part 1", "Letting Go - Part 2", "Letting Go",
    "Letting Go - Part 1 and Part 2", "The Long Road to the Quiet Sea", "The Long Road to the Sea", "the rapist", "Therapist",
    "“Quoted” Words in It", "¿Qué es el duelo?", "Café Society & Co", "Cafe Society and Co", "A_b c d e f", "Straße nach Süden",
    "Is N't It Time", "Isn't It Time for Tea", "10 Ways to Rest Well", "Ten ... Ways", "Q", "Moon/Sun: A Tale of Two", "О горе",
    "Letters About Moons in Week 7", "Letters About Moons", "Letters, About Moons and Suns", "…", "A (Small) Thing of Beauty",
)  # fmt: skip
SHAPES = (
    "See my article: {}.", "It is so (see my article: {}).", "See my articles: {}, {} and {}.", "[[{}]] says it.",
    "[[{}#A Heading]]", "[[{}|other words]]", "![[{}]]", "In a prior article, {}, I said it.", 'See my post "{}."',
    "I wrote more in my article, *{}*, and in Part 2.", "[{}](note-3.md)", "[{}](note-4.md#a-heading)", "[words](/note-5/)",
    "I have written other articles about shame, including {} and {}.", "See my articles:\n\n- {}\n- {}\n", "my article on {}",
    "My previous article said it.", "In my next article, {}, I go on.", "See my articles {} - Parts 1 and 2.", "([{}](nowhere.md))",
    "See my articles: “{}” and **{}**; in Part 1.", "As I wrote in an earlier article, {}, it is.", "See my article {} today.",
    "Véase mi artículo: {}.", "See my articles: {} &amp; {}.", "see my article:   {}",
    "[[note-4]]", "[[note-6#A Heading]]", "[[note-7#^words]]", "![[note-8]]",
)  # fmt: skip


class Writer:
    """Someone who writes whatever may be written."""

    def __init__(self, archive: Archive, seed: int) -> None:
        self.archive, self.chance = archive, random.Random(seed)

    def name(self) -> str:
        name = self.chance.choice(NAMES)
        return self.chance.choice(
            (name, name, name, name.lower(), name.replace(":", ""), name.replace(" ", "  "), name + "!")
        )

    def write(self, number: int) -> SourcePath:
        chance = self.chance
        shapes = SHAPES[-4:] if number == 1 else SHAPES
        said = [chance.choice(shapes) for _ in range(chance.randint(0, 4))]
        body = "\n\n".join(shape.format(*(self.name() for _ in range(shape.count("{}")))) for shape in said)
        head: dict[str, object] = {"title": self.name()}
        if chance.random() < 0.3:
            head["aliases"] = [self.name(), *([self.name()] if chance.random() < 0.5 else [])]
        if chance.random() < 0.7:
            head["date"] = f"20{chance.randint(10, 12)}-03-0{chance.randint(1, 9)}"
        if number == 1:
            head["layout"] = "about"
        heading = "\n\n## A Heading\n\nWords." if chance.random() < 0.6 else ""
        self.archive.write(f"note-{number}.md", f"{body}{heading}", **head)
        return SourcePath(f"articles/note-{number}.md")


@pytest.mark.parametrize("seed", range(12))
def test_any_edits(archive: Archive, seed: int) -> None:
    writer = Writer(archive, seed)
    for number in range(24):
        writer.write(number)
    request = Request(archive.root, archive.articles)
    known = linkage.link(request)
    again = 0
    for _ in range(12):
        edited = {writer.write(number) for number in writer.chance.sample(range(24), writer.chance.randint(1, 2))}
        texts = {path: (archive.root / path).read_text("utf-8") for path in edited}
        clean = linkage.link(request)
        found = relinking.relinked(known, _graph(known), request, texts)
        if found is not None:
            again += len(found.seen) - len(texts)
            assert _all_of(found.after) == _all_of(clean), texts
        known = clean
    assert again


def _graph(known: Linkage) -> ReferenceGraph:
    articles = [article for article in known.articles if not article.standing]
    return graph.graph(articles, known.linked, {})


def _all_of(known: Linkage) -> object:
    return known.linked, ordered(known.problems), known.around.titles, known.around.anchors


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alpha: How It Began", "alpha how it began, and"),
        ("What?", "what ... is"),
        ("Café", "cafe\u0301 society"),
        ("x_a", "x _a"),
        ("Rest & Work", "rest and work"),
        ("\u0130stanbul and the Quiet Sea", "i\u0307stanbul and more"),
        ("…", "anything"),
    ],
)
def test_what_may_be_the_same_begins_alike(one: str, other: str) -> None:
    left, right = text.beginning(one), text.beginning(other)
    assert left.startswith(right) or right.startswith(left)


def test_what_a_glance_tells_is_what_the_tokens_tell() -> None:
    for name in NAMES:
        whole = text.beginning(f"{name} and much more of it, until the end of the day")
        slow = text.beginning(f"{name} and much more of it, until the end of the day\u00e9 _", 0)
        assert whole.startswith(slow) or slow.startswith(whole)


def test_clashes_are_what_the_index_says_of_names(archive: Archive) -> None:
    archive.write("one.md", title="Same").write("two.md", title="Same").write("three.md", title="T", aliases=["Same"])
    found = {problem.code for problem in linkage.link(Request(archive.root, archive.articles)).problems}
    assert found <= index.CLASHES
    assert len(found) == 2

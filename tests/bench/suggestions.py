"""How much of what `suggest` shows first is right, how much of what there is it finds, and how long it takes.

    python tests/bench/suggestions.py [--size N] [--list SET]

Three labelled archives. In two of them the words for referring are taken out before known references ("see my article:"), so
that the titles stay as mentions: the *sample* archive, and the labelled *sentences* of tests/fixtures/references.jsonl, each
an article, with the titles of all others as decoys. In the *synthetic* archive of N articles (1,000) mentions are planted in
many forms, and decoys: books of the same title, longer names, sentences that happen to be a title. Right is a pair of article
and title that was planted; all else is wrong. Exit status 1 where one of the first 20 is wrong, or it takes over a minute.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from seealso import edits, markup, places, text
from seealso.edits import Edit
from seealso.linkage import Linkage, Request, link
from seealso.model import Article, Notation, Slug
from seealso.suggest import command
from seealso.suggest.ranking import Suggestion
from seealso.suggest.telling import as_text
from tests.bench import corpus, peers
from tests.unit import scoring

REPOSITORY = Path(__file__).resolve().parents[2]
TOPS = (20, 50, 100)
MINUTE = 60.0
Pair = tuple[Slug, Slug]

MENTIONS = (
    "That is what {T} is about.", "There is more of this in {T}, and more again in the second half of it.", "I told it once ({T}).",
    "All of that stands in “{T}.”", "It was *{T}* that began it.", '"{T}" goes into this at length.', "{T} goes into this at length.",
    "Of this I have told in **{T}**, years ago.", "As my leaflet {T} has it, nothing is lost.", "- {T}\n- and so on",
)  # fmt: skip
LONG_MENTIONS = ("I asked about this in {t}, as some will recall.",)
"""For titles of five words or more."""
DECOYS = (
    "The film *{T}* was on that night.", "Her book, *{T}*, lay on the sill.", "We read *{T}* by Edith Varley aloud.",
    "The {T} Society met on Mondays.", "They sailed on the Greater {T} that year.", "She gave me *{T}: A Novel in Four Parts*.",
    "We looked at `{T}` again.", "### {T}\n\nSo much for that.", "The song “{T}” (1974) was in the air.", "It was Edith's {T} that won.",
    "In my last article, {T} went missing without a word.", "They call it *the other {T}*.",
)  # fmt: skip
SHORT_DECOYS = (
    "There were {t} wherever one looked.",
    "{S}, as they say, and went on.",
    "It was *{t}* all the way.",
    '"{S}," she said.',
)
"""For titles of two words."""


class Labelled(Struct, frozen=True):
    """An archive of which it is known what should be found."""

    name: str
    request: Request
    planted: frozenset[Pair]
    open: frozenset[Pair] = frozenset()
    """Pairs of which either answer is right; they count nowhere."""


class Measured(Struct, frozen=True):
    labelled: Labelled
    linkage: Linkage
    mentions: tuple[Suggestion, ...]
    seconds: float

    @property
    def counted(self) -> list[Suggestion]:
        return [one for one in self.mentions if (one.source, one.target) not in self.labelled.open]

    def right(self, one: Suggestion) -> bool:
        return (one.source, one.target) in self.labelled.planted

    def precision(self, top: int | None = None) -> float:
        first = self.counted[:top]
        return sum(map(self.right, first)) / len(first) if first else 1.0

    def recall(self) -> float:
        return sum(map(self.right, self.counted)) / len(self.labelled.planted)


def measure(labelled: Labelled) -> Measured:
    """All that the command does, without printing."""
    begun = time.perf_counter()
    request = replace(labelled.request, every_passage=True, jobs=None)
    linkage = link(request)
    found = command.findings(linkage, request)
    as_text(found, 20, "")
    return Measured(labelled, linkage, found.mentions, time.perf_counter() - begun)


# --- the labelled archives -----------------------------------------------------------------------------------


def sample() -> Labelled:
    """The sample archive without its "see my article"."""
    return stripped("sample", Request(REPOSITORY, REPOSITORY / "articles"))


def sentences(folder: Path) -> Labelled:
    """The labelled sentences, each an article, beside an article for each title."""
    rows = scoring.load()
    for row in rows:
        if not row.get("self_title"):
            peers.put(
                folder / "articles" / "rows" / f"row-{row['id']}.md",
                f"---\ntitle: Row {row['id']}\n---\n\n{row['text']}\n",
            )
    for slug, article in scoring.archive(rows).articles.items():
        head = f"---\ntitle: {json.dumps(article.title)}\naliases: {json.dumps(article.aliases)}\n---\n"
        peers.put(folder / "articles" / f"{slug}.md", f"{head}\nA few words.\n")
    either = frozenset(
        (Slug(f"row-{row['id']}"), Slug(text.slugify(title)))
        for row in rows
        for title in [*row.get("suggest", ()), *((*row["titles"], *row["archive_extra"]) if row.get("either") else ())]
    )
    return replace(stripped("sentences", Request(folder, folder / "articles")), open=either)


def stripped(name: str, request: Request) -> Labelled:
    """An archive with the words for referring taken out before each title that they refer to, in memory."""
    linkage = link(replace(request, every_passage=True))
    changes = [edit for article in linkage.articles for edit in _leads(linkage, article)]
    unsaved = {
        path: edits.edited(
            linkage.sources[path], [e for n, e in enumerate(made) if not n or made[n - 1].end <= e.start]
        )
        for path, made in edits.by_path(changes).items()
    }
    changed = replace(request, unsaved=unsaved)
    return Labelled(name, changed, frozenset(_pairs(linkage) - _pairs(link(changed))))


def _pairs(linkage: Linkage) -> set[Pair]:
    return {(edge.source, edge.target) for linked in linkage.linked.values() for edge in linked.edges}


def _leads(linkage: Linkage, article: Article) -> Iterator[Edit]:
    """The words of each lead, and those between it and the title; a sentence gets others for them."""
    document, content = linkage.documents[article.slug], linkage.sources[article.path]
    linked = linkage.linked[article.slug]
    for edge, spot in zip(linked.edges, linked.spots, strict=True):
        passage = document.passages[spot.passage]
        before = [lead for lead in passage.leads if lead.end <= spot.start]
        if edge.notation is not Notation.PROSE or not before:
            continue
        flat = markup.flatten(document.html[passage.start : passage.end]).text
        offset = edits.line_start(content, passage.first_line)
        lead = places.extent(article.lines, passage, flat, before[-1].start, before[-1].end)
        title = places.extent(article.lines, passage, flat, spot.start, spot.end)
        if lead and title:
            between = content[offset + lead[1] : offset + title[0]]
            keep = len(between) - len(between.rstrip("*_\"“„«'‘"))
            instead = "" if content[offset + lead[0] - 1 : offset + lead[0]] == "(" else "As told in "
            yield Edit(article.path, offset + lead[0], offset + title[0] - keep, instead)


def synthetic(folder: Path, size: int) -> Labelled:
    """Every second reference in prose made a mention, and every fourth a decoy."""
    archive = corpus.generate(size)
    planted: set[Pair] = set()
    for article in archive:
        spelled = {
            id(r): _spelled(article, n, archive[r.target], planted) for n, r in enumerate(article.references) if r.prose
        }

        def spell(reference: corpus.Reference, spelled: Mapping[int, str] = spelled) -> str:
            target = archive[reference.target]
            return spelled.get(id(reference), f"[{reference.words}](/{target.slug}/)")

        head = f"---\ntitle: {json.dumps(article.title)}\ndate: {article.date}\ntopics: {json.dumps(article.topics)}\n---\n\n"
        peers.put(folder / "articles" / f"{article.slug}.md", head + article.body(spell))
    return Labelled(f"synthetic {size:,}", Request(folder, folder / "articles"), frozenset(planted))


def _spelled(article: corpus.Article, number: int, target: corpus.Article, planted: set[Pair]) -> str:
    turn = (article.number * 5 + number) % 4
    if turn == 0:
        return f"(see my article: {target.title})"
    count = text.count_words(target.title)
    if turn == 1:
        forms: Sequence[str] = DECOYS if count > 2 else (*DECOYS, *SHORT_DECOYS * 3)
    else:
        forms = (*MENTIONS, *(LONG_MENTIONS if count >= 5 else ()))
        planted.add((Slug(article.slug), Slug(target.slug)))
    form = forms[(article.number * 7 + number) % len(forms)]
    small = target.title.lower()
    return "\n\n" + form.format(T=target.title, t=small, S=small[0].upper() + small[1:]) + "\n\n"


# --- the table -----------------------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Precision, recall and time of `suggest`.")
    parser.add_argument(
        "--size", type=int, default=1000, metavar="N", help="articles of the synthetic archive (default: 1000)"
    )
    parser.add_argument(
        "--list", default="", metavar="SET", help="print what is wrong and what is missed in one of the archives"
    )
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        made = (sample(), sentences(Path(folder) / "sentences"), synthetic(Path(folder) / "synthetic", options.size))
        measured = [measure(labelled) for labelled in made]
    print(
        f"{'archive':<18}{'articles':>9}{'planted':>9}{'shown':>7}"
        + "".join(f"{f'first {top}':>11}" for top in TOPS)
        + f"{'all':>7}{'recall':>8}{'seconds':>9}"
    )
    for one in measured:
        print(_row(one))
        if options.list and one.labelled.name.startswith(options.list):
            _print_faults(one)
    return int(any(one.precision(20) < 1 or one.seconds > MINUTE for one in measured))


def _row(one: Measured) -> str:
    tops = "".join(f"{one.precision(top):>11.3f}" for top in TOPS)
    numbers = f"{len(one.linkage.articles):>9,}{len(one.labelled.planted):>9,}{len(one.mentions):>7,}"
    return f"{one.labelled.name:<18}{numbers}{tops}{one.precision():>7.3f}{one.recall():>8.3f}{one.seconds:>9.2f}"


def _print_faults(one: Measured) -> None:
    for number, mention in enumerate(one.counted, 1):
        if not one.right(mention):
            passage = one.linkage.documents[mention.source].passages[mention.passage]
            words = markup.plain(one.linkage.documents[mention.source].html[passage.start : passage.end])
            print(
                f"   wrong {number} {mention.score:.2f} {mention.manner.name} {mention.source} -> {mention.target}: {words[:160]!r}"
            )
    found = {(mention.source, mention.target) for mention in one.mentions}
    for source, target in sorted(one.labelled.planted - found):
        body = "\n".join(one.linkage.titles.articles[source].lines[-6:])
        print(f"   missed {source} -> {target}: {body[:160]!r}")


if __name__ == "__main__":
    sys.exit(main())

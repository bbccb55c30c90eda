"""Which mentions could be links, the surest first.

The score is a product of four numbers from 0 to 1, each of which an author could check by eye:

- how the title is written at the place (`wording.Manner`): marked and in capitals 1, in small letters 0.3;
- how distinctive its words are: 1 - 2^(-bits/6), where each word that is not small brings as many bits as it is rare
  in the archive (`Rarity`), but never more than six; one rare word makes a half, five make almost 1;
- its share: of the other articles in which these words stand, the part in which they are written as a title or linked
  (and one more). What is a phrase of everyday use in this archive sinks here, however it is written at one place;
- whether the two articles have a topic in common: if not, 0.9.

Less than `ENOUGH` is not shown at all. `tests/bench/suggestions.py` measures what that is worth.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from seealso import text
from seealso.linkage import Linkage
from seealso.model import Slug, SourcePath
from seealso.notations.language import Language
from seealso.suggest import sightings, wording
from seealso.suggest.sightings import Sighting
from seealso.suggest.wording import Manner

ENOUGH = 0.25
BITS_OF_HALF = 6
"""Bits that make a title as likely as not to be no accident."""
MOST_BITS = 6
"""Bits that one word may bring: however rare, it does not make a title by itself."""
LEAST_BITS = 2
"""What one brings at least in a title that is written as one: ordinary words, but chosen and put in capitals."""
_UNSEEN = 200
"""Articles without any of the words that are thought beside the archive, so that a small one tells rare words too."""
_BEFORE = 80
"""Characters before a mention that are kept, for the words that lead up to it."""
_WORD = re.compile(r"[^\W\d_][\w'’]*")


class Suggestion(Struct, frozen=True):
    """A mention of an article that could be a link to it."""

    source: Slug
    path: SourcePath
    passage: int
    start: int
    end: int
    """Offsets of the title's words in the text of that passage of the document."""
    target: Slug
    manner: Manner
    before: str
    """What stands before it in the passage, as far as that is kept."""
    score: float


class _Usage(Struct):
    """Of one title, the articles in which its words are written as a title, and those in which they are just words."""

    titled: set[Slug] = field(default_factory=set)
    plain: set[Slug] = field(default_factory=set)

    def share(self, aside: Slug) -> float:
        """The part of the articles in which the words are a title, that one aside; 1 where nothing is known."""
        titled = len(self.titled - {aside}) + 1
        return titled / (titled + len(self.plain - self.titled - {aside}))


class Rarity:
    """How much the words of a title say: the rarer in the archive, the more."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._articles: Counter[str] = Counter()
        self._size = _UNSEEN
        for content in texts:
            self._size += 1
            self._articles.update({*_WORD.findall(sightings.fold(content))})

    def bits(self, title: str, table: Language, least: float) -> float:
        """The bits of a title: for each different word that is not small, how far it is from being in every article."""
        large = {word for word in _WORD.findall(sightings.fold(title)) if word not in table.small}
        rare = (math.log2((self._size + 1) / (self._articles[word] + 1)) for word in sorted(large))
        return sum(max(least, min(bits, MOST_BITS)) for bits in rare)

    def distinct(self, title: str, table: Language, least: float) -> float:
        """The same as a number from 0 to 1."""
        return float(1 - 2 ** (-self.bits(title, table, least) / BITS_OF_HALF))


def suggestions(linkage: Linkage) -> tuple[Suggestion, ...]:
    """The mentions that could be links, by falling score; of each article in another one only the likeliest mention."""
    rarity = Rarity(sightings.words_of(document.html) for document in linkage.documents.values())
    usage, found = _mentions(linkage, rarity)
    best: dict[tuple[Slug, Slug], Suggestion] = {}
    for one in found:
        score = round(one.score * usage[one.target].share(one.source), 4)
        known = best.get((one.source, one.target))
        if score >= ENOUGH and (known is None or score > known.score):
            best[one.source, one.target] = replace(one, score=score)
    return tuple(sorted(best.values(), key=lambda s: (-s.score, s.path, s.passage, s.start)))


def _mentions(linkage: Linkage, rarity: Rarity) -> tuple[Mapping[Slug, _Usage], list[Suggestion]]:
    """How each title is used, and its mentions, scored without regard to that."""
    usage: dict[Slug, _Usage] = defaultdict(_Usage)
    found: list[Suggestion] = []
    targets = {slug: {edge.target for edge in linked.edges} for slug, linked in linkage.linked.items()}
    for sighting in sightings.scan(linkage):
        source, target = sighting.article.slug, sighting.target
        written = wording.manner(sighting)
        if source != target or sighting.entry.word_count == 1:
            kind = usage[target].titled if sighting.linked or written.titled else usage[target].plain
            kind.add(source)
        if not sighting.linked and target not in targets[source] | {source} and wording.may_be_meant(sighting, written):
            found.append(_suggestion(sighting, written, linkage, rarity))
    return usage, [one for one in found if _names(one, usage[one.target], linkage)]


def _names(one: Suggestion, usage: _Usage, linkage: Linkage) -> bool:
    """Whether a title of one word is a name, which is never written in small letters; longer ones are."""
    return not usage.plain or text.count_words(linkage.titles.articles[one.target].title) > 1


def _suggestion(sighting: Sighting, written: Manner, linkage: Linkage, rarity: Rarity) -> Suggestion:
    article, match = sighting.article, sighting.match
    topics = {*article.topics} & {*linkage.titles.articles[sighting.target].topics}
    least = LEAST_BITS if written.titled else 0
    score = written.value * rarity.distinct(sighting.entry.title, sighting.table, least) * (1 if topics else 0.9)
    before = sighting.content[max(match.start - _BEFORE, 0) : match.start]
    place = (article.slug, article.path, sighting.number, match.start, match.end)
    return Suggestion(*place, sighting.target, written, before, score)

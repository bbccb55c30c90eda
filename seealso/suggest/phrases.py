"""Words for referring that seealso does not know yet: "my leaflet" before titles that are not read as references.

A noun is reported only if references would come of it: the passages are read again with the noun added, by the same
code that reads all references, and at least two titles must then be linked.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from seealso import markup
from seealso.linkage import Linkage
from seealso.model import Resolved
from seealso.notations import leads, prose, tongues
from seealso.notations.language import Language
from seealso.suggest.ranking import Suggestion
from seealso.suggest.wording import WORKS

AT_LEAST = 2
"""Mentions that a noun has to turn into references."""


class Phrase(Struct, frozen=True):
    """A way of referring that is not read as one, for want of its noun."""

    words: str
    """As it is written most often: "my leaflet"."""
    noun: str
    """As the setting wants it: "leaflet, leaflets"."""
    mentions: tuple[Suggestion, ...]
    """What would be linked if the noun were known."""


def phrases(linkage: Linkage, suggestions: Iterable[Suggestion]) -> tuple[Phrase, ...]:
    """The phrases whose nouns would make references, those that make most of them first."""
    spoken: dict[str, Counter[str]] = defaultdict(Counter)
    behind: dict[str, list[Suggestion]] = defaultdict(list)
    for one in suggestions:
        table = linkage.table(linkage.titles.articles[one.source])
        found = _phrase(table, one.before) if one.manner.titled else None
        if found:
            words, noun = found
            spoken[noun][words] += 1
            behind[noun].append(one)
    made = [Phrase(_commonest(spoken[noun]), noun, tuple(_linked(linkage, noun, behind[noun]))) for noun in behind]
    return tuple(sorted((p for p in made if len(p.mentions) >= AT_LEAST), key=lambda p: (-len(p.mentions), p.noun)))


@lru_cache(maxsize=8)
def _pattern(table: Language) -> re.Pattern[str]:
    """A noun phrase of the author's at the end of a text, and what leads on from it to a title."""
    summoned = (
        rf"{leads.any_of(table.summons)}\s+(?:{leads.any_of(table.softeners)},?\s+)*{leads.any_of(table.determiners)}"
    )
    return re.compile(
        rf"(?:^|(?<=[^\w-]))(?:{summoned}|{leads.any_of((*table.possessives, *table.elsewhere))})\s+"
        rf"(?:{leads.any_of(table.adjectives)}\s+){{0,3}}(?P<noun>[^\W\d_]{{3,}})"
        rf"(?:\s*[:,(]\s*|\s+{leads.any_of(table.titled)}\s*[:,]?\s*|\s+)[\"“„«‹'‘(]*$",
        re.IGNORECASE,
    )


def _phrase(table: Language, before: str) -> tuple[str, str] | None:
    """The phrase that leads up to a mention and its noun as a setting; None where there is none, or it is known."""
    match = _pattern(table).search(before)
    if match is None:
        return None
    noun = match["noun"].lower()
    known = {form for pair in table.nouns for form in pair}
    if noun in known | WORKS | {*table.adjectives, *table.determiners, *table.elsewhere}:
        return None
    words = " ".join(before[match.start() : match.end("noun")].lower().split())
    return words, _forms(noun)


def _forms(noun: str) -> str:
    """Singular and plural, whichever of them was written; by the rules of English, which the author may mend."""
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return f"{_singular(noun)}, {noun}"
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return f"{noun}, {noun}es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return f"{noun}, {noun[:-1]}ies"
    return f"{noun}, {noun}s"


def _singular(plural: str) -> str:
    if plural.endswith("ies"):
        return f"{plural[:-3]}y"
    if plural.endswith(("sses", "xes", "zes", "ches", "shes")):
        return plural[:-2]
    return plural[:-1]


def _commonest(spoken: Counter[str]) -> str:
    return min(spoken, key=lambda words: (-spoken[words], words))


def _linked(linkage: Linkage, noun: str, mentions: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """The mentions that would be references if the noun were known."""
    own = replace(linkage.config.references, nouns=(*linkage.config.references.nouns, noun))
    for one in mentions:
        document = linkage.documents[one.source]
        passage = document.passages[one.passage]
        flat = markup.of_passage(document, passage)
        article = linkage.titles.articles[one.source]
        table = tongues.language(article.lang or linkage.config.language, own)
        read = (m for lead in leads.find(flat.text, table) for m in prose.close(lead, flat, linkage.titles, table))
        if any(m.start == one.start and m.outcome == Resolved(one.target) for m in read):
            yield one

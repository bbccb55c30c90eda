"""How the words of a title are written where they stand, and whether they may be meant as the title at all.

Most places where a title's words stand are no mention of the article: "we talked about boundaries" is about
boundaries, and *Boundaries* by someone else is a book. So a mention has to be written as a title, with capitals or
marks of its own; words in small letters count only when there are many of them. What makes them part of something
else ("The New York Times" for an article called "York Times") rules them out.
"""

from __future__ import annotations

import re
from enum import Enum

from seealso import text
from seealso.notations import conditions
from seealso.notations.language import Language
from seealso.notations.reading import Item
from seealso.suggest.sightings import Sighting

LONG = 5
"""Words that a title must have to be seen in small letters."""
_EMPHASIS = frozenset({"em", "strong", "i", "b", "cite", "q", "u"})
_OPENERS = "\"“„«‹'‘‚‟([{*_ \t\n\u00a0"
_WORD = re.compile(r"[^\W\d_][\w'’]*")
WORKS = frozenset({
    "album", "albums", "bestseller", "book", "books", "chapter", "classic", "documentaries", "documentary",
    "film", "films", "headline", "lecture", "lyric", "lyrics", "memoir", "movie", "movies", "musical", "novel",
    "novels", "opera", "painting", "play", "plays", "podcast", "poem", "poems", "report", "series", "show",
    "song", "songs", "studies", "study", "talk", "website", "workshop",
})  # fmt: skip
"""Works that are not articles of this archive: "the film *Gaslight*"."""
_SOMEBODY = re.compile(r"[\"”’*)\s,]*\b(?:by|de|par|von)\s+(?:Dr\.?\s+)?[A-ZÀ-Þ]|[\"”’*\s,]*\((?:1[5-9]|20)\d\d\)")
"""Behind a title: who wrote it, or when it came out."""


_NEAR = 90
"""Characters before a title in which it may be said whose it is."""


class Manner(Enum):
    """How a title is written; the value is how far that alone says that it is meant as one."""

    MARKED_TITLE = 1.0
    """In quotation marks or emphasis, and spelled as a title."""
    TITLE = 0.9
    """Spelled as a title in the middle of a sentence."""
    OPENING_TITLE = 0.8
    """Spelled as a title where a sentence begins, with more capitals than that asks for."""
    MARKED = 0.4
    """In quotation marks or emphasis, but in small letters."""
    PLAIN = 0.3

    @property
    def titled(self) -> bool:
        """Spelled as a title."""
        return self.value > Manner.MARKED.value


def manner(sighting: Sighting) -> Manner:
    """How the title is written."""
    match, content = sighting.match, sighting.content
    opening = _begins_sentence(content, match.start)
    cased = _cased(content[match.start : match.end], sighting.entry.title, sighting.table, opening=opening)
    if not cased and sighting.entry.word_count < LONG:
        return Manner.PLAIN
    marked = _item(sighting).marked
    if not cased:
        return Manner.MARKED if marked else Manner.PLAIN
    if marked:
        return Manner.MARKED_TITLE
    return Manner.OPENING_TITLE if opening else Manner.TITLE


def may_be_meant(sighting: Sighting, written: Manner) -> bool:
    """Whether a title that is written so can be meant as one, by its length and by what stands around it."""
    count = sighting.entry.word_count
    if count == 1 and written is not Manner.MARKED_TITLE:
        return False
    if not written.titled and count < LONG:
        return False
    return not (
        _refused_by_prose(sighting)
        or _part_of_more(sighting)
        or _part_of_name(sighting)
        or _work_of_others(sighting)
        or _stands_alone(sighting)
    )


# --- spelled as a title --------------------------------------------------------------------------------------


def _cased(written: str, title: str, table: Language, *, opening: bool) -> bool:
    """Whether words have the capitals of a title: every one that is not small, or just those that the title has.

    Where a sentence begins, the first word's capital says nothing, and one of the others has to have one.
    """
    words = _WORD.findall(written)
    if not words or not words[0][0].isupper() or (written.isupper() and not title.isupper()):
        return False
    large = [word for word in words[1:] if word.lower() not in table.small]
    if all(word[0].isupper() for word in large):
        return bool(large) or not opening
    return words == _WORD.findall(title) and not opening


def _begins_sentence(content: str, start: int) -> bool:
    before = content[:start].rstrip(_OPENERS)
    return not before or before[-1] in ".!?…:;•|" or content[len(before) : start].count("\n") > 1


# --- part of something else ----------------------------------------------------------------------------------


def _item(sighting: Sighting) -> Item:
    """The title with the marks around it, as references are read."""
    content, start = sighting.content, sighting.match.start
    while start and content[start - 1] in text.QUOTES:
        start -= 1
    item = sighting.reader.at(start)
    if item and item.match and item.match.start == sighting.match.start:
        return item
    return Item(sighting.match, sighting.match.end)


def _refused_by_prose(sighting: Sighting) -> bool:
    """Whether words for referring lead up to it, and it was not taken for a title there for a reason."""
    content, start = sighting.content, sighting.match.start
    anchors = (anchor.offset for lead in sighting.passage.leads for anchor in lead.anchors)
    return any(offset <= start and not content[offset:start].strip(_OPENERS) for offset in anchors)


def _part_of_more(sighting: Sighting) -> bool:
    """Whether the author's title or quotation is longer than the one that is known."""
    item = _item(sighting)
    if item.open_mark >= 0 or conditions.goes_on(sighting.reader, item):
        return True
    return conditions.names_nothing(sighting.reader, item) or _series(sighting) or _inside_mark(sighting)


def _series(sighting: Sighting) -> bool:
    """Whether parts of a series follow, whose titles are longer: "Letting Go, Parts 1 and 2"."""
    parts = "|".join(re.escape(part) for part in sighting.table.parts)
    part = rf"(?:{parts})s?\s*[\dIVX]"
    written = sighting.content[sighting.match.start : sighting.match.end]
    rest = sighting.content[sighting.match.end :]
    return not re.search(part, written, re.IGNORECASE) and bool(re.match(rf"[\s,:(–—-]*{part}", rest, re.IGNORECASE))


def _inside_mark(sighting: Sighting) -> bool:
    """Whether it is the end or the middle of words that are marked as one: `*The Art of Letting Go*`."""
    match, content = sighting.match, sighting.content
    for span in sighting.reader.flat.spans:
        around = content[span.start : match.start] + content[match.end : span.end]
        if span.name in _EMPHASIS and span.start < match.start and match.end <= span.end:
            return bool(re.search(r"\w", around)) and text.count_words(around) <= 8
    before = re.search(r"[\"“«]\s*\w[^\"“”«»]{0,50}$", content[: match.start])
    return bool(before) and re.match(r"[^\"“”«»\w]{0,2}[\"”»]", content[match.end :]) is not None


def _part_of_name(sighting: Sighting) -> bool:
    """Whether a word with a capital leads up to it, as in "Greater Setting Boundaries", or "Society of ..."."""
    content, start = sighting.content, sighting.match.start
    if _item(sighting).marked:
        return False
    words = list(re.finditer(r"[\w'’-]+", content[:start]))
    if not words or content[words[-1].end() : start].strip(" \n\u00a0"):
        return False
    last = words[-1]
    if last.group().lower() in sighting.table.inner and len(words) > 1:
        joined = not content[words[-2].end() : last.start()].strip(" \n\u00a0")
        return joined and _is_name(sighting, words[-2])
    return _is_name(sighting, last)


def _is_name(sighting: Sighting, word: re.Match[str]) -> bool:
    """Whether a word before the title has a capital that its place in the sentence does not explain."""
    written, table = word.group(), sighting.table
    if not written[0].isupper() or written == "I":
        return False
    small = written.lower()
    if small in table.small or small in table.starters or small in table.topics or small in table.conjunctions:
        return False
    short = sighting.entry.word_count <= 2
    return short and small not in table.summons if _begins_sentence(sighting.content, word.start()) else True


def _work_of_others(sighting: Sighting) -> bool:
    """Whether it is the title of somebody else's work, or of a work that is no article."""
    content, match, table = sighting.content, sighting.match, sighting.table
    sentence = re.split(r"[.!?;][\"”’)]*\s", content[max(match.start - _NEAR, 0) : match.start])[-1]
    words = [word.lower() for word in re.findall(r"[\w'’-]+", sentence)]
    apart = sentence.rstrip(_OPENERS).endswith(",")
    nouns = {form.split()[-1] for pair in table.nouns for form in pair}
    owner = words[:-1] if words and words[-1] in nouns else words
    if words and (words[-1] in WORKS or ((owner != words or not apart) and _owned(owner[-3:], table))):
        return True
    authors = {*table.possessives, *table.authors}
    if nouns & {*words} and not authors & {*words}:
        return True
    return _SOMEBODY.match(content, match.end) is not None


def _owned(words: list[str], table: Language) -> bool:
    """Whether the last words before a title say whose it is: "her ...", "Edith's"."""
    return any(word in table.others for word in words) or (bool(words) and words[-1].endswith(table.genitives))


def _stands_alone(sighting: Sighting) -> bool:
    """Whether it is a paragraph by itself, which is a heading by another name."""
    if sighting.listed or "(" in sighting.content[: sighting.match.start]:
        return False
    return not re.search(r"\w", sighting.content[: sighting.match.start] + sighting.content[sighting.match.end :])

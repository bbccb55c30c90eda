"""When the words at a place are meant as a title: the conditions that make precision a promise."""

from __future__ import annotations

import re
from functools import lru_cache

from seealso.notations.language import Language
from seealso.notations.reading import Item, Reader, in_capitals, skip_space
from seealso.text import INVERTED, count_words
from seealso.titles import Match

_OPENING = f"[{''.join(sorted(INVERTED))}]*"
_NEXT_WORD = re.compile(rf"\s+{_OPENING}([\w'’-]+)")
_SUBTITLE = re.compile(rf"(:|\s[-–—]|[–—])(\s*){_OPENING}(\w+)")
_AFTER_COMMA = re.compile(r",\s*(\w+)")
_CLOSERS = frozenset(",.;:)]}?!…—–|/")


def stands(reader: Reader, connector: str, item: Item, first: Item | None) -> bool:
    """Whether a title may be read at this place, by what leads up to it and how it is written.

    `first` is the first title of its list, when it is not the first itself.
    """
    match = item.match
    if match is None or item.part or item.marked:
        return True
    count = match.entries[0].word_count
    capitals = reader.capitals
    if count <= 2 and not capitals(match) and not (count == 2 and reader.title_follows(match.end)):
        return False
    if goes_on(reader, item):
        return False
    if first is not None and first.match and capitals(first.match) and not capitals(match):
        return False
    if connector == "aside" and count <= 2:
        return False
    sentence_case = reader.table.sentence_case
    if sentence_case and first is None and not capitals(match) and not _told_apart(reader, connector, match):
        return False
    if connector == "topic":
        return count >= 4 and _topic_ends(reader, item, capital=capitals(match))
    if connector == "bare" and first is None and count == 3 and not capitals(match):
        return closed(reader, item)
    return True


def _told_apart(reader: Reader, connector: str, match: Match) -> bool:
    """Whether small letters may be a title where nothing but its first letter tells a title from a sentence.

    Not a few words behind a comma; nor is one called "About Shame" named by "my texts about shame, among them ...".
    """
    count = match.entries[0].word_count
    if connector in ("comma", "aside", "remark"):
        return count >= 4
    return connector != "bare" or count >= 5 or not phrase(reader.table.topics).match(reader.flat.text, match.start)


@lru_cache(maxsize=64)
def phrase(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """One of some phrases, as whole words."""
    ordered = sorted(phrases, key=len, reverse=True)
    joined = "|".join(re.escape(words).replace("\\ ", r"\s+") for words in ordered)
    return re.compile(rf"(?:{joined or '(?!)'})(?![\w'’-])", re.IGNORECASE)


def _topic_ends(reader: Reader, item: Item, *, capital: bool) -> bool:
    """Whether a topic equals a title: nothing more of it follows."""
    rest = reader.flat.text[item.end :].lstrip()
    if not rest or rest[0] in ".;:)!?":
        return True
    if rest[0] == ",":
        return capital or not _enumerates(rest[1:], reader.table)
    word = re.match(r"[\w'’]+", rest)
    return capital or (word is not None and word[0].lower() in reader.table.starters)


def goes_on(reader: Reader, item: Item) -> bool:
    """Whether the author's words go on as a longer title would, so that the known one is only its beginning."""
    match = item.match
    if match is None or item.marked or item.open_mark >= 0 or item.part:
        return False
    content = reader.flat.text
    table = reader.table
    word = _NEXT_WORD.match(content, match.end)
    if word is None or (table.sentence_case and word[1] == "-"):
        return _subtitled(content, match, table) or _listed(content, match, table)
    following = word[1].lower()
    if following in table.conjunctions:
        return False
    if content[match.end - 1] in "?!.…":
        return False
    if word[1][0].isupper() or word[1][0].isdigit():
        return following not in table.starters and not reader.title_follows(match.end)
    capital = reader.capitals(match)
    if capital and not table.sentence_case:
        return following in table.small and _capital_after_small(
            content[match.end :], table, short=match.entries[0].word_count <= 3
        )
    if phrase(table.tails).match(content[match.end :].lstrip()):
        return False
    return capital or not reader.title_follows(match.end)


def _subtitled(content: str, match: Match, table: Language) -> bool:
    """Whether a short title goes on behind a colon or a dash: `The House: A History of Damp`."""
    follow = _SUBTITLE.match(content, match.end)
    if follow is None:
        return False
    mark, room, word = follow.groups()
    count = match.entries[0].word_count
    if not table.sentence_case:
        return word[0].isupper() and count <= 3 and word.lower() not in table.starters
    if count > 4 or _begins_clause(word.lower(), table):
        return False
    in_dashes = content[: match.start].rstrip()[-1:] in tuple("-–—")
    return word[0].isupper() or mark == ":" or (bool(room) and mark[0] == " " and not in_dashes)


def _begins_clause(word: str, table: Language) -> bool:
    return word in table.starters and word not in table.articles


def _listed(content: str, match: Match, table: Language) -> bool:
    """Whether a short title goes on behind a comma, with small letters: `La casa, el jardín y el mar`."""
    follow = _AFTER_COMMA.match(content, match.end)
    if not table.sentence_case or follow is None or match.entries[0].word_count > 3 or not follow[1][0].islower():
        return False
    return follow[1].lower() not in table.conjunctions and _enumerates(content[match.end + 1 :], table)


def _capital_after_small(rest: str, table: Language, *, short: bool) -> bool:
    """`... of the Heart`: small words of a title that lead to another capital one."""
    words = re.findall(r"[^\W\d_][\w'’-]*|[^\w\s'’-]", rest)
    joints = table.small if short else table.inner
    if not words or words[0].lower() not in joints:
        return False
    following = next((word for word in words[:4] if word.lower() not in table.small), "")
    return following[:1].isupper() and following.lower() not in table.starters


def names_nothing(reader: Reader, item: Item, *, plural: bool = False) -> bool:
    """A short title followed by "and" and no other title: `Boundaries and families` names something longer.

    Where titles are written as sentences, so does a longer one that goes on in small letters.
    After `plural` words ("my articles") two titles stand there, if the second is written as one.
    """
    match = item.match
    if match is None or item.marked or item.part:
        return False
    short = match.entries[0].word_count <= 2
    if not short and not reader.table.sentence_case:
        return False
    behind, _ = reader.after(item, commas=False)
    if plural and behind is not None and like_title(reader.flat.text[behind:][:80], reader.table, least=2):
        return False
    joint = rf"\s+(?:{_joints(reader.table)}|&)\s+{_OPENING}(\w+)"
    word = re.match(joint, reader.flat.text[match.end :], re.IGNORECASE)
    return word is not None and (short or (word[1][0].islower() and not _begins_clause(word[1].lower(), reader.table)))


@lru_cache(maxsize=8)
def _joints(table: Language) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(table.conjunctions, key=len, reverse=True)) + ")"


def closed(reader: Reader, item: Item) -> bool:
    """Whether something ends the apposition: "in a prior article, T, I", not "in my last article, T went missing"."""
    match = item.match
    if match is None:
        return True
    content = reader.flat.text
    place = skip_space(content, item.end)
    if place >= len(content):
        return True
    short = match.entries[0].word_count <= 2 and not item.marked
    if content[match.end - 1] in "?!…" or any(c in _CLOSERS for c in content[match.end : item.end]):
        return not short or not _enumerates(content[place:], reader.table)
    if content[place] == ",":
        return not short or not _enumerates(content[place + 1 :], reader.table)
    if content[place] in _CLOSERS or content[place : place + 2] in ("- ", "--"):
        return True
    word = re.match(r"[\w'’]+", content[place:])
    return item.marked and word is not None and word[0].lower() in reader.table.subjects


def _enumerates(rest: str, table: Language) -> bool:
    """Whether what follows a comma goes on with a list of nouns: `Anger, fear and shame`."""
    word = re.match(r"\s*([\w'’]+)", rest)
    if word is None:
        return False
    first = word[1].lower()
    if first in table.conjunctions:
        return True
    if first in table.starters and first not in table.articles:
        return False
    words = _joints(table)
    noun = r"[\w'’-]+"
    list_of_nouns = rf"\s*{noun}(?:\s+{noun}){{0,2}}(?:\s+{words}\b|\s*,\s*(?:{words}\s+)?{noun}\s+{words}\b)"
    return re.match(list_of_nouns, rest) is not None


def like_title(written: str, table: Language, *, least: int) -> bool:
    """Whether words look like a title of at least so many words."""
    return count_words(written) >= least and in_capitals(written, table)

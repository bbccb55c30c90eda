"""See my article: Title. The mother tongue: the author's own sentences as references.

`leads.find` says, while parsing, where titles may begin. `close` decides, against the index, which titles stand
there. Titles hold commas, "and", colons and question marks, so nothing is split by punctuation: from an anchor the
longest known title is taken, then a separator, then again; what remains is prose.

Precision is a promise. Each way of leading up to a title has its conditions (`_stands`), and where the author's
words go on as a longer title would ("see my article Setting Boundaries With Parents", when only "Setting Boundaries"
exists), nothing is linked. What looks like a title and is none is reported as dangling, with the nearest titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from seealso import text
from seealso.markup import Flat
from seealso.model import Ambiguous, Anchor, Dangling, Lead, Mention, Resolved
from seealso.notations.leads import Language
from seealso.titles import Match, TitleIndex

_SPACE = " \t\n\u00a0\u202f\u2009"
_ENUMERATOR = re.compile(r"(?:\(?(?:\d{1,2}|[a-h])[.)]|[•·*–-])\s+")  # noqa: RUF001
_CLOSERS = frozenset(",.;:)]}?!…—–|/")  # noqa: RUF001
_CLOSING_QUOTES = frozenset("\"”»“’'›‘`")
_NUMERAL = r"\d{1,3}|[ivxIVX]{1,5}|one|two|three|four|five|six"
_URL = re.compile(r"\s*(?:https?://|www\.)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Item:
    """A title in the list that a lead announces, or a link that the author set there."""

    match: Match | None
    end: int
    """Where reading goes on: behind the title, its punctuation and its closing marks."""
    marked: bool
    open_mark: int = -1
    """When the title stands in a quotation or emphasis that goes on after it: where that ends, else -1."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """What is needed to read titles out of one passage."""

    flat: Flat
    titles: TitleIndex
    table: Language

    def at(self, position: int) -> _Item | None:
        """The title or link that begins at `position`, marks and enumerators aside."""
        content = self.flat.text
        position = _skip(content, position)
        enumerator = _ENUMERATOR.match(content, position)
        if enumerator and not content.startswith(("-", "–"), position):  # noqa: RUF001
            position = enumerator.end()
        inner = position
        while inner < len(content) and (content[inner] in text.QUOTES or content[inner] in _SPACE):
            inner += 1
        quoted = any(c in text.QUOTES for c in content[position:inner])
        link = self._link_at(inner)
        if link is not None:
            return _Item(None, self._behind(link, quoted=quoted), marked=True)
        if self.flat.inside("code", inner, inner + 1):
            return None
        match = self.titles.longest_match(content, position)
        if match is None:
            return None
        return self._measure(match, position, inner, quoted=quoted)

    def _link_at(self, position: int) -> int | None:
        for span in self.flat.spans:
            if span.name == "a" and span.start <= position < span.end:
                return span.end
        return None

    def _measure(self, match: Match, position: int, inner: int, *, quoted: bool) -> _Item:
        content = self.flat.text
        emphasis = self.flat.emphasis_at(position) or self.flat.emphasis_at(inner)
        end = self._behind(match.end, quoted=quoted)
        closed_quote = quoted and any(c in _CLOSING_QUOTES for c in content[match.end : end])
        title_quote = quoted and content[match.start] in text.QUOTES or sum(c in '"“”' for c in content[inner : match.end]) == 1  # noqa: RUF001
        open_mark = -1
        if quoted and not closed_quote and not title_quote:
            open_mark = _closing_quote(content, position, match.end)
        if emphasis and match.end < emphasis.end and text.key(content[match.end : emphasis.end]).strip(".,"):
            open_mark = emphasis.end
        in_emphasis = emphasis is not None and match.end <= emphasis.end
        return _Item(match, end, marked=(closed_quote or in_emphasis) and open_mark < 0, open_mark=open_mark)

    def _behind(self, end: int, *, quoted: bool) -> int:
        """Behind the punctuation inside a closing mark, and the mark: `Title," I` gives the place of ` I`."""
        content = self.flat.text
        behind = end
        while quoted and behind < len(content) and (content[behind] in text.TERMINAL or content[behind] in _SPACE):
            behind += 1
        if quoted and behind < len(content) and content[behind] in _CLOSING_QUOTES:
            while behind < len(content) and content[behind] in _CLOSING_QUOTES:
                behind += 1
            return behind
        return end


def close(lead: Lead, flat: Flat, titles: TitleIndex, table: Language) -> list[Mention]:
    """What one lead refers to: the mentions in the text after it, in order; none where it names no title.

    A link that the author set by hand takes the lead's place: it is the business of `notations.links`.
    """
    reader = _Reader(flat, titles, table)
    linked = False
    for anchor in lead.anchors:
        items = _read(reader, lead, anchor)
        mentions = [mention for item in items if (mention := _mention(item))]
        linked = linked or bool(items)
        if mentions:
            return [*mentions, *_elided(reader, items[-1]), *_unread(reader, lead, anchor, items[-1])]
    return [] if linked or _leads_to_link(flat, lead) else list(_missing(reader, lead))


def close_item(flat: Flat, titles: TitleIndex, table: Language) -> list[Mention]:
    """What an item of a list names, after a lead that ends with a colon."""
    reader = _Reader(flat, titles, table)
    item = reader.at(0)
    if item and item.match and item.open_mark < 0 and not _goes_on(reader, item):
        return [m for m in [_mention(item)] if m]
    bare = flat.text.strip()
    if item or not bare or any(span.name == "a" for span in flat.spans) or not _like_title(bare.rstrip(".;,"), table, least=2):
        return []
    start = flat.text.index(bare)
    return [_dangling(flat.text, start, start + len(bare))]


def _mention(item: _Item) -> Mention | None:
    if item.match is None:
        return None
    slugs = item.match.slugs
    outcome = Resolved(slugs[0]) if len(slugs) == 1 else Ambiguous(slugs)
    return Mention(item.match.start, item.match.end, outcome)


def _skip(content: str, position: int) -> int:
    while position < len(content) and content[position] in _SPACE:
        position += 1
    return position


def _closing_quote(content: str, opening: int, start: int) -> int:
    """Where the quotation that begins at `opening` ends, or the end of the text."""
    single = content[opening] in "'‘‚`"  # noqa: RUF001
    for place in range(start, len(content)):
        char = content[place]
        if char in _CLOSING_QUOTES and (char in "'’‘`") == single and not content[place + 1 : place + 2].isalnum():  # noqa: RUF001
            return place
    return len(content)


# --- reading a list of titles -------------------------------------------------------------------------------


def _read(reader: _Reader, lead: Lead, anchor: Anchor) -> list[_Item]:
    """The titles and links from an anchor on, as many as stand there by the rules of its connector."""
    items: list[_Item] = []
    position = anchor.offset
    final = False
    while True:
        item = reader.at(position)
        if item is None or (item.match and item.open_mark < 0 and not _stands(reader, anchor.connector, item, first=not items)):
            break
        items.append(item)
        behind, joined = _separator(reader, item, lead, anchor.connector, final=final)
        if behind is None:
            break
        final = final or joined
        position = behind
    items = _whole_marks(reader, items)
    last = items[-1] if items else None
    if last and last.match and anchor.connector == "comma" and not _closed(reader, last):
        return []
    if last and last.match and len(items) == 1 and _names_nothing(reader, last):
        return []
    return items


def _separator(reader: _Reader, item: _Item, lead: Lead, connector: str, *, final: bool) -> tuple[int | None, bool]:
    """Where the next title begins, and whether an "and" leads to it (which ends an enumeration)."""
    content = reader.flat.text
    if item.end < len(content) and content[item.end].isalnum():
        return (item.end, False) if lead.plural else (None, False)
    words = "|".join(re.escape(word).replace("\\ ", r"\s+") for word in sorted(reader.table.conjunctions, key=len, reverse=True))
    match = re.compile(
        rf"[.?!]?\s*(?P<mark>[,;/•|&+]|\n)?\s*(?:(?P<word>{words}|&)\s+)?(?:{words}\s+)?", re.IGNORECASE
    ).match(content, item.end)
    if not match or not (match["mark"] or match["word"]):
        return None, False
    joined = bool(match["word"]) or match["mark"] in ("&", "+", ";")
    lone_comma = not joined
    if lone_comma and (final or not (lead.plural or connector == "including")):
        return None, False
    return match.end(), bool(match["word"])


def _whole_marks(reader: _Reader, items: list[_Item]) -> list[_Item]:
    """Drop titles that are only a part of what the author marked: `"tap tap rest"` is not "Tap Tap"."""
    kept: list[_Item] = []
    group: list[_Item] = []
    limit = -1
    for item in items:
        if item.open_mark >= 0 and not group:
            limit = item.open_mark
        if limit < 0:
            kept.append(item)
            continue
        group.append(item)
        rest = reader.flat.text[item.match.end if item.match else item.end : limit]
        if not re.search(r"\w", rest):
            if len(group) > 1:
                kept += group
            group, limit = [], -1
    return kept


def _stands(reader: _Reader, connector: str, item: _Item, *, first: bool) -> bool:
    """Whether the words at this place are meant as a title, by what leads up to them and how they are written."""
    match = item.match
    assert match is not None  # noqa: S101  callers ask about titles only
    if item.marked:
        return True
    written = reader.flat.text[match.start : match.end]
    count = match.entries[0].word_count
    capital = _capitals(written, reader.table)
    if count <= 2 and not capital:
        return False
    if _goes_on(reader, item):
        return False
    if connector == "topic":
        return count >= 4
    if connector == "bare" and first and count == 3 and not capital:
        return _closed(reader, item)
    return True


def _goes_on(reader: _Reader, item: _Item) -> bool:
    """Whether the author's words go on as a longer title would, so that the known one is only its beginning."""
    match = item.match
    if match is None or item.marked or item.open_mark >= 0:
        return False
    content = reader.flat.text
    if re.match(r"\s+\w", content[match.end :]) is None:
        follow = re.match(r"(?::|\s[-–—]|[–—])\s*(\w+)", content[match.end :])  # noqa: RUF001
        return bool(follow and follow[1][0].isupper() and match.entries[0].word_count <= 3 and not _starts_sentence(follow[1], reader.table))
    word = re.match(r"\s+([\w'’-]+)", content[match.end :])
    assert word is not None  # noqa: S101  just seen
    following = word[1]
    if following.lower() in reader.table.conjunctions:
        return False
    if following[0].isupper():
        return not _starts_sentence(following, reader.table) and reader.at(match.end) is None
    if _capitals(content[match.start : match.end], reader.table):
        return following.lower() in reader.table.small and _capital_after_small(content[match.end :], reader.table)
    return following.lower() not in reader.table.tails


def _capital_after_small(rest: str, table: Language) -> bool:
    """`... of the Heart`: small words of a title that lead to another capital one."""
    words = re.findall(r"[^\W\d_][\w'’-]*|[^\w\s'’-]", rest)
    for word in words[:4]:
        if word.lower() in table.small:
            continue
        return word[0].isupper() and word.lower() not in table.starters and words[0].lower() in ("of", "with", "without", "in", "to", "for", "from", "as")
    return False


def _starts_sentence(word: str, table: Language) -> bool:
    return word.lower() in table.starters


def _names_nothing(reader: _Reader, item: _Item) -> bool:
    """A short title followed by "and" and no other title: `Boundaries and families` names something longer."""
    match = item.match
    if match is None or item.marked or match.entries[0].word_count > 2:
        return False
    words = "|".join(re.escape(word) for word in reader.table.conjunctions)
    return re.match(rf"\s+(?:{words}|&)\s+\w", reader.flat.text[match.end :], re.IGNORECASE) is not None


def _closed(reader: _Reader, item: _Item) -> bool:
    """Whether something ends the apposition: a mark of punctuation, or the title's own quotation marks."""
    match = item.match
    if match is None:
        return True
    content = reader.flat.text
    behind = content[match.end : item.end]
    place = _skip(content, item.end)
    short = match.entries[0].word_count <= 2 and not item.marked
    ended = content[match.end - 1] in "?!…" or any(c in _CLOSERS for c in behind)
    if place >= len(content) or (ended and not short):
        return True
    char = content[place]
    if char not in _CLOSERS and content[place : place + 2] not in ("- ", "--"):
        loud = item.marked and match.entries[0].word_count >= 2 and _capitals(content[match.start : match.end], reader.table)
        return ended or loud
    return not short or char != "," or _clause_follows(content, place + 1, reader.table)


def _clause_follows(content: str, place: int, table: Language) -> bool:
    word = re.match(r"\s*([\w'’]+)", content[place:])
    return word is None or word[1].lower() in table.starters


def _capitals(written: str, table: Language) -> bool:
    """Whether words are written as a title: each with a capital, except small ones inside."""
    found = re.findall(r"[^\W\d_][\w'’]*", written)
    if not found or not (found[0][0].isupper() or not found[0][0].islower()):
        return False
    large = [word for word in found if word.lower() not in table.small]
    return sum(not word[0].islower() for word in large) >= (len(large) + 1) // 2


# --- series --------------------------------------------------------------------------------------------------


def _elided(reader: _Reader, item: _Item) -> Iterator[Mention]:
    """`Title - Part 1, Part 2 and 3`: the parts after the first, named by their number only."""
    match = item.match
    if match is None:
        return
    parts = "|".join(re.escape(word) for word in reader.table.parts)
    written = reader.flat.text[match.start : match.end]
    tail = re.search(rf"(?P<word>(?:{parts})\s*)?(?P<numeral>{_NUMERAL})$", written, re.IGNORECASE)
    if not tail:
        return
    joints = "|".join(re.escape(word) for word in reader.table.conjunctions)
    follow = re.compile(
        rf"\s*(?:[,;&/+]\s*)?(?:(?:{joints}|to|through|&)\s+|[-–]\s*)?(?P<name>(?P<word>(?:{parts})\s*)?(?P<numeral>{_NUMERAL}))(?![\w-])",  # noqa: RUF001
        re.IGNORECASE,
    )
    position = match.end
    while (found := follow.match(reader.flat.text, position)) and found.start("name") > position:
        entries = reader.titles.exact(written[: tail.start("numeral")] + found["numeral"])
        if not entries:
            return
        slugs = tuple(dict.fromkeys(entry.slug for entry in entries))
        outcome = Resolved(slugs[0]) if len(slugs) == 1 else Ambiguous(slugs)
        yield Mention(found.start("name"), found.end("name"), outcome)
        position = found.end()


# --- what names no article -----------------------------------------------------------------------------------


def _leads_to_link(flat: Flat, lead: Lead) -> bool:
    """Whether a link follows in the lead's own sentence: then that is what it refers to."""
    sentence = re.compile(r"[.!?]\s+[A-Z]").search(flat.text, lead.end)
    limit = sentence.start() if sentence else len(flat.text)
    return any(span.name == "a" and lead.end <= span.start <= limit for span in flat.spans)


def _missing(reader: _Reader, lead: Lead) -> Iterator[Mention]:
    """The words that look like a title after a lead and are none: what dangles. Topics and "my last post" do not."""
    for anchor in lead.anchors:
        wanted = _wanted(reader, lead, anchor)
        if wanted:
            yield _dangling(reader.flat.text, *wanted)
            return


def _unread(reader: _Reader, lead: Lead, anchor: Anchor, item: _Item) -> Iterator[Mention]:
    """A title after the last known one of a list: `see my articles: Known and "Unknown."`"""
    if not lead.plural or item.match is None:
        return
    behind, _ = _separator(reader, item, lead, anchor.connector, final=False)
    if behind is None:
        return
    wanted = _marked_words(reader.flat, behind) or _capital_words(reader, behind, least=3)
    if wanted and not list(_elided(reader, item)):
        yield _dangling(reader.flat.text, *wanted)


def _dangling(content: str, start: int, end: int) -> Mention:
    while end > start and content[end - 1] in ",.;: \n":
        end -= 1
    return Mention(start, end, Dangling(" ".join(content[start:end].split())))


def _wanted(reader: _Reader, lead: Lead, anchor: Anchor) -> tuple[int, int] | None:
    """Where the title that the author seems to mean begins and ends, by how it is led up to."""
    content = reader.flat.text
    if _URL.match(content, anchor.offset):
        return None
    start = _skip(content, anchor.offset)
    if anchor.connector in ("topic", "paren", "dash"):
        return None
    marked = _marked_words(reader.flat, start)
    if marked:
        telling = anchor.connector != "comma" or _closed_span(content, marked) or _like_title(content[slice(*marked)], reader.table, least=2)
        return marked if telling else None
    if anchor.connector == "colon" and lead.summons and anchor.offset - lead.end < 4:
        return _sentence_rest(content, start)
    if anchor.connector in ("titled", "bare", "colon", "including"):
        return _capital_words(reader, start, least=2 if anchor.connector != "including" else 3)
    if anchor.connector == "comma" and anchor.offset - lead.end < 4:
        capital = _capital_words(reader, start, least=3)
        return capital if capital and _closed_span(content, capital) else None
    return None


def _closed_span(content: str, span: tuple[int, int]) -> bool:
    behind = content[span[1] - 1 : span[1] + 3]
    return any(c in ",.;:!?)" for c in behind) or span[1] >= len(content)


def _marked_words(flat: Flat, start: int) -> tuple[int, int] | None:
    """The words of the quotation or emphasis that begins at `start`."""
    content = flat.text
    emphasis = flat.emphasis_at(start)
    if emphasis:
        return emphasis.start, emphasis.end
    if start < len(content) and content[start] in text.QUOTES:
        close_at = _closing_quote(content, start, start + 1)
        if close_at < len(content) and content[start + 1 : close_at].strip():
            return start + 1, close_at
    return None


def _sentence_rest(content: str, start: int) -> tuple[int, int] | None:
    """From `start` to where the sentence or the parenthesis ends."""
    end = re.compile(r"[.!?](?=[\s\"”)’]|$)|[);\n]|$").search(content, start)
    stop = end.start() if end else len(content)
    rest = content[start:stop]
    return (start, stop) if 0 < text.count_words(rest) <= 20 else None


def _capital_words(reader: _Reader, start: int, *, least: int) -> tuple[int, int] | None:
    """A run of words written as a title: at least `least` words with capitals, small words between them."""
    large = 0
    stop = start
    for match in re.compile(r"[\w'’-]+|[:?!&]|\s+|.", re.DOTALL).finditer(reader.flat.text, start):
        word = match.group()
        if word.isspace() or word in ":?!&":
            continue
        if word[0].isupper() or (word[0].isdigit() and large):
            large += 1
            stop = match.end()
        elif not large or word.lower() not in reader.table.small:
            break
    return (start, stop) if large >= least else None


def _like_title(written: str, table: Language, *, least: int) -> bool:
    return text.count_words(written) >= least and _capitals(written, table)

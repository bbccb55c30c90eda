"""See my article: Title. The mother tongue: the author's own sentences as references.

`leads.find` says, while parsing, where titles may begin. `close` decides, against the index, which titles stand
there. Titles hold commas, "and", colons and question marks, so nothing is split by punctuation: from an anchor the
longest known title is taken, then a separator, then again; what remains is prose.

Precision is a promise. Each way of leading up to a title has its conditions (`conditions`), and where the author's
words go on as a longer title would ("see my article Setting Boundaries With Parents", when only "Setting Boundaries"
exists), nothing is linked. What looks like a title and is none is reported as dangling (`missing`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from seealso.markup import Flat
from seealso.model import Anchor, Lead, Mention, Suggested
from seealso.notations import conditions, missing
from seealso.notations.language import Language
from seealso.notations.reading import Item, Reader, in_capitals, last_of_numbers
from seealso.text import OPENING_QUOTES
from seealso.titles import TitleIndex

_NEAR = 40
"""Characters before a phrase in which a title before it ends."""


def close(lead: Lead, flat: Flat, titles: TitleIndex, table: Language) -> list[Mention]:
    """What one lead refers to: the mentions in the text after it, in order; none where it names no title.

    A link that the author set by hand takes the lead's place: it is the business of `notations.links`.
    """
    plain = _plainly(lead, flat, titles, table)
    return [plain] if plain else considered(lead, flat, titles, table)


def _plainly(lead: Lead, flat: Flat, titles: TitleIndex, table: Language) -> Mention | None:
    """`(see my article: Title)`, as most references are: a title as its author wrote it fills the parentheses.

    Where this finds one, `considered` finds the same and nothing else, in four times the time.
    """
    if lead.plural or table.sentence_case or len(lead.anchors) != 1 or lead.anchors[0].connector != "colon":
        return None
    content, start = flat.text, lead.anchors[0].offset
    if not content[start : start + 1].isupper():
        return None
    end = content.find(")", start)
    match = titles.filling(content, start, end)
    if match is None or end < 0:
        return None
    for span in flat.spans:
        if span.start <= end and span.end >= start:
            return None
    numbered = content[end - 1].lower() in last_of_numbers(table)
    small = match.entries[0].word_count <= 2 and not in_capitals(content[start:end], table)
    return None if numbered or small else match.mention()


def considered(lead: Lead, flat: Flat, titles: TitleIndex, table: Language) -> list[Mention]:
    """What one lead refers to, by all that is known of how authors write."""
    reader = Reader(flat, titles, table)
    linked = False
    for anchor in lead.anchors:
        items = _read(reader, lead, anchor)
        mentions = [mention for item in items if (mention := item.mention())]
        linked = linked or bool(items)
        if mentions:
            return [*mentions, *missing.after_list(reader, lead, items[-1])]
    if linked or leads_to_link(flat, lead):
        return []
    ahead = _ahead(reader, lead)
    if ahead:
        return [ahead]
    return list(_suggested(reader, lead)) or list(missing.after_lead(reader, lead))


def close_item(flat: Flat, titles: TitleIndex, table: Language) -> list[Mention]:
    """What an item of a list names, after a lead that ends with a colon: the item is the title, or begins with it."""
    reader = Reader(flat, titles, table)
    item = reader.at(0)
    if item and item.match and item.open_mark < 0:
        rest = flat.text[item.end :].strip()
        ended = not rest or rest[0] in ".,;:(—–|" or rest.startswith("- ")
        if ended and conditions.stands(reader, "colon", item, None):
            mention = item.mention()
            return [mention, *(m for part in reader.parts_after(item) if (m := part.mention()))] if mention else []
    bare = flat.text.strip()
    if (
        item
        or any(span.name == "a" for span in flat.spans)
        or not conditions.like_title(bare.rstrip(".;,"), table, least=3)
    ):
        return []
    start = flat.text.index(bare)
    return [missing.dangling(flat.text, start, start + len(bare))] if bare[0] not in "\"“‘'" else []


def _read(reader: Reader, lead: Lead, anchor: Anchor) -> list[Item]:
    """The titles and links from an anchor on, as many as stand there by the rules of its connector."""
    commas = lead.plural or anchor.connector == "including"
    items: list[Item] = []
    position: int | None = anchor.offset
    final = False
    while position is not None:
        item = reader.at(position)
        if item is None or (
            item.open_mark < 0 and not conditions.stands(reader, anchor.connector, item, items[0] if items else None)
        ):
            item = missing.before_known(reader, position) if lead.plural else None
        if item is None:
            break
        parts = list(reader.parts_after(item))
        items += [item, *parts]
        position, joined = reader.after(items[-1], commas=(commas or bool(parts)) and not final)
        if (position is None or not reader.at(position)) and items[-1].marked:
            position = reader.marked_after(items[-1]) or position
        final = final or joined
    items = _whole_marks(reader, items)
    while items and items[-1].unknown:
        items.pop()
    last = items[-1] if items else None
    if last is None or (anchor.connector in ("comma", "aside", "remark") and not _closed(reader, lead, last)):
        return []
    if len(items) == 1 and conditions.names_nothing(reader, last, plural=lead.plural):
        return []
    return items


def _ahead(reader: Reader, lead: Lead) -> Mention | None:
    """A marked title before the phrase: `(see "Waiting," an article I wrote in March)`."""
    content = reader.flat.text
    joint = _joint(reader.table).search(content, max(lead.start - _NEAR, 0), lead.start)
    end = joint.start() if joint else lead.start
    begins = [span.start for span in reader.flat.spans if span.start < end <= span.end and span.end <= end + 1]
    begins += [content.rfind(mark, 0, end - 1) for mark in OPENING_QUOTES]
    for begin in sorted((b for b in begins if b >= 0), reverse=True):
        item = reader.at(begin)
        if item and item.match and item.marked and item.end >= end > item.match.start:
            return item.mention()
    return None


@lru_cache(maxsize=8)
def _joint(table: Language) -> re.Pattern[str]:
    """What stands between a title and the phrase behind it."""
    joints = "|".join(re.escape(words) for words in table.copulas)
    return re.compile(rf"\s*,?\s*(?:(?:{joints})\s+)?$", re.IGNORECASE)


def _closed(reader: Reader, lead: Lead, last: Item) -> bool:
    """Whether an apposition is one: something ends it, or the reader is sent to what is marked as a title."""
    told = lead.summons and (last.marked or reader.flat.text[last.end :].lstrip().startswith("("))
    return told or conditions.closed(reader, last)


def _whole_marks(reader: Reader, items: list[Item]) -> list[Item]:
    """Drop titles that are only a part of what the author marked: `"tap tap rest"` is not "Tap Tap"."""
    kept: list[Item] = []
    group: list[Item] = []
    limit = -1
    for item in items:
        if item.open_mark >= 0 and not group:
            limit = item.open_mark
        if limit < 0:
            kept.append(item)
            continue
        group.append(item)
        if not re.search(r"\w", reader.flat.text[item.match.end if item.match else item.end : limit]):
            if len(group) > 1:
                kept += group
            group, limit = [], -1
    return kept


def names_topic(lead: Lead) -> bool:
    """Whether a subject stands right after the phrase: `my previous article on grief` says which one by that."""
    return any(anchor.connector == "topic" for anchor in lead.anchors)


def _suggested(reader: Reader, lead: Lead) -> Iterator[Mention]:
    """`my article on grief`, when an article is called "Grief": a topic, perhaps meant as a title, never linked."""
    for anchor in lead.anchors:
        item = reader.at(anchor.offset) if anchor.connector == "topic" else None
        if item and item.match and item.open_mark < 0 and not conditions.goes_on(reader, item):
            yield Mention(item.match.start, item.match.end, Suggested(item.match.slugs[0]))
            return


def leads_to_link(flat: Flat, lead: Lead) -> bool:
    """Whether a link follows in the lead's own sentence: then that is what it refers to."""
    sentence = re.compile(r"[.!?]\s+[A-Z]").search(flat.text, lead.end)
    limit = sentence.start() if sentence else len(flat.text)
    return any(span.name == "a" and lead.end <= span.start <= limit for span in flat.spans)

"""What looks like a title after a lead, and is none: the references that dangle.

Topics ("my article on grief") and "my previous post" name no title and are no problems; so an unmarked run of words
counts only where its capitals say that it is one, or where "see my article:" promised one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from seealso import text
from seealso.markup import Flat
from seealso.model import Anchor, Dangling, Lead, Mention
from seealso.notations import conditions
from seealso.notations.language import Language
from seealso.notations.reading import CLOSING_QUOTES, Item, Reader, closing_quote, skip_space

_URL = re.compile(r"\s*(?:https?://|www\.)", re.IGNORECASE)
_SENTENCE_REST = re.compile(r"[.!?](?=[\s\"”)’]|$)|[);\n]|$")
_WORDS = re.compile(r"[\w'’-]+|[:?!&]|\s+|.", re.DOTALL)
_CLAUSE = re.compile(r"[^.,;()\[\]«»“”\"?!–—]+[?!]*")
_LONGEST = 20
"""Words after a colon that may still be a title."""


def after_lead(reader: Reader, lead: Lead) -> Iterator[Mention]:
    """The title that a lead without any known one seems to mean, if any."""
    for anchor in lead.anchors:
        wanted = _wanted(reader, lead, anchor)
        if wanted:
            yield dangling(reader.flat.text, *wanted)
            return


def after_list(reader: Reader, lead: Lead, last: Item) -> Iterator[Mention]:
    """A title after the last known one of a list: `see my articles: Known and "Unknown."`"""
    if not lead.plural or last.match is None:
        return
    part = reader.missing_part(last)
    if part:
        yield Mention(part[0], part[1], Dangling(text.collapse(part[2])))
        return
    behind, _ = reader.after(last, commas=True)
    if behind is None:
        return
    wanted = _marked(reader.flat, behind) or _capital_run(reader, behind, least=3)
    if wanted:
        yield dangling(reader.flat.text, *wanted)


def before_known(reader: Reader, start: int) -> Item | None:
    """A title that no article has, with one behind it that is known: `"Unknown" and "Known"`."""
    content = reader.flat.text
    start = skip_space(content, start)
    marked = _marked(reader.flat, start)
    found = marked or _up_to_known(reader, start)
    if found is None:
        return None
    end = found[1]
    while marked and end < len(content) and content[end] in CLOSING_QUOTES:
        end += 1
    item = Item(None, end, marked=marked is not None, unknown=dangling(content, *found))
    behind, _ = reader.after(item, commas=True)
    known = reader.at(behind) if behind is not None else None
    return item if known and known.match else None


def _up_to_known(reader: Reader, start: int) -> tuple[int, int] | None:
    """A run of words written as a title, up to the "and" before a title that is known."""
    run = _capital_run(reader, start, least=2)
    if run is None:
        return None
    for place in (m.start() for m in re.finditer(r"\s", reader.flat.text[run[0] : run[1]])):
        probe = Item(None, run[0] + place)
        behind, joined = reader.after(probe, commas=False)
        if joined and behind is not None and (known := reader.at(behind)) and known.match:
            return run[0], run[0] + place
    return run


def dangling(content: str, start: int, end: int) -> Mention:
    while end > start and content[end - 1] in ",.;: \n":
        end -= 1
    return Mention(start, end, Dangling(text.collapse(content[start:end])))


def _wanted(reader: Reader, lead: Lead, anchor: Anchor) -> tuple[int, int] | None:
    """Where the title that the author seems to mean begins and ends, by how it is led up to."""
    content = reader.flat.text
    if _URL.match(content, anchor.offset) or anchor.connector in ("topic", "paren", "dash"):
        return None
    start = skip_space(content, anchor.offset)
    if reader.flat.inside("code", start, start + 1):
        return None
    near = anchor.offset - lead.end < 4
    marked = _marked(reader.flat, start)
    if marked:
        telling = anchor.connector != "comma" or _closed(content, marked)
        return marked if telling else None
    if reader.table.sentence_case and not _promised(lead, anchor, near=near):
        return None
    match anchor.connector:
        case "colon" if lead.summons and near:
            return _sentence_rest(content, start)
        case "remark":
            run = _capital_run(reader, start, least=2)
            return run if run and _closed(content, run) else None
        case "titled" | "bare" | "colon":
            return _capital_run(reader, start, least=2)
        case "including":
            return _capital_run(reader, start, least=3)
        case "comma" if near:
            run = _capital_run(reader, start, least=3)
            return run if run and _closed(content, run) and _sets_off(reader, run[1]) else None
    return None


def _promised(lead: Lead, anchor: Anchor, *, near: bool) -> bool:
    """Whether a title is due there, so that the capital of its first word is enough."""
    if anchor.connector == "titled":
        return True
    return near and (anchor.connector in ("colon", "comma") or (anchor.connector == "bare" and lead.summons))


def _sets_off(reader: Reader, end: int) -> bool:
    """Whether the author speaks behind a second comma ("in a prior article, T, I ...")."""
    if not reader.table.sentence_case:
        return True
    word = re.match(r",\s*(\w+)", reader.flat.text[end:])
    return word is not None and word[1].lower() in reader.table.subjects


def _closed(content: str, span: tuple[int, int]) -> bool:
    return span[1] >= len(content) or any(c in ",.;:!?)" for c in content[span[1] - 1 : span[1] + 2])


def _marked(flat: Flat, start: int) -> tuple[int, int] | None:
    """The words of the quotation or emphasis that begins at `start`."""
    content = flat.text
    emphasis = flat.emphasis_at(start)
    if emphasis:
        return emphasis.start, emphasis.end
    if start < len(content) and content[start] in text.QUOTES:
        close_at = closing_quote(content, start, start + 1)
        if close_at < len(content) and content[start + 1 : close_at].strip():
            return start + 1, close_at
    return None


def _sentence_rest(content: str, start: int) -> tuple[int, int] | None:
    """From `start` to where the sentence or the parenthesis ends."""
    end = _SENTENCE_REST.search(content, start)
    stop = end.start() if end else len(content)
    if any(char in text.INVERTED for char in content[start:stop]) and content[stop : stop + 1] in tuple("?!"):
        stop += 1
    return (start, stop) if 0 < text.count_words(content[start:stop]) <= _LONGEST else None


def _capital_run(reader: Reader, start: int, *, least: int) -> tuple[int, int] | None:
    """A run of words written as a title: at least `least` words with capitals, small words between them."""
    if reader.table.sentence_case:
        return _sentence_run(reader, start, least=least)
    large = 0
    stop = start
    for match in _WORDS.finditer(reader.flat.text, start):
        word = match.group()
        if word.isspace() or word in ":?!&":
            continue
        if word[0].isupper() or (word[0].isdigit() and large):
            large += 1
            stop = match.end()
        elif not large or word.lower() not in reader.table.small:
            break
    return (
        (start, stop)
        if large >= least and conditions.like_title(reader.flat.text[start:stop], reader.table, least=least)
        else None
    )


def _sentence_run(reader: Reader, start: int, *, least: int) -> tuple[int, int] | None:
    """A run of words with a capital at the first, up to a mark, another title or the prose that goes on."""
    found = _CLAUSE.match(reader.flat.text, start)
    if found is None:
        return None
    goes_on = _prose(reader.table).search(found[0])
    written = found[0][: goes_on.start()] if goes_on else found[0]
    if text.count_words(written) > _LONGEST or not conditions.like_title(written, reader.table, least=least):
        return None
    if written[0].isdigit() or reader.titles.exact(written):
        return None
    return start, start + len(written.rstrip())


@lru_cache(maxsize=8)
def _prose(table: Language) -> re.Pattern[str]:
    """Where a title ends that is written as a sentence: before words of prose, or "and" and another capital."""
    joint = conditions.phrase(table.conjunctions).pattern
    return re.compile(
        rf"\s+(?:{conditions.phrase(table.tails).pattern}|{joint}\s+[¿¡]*(?-i:[^\W\d_a-zß-ÿ]))", re.IGNORECASE
    )

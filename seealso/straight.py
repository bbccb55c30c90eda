"""From the words of a block straight to its HTML, without a token, where there is no doubt about what they mean.

Nearly all that authors write is words, some of them emphasized, linked or in quotation marks. What holds anything else
is left as it is to the parser, whose rules are many and tried at every mark. Proven as `shortcuts.py` is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from markdown_it.common.normalize_url import normalizeLink, validateLink
from markdown_it.common.utils import escapeHtml

SET = "set"
"""The kind of a token whose content is HTML already: all that is in a block, or with a tag such a block."""
STOP = r"\n!&*<\[\\\]^_`~"
"""As the inside of a character class: with what one of our rules begins."""
EMPHASIZED_WORDS = rf"[^\W_](?:[^{STOP}]*[^\W_])?"
AFTER_EMPHASIS = r"(?![*_])(?=[\s.,;:?)'\"’”]|$)"
INSIDE_WORD = re.compile(r"'(?<=[^\W_]')(?=[^\W_])")
"""An apostrophe. This and the following begin with one certain mark, so that most of a text is passed over at once."""
_QUOTED = re.compile(r"\"(?<![^ (\n]\")(?=[^\W_])([^\"*_\[\]\n]*)\"(?<=[\w.,!?]\")(?=[ .,;:!?)\n]|$)")
_STRONG = re.compile(rf"\*(?<![^ \n(“‘]\*)\*({EMPHASIZED_WORDS})\*\*{AFTER_EMPHASIS}")
_EMPHASIS = re.compile(rf"\*(?<![^ \n(“‘]\*)({EMPHASIZED_WORDS})\*{AFTER_EMPHASIS}")
_LINK = re.compile(rf"\[([^{STOP}]+)\]\(([^\s()<>\[\]\\&\"'\x00-\x1f\x7f]+)\)")
_MARKS = "*[]\n!&_>\\`^~<"
"""Those of `STOP`, and what is escaped."""
_UNDERSTOOD = frozenset("*[]\n!&")


def html(content: str, quotes: Sequence[str]) -> str | None:
    """The HTML of a block's content; None where there is any doubt. `quotes` are the marks of its language."""
    words = quoted(content, quotes)
    marks = marks_in(words) if words else None
    if not words or not marks:
        return words
    if not _UNDERSTOOD.issuperset(marks) or _doubtful(words, marks):
        return None
    if "&" in marks:
        words = words.replace("&", "&amp;")
    if "*" in marks:
        words = _surrounded(_EMPHASIS, "em", _surrounded(_STRONG, "strong", words))
    if "[" in marks:
        words = _linked(words)
    return None if "*" in words or "[" in words or "]" in words else words


def _doubtful(words: str, marks: Sequence[str]) -> bool:
    """Whether a mark that means nothing by itself stands where it means something."""
    return (
        ("!" in marks and "![" in words)
        or ("&" in marks and words.count("&") != words.count("& "))
        or ("\n" in marks and (" \n" in words or "\n " in words or "\n\t" in words))
    )


def marks_in(words: str) -> list[str]:
    """The marks that a text has, none where it is the same in HTML. A pattern takes ten times as long to find none."""
    return [mark for mark in _MARKS if mark in words]


def quoted(content: str, quotes: Sequence[str]) -> str | None:
    """A text whose apostrophes and pairs of quotation marks are set; None where that needs a search."""
    if "'" in content:
        content = INSIDE_WORD.sub("’", content)
    if '"' in content:
        parts = _QUOTED.split(content)
        parts[1::2] = [f"{quotes[0]}{words}{quotes[1]}" for words in parts[1::2]]
        content = "".join(parts)
    return None if "'" in content or '"' in content else content


def _surrounded(pattern: re.Pattern[str], tag: str, words: str) -> str:
    """Words with an element for what a pattern finds."""
    parts = pattern.split(words)
    parts[1::2] = [f"<{tag}>{inner}</{tag}>" for inner in parts[1::2]]
    return "".join(parts)


def _linked(words: str) -> str:
    """Words with their links, but for those whose address is none that may be linked."""
    parts = iter(_LINK.split(words))
    out = [next(parts)]
    for label, written, following in zip(parts, parts, parts, strict=True):
        address = _address(written)
        out.append(f'<a href="{address}">{label}</a>' if address else f"[{label}]")
        out.append(following)
    return "".join(out)


@lru_cache(maxsize=1 << 14)
def _address(written: str) -> str | None:
    """A link's address as the library writes it; None where it is none that may be linked."""
    address = normalizeLink(written)
    return escapeHtml(address) if validateLink(address) else None

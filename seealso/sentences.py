"""The sentence that refers: what a backlink shows of it."""

from __future__ import annotations

import re

from seealso import text
from seealso.model import Context

CONTEXT_LENGTH = 320
"""The most characters of a sentence that a backlink shows."""
_FAR = 2 * CONTEXT_LENGTH
"""Characters before a mention beyond which nothing of its sentence is shown."""
_SENTENCE_END = re.compile(
    r"[.!?…\n](?:(?<=\n)\n|(?<!\n)(?<![A-Z].)(?<!\b[DMJS]r.)(?<!\bMrs.)(?<!\be\.g.)(?<!\bi\.e.)"
    r"[\"”’»)\]]*\s+(?=[\"“‘«(\[]?[A-ZÀ-Þ0-9]))"
)
"""It begins with one of few characters, so that most of a text is passed over at once."""


def around(content: str, start: int, end: int) -> Context:
    """The sentence around a mention, cut at both ends where it is long."""
    begin = max(start - _FAR, 0)
    for match in _SENTENCE_END.finditer(content, begin, start):
        begin = match.end()
    follow = _SENTENCE_END.search(content, end)
    stop = follow.end() if follow else len(content)
    before, label, after = content[begin:start], content[start:end], content[end:stop]
    room = max(CONTEXT_LENGTH - len(label), 80)
    half = room // 2
    if len(before) + len(after) > room:
        keep_after = min(len(after), max(half, room - len(before)))
        before = _clip_left(before, room - keep_after)
        after = text.clip(after, keep_after) if len(after) > keep_after else after
    return Context(_spaced(before).lstrip(), text.collapse(label), _spaced(after).rstrip())


def _clip_left(content: str, limit: int) -> str:
    cut = content.find(" ", max(len(content) - limit, 0))
    return "…" + content[cut + 1 :] if cut >= 0 and len(content) > limit else content


def _spaced(content: str) -> str:
    """White space of every kind as single spaces, also at the ends."""
    words = " ".join(content.split())
    before = " " if content[:1].isspace() else ""
    after = " " if content[-1:].isspace() and words else ""
    return f"{before}{words}{after}"

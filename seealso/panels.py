"""The panels that an author may write (`::: scenario` ... `:::`), and what is amiss with those that were written.

Markdown takes what it does not know for text: a slip in a panel's name would stand on the page as three colons, and a
panel that nothing closes would swallow the rest of the article in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from seealso import text
from seealso.model import Article, Remark

NAMES = ("scenario", "brief", "note")
"""The interface has a label for each."""
_FENCE = re.compile(r"[\s>]*:{3,}\s*([^\s:{]+)")


def amiss(tokens: Sequence[Token], article: Article) -> Iterator[Remark]:
    """Panels of a kind that there is not, and those that nothing closes."""
    lines = article.lines
    for token in tokens:
        if token.map is None:
            continue
        start, stop = (line + article.body_start for line in token.map)
        if token.type.startswith("container_") and token.nesting > 0:
            if stop >= len(lines) or ":::" not in lines[stop]:
                yield _unclosed(token.info.split()[0], lines[start].strip(), start)
        elif token.type == "inline":
            yield from _unknown(lines, start, stop)


def _unclosed(name: str, quote: str, line: int) -> Remark:
    hint = "write ::: on a line of its own where the panel ends; until then all that follows is in it"
    return Remark("panel", f'nothing closes the panel "{name}"', hint, line, quote)


def _unknown(lines: Sequence[str], start: int, stop: int) -> Iterator[Remark]:
    for line in range(start, stop):
        found = _FENCE.match(lines[line])
        if found and found[1] not in NAMES:
            hint = text.did_you_mean(found[1], NAMES) or f"panels: {', '.join(NAMES)}"
            yield Remark("panel", f'there is no panel "{found[1]}"', hint, line, found[1])

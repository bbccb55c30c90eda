"""Quicker ways through the Markdown that most authors write most of the time; they make what the library makes.

A rule here takes what is plain beyond doubt (a paragraph in one line, a list of such lines, what `straight.py` sets),
and leaves everything else to the library's own rule. What comes of it in the end, HTML and places of passages, is
compared with what the library makes over thousands of random texts in `tests/unit/test_markdown.py`.
"""

from __future__ import annotations

import re
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore, normalize
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from seealso import straight

STOPS = re.compile(f"[{straight.STOP}]")
"""Where plain text may end: at a character with which one of our rules begins."""
_EMPHASIS = re.compile(rf"(?P<mark>\*\*?|__?)(?P<words>{straight.EMPHASIZED_WORDS})(?P=mark){straight.AFTER_EMPHASIS}")
_BEFORE_EMPHASIS = frozenset(" \n(\"'“‘")
_BEGINS_WORDS = r"(?:\*\*?|[\"'“‘«(]|\[(?=[^\[\]\\\n]+\]\())?[^\W\d_]|\d+(?![\d.)])"
_WORDS = re.compile(_BEGINS_WORDS)
"""How a line begins that is certainly text: with a letter, perhaps marked or linked, or a number that is no item's."""
_BULLETS = ("- ", "* ", "+ ")
_HEADING = re.compile(r"(#{1,6})[ \t]([^\n#]*)$", re.MULTILINE)
_LIST = re.compile(rf"(?:- (?:{_BEGINS_WORDS})[^\n]*\n)+(?:\n+(?=[^\W\d_]|[#>\"“])|\n*\Z)")
"""A list of plain lines at the margin, with what is empty behind it."""


def use(md: MarkdownIt) -> None:
    """Let a parser go these ways. None of them is right where a definition list may stand: it has rules of its own."""
    md.inline.terminator_re = STOPS
    md.core.ruler.at("normalize", _normalize)
    md.core.ruler.at("inline", _inline)
    md.inline.ruler.before("emphasis", "plain_emphasis", _plain_emphasis)
    md.block.ruler.before("table", "plain_block", _plain_block)


def _token(
    kind: str,
    tag: str,
    nesting: Literal[-1, 0, 1],
    level: int,
    content: str = "",
    markup: str = "",
) -> Token:
    """A token; its own way of being made takes twice as long."""
    token = Token.__new__(Token)
    token.type = kind
    token.tag = tag
    token.nesting = nesting
    token.attrs = {}
    token.map = None
    token.level = level
    token.children = None
    token.content = content
    token.markup = markup
    token.info = ""
    token.meta = {}
    token.block = False
    token.hidden = False
    return token


def _normalize(state: StateCore) -> None:
    """The library's rule, where there is anything for it to do."""
    if "\r" in state.src or "\0" in state.src:
        normalize(state)


# --- blocks --------------------------------------------------------------------------------------------------


def _plain_block(state: StateBlock, line: int, _: int, silent: bool) -> bool:  # noqa: FBT001  the library's signature
    """A paragraph or a heading in one line behind which it certainly ends, or a list of such lines."""
    begin, stop = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    first = state.src[begin]
    if silent or state.sCount[line] - state.blkIndent > 3:
        return False
    if first == "-":
        return _plain_list(state, line, begin)
    if not _ends_behind(state, line):
        return False
    if first.isalpha() or _WORDS.match(state.src, begin):
        if state.parentType != "root" or not _set(state, "p", line, state.src[begin:stop]):
            _push(state, "paragraph", "p", line, state.src[begin:stop])
        return True
    heading = _HEADING.match(state.src, begin) if first == "#" else None
    if heading is None or heading.end() != stop:
        return False
    _push(state, "heading", f"h{len(heading[1])}", line, heading[2], heading[1])
    return True


def _ends_behind(state: StateBlock, line: int) -> bool:
    """Whether no line goes on with a block: the next one is empty, or begins the next item of a list."""
    line += 1
    if line >= state.lineMax or state.isEmpty(line):
        return True
    begins = 0 <= state.sCount[line] < state.blkIndent
    return begins and state.src.startswith(_BULLETS, state.bMarks[line] + state.tShift[line])


def _set(state: StateBlock, tag: str, line: int, content: str) -> bool:
    """Make a block of a line whose HTML there is no doubt about. Only where no rule looks for its three tokens."""
    made = straight.html(content.strip(MD_TRIM_CHARS), state.md.options.quotes)
    if made is None:
        return False
    token = _token(straight.SET, tag, 0, state.level, made)
    token.map = [line, line + 1]
    token.block = True
    state.tokens.append(token)
    state.line = line + 1
    return True


def _push(state: StateBlock, kind: str, tag: str, line: int, content: str, markup: str = "") -> list[Token]:
    """The three tokens of a block in one line."""
    level, state.line = state.level, line + 1
    opening = _token(f"{kind}_open", tag, 1, level, markup=markup)
    opening.map = [line, line + 1]
    inline = _token("inline", "", 0, level + 1, content.strip(MD_TRIM_CHARS))
    inline.map = [line, line + 1]
    inline.children = []
    closing = _token(f"{kind}_close", tag, -1, level, markup=markup)
    opening.block = inline.block = closing.block = True
    tokens = [opening, inline, closing]
    state.tokens += tokens
    return tokens


def _plain_list(state: StateBlock, line: int, begin: int) -> bool:
    """A list at the margin whose items are one line each."""
    found = _LIST.match(state.src, begin) if state.parentType == "root" and not state.tShift[line] else None
    if found is None or state.blkIndent:
        return False
    items = found.group().rstrip("\n").split("\n")
    after = line + found.group().count("\n")
    _wrap(state, "bullet_list_open", "ul", 1, line, after)
    for number, item in enumerate(items, line):
        if _set(state, "li", number, item[2:]):
            continue
        _wrap(state, "list_item_open", "li", 1, number, number + 1 if item is not items[-1] else after)
        opening, _, closing = _push(state, "paragraph", "p", number, item[2:])
        opening.hidden = closing.hidden = True
        _wrap(state, "list_item_close", "li", -1)
    _wrap(state, "bullet_list_close", "ul", -1)
    state.line = after
    return True


def _wrap(state: StateBlock, kind: str, tag: str, nesting: Literal[-1, 1], *lines: int) -> None:
    """A token of a list or of an item of it."""
    state.level += min(nesting, 0)
    token = _token(kind, tag, nesting, state.level, markup="-")
    token.map = [*lines] or None
    token.block = True
    state.level += max(nesting, 0)
    state.tokens.append(token)


# --- inside of a block ---------------------------------------------------------------------------------------


def _inline(state: StateCore) -> None:
    """The library's rule; but what there is no doubt about, as nearly all, is set at once."""
    quotes = state.md.options.quotes
    heading = False
    for token in state.tokens:
        if token.type != "inline":
            heading = token.type == "heading_open"
            continue
        content = token.content
        if heading and not straight.marks_in(content):
            token.children = [_token("text", "", 0, 0, content)]
            continue
        made = None if heading else straight.html(content, quotes)
        if made is None:
            token.children = []
            state.md.inline.parse(content, state.md, state.env, token.children)
        else:
            token.children = [_token(straight.SET, "", 0, 0, made)]


def _emphasis(found: re.Match[str], level: int) -> tuple[Token, Token, Token]:
    mark = found["mark"]
    tag = "em" if len(mark) == 1 else "strong"
    return (
        _token(f"{tag}_open", tag, 1, level, markup=mark),
        _token("text", "", 0, level + 1, found["words"]),
        _token(f"{tag}_close", tag, -1, level, markup=mark),
    )


def _plain_emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the library's signature
    """Emphasis that holds plain words and stands between spaces or marks, as nearly all does: no doubt what it is."""
    start = state.pos
    found = None if silent or state.src[start] not in "*_" else _EMPHASIS.match(state.src, start)
    if not found or (start and state.src[start - 1] not in _BEFORE_EMPHASIS):
        return False
    if state.pending:
        state.pushPending()
    for token in _emphasis(found, state.level):
        token.level = state.level
        state.tokens.append(token)
        state.tokens_meta.append(None)
    state.pos = found.end()
    return True

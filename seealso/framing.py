"""An article's tokens as HTML, and where in it each passage stands: the paragraphs, items, cells and headings.

Where an author wrote HTML, offsets would not outlive the sanitiser: there the passages are framed by marks that do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import cast

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType

from seealso import markup, straight, typesetting

_FRAME = re.compile(f"{markup.PASSAGE_START}(\\d+){markup.PASSAGE_ID_END}|{markup.PASSAGE_END}")
_NO_PROSE = re.compile(r"<(?:h[1-6]|pre|script|style|textarea)\b", re.IGNORECASE)

Block = tuple[int, int, bool]
"""The first line of a block, the one behind its last, and whether no prose is read in it."""
Frame = tuple[int, int, int]
"""A passage: which of the blocks it is, and its begin and end in the HTML."""


Piece = tuple[str, str, str, Block | None]
"""A tag that opens, HTML, a tag that closes, and the block whose passage the HTML is, if any."""


def rendered(
    md: MarkdownIt, tokens: Sequence[Token], env: EnvType, *, marked: bool
) -> tuple[str, list[Frame], list[Block]]:
    """The HTML, and where in it each passage stands; or all passages `marked`, where offsets will not last."""
    out: list[str] = []
    frames: list[Frame] = []
    blocks: list[Block] = []
    length = 0
    for opening, piece, closing, block in _pieces(md, tokens, env):
        begin = length + len(opening)
        length = begin + len(piece) + len(closing)
        if block is None:
            out.append(piece)
            continue
        number = len(blocks)
        blocks.append(block)
        frames.append((number, begin, begin + len(piece)))
        out += (opening, _in_marks(number, piece) if marked else piece, closing)
    return "".join(out), frames, blocks


def _pieces(md: MarkdownIt, tokens: Sequence[Token], env: EnvType) -> Iterator[Piece]:
    renderer = cast("RendererHTML", md.renderer)
    heading, lines = False, (0, 0)
    for index, token in enumerate(tokens):
        kind = token.type
        if kind in ("heading_open", "heading_close"):
            heading = kind == "heading_open"
        elif token.map:
            lines = (token.map[0], token.map[1])
        if kind == straight.SET:
            yield (
                f"<{token.tag}{renderer.renderAttrs(token) if token.attrs else ''}>",
                token.content,
                f"</{token.tag}>\n",
                (*lines, False),
            )
        elif kind == "inline":
            yield "", typesetting.inline_html(renderer, token.children or [], md.options, env), "", (*lines, heading)
        else:
            piece = typesetting.block_html(renderer, tokens, index, md.options, env)
            yield "", piece, "", (*lines, _NO_PROSE.search(piece) is not None) if kind == "html_block" else None


def _in_marks(number: int, piece: str) -> str:
    return f"{markup.PASSAGE_START}{number}{markup.PASSAGE_ID_END}{piece}{markup.PASSAGE_END}"


def unmarked(html: str) -> tuple[str, list[Frame]]:
    """The HTML without its marks, and the passages that were in them."""
    out: list[str] = []
    frames: list[Frame] = []
    length = cursor = 0
    opened: tuple[int, int] | None = None
    for match in _FRAME.finditer(html):
        out.append(html[cursor : match.start()])
        length += match.start() - cursor
        cursor = match.end()
        if match[1] is not None:
            opened = (int(match[1]), length)
        elif opened is not None:
            frames.append((*opened, length))
            opened = None
    return "".join([*out, html[cursor:]]), frames

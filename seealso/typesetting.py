"""From tokens to a page's HTML, in quicker ways than the library's that come to the same: quotation marks, then tags.

Marks in pairs around words, nearly all there are, need no search for a partner, and a dozen kinds of tokens have tags
that never vary; everything else is the library's. Proven as `shortcuts.py` is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_core.smartquotes import process_inlines
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from seealso import straight

_QUOTED = re.compile(r"\"(?<![^ (]\")(?=[^\W_])([^\"]*)\"(?<=[\w.,!?]\")(?=[ .,;:!?)]|$)")
"""It begins with the mark itself, so that most of a text is passed over at once."""
_BREAKS = frozenset({"softbreak", "hardbreak"})
_HTML = {
    "softbreak": "\n",
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "link_close": "</a>",
}


def use(md: MarkdownIt) -> None:
    """Let a parser set its quotation marks this way."""
    md.core.ruler.at("smartquotes", _set_quotes)


# --- quotation marks -----------------------------------------------------------------------------------------


def _set_quotes(state: StateCore) -> None:
    """The library's rule; but apostrophes inside of words and pairs around words need no search for a partner."""
    quotes = state.md.options.quotes
    pair = f"{quotes[0]}\\1{quotes[1]}"
    for token in state.tokens:
        if token.type == "inline" and ('"' in token.content or "'" in token.content):
            children = token.children or []
            marked = [number for number, child in enumerate(children) if child.type == "text" and _marked(child)]
            if not all(_paired(children, number, pair) for number in marked):
                process_inlines(children, state)


def _marked(child: Token) -> bool:
    """Whether a text has marks besides the apostrophes inside of words, which are set."""
    if "'" in child.content:
        child.content = straight.INSIDE_WORD.sub("’", child.content)
    return '"' in child.content or "'" in child.content


def _paired(children: Sequence[Token], index: int, pair: str) -> bool:
    """Whether a text has no mark left after its pairs were set; else it stays as it is."""
    content = children[index].content
    if content[0] == '"' and index and children[index - 1].type not in _BREAKS:
        return False
    if content[-1] == '"' and index + 1 < len(children) and children[index + 1].type not in _BREAKS:
        return False
    content = _QUOTED.sub(pair, content)
    if '"' in content or "'" in content:
        return False
    children[index].content = content
    return True


# --- rendering -----------------------------------------------------------------------------------------------


def inline_html(renderer: RendererHTML, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
    """What `RendererHTML.renderInline` makes."""
    out = []
    for index, token in enumerate(tokens):
        kind = token.type
        if kind == "text":
            out.append(escapeHtml(token.content))
        elif kind == straight.SET:
            out.append(token.content)
        elif kind in _HTML:
            out.append(_HTML[kind])
        elif kind in renderer.rules:
            out.append(renderer.rules[kind](tokens, index, options, env))
        else:
            out.append(renderer.renderToken(tokens, index, options, env))
    return "".join(out)


def block_html(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    """What `RendererHTML.render` makes of a token that is not inline."""
    token = tokens[index]
    kind = token.type
    if kind == "paragraph_open" and not token.attrs and not (index and tokens[index - 1].hidden):
        return "" if token.hidden else "<p>"
    if token.nesting < 0 and token.block and not token.attrs and kind not in renderer.rules:
        return "" if token.hidden else f"</{token.tag}>\n"
    if kind in renderer.rules:
        return str(renderer.rules[kind](tokens, index, options, env))
    return renderer.renderToken(tokens, index, options, env)

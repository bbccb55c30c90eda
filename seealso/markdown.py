"""The Markdown that authors may write: CommonMark with tables, footnotes, definition lists, panels and wikilinks.

Smart quotation marks are those of the article's language. markdown-it's "replacements" stay off: they turn the (c) of
"(a), (b), (c)" into a copyright sign.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from seealso import panels, shortcuts, text, typesetting
from seealso.notations import wikilinks
from seealso.strings import interface
from seealso.strings.words import Words

_QUOTES = {
    "en": "“”‘’",
    "de": "„“‚‘",
    "es": "«»“”",
    "fr": ["«\u00a0", "\u00a0»", "‹\u00a0", "\u00a0›"],
}


_NEEDS = {
    "table": "|",
    **{f"container_{name}": ":::" for name in panels.NAMES},
    "footnote_def": "[^",
    "footnote_ref": "[^",
    "footnote_inline": "^[",
    "blockquote": ">",
    "html_block": "<",
    "html_inline": "<",
    "autolink": "<",
    "reference": "]:",
    "heading": "#",
    "backticks": "`",
    "strikethrough": "~~",
    "escape": "\\",
    "entity": "&",
    "wikilink": "[[",
    "image": "![",
    "link": "[",
    "block_names": "^",
}
"""What must occur in a text for a rule to find anything: without it, the rule need not be tried at every place."""
_FENCES = ("```", "~~~")
_NEEDED = frozenset({*_NEEDS.values(), *_FENCES})
_CHARS = frozenset("".join(_NEEDED))
_DEFINITION = re.compile(r"\n[ \t>*+.)\d-]*[:~][ \t]")
"""The beginning of a definition, wherever it stands."""


def parser_for(text: str, lang: str) -> MarkdownIt:
    """A parser with those rules that a text can need, in a language with its quotation marks (`en`)."""
    chars = {char for char in _CHARS if char in text}  # quicker than to look for two at once
    found = {needed for needed in _NEEDED if chars.issuperset(needed) and needed in text}
    without = [rule for rule, needed in _NEEDS.items() if needed not in found]
    if found.isdisjoint(_FENCES):
        without.append("fence")
    if not _DEFINITION.search(text):
        without.append("deflist")
    return parser(lang, frozenset(without))


@lru_cache(maxsize=256)
def parser(lang: str, without: frozenset[str] = frozenset()) -> MarkdownIt:
    """A parser of all that authors may write, but for some rules."""
    md = MarkdownIt("commonmark", {"typographer": True, "quotes": _QUOTES.get(lang, _QUOTES["en"])})
    md.enable(["table", "strikethrough", "smartquotes"])
    md.use(footnote_plugin).use(deflist_plugin).use(wikilinks.plugin)
    for name in panels.NAMES:
        md.use(container_plugin, name, render=_render_panel)
    md.core.ruler.before("footnote_tail", "loose_footnotes", _keep_loose_footnotes)
    md.core.ruler.push("headings", _name_headings)
    md.add_render_rule("footnote_anchor", _render_footnote_anchor)
    md.add_render_rule("footnote_block_open", _render_footnotes_open)
    md.add_render_rule("table_open", _render_table_open)
    md.add_render_rule("table_close", _render_table_close)
    shortcuts.use(md)
    typesetting.use(md)
    if "deflist" not in without:
        md.disable("plain_block")
    md.disable(sorted(without))
    return md


def _keep_loose_footnotes(state: StateCore) -> None:
    """A note that nothing refers to is printed after the others instead of vanishing."""
    notes = state.env.get("footnotes")
    if not notes:
        return
    for name, number in notes["refs"].items():
        if number < 0:
            notes["refs"][name] = len(notes["list"])
            notes["list"][len(notes["list"])] = {"label": name[1:], "count": 0}
            state.env.setdefault("loose_footnotes", []).append(name[1:])


def _name_headings(state: StateCore) -> None:
    """Give each heading an anchor, and make room for the page's own `<h1>`."""
    tokens = state.tokens
    opened = [t for t in tokens if t.type == "heading_open"]
    shift = 1 if any(t.tag == "h1" for t in opened) else 0
    taken: set[str] = set()
    for index, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close") and shift:
            token.tag = f"h{min(int(token.tag[1]) + shift, 6)}"
        if token.type == "heading_open":
            words = "".join(c.content for c in tokens[index + 1].children or () if c.type in ("text", "code_inline"))
            token.attrSet("id", _unique(text.slugify(words) or "section", taken))


def _unique(slug: str, taken: set[str]) -> str:
    slug = f"section-{slug}" if re.fullmatch(r"(?:ref|fn|fnref)-?\d+", slug) else slug
    anchor, count = slug, 1
    while anchor in taken:
        count += 1
        anchor = f"{slug}-{count}"
    taken.add(anchor)
    return anchor


def _render_panel(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    if token.nesting < 0:
        return "</aside>\n"
    name, _, label = token.info.strip().partition(" ")
    heading = text.collapse(label) or _words(env).say(f"panel_{name}")
    label = _escape(heading)
    return f'<aside class="panel panel-{name}" aria-label="{label}"><p class="panel-label">{label}</p>\n'


def _render_footnote_anchor(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    meta = tokens[index].meta
    if env["footnotes"]["list"][meta["id"]].get("count") == 0:
        return ""
    number = meta["id"] + 1
    target = f"{number}:{meta['subId']}" if meta["subId"] else str(number)
    label = _escape(_words(env).say("note_back", number=number))
    return f' <a href="#fnref{target}" class="footnote-backref" aria-label="{label}">\u21a9\ufe0e</a>'


def _render_footnotes_open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return (
        f'<section class="footnotes" aria-label="{_escape(_words(env).say("notes"))}">\n<ol class="footnotes-list">\n'
    )


def _render_table_open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    label = _escape(_words(env).say("table"))
    return f'<div class="table" role="region" aria-label="{label}" tabindex="0"><table>\n'


def _render_table_close(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return "</table></div>\n"


def _words(env: EnvType) -> Words:
    """The interface's words for the article that is rendered."""
    return interface.words(str(env.get("lang", "")), str(env.get("site_lang", "")))


def _escape(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")

"""The quicker ways of parsing make of every text what the library's own would: rules left out, and rules replaced."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_core import inline, normalize, smartquotes
from markdown_it.utils import EnvType

from seealso import framing, markdown, shortcuts, typesetting
from seealso.framing import Block, Frame

PIECES = (
    "word", "Two words", " ", "  ", "\n", "\n\n", "# ", "## ", "> ", "- ", "1. ", "    ", "\t", "```", "~~~", "`", "``", "*", "**",
    "_", "~~", "~", "[", "]", "(", ")", "[^1]", "[^1]: note", "^[", "[[", "]]", "![", "![[", "|", "| a | b |", "\n| - | - |\n",
    "---", "===", ": def", "\n: def", "\n  ~ def", "::: note", ":::scenario", ":::: brief more", ":::", "<b>", "</b>", "<!-- c -->",
    "<http://x.y>", "&amp;", "&", "\\", "\\*", "[a]: /u", "](/u)", "^id", " ^name", '"', "'", "(c)", "...", "--", "$", "%", "@", "{", "}", "=", "+",
)  # fmt: skip


MARKS = (
    "*", "**", "_", "__", "***", "*a*", "**bold words**", "_b_", "'", '"', "don't", "O'Neill's", "word", "a", " ", " ", " ", "\n", "(", ")", ".",
    ",", "!", "“", "”", "’", "é", "1", "`c`", "[", "](/u)", "\\", "&amp;", "-", "—", "~~", "<b>",
    "\"two *marked* words\"", "\n\t", " > ", "&x", "![x](y)", "**a** b*", "[a & b](c_d)",
    "[words](other.md)", "[a b](https://x.y/ü?q=1&r#s)", "[c](javascript:d)", "[d](<e f>)", '"quoted words"', '"Quoted,"', " & ", "! ", "  \n", "\n  ",
)  # fmt: skip


LINES = (
    "Words in a line", "Words 'and' \"more\" words, *some* of them **marked**.", "“Quoted” words", '"Quoted" words', "*Marked* words", "- item", "- item two",
    "- item\n- item\n- item\n", "- - item", "- [x](y.md)", "* item", "+ item", "1. item", "2) item", "  - item", "    words", "  words", "\twords", "-", "- ",
    "# Head", "## Head *marked*", "### Head ###", "#no head", "####### seven", "#", "##\tTab", "## Head \\", "---", "===", "- - -", "***", "> words", "> - item", "> # Head", ">",
    "```", "~~~", "| a |", "|---|", "a | b", "-|-", ": definition", "~ definition", "Words: more", "::: note", ":::", "[^1]: note", "[a]: /u", "<div>", "</div>",
    "<!--", "-->", "^name", "Words ^name", "\u00a0words\u00a0", "1984. Words", "1984 words", "12", "- 3 items", "- **item** one", "- ***", "**", "- [a](b.md)", "[a](b.md) words", "[a]: b.md", "(words)", "- (words", "[a](b]: c", "''words",
    "-words", "\x0cwords", "é", "", "", "", "", "",
)  # fmt: skip
"""Lines of which documents are made; the plain ones are those that `shortcuts` takes."""


def whole() -> MarkdownIt:
    """A parser with all rules, the library's own where we have quicker ones, that stops wherever the library does."""
    md = markdown.parser.__wrapped__("en")
    md.inline.terminator_re = MarkdownIt().inline.terminator_re
    md.core.ruler.at("normalize", normalize)
    md.core.ruler.at("inline", inline)
    md.core.ruler.at("smartquotes", smartquotes)
    md.disable(["plain_emphasis", "plain_block"])
    return md


WHOLE = whole()


def rendered(md: MarkdownIt, text: str) -> str:
    env: EnvType = {}
    return str(md.render(text, env))


def framed(md: MarkdownIt, text: str) -> tuple[str, list[Frame], list[Block]]:
    """The HTML that the program makes of a text with this parser, and where the passages are in it and in the file."""
    env: EnvType = {}
    return framing.rendered(md, md.parse(text, env), env, marked=False)


def quickly(text: str) -> str:
    """What the parser with all quick ways makes of a text, and the quick way of rendering of that."""
    return framed(markdown.parser_for(text, "en"), text)[0]


@settings(max_examples=3000, deadline=None)
@given(st.lists(st.sampled_from(MARKS), max_size=14).map("".join))
def test_marks_and_emphasis_are_read_as_the_library_reads_them(text: str) -> None:
    assert quickly(text) == rendered(WHOLE, text)


@settings(max_examples=3000, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(("\n", "\n\n", "\n\n\n", "\r\n"))), max_size=9))
def test_blocks_are_read_as_the_library_reads_them(lines: list[tuple[str, str]]) -> None:
    text = "".join(f"{line}{end}" for line, end in lines)
    assert quickly(text) == rendered(WHOLE, text)
    assert framed(markdown.parser_for(text, "en"), text) == framed(WHOLE, text)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_rules_that_are_not_needed_make_no_difference(text: str) -> None:
    assert quickly(text) == rendered(WHOLE, text)


PLAIN = """\
Words, *some* of them **marked**, "quoted" or [linked](other.md), and don't "stop, ever!"

## A heading

- one
- *two*

“Words” & words!
"""


def test_a_plain_document_needs_no_rule_of_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = framed(WHOLE, PLAIN)
    md = markdown.parser_for(PLAIN, "en")
    monkeypatch.setattr(shortcuts, "normalize", None)
    monkeypatch.setattr(typesetting, "process_inlines", None)
    monkeypatch.setattr(md.inline, "parse", None)
    rules = md.block.ruler.get_active_rules()
    md.block.ruler.enableOnly("plain_block")
    try:
        assert framed(md, PLAIN) == expected
    finally:
        md.block.ruler.enableOnly(rules)


def test_most_texts_need_few_rules() -> None:
    plain = markdown.parser_for("Plain words, *some* of them marked.\n\nMore.", "en")
    assert "table" not in plain.get_active_rules()["block"]
    assert "html_inline" not in plain.get_active_rules()["inline"]
    assert "emphasis" in plain.get_active_rules()["inline"]

"""The quicker ways of parsing make of every text what the library's own would: rules left out, and rules replaced."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_core import inline, smartquotes
from markdown_it.utils import EnvType

from seealso import markdown

PIECES = (
    "word", "Two words", " ", "  ", "\n", "\n\n", "# ", "## ", "> ", "- ", "1. ", "    ", "\t", "```", "~~~", "`", "``", "*", "**",
    "_", "~~", "~", "[", "]", "(", ")", "[^1]", "[^1]: note", "^[", "[[", "]]", "![", "![[", "|", "| a | b |", "\n| - | - |\n",
    "---", "===", ": def", "\n: def", "\n  ~ def", "::: note", ":::scenario", ":::: brief more", ":::", "<b>", "</b>", "<!-- c -->",
    "<http://x.y>", "&amp;", "&", "\\", "\\*", "[a]: /u", "](/u)", "^id", " ^name", '"', "'", "(c)", "...", "--", "$", "%", "@", "{", "}", "=", "+",
)  # fmt: skip


MARKS = (
    "*", "**", "_", "__", "***", "*a*", "**bold words**", "_b_", "'", '"', "don't", "O'Neill's", "word", "a", " ", " ", " ", "\n", "(", ")", ".",
    ",", "!", "“", "”", "’", "é", "1", "`c`", "[", "](/u)", "\\", "&amp;", "-", "—", "~~", "<b>",
)  # fmt: skip


def whole() -> MarkdownIt:
    """A parser with all rules, the library's own where we have quicker ones, that stops wherever the library does."""
    md = markdown.parser.__wrapped__("en")
    md.inline.terminator_re = MarkdownIt().inline.terminator_re
    md.core.ruler.at("inline", inline)
    md.core.ruler.at("smartquotes", smartquotes)
    md.disable("plain_emphasis")
    return md


WHOLE = whole()


def rendered(md: MarkdownIt, text: str) -> str:
    env: EnvType = {}
    return str(md.render(text, env))


@settings(max_examples=3000, deadline=None)
@given(st.lists(st.sampled_from(MARKS), max_size=14).map("".join))
def test_marks_and_emphasis_are_read_as_the_library_reads_them(text: str) -> None:
    assert rendered(markdown.parser_for(text, "en"), text) == rendered(WHOLE, text)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_rules_that_are_not_needed_make_no_difference(text: str) -> None:
    assert rendered(markdown.parser_for(text, "en"), text) == rendered(WHOLE, text)


def test_most_texts_need_few_rules() -> None:
    plain = markdown.parser_for("Plain words, *some* of them marked.\n\nMore.", "en")
    assert "table" not in plain.get_active_rules()["block"]
    assert "html_inline" not in plain.get_active_rules()["inline"]
    assert "emphasis" in plain.get_active_rules()["inline"]

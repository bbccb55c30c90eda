"""Article -> Document: Markdown to HTML in which the mentions are still open.

This stage sees one article and knows no title, so its result depends on that file alone and can be made anywhere, in
any order. What it leaves for the linker is each passage that holds a link, a wikilink or a lead, framed in the HTML.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter

from markdown_it.token import Token
from markdown_it.utils import EnvType

from seealso import framing, markdown, markup, occurrences, outlines, panels, sanitize
from seealso.config import References
from seealso.framing import Block, Frame
from seealso.model import Article, Document, Lead, Passage, Remark
from seealso.notations import leads, parts, tongues
from seealso.notations.language import Language

_LIST_AHEAD = re.compile(r"\s*</p>\s*<(?:ul|ol)[^>]*>\s*<li>\s*(?:<p>)?\s*")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s")
_WORDS = re.compile(r"[\w'’]+")
_NEXT_ITEM = re.compile(r"\s*(?:</p>)?\s*</li>\s*<li>\s*(?:<p>)?\s*")
_LINK = re.compile("<a ")
_CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
_FOOTNOTE_MARK = re.compile(r"\[\^([^\]\s<]+)\]")


def document(
    article: Article,
    lang: str = "en",
    own_words: References = References(),  # noqa: B008  frozen
    *,
    every_passage: bool = False,
) -> Document:
    """The article's body as HTML with framed passages; never fails, whatever the author wrote.

    `lang` is the language of articles that name none, `own_words` what the author adds to the words for referring.
    `every_passage` keeps also the passages that refer to nothing.
    """
    site_lang, lang = lang, article.lang or lang
    body = article.body
    md = markdown.parser_for(body, lang.partition("-")[0].lower())
    env: EnvType = {"lang": lang, "site_lang": site_lang}
    tokens = md.parse(body, env)
    raw = list(_raw_html(tokens)) if "<" in body else []
    html, frames, blocks = framing.rendered(md, tokens, env, marked=bool(raw))
    remarks = [_unused_footnote(label, article) for label in env.get("loose_footnotes", ())]
    remarks += [_missing_footnote(label, article) for label in _footnotes_left(html)] if "[^" in html else ()
    remarks += panels.amiss(tokens, article) if ":::" in body else ()
    if raw:
        remarks += _taken_out(raw, article)
        html, frames = framing.unmarked(sanitize.clean(html))
    table = tongues.language(lang, own_words)
    passages = _passages(html, frames, blocks, table, article, every=every_passage)
    return Document(
        html=html,
        passages=passages,
        images=tuple(_images(tokens, article.body_start)) if "![" in body else (),
        outline=outlines.outline(html, tuple(remarks)),
    )


# --- passages ------------------------------------------------------------------------------------------------


def _passages(
    html: str, frames: list[Frame], blocks: list[Block], table: Language, article: Article, *, every: bool
) -> tuple[Passage, ...]:
    """The passages that refer to something."""
    prose = [frame for frame in frames if not blocks[frame[0]][2]]
    referring: dict[Frame, tuple[Lead, ...]] = {}
    for frame in _holding(leads.nouns_in(html, table), prose):
        its_leads = _leads(html[frame[1] : frame[2]], table)
        if its_leads:
            referring[frame] = its_leads
    items = _list_items(html, frames, referring, table)
    kept = {*referring, *_holding((link.span() for link in _LINK.finditer(html)), frames)}
    for index, count in items.items():
        kept.update(frames[index : index + count + 1])
    if referring or parts.stem(article.title, table):
        named = _holding(occurrences.places(html, parts.names(table)), prose)
        kept.update(frame for frame in named if parts.may_stand(html[frame[1] : frame[2]], table))
    offset = article.body_start
    announced = {frames[index]: count for index, count in items.items()}
    return tuple(
        Passage(
            frame[1],
            frame[2],
            blocks[frame[0]][0] + offset,
            blocks[frame[0]][1] + offset,
            referring.get(frame, ()),
            announced.get(frame, 0),
        )
        for frame in (frames if every else sorted(kept))
    )


def _holding(places: Iterable[tuple[int, int]], frames: list[Frame]) -> list[Frame]:
    """The frames in which any of some places begins, both in the order of the text."""
    found: dict[Frame, None] = {}
    for place, _ in places:
        index = bisect_right(frames, place, key=itemgetter(1)) - 1
        if index >= 0 and place < frames[index][2]:
            found[frames[index]] = None
    return [*found]


def _leads(content: str, table: Language) -> tuple[Lead, ...]:
    flat = markup.flatten(content)
    hidden = [span for span in flat.spans if span.name in ("a", "code")]
    return tuple(
        lead
        for lead in leads.find(flat.text, table)
        if not any(span.start < lead.end and lead.start < span.end for span in hidden)
    )


def _list_items(
    html: str, frames: list[Frame], referring: dict[Frame, tuple[Lead, ...]], table: Language
) -> dict[int, int]:
    """By index of the passage that announces a list ("... in past articles:"), how many items follow it."""
    counts = {}
    for frame, its_leads in referring.items():
        _, start, end = frame
        if not html[start:end].rstrip().endswith(":"):
            continue
        between = markup.flatten(html[start:end]).text[its_leads[-1].end :].lower()
        bracketed = ")" in between and "(" not in between
        if bracketed or _SENTENCE_END.search(between) or set(_WORDS.findall(between)) & {*table.subjects}:
            continue
        count = 0
        gap = _LIST_AHEAD
        index = frames.index(frame)
        for before, after in zip(frames[index:], frames[index + 1 :], strict=False):
            if not gap.fullmatch(html[before[2] : after[1]]):
                break
            count += 1
            gap = _NEXT_ITEM
        if count:
            counts[index] = count
    return counts


# --- what else is told of a document -------------------------------------------------------------------------


def _with_lines(tokens: list[Token]) -> Iterator[tuple[Token, int]]:
    """Each token and each of the tokens in it, with the first line of its block."""
    line = 0
    for token in tokens:
        if token.map:
            line = token.map[0]
        yield token, line
        yield from ((child, line) for child in token.children or ())


def _raw_html(tokens: list[Token]) -> Iterator[tuple[str, int]]:
    """Each piece of HTML that the author wrote, with the line of its block."""
    return ((token.content, line) for token, line in _with_lines(tokens) if token.type in ("html_block", "html_inline"))


def _taken_out(raw: list[tuple[str, int]], article: Article) -> Iterator[Remark]:
    for piece, line in raw:
        for taken in sanitize.refused(piece):
            at = _line_of(taken, article, line + article.body_start)
            message = f"raw HTML is taken out: {taken}"
            hint = "write it in Markdown, or leave it away; scripts, styles, forms and frames never reach the site"
            yield Remark("raw-html", message, hint, at, taken)


def _line_of(words: str, article: Article, start: int) -> int:
    lines = article.lines[start:]
    return next((number for number, line in enumerate(lines, start) if words in line), start)


def _unused_footnote(label: str, article: Article) -> Remark:
    words = f"[^{label}]:"
    hint = f"write [^{label}] where the note belongs; until then it is printed after the article"
    return Remark(
        "unused-footnote",
        f"nothing refers to the footnote [^{label}]",
        hint,
        _line_of(words, article, article.body_start),
        words,
    )


def _footnotes_left(html: str) -> list[str]:
    """The names in marks of footnotes that stayed text, since no note has them."""
    return list(dict.fromkeys(_FOOTNOTE_MARK.findall(_CODE.sub("", html))))


def _missing_footnote(label: str, article: Article) -> Remark:
    words = f"[^{label}]"
    hint = f"write the note in a paragraph of its own: [^{label}]: ..."
    line = _line_of(words, article, article.body_start)
    return Remark("missing-footnote", f'there is no footnote "{label}"', hint, line, words)


def _images(tokens: list[Token], offset: int) -> Iterator[tuple[str, int]]:
    for token, line in _with_lines(tokens):
        if token.type == "image":
            yield str(token.attrGet("src") or ""), line + offset

"""A chosen mention made a wikilink: two brackets on each side of the author's own words, and nothing else.

Wikilinks, since they say what is meant where no "see my article" stands. The edit is tried in memory first: the
archive is linked with it, and must refer to exactly one article more than before, the one that was meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from seealso import markup, places, sentences, text
from seealso.edits import Edit, line_start
from seealso.linkage import Linkage, Request, tried
from seealso.model import Article, Context, Notation, Resolved, Slug
from seealso.notations import wikilinks
from seealso.problems import Location, Problem, SeealsoError, error
from seealso.suggest import sightings
from seealso.suggest.ranking import Suggestion

_MARKUP = re.compile(r"[*_~`<>\[\]|\\]|&(?:#\w+|\w+);")
"""What would be in the way inside a wikilink: its text is literal."""
_LINE_BREAK = re.compile(r"\s*\n[ \t]*(?:>[ \t]*)*")
"""With what a quotation puts before its lines; a wikilink stands on one."""
_NOT_IN_TARGETS = frozenset("[]|\n#^")


class _Change(Struct, frozen=True):
    chosen: Suggestion
    edit: Edit


def planned(linkage: Linkage, request: Request, chosen: Iterable[Suggestion]) -> list[Edit]:
    """The edits that make these mentions links; SeealsoError with a reason for each that is not sure to work."""
    problems: list[Problem] = []
    changes: list[_Change] = []
    for one in chosen:
        outcome = _change(linkage, one)
        if isinstance(outcome, Problem):
            problems.append(outcome)
        else:
            changes.append(outcome)
    problems = problems or _tried(linkage, request, changes)
    if problems:
        raise SeealsoError(problems)
    return [change.edit for change in changes]


# --- one edit ------------------------------------------------------------------------------------------------


def _change(linkage: Linkage, one: Suggestion) -> _Change | Problem:
    article, document = linkage.titles.articles[one.source], linkage.documents[one.source]
    passage = document.passages[one.passage]
    flat = markup.of_passage(document, passage)
    found = places.extent(article.lines, passage, flat.text, one.start, one.end)
    if found is None:
        return refusal(linkage, one, "the words can't be found in the file again")
    content = linkage.sources[article.path]
    offset = line_start(content, passage.first_line)
    start, end = offset + found[0], offset + found[1]
    words = _LINE_BREAK.sub(" ", content[start:end])
    if _MARKUP.search(words) or text.words(words) != text.words(flat.text[one.start : one.end]):
        return refusal(linkage, one, f'there is markup inside the words: "{text.collapse(words)}"')
    bar = "\\|" if sightings.in_cell(document, passage) else "|"
    return _Change(one, Edit(article.path, start, end, _wikilink(linkage, article, one.target, words, bar)))


def _wikilink(linkage: Linkage, article: Article, target: Slug, words: str, bar: str) -> str:
    """The words alone where they name the article by themselves, else behind its title or its slug."""
    meant = linkage.titles.articles[target]
    same = text.key(words) in {text.key(name) for name in meant.names}
    for name in (words, meant.title) if same else (meant.title,):
        outcome, place = wikilinks.resolve(name, article.path, linkage.titles)
        if outcome == Resolved(target) and not place and not _NOT_IN_TARGETS & set(name):
            return f"[[{words}]]" if name == words else f"[[{name}{bar}{words}]]"
    return f"[[{target}{bar}{words}]]"


def refusal(linkage: Linkage, one: Suggestion, message: str) -> Problem:
    """Why a mention is left as it is, and what the author can do by hand."""
    title = linkage.titles.articles[one.target].title
    hint = f"nothing was changed; set the link by hand: [[{title}|your words]]"
    return error("suggest", place_of(linkage, one), message, hint)


def place_of(linkage: Linkage, one: Suggestion) -> Location:
    """Where a mention stands in its file."""
    article, document = linkage.titles.articles[one.source], linkage.documents[one.source]
    passage = document.passages[one.passage]
    content = markup.of_passage(document, passage).text
    return places.locate(article.lines, article.path, passage, content, one.start, one.end)


def context_of(linkage: Linkage, one: Suggestion) -> Context:
    """The sentence that mentions the title."""
    document = linkage.documents[one.source]
    passage = document.passages[one.passage]
    return sentences.around(markup.of_passage(document, passage).text, one.start, one.end)


# --- what they would do --------------------------------------------------------------------------------------


def _tried(linkage: Linkage, request: Request, changes: Sequence[_Change]) -> list[Problem]:
    """What is wrong with the changes: all are tried together, then alone those of an article where it went wrong."""
    wrong = _wrong(linkage, request, changes)
    guilty = [change for change in wrong if _wrong(linkage, request, [change])] if len(wrong) > 1 else wrong
    message = "with a link here, the article would not refer to all that it refers to now"
    return [refusal(linkage, change.chosen, message) for change in guilty or wrong]


def _wrong(linkage: Linkage, request: Request, changes: Sequence[_Change]) -> list[_Change]:
    """The changes in articles that would not gain just the references that are wanted, or would lose one."""
    after = tried(linkage, request, (change.edit for change in changes))
    sources = {change.chosen.source for change in changes}
    right = {source for source in sources if _gained(linkage, after, source) == _wanted(changes, source)}
    return [change for change in changes if change.chosen.source not in right]


def _gained(before: Linkage, after: Linkage, source: Slug) -> Counter[tuple[Slug, Notation]] | None:
    """The references that an article has more than before; None where it has lost one."""
    old = Counter((edge.target, edge.notation) for edge in before.linked[source].edges)
    new = Counter((edge.target, edge.notation) for edge in after.linked[source].edges)
    return None if old - new else new - old


def _wanted(changes: Iterable[_Change], source: Slug) -> Counter[tuple[Slug, Notation]]:
    return Counter((c.chosen.target, Notation.WIKILINK) for c in changes if c.chosen.source == source)

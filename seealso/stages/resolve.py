"""Document + TitleIndex -> LinkedDocument: the linker, which closes every open mention.

Each passage is flattened once; the three notations say what its words, links and wikilinks refer to; the links are then
set in one pass over the HTML. A reference that can't be closed stays the author's text.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter, itemgetter

from seealso import diagnosis, linking, marked, markup, text
from seealso.linking import Closing, Here, Surroundings, Work
from seealso.markup import Span
from seealso.model import (
    Ambiguous,
    Article,
    Dangling,
    Document,
    Lead,
    LinkedDocument,
    Mention,
    Notation,
    Order,
    Passage,
    Resolved,
    Suggested,
)
from seealso.notations import parts, prose
from seealso.problems import Problem


def link(article: Article, document: Document, around: Surroundings) -> tuple[LinkedDocument, tuple[Problem, ...]]:
    """The document with every mention closed, and what the author should know about those that could not be."""
    work = linking.begin(article, document, around)
    for here, closings in references(work):
        for closing in closings:
            linking.apply(here, closing)
    marked.link_pictures(work)
    html = linking.edited(document.html, work.edits)
    linked = LinkedDocument(
        html,
        tuple(work.edges),
        tuple(work.spots),
        tuple(work.files.items()),
        tuple(work.pictures),
        tuple(work.unresolved),
        tuple(sorted(work.around.titles.asked or ())),
    )
    return linked, tuple(work.problems)


def references(work: Work) -> Iterator[tuple[Here, list[Closing]]]:
    """What the references of each passage mean, in the order of the text."""
    document = work.document
    items = _announced_items(document.passages)
    for number, passage in enumerate(document.passages):
        here = Here(work, number, passage, markup.of_passage(document, passage))
        closings = marked.links_of(here)
        for mention in _prose_mentions(here, is_item=number in items):
            closing = _close_prose(here, mention)
            if closing:
                closings.append(closing)
        if len(closings) > 1:
            closings.sort(key=attrgetter("start", "end"))
        yield here, closings


# --- prose ---------------------------------------------------------------------------------------------------


def _announced_items(passages: tuple[Passage, ...]) -> set[int]:
    """The passages that are items of a list which a lead before it announces."""
    return {index + step for index, p in enumerate(passages) if p.items for step in range(1, p.items + 1)}


def _prose_mentions(here: Here, *, is_item: bool) -> list[Mention]:
    """The mentions that the passage's own words make, none twice where two leads reach the same title."""
    if not (is_item or here.passage.leads or here.work.series):
        return []
    titles, table = here.work.around.titles, here.work.table
    found = list(prose.close_item(here.flat, titles, table)) if is_item else []
    for lead in here.passage.leads:
        if here.passage.items and lead is here.passage.leads[-1] and not here.flat.text[lead.end :].rstrip(" :\n"):
            continue
        meant = prose.close(lead, here.flat, titles, table)
        _check_order(here, lead, meant)
        found += meant
    found += _later_parts(here, found)
    if len(found) > 1:
        found.sort(key=lambda m: (m.start, isinstance(m.outcome, (Dangling, Suggested)), -m.end))
    links = [span for span in here.flat.spans if span.name == "a"]
    kept: list[Mention] = []
    reach = 0
    for mention in found:
        if mention.start >= reach and not (links and _within(links, mention)):
            reach = mention.end
            kept.append(mention)
    return kept


def _check_order(here: Here, lead: Lead, meant: list[Mention]) -> None:
    """Say so when "a prior article" is newer than this one, and which one "my previous article" was by date."""
    article, titles = here.work.article, here.work.around.titles
    if not lead.order or article.date is None:
        return
    for mention in meant:
        if isinstance(mention.outcome, Resolved):
            target = titles.articles[mention.outcome.slug]
            if (
                target.date
                and target.date != article.date
                and (target.date > article.date) == (lead.order is Order.EARLIER)
            ):
                place = here.place(mention.start, mention.end)
                here.work.problems.append(diagnosis.chronology(lead.order, target, article, place))
    nothing = not meant and lead.mine and not lead.plural and not prose.names_topic(lead)
    if nothing and not prose.leads_to_link(here.flat, lead):
        place = here.place(lead.start, lead.end)
        neighbour = titles.neighbour(article, later=lead.order is Order.LATER)
        here.work.problems.append(diagnosis.untitled(here.flat.text[lead.start : lead.end], neighbour, place))


def _later_parts(here: Here, found: list[Mention]) -> list[Mention]:
    """The parts of the series named last that the passage names by their numbers alone."""
    work, flat, titles = here.work, here.flat, here.work.around.titles
    if not work.series and not found:
        return []
    named = [
        (mention, parts.stem(titles.articles[mention.outcome.slug].title, work.table))
        for mention in found
        if isinstance(mention.outcome, Resolved)
    ]
    if not work.series and not any(map(itemgetter(1), named)):
        return []
    later: list[Mention] = []
    start = 0
    for mention, series in sorted(named, key=lambda one: one[0].start):
        if work.series:
            later += parts.named(flat, start, mention.start, work.series, titles, work.table)
        work.series, start = series or work.series, mention.end
    if work.series:
        later += parts.named(flat, start, len(flat.text), work.series, titles, work.table)
    return [mention for mention in later if mention.outcome != Resolved(work.article.slug)]


def _within(links: list[Span], mention: Mention) -> bool:
    return any(link.start < mention.end and mention.start < link.end for link in links)


def _close_prose(here: Here, mention: Mention) -> Closing | None:
    outcome = mention.outcome
    if isinstance(outcome, Resolved) and outcome.slug != here.work.article.slug:
        return Closing(mention.start, mention.end, outcome.slug, Notation.PROSE, linking.address(outcome.slug))
    titles = here.work.around.titles
    words = text.collapse(here.flat.text[mention.start : mention.end])
    match outcome:
        case Resolved():
            here.work.problems.append(diagnosis.itself(words, here.place(mention.start, mention.end)))
        case Ambiguous():
            here.work.unresolved.append(words)
            here.work.problems.append(
                diagnosis.ambiguous(outcome, words, here.place(mention.start, mention.end), titles)
            )
        case Dangling():
            here.work.unresolved.append(outcome.wanted)
            here.work.problems.append(diagnosis.dangling(outcome, here.place(mention.start, mention.end), titles))
        case Suggested():
            here.work.problems.append(
                diagnosis.suggested(outcome, words, here.place(mention.start, mention.end), titles)
            )
    return None

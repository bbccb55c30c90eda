"""What an edit of one article changes on the pages of others.

A page shows of other articles their cards and the sentences by which they refer to it. So all that pages are composed
from is put together anew, and those pages are composed that can show it: those of the articles that refer to a changed
one or are referred to by it, that are akin to it, that are read before or after it or are parts of one series; and all
pages that are no article's. Whether one of them is made anew, its imprint says. A test holds that nothing is forgotten:
after any edits the site is what a clean build makes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from seealso import maps, pipeline
from seealso.archive import Group
from seealso.linkage import Linkage, Request
from seealso.model import Article, PageInputs, Slug, file_of
from seealso.pages import Everything
from seealso.pipeline import Built, Targets
from seealso.relinking import Relinked
from seealso.stages import compose, graph


def everything(before: Everything, after: Linkage, request: Request) -> Everything:
    """All that pages are composed from, put together anew, but for what is the same."""

    def kin(articles: Sequence[Article], targets: Targets) -> Mapping[Slug, tuple[Slug, ...]]:
        known = before.archive.articles
        if _akin_by(articles, targets) == _akin_by(known, graph.targets_of(known, before.linked)):
            return before.graph.related
        return graph.related(articles, targets)

    now = pipeline.everything_of(after, request, kin, maps.maps, searched=before.site.search)
    return replace(now, pictures=before.pictures)


def _akin_by(articles: Sequence[Article], targets: Targets) -> object:
    """What decides which articles are akin."""
    return [(article.slug, article.topics) for article in articles], targets


def pages(built: Built, now: Everything, found: Relinked) -> list[PageInputs] | None:
    """The pages that can show what changed; None where there are others than before."""
    before = built.everything
    if before is None or now.site != before.site:
        return None
    others = compose.other_pages(now)
    owned = [file_of(article.url) for article in (*now.archive.articles, *now.archive.standing)]
    if {*owned, *(page.file for page in others)} != {file for file, one in built.imprints.items() if "layout" in one}:
        return None
    return [*others, *compose.pages_of(now, _slugs(before, now, found))]


def _slugs(before: Everything, now: Everything, found: Relinked) -> set[Slug]:
    """The articles whose pages can show what changed."""
    changed = {slug for slug, one in found.seen.items() if slug in found.headed or _other(before, now, slug)}
    slugs = {*found.seen, *(near for all_ in (before, now) for slug in changed for near in _near(all_, slug))}
    for slug, related in now.graph.related.items():
        if (
            related != before.graph.related.get(slug)
            or not changed.isdisjoint(related)
            or now.ways.following.get(slug) != before.ways.following.get(slug)
        ):
            slugs.add(slug)
    slugs.update(_members(before.archive.series, now.archive.series))
    slugs.update(_members(before.archive.topics, now.archive.topics) if _named(before) != _named(now) else ())
    return slugs


def _other(before: Everything, now: Everything, slug: Slug) -> bool:
    """Whether an article shows others something else than before."""
    cards = before.archive.cards.get(slug) != now.archive.cards.get(slug)
    return cards or before.linked[slug].edges != now.linked[slug].edges


def _near(all_: Everything, slug: Slug) -> Iterator[Slug]:
    """The articles that an article refers to, and those that refer to it."""
    yield from (edge.target for edge in all_.graph.outgoing.get(slug, ()))
    yield from (edge.source for edge in all_.graph.incoming.get(slug, ()))


def _named(all_: Everything) -> object:
    return [(group.name, group.url) for group in all_.archive.topics]


def _members(before: Iterable[Group], now: Iterable[Group]) -> Iterator[Slug]:
    """The articles in groups that are not the same as before."""
    known = {group.url: group for group in before}
    for group in now:
        if known.pop(group.url, None) != group:
            yield from (card.slug for card in group.cards)
    yield from (card.slug for group in known.values() for card in group.cards)

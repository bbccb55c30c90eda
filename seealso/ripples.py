"""What an edit of one article changes on the pages of others.

A page shows of other articles their cards and the sentences by which they refer to it. So all that pages are composed
from is put together anew, and those pages are composed that can show it: those of the articles that refer to a changed
one or are referred to by it, that are akin to it, that are read before or after it or are parts of one series; and all
pages that are no article's. Whether one of them is made anew, its imprint says. A test holds that nothing is forgotten:
after any edits the site is what a clean build makes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec.structs import replace

from seealso import archive as archives
from seealso import atlas, deferred, imprints, maps, paths, pipeline
from seealso.archive import Archive, Group
from seealso.linkage import Linkage, Request
from seealso.model import Card, Links, PageInputs, Slug, Url, file_of
from seealso.pages import Everything
from seealso.pipeline import Built
from seealso.relinking import Relinked
from seealso.stages import compose, graph


def everything(before: Everything, found: Relinked, after: Linkage, request: Request) -> Everything:
    """All that pages are composed from, put together again.

    Cards of other articles are the very same, so that what they are in is compared quickly. Where nothing changed that
    decides what is akin to what, leads to what and stands where, only names change in all that.
    """
    seen = found.seen.keys()
    changed = {slug for slug, card in before.archive.cards.items() if slug in seen and card != _card(found, slug)}
    known = {slug: card for slug, card in before.archive.cards.items() if slug not in changed}
    archive = archives.build(after.articles, after.outlines, known)
    documents = deferred.whole(after.linked)
    targets = graph.targets_of(archive.articles, documents)
    same = _in_place(before, archive, after, seen)
    linked = graph.graph(archive.articles, documents, before.graph.related if same else None)
    return replace(
        before,
        archive=archive,
        outlines=after.outlines,
        linked=documents,
        bodies=after.bodies,
        graph=linked,
        site=pipeline.site(archive, after, request, searched=before.site.search),
        maps=maps.again(before.maps, before.archive, archive, targets) if same else maps.maps(archive, targets),
        ways=paths.again(before.ways, archive, linked, changed) if same else paths.through(archive, linked),
    )


def _card(found: Relinked, slug: Slug) -> Card:
    one = found.seen[slug]
    return archives.card(one.article, one.document.outline)


def _in_place(before: Everything, archive: Archive, after: Linkage, slugs: Collection[Slug]) -> bool:
    """Whether all articles are in the same places as before: in order, in topics and series, and in the graph."""

    def order(shelves: Archive) -> object:
        groups = (*shelves.topics, *shelves.series)
        return [article.slug for article in shelves.articles], [(group.name, group.url) for group in groups]

    def place(shelves: Archive, linked: Mapping[Slug, Links]) -> object:
        articles = (article for article in shelves.articles if article.slug in slugs)
        return [
            (a.slug, a.date, a.topics, a.series, a.part, [edge.target for edge in linked[a.slug].edges])
            for a in articles
        ]

    return order(before.archive) == order(archive) and place(before.archive, before.linked) == place(
        archive, after.linked
    )


def pages(built: Built, now: Everything, found: Relinked) -> list[PageInputs] | None:
    """The pages that can show what changed; None where there are others than before."""
    before = built.everything
    if before is None or now.site != before.site:
        return None
    known = {page.file: page for page in compose.other_pages(before)}
    others = compose.other_pages(now)
    files = {page.file for page in others} | {file_of(url) for url in _standing(now)}
    more = built.imprints.keys() - files
    if not built.imprints.keys() >= files or any(imprints.of_page(built.imprints[file]) for file in more):
        return None
    changed = [page for page in others if page != known.get(page.file)]
    return [*changed, *compose.pages_of(now, _slugs(before, now, found))]


def _standing(all_: Everything) -> Iterator[Url]:
    """Where articles stand, and the maps of topics, drawn or not."""
    yield from (article.url for article in (*all_.archive.articles, *all_.archive.standing))
    yield from (atlas.map_url(group) for group in all_.archive.topics if atlas.has_map(group))


def _slugs(before: Everything, now: Everything, found: Relinked) -> set[Slug]:
    """The articles whose pages can show what changed."""
    changed = {slug for slug, one in found.seen.items() if slug in found.headed or _other(before, now, slug)}
    slugs = {*found.seen, *(near for all_ in (before, now) for slug in changed for near in _near(all_, slug))}
    old, following = before.ways.following, now.ways.following
    slugs.update(slug for slug in now.archive.cards if following.get(slug) != old.get(slug))
    akin = before.graph.related
    slugs.update(s for s, kin in now.graph.related.items() if kin != akin.get(s) or not changed.isdisjoint(kin))
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

"""The loose ends of an archive: articles that nobody refers to (orphans), and such that refer to none (dead ends).

Who could refer to an orphan is, first, who names it already without a link; then its neighbours in the graph and by
topic, as under "related" on its page. The same the other way round for dead ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

from seealso import archive
from seealso.linkage import Linkage
from seealso.model import ReferenceGraph, Slug
from seealso.stages import graph
from seealso.suggest.ranking import Suggestion

AT_MOST = 3
"""Neighbours that are named for each."""


class Neighbour(Struct, frozen=True):
    """An article that could refer to another, or be referred to by it."""

    slug: Slug
    mentioned: bool
    """One of the two names the other already."""


class LooseEnd(Struct, frozen=True):
    """An orphan or a dead end."""

    slug: Slug
    neighbours: tuple[Neighbour, ...]


class LooseEnds(Struct, frozen=True):
    orphans: tuple[LooseEnd, ...]
    dead_ends: tuple[LooseEnd, ...]


def loose_ends(linkage: Linkage, suggestions: Iterable[Suggestion]) -> LooseEnds:
    """The orphans and the dead ends of an archive, by file; standing pages are neither."""
    articles = [article for article in linkage.articles if not article.standing]
    linked = graph.graph(archive.newest_first(articles), linkage.linked)
    naming: dict[Slug, list[Slug]] = defaultdict(list)
    named: dict[Slug, list[Slug]] = defaultdict(list)
    for one in suggestions:
        naming[one.target].append(one.source)
        named[one.source].append(one.target)
    slugs = [article.slug for article in sorted(articles, key=lambda a: a.path)]
    return LooseEnds(
        tuple(_end(slug, naming, linked) for slug in slugs if not linked.incoming.get(slug)),
        tuple(_end(slug, named, linked) for slug in slugs if not linked.outgoing[slug]),
    )


def _end(slug: Slug, mentions: Mapping[Slug, list[Slug]], linked: ReferenceGraph) -> LooseEnd:
    found = {other: Neighbour(other, mentioned=True) for other in mentions.get(slug, ())}
    for other in linked.related[slug]:
        found.setdefault(other, Neighbour(other, mentioned=False))
    return LooseEnd(slug, tuple(found.values())[:AT_MOST])

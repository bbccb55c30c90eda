"""LinkedDocuments -> ReferenceGraph: what refers to what, and what is near to what.

Related articles come from the graph first: those that refer to the same articles (bibliographic coupling, Kessler
1963) and those that the same articles refer to (co-citation, Small 1973), each shared reference weighted down by how
common it is, so that an article which everybody cites makes nobody akin. Shared topics decide between equals and fill
up what the graph leaves empty. What an article links or is linked from is left out: it stands on the page anyway.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from seealso.model import Article, Edge, LinkedDocument, ReferenceGraph, Slug

RELATED = 5
HUB = 60
"""An article with more references than this relates nothing to anything, and is skipped: that keeps the work linear."""


def graph(articles: Sequence[Article], documents: Mapping[Slug, LinkedDocument]) -> ReferenceGraph:
    """The graph of the articles, in the order given (the newest first); standing pages have no part in it."""
    outgoing: dict[Slug, tuple[Edge, ...]] = {}
    incoming: dict[Slug, list[Edge]] = defaultdict(list)
    for article in articles:
        outgoing[article.slug] = documents[article.slug].edges
        for edge in documents[article.slug].edges:
            incoming[edge.target].append(edge)
    arriving = {slug: tuple(edges) for slug, edges in incoming.items()}
    referred = {slug: len({edge.source for edge in edges}) for slug, edges in arriving.items()}
    return ReferenceGraph(outgoing, arriving, _related(articles, outgoing, arriving), referred)


def _related(
    articles: Sequence[Article], outgoing: Mapping[Slug, Iterable[Edge]], incoming: Mapping[Slug, Iterable[Edge]]
) -> dict[Slug, tuple[Slug, ...]]:
    targets = {article.slug: sorted({edge.target for edge in outgoing[article.slug]}) for article in articles}
    sources = {article.slug: sorted({edge.source for edge in incoming.get(article.slug, ())}) for article in articles}
    topics = {article.slug: article.topics for article in articles}
    fill = _topic_neighbours(articles)
    related = {}
    for article in articles:
        slug = article.slug
        scores: Counter[Slug] = Counter()
        for shared in targets[slug]:
            _credit(scores, sources[shared])
        for citing in sources[slug]:
            _credit(scores, targets[citing])
        linked = {slug, *targets[slug], *sources[slug]}
        for other in scores:
            scores[other] += 0.3 * len(set(topics[slug]) & set(topics[other]))  # type: ignore[assignment]
        ranked = sorted(
            (other for other in scores if other not in linked), key=lambda other: (-round(scores[other], 6), other)
        )
        rest = [other for other in fill[slug] if other not in linked and other not in scores]
        related[slug] = tuple([*ranked, *rest][:RELATED])
    return related


def _credit(scores: Counter[Slug], kin: Sequence[Slug]) -> None:
    if len(kin) > HUB:
        return
    weight = 1 / math.log2(2 + len(kin))
    for other in kin:
        scores[other] += weight  # type: ignore[assignment]


def _topic_neighbours(articles: Sequence[Article]) -> dict[Slug, list[Slug]]:
    """For each article the ones that stand beside it, by date, under its first topic."""
    shelves: dict[str, list[Slug]] = defaultdict(list)
    for article in articles:
        shelves[article.topics[0] if article.topics else ""].append(article.slug)
    found = {}
    for shelf in shelves.values():
        for place, slug in enumerate(shelf):
            near = [shelf[i] for step in range(1, 6) for i in (place - step, place + step) if 0 <= i < len(shelf)]
            found[slug] = near
    return found

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
from itertools import chain

from seealso.model import Article, Edge, Links, ReferenceGraph, Slug

RELATED = 5
HUB = 60
"""An article with more references than this relates nothing to anything, and is skipped: that keeps the work linear."""


def graph(
    articles: Sequence[Article],
    documents: Mapping[Slug, Links],
    kin: Mapping[Slug, tuple[Slug, ...]] | None = None,
) -> ReferenceGraph:
    """The graph of the articles, in the order given (the newest first); standing pages have no part in it.

    `kin` is what `related` says of them, where that is known already.
    """
    outgoing: dict[Slug, tuple[Edge, ...]] = {}
    incoming: dict[Slug, list[Edge]] = defaultdict(list)
    for article in articles:
        outgoing[article.slug] = documents[article.slug].edges
        for edge in documents[article.slug].edges:
            incoming[edge.target].append(edge)
    arriving = {slug: tuple(edges) for slug, edges in incoming.items()}
    referred = {slug: len({edge.source for edge in edges}) for slug, edges in arriving.items()}
    kin = related(articles, targets_of(articles, documents)) if kin is None else kin
    return ReferenceGraph(outgoing, arriving, kin, referred)


def targets_of(articles: Iterable[Article], documents: Mapping[Slug, Links]) -> dict[Slug, list[Slug]]:
    """What each article refers to, each once, by slug."""
    return {article.slug: sorted({edge.target for edge in documents[article.slug].edges}) for article in articles}


def related(articles: Sequence[Article], targets: Mapping[Slug, Sequence[Slug]]) -> dict[Slug, tuple[Slug, ...]]:
    """The articles that are akin to each, the most alike first. `articles` are the newest first."""
    sources: dict[Slug, list[Slug]] = {article.slug: [] for article in articles}
    for article in sorted(articles, key=lambda a: a.slug):
        for target in targets[article.slug]:
            sources[target].append(article.slug)
    shelves: defaultdict[str, set[Slug]] = defaultdict(set)
    for article in articles:
        for topic in article.topics:
            shelves[topic].add(article.slug)
    fill = _topic_neighbours(articles)
    citing, cited = _weighed(sources), _weighed(targets)
    related = {}
    for article in articles:
        slug = article.slug
        linked = {slug, *targets[slug], *sources[slug]}
        scores: defaultdict[Slug, float] = defaultdict(float)
        for kin, weight in chain(map(citing.__getitem__, targets[slug]), map(cited.__getitem__, sources[slug])):
            for other in kin:
                scores[other] += weight
        for other in linked:
            scores.pop(other, None)
        ranked = _best(scores, set(article.topics), shelves)
        if len(ranked) < RELATED:
            ranked += [other for other in fill[slug] if other not in linked and other not in scores]
        related[slug] = tuple(ranked[:RELATED])
    return related


def _weighed(kin: Mapping[Slug, Sequence[Slug]]) -> dict[Slug, tuple[Sequence[Slug], float]]:
    """What makes articles akin, and how much."""
    return {slug: (found if len(found) <= HUB else (), 1 / math.log2(2 + len(found))) for slug, found in kin.items()}


def _best(scores: dict[Slug, float], own: Iterable[str], shelves: Mapping[str, set[Slug]]) -> list[Slug]:
    """Those that are the most alike when the topics that they share are counted too."""
    shared = Counter(other for topic in own for other in shelves[topic] & scores.keys())
    for other, count in shared.items():
        scores[other] += 0.3 * count
    least = sorted(scores.values())[-RELATED] - 1e-5 if len(scores) > RELATED else 0
    counted = sorted((-round(score, 6), other) for other, score in scores.items() if score >= least)
    return [other for _, other in counted[:RELATED]]


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

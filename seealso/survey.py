"""What a map is drawn from: which articles stand where, and how many references there are between.

Where places stand follows from the older part of the archive, the *survey*, whose size grows in steps: a new article
makes circles grow and ties swell, and moves nothing. Remembering the places of the last build was rejected: a clean
build must make the same map.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from operator import itemgetter

from seealso import text
from seealso.archive import Archive
from seealso.model import Card, Slug, Url

Targets = Mapping[Slug, Sequence[Slug]]
"""What each article refers to, each once."""
Pair = tuple[str, str]


def topic_url(name: str) -> Url:
    return Url(f"topics/{text.slugify(name)}/")


def homes(archive: Archive) -> dict[Slug, str]:
    """Where each article stands that has a topic: under the first of them, by the name that the archive gives it."""
    names = {group.url: group.name for group in archive.topics}
    first = {slug: card.topics[0] for slug, card in archive.cards.items() if card.topics}
    known = {topic: names[topic_url(topic)] for topic in set(first.values())}
    return {slug: known[topic] for slug, topic in first.items()}


def surveyed(archive: Archive) -> list[Slug]:
    """The older part of the archive, at least two thirds of it: as many articles as one of 1, 2, 3, 4, 6, 8, 12, ..."""
    dated = [article.slug for article in archive.articles if article.date][::-1]
    everything = [*dated, *(article.slug for article in archive.articles if not article.date)]
    power = 1 << max(0, len(everything).bit_length() - 1)
    half_more = power * 3 // 2
    return everything[: half_more if half_more <= len(everything) else power]


def foremost(cards: Sequence[Card], referred: Mapping[Slug, int], count: int) -> list[Card]:
    """So many of some articles, those that are referred to most first."""
    counts = [referred.get(card.slug, 0) for card in cards]
    least = sorted(counts)[-count] if len(counts) > count else 0
    known = [(-times, card.title, card.slug, card) for times, card in zip(counts, cards, strict=True) if times >= least]
    return [card for *_, card in sorted(known, key=itemgetter(0, 1, 2))[:count]]


def within(targets: Targets, slugs: Sequence[Slug]) -> dict[Slug, list[Slug]]:
    """The references of some articles among each other."""
    known = set(slugs)
    return {slug: [target for target in targets[slug] if target in known] for slug in slugs}


def ties(targets: Targets, homes: Mapping[Slug, str]) -> Counter[Pair]:
    """The references between places, both ways added."""
    leading: dict[str | None, list[Slug]] = defaultdict(list)
    for source, referred in targets.items():
        leading[homes.get(source)] += referred
    found: Counter[Pair] = Counter()
    for here, referred in leading.items():
        for there, count in Counter(map(homes.get, referred)).items():
            if here and there and here != there:
                found[min(here, there), max(here, there)] += count
    return found


def affinity(counted: Mapping[Pair, int]) -> dict[Pair, float]:
    """How near two places should be: their ties against all that either has, in powers of two.

    Exact numbers would move places at every edit.
    """
    totals: Counter[str] = Counter()
    for (left, right), count in counted.items():
        totals[left] += count
        totals[right] += count
    return {
        (left, right): math.ldexp(1, math.frexp(count / math.sqrt(totals[left] * totals[right]))[1])
        for (left, right), count in counted.items()
    }

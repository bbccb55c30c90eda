"""All maps of an archive: of the whole, and of each topic; drawn, and told in words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from seealso import atlas, closeup, clusters, survey
from seealso.archive import Archive, Group
from seealso.atlas import Chart
from seealso.closeup import Closeup
from seealso.clusters import Topic
from seealso.model import Card, Url
from seealso.survey import Targets

NEAR = 5
"""Topics that are named as the nearest of each."""


class Entry(Struct, frozen=True):
    """A topic in words."""

    name: str
    url: Url
    articles: int
    landmarks: tuple[tuple[str, Url, int], ...]
    near: tuple[tuple[str, int], ...]
    """The topics that it shares the most references with."""


class Told(Struct, frozen=True):
    """A landmark in words."""

    title: str
    url: Url
    count: int
    refers: tuple[tuple[str, Url], ...]
    """The other landmarks that it refers to."""
    near: tuple[tuple[str, Url], ...]
    """The articles that stand by it."""


class TopicMap(Struct, frozen=True):
    """The map of one topic, drawn and told."""

    name: str
    closeups: tuple[Closeup, ...]
    told: tuple[Told, ...]
    alone: tuple[tuple[str, Url], ...]
    neighbours: tuple[tuple[str, Url, int], ...]


class Maps(Struct, frozen=True):
    """What all maps show."""

    charts: tuple[Chart, ...]
    entries: tuple[Entry, ...]
    """Every topic, by name."""
    topics: tuple[TopicMap, ...]


NONE = Maps((), (), ())


def maps(archive: Archive, targets: Targets) -> Maps:
    """Draw them all."""
    counted = atlas.ground(archive, targets)
    topics = _topic_maps(archive, targets, archive.topics)
    return Maps(atlas.charts(archive, targets, counted), _entries(archive, counted), topics)


def again(before: Maps, shelves: Archive, archive: Archive, targets: Targets) -> Maps:
    """The same where some articles' cards changed since `shelves`, and nothing that decides what stands where.

    Of maps that are not known only those are drawn that changed.
    """
    pairs = [(old, now) for old, now in zip(shelves.topics, archive.topics, strict=True) if old != now]
    groups = [now for _, now in pairs]
    drawn = {one.name: one for one in (*before.topics, *_topic_maps(archive, targets, groups))}
    topics = tuple(drawn[group.name] for group in archive.topics if group.name in drawn)
    homes = survey.homes(archive)
    named = atlas.landmarks(replace(archive, topics=tuple(groups)), homes, targets)
    if named == atlas.landmarks(replace(shelves, topics=tuple(old for old, _ in pairs)), homes, targets):
        return replace(before, topics=topics)
    counted = atlas.ground(archive, targets)
    return Maps(atlas.charts(archive, targets, counted), _entries(archive, counted), topics)


def _entries(archive: Archive, counted: atlas.Ground) -> tuple[Entry, ...]:
    near: dict[str, Counter[str]] = defaultdict(Counter)
    for (left, right), count in counted.ties.items():
        near[left][right] = near[right][left] = count
    return tuple(
        Entry(
            group.name,
            atlas.map_url(group),
            len(group.cards),
            tuple((card.title, card.url, count) for card, count in counted.landmarks[group.name]),
            tuple(sorted(near[group.name].items(), key=lambda one: (-one[1], one[0]))[:NEAR]),
        )
        for group in archive.topics
    )


def _topic_maps(archive: Archive, targets: Targets, groups: Sequence[Group]) -> tuple[TopicMap, ...]:
    """The maps of those topics that have one, in the order given."""
    all_ = clusters.whole(archive, targets)
    urls = {group.name: atlas.map_url(group) for group in archive.topics}
    large = [group for group in groups if atlas.has_map(group)]
    return tuple(_topic_map(clusters.topic(group, all_), urls) for group in large)


def _topic_map(topic: Topic, urls: Mapping[str, Url]) -> TopicMap:
    landmarks = [(one.landmark.title, one.landmark.url) for one in topic.clusters]
    refers: dict[int, list[tuple[str, Url]]] = defaultdict(list)
    for source, target in topic.references:
        refers[source].append(landmarks[target])
    told = tuple(
        Told(*landmarks[n], one.count, tuple(refers[n]), _linked(one.members)) for n, one in enumerate(topic.clusters)
    )
    neighbours = tuple((name, urls[name], count) for name, count in topic.neighbours)
    return TopicMap(topic.group.name, closeup.closeups(topic, urls), told, _linked(topic.alone), neighbours)


def _linked(cards: Sequence[Card]) -> tuple[tuple[str, Url], ...]:
    return tuple((card.title, card.url) for card in cards)

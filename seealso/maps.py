"""All maps of an archive: of the whole, and of each topic; drawn, and told in words."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from seealso import atlas, closeup, survey
from seealso.archive import Archive
from seealso.atlas import Chart
from seealso.closeup import TopicMap
from seealso.model import Url
from seealso.survey import Targets

NEAR = 5
"""Topics that are named as the nearest of each."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A topic in words."""

    name: str
    url: Url
    articles: int
    landmarks: tuple[tuple[str, Url, int], ...]
    near: tuple[tuple[str, int], ...]
    """The topics that it shares the most references with."""


@dataclass(frozen=True, slots=True)
class Maps:
    """What all maps show."""

    charts: tuple[Chart, ...]
    entries: tuple[Entry, ...]
    """Every topic, by name."""
    topics: tuple[TopicMap, ...]


def maps(archive: Archive, targets: Targets) -> Maps:
    """Draw them all."""
    return Maps(atlas.charts(archive, targets), _entries(archive, targets), closeup.topic_maps(archive, targets))


def _entries(archive: Archive, targets: Targets) -> tuple[Entry, ...]:
    homes = survey.homes(archive)
    near: dict[str, Counter[str]] = defaultdict(Counter)
    for (left, right), count in survey.ties(targets, homes).items():
        near[left][right] = near[right][left] = count
    landmarks = atlas.landmarks(archive, homes, targets)
    return tuple(
        Entry(
            group.name,
            atlas.map_url(group),
            len(group.cards),
            tuple((card.title, card.url, count) for card, count in landmarks[group.name]),
            tuple(sorted(near[group.name].items(), key=lambda one: (-one[1], one[0]))[:NEAR]),
        )
        for group in archive.topics
    )

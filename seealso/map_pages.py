"""Pages that draw: the map of the archive, and one for each topic.

A topic's map is a page of its own and no part of its list: the list is paginated, prints, and is read for its words;
the map is looked at, and leads from place to place.
"""

from __future__ import annotations

from collections.abc import Iterator

from seealso import atlas, pages, text
from seealso.model import PageInputs, Url
from seealso.pages import Everything


def pages_of(all_: Everything) -> Iterator[PageInputs]:
    """All of them."""
    home, map_ = (all_.site.config.title, Url("")), ("Map", Url("map/"))
    maps = all_.maps
    yield pages.page(
        all_.site, Url("map/"), "map", title="The map of the archive", charts=maps.charts, entries=maps.entries,
        count=len(all_.archive.articles), trail=[home, map_],
        description="How the articles hang together: topics, the articles most referred to, and what ties them.",
    )  # fmt: skip
    drawn = {topic.name: topic for topic in maps.topics}
    for group in all_.archive.topics:
        if group.name in drawn:
            url = atlas.map_url(group)
            yield pages.page(
                all_.site, url, "topic-map", title=f"The map of {group.name}", topic=drawn[group.name],
                group_url=group.url, count=len(group.cards), trail=[home, map_, (group.name, url)],
                description=f"How {text.plural(len(group.cards), 'article')} on {group.name} refer to each other.",
            )  # fmt: skip

"""Pages that draw: the map of the archive, and one for each topic.

A topic's map is a page of its own and no part of its list: the list is paginated, prints, and is read for its words;
the map is looked at, and leads from place to place.
"""

from __future__ import annotations

from collections.abc import Iterator

from seealso import atlas, pages
from seealso.model import PageInputs, Url
from seealso.pages import Everything
from seealso.strings import interface


def pages_of(all_: Everything) -> Iterator[PageInputs]:
    """All of them."""
    words = interface.words(all_.site.config.language)
    home, map_ = (all_.site.config.title, Url("")), (words.say("map"), Url("map/"))
    maps = all_.maps
    yield pages.page(
        all_.site, Url("map/"), "map", title=words.say("map_title"), charts=maps.charts, entries=maps.entries,
        count=len(all_.archive.articles), trail=[home, map_], description=words.say("map_described"),
    )  # fmt: skip
    drawn = {topic.name: topic for topic in maps.topics}
    for group in all_.archive.topics:
        if group.name in drawn:
            url, articles = atlas.map_url(group), words.say("articles", len(group.cards))
            yield pages.page(
                all_.site, url, "topic-map", title=words.say("topic_map_title", name=group.name),
                topic=drawn[group.name], group_url=group.url, count=len(group.cards),
                trail=[home, map_, (group.name, url)],
                description=words.say("topic_map_described", articles=articles, name=group.name),
            )  # fmt: skip

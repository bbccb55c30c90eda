"""Pages that list articles: topics, series, the archive by year, A to Z."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seealso import atlas, pages
from seealso.archive import Group, pages_of
from seealso.model import PageInputs, Url
from seealso.pages import Everything, Site
from seealso.strings import interface

LISTED_AT_ONCE = 150
"""An archive up to this size stands on one page by year and by letter; a larger one gets a page for each."""
GROUP_PAGE = 200
"""Cards on one page of a year or letter."""
PATH = 7
"""Steps of a topic's path that its page shows: more is a list, not a path."""
SHORTEST = 3
"""Articles that a topic needs for a path to be worth showing."""
THEN = 3
"""Steps of each path on the page of all topics."""
_TITLES = {"archive": "archive_title", "a-z": "a_z_title"}


def topics(all_: Everything) -> Iterator[PageInputs]:
    site = all_.site
    words = interface.words(site.config.language)
    trail = [(site.config.title, Url("")), (words.say("topics"), Url("topics/"))]
    overview = [
        (group.name, group.url, len(group.cards), all_.ways.topics[group.name][:THEN], _span(group))
        for group in all_.archive.topics
    ]
    yield pages.page(site, Url("topics/"), "topics", title=words.say("topics"), topics=overview, trail=trail)
    for group in all_.archive.topics:
        yield from _paginated(
            site, group, site.config.page_size, "topic", trail=[*trail, (group.name, group.url)],
            path=all_.ways.topics[group.name][:PATH] if len(group.cards) >= SHORTEST else (), years=_span(group),
            description=words.say("topic_described", len(group.cards), name=group.name),
            map_url=atlas.map_url(group) if atlas.has_map(group) else "",
        )  # fmt: skip


def _span(group: Group) -> tuple[int, int] | None:
    """The years of a group's first and last article."""
    years = [card.date.year for card in group.cards if card.date]
    return (min(years), max(years)) if years else None


def series(all_: Everything) -> Iterator[PageInputs]:
    site = all_.site
    if not all_.archive.series:
        return
    words = interface.words(site.config.language)
    trail = [(site.config.title, Url("")), (words.say("series"), Url("series/"))]
    yield pages.page(
        site, Url("series/"), "series-list", title=words.say("series"), series=all_.archive.series, trail=trail
    )
    for group in all_.archive.series:
        yield pages.page(
            site, group.url, "series", title=group.name, group=group, trail=[*trail, (group.name, group.url)],
            description=words.say("series_described", len(group.cards), name=group.name),
        )  # fmt: skip


def listing(all_: Everything, name: str, groups: Sequence[Group]) -> Iterator[PageInputs]:
    """A list of all articles in groups: at once where the archive is small, else with a page for each group."""
    site = all_.site
    count = sum(len(group.cards) for group in groups)
    at_once = count <= LISTED_AT_ONCE
    url, title = Url(f"{name}/"), interface.words(site.config.language).say(_TITLES[name])
    trail = [(site.config.title, Url("")), (title, url)]
    shown = [(g.name, "" if at_once else g.url, len(g.cards), g.cards if at_once else ()) for g in groups]
    yield pages.page(
        site, url, "listing", title=title, groups=shown, at_once=at_once, kind=name, count=count, trail=trail
    )
    for group in () if at_once else groups:
        yield from _paginated(
            site,
            group,
            GROUP_PAGE,
            "listing-group",
            trail=[*trail, (group.name, group.url)],
            kind=name,
            described=title,
        )


def _paginated(site: Site, group: Group, size: int, layout: str, **values: object) -> Iterator[PageInputs]:
    parts = pages_of(group.cards, size)
    urls = [group.url if number == 1 else Url(f"{group.url}{number}/") for number in range(1, len(parts) + 1)]
    for number, (url, cards) in enumerate(zip(urls, parts, strict=True), 1):
        words = interface.words(site.config.language)
        title = group.name if number == 1 else words.say("page_title", name=group.name, page=number)
        yield pages.page(
            site,
            url,
            layout,
            title=title,
            name=group.name,
            cards=cards,
            count=len(group.cards),
            page=number,
            pages=urls,
            **values,
        )

"""Pages that list articles: topics, series, the archive by year, A to Z."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seealso import atlas, pages
from seealso.archive import Group, pages_of
from seealso.model import PageInputs, Url
from seealso.pages import Everything, Site

LISTED_AT_ONCE = 150
"""An archive up to this size stands on one page by year and by letter; a larger one gets a page for each."""
GROUP_PAGE = 200
"""Cards on one page of a year or letter."""


def topics(all_: Everything) -> Iterator[PageInputs]:
    site = all_.site
    home = (site.config.title, Url(""))
    topics = all_.archive.topics
    overview = [(group, pages.most_referred(all_, group.cards, 3)) for group in topics]
    yield pages.page(
        site, Url("topics/"), "topics", title="Topics", topics=overview, trail=[home, ("Topics", Url("topics/"))]
    )
    for group in topics:
        trail = [home, ("Topics", Url("topics/")), (group.name, group.url)]
        most = pages.most_referred(all_, group.cards, 3)
        described = (
            f"{len(group.cards)} articles on {group.name}." if len(group.cards) > 1 else f"One article on {group.name}."
        )
        yield from _paginated(
            site, group, site.config.page_size, "topic", trail=trail, most_referred=most, description=described,
            map_url=atlas.map_url(group) if atlas.has_map(group) else "",
        )  # fmt: skip


def series(all_: Everything) -> Iterator[PageInputs]:
    site = all_.site
    if not all_.archive.series:
        return
    trail = [(site.config.title, Url("")), ("Series", Url("series/"))]
    yield pages.page(site, Url("series/"), "series-list", title="Series", series=all_.archive.series, trail=trail)
    for group in all_.archive.series:
        yield pages.page(
            site, group.url, "series", title=group.name, group=group, trail=[*trail, (group.name, group.url)],
            description=f"A series of {len(group.cards)} articles: {group.name}.",
        )  # fmt: skip


def listing(all_: Everything, name: str, title: str, groups: Sequence[Group]) -> Iterator[PageInputs]:
    """A list of all articles in groups: at once where the archive is small, else with a page for each group."""
    site = all_.site
    at_once = sum(len(group.cards) for group in groups) <= LISTED_AT_ONCE
    url = Url(f"{name}/")
    trail = [(site.config.title, Url("")), (title, url)]
    shown = [(g.name, "" if at_once else g.url, len(g.cards), g.cards if at_once else ()) for g in groups]
    yield pages.page(site, url, "listing", title=title, groups=shown, at_once=at_once, kind=name, trail=trail)
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
        title = group.name if number == 1 else f"{group.name}, page {number}"
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

"""Archive + LinkedDocuments + ReferenceGraph -> PageInputs: what each page of the site shows.

Here, and only here, it is decided which values a page depends on. Each gets the least that it needs: an article's page sees the cards
of its neighbours, not the archive, so that a change elsewhere leaves it alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from seealso import atlas, structured
from seealso.archive import Archive, Group, letters, pages_of, years
from seealso.config import Config
from seealso.model import Article, Card, Document, Edge, LinkedDocument, PageInputs, ReferenceGraph, Slug, Url

LISTED_AT_ONCE = 150
"""An archive up to this size stands on one page by year and by letter; a larger one gets a page for each."""
GROUP_PAGE = 200
"""Cards on one page of a year or letter."""
FEATURED = 6


@dataclass(frozen=True, slots=True)
class Backlink:
    """An article that refers to this one, and its sentences that do."""

    card: Card
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """What every page may know of the site as a whole: little, since all pages change with it."""

    config: Config
    consultation: Url | None
    about: Url | None
    has_series: bool
    has_topics: bool
    assets: Mapping[str, Url]
    """Published addresses of the files in assets/ by their path there."""
    preview: bool = False


@dataclass(frozen=True, slots=True)
class Everything:
    """All there is, from which pages are composed."""

    archive: Archive
    documents: Mapping[Slug, Document]
    linked: Mapping[Slug, LinkedDocument]
    graph: ReferenceGraph
    site: Site


def page_inputs(all_: Everything) -> list[PageInputs]:
    """The inputs of every page that is made by a layout."""
    return [
        _home(all_),
        *(_article(all_, article) for article in all_.archive.articles),
        *(_standing(all_, article) for article in all_.archive.standing),
        *_bare_consultation(all_),
        *_topics(all_),
        *_series(all_),
        *_listing(all_, "archive", "The archive by year", years(all_.archive.newest())),
        *_listing(all_, "a-z", "All articles from A to Z", letters(all_.archive.newest())),
        _map(all_),
        _page(all_.site, Url("404.html"), "404", title="This page is not here"),
        *_redirects(all_),
        *_machine_pages(all_),
    ]


def _page(site: Site, url: Url, layout: str, **values: object) -> PageInputs:
    """A page with what the base layout needs of every page."""
    values.setdefault("description", site.config.description or site.config.tagline)
    values.setdefault("ld", None)
    values.setdefault("lang", site.config.language)
    values.setdefault("trail", ())
    values.setdefault("image", "")
    return PageInputs(url, layout, {"site": site, "url": url, **values})


def _referred(all_: Everything) -> Counter[Slug]:
    """How many articles refer to each."""
    return Counter({slug: len({e.source for e in edges}) for slug, edges in all_.graph.incoming.items()})


def _most_referred(all_: Everything, cards: Iterable[Card], count: int) -> list[tuple[Card, int]]:
    referred = _referred(all_)
    ranked = sorted(
        (card for card in cards if referred[card.slug]), key=lambda card: (-referred[card.slug], card.title)
    )
    return [(card, referred[card.slug]) for card in ranked[:count]]


# --- single pages --------------------------------------------------------------------------------------------


def _home(all_: Everything) -> PageInputs:
    newest = all_.archive.newest()
    config = all_.site.config
    return _page(
        all_.site,
        Url(""),
        "home",
        title=config.title,
        newest=newest[:FEATURED],
        count=len(newest),
        topics=[(group.name, group.url, len(group.cards)) for group in all_.archive.topics],
        most_referred=_most_referred(all_, newest, FEATURED),
        series=[(group.name, group.url, len(group.cards)) for group in all_.archive.series],
        ld=structured.website(config),
    )


def _article(all_: Everything, article: Article) -> PageInputs:
    document, linked = all_.documents[article.slug], all_.linked[article.slug]
    card = all_.archive.cards[article.slug]
    config = all_.site.config
    cards = all_.archive.cards
    targets = [cards[slug] for slug in dict.fromkeys(edge.target for edge in linked.edges)]
    main = next(
        (g for g in all_.archive.topics if article.topics and g.name.casefold() == article.topics[0].casefold()), None
    )
    trail = [(config.title, Url("")), *([(main.name, main.url)] if main else []), (article.title, article.url)]
    image = all_.site.assets.get(article.image.removeprefix("/").removeprefix("assets/"), "")
    return _page(
        all_.site,
        article.url,
        "article",
        title=article.title,
        description=card.summary,
        lang=article.lang or config.language,
        trail=trail,
        article=article,
        card=card,
        html=linked.html,
        headings=[heading for heading in document.headings if heading.level == 2],
        previews={target.slug: target for target in targets},
        references=targets,
        backlinks=_backlinks(all_, article.slug),
        related=[cards[slug] for slug in all_.graph.related[article.slug]],
        topics=[(name, atlas.topic_url(name)) for name in article.topics],
        series=_series_place(all_, article),
        image=image,
        ld=structured.graph(
            structured.article(config, article, card, config.base_url + image if image else ""),
            structured.breadcrumbs(config, trail),
        ),
    )


def _backlinks(all_: Everything, slug: Slug) -> list[Backlink]:
    """By article, the newest first, each with its sentences in the order of its text."""
    by_source: dict[Slug, list[Edge]] = {}
    for edge in all_.graph.incoming.get(slug, ()):
        by_source.setdefault(edge.source, []).append(edge)
    return [Backlink(all_.archive.cards[source], tuple(edges)) for source, edges in by_source.items()]


def _series_place(all_: Everything, article: Article) -> tuple[Group, int] | None:
    """The series of an article and which of its parts this is, counted from one."""
    for group in all_.archive.series if article.series else ():
        slugs = [card.slug for card in group.cards]
        if article.slug in slugs:
            return group, slugs.index(article.slug) + 1
    return None


def _standing(all_: Everything, article: Article) -> PageInputs:
    linked, document = all_.linked[article.slug], all_.documents[article.slug]
    config = all_.site.config
    ld = None
    if article.layout == "consultation":
        ld = structured.consultation(config, article.url)
    elif article.layout == "about":
        ld = structured.profile(config, article.url)
    return _page(
        all_.site,
        article.url,
        article.layout,
        title=article.title,
        description=article.summary or document.excerpt,
        lang=article.lang or config.language,
        trail=[(config.title, Url("")), (article.title, article.url)],
        article=article,
        html=linked.html,
        ld=ld,
    )


def _bare_consultation(all_: Everything) -> Iterator[PageInputs]:
    """A consultation page from the settings alone, where no article is one."""
    site = all_.site
    if site.consultation and not any(a.layout == "consultation" for a in all_.archive.standing):
        title = site.config.consultation.label
        ld = structured.consultation(site.config, site.consultation)
        trail = [(site.config.title, Url("")), (title, site.consultation)]
        yield _page(site, site.consultation, "consultation", title=title, trail=trail, article=None, html="", ld=ld)


def _map(all_: Everything) -> PageInputs:
    topics = {group.name: group.cards for group in all_.archive.topics}
    chart = atlas.chart(topics, all_.graph.edges(), all_.archive.cards)
    ties = sorted(chart.ties, key=lambda tie: (-tie.count, tie.names))
    return _page(
        all_.site, Url("map/"), "map", title="The map of the archive", chart=chart, ties=ties,
        description="How the articles hang together: topics, their most referred-to articles, and the references between them.",
        trail=[(all_.site.config.title, Url("")), ("Map", Url("map/"))],
    )  # fmt: skip


# --- lists ---------------------------------------------------------------------------------------------------


def _topics(all_: Everything) -> Iterator[PageInputs]:
    site = all_.site
    home = (site.config.title, Url(""))
    topics = all_.archive.topics
    overview = [(group, _most_referred(all_, group.cards, 3)) for group in topics]
    yield _page(
        site, Url("topics/"), "topics", title="Topics", topics=overview, trail=[home, ("Topics", Url("topics/"))]
    )
    for group in topics:
        trail = [home, ("Topics", Url("topics/")), (group.name, group.url)]
        most = _most_referred(all_, group.cards, 3)
        described = (
            f"{len(group.cards)} articles on {group.name}." if len(group.cards) > 1 else f"One article on {group.name}."
        )
        yield from _paginated(
            site, group, site.config.page_size, "topic", trail=trail, most_referred=most, description=described
        )


def _series(all_: Everything) -> Iterator[PageInputs]:
    site = all_.site
    if not all_.archive.series:
        return
    trail = [(site.config.title, Url("")), ("Series", Url("series/"))]
    yield _page(site, Url("series/"), "series-list", title="Series", series=all_.archive.series, trail=trail)
    for group in all_.archive.series:
        yield _page(
            site, group.url, "series", title=group.name, group=group, trail=[*trail, (group.name, group.url)],
            description=f"A series of {len(group.cards)} articles: {group.name}.",
        )  # fmt: skip


def _listing(all_: Everything, name: str, title: str, groups: Sequence[Group]) -> Iterator[PageInputs]:
    """A list of all articles in groups: at once where the archive is small, else with a page for each group."""
    site = all_.site
    at_once = sum(len(group.cards) for group in groups) <= LISTED_AT_ONCE
    url = Url(f"{name}/")
    trail = [(site.config.title, Url("")), (title, url)]
    shown = [(g.name, "" if at_once else g.url, len(g.cards), g.cards if at_once else ()) for g in groups]
    yield _page(site, url, "listing", title=title, groups=shown, at_once=at_once, kind=name, trail=trail)
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
    pages = pages_of(group.cards, size)
    urls = [group.url if number == 1 else Url(f"{group.url}{number}/") for number in range(1, len(pages) + 1)]
    for number, (url, cards) in enumerate(zip(urls, pages, strict=True), 1):
        title = group.name if number == 1 else f"{group.name}, page {number}"
        yield _page(
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


# --- for machines --------------------------------------------------------------------------------------------


def _redirects(all_: Everything) -> Iterator[PageInputs]:
    """A page at each old address that leads to the new one."""
    for article in (*all_.archive.articles, *all_.archive.standing):
        for old in article.redirect_from:
            url = Url(old if old.endswith((".html", ".htm")) else f"{old}/")
            yield PageInputs(
                url, "redirect", {"site": all_.site, "url": url, "target": article.url, "title": article.title}
            )


def _machine_pages(all_: Everything) -> Iterator[PageInputs]:
    site = all_.site
    yield PageInputs(Url("robots.txt"), "robots", {"site": site, "url": Url("robots.txt")})
    if not site.config.base_url:
        return
    recent = all_.archive.articles[: site.config.feed_size]
    items = [(article, all_.archive.cards[article.slug], all_.linked[article.slug].html) for article in recent]
    updated = max((a.updated or a.date for a in recent if a.date), default=None)
    yield PageInputs(
        Url("feed.xml"), "feed", {"site": site, "url": Url("feed.xml"), "items": items, "updated": updated}
    )
    addresses = [(Url(""), updated)]
    addresses += [(a.url, a.updated or a.date) for a in (*all_.archive.articles, *all_.archive.standing)]
    lists = ["topics/", "archive/", "a-z/", "map/", *(["series/"] if all_.archive.series else [])]
    addresses += [(Url(url), None) for url in lists]
    addresses += [(group.url, None) for group in (*all_.archive.topics, *all_.archive.series)]
    if site.consultation and all(url != site.consultation for url, _ in addresses):
        addresses.append((site.consultation, None))
    yield PageInputs(Url("sitemap.xml"), "sitemap", {"site": site, "url": Url("sitemap.xml"), "addresses": addresses})

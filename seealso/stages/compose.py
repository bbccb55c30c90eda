"""Archive + LinkedDocuments + ReferenceGraph -> PageInputs: what each page of the site shows.

Here, and only here, it is decided which values a page depends on. Each gets the least that it needs: an article's page
sees the cards of its neighbours, not the archive, so that a change elsewhere leaves it alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct
from msgspec.structs import replace

from seealso import atlas, listings, map_pages, neighbours, pages, pictures, social, structured, survey
from seealso.archive import Group, letters, years
from seealso.model import Article, Card, Edge, Links, PageInputs, Slug, Url
from seealso.pages import Everything
from seealso.pictures import Picture
from seealso.strings import interface

FEATURED = 6
DOORS = 5
"""Lines in each of the three doors on home that list articles."""


class Backlink(Struct, frozen=True):
    """An article that refers to this one, and its sentences that do."""

    card: Card
    edges: tuple[Edge, ...]


def other_pages(all_: Everything) -> list[PageInputs]:
    """The inputs of all pages made by a layout that are no article's: home, lists, maps, what machines read."""
    words = interface.words(all_.site.config.language)
    return [
        _home(all_),
        *_bare_consultation(all_),
        *(listings.topics(all_) if all_.site.has_topics else ()),
        *listings.series(all_),
        *listings.listing(all_, "archive", years(all_.archive.newest(), words)),
        *listings.listing(all_, "a-z", letters(all_.archive.newest(), words)),
        *(map_pages.pages_of(all_) if all_.site.has_topics else ()),
        *([_search(all_)] if all_.site.search else []),
        pages.page(all_.site, Url("404.html"), "404", title=words.say("missing_title")),
        *([_follow(all_)] if all_.site.config.base_url else []),
        *_redirects(all_),
        *_machine_pages(all_),
    ]


def standing_pages(all_: Everything) -> list[PageInputs]:
    """The inputs of the pages beside the archive that are articles of their own."""
    return [_standing(all_, article) for article in all_.archive.standing]


def pages_of(all_: Everything, slugs: Collection[Slug]) -> Iterator[PageInputs]:
    """The inputs of these articles' own pages."""
    yield from (of_article(all_, article) for article in all_.archive.articles if article.slug in slugs)
    yield from (_standing(all_, article) for article in all_.archive.standing if article.slug in slugs)


def pages_showing(all_: Everything, slugs: Collection[Slug]) -> list[PageInputs]:
    """The inputs of the pages that show the texts of these articles: their own, and the feed."""
    fed = any(article.slug in slugs for article in all_.archive.articles[: all_.site.config.feed_size])
    return [
        *pages_of(all_, slugs),
        *(page for page in _machine_pages(all_) if fed and page.layout == "feed"),
    ]


# --- single pages --------------------------------------------------------------------------------------------


def _home(all_: Everything) -> PageInputs:
    newest = all_.archive.newest()
    config = all_.site.config
    largest = sorted(all_.archive.topics, key=lambda group: (-len(group.cards), group.name))[:DOORS]
    return pages.page(
        all_.site,
        Url(""),
        "home",
        title=config.title,
        newest=newest[:FEATURED],
        count=len(newest),
        starts=[(group.name, group.url, all_.ways.topics[group.name][0].card) for group in largest],
        topics=[(group.name, group.url, len(group.cards)) for group in all_.archive.topics],
        most_referred=pages.most_referred(all_, newest, DOORS),
        series=[(group.name, group.url, len(group.cards)) for group in all_.archive.series],
        ld=structured.website(config),
    )


def of_article(all_: Everything, article: Article) -> PageInputs:
    """The inputs of an article's page."""
    outline, linked = all_.outlines[article.slug], all_.linked[article.slug]
    card = all_.archive.cards[article.slug]
    config = all_.site.config
    cards = all_.archive.cards
    targets = [cards[slug] for slug in dict.fromkeys(edge.target for edge in linked.edges)]
    backlinks = _backlinks(all_, article.slug)
    first = article.topics[0].casefold() if article.topics else None
    main = next((group for group in all_.archive.topics if group.name.casefold() == first), None)
    trail = [(config.title, Url("")), *([(main.name, main.url)] if main else []), (article.title, article.url)]
    image = social.image_of(article, all_.site.assets)
    return pages.page(
        all_.site,
        article.url,
        "article",
        title=article.title,
        description=card.summary,
        lang=article.lang or config.language,
        trail=trail,
        article=replace(article, text=""),
        card=card,
        html=linked.body,
        pictures=_pictures(all_, linked),
        headings=[heading for heading in outline.headings if heading.level == 2],
        previews={target.slug: target for target in targets},
        references=targets,
        backlinks=backlinks,
        fan=neighbours.fan(len(backlinks), len(targets)),
        related=[cards[slug] for slug in all_.graph.related[article.slug]],
        topics=[(name, survey.topic_url(name)) for name in article.topics],
        series=_series_place(all_, article),
        following=all_.ways.following.get(article.slug),
        image=pictures.image(image, article.image_alt, all_.pictures) if image else "",
        social=social.of_article(config, article, image, all_.pictures.get(image)),
        ld=structured.graph(
            structured.article(config, article, card, config.base_url + image if image else ""),
            structured.breadcrumbs(config, trail),
        ),
    )


def _pictures(all_: Everything, linked: Links) -> dict[str, Picture]:
    """What is known of the pictures that an article shows, by their addresses."""
    return {url: all_.pictures[url] for url in linked.pictures if url in all_.pictures}


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
    linked, outline = all_.linked[article.slug], all_.outlines[article.slug]
    config = all_.site.config
    ld = None
    if article.layout == "consultation":
        ld = structured.consultation(config, article.url)
    elif article.layout == "about":
        ld = structured.profile(config, article.url)
    return pages.page(
        all_.site,
        article.url,
        article.layout,
        title=article.title,
        description=article.summary or outline.excerpt,
        lang=article.lang or config.language,
        trail=[(config.title, Url("")), (article.title, article.url)],
        article=replace(article, text=""),
        html=linked.body,
        pictures=_pictures(all_, linked),
        ld=ld,
    )


def _bare_consultation(all_: Everything) -> Iterator[PageInputs]:
    """A consultation page from the settings alone, where no article is one."""
    site = all_.site
    if site.consultation and not any(a.layout == "consultation" for a in all_.archive.standing):
        title = site.config.consultation.label or interface.words(site.config.language).say("consultation_label")
        ld = structured.consultation(site.config, site.consultation)
        trail = [(site.config.title, Url("")), (title, site.consultation)]
        yield pages.page(
            site, site.consultation, "consultation", title=title, trail=trail, article=None, html="", pictures={}, ld=ld
        )


def _search(all_: Everything) -> PageInputs:
    words = interface.words(all_.site.config.language)
    topics = [(group.name, group.url, len(group.cards)) for group in all_.archive.topics]
    trail = [(all_.site.config.title, Url("")), (words.say("search"), Url("search/"))]
    return pages.page(all_.site, Url("search/"), "search", title=words.say("search_title"), topics=topics, trail=trail)


def _follow(all_: Everything) -> PageInputs:
    """How to follow the archive; there is nothing to follow where there is no feed."""
    words = interface.words(all_.site.config.language)
    return pages.page(
        all_.site, Url("follow/"), "follow", title=words.say("follow_title"), description=words.say("follow_described"),
        trail=[(all_.site.config.title, Url("")), (words.say("follow"), Url("follow/"))],
    )  # fmt: skip


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
    items = [
        (replace(article, text=""), all_.archive.cards[article.slug], all_.linked[article.slug].body)
        for article in recent
    ]
    updated = max((a.updated or a.date for a in recent if a.date), default=None)
    yield PageInputs(
        Url("feed.xml"), "feed", {"site": site, "url": Url("feed.xml"), "items": items, "updated": updated}
    )
    addresses = [(Url(""), updated)]
    addresses += [(a.url, a.updated or a.date) for a in (*all_.archive.articles, *all_.archive.standing)]
    lists = [
        "archive/",
        "a-z/",
        "follow/",
        *(["topics/", "map/"] if site.has_topics else []),
        *(["series/"] if site.has_series else []),
    ]
    addresses += [(Url(url), None) for url in lists]
    addresses += [(group.url, None) for group in (*all_.archive.topics, *all_.archive.series)]
    addresses += [(atlas.map_url(group), None) for group in all_.archive.topics if atlas.has_map(group)]
    if site.consultation and all(url != site.consultation for url, _ in addresses):
        addresses.append((site.consultation, None))
    yield PageInputs(Url("sitemap.xml"), "sitemap", {"site": site, "url": Url("sitemap.xml"), "addresses": addresses})

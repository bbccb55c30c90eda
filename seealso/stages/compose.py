"""Archive + LinkedDocuments + ReferenceGraph -> PageInputs: what each page of the site shows.

Here, and only here, it is decided which values a page depends on. Each gets the least that it needs: an article's page
sees the cards of its neighbours, not the archive, so that a change elsewhere leaves it alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from seealso import atlas, listings, pages, pictures, social, structured
from seealso.archive import Group, letters, years
from seealso.model import Article, Card, Edge, PageInputs, Slug, Url
from seealso.pages import Everything

FEATURED = 6


@dataclass(frozen=True, slots=True)
class Backlink:
    """An article that refers to this one, and its sentences that do."""

    card: Card
    edges: tuple[Edge, ...]


def page_inputs(all_: Everything) -> list[PageInputs]:
    """The inputs of every page that is made by a layout."""
    return [
        _home(all_),
        *(_article(all_, article) for article in all_.archive.articles),
        *(_standing(all_, article) for article in all_.archive.standing),
        *_bare_consultation(all_),
        *(listings.topics(all_) if all_.site.has_topics else ()),
        *listings.series(all_),
        *listings.listing(all_, "archive", "The archive by year", years(all_.archive.newest())),
        *listings.listing(all_, "a-z", "All articles from A to Z", letters(all_.archive.newest())),
        *([_map(all_)] if all_.site.has_topics else []),
        pages.page(all_.site, Url("404.html"), "404", title="This page is not here"),
        *_redirects(all_),
        *_machine_pages(all_),
    ]


# --- single pages --------------------------------------------------------------------------------------------


def _home(all_: Everything) -> PageInputs:
    newest = all_.archive.newest()
    config = all_.site.config
    return pages.page(
        all_.site,
        Url(""),
        "home",
        title=config.title,
        newest=newest[:FEATURED],
        count=len(newest),
        topics=[(group.name, group.url, len(group.cards)) for group in all_.archive.topics],
        most_referred=pages.most_referred(all_, newest, FEATURED),
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
    image = social.image_of(article, all_.site.assets)
    return pages.page(
        all_.site,
        article.url,
        "article",
        title=article.title,
        description=card.summary,
        lang=article.lang or config.language,
        trail=trail,
        article=replace(article, lines=()),
        card=card,
        html=pictures.dressed(linked.html, all_.pictures, first=not image),
        headings=[heading for heading in document.headings if heading.level == 2],
        previews={target.slug: target for target in targets},
        references=targets,
        backlinks=_backlinks(all_, article.slug),
        related=[cards[slug] for slug in all_.graph.related[article.slug]],
        topics=[(name, atlas.topic_url(name)) for name in article.topics],
        series=_series_place(all_, article),
        image=pictures.image(image, article.image_alt, all_.pictures) if image else "",
        social=social.of_article(config, article, image, all_.pictures.get(image)),
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
    return pages.page(
        all_.site,
        article.url,
        article.layout,
        title=article.title,
        description=article.summary or document.excerpt,
        lang=article.lang or config.language,
        trail=[(config.title, Url("")), (article.title, article.url)],
        article=replace(article, lines=()),
        html=pictures.dressed(linked.html, all_.pictures),
        ld=ld,
    )


def _bare_consultation(all_: Everything) -> Iterator[PageInputs]:
    """A consultation page from the settings alone, where no article is one."""
    site = all_.site
    if site.consultation and not any(a.layout == "consultation" for a in all_.archive.standing):
        title = site.config.consultation.label
        ld = structured.consultation(site.config, site.consultation)
        trail = [(site.config.title, Url("")), (title, site.consultation)]
        yield pages.page(
            site, site.consultation, "consultation", title=title, trail=trail, article=None, html="", ld=ld
        )


def _map(all_: Everything) -> PageInputs:
    topics = {group.name: group.cards for group in all_.archive.topics}
    chart = atlas.chart(topics, all_.graph.edges(), all_.archive.cards)
    ties = sorted(chart.ties, key=lambda tie: (-tie.count, tie.names))
    return pages.page(
        all_.site, Url("map/"), "map", title="The map of the archive", chart=chart, ties=ties,
        description="How the articles hang together: topics, the articles most referred to, and what ties them.",
        trail=[(all_.site.config.title, Url("")), ("Map", Url("map/"))],
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
        (replace(article, lines=()), all_.archive.cards[article.slug], all_.linked[article.slug].html)
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
        *(["topics/", "map/"] if site.has_topics else []),
        *(["series/"] if site.has_series else []),
    ]
    addresses += [(Url(url), None) for url in lists]
    addresses += [(group.url, None) for group in (*all_.archive.topics, *all_.archive.series)]
    if site.consultation and all(url != site.consultation for url, _ in addresses):
        addresses.append((site.consultation, None))
    yield PageInputs(Url("sitemap.xml"), "sitemap", {"site": site, "url": Url("sitemap.xml"), "addresses": addresses})

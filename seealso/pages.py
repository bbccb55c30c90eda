"""What pages have in common: what they may know of the site, and the values that the base layout needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from seealso import social
from seealso.archive import Archive
from seealso.config import Config
from seealso.maps import Maps
from seealso.model import Card, Links, Outline, PageInputs, ReferenceGraph, Slug, Url
from seealso.paths import Ways
from seealso.pictures import Picture


class Site(Struct, frozen=True):
    """What every page may know of the site as a whole: little, since all pages change with it."""

    config: Config
    consultation: Url | None
    about: Url | None
    has_series: bool
    has_topics: bool
    assets: Mapping[str, Url]
    """Published addresses of the files in assets/ by their path there."""
    preview: bool = False
    search: bool = False


class Everything(Struct, frozen=True):
    """All there is, from which pages are composed."""

    archive: Archive
    outlines: Mapping[Slug, Outline]
    linked: Mapping[Slug, Links]
    bodies: Mapping[Slug, str]
    """The HTML of the linked documents, read where it is shown."""
    graph: ReferenceGraph
    site: Site
    maps: Maps
    ways: Ways
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """What is known of the pictures that articles show, by their published addresses."""


def page(site: Site, url: Url, layout: str, **values: object) -> PageInputs:
    """A page with what the base layout needs of every page."""
    all_ = {"site": site, "url": url, **values}
    all_.setdefault("description", site.config.description or site.config.tagline)
    all_.setdefault("ld", None)
    all_.setdefault("lang", site.config.language)
    all_.setdefault("trail", ())
    if "social" not in values:
        all_["social"] = social.of_site(site.config)
    return PageInputs(url, layout, all_)


def most_referred(all_: Everything, cards: Iterable[Card], count: int) -> list[tuple[Card, int]]:
    """The cards that the most articles refer to, and how many do."""
    counts = all_.graph.referred
    known = (card for card in cards if card.slug in counts)
    ranked = sorted(known, key=lambda card: (-counts[card.slug], card.title))
    return [(card, counts[card.slug]) for card in ranked[:count]]

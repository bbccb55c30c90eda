"""JSON-LD: what a page is, in the vocabulary of schema.org, for machines that read it.

schema.org has no Psychologist, and ProfessionalService is deprecated: the author is a Person, and the consultation a
Service. A LocalBusiness is named only where the settings hold an address.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from seealso.config import Config
from seealso.model import Article, Card, Url
from seealso.strings import interface

CONTEXT = "https://schema.org"


def person(config: Config) -> dict[str, object]:
    author = config.author
    values: dict[str, object] = {"@type": "Person", "name": author.name or config.title}
    if author.job_title:
        values["jobTitle"] = author.job_title
    if author.knows_about:
        values["knowsAbout"] = list(author.knows_about)
    if author.credentials:
        values["hasCredential"] = [
            {"@type": "EducationalOccupationalCredential", "name": c} for c in author.credentials
        ]
    if author.same_as:
        values["sameAs"] = list(author.same_as)
    return values


def website(config: Config) -> dict[str, object]:
    values: dict[str, object] = {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": config.title,
        "url": config.base_url,
        "inLanguage": config.language,
        "publisher": person(config),
    }
    if config.description:
        values["description"] = config.description
    return values


def article(config: Config, article: Article, card: Card, image: str) -> dict[str, object]:
    address = config.base_url + card.url
    values: dict[str, object] = {
        "@type": "BlogPosting",
        "headline": article.title,
        "description": card.summary,
        "url": address,
        "mainEntityOfPage": address,
        "inLanguage": article.lang or config.language,
        "author": person(config) if not article.author else {"@type": "Person", "name": article.author},
        "publisher": person(config),
        "isPartOf": {"@type": "WebSite", "name": config.title, "url": config.base_url},
    }
    if article.date:
        published = _moment(article.date)
        values["datePublished"] = published
        values["dateModified"] = _moment(article.updated) if article.updated else published
    if article.topics:
        values["keywords"] = list(article.topics)
    if image:
        values["image"] = image
    return values


def breadcrumbs(config: Config, trail: Sequence[tuple[str, Url]]) -> dict[str, object]:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": config.base_url + url}
            for place, (name, url) in enumerate(trail, 1)
        ],
    }


def consultation(config: Config, url: Url) -> dict[str, object]:
    """The consultation as a Service, offered by a LocalBusiness where there is an address to go to."""
    offer, words = config.consultation, interface.words(config.language)
    values: dict[str, object] = {
        "@context": CONTEXT,
        "@type": "Service",
        "name": offer.label or words.say("consultation_label"),
        "url": config.base_url + url,
        "serviceType": words.say("service"),
        "provider": person(config),
    }
    if offer.licensed_in:
        values["areaServed"] = [{"@type": "AdministrativeArea", "name": place} for place in offer.licensed_in]
    if offer.address:
        values["provider"] = {
            "@type": "LocalBusiness",
            "name": config.title,
            "address": offer.address,
            "telephone": offer.telephone,
            "url": config.base_url,
            "employee": person(config),
        }
    return values


def profile(config: Config, url: Url) -> dict[str, object]:
    return {"@context": CONTEXT, "@type": "ProfilePage", "url": config.base_url + url, "mainEntity": person(config)}


def graph(*nodes: dict[str, object]) -> dict[str, object]:
    return {"@context": CONTEXT, "@graph": list(nodes)}


def _moment(moment: dt.datetime) -> str:
    return moment.isoformat()

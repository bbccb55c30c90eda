"""What other sites show of a page: its own picture, or else a card that is drawn for it.

Those sites ask for a whole address, so there is nothing to show where the settings hold none. An SVG is no picture to
them: an article that has one gets its card.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from seealso.cards import HEIGHT, WIDTH, Card
from seealso.config import Config
from seealso.model import Article, Url
from seealso.pictures import Picture

SITE = Url("card.png")


class Social(Struct, frozen=True):
    """A picture of a page, for elsewhere."""

    url: Url
    alt: str
    width: int = WIDTH
    height: int = HEIGHT
    """0, as the width, where it is not known."""


def of_site(config: Config) -> Social | None:
    """The card of every page that has none of its own."""
    return Social(SITE, config.title) if _drawn(config) else None


def of_article(config: Config, article: Article, image: Url, picture: Picture | None) -> Social | None:
    """`image` is the address of the article's own picture, or nothing; `picture` its size, where that is known."""
    if config.base_url and _shows(image):
        width, height = (picture.width, picture.height) if picture else (0, 0)
        return Social(image, article.image_alt or article.title, width, height)
    return Social(_address(article), f"{article.title}. {config.title}") if _drawn(config) else None


def image_of(article: Article, assets: Mapping[str, Url]) -> Url:
    """The address of the picture that an article's head names, or nothing."""
    return assets.get(article.image.removeprefix("/").removeprefix("assets/"), Url(""))


def cards(
    config: Config, articles: Iterable[Article], assets: Mapping[str, Url], font: str
) -> Iterator[tuple[Url, Card]]:
    """All cards of a site and where they are published; `font` is the file of the owner's own face, or nothing."""
    if not _drawn(config):
        return
    site, author = config.title, config.author.name
    yield SITE, Card(config.tagline or site, site, author, site, font)
    for article in articles:
        if not _shows(image_of(article, assets)):
            topic = article.topics[0] if article.topics else site
            yield _address(article), Card(article.title, site, article.author or author, topic, font)


def _address(article: Article) -> Url:
    return Url(f"cards/{article.slug}.png")


def _shows(image: Url) -> bool:
    """Whether other sites show such a file."""
    return bool(image) and not image.lower().endswith(".svg")


def _drawn(config: Config) -> bool:
    return bool(config.base_url and config.social_cards)

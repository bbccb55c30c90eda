"""The settings of a site, as a value: `[tool.seealso]`.

These structs *are* the schema: names, types and defaults are read off them (`settings.parse`), so that a setting
can't exist without being documented here.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace


class Author(Struct, frozen=True):
    """Who writes, as the card under each article and search engines show it."""

    name: str = ""
    job_title: str = ""
    credentials: tuple[str, ...] = ()
    about: str = ""
    """One or two sentences for the card under each article."""
    image: str = ""
    """A picture in assets/, such as `portrait.svg`."""
    knows_about: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    """Addresses of the same person elsewhere."""


class Consultation(Struct, frozen=True):
    """The one page that every article leads to."""

    invitation: str = ""
    """What stands at the end of each article. Nothing here: no invitation."""
    label: str = ""
    """The words of the link to the page; none: the interface's own."""
    who_for: str = ""
    credentials: tuple[str, ...] = ()
    licensed_in: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    """Such as "in person", "online"."""
    languages: tuple[str, ...] = ()
    fee: str = ""
    telephone: str = ""
    email: str = ""
    booking: str = ""
    """The address of a booking page."""
    hours: str = ""
    address: str = ""
    expect: tuple[str, ...] = ()
    """What happens, step by step."""

    @property
    def set(self) -> bool:
        return bool(self.invitation or self.telephone or self.email or self.booking)


class Crisis(Struct, frozen=True):
    """The line for people who can't wait."""

    text: str = ""
    telephone: str = ""
    link: str = ""
    link_text: str = ""


class References(Struct, frozen=True):
    """The author's own words for referring."""

    nouns: tuple[str, ...] = ()
    """Further nouns for a piece of writing, each as "singular, plural" ("leaflet, leaflets")."""
    verbs: tuple[str, ...] = ()
    """Further verbs that send the reader there."""


class Config(Struct, frozen=True):
    """Everything that an owner may set."""

    title: str = "Articles"
    tagline: str = ""
    description: str = ""
    base_url: str = ""
    """The public address. Without one there are no feeds, no sitemap and no canonical links."""
    language: str = "en"
    cname: str = ""
    """A domain of one's own on GitHub Pages."""
    page_size: int = 24
    feed_size: int = 20
    social_cards: bool = True
    """Draw the picture that other sites show where somebody shares an article; it needs `base_url`."""
    card_font: str = ""
    """A font in assets/ for the words on them; without one, the plain face that is on every machine."""
    disclaimer: str = ""
    search: bool = True
    """Whether readers can search the texts."""
    author: Author = Author()
    consultation: Consultation = Consultation()
    crisis: Crisis = Crisis()
    references: References = References()

    @property
    def base_path(self) -> str:
        """The path under which the site lives, with a slash at both ends: `/` or `/repo/`."""
        return urlsplit(self.base_url).path.rstrip("/") + "/"


def with_base_url(config: Config, base_url: str) -> Config:
    """The same settings at another address (`--base-url`)."""
    return replace(config, base_url=base_url)


def base_url_problem(base_url: str) -> str:
    """What is wrong with a site's address, or nothing."""
    try:
        parts = urlsplit(base_url)
    except ValueError:
        return f'"{base_url}" is no address of a site'
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        return f'"{base_url}" is no address of a site'
    return ""

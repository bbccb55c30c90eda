"""Raw HTML in articles: what may stay.

The sanitiser is nh3 (the Rust library ammonia), run over the whole rendered body, since HTML that an author wrote may
begin in one block and end in another. It runs only where there is raw HTML: Markdown itself makes nothing harmful.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import nh3

from seealso.markup import WIKI

TAGS = (nh3.ALLOWED_TAGS - {"map", "area"}) | {
    "aside",
    "section",
    "figure",
    "figcaption",
    "video",
    "audio",
    "source",
    "picture",
}
ATTRIBUTES = {
    "*": {"id", "class", "lang", "dir", "title", "role", "aria-label", "aria-hidden", "tabindex"},
    "a": {"href", "hreflang", "name", WIKI},
    "img": {"src", "alt", "width", "height", "loading", "srcset", "sizes", WIKI},
    "source": {"src", "srcset", "type", "media", "sizes"},
    "video": {"src", "controls", "poster", "width", "height", "preload", "loop", "muted"},
    "audio": {"src", "controls", "preload", "loop", "muted"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers", "style"},
    "th": {"colspan", "rowspan", "headers", "scope", "style"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "time": {"datetime"},
    "details": {"open"},
}
SCHEMES = {"http", "https", "mailto", "tel", "sms"}

_TAG = re.compile(r"</?([a-zA-Z][\w:-]*)((?:\s[^<>]*)?)/?>")
_ATTRIBUTE = re.compile(r"([^\s=\"'/>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*)\s*:")


def clean(html: str) -> str:
    """The HTML without what is not allowed; elements that are unknown leave their content behind, scripts do not."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
        filter_style_properties={"text-align"},
    )


def refused(html: str) -> Iterator[str]:
    """The tags and attributes in a piece of an author's HTML that `clean` takes out, as they were written."""
    for match in _TAG.finditer(html):
        name = match[1].lower()
        closing = match.group().startswith("</")
        if name not in TAGS:
            if not closing:
                yield match.group()
            continue
        allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(name, set())
        for attribute in _ATTRIBUTE.finditer(match[2]):
            key = attribute[1].lower()
            value = unescape(attribute[2] or attribute[3] or attribute[4] or "")
            scheme = _SCHEME.match(value) if key in ("href", "src", "cite", "poster") else None
            if key not in allowed or (scheme and scheme[1].lower() not in SCHEMES):
                yield attribute.group()

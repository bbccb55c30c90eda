"""What is published -> the files by which it can be searched.

Each article becomes a bare page of its title, summary and text, and nothing of the site around it, so that backlinks
and menus are never found. The index is Pagefind's; filtering by topic is ours, since its own filters differ from run to
run: beside the index lies a list for each topic of the articles that have it, by their names there.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from msgspec import Struct, field

from seealso import cache, imprints, markup, pagefind, text
from seealso.config import Config
from seealso.imprints import Imprint
from seealso.model import Article, Body, Links, Page, Slug, SourcePath, Url, file_of
from seealso.pages import Everything
from seealso.problems import Location, Problem, warning

FOLDER = "pagefind/"
"""By this name Pagefind finds out under which path the site lives."""
CONTENTS = f"{FOLDER}seealso.json"
"""What our script asks first: which languages and topics there are."""
SUMMARY_WEIGHT = 5
"""A word of a summary counts as that many of the text; by Pagefind itself a title's as seven, a heading's as six."""
_SEARCHED_PAGES = frozenset({"about", "consultation"})
_INLINE = re.compile(r"</?(?:a|em|strong|i|b|cite|q|u|code|mark)(?:\s[^>]*)?>")
"""Tags inside a sentence: Pagefind would set a space where they stand after a quotation mark."""
_SIGNATURE = b"pagefind_dcd"
_NEEDED = ("pagefind.", "pagefind-worker.js", "pagefind-entry.json", "fragment/", "index/")
"""Of what Pagefind makes, what our interface uses; the rest is interfaces of its own, half a megabyte."""


class Entry(Struct, frozen=True):
    """All of a page that can be found, or is shown where it was found."""

    url: Url
    lang: str
    """The language without its country: word forms are those of all of English."""
    title: str
    summary: str
    body: Body
    topics: tuple[str, ...]
    minutes: int
    """0 for a page that is not an article."""


class Index(Struct, frozen=True):
    """The files of a search, as a site is published: those that were made, and those that are right as they stand."""

    pages: tuple[Page, ...] = ()
    kept: tuple[str, ...] = ()
    imprints: Mapping[str, Imprint] = field(default_factory=dict)
    """What they all were made from, by file."""


NOTHING = Index()


def wanted(config: Config, problems: list[Problem]) -> bool:
    """Whether the settings ask for a search and it can be made."""
    if config.search and not pagefind.available():
        hint = 'python -m pip install "pagefind[bin]", or write search = false in the settings'
        message = "the site has no search, since Pagefind is not installed"
        problems.append(warning("search", Location(SourcePath("")), message, hint))
        return False
    return config.search


def index(all_: Everything | None, standing: Mapping[str, Imprint]) -> Index:
    """The search of a site; `standing` are the files that stand already, and what they were made from."""
    if all_ is None or not all_.site.search:
        return NOTHING
    found = entries(all_)
    name = key(found)
    kept = {file: imprint for file, imprint in standing.items() if file.startswith(FOLDER)}
    kept = {file: imprint for file, imprint in kept.items() if imprint.get(imprints.WHOLE) == name}
    if kept and all(imprint.get("files") == len(kept) for imprint in kept.values()):
        return Index((), tuple(kept), kept)
    made = files(found, all_.bodies, pagefind.Run())
    imprint = {imprints.WHOLE: name, "files": len(made)}
    return Index(tuple(Page(Url(file), content) for file, content in made.items()), (), dict.fromkeys(made, imprint))


def entries(all_: Everything) -> tuple[Entry, ...]:
    """What can be searched: the articles, and the pages about their author and the consultation."""
    standing = (article for article in all_.archive.standing if article.layout in _SEARCHED_PAGES)
    shown = sorted((*all_.archive.articles, *standing), key=lambda article: article.url)
    return tuple(_entry(all_, article, all_.linked[article.slug]) for article in shown)


def _entry(all_: Everything, article: Article, linked: Links) -> Entry:
    card = all_.archive.cards.get(Slug(article.slug))
    lang = (article.lang or all_.site.config.language).partition("-")[0].lower()
    return Entry(
        article.url,
        lang,
        article.title,
        article.summary,
        linked.body,
        article.topics,
        card.minutes if card else 0,
    )


def key(found: Sequence[Entry]) -> int:
    """The digest of exactly what an index is made from."""
    return imprints.digest((cache.program().hex(), "search", found))


def files(found: Sequence[Entry], bodies: Mapping[Slug, str], run: pagefind.Run) -> dict[str, bytes]:
    """The files of the search, by their path in the site's folder."""
    made = run.index([(file_of(entry.url), _page(entry, bodies[entry.body.slug])) for entry in found])
    contents = json.loads(made["pagefind-entry.json"])
    languages = dict(sorted(contents["languages"].items()))
    made["pagefind-entry.json"] = _json({**contents, "languages": languages})
    needed = (*_NEEDED, *(f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in languages.values()))
    index_ = {f"{FOLDER}{name}": content for name, content in sorted(made.items()) if name.startswith(needed)}
    return index_ | _topics(found, _names(made)) | {CONTENTS: _contents(found, list(languages))}


def _page(entry: Entry, html: str) -> str:
    """The page that Pagefind is given."""
    shown = {"minutes": str(entry.minutes or ""), "topics": " · ".join(entry.topics)}
    meta = "".join(
        f'<i data-pagefind-meta="{n}[title]" title="{escape(value)}"></i>' for n, value in shown.items() if value
    )
    summary = f'<p data-pagefind-weight="{SUMMARY_WEIGHT}">{escape(entry.summary)}</p>' if entry.summary else ""
    text_ = _INLINE.sub("", markup.PREVIEW.sub("", html))
    head = f"<h1>{escape(entry.title)}</h1>{summary}"
    return f'<!doctype html><html lang="{escape(entry.lang)}"><body>{meta}{head}{text_}</body></html>'


def _names(made: Mapping[str, bytes]) -> dict[str, str]:
    """What Pagefind calls each page, by the page's address."""
    names = {}
    for file, content in made.items():
        if file.startswith("fragment/"):
            fragment = json.loads(gzip.decompress(content).removeprefix(_SIGNATURE))
            names[fragment["url"].lstrip("/")] = file.removeprefix("fragment/").partition(".")[0]
    return names


def _topics(found: Iterable[Entry], names: Mapping[str, str]) -> dict[str, bytes]:
    members: dict[str, list[str]] = {}
    for entry in found:
        for slug in dict.fromkeys(text.slugify(topic) for topic in entry.topics):
            members.setdefault(slug, []).append(names[entry.url])
    return {f"{FOLDER}topic/{slug}.json": _json(sorted(members[slug])) for slug in sorted(members)}


def _contents(found: Iterable[Entry], languages: list[str]) -> bytes:
    """Languages, and topics as `[slug, name]`, each under the name that topic pages use too."""
    topics: dict[str, str] = {}
    for entry in found:
        for name in entry.topics:
            slug = text.slugify(name)
            topics[slug] = min(topics.get(slug, name), name)
    ordered = sorted(topics.items(), key=lambda topic: (text.key(topic[1]), topic[0]))
    return _json({"languages": languages, "topics": ordered})


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

"""PageInputs -> Page: a layout filled with exactly what its page is made of.

Layouts are handed over as text, so what is rendered is what was read, and a process needs no disk. A name that a layout
uses and nobody gave is an error with the layout's line, never an empty place on the page.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
import traceback
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from html import unescape
from urllib.parse import quote, urljoin

import msgspec
from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from markupsafe import Markup, escape

from seealso import markup, motifs, partials, pictures, sidenotes, templates, text
from seealso.compiled import Codes
from seealso.model import Card, Layouts, Page, PageInputs, Slug, SourcePath
from seealso.problems import Location, Problem, error
from seealso.strings import interface
from seealso.strings.words import Words, by_date

_ADDRESS = re.compile(r'\b(href|src)="([^"]*)"')


class Renderer:
    """Fills the layouts of one site."""

    def __init__(self, layouts: Layouts) -> None:
        self.layouts = layouts
        self._names = partials.by_name(layouts)
        self._environments: dict[tuple[str, str], Environment] = {}
        self._codes = Codes()

    def problems(self) -> list[Problem]:
        """What keeps layouts from being compiled."""
        found = []
        for name, layout in sorted(self.layouts.items()):
            try:
                self._environment("en", "en").get_template(name)
            except TemplateSyntaxError as cause:
                found.append(self._unparsed(cause, layout.path))
        return found

    def has(self, layout: str) -> bool:
        """Whether there is a layout of that name (without its ending)."""
        return layout in self._names

    def page(self, inputs: PageInputs) -> Page | Problem:
        """The page, or what is wrong with its layout."""
        try:
            template = self._environment(*_languages(inputs)).get_template(self._names[inputs.layout])
            content = template.render({"root": _root(inputs), **inputs.values})
        except TemplateNotFound as cause:
            path = self.layouts[self._names[inputs.layout]].path
            return error("layout", Location(path), f'the layout includes "{cause.name}", which does not exist')
        except TemplateSyntaxError as cause:
            return self._unparsed(cause, self.layouts[self._names[inputs.layout]].path)
        except (TemplateError, TypeError, ValueError, AttributeError, LookupError, ArithmeticError) as cause:
            return self._failed(cause, inputs)
        return Page(inputs.url, content.encode())

    def _environment(self, lang: str, site: str) -> Environment:
        """Where pages in a language are filled, on a site in a language: their words are bound once for all of them."""
        found = self._environments.get((lang, site))
        if found is None:
            found = self._environments[lang, site] = _environment(self.layouts, lang, site, self._codes)
        return found

    def _unparsed(self, cause: TemplateSyntaxError, path: SourcePath) -> Problem:
        layout = self.layouts.get(cause.name or "")
        place = Location(layout.path if layout else path, cause.lineno)
        return error("layout", place, f"the layout does not parse: {cause.message}")

    def _failed(self, cause: Exception, inputs: PageInputs) -> Problem:
        """A layout's mistake, at the line where it happened."""
        paths = {layout.path for layout in self.layouts.values()}
        frames = [f for f in traceback.extract_tb(cause.__traceback__) if f.filename in paths]
        place = (
            Location(SourcePath(frames[-1].filename), frames[-1].lineno or 1)
            if frames
            else Location(self.layouts[self._names[inputs.layout]].path)
        )
        hint = "the names that a layout may use are listed at the top of layouts/base.html"
        return error("layout", place, f"the layout can't be filled: {cause}", hint)


def _root(inputs: PageInputs) -> str:
    """What leads from the page to the site's root: relative, but for a page that is served at any depth."""
    if inputs.layout == "404":
        return str(inputs.values["site"].config.base_path)  # type: ignore[attr-defined]
    return "../" * inputs.url.count("/") or "./"


def _languages(inputs: PageInputs) -> tuple[str, str]:
    """The language of the page, and of the site."""
    site = inputs.values.get("site")
    own = str(site.config.language) if site else "en"  # type: ignore[attr-defined]
    return str(inputs.values.get("lang") or own), own


def _environment(layouts: Layouts, lang: str, site: str, codes: Codes) -> Environment:
    def load(name: str) -> tuple[str, str, None] | None:
        layout = layouts.get(name)
        return (layout.source, layout.path, None) if layout else None

    environment = templates.Quick(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        **templates.SYNTAX,
        cache_size=-1,
        auto_reload=False,
        bytecode_cache=codes,
    )
    words = interface.words(lang, site)
    mark = lru_cache(maxsize=64)(partial(tongue, page=lang, site=site))
    preview = lru_cache(maxsize=1 << 13)(partial(_preview, words=words, mark=mark))
    environment.globals |= {
        "t": _remembering(words.say),
        "site_t": _remembering(interface.words(site).say),
        "grouping": (words.thousands, words.grouped_from),
        "direction": lru_cache(maxsize=64)(interface.direction),
        "tongue": mark,
        "site_tongue": mark(site),
        "words_tongue": mark(lang if interface.primary(lang) == words.lang else words.lang),
    }
    environment.policies |= {"json.dumps_function": _json, "json.dumps_kwargs": {}}
    environment.filters |= {
        "day": by_date(words.day),
        "day_of_year": words.day_of_year,
        "number": words.number,
        "motif": lambda name: Markup(motifs.svg(name)),  # noqa: S704  our own drawing
        "with_pictures": pictures.dressed,
        "iso_day": by_date(dt.date.isoformat),
        "iso_moment": dt.datetime.isoformat,
        "with_previews": partial(with_previews, preview=preview),
        "with_sidenotes": sidenotes.beside,
        "script_hash": script_hash,
        "absolute": absolute,
        "safe_html": Markup,
        "telephone_link": telephone_link,
        "url": _quoted,
    }
    return environment


_quoted = lru_cache(maxsize=1 << 14)(quote)


def _json(value: object, *, indent: int = 0) -> str:
    """What `tojson` makes safe: every page has some, and Python's own module takes five times as long."""
    encoded = msgspec.json.encode(value, enc_hook=_plain, order="sorted")
    return (msgspec.json.format(encoded, indent=indent) if indent else encoded).decode()


def _plain(value: object) -> str:
    """A text of a kind of its own, as Jinja's are, as a plain one."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"{type(value).__name__} can't be written as JSON")


def tongue(lang: str, *, page: str, site: str) -> Markup:
    """The attributes that mark words in another language than their page's; a card without one speaks the site's."""
    lang = lang or site
    if lang == page:
        return Markup()
    towards = interface.direction(lang)
    turned = f' dir="{towards}"' if towards != interface.direction(page) else ""
    return Markup(' lang="{}"').format(lang) + Markup(turned)  # noqa: S704  one of two words of ours


@lru_cache(maxsize=16)
def script_hash(source: str) -> str:
    """What a content security policy calls a script that stands in the page."""
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


def telephone_link(number: str) -> str:
    """A telephone number as `tel:` wants it."""
    return "tel:" + re.sub(r"[^\d+]", "", number)


def _remembering(say: Callable[..., str]) -> Callable[..., str]:
    """`Words.say`, which most often says what it has said on the page before: a name, or a name and a count."""
    known = lru_cache(maxsize=1 << 10, typed=True)(say)

    def saying(name: str, count: int | None = None, /, **values: object) -> str:
        return say(name, count, **values) if values else known(name, count)

    return saying


def with_previews(html: str, previews: Mapping[Slug, Card], *, preview: Callable[[Card], str]) -> Markup:
    """Fill the slots after references with what the article there is about."""

    def fill(match: re.Match[str]) -> str:
        card = previews.get(Slug(match[1]))
        return preview(card) if card else ""

    return Markup(markup.PREVIEW.sub(fill, html))  # noqa: S704  our own HTML, sanitised where the author wrote any


def _preview(card: Card, *, words: Words, mark: Callable[[str], Markup]) -> str:
    """What an article is about, in a box that is ticked to unfold what follows.

    Of all that folds without script, it alone may stand in a sentence.
    """
    label, minutes = words.say("preview_of", title=card.title), words.say("minutes", card.minutes)
    return (
        f'<input class="fold" type="checkbox" aria-label="{escape(label)}">'
        f'<small class="preview" role="note" data-pagefind-ignore><span{mark(card.lang)}>'
        f'<span class="preview-title">{escape(card.title)}</span> {escape(text.clip(card.summary, 220))}</span> '
        f'<span class="preview-minutes">{escape(minutes)}</span></small>'
    )


def absolute(html: str, address: str) -> str:
    """The HTML for use away from its page: addresses absolute, preview slots empty."""

    def join(match: re.Match[str]) -> str:
        return f'{match[1]}="{escape(urljoin(address, unescape(match[2])))}"'

    return _ADDRESS.sub(join, markup.PREVIEW.sub("", html))


# --- in a process --------------------------------------------------------------------------------------------

_renderer: Renderer | None = None


def set_up(layouts: Layouts) -> Renderer:
    """Make this process able to render, and those that it starts where they begin as its likeness."""
    global _renderer  # noqa: PLW0603  a process has one renderer, and compiles each state of the layouts once
    if _renderer is None or _renderer.layouts != layouts:
        _renderer = Renderer(layouts)
    return _renderer


def page(inputs: PageInputs) -> Page | Problem:
    """`Renderer.page` in a process that was set up."""
    if _renderer is None:
        raise RuntimeError("set_up comes first")
    return _renderer.page(inputs)

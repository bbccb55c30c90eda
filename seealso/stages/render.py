"""PageInputs -> Page: a layout filled with exactly what its page is made of.

Layouts are handed over as text, so what is rendered is what was read, and a process needs no disk. A name that a layout
uses and nobody gave is an error with the layout's line, never an empty place on the page.
"""

from __future__ import annotations

import datetime as dt
import re
import traceback
from collections.abc import Mapping
from html import unescape
from urllib.parse import quote, urljoin

from jinja2 import Environment, FunctionLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup, escape

from seealso import markup, motifs, text
from seealso.model import Card, Layouts, Page, PageInputs, Slug, SourcePath
from seealso.problems import Location, Problem, error

_ADDRESS = re.compile(r'\b(href|src)="([^"]*)"')


class Renderer:
    """Fills the layouts of one site."""

    def __init__(self, layouts: Layouts) -> None:
        self.layouts = layouts
        self._names = {name.partition(".")[0]: name for name in layouts}
        self._environment = _environment(layouts)

    def problems(self) -> list[Problem]:
        """What keeps layouts from being compiled."""
        found = []
        for name, layout in sorted(self.layouts.items()):
            try:
                self._environment.get_template(name)
            except TemplateSyntaxError as cause:
                found.append(self._unparsed(cause, layout.path))
        return found

    def has(self, layout: str) -> bool:
        """Whether there is a layout of that name (without its ending)."""
        return layout in self._names

    def page(self, inputs: PageInputs) -> Page | Problem:
        """The page, or what is wrong with its layout."""
        try:
            template = self._environment.get_template(self._names[inputs.layout])
            content = template.render(root=_root(inputs), **inputs.values)
        except TemplateNotFound as cause:
            path = self.layouts[self._names[inputs.layout]].path
            return error("layout", Location(path), f'the layout includes "{cause.name}", which does not exist')
        except TemplateSyntaxError as cause:
            return self._unparsed(cause, self.layouts[self._names[inputs.layout]].path)
        except (TemplateError, TypeError, ValueError, AttributeError, LookupError, ArithmeticError) as cause:
            return self._failed(cause, inputs)
        return Page(inputs.url, content.encode())

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


def _environment(layouts: Layouts) -> Environment:
    def load(name: str) -> tuple[str, str, None] | None:
        layout = layouts.get(name)
        return (layout.source, layout.path, None) if layout else None

    environment = Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=-1,
        auto_reload=False,
    )
    environment.filters |= {
        "day": day,
        "motif": lambda name: Markup(motifs.svg(name)),  # noqa: S704  our own drawing
        "iso_day": lambda moment: f"{moment:%Y-%m-%d}",
        "iso_moment": dt.datetime.isoformat,
        "with_previews": with_previews,
        "absolute": absolute,
        "plural": text.plural,
        "safe_html": Markup,
        "telephone_link": telephone_link,
        "url": quote,
    }
    return environment


def day(moment: dt.datetime) -> str:
    """`14 March 2019`, whatever the machine's locale."""
    return f"{moment.day} {text.MONTHS[moment.month - 1]} {moment.year}"


def telephone_link(number: str) -> str:
    """A telephone number as `tel:` wants it."""
    return "tel:" + re.sub(r"[^\d+]", "", number)


def with_previews(html: str, previews: Mapping[Slug, Card]) -> Markup:
    """Fill the slots after references with what the article there is about."""

    def fill(match: re.Match[str]) -> str:
        card = previews.get(Slug(match[1]))
        if card is None:
            return ""
        return str(
            Markup(
                '<small class="preview"><span class="preview-title">{}</span> {} '
                '<span class="preview-minutes">{}</span></small>'
            ).format(card.title, text.clip(card.summary, 220), f"{card.minutes} min")
        )

    return Markup(markup.PREVIEW.sub(fill, html))  # noqa: S704  our own HTML, sanitised where the author wrote any


def absolute(html: str, address: str) -> str:
    """The HTML for use away from its page: addresses absolute, preview slots empty."""

    def join(match: re.Match[str]) -> str:
        return f'{match[1]}="{escape(urljoin(address, unescape(match[2])))}"'

    return _ADDRESS.sub(join, markup.PREVIEW.sub("", html))


# --- in a worker ---------------------------------------------------------------------------------------------

_renderer: Renderer | None = None


def set_up(layouts: Layouts) -> None:
    """Make this process able to render."""
    global _renderer  # noqa: PLW0603  a process has one renderer, and compiles each state of the layouts once
    if _renderer is None or _renderer.layouts != layouts:
        _renderer = Renderer(layouts)


def page(inputs: PageInputs) -> Page | Problem:
    """`Renderer.page` in a process that was set up."""
    if _renderer is None:
        raise RuntimeError("set_up comes first")
    return _renderer.page(inputs)

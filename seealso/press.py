"""Pages: composed, rendered, and given their imprints, in processes where that pays.

An article's page is named by its number, and composed where it is made. Its text comes as the store keeps it, and goes
into the next site at once, where there is one in the making: so neither is ever held for all pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from seealso import retouch, workers
from seealso.cache import Shelf
from seealso.imprints import Imprint, Stamp
from seealso.linkage import Progress
from seealso.model import Body, Layouts, Page, PageInputs, Slug, Url, file_of
from seealso.pages import Everything
from seealso.problems import Problem
from seealso.retouch import Edits
from seealso.stages import compose, render
from seealso.stages.publish import Staging

Wanted = int | PageInputs
"""A page: which of the archive's articles, in their order there; or what it is made of."""
MANY = 800
"""Imprints, or pages to retouch, that several processes make sooner than one."""


class Press(NamedTuple):
    """What all pages have in common."""

    layouts: Layouts
    everything: Everything
    jobs: int | None = 1
    staging: Staging | None = None
    """Where pages are put; without it, they are given back."""

    @property
    def shared(self) -> tuple[Layouts, Everything, Staging | None]:
        """The same for a process; texts are sent to it with the pages."""
        return self.layouts, replace(self.everything, bodies={}), self.staging

    def url(self, one: Wanted) -> Url:
        """The address of a page."""
        return one.url if isinstance(one, PageInputs) else self.everything.archive.articles[one].url

    def file(self, one: Wanted) -> str:
        """Its path in the site's folder."""
        return file_of(self.url(one))

    def texts(self, one: Wanted) -> list[Slug]:
        """The articles whose texts a page shows."""
        if isinstance(one, PageInputs):
            return [body.slug for body in _bodies(one.values.values())]
        return [self.everything.archive.articles[one].slug]


class Printed(NamedTuple):
    """What became of the pages that were made."""

    pages: list[Page]
    """Those that were not put into the next site."""
    staged: list[str]
    """The files of those that were."""
    same: list[str]
    """And of those that stood in the present site already."""
    imprints: dict[str, Imprint]
    """By file."""


def imprints(press: Press, wanted: Sequence[Wanted], before: Mapping[str, Imprint]) -> dict[str, Imprint]:
    """The imprints of pages that had others before, by file."""
    known = [(one, before[press.file(one)]) for one in wanted if press.file(one) in before]
    stamped = workers.ordered_map(_stamped, known, press.jobs, setup=_set_up, setup_args=press.shared, at_least=MANY)
    return {press.file(one): now or then for (one, then), now in zip(known, stamped, strict=True)}


def pages(
    press: Press,
    wanted: Sequence[Wanted],
    known: Mapping[str, Imprint],
    texts: Shelf[Slug, str],
    progress: Progress,
    problems: list[Problem],
) -> Printed:
    """Make pages, whose imprints may be `known` already. What is wrong with layouts is added to `problems`."""
    made = Printed([], [], [], {})
    printed = workers.ordered_map(
        _printed, _sheets(press, wanted, known, texts), press.jobs,
        count=len(wanted), setup=_set_up, setup_args=press.shared,
    )  # fmt: skip
    for number, (one, (outcome, imprint)) in enumerate(zip(wanted, printed, strict=True), 1):
        file = press.file(one)
        made.imprints[file] = known[file] if imprint is None else imprint
        match outcome:
            case Page():
                made.pages.append(outcome)
            case Problem():
                problems.append(outcome)
            case _:
                (made.staged if outcome else made.same).append(file)
        progress("Making pages", number, len(wanted))
    return made


def retouched(staging: Staging, wanted: Mapping[str, Edits], jobs: int | None) -> Printed:
    """Those of these pages of the present site, by file, that need not be filled after edits of their layouts."""
    made = Printed([], [], [], {})
    found = workers.ordered_map(partial(_retouched, staging), [*wanted.items()], jobs, at_least=MANY)
    for file, outcome in zip(wanted, found, strict=True):
        if outcome is not None:
            (made.staged if outcome else made.same).append(file)
    return made


class _Sheet(NamedTuple):
    """What a process needs for one page."""

    page: Wanted
    texts: Mapping[Slug, bytes]
    """Those that it shows, encoded."""
    stamp: bool
    """Whether its imprint is to be made."""


def _sheets(
    press: Press, wanted: Sequence[Wanted], known: Mapping[str, Imprint], texts: Shelf[Slug, str]
) -> Iterator[_Sheet]:
    shown = [press.texts(one) for one in wanted]
    stream = texts.stream(chain.from_iterable(shown))
    for one, slugs in zip(wanted, shown, strict=True):
        yield _Sheet(one, {slug: next(stream) for slug in slugs}, press.file(one) not in known)


def _bodies(values: Iterable[object]) -> Iterator[Body]:
    """The texts that are named among some values."""
    for value in values:
        if isinstance(value, Body):
            yield value
        elif isinstance(value, (list, tuple)):
            yield from _bodies(value)


# --- in a process --------------------------------------------------------------------------------------------


class _Desk(NamedTuple):
    """What a process works with."""

    stamp: Stamp
    everything: Everything
    put: Callable[[str, bytes], bool] | None


_desk: _Desk | None = None
_TEXT = msgspec.json.Decoder(str)


def _set_up(layouts: Layouts, everything: Everything, staging: Staging | None) -> None:
    global _desk  # noqa: PLW0603  given to a process once
    render.set_up(layouts)
    _desk = _Desk(Stamp(layouts), everything, staging.put if staging else None)


def _here() -> _Desk:
    if _desk is None:
        raise RuntimeError("set up comes first")
    return _desk


def _inputs(one: Wanted) -> PageInputs:
    everything = _here().everything
    return one if isinstance(one, PageInputs) else compose.of_article(everything, everything.archive.articles[one])


def _stamped(one: tuple[Wanted, Imprint]) -> Imprint | None:
    """The imprint of a page; nothing where it is the one from before."""
    page, before = one
    now = _here().stamp.imprint(_inputs(page), before)
    return None if now is before else now


def _printed(sheet: _Sheet) -> tuple[Page | Problem | bool, Imprint | None]:
    """The page, or whether it was put into the next site; and its imprint, where that is wanted."""
    here, inputs = _here(), _inputs(sheet.page)
    imprint = here.stamp.imprint(inputs) if sheet.stamp else None
    page = render.page(_filled(inputs, sheet.texts))
    if here.put and isinstance(page, Page):
        return here.put(page.file, page.content), imprint
    return page, imprint


def _retouched(staging: Staging, page: tuple[str, Edits]) -> bool | None:
    """Whether a page was put into the next site, or stays as it is; None where it has to be filled."""
    file, edits = page
    try:
        content = retouch.retouched(staging.present(file), edits)
    except OSError:  # somebody took it away just now
        return None
    return None if content is None else staging.put(file, content)


def _filled(inputs: PageInputs, texts: Mapping[Slug, bytes]) -> PageInputs:
    """The inputs with texts in the place of their names."""
    values = dict(inputs.values)
    named = {name: value.slug for name, value in values.items() if isinstance(value, Body)}
    values |= {name: _TEXT.decode(texts[slug]) for name, slug in named.items()}
    if len(texts) > len(named):  # others are named in lists, as in a feed
        values |= {name: _with_texts(value, texts) for name, value in values.items()}
    return replace(inputs, values=values)


def _with_texts(value: object, texts: Mapping[Slug, bytes]) -> object:
    if isinstance(value, Body):
        return _TEXT.decode(texts[value.slug])
    if isinstance(value, (list, tuple)) and any(_bodies(value)):
        return type(value)(_with_texts(one, texts) for one in value)
    return value

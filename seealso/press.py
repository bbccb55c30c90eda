"""Pages from their inputs, in processes where that pays.

Each gets the texts that it shows, is rendered, and gets its imprint, where that is not known already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from seealso import workers
from seealso.cache import Shelf
from seealso.imprints import Imprint, Stamp
from seealso.linkage import Progress
from seealso.model import Body, Layouts, Page, PageInputs, Slug
from seealso.problems import Problem
from seealso.stages import render


class _Sheet(NamedTuple):
    """What a process needs for one page."""

    inputs: PageInputs
    texts: Mapping[Slug, str]
    """Those that the inputs name."""
    imprint: Imprint | None
    """Where it is known already."""


def pages(
    wanted: Sequence[PageInputs],
    known: Mapping[str, Imprint],
    layouts: Layouts,
    bodies: Shelf[Slug, str],
    jobs: int | None,
    progress: Progress,
    problems: list[Problem],
) -> tuple[list[Page], dict[str, Imprint]]:
    """The pages, and the imprints of all, those `known` among them.

    What is wrong with layouts is added to `problems`.
    """
    made: list[Page] = []
    prints = dict(known)
    sheets = list(_sheets(wanted, known, bodies))
    printed = workers.ordered_map(_printed, sheets, jobs, setup=_set_up, setup_args=(layouts,))
    for number, (inputs, (page, imprint)) in enumerate(zip(wanted, printed, strict=True), 1):
        prints[inputs.file] = imprint
        if isinstance(page, Page):
            made.append(page)
        else:
            problems.append(page)
        progress("Making pages", number, len(wanted))
    return made, prints


def _sheets(wanted: Sequence[PageInputs], known: Mapping[str, Imprint], bodies: Shelf[Slug, str]) -> Iterator[_Sheet]:
    named = [[body.slug for body in _bodies(inputs.values.values())] for inputs in wanted]
    bodies.fetch({slug for slugs in named for slug in slugs})
    for inputs, slugs in zip(wanted, named, strict=True):
        yield _Sheet(inputs, {slug: bodies[slug] for slug in slugs}, known.get(inputs.file))


def _bodies(values: Iterable[object]) -> Iterator[Body]:
    """The texts that are named among some values."""
    for value in values:
        if isinstance(value, Body):
            yield value
        elif isinstance(value, (list, tuple)):
            yield from _bodies(value)


# --- in a process --------------------------------------------------------------------------------------------

_stamp: Stamp | None = None


def _set_up(layouts: Layouts) -> None:
    global _stamp  # noqa: PLW0603  made once in a process
    render.set_up(layouts)
    _stamp = Stamp(layouts)


def _printed(sheet: _Sheet) -> tuple[Page | Problem, Imprint]:
    if _stamp is None:
        raise RuntimeError("set up comes first")
    return render.page(_filled(sheet)), sheet.imprint or _stamp.imprint(sheet.inputs)


def _filled(sheet: _Sheet) -> PageInputs:
    """The inputs with texts in the place of their names."""

    def text(value: object) -> object:
        if isinstance(value, Body):
            return sheet.texts[value.slug]
        return type(value)(map(text, value)) if isinstance(value, (list, tuple)) and any(_bodies(value)) else value

    if not sheet.texts:
        return sheet.inputs
    return replace(sheet.inputs, values={name: text(value) for name, value in sheet.inputs.values.items()})

"""Layouts edited and nothing else: the pages that they fill, retouched or printed again from what they were made from.

What pages show is as it was, so nothing is read but texts, and nothing put together. Which pages it concerns their
imprints tell: each has the digest of the layouts that fill it. Where only texts of a layout were edited, most pages are
retouched (`retouch`), and not even composed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec.structs import replace

from seealso import deferred, imprints, pipeline, press, retouch
from seealso.cache import Cache
from seealso.imprints import Imprint, Stamp
from seealso.linkage import Progress, Request
from seealso.model import Layouts
from seealso.pipeline import Built
from seealso.press import Press, Wanted
from seealso.problems import Problem
from seealso.retouch import Edits
from seealso.stages import compose
from seealso.stages.publish import Staging


def build(
    built: Built, before: Layouts, request: Request, store: Cache, staging: Staging, progress: Progress
) -> Built | None:
    """The site with the pages made anew, in `staging`, that other layouts filled; None where that takes a whole build.

    `built` has the present layouts, `before` are those of the pages that stand.
    """
    everything, linkage = built.everything, built.linkage
    known = _refilled(built.imprints, Stamp(linkage.layouts)) if linkage else {}
    if everything is None or linkage is None or not known:
        return built
    if pipeline.layout_problems(linkage.layouts, store):
        return None
    problems: list[Problem] = []
    touched = press.retouched(staging, _edits(built.imprints, known, before, linkage.layouts), request.jobs)
    printing = Press(linkage.layouts, everything, request.jobs, staging)
    wanted = _wanted(printing, known.keys() - {*touched.staged, *touched.same}, store)
    made = press.pages(printing, wanted, known, linkage.bodies, progress, problems)
    if problems:
        staging.discard()
        return None
    staged = (*touched.staged, *made.staged)
    return replace(
        built,
        staged=staged,
        kept=tuple({*built.kept, *touched.same, *made.same}.difference(staged)),
        imprints=deferred.exchanged(built.imprints, known),
        reasons={**built.reasons, **imprints.all_reasons(built.imprints, known)},
    )


def _refilled(before: Mapping[str, Imprint], stamp: Stamp) -> dict[str, Imprint]:
    """The imprints of the pages that other layouts filled, by file."""
    pages = {file: one for file, one in before.items() if imprints.of_page(one)}
    return {file: now for file, one in pages.items() if (now := stamp.refilled(one)) is not one}


def _edits(
    standing: Mapping[str, Imprint], known: Mapping[str, Imprint], before: Layouts, now: Layouts
) -> dict[str, Edits]:
    """How those of these pages have to be retouched, by file, that need not be filled."""
    stamp = Stamp(before)
    by_layout: dict[str, Edits | None] = {}
    found = {}
    for file in known:
        layout = stamp.layout(standing[file])
        if layout not in by_layout:
            by_layout[layout] = retouch.edits(layout, before, now)
        edits = by_layout[layout]
        if edits is not None and stamp.refilled(standing[file]) is standing[file]:
            found[file] = edits
    return found


def _wanted(printing: Press, files: Collection[str], store: Cache) -> list[Wanted]:
    """The pages that have to be filled."""
    articles: list[Wanted] = [*range(len(printing.everything.archive.articles))]
    wanted = [one for one in articles if printing.file(one) in files]
    if len(wanted) < len(files):
        all_ = pipeline.with_maps(printing.everything, store)
        others = (*compose.other_pages(all_), *compose.standing_pages(all_))
        wanted = [*(page for page in others if page.file in files), *wanted]
    return wanted

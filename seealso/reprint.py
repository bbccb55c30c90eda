"""Layouts edited and nothing else: the pages that they fill, printed again from what they were made from.

What pages show is as it was, so nothing is read but texts, and nothing put together. Which pages it concerns their
imprints tell: each has the digest of the layouts that fill it.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from seealso import deferred, imprints, pipeline, press
from seealso.cache import Cache
from seealso.imprints import Imprint, Stamp
from seealso.linkage import Progress, Request
from seealso.pipeline import Built
from seealso.press import Press, Wanted
from seealso.problems import Problem
from seealso.stages import compose
from seealso.stages.publish import Staging


def build(built: Built, request: Request, store: Cache, staging: Staging | None, progress: Progress) -> Built | None:
    """The site with the pages made anew that other layouts filled; None where that takes a whole build.

    `built` has the present layouts. Pages are put into `staging` where there is one; else they are in the result.
    """
    everything, linkage = built.everything, built.linkage
    known = _refilled(built.imprints, Stamp(linkage.layouts)) if linkage else {}
    if everything is None or linkage is None or not known:
        return built
    if pipeline.layout_problems(linkage.layouts, store):
        return None
    problems: list[Problem] = []
    printing = Press(linkage.layouts, everything, request.jobs, staging)
    wanted = _wanted(printing, known, store)
    made = press.pages(printing, wanted, known, linkage.bodies, progress, problems)
    if problems:
        if staging:
            staging.discard()
        return None
    return replace(
        built,
        pages=(*built.pages, *made.pages),
        staged=tuple(made.staged),
        kept=tuple({*built.kept, *made.same} - {*made.staged, *(page.file for page in made.pages)}),
        imprints=deferred.exchanged(built.imprints, known),
        reasons={**built.reasons, **imprints.all_reasons(built.imprints, known)},
    )


def _refilled(before: Mapping[str, Imprint], stamp: Stamp) -> dict[str, Imprint]:
    """The imprints of the pages that other layouts filled, by file."""
    pages = {file: one for file, one in before.items() if imprints.of_page(one)}
    return {file: now for file, one in pages.items() if (now := stamp.refilled(one)) is not one}


def _wanted(printing: Press, known: Mapping[str, Imprint], store: Cache) -> list[Wanted]:
    """These pages."""
    articles: list[Wanted] = [*range(len(printing.everything.archive.articles))]
    wanted = [one for one in articles if printing.file(one) in known]
    if len(wanted) < len(known):
        all_ = pipeline.with_maps(printing.everything, store)
        others = (*compose.other_pages(all_), *compose.standing_pages(all_))
        wanted = [*(page for page in others if page.file in known), *wanted]
    return wanted

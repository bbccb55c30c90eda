"""`build`: the website, all of it or nothing."""

from __future__ import annotations

import argparse
import gc
import sys
import time
from pathlib import Path

from seealso import home, imprints, lock, pipeline, report, search, terminal, unchanged
from seealso.cache import Cache
from seealso.linkage import Request
from seealso.problems import SeealsoError, failure
from seealso.stages import publish


def run(root: Path, articles: Path, output: Path, options: argparse.Namespace, seen: unchanged.Look) -> int:
    """The command; 1 where the site could not be published. `seen` is the state of all files before it."""
    refused = publish.guard(output, root, (articles, root / "layouts", root / "assets"))
    if refused:
        return report.refuse(refused, options.format)
    with lock.held(root / home.STORE):
        return _run(root, articles, output, options, seen)


def _run(root: Path, articles: Path, output: Path, options: argparse.Namespace, seen: unchanged.Look) -> int:
    begun = time.monotonic()
    gc.disable()  # a build makes much, throws away little, and ends
    publish.recover(output)
    request = Request(root, articles, options.base_url, drafts=options.drafts, jobs=options.jobs, search=options.search)
    progress = report.Progress(sys.stderr, quiet=options.quiet or options.format != "text")
    store = Cache(root / home.STORE)
    try:
        standing = imprints.standing(store, output)
        built = pipeline.build(request, progress, store, standing)
        publishable = built.publishable(strict=options.strict)
        written = None
        if publishable:
            found = search.index(built.everything, standing)
            written = pipeline.publish_site(built, request, output, standing, found, progress)
            images = {one.address: one.imprint for one in built.images}
            imprints.remember(store, output, {**images, **built.imprints, **found.imprints})
    except (SeealsoError, RuntimeError) as cause:
        return report.refuse(failure(cause), options.format)
    finally:
        progress.clear()
        store.close()
    numbers = report.summary(built, written=written, seconds=time.monotonic() - begun)
    report.answer(built, numbers, options.format, quiet=options.quiet)
    if options.format == "text" and not options.quiet:
        terminal.say(_outcome(built, written, output))
        terminal.say(store.note)
        terminal.say(_explained(built) if options.explain else "")
    status = 0 if publishable else 1
    if all(problem.code != "search" for problem in built.problems):  # what is installed is no part of the look
        unchanged.remember(root, output, seen, _answer(built, output, status))
    return status


def _answer(built: pipeline.Built, output: Path, status: int) -> unchanged.Answer:
    """What would be said if nothing had changed."""
    withheld = built.linkage.withheld if built.linkage else ()
    appears = [article.date.timestamp() for article in withheld if article.scheduled and article.date]
    return unchanged.Answer(
        plain=report.problems_text(built.problems, built.sources),
        coloured=report.problems_text(built.problems, built.sources, colour=True),
        summary=report.summary_text(built),
        outcome=_outcome(built, None if status else 0, output),
        status=status,
        until=min(appears, default=None),
    )


def _explained(built: pipeline.Built) -> str:
    """Each page that was made, and why."""
    pages = [f"{file.removesuffix('index.html') or '/'}: {', '.join(why)}" for file, why in built.reasons.items()]
    return "\n".join(pages) or "No page had to be made."


def _outcome(built: pipeline.Built, written: int | None, output: Path) -> str:
    if written is None:
        return f"Nothing was written; {output} is as it was."
    what = f"{len(built.pages) + len(built.kept):,} pages" + ("" if written else ", nothing changed")
    return f"{what}. Open {output / 'index.html'}"

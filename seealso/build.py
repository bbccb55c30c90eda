"""`build`: the website, all of it or nothing."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from seealso import imprints, pipeline, report
from seealso.cache import FOLDER, Cache
from seealso.linkage import Request
from seealso.problems import SeealsoError, failure
from seealso.stages import publish


def run(root: Path, articles: Path, options: argparse.Namespace) -> int:
    """The command; 1 where the site could not be published."""
    begun = time.monotonic()
    output: Path = (options.output or root / "site").resolve()
    refused = publish.guard(output, root, (articles, root / "layouts", root / "assets"))
    if refused:
        return report.refuse(refused, options.format)
    publish.recover(output)
    request = Request(root, articles, options.base_url, drafts=options.drafts, jobs=options.jobs)
    progress = report.Progress(sys.stderr, quiet=options.quiet or options.format != "text")
    store = Cache(root / FOLDER)
    try:
        built = pipeline.build(request, progress, store, imprints.standing(store, output))
        publishable = built.publishable(strict=options.strict)
        written = pipeline.publish_site(built, output) if publishable else None
        if publishable:
            imprints.remember(store, output, built.imprints)
    except (SeealsoError, RuntimeError) as cause:
        return report.refuse(failure(cause), options.format)
    finally:
        progress.clear()
        store.close()
    numbers = report.summary(built, written=written, seconds=time.monotonic() - begun)
    report.answer(built, numbers, options.format, quiet=options.quiet)
    if options.format == "text" and not options.quiet:
        report.say(_outcome(built, written, output))
        report.say(store.note)
        report.say(_explained(built) if options.explain else "")
    return 0 if publishable else 1


def _explained(built: pipeline.Built) -> str:
    """Each page that was made, and why."""
    pages = [f"{file.removesuffix('index.html') or '/'}: {', '.join(why)}" for file, why in built.reasons.items()]
    return "\n".join(pages) or "No page had to be made."


def _outcome(built: pipeline.Built, written: int | None, output: Path) -> str:
    if written is None:
        return f"Nothing was written; {output} is as it was."
    what = f"{len(built.pages) + len(built.kept):,} pages" + ("" if written else ", nothing changed")
    return f"{what}. Open {output / 'index.html'}"

"""`check`: all problems, and with `--fix` an end to those that have one certain remedy.

Certain is what leaves no choice: a link whose words are the title of one article, a file that lies in another folder, a
heading spelled with capitals, a date with its day first. A title that is nearly right is not: it may be meant as it is.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from seealso import edits, home, imprints, pipeline, report, terminal, text
from seealso.cache import Cache
from seealso.linkage import Request
from seealso.pipeline import Built
from seealso.problems import SeealsoError, failure


def run(root: Path, articles: Path, options: argparse.Namespace) -> int:
    """The command; 1 where there are errors or warnings, under `--strict` also for notes."""
    begun = time.monotonic()
    request = Request(root, articles, options.base_url, drafts=options.drafts, jobs=options.jobs)
    progress = report.Progress(sys.stderr, quiet=options.quiet or options.format != "text")
    folder = root / home.STORE
    store = Cache(folder if folder.is_dir() else None)  # an archive that was never built is left as it is
    output = (root / "site").resolve()
    standing = imprints.standing(imprints.recorded(store, output), output)
    try:
        built = pipeline.build(request, progress, store, standing)
        mended = fix(request, built) if options.fix else ""
        built = pipeline.build(request, progress, store, standing) if mended else built
    except (SeealsoError, RuntimeError) as cause:
        return report.refuse(failure(cause), options.format)
    finally:
        progress.clear()
        store.close()
    if mended and options.format == "text":
        terminal.say(mended + "\n")
    numbers = report.summary(built, written=None, seconds=time.monotonic() - begun)
    report.answer(built, numbers, options.format, quiet=options.quiet)
    if options.format == "text" and not options.quiet:
        terminal.say(_more(built))
    return int(any(options.strict or problem.severity != "note" for problem in built.problems))


def fix(request: Request, built: Built) -> str:
    """Mend what has a certain remedy, in the articles; what was changed, as a diff, or nothing."""
    wanted = edits.remedies(built.problems, built.sources)
    if not wanted:
        return ""
    shown = edits.diff(built.sources, wanted)
    files = edits.write(request.base, built.sources, wanted)
    return f"{shown}\nMended {text.plural(len(wanted), 'problem')} in {text.plural(len(files), 'file')}."


def _more(built: Built) -> str:
    """The articles that are not published yet, and how many of the problems `--fix` mends."""
    lines = [f'not published: {one.path} "{one.title}" ({one.reason})' for one in built.withheld]
    mendable = len(edits.remedies(built.problems, built.sources))
    if mendable:
        lines.append(f"check --fix mends {mendable} of these.")
    return "\n".join(lines)

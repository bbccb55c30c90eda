"""The command line: runs the command that was asked for, and answers with its exit status."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from seealso import options as grammar

if TYPE_CHECKING:
    from seealso.pipeline import Built
    from seealso.problems import Problem

OK, PROBLEMS = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 fine, 1 problems, 2 a command that makes no sense."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = grammar.parser()
    options = parser.parse_args(grammar.with_default_command(given))
    try:
        return _run(options, parser)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEMS
    except Exception as cause:
        if os.environ.get("SEEALSO_DEBUG"):
            raise
        sys.stderr.write(
            f"error: {type(cause).__name__}: {cause}\n"
            "   = this is a fault of seealso, not of your articles; nothing was published\n"
            "     set SEEALSO_DEBUG=1 to see where it happened, and please report it\n"
        )
        return PROBLEMS


def _run(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    root: Path = options.root
    articles: Path = options.articles or root / "articles"
    if not root.is_dir():
        parser.error(f"there is no folder {root}")
    if options.command == "new":
        return _new(options.title, articles, root)
    if not articles.is_dir():
        parser.error(
            f"there is no folder {articles}: put your articles there, or name their folder with --articles DIR"
        )
    if options.command == "retitle":
        from seealso import retitle

        return retitle.run(root, articles, options)
    if options.base_url is not None:
        _check_base_url(options.base_url, parser)
    if options.command == "serve":
        from seealso import serve

        return serve.run(root, articles, options)
    return _build(options, root, articles)


def _check_base_url(base_url: str, parser: argparse.ArgumentParser) -> None:
    from seealso.config import base_url_problem

    problem = base_url and base_url_problem(base_url)
    if problem:
        parser.error(f"--base-url: {problem}; write it like https://example.com/")


def _new(title: str, articles: Path, root: Path) -> int:
    from seealso import new, report
    from seealso.problems import SeealsoError

    try:
        file = new.create(title, articles, root, dt.date.today())
    except SeealsoError as cause:
        report.say(report.problems_text(cause.problems, {}))
        return PROBLEMS
    report.say(f"{file}\nWrite it, then take out the line `draft: true`.")
    return OK


def _build(options: argparse.Namespace, root: Path, articles: Path) -> int:
    from seealso import pipeline, report
    from seealso.linkage import Request
    from seealso.model import SourcePath
    from seealso.problems import Location, SeealsoError, error
    from seealso.stages import publish

    begun = time.monotonic()
    output = (getattr(options, "output", None) or root / "site").resolve()
    writing = options.command == "build"
    if writing:
        refused = publish.guard(output, root, (articles, root / "layouts", root / "assets"))
        if refused:
            return _refuse(tuple(refused), options)
        publish.recover(output)
    request = Request(root, articles, options.base_url, drafts=options.drafts, jobs=options.jobs)
    progress = report.Progress(sys.stderr, quiet=options.quiet or options.format == "json")
    try:
        built = pipeline.build(request, progress)
        publishable = built.publishable(strict=options.strict)
        written = pipeline.publish_site(built, output) if writing and publishable else None
    except (SeealsoError, RuntimeError) as cause:
        progress.clear()
        if isinstance(cause, SeealsoError):
            return _refuse(cause.problems, options)
        return _refuse((error("build", Location(SourcePath("")), str(cause)),), options)
    progress.clear()
    seconds = time.monotonic() - begun
    if options.format == "json":
        report.say(report.as_json(built, report.summary(built, written=written, seconds=seconds)))
    else:
        _print(built, options, written, seconds, output)
    return PROBLEMS if (not publishable if writing else _found_problems(built, strict=options.strict)) else OK


def _refuse(problems: tuple[Problem, ...], options: argparse.Namespace) -> int:
    """Say why nothing was built or written."""
    from seealso import pipeline, report

    built = pipeline.nothing(problems)
    as_json = options.format == "json"
    numbers = report.summary(built, written=None, seconds=0)
    report.say(report.as_json(built, numbers) if as_json else report.problems_text(problems, {}))
    return PROBLEMS


def _found_problems(built: Built, *, strict: bool) -> bool:
    """Whether a check has something to complain about: errors and warnings, and under `strict` notes too."""
    return any(strict or problem.severity != "note" for problem in built.problems)


def _print(built: Built, options: argparse.Namespace, written: int | None, seconds: float, output: Path) -> None:
    from seealso import report

    report.say(report.problems_text(built.problems, built.sources, colour=report.colour_wanted(sys.stdout, os.environ)))
    if options.quiet:
        return
    if built.problems:
        report.say(" ")
    if options.command == "check":
        report.say(report.withheld_text(built))
    report.say(report.summary_text(built, seconds))
    if options.command == "check":
        return
    if written is None:
        report.say(f"Nothing was written; {output} is as it was.")
        return
    what = f"{len(built.pages):,} pages" + ("" if written else ", nothing changed")
    report.say(f"{what}. Open {output / 'index.html'}")

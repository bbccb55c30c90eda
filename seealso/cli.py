"""The command line: runs the command that was asked for, and answers with its exit status."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from seealso import options as grammar
from seealso import terminal

OK, PROBLEMS = 0, 1


def run() -> NoReturn:
    """The command as a program. It ends at once where nothing else runs in it.

    Python would first take apart all that a build holds, which takes a seventh of a second at 10,000 articles.
    """
    status = main()
    if threading.active_count() > 1:
        sys.exit(status)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # it can't be written, or nobody reads it any more
            status = status or PROBLEMS
    os._exit(status)


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
    if options.command == "suggest":
        from seealso.suggest import command

        return command.run(root, articles, options)
    if options.base_url is not None:
        _check_base_url(options.base_url, parser)
    if options.command == "serve":
        from seealso import serve

        return serve.run(root, articles, options)
    if options.command == "check":
        from seealso import check

        return check.run(root, articles, options)
    return _build(root, articles, options)


def _build(root: Path, articles: Path, options: argparse.Namespace) -> int:
    """The command `build`: without a build, where nothing changed since the last one."""
    from seealso import unchanged

    begun = time.monotonic()
    output = (options.output or root / "site").resolve()
    seen = unchanged.look(
        root, articles, output, (options.base_url, options.drafts, options.strict, options.search, str(articles))
    )
    answer = unchanged.recall(root, output, seen) if options.format == "text" and not options.explain else None
    if answer is None:
        from seealso import build

        return build.run(root, articles, output, options, seen)
    written = None if answer.status else 0
    unchanged.tell(answer, output, written, time.monotonic() - begun, quiet=options.quiet)
    return answer.status


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
        terminal.say(report.problems_text(cause.problems, {}))
        return PROBLEMS
    terminal.say(f"{file}\nWrite it, then take out the line `draft: true`.")
    return OK

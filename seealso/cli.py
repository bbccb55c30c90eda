"""The command line: build, check, serve, new."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from seealso import __version__

if TYPE_CHECKING:
    from seealso.pipeline import Built
    from seealso.problems import Problem

EXAMPLES = """examples:
  python build.py                         make the website from articles/ in site/
  python build.py serve                   look at it while you write, on http://127.0.0.1:8000/
  python build.py check                   list all problems, write nothing
  python build.py new "On Tides"          begin an article
  python build.py --root ~/my-archive     build an archive that lies elsewhere
  python build.py check --format json     the problems for a program
"""
OK, PROBLEMS = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 fine, 1 problems, 2 a command that makes no sense."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = _parser()
    options = parser.parse_args(_with_default_command(given))
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


def _with_default_command(given: list[str]) -> list[str]:
    """The command first, since options may stand before it; `build` where none is named."""
    place = 0
    while place < len(given) and given[place].startswith("-"):
        if given[place] in ("-h", "--help", "--version"):
            return given
        place += 2 if given[place] in _TAKE_VALUES else 1
    command = given[place : place + 1] or ["build"]
    return [*command, *given[:place], *given[place + 1 :]]


_TAKE_VALUES = frozenset({"--root", "--articles", "--output", "--base-url", "--jobs", "--format", "--port"})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build.py",
        description="Makes a linked website from articles that refer to each other in the author's own words.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"seealso {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="command", required=True)
    for name, help_ in (
        ("build", "make the website in site/ (what is done when no command is named)"),
        ("check", "list all problems, write nothing"),
        ("serve", "show the website and rebuild it whenever a file is saved"),
        ("new", "begin an article"),
    ):
        command = commands.add_parser(name, help=help_, description=help_[0].upper() + help_[1:] + ".")
        _add_options(command, name)
    return parser


def _add_options(command: argparse.ArgumentParser, name: str) -> None:
    command.add_argument(
        "--root", type=Path, default=Path(), metavar="DIR", help="the archive's folder (default: this one)"
    )
    command.add_argument(
        "--articles", type=Path, metavar="DIR", help="the folder of articles (default: articles/ in the root)"
    )
    if name == "new":
        command.add_argument("title", help="the article's title")
        return
    if name == "build":
        command.add_argument(
            "--output", type=Path, metavar="DIR", help="where the website goes (default: site/ in the root)"
        )
    command.add_argument("--base-url", metavar="URL", help="the website's public address, instead of the setting")
    command.add_argument("--drafts", action="store_true", help="show drafts and articles dated ahead, marked as such")
    command.add_argument("--jobs", type=_jobs, metavar="N", help="processes at once (default: one for each core)")
    if name == "serve":
        command.add_argument(
            "--port", type=_port, default=8000, metavar="N", help="the port on 127.0.0.1 (default: 8000)"
        )
        command.add_argument("--open", action="store_true", help="open the browser")
        return
    strict = (
        "let warnings stop the build as errors do"
        if name == "build"
        else "fail for notes too, not only for errors and warnings"
    )
    command.add_argument("--strict", action="store_true", help=strict)
    command.add_argument(
        "--format", choices=("text", "json"), default="text", help="how problems and numbers are printed"
    )
    command.add_argument("--quiet", action="store_true", help="print nothing but problems")


def _jobs(word: str) -> int:
    if not word.isdigit() or not 1 <= int(word) <= 256:
        raise argparse.ArgumentTypeError(f"{word!r} is not a number of processes from 1 to 256")
    return int(word)


def _port(word: str) -> int:
    if not word.isdigit() or not 1 <= int(word) <= 65535:
        raise argparse.ArgumentTypeError(f"{word!r} is not a port from 1 to 65535")
    return int(word)


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
    from seealso import pipeline, report, workers
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
    request = Request(
        root, articles, options.base_url, drafts=options.drafts, jobs=options.jobs or workers.default_jobs()
    )
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

"""The grammar of the command line: the commands, and what each may be told."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from seealso import __version__

EXAMPLES = """examples:
  python build.py                         make the website from articles/ in site/
  python build.py serve                   look at it while you write, on http://127.0.0.1:8000/
  python build.py check                   list all problems, write nothing
  python build.py check --fix             mend what has one certain remedy
  python build.py new "On Tides"          begin an article
  python build.py retitle "On Tides" "Ebb and Flow" --rewrite
                                          change a title, and what refers to it
  python build.py suggest                 list what could still be linked
  python build.py suggest --apply 1 3     make links of the first and the third of that list
  python build.py --root ~/my-archive     build an archive that lies elsewhere
  python build.py check --format json     the problems for a program
"""
COMMANDS = {
    "build": "make the website in site/ (what is done when no command is named)",
    "check": "list all problems, write nothing",
    "serve": "show the website and rebuild it whenever a file is saved",
    "new": "begin an article",
    "retitle": "give an article another title, and lose no reference to it",
    "suggest": "list mentions that could be links, and articles that nobody refers to",
}
_TAKE_VALUES = frozenset({"--root", "--articles", "--output", "--base-url", "--jobs", "--format", "--port", "--limit"})


def parser() -> argparse.ArgumentParser:
    """The parser of all commands; what it parses has `command`, and the options of that one."""
    made = argparse.ArgumentParser(
        prog="build.py",
        description="Makes a linked website from articles that refer to each other in the author's own words.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--version", action="version", version=f"seealso {__version__}")
    commands = made.add_subparsers(dest="command", metavar="command", required=True)
    for name, help_ in COMMANDS.items():
        command = commands.add_parser(name, help=help_, description=help_[0].upper() + help_[1:] + ".")
        command.add_argument(
            "--root", type=Path, default=Path(), metavar="DIR", help="the archive's folder (default: this one)"
        )
        command.add_argument(
            "--articles", type=Path, metavar="DIR", help="the folder of articles (default: articles/ in the root)"
        )
        _OPTIONS[name](command)
    return made


def with_default_command(given: Sequence[str]) -> list[str]:
    """The command first, since options may stand before it; `build` where none is named."""
    place = 0
    while place < len(given) and given[place].startswith("-"):
        if given[place] in ("-h", "--help", "--version"):
            return list(given)
        place += 2 if given[place] in _TAKE_VALUES else 1
    command = given[place : place + 1] or ["build"]
    return [*command, *given[:place], *given[place + 1 :]]


# --- the options of each command -----------------------------------------------------------------------------


def _build(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--output", type=Path, metavar="DIR", help="where the website goes (default: site/ in the root)"
    )
    _site(command)
    command.add_argument("--no-search", dest="search", action="store_false", help="leave out the readers' search")
    command.add_argument("--strict", action="store_true", help="let warnings stop the build as errors do")
    command.add_argument("--explain", action="store_true", help="say of each page that was made why it was")
    _format(command, ("text", "json", "github"))


def _check(command: argparse.ArgumentParser) -> None:
    _site(command)
    command.add_argument("--fix", action="store_true", help="mend in the articles what has one certain remedy")
    command.add_argument("--strict", action="store_true", help="fail for notes too, not only for errors and warnings")
    _format(command, ("text", "json", "github"))


def _serve(command: argparse.ArgumentParser) -> None:
    _site(command)
    command.add_argument("--port", type=_port, default=8000, metavar="N", help="the port on 127.0.0.1 (default: 8000)")
    command.add_argument("--open", action="store_true", help="open the browser")


def _new(command: argparse.ArgumentParser) -> None:
    command.add_argument("title", help="the article's title")


def _retitle(command: argparse.ArgumentParser) -> None:
    command.add_argument("old", metavar="OLD", help="the article: its title, an older title, or its file")
    command.add_argument("new", metavar="NEW", help="the title that it gets")
    command.add_argument("--rewrite", action="store_true", help="change every reference to it, too")
    command.add_argument("--address", action="store_true", help="change its address, too; the old one leads there")
    command.add_argument("--dry-run", action="store_true", help="show what would change, write nothing")
    _processes(command)


def _suggest(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--apply", type=int, nargs="+", metavar="N", help="make links of the mentions of these numbers in the list"
    )
    command.add_argument(
        "--limit", type=_count, default=20, metavar="N", help="how much to show of each list (default: 20)"
    )
    command.add_argument("--format", choices=("text", "json"), default="text", help="how it is printed; json has all")
    _processes(command)


_OPTIONS = {
    "build": _build,
    "check": _check,
    "serve": _serve,
    "new": _new,
    "retitle": _retitle,
    "suggest": _suggest,
}


def _site(command: argparse.ArgumentParser) -> None:
    command.add_argument("--base-url", metavar="URL", help="the website's public address, instead of the setting")
    command.add_argument("--drafts", action="store_true", help="show drafts and articles dated ahead, marked as such")
    _processes(command)


def _processes(command: argparse.ArgumentParser) -> None:
    command.add_argument("--jobs", type=_jobs, metavar="N", help="processes at once (default: one for each core)")


def _format(command: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
    command.add_argument("--format", choices=formats, default="text", help="how problems and numbers are printed")
    command.add_argument("--quiet", action="store_true", help="print nothing but problems")


def _jobs(word: str) -> int:
    if not word.isdigit() or not 1 <= int(word) <= 256:
        raise argparse.ArgumentTypeError(f"{word!r} is not a number of processes from 1 to 256")
    return int(word)


def _count(word: str) -> int:
    if not word.isdigit() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"{word!r} is not a number from 1 on")
    return int(word)


def _port(word: str) -> int:
    if not word.isdigit() or not 1 <= int(word) <= 65535:
        raise argparse.ArgumentTypeError(f"{word!r} is not a port from 1 to 65535")
    return int(word)

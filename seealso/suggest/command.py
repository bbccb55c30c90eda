"""The command `suggest`: the list, or with `--apply` the links of it that were chosen."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from seealso import edits, report, terminal, text
from seealso.linkage import Linkage, Request, link
from seealso.model import SourcePath
from seealso.problems import Location, SeealsoError, Severity, error, failure
from seealso.suggest import applying, telling
from seealso.suggest.ends import loose_ends
from seealso.suggest.phrases import phrases
from seealso.suggest.ranking import suggestions
from seealso.suggest.telling import Findings


def run(root: Path, articles: Path, options: argparse.Namespace) -> int:
    """The command; 1 where links were to be set and nothing was changed."""
    request = Request(root, articles, jobs=options.jobs, every_passage=True)
    progress = report.Progress(sys.stderr, quiet=options.format != "text")
    try:
        linkage = link(request, progress)
    except (SeealsoError, RuntimeError) as cause:
        terminal.say(report.problems_text(failure(cause), {}))
        return 1
    finally:
        progress.clear()
    if options.apply:
        return _apply(linkage, request, options.apply)
    found = findings(linkage, request)
    if options.format == "json":
        terminal.say(telling.as_json(found))
        return 0
    terminal.say(telling.as_text(found, options.limit, _command(options)))
    errors = sum(problem.severity is Severity.ERROR for problem in linkage.problems)
    if errors:
        terminal.say(f"\n{text.plural(errors, 'error')} in this archive: the command `check` lists them.")
    return 0


def findings(linkage: Linkage, request: Request) -> Findings:
    """All that an archive could still link; its documents have to hold every passage."""
    mentions = suggestions(linkage)
    return Findings(request, linkage, mentions, phrases(linkage, mentions), loose_ends(linkage, mentions))


def _command(options: argparse.Namespace) -> str:
    """What to type before the numbers, for this very archive."""
    folders = [("--root", options.root if options.root != Path() else None), ("--articles", options.articles)]
    where = "".join(f" {name} {shlex.quote(str(folder))}" for name, folder in folders if folder)
    return f"python build.py suggest{where} --apply"


def _apply(linkage: Linkage, request: Request, numbers: Sequence[int]) -> int:
    mentions = suggestions(linkage)
    try:
        _refuse_unknown(numbers, len(mentions))
        wanted = applying.planned(linkage, request, [mentions[number - 1] for number in dict.fromkeys(numbers)])
        files = edits.write(request.base, linkage.sources, wanted)
    except SeealsoError as cause:
        terminal.say(report.problems_text(cause.problems, linkage.sources))
        return 1
    terminal.say(telling.applied(len(wanted), len(files), edits.diff(linkage.sources, wanted)))
    return 0


def _refuse_unknown(numbers: Sequence[int], count: int) -> None:
    """SeealsoError where a number is not in a list of so many."""
    reach = f"the list goes from 1 to {count}" if count else "the list is empty"
    hint = "nothing was changed; `suggest` without --apply shows the list"
    problems = [
        error("suggest", Location(SourcePath("")), f"there is no number {number}: {reach}", hint)
        for number in numbers
        if not 1 <= number <= count
    ]
    if problems:
        raise SeealsoError(problems)

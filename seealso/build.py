"""`build`: the website, all of it or nothing."""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Collection, Mapping
from pathlib import Path

import msgspec

from seealso import home, imagery, imprints, kept, lock, pipeline, report, search, sequel, terminal, unchanged
from seealso.cache import Cache
from seealso.imprints import Imprint
from seealso.linkage import Progress, Request
from seealso.model import url_of
from seealso.pipeline import Built
from seealso.problems import SeealsoError, failure
from seealso.stages import publish
from seealso.unchanged import Answer


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
    work = _Work(request, output, seen.inputs, progress, strict=options.strict)
    try:
        amended = work.amend() if options.format == "text" else None  # of what was said, only the text is kept
        built, written, answer = amended or work.build()
    except (SeealsoError, RuntimeError) as cause:
        return report.refuse(failure(cause), options.format)
    finally:
        progress.clear()
        work.close()
    seconds = time.monotonic() - begun
    if options.format == "text":
        unchanged.tell(answer, output, written, seconds, quiet=options.quiet)
        if not options.quiet:
            terminal.say(work.store.note)
            terminal.say(_explained(built) if options.explain else "")
    else:
        numbers = report.summary(built, written=written, seconds=seconds)
        report.answer(built, numbers, options.format, quiet=options.quiet)
    if all(problem.code != "search" for problem in built.problems):  # what is installed is no part of the look
        unchanged.remember(root, seen, answer, work.left)
    return answer.status


_Done = tuple[Built, int | None, Answer]
"""What was made, how many files were written (None: the site was not touched), and what is to be said."""


class _Work:
    """One build, whichever way it goes."""

    def __init__(
        self, request: Request, output: Path, seen: unchanged.Inputs, progress: Progress, *, strict: bool
    ) -> None:
        self.store = Cache(request.root / home.STORE)
        self._request, self._output, self._seen, self._progress, self._strict = request, output, seen, progress, strict
        self._record = imprints.recorded(self.store, output)
        self._whole = True
        self.left = ""
        """The state of the site's folder in the end."""

    def amend(self) -> _Done | None:
        """The short way, where only articles and layouts were edited since the build before."""
        try:
            found = sequel.build(
                self.store, self._request, self._output, self._record, self._seen, self._progress, strict=self._strict
            )
        except msgspec.ValidationError:  # somebody changed what was kept
            return None
        if found is None:
            return None
        self._whole = False
        there = publish.names(found.there, self._output)
        written = self._publish(found.built, {}, search.NOTHING, there)
        changed = {file: found.built.imprints[file] for file in found.built.reasons}
        imprints.correct(self.store, self._output, changed | {one.address: one.imprint for one in found.built.images})
        answer = found.answer
        if found.spoken:
            answer = _answer(found.built, 0)._replace(pages=answer.pages, until=answer.until)
        if found.wide:
            self._keep(found.built, answer)
        states = unchanged.again(found.there, [self._output / file for file in written])
        self._leave(found.built, states, self._seen if found.wide else found.after, moved=found.moved)
        return found.built, len(written), answer

    def build(self) -> _Done:
        """The whole build."""
        standing = imprints.standing(self._record, self._output)
        built = pipeline.build(self._request, self._progress, self.store, standing, publish.staging(self._output))
        if not built.publishable(strict=self._strict):
            self.left = unchanged.digest(unchanged.folder(self._output))
            return built, None, _answer(built, 1)
        answer = _answer(built, 0)
        searched = search.index(built.everything, standing)
        written = self._publish(built, standing, searched)
        images = {one.address: one.imprint for one in built.images}
        made_from = {**images, **built.imprints, **searched.imprints}
        imprints.remember(self.store, self._output, made_from, self._record)
        imagery.drop(built.images, self._request.root)
        self._keep(built, answer)
        self._leave(built, unchanged.folder(self._output), self._seen, moved=False)
        return built, len(written), answer

    def _keep(self, built: Built, answer: Answer) -> None:
        kept.keep(built, self._request, self._output, self._seen, answer, strict=self._strict)

    def _publish(
        self, built: Built, standing: Mapping[str, Imprint], found: search.Index, there: Collection[str] | None = None
    ) -> set[str]:
        return pipeline.publish_site(built, self._request, self._output, standing, found, self._progress, there)

    def _leave(
        self, built: Built, states: Mapping[str, unchanged.Standing], after: unchanged.Inputs, *, moved: bool
    ) -> None:
        self.left = unchanged.digest(states)
        sequel.leave(self.store, self._request, self._output, built, self.left, after, moved=moved, strict=self._strict)

    def close(self) -> None:
        """Write the store, and clear away what is left; a build that went the short way can't know what others need."""
        publish.staging(self._output).discard()
        self.store.close(drop=self._whole)


def _answer(built: Built, status: int) -> Answer:
    """What would be said if nothing had changed."""
    withheld = built.linkage.withheld if built.linkage else ()
    appears = [article.date.timestamp() for article in withheld if article.scheduled and article.date]
    return Answer(
        plain=report.problems_text(built.problems, built.sources),
        coloured=report.problems_text(built.problems, built.sources, colour=True),
        summary=report.summary_text(built),
        pages=built.size,
        status=status,
        until=min(appears, default=None),
    )


def _explained(built: Built) -> str:
    """Each page that was made, and why."""
    pages = [f"{url_of(file) or '/'}: {', '.join(why)}" for file, why in built.reasons.items()]
    return "\n".join(pages) or "No page had to be made."

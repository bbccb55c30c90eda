"""A build after a build, from the command line: as in a preview, some articles or layouts edited and nothing else.

The build before left what its pages were composed from, but for the texts (`kept`). Files whose state is what it was
are not even read; what the edited articles change is made anew by `amend`, what layouts do by `reprint`. Where anything
else changed, where the site's folder is not as it was left, and where a search would have to be made again, there is no
short way.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from seealso import amend, cache, home, inputs, kept, relinking, reprint, unchanged
from seealso.cache import Cache, Key
from seealso.deferred import Deferred
from seealso.imprints import Printed
from seealso.kept import Kept
from seealso.linkage import Linkage, Progress, Request
from seealso.model import Layout, Layouts, SourcePath
from seealso.pipeline import Built
from seealso.problems import Problem
from seealso.stages import publish
from seealso.unchanged import Answer, Inputs, Standing

MOST = 20
"""Files edited since the build that was kept; of more, a whole build is made and kept in its place."""


class Left(Struct, frozen=True):
    """How the site's folder was left."""

    name: str
    """After which request, in short."""
    digest: str
    after: int
    """When the build that was kept had looked at its files, which tells it from others."""
    moved: bool
    """References stand at other lines than in that build."""
    layouts: dict[str, Layout]
    """What its pages are filled with."""


def leave(
    store: Cache, request: Request, output: Path, built: Built, left: str, after: Inputs, *, moved: bool, strict: bool
) -> None:
    """Remember how the site's folder was left; `after` is what the build that was kept was made from."""
    layouts = dict(built.linkage.layouts) if built.linkage else {}
    name = kept.name(request, output, strict=strict).hex()
    store.put({_left(output): Left(name, left, after.looked, moved, layouts)})


class Sequel(NamedTuple):
    """A build that goes on from the one before."""

    built: Built
    answer: Answer
    """What the build before said, or would say if it said the same again."""
    there: Mapping[str, Standing]
    """The files of the site as they are before it."""
    after: Inputs
    """What the build that it goes on from was made from."""
    moved: bool
    """As in `Left`."""
    wide: bool
    """It is to be kept in the place of that build."""
    spoken: bool
    """There is something else to say."""


def build(
    store: Cache,
    request: Request,
    output: Path,
    record: Mapping[str, Printed],
    seen: Inputs,
    progress: Progress,
    *,
    strict: bool,
) -> Sequel | None:
    """The site as it stands with some pages made anew; None where that is not enough.

    `record` says what the pages of the site were made from, `seen` is the state of all files.
    """
    left = store.get([_left(output)], Left).get(_left(output))
    found = _taken_up(left, request, output, strict=strict) if left else None
    if left is None or found is None:
        return None
    last, there = found
    names = seen.edited(last.inputs)
    if names is None or len(names) > MOST:
        return None
    others = [name for name in names if not _of_layout(name, request)]
    texts = amend.edited(others, request, {article.path for article in last.articles})
    layouts = _layouts(last, request)
    if texts is None or layouts is None:
        return None
    standing = Deferred(record, lambda file: record[file].imprint)
    before = kept.restored(last, layouts, request, store)
    before = replace(before, kept=tuple(publish.names(there, output)), imprints=standing)
    done = amend.build(before, request, texts, moved=left.moved)
    if done is None or not done.built.publishable(strict=strict):
        return None
    built: Built | None = done.built
    if len(names) > len(others):
        built = reprint.build(done.built, left.layouts, request, store, publish.staging(output), progress)
    if built is None:
        return None
    spoken = (built.problems, built.references, built.resolved) != (before.problems, before.references, before.resolved)
    if spoken and built.linkage is not None:
        built = replace(built, sources=_quoted(last, built, built.linkage, request))
    moved = left.moved or any(page.file == "graph.json" for page in built.pages)
    return Sequel(built, last.answer, there, last.inputs, moved and not done.wide, done.wide, spoken)


def _taken_up(
    left: Left, request: Request, output: Path, *, strict: bool
) -> tuple[Kept, Mapping[str, Standing]] | None:
    """What the last build left, and the files of the site; None where either is not as it left them."""
    name = kept.name(request, output, strict=strict)
    if left.name != name.hex():
        return None
    last = kept.recall(request, output, name)
    if last is None or left.after != last.inputs.looked or not _in_force(last, request):
        return None
    there = unchanged.folder(output)
    return (last, there) if left.digest == unchanged.digest(there) else None


def _of_layout(name: str, request: Request) -> bool:
    return Path(name).parent in {base / "layouts" for base in (request.root, home.DEFAULTS)}


def _layouts(last: Kept, request: Request) -> Layouts | None:
    """The present layouts; None where they can't be read, or show other files of assets/ than before."""
    problems: list[Problem] = []
    layouts = inputs.layouts(request.root, {}, problems)
    assets = inputs.assets(request.root, layouts, problems)
    same = {name: inputs.asset_url(name, file) for name, file in assets.items()} == last.site.assets
    return layouts if same and not problems else None


def _quoted(last: Kept, built: Built, known: Linkage, request: Request) -> dict[SourcePath, str]:
    """The texts that are quoted from."""
    articles = {article.path for article in known.articles}
    paths = {problem.location.path for problem in built.problems} & articles
    return {**last.said.quoted, **{path: relinking.text_of(path, known, request) for path in paths}}


def _in_force(last: Kept, request: Request) -> bool:
    """Whether no article that is dated ahead has appeared since, or is to vanish again."""
    now = request.now.timestamp()
    return last.now <= now and (last.answer.until is None or now < last.answer.until)


def _left(output: Path) -> Key:
    return cache.key("left", str(output))

"""Times seealso and other generators on the same synthetic archive, in one run, in turn.

    make bench
    .venv/bin/python tests/bench/bench.py --sizes 100,1000 --rounds 3 --tools DIR

Prints medians in seconds, and how long seealso takes as a multiple of each peer, as Markdown. README.md beside this file says
what is measured. Exit status 1 where seealso itself failed; a peer that is missing or fails is named and left out.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.corpus import Article, generate
from tests.bench.peers import PEERS, PROGRAMS, Command, Seealso, Tool, find, parse_command, program_of, put

KINDS = ("cold", "nothing changed", "one body edited")
LIMIT = 900
"""Seconds after which a build counts as failed."""
BYTES_PER_ARTICLE = 200_000
"""What an article takes at most, with its page, for one generator; for choosing a folder that is large enough."""


class BuildError(Exception):
    """A build that ended badly, or made something else than it should."""


@dataclass(slots=True)
class Row:
    """What one generator did on an archive of one size."""

    tool: str
    version: str
    size: int
    seconds: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    failure: str = ""

    def median(self, kind: str) -> float | None:
        return statistics.median(self.seconds[kind]) if self.seconds[kind] and not self.failure else None


# --- one generator, one archive --------------------------------------------------------------------------------------


class Bench:
    """A generator's own copy of the archive, and the builds of it."""

    def __init__(self, tool: Tool, archive: Sequence[Article], folder: Path) -> None:
        self.tool, self.archive, self.site = tool, archive, folder / tool.name
        self.row = Row(tool.name, tool.version(), len(archive))
        self.edited = archive[len(archive) // 2]
        self.site.mkdir(parents=True)
        tool.write(self.site, archive)

    def prove(self) -> None:
        """One build that is not timed: it shows that all pages are there with all their links, and warms everything up."""
        self._empty()
        self._run(self.tool.build())
        for article in self.archive:
            page = self._read(article)
            for reference in article.references:
                if f"{self.archive[reference.target].slug}/" not in page:
                    raise BuildError(
                        f"the page of {article.slug} lacks a link to {self.archive[reference.target].slug}"
                    )
        output = self.site / self.tool.output
        topics = {topic for article in self.archive for topic in article.topics}
        if not all((output / name).is_file() for name in ("index.html", self.tool.feed, "topics/index.html")):
            raise BuildError("there is no index, no feed or no list of topics")
        if sum(1 for _ in output.glob("topics/*/index.html")) < len(topics):
            raise BuildError("there is not a page for every topic")

    def round(self, number: int) -> None:
        """Each kind of build once."""
        text = self.tool.text(self.edited, self.archive)
        source = self.tool.source(self.site, self.edited)
        put(source, text)
        self._empty()
        cold = self._run(self.tool.build())
        unchanged = self._run(self.tool.rebuild())
        mark = f"Sentence {number} was added for the benchmark."
        put(source, f"{text}\n{mark}\n")
        edited = self._run(self.tool.rebuild())
        if mark not in self._read(self.edited):
            raise BuildError("an edit is not in the page")
        for kind, seconds in zip(KINDS, (cold, unchanged, edited), strict=True):
            self.row.seconds[kind].append(seconds)

    def _empty(self) -> None:
        for name in (self.tool.output, *self.tool.leftovers):
            path = self.site / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def _read(self, article: Article) -> str:
        page = self.tool.page(self.site, article)
        if not page.is_file():
            raise BuildError(f"there is no page of {article.slug}")
        return page.read_text(encoding="utf-8")

    def _run(self, command: Command) -> float:
        """Seconds from starting a process to its end."""
        log = self.site.with_suffix(".log")
        with log.open("wb") as out:
            begun = time.perf_counter()
            try:
                process = subprocess.Popen(command, cwd=self.site, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
            except OSError as cause:
                raise BuildError(str(cause)) from cause
            limit = threading.Timer(LIMIT, process.kill)  # waiting with a time limit would look only every 50 ms
            limit.start()
            try:
                status = process.wait()
                seconds = time.perf_counter() - begun
            finally:
                limit.cancel()
                process.kill()
        if status:
            said = log.read_text(encoding="utf-8", errors="replace").strip()[-400:]
            raise BuildError(f"exit status {status} after {seconds:.0f} s: {said}")
        return seconds


def measure(tools: Sequence[Tool], sizes: Sequence[int], rounds: int, folder: Path) -> Iterator[Row]:
    """All generators in turn, round by round, so that what else the machine does falls on all of them."""
    for size in sizes:
        archive = generate(size)
        place = folder / str(size)
        benches = [Bench(tool, archive, place) for tool in tools]
        for number in range(rounds + 1):
            for bench in benches:
                if bench.row.failure:
                    continue
                _tell(f"{size} articles, {f'round {number} of {rounds}' if number else 'proof'}: {bench.tool.name}")
                try:
                    bench.round(number) if number else bench.prove()
                except BuildError as cause:
                    bench.row.failure = str(cause)
                    _tell(f"{bench.tool.name} failed: {cause}")
        shutil.rmtree(place)
        yield from (bench.row for bench in benches)


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


# --- what is printed -------------------------------------------------------------------------------------------------


def table(rows: Sequence[Row]) -> str:
    """Medians by size and generator; beside each peer's, seealso's median as a multiple of it."""
    ours = {row.size: row for row in rows if row.tool == Seealso.name}
    heads = ["articles", "generator", *(f"{kind}, s" for kind in KINDS), *(f"seealso ÷ it, {kind}" for kind in KINDS)]
    lines = [heads, ["--:", ":--", *["--:"] * (2 * len(KINDS))]]
    for row in rows:
        own = ours.get(row.size)
        medians = [row.median(kind) for kind in KINDS]
        ratios = [_ratio(own.median(kind) if own and own is not row else None, row.median(kind)) for kind in KINDS]
        seconds = ["failed" if median is None else f"{median:.2f}" for median in medians]
        lines.append([str(row.size), f"{row.tool} {row.version}", *seconds, *ratios])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _ratio(ours: float | None, theirs: float | None) -> str:
    return f"{ours / theirs:.2f}" if ours is not None and theirs else ""


def machine() -> str:
    """The cores, the processor, the system, and how busy it is with other things."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    words = [
        f"{cores} cores",
        _processor(),
        f"{platform.system()} {platform.machine()}",
        f"Python {platform.python_version()}",
    ]
    if sys.platform != "win32":
        words.append(f"load {os.getloadavg()[0]:.1f} at the start")
    return ", ".join(word for word in words if word)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


# --- the command -----------------------------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    wanted = options.only if options.only is not None else [peer.name for peer in PEERS]
    tools, missing = choose(wanted, dict(options.peer), options.tools, options.jobs)
    state = machine()
    with tempfile.TemporaryDirectory(prefix="seealso-bench-", dir=_memory(max(options.sizes) * len(tools))) as folder:
        rows = list(measure(tools, options.sizes, options.rounds, Path(folder)))
        print(f"Medians of {options.rounds} in {Path(folder).parent}; {state}.\n\n{table(rows)}")
    if missing:
        print(f"\nNot installed, left out: {', '.join(missing)}.")
    for row in rows:
        if row.failure:
            print(f"\n{row.tool} failed with {row.size} articles: {row.failure}")
    return int(any(row.failure for row in rows if row.tool == Seealso.name))


def choose(
    wanted: Sequence[str], given: Mapping[str, Command], folder: Path | None, jobs: int | None
) -> tuple[list[Tool], list[str]]:
    """seealso and the wanted peers that are installed; and the names of the programs that are not."""
    tools: list[Tool] = [Seealso(jobs)]
    missing: list[str] = []
    for peer in PEERS:
        program = program_of(peer.name)
        if peer.name not in wanted:
            continue
        command = find(program, given, folder)
        if command:
            tools.append(peer(command))
        elif program not in missing:
            missing.append(program)
    return tools, missing


def _memory(articles: int) -> str | None:
    """The folder in memory where there is one, and large enough; else the system's own choice."""
    folder = "/dev/shm"  # noqa: S108 - a folder of our own is made in it
    if os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > articles * BYTES_PER_ARTICLE:
        return folder
    return None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Times seealso and other generators on the same synthetic archive.")
    parser.add_argument("--sizes", type=_sizes, default="100,1000", metavar="N,N", help="articles (default: 100,1000)")
    parser.add_argument("--rounds", type=_count, default=3, metavar="N", help="times each build is timed (default: 3)")
    names = ", ".join(peer.name for peer in PEERS)
    parser.add_argument(
        "--only", type=_names, metavar="NAMES", help=f"these peers beside seealso, of {names}; or seealso alone"
    )
    parser.add_argument("--jobs", type=_count, metavar="N", help="seealso's processes (default: as it chooses)")
    parser.add_argument(
        "--peer", type=_command, action="append", default=[], metavar="NAME=COMMAND",
        help=f"how a peer is called, one of {', '.join(PROGRAMS)}; may be given again",
    )  # fmt: skip
    parser.add_argument(
        "--tools", type=Path, metavar="DIR", help="peers in environments: DIR/v-pelican, DIR/n-eleventy, ..."
    )
    return parser


def _count(word: str) -> int:
    if not word.isdigit() or not int(word):
        raise argparse.ArgumentTypeError(f"{word!r} is not a number from 1")
    return int(word)


def _sizes(words: str) -> list[int]:
    return [_count(word) for word in words.split(",")]


def _names(words: str) -> list[str]:
    names = words.split(",")
    known = [Seealso.name, *(peer.name for peer in PEERS)]
    strange = [name for name in names if name not in known]
    if strange:
        raise argparse.ArgumentTypeError(f"{strange[0]!r} is none of {', '.join(known)}")
    return names


def _command(words: str) -> tuple[str, Command]:
    try:
        return parse_command(words)
    except ValueError as cause:
        raise argparse.ArgumentTypeError(str(cause)) from cause


if __name__ == "__main__":
    sys.exit(main())

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
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.corpus import Article, generate
from tests.bench.peers import PEERS, PROGRAMS, Command, Seealso, Tool, find, parse_command, program_of, put

KINDS = ("cold", "nothing changed", "one body edited", "one title edited", "one layout edited")
REFERRED = 100
"""How many articles, or as near as there is, refer to the one whose title is edited."""
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
    memory: float | None = None
    """What all processes of a cold build took at most, in MB; where it can't be known, None."""
    failure: str = ""

    def median(self, kind: str) -> float | None:
        """The median of a kind of builds, or the memory."""
        if kind == "memory":
            return None if self.failure else self.memory
        return statistics.median(self.seconds[kind]) if self.seconds[kind] and not self.failure else None


# --- one generator, one archive --------------------------------------------------------------------------------------


class Bench:
    """A generator's own copy of the archive, and the builds of it."""

    def __init__(self, tool: Tool, archive: Sequence[Article], folder: Path) -> None:
        self.tool, self.archive, self.site = tool, archive, folder / tool.name
        self.row = Row(tool.name, tool.version(), len(archive))
        self.edited = archive[len(archive) // 2]
        self.retitled = archive[_referred(archive)]
        self._before: dict[Path, str] = {}
        self.site.mkdir(parents=True)
        tool.write(self.site, archive)

    def prove(self) -> None:
        """One build that is not timed: it shows that all pages are there with all their links, and warms everything up."""
        self._empty()
        with Memory() as memory:
            self._run(self.tool.build(), memory)
        self.row.memory = memory.peak
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
        """Each kind of build once; files are as they were in the end, and not sooner, so that one edit is timed at a time."""
        self._empty()
        self._time("cold", self.tool.build())
        self._time("nothing changed", self.tool.rebuild())
        text = self.tool.text(self.edited, self.archive)
        mark = f"Sentence {number} was added for the benchmark."
        self._edit("one body edited", self.tool.source(self.site, self.edited), f"{text}\n{mark}\n", mark, self.edited)
        title = f"{self.retitled.title} Again, for Time {number}"
        text = self.tool.retitled(self.retitled, self.archive, title)
        self._edit("one title edited", self.tool.source(self.site, self.retitled), text, title, self.retitled)
        if self.tool.layout:
            name, after = self.tool.layout
            mark = f'<p class="round-{number}"></p>'
            layout = (self.site / name).read_text(encoding="utf-8").replace(after, after + mark, 1)
            self._edit("one layout edited", self.site / name, layout, mark, self.edited)
        for file, before in self._before.items():
            put(file, before)

    def _edit(self, kind: str, file: Path, text: str, mark: str, shown: Article) -> None:
        """Build with another text of a file; an article's page must show what is new in it."""
        self._before.setdefault(file, file.read_text(encoding="utf-8"))
        put(file, text)
        self._time(kind, self.tool.rebuild())
        if mark not in self._read(shown):
            raise BuildError(f"{kind}: the edit is not in the page")

    def _time(self, kind: str, command: Command) -> None:
        self.row.seconds[kind].append(self._run(command))

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

    def _run(self, command: Command, memory: Memory | None = None) -> float:
        """Seconds from starting a process to its end."""
        log = self.site.with_suffix(".log")
        with log.open("wb") as out:
            begun = time.perf_counter()
            try:
                process = subprocess.Popen(
                    command, cwd=self.site, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=_environment()
                )
            except OSError as cause:
                raise BuildError(str(cause)) from cause
            limit = threading.Timer(LIMIT, process.kill)  # waiting with a time limit would look only every 50 ms
            limit.start()
            if memory:
                memory.watch(process.pid)
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


def _referred(archive: Sequence[Article]) -> int:
    """The article that as many others refer to as is wished, or as near as there is."""
    counts = Counter(reference.target for article in archive for reference in article.references)
    return min(range(len(archive)), key=lambda number: abs(counts[number] - REFERRED))


def _environment() -> dict[str, str]:
    """Programs keep what Python compiled of them, as they do where they are used."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Memory:
    """The most memory that a process and its children take at once, looked up every few milliseconds, on Linux."""

    def __init__(self) -> None:
        self.peak: float | None = None
        """In MB; what processes share is counted once."""
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        if self._thread:
            self._thread.join()

    def watch(self, pid: int) -> None:
        """Begin to look at a process."""
        if Path("/proc/self/smaps_rollup").exists():
            self._thread = threading.Thread(target=self._follow, args=(pid,), daemon=True)
            self._thread.start()

    def _follow(self, pid: int) -> None:
        while not self._ended.wait(0.02):
            self.peak = max(self.peak or 0.0, sum(map(_memory_of, _family(pid))))


def _family(pid: int) -> list[int]:
    """A process and all that it started."""
    try:
        started = [int(word) for task in Path(f"/proc/{pid}/task").iterdir() for word in _children(task)]
    except OSError:
        return []
    return [pid, *(one for child in started for one in _family(child))]


def _children(task: Path) -> list[str]:
    return (task / "children").read_text(encoding="ascii").split()


def _memory_of(pid: int) -> float:
    """A process's own memory and its share of what it has in common with others, in MB."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


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
    """Medians by size and generator, in seconds; and seealso's as multiples of each peer's."""
    columns = (*KINDS, "memory")
    ours = {row.size: row for row in rows if row.tool == Seealso.name}
    figures = [["articles", "generator", *(f"{kind}, s" for kind in KINDS), "most memory, MB"]]
    ratios = [["articles", "seealso ÷", *columns]]
    for row in rows:
        name = [str(row.size), f"{row.tool} {row.version}"]
        figures.append([*name, *("failed" if row.failure else _figure(row, column) for column in columns)])
        own = ours.get(row.size)
        if own and own is not row:
            ratios.append([*name, *(_ratio(own.median(column), row.median(column)) for column in columns)])
    return "\n\n".join(_markdown(lines) for lines in (figures, ratios) if len(lines) > 1)


def _figure(row: Row, column: str) -> str:
    found = row.median(column)
    return "" if found is None else f"{found:.0f}" if column == "memory" else f"{found:.2f}"


def _markdown(lines: Sequence[Sequence[str]]) -> str:
    head, *rest = lines
    aligned = ["--:", ":--", *["--:"] * (len(head) - 2)]
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, aligned, *rest))


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
    where = options.folder or _memory(max(options.sizes) * len(tools))
    with tempfile.TemporaryDirectory(prefix="seealso-bench-", dir=where) as folder:
        rows = list(measure(tools, options.sizes, options.rounds, Path(folder)))
        print(f"Medians of {options.rounds} in {Path(folder).parent}{_system(folder)}; {state}.\n\n{table(rows)}")
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


def _system(folder: str) -> str:
    """The file system of a folder, on Linux."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    except OSError:
        return ""
    inside = [(point, kind) for _, point, kind, *_ in mounts if Path(folder).resolve().is_relative_to(point)]
    return f" ({max(inside, key=lambda mount: len(mount[0]))[1]})" if inside else ""


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
    parser.add_argument(
        "--folder", type=Path, metavar="DIR", help="where all is made (default: in memory, where there is room)"
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

"""An ordered map over processes.

The result is the same as that of `map`, whatever the number of processes: chunks come back in order. A pool is started
only where there is enough to do to pay for it.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from concurrent.futures import Future

In = TypeVar("In")
Out = TypeVar("Out")

WORTHWHILE = 150
"""Fewer things than this are done faster in this very process than a pool is started."""
CHUNKS_PER_WORKER = 6
CHUNK = 200
"""Things that are sent to a process at once, at most."""
GENERATION = 10_000
"""Things after which processes are begun anew: forked ones share what this one has only until they look at it."""
AHEAD = 2
"""Chunks for each process that are sent before the first of them is back."""


def default_jobs() -> int:
    """How many processes may run at once here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def ordered_map(
    function: Callable[[In], Out],
    things: Iterable[In],
    jobs: int | None,
    *,
    count: int | None = None,
    setup: Callable[..., object] | None = None,
    setup_args: tuple[Any, ...] = (),
    method: str | None = None,
    at_least: int = WORTHWHILE,
) -> Iterator[Out]:
    """`map(function, things)` over up to `jobs` processes (None: one for each core), in order.

    Things are taken when a process can work on them, and results are given out as they are asked for, so that neither
    pile up; `count` says how many there are, where they are not a sequence. `setup(*setup_args)` runs once in each
    process before its first call. All that passes must be picklable, but for `setup_args` where processes are forked:
    what is large belongs there. `method` is multiprocessing's start method. A worker that dies (killed, out of memory)
    raises RuntimeError with a plain sentence.
    """
    jobs = jobs or default_jobs()
    count = len(cast("Sequence[In]", things)) if count is None else count
    if jobs <= 1 or count < at_least:
        if setup is not None:
            setup(*setup_args)
        yield from map(function, things)
        return
    rest = iter(things)
    for done in range(0, count, GENERATION):
        some = min(GENERATION, count - done)
        yield from _pooled(function, islice(rest, some), some, jobs, setup, setup_args, method)


def _pooled(
    function: Callable[[In], Out],
    things: Iterator[In],
    count: int,
    jobs: int,
    setup: Callable[..., object] | None,
    setup_args: tuple[Any, ...],
    method: str | None,
) -> Iterator[Out]:
    # Most builds need no pool, and these three take longer to import than an edit to build.
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    size = min(max(1, -(-count // (jobs * CHUNKS_PER_WORKER))), CHUNK)
    chunks = iter(lambda: list(islice(things, size)), [])
    with ProcessPoolExecutor(
        min(jobs, -(-count // size)),
        mp_context=get_context(method or _method()),
        initializer=_begin,
        initargs=(gc.isenabled(), setup, setup_args),
    ) as pool:
        ahead: deque[Future[list[Out]]] = deque()
        try:
            for chunk in chunks:
                ahead.append(pool.submit(_chunk, function, chunk))
                if len(ahead) > AHEAD * jobs:
                    yield from ahead.popleft().result()
            while ahead:
                yield from ahead.popleft().result()
        except BrokenProcessPool:
            raise RuntimeError("a worker process died, perhaps for want of memory; try --jobs 1") from None
        finally:
            for future in ahead:
                future.cancel()


def _method() -> str | None:
    """Forked processes have what this one has for nothing, but can't be had beside other threads; None: the usual."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else None


def _begin(collecting: bool, setup: Callable[..., object] | None, setup_args: tuple[Any, ...]) -> None:  # noqa: FBT001
    """Set up a process that looks for garbage if the one that started it does."""
    if not collecting:
        gc.disable()
    if setup is not None:
        setup(*setup_args)


def _chunk(function: Callable[[In], Out], chunk: Sequence[In]) -> list[Out]:
    return [function(thing) for thing in chunk]

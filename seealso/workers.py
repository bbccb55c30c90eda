"""An ordered map over processes.

The result is the same as that of `map`, whatever the number of processes: chunks come back in order. A pool is started
only where there is enough to do to pay for it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

In = TypeVar("In")
Out = TypeVar("Out")

WORTHWHILE = 150
"""Fewer things than this are done faster in this very process than a pool is started."""
CHUNKS_PER_WORKER = 6


def default_jobs() -> int:
    """How many processes may run at once here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def ordered_map(
    function: Callable[[In], Out],
    things: Sequence[In],
    jobs: int | None,
    *,
    setup: Callable[..., object] | None = None,
    setup_args: tuple[Any, ...] = (),
    method: str | None = None,
    at_least: int = WORTHWHILE,
) -> Iterator[Out]:
    """`map(function, things)` over up to `jobs` processes (None: one for each core), in order.

    `setup(*setup_args)` runs once in each process before its first call; all that passes must be picklable.
    `method` is multiprocessing's start method, the platform's own by default. A worker that dies (killed, out of
    memory) raises RuntimeError with a plain sentence.
    """
    jobs = jobs or default_jobs()
    if jobs <= 1 or len(things) < at_least:
        if setup is not None:
            setup(*setup_args)
        yield from map(function, things)
        return
    yield from _pooled(function, things, jobs, setup, setup_args, method)


def _pooled(
    function: Callable[[In], Out],
    things: Sequence[In],
    jobs: int,
    setup: Callable[..., object] | None,
    setup_args: tuple[Any, ...],
    method: str | None,
) -> Iterator[Out]:
    # Most builds need no pool, and these three take longer to import than an edit to build.
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    global _inherited  # noqa: PLW0603  what a forked process has from the start need not be sent to it
    size = max(1, -(-len(things) // (jobs * CHUNKS_PER_WORKER)))
    chunks = [slice(start, start + size) for start in range(0, len(things), size)]
    context = get_context(method)
    forked = context.get_start_method() == "fork"
    _inherited = things if forked else ()
    with ProcessPoolExecutor(
        min(jobs, len(chunks)), mp_context=context, initializer=setup, initargs=setup_args
    ) as pool:
        futures: list[Future[list[Out]]] = [
            pool.submit(_chunk, function, chunk if forked else things[chunk]) for chunk in chunks
        ]
        try:
            for future in futures:
                yield from future.result()
        except BrokenProcessPool:
            raise RuntimeError("a worker process died, perhaps for want of memory; try --jobs 1") from None
        finally:
            _inherited = ()
            for future in futures:
                future.cancel()


_inherited: Sequence[Any] = ()


def _chunk(function: Callable[[In], Out], chunk: slice | Sequence[In]) -> list[Out]:
    return [function(thing) for thing in (_inherited[chunk] if isinstance(chunk, slice) else chunk)]

"""The ordered map over processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator

import pytest

from seealso import workers

FORK = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="this system has no fork")
START = [pytest.param("fork", marks=FORK), "spawn"]

_base = 0


def set_base(value: int) -> None:
    global _base  # noqa: PLW0603  what a setup does to its process
    _base = value


def add(value: int) -> int:
    return _base + value


def square(value: int) -> int:
    return value * value


def die_at_seven(value: int) -> int:
    if value == 7:
        if hasattr(signal, "SIGKILL"):
            os.kill(os.getpid(), signal.SIGKILL)
        os._exit(9)
    return value


def fail_at_seven(value: int) -> int:
    if value == 7:
        raise ValueError("seven is no number for this")
    return value


@pytest.mark.parametrize("method", START)
def test_results_come_in_order_whatever_the_way_to_start(method: str) -> None:
    things = list(range(50))
    assert list(workers.ordered_map(square, things, 2, method=method, at_least=1)) == [n * n for n in things]


@pytest.mark.parametrize("method", START)
def test_each_process_is_set_up(method: str) -> None:
    found = list(workers.ordered_map(add, range(20), 2, setup=set_base, setup_args=(100,), method=method, at_least=1))
    assert found == [100 + n for n in range(20)]


def test_one_process_is_this_one() -> None:
    assert set(workers.ordered_map(_process, range(5), 1)) == {os.getpid()}
    assert set(workers.ordered_map(_process, range(5), 8)) == {os.getpid()}


def _process(_value: int) -> int:
    return os.getpid()


def test_here_too_the_setup_runs_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}._base", 0)
    assert list(workers.ordered_map(add, [1, 2], 1, setup=set_base, setup_args=(5,))) == [6, 7]


def test_nothing_gives_nothing() -> None:
    assert list(workers.ordered_map(square, [], 4, at_least=1)) == []


@pytest.mark.parametrize("method", START)
def test_processes_are_begun_anew_after_many_things(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "GENERATION", 10)
    found = list(workers.ordered_map(_at_work, range(25), 2, method=method, at_least=1))
    assert [value for value, _ in found] == [*range(25)]
    of = [{process for _, process in found[start : start + 10]} for start in (0, 10, 20)]
    assert not of[0] & of[1]
    assert not of[1] & of[2]


def _at_work(value: int) -> tuple[int, int]:
    return value, os.getpid()


def test_no_more_is_taken_than_the_processes_can_work_on() -> None:
    taken: list[int] = []

    def things() -> Iterator[int]:
        for number in range(10_000):
            taken.append(number)
            yield number

    results = workers.ordered_map(square, things(), 2, count=10_000)
    assert next(results) == 0
    assert len(taken) <= workers.CHUNK * (workers.AHEAD * 2 + 1)
    assert sum(1 for _ in results) == 9_999


def test_a_worker_that_dies_is_told_in_a_sentence() -> None:
    with pytest.raises(RuntimeError, match="a worker process died") as caught:
        list(workers.ordered_map(die_at_seven, range(20), 2, method="spawn", at_least=1))
    assert caught.value.__cause__ is None
    assert "--jobs 1" in str(caught.value)


def test_a_mistake_in_a_worker_is_the_same_mistake_here() -> None:
    with pytest.raises(ValueError, match="seven is no number"):
        list(workers.ordered_map(fail_at_seven, range(20), 2, method="spawn", at_least=1))


def test_there_is_a_process_at_least() -> None:
    assert workers.default_jobs() >= 1

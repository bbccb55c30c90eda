"""Values that are made where they are asked for are what they would be if all were made at once."""

from __future__ import annotations

import pickle

import msgspec
import pytest

from seealso import deferred
from seealso.deferred import Decoded, Deferred

NUMBERS = {"one": 1, "two": 2, "three": 3}


def test_each_is_made_once_and_only_where_it_is_asked_for() -> None:
    asked: list[str] = []

    def make(name: str) -> int:
        asked.append(name)
        return NUMBERS[name]

    found = Deferred(NUMBERS, make)
    assert "two" in found
    assert len(found) == 3
    assert [*found] == [*NUMBERS]
    assert asked == []
    assert found["two"] == found["two"] == found.get("two") == 2
    assert asked == ["two"]
    assert found.get("four") is None
    assert dict(found) == NUMBERS


def test_a_list_of_them_asks_for_one_when_it_is_looked_at() -> None:
    asked: list[str] = []

    def make(name: str) -> int:
        asked.append(name)
        return NUMBERS[name]

    listed = deferred.listed(["three", "one"], Deferred(NUMBERS, make))
    assert len(listed) == 2
    assert asked == []
    assert listed[0] == 3
    assert asked == ["three"]
    assert listed[1:] == (1,)
    assert [*listed] == [3, 1]
    assert listed == deferred.listed(["three", "one"], NUMBERS) == (3, 1)
    assert listed != (1, 3)


@pytest.mark.parametrize(
    ("values", "passed"),
    [
        (Deferred(NUMBERS, lambda name: NUMBERS[name]), NUMBERS),
        (Decoded(deferred.encoded(NUMBERS), int), NUMBERS),
        (deferred.listed(["two"], Deferred(NUMBERS, lambda name: NUMBERS[name])), (2,)),
    ],
)
def test_another_process_gets_what_is_made(values: object, passed: object) -> None:
    assert pickle.loads(pickle.dumps(values)) == passed  # noqa: S301  our own


def test_others_stand_in_the_place_of_some() -> None:
    before = Decoded(deferred.encoded(NUMBERS), int)
    assert before["one"] == 1
    after = deferred.exchanged(before, {"two": 20})
    assert dict(after) == deferred.whole(after) == {"one": 1, "two": 20, "three": 3}
    assert dict(before) == NUMBERS
    assert deferred.exchanged(NUMBERS, {"two": 20}) == dict(after)


def test_encoded_again_they_are_the_same() -> None:
    after = deferred.exchanged(Decoded(deferred.encoded(NUMBERS), int), {"three": 30})
    again = deferred.exchanged(Decoded(deferred.encoded(after), int), {"one": 10})
    assert dict(Decoded(deferred.encoded(again), int)) == {"one": 10, "two": 2, "three": 30}


def test_what_is_of_another_kind_is_an_error() -> None:
    found = Decoded(deferred.encoded({"one": 1, "two": "two"}), int)
    assert found["one"] == 1
    with pytest.raises(msgspec.ValidationError):
        found["two"]

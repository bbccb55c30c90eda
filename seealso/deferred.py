"""Values by name, each made when somebody asks for it, and once.

What a build leaves for the next is large, and an edit asks for little of it: values stay encoded as they were read, and
what follows from them is not worked out, until one is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TypeVar, overload

import msgspec
from msgspec import Raw

Name = TypeVar("Name", bound=str)
Kind = TypeVar("Kind")


class Deferred(Mapping[Name, Kind]):
    """A mapping from some names to what is made of each."""

    def __init__(
        self, names: Collection[Name], make: Callable[[Name], Kind], made: Mapping[Name, Kind] | None = None
    ) -> None:
        self._names, self._make = names, make
        self._made = dict(made or {})

    def __getitem__(self, name: Name) -> Kind:
        found = self._made.get(name)
        if found is None:
            if name not in self._names:
                raise KeyError(name)
            found = self._made[name] = self._make(name)
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[Name]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __reduce__(self) -> tuple[type[dict[Name, Kind]], tuple[dict[Name, Kind]]]:
        """Another process gets the values: how they are made is known here only."""
        return dict, (dict(self),)

    def holding(self, others: Mapping[Name, Kind]) -> Deferred[Name, Kind]:
        """The same with other values in the place of some, which all have a place here."""
        return Deferred(self._names, self._make, {**self._made, **others})


class Decoded(Deferred[Name, Kind]):
    """Values of JSON; what is no value of its kind raises msgspec.ValidationError when it is asked for."""

    def __init__(
        self,
        encoded: Mapping[Name, Raw],
        kind: type[Kind],
        made: Mapping[Name, Kind] | None = None,
        others: frozenset[Name] = frozenset(),
    ) -> None:
        """`others` are those of what is `made` that were not decoded from what is `encoded`."""
        decoder = msgspec.json.Decoder(kind)
        super().__init__(encoded, lambda name: decoder.decode(encoded[name]), made)
        self._encoded, self._kind, self._others = encoded, kind, others

    def holding(self, others: Mapping[Name, Kind]) -> Decoded[Name, Kind]:
        """The same with other values in the place of some, which all have a place here."""
        return Decoded(self._encoded, self._kind, {**self._made, **others}, self._others.union(others))

    @property
    def encoded(self) -> dict[Name, Raw]:
        """All values as JSON; only what was not decoded from it is encoded."""
        return {**self._encoded, **encoded({name: self._made[name] for name in self._others})}


class Listed(Sequence[Kind]):
    """Some values of a mapping in an order of their own; equal to any sequence of the same values."""

    def __init__(self, names: Sequence[Name], values: Mapping[Name, Kind]) -> None:
        self._names, self._values = names, values

    @overload
    def __getitem__(self, place: int) -> Kind: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Kind, ...]: ...

    def __getitem__(self, place: int | slice) -> Kind | tuple[Kind, ...]:
        if isinstance(place, slice):
            return tuple(self._values[name] for name in self._names[place])
        return self._values[self._names[place]]

    def __len__(self) -> int:
        return len(self._names)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[type[tuple[Kind, ...]], tuple[tuple[Kind, ...]]]:
        """Another process gets the values."""
        return tuple, (tuple(self),)


def listed(names: Sequence[Name], values: Mapping[Name, Kind]) -> Sequence[Kind]:
    """Some values in this order, made when they are asked for where the mapping makes them so."""
    return Listed(names, values) if isinstance(values, Deferred) else tuple(values[name] for name in names)


def encoded(values: Mapping[Name, object]) -> dict[Name, Raw]:
    """Values as JSON, each by itself, to be `Decoded` again."""
    if isinstance(values, Decoded):
        return values.encoded
    return {name: Raw(msgspec.json.encode(value)) for name, value in values.items()}


def whole(values: Mapping[Name, Kind]) -> Mapping[Name, Kind]:
    """All values in a mapping that is quicker where most of them are asked for."""
    return {name: values[name] for name in values} if isinstance(values, Deferred) else values


def exchanged(values: Mapping[Name, Kind], others: Mapping[Name, Kind]) -> Mapping[Name, Kind]:
    """The values with others in the place of some, which all have a place there."""
    return values.holding(others) if isinstance(values, Deferred) else {**values, **others}

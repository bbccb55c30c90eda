"""Where some words occur in a text, in whatever case: a plain search for each, quicker than a pattern of them all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import AnyStr

_KELVIN = "\u212a"
"""The only capital outside of ASCII that has a small letter in it."""


def places(content: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where some words in small letters begin and end in a text, in whatever case, in order."""
    octets = _all_octets(words)
    if octets is None or _KELVIN in content:
        found = _occurrences(_small(content), words)
    else:
        found = _occurrences(_octets(content), octets)
    return sorted(found) if len(found) > 1 else found


def _occurrences(content: AnyStr, words: Sequence[AnyStr]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for word in words:
        place = content.find(word)
        while place >= 0:
            found.append((place, place + len(word)))
            place = content.find(word, place + 1)
    return found


@lru_cache(maxsize=64)
def _all_octets(words: tuple[str, ...]) -> tuple[bytes, ...] | None:
    """The words as they stand in `_octets`, where all of them are ASCII."""
    plain = all(word.isascii() and "?" not in word for word in words)
    return tuple(word.encode() for word in words) if plain else None


@lru_cache(maxsize=16)
def _octets(content: str) -> bytes:
    """A text in which ASCII letters are small: all that words of such letters need, in a third of the time."""
    return content.encode("latin-1", "replace").lower()


def _small(content: str) -> str:
    """A text in small letters, where each stands in the place of its capital."""
    small = content.lower()
    if len(small) == len(content):
        return small
    return "".join(char if len(char.lower()) > 1 else char.lower() for char in content)

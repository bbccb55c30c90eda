"""The words of one language, and how it writes numbers and dates.

A phrase is a text with named places (`{title}`), or two of them where a count decides: the first for one, the second
for any other number. Gettext was rejected: its catalogues are compiled, looked up by English sentences, and silent
about what is missing, whereas here a phrase that does not exist is an error with the layout's line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import lru_cache

from msgspec import Struct

from seealso.text import did_you_mean

Phrase = str | tuple[str, str]


class Words(Struct, frozen=True):
    """A language as the interface speaks it."""

    lang: str
    phrases: Mapping[str, Phrase]
    months: tuple[str, ...]
    date: str
    """With places for day, month and year: `{day} de {month} de {year}`."""
    thousands: str
    """What stands between a number's groups of three digits."""
    grouped_from: int
    """The least number that is grouped: in Spanish 1234 is not."""
    articles: frozenset[str]
    """Words at a title's beginning that do not count in an alphabet."""

    def say(self, name: str, count: int | None = None, /, **values: object) -> str:
        """A phrase with its places filled; `count` chooses its number and fills `{count}`."""
        phrase = self.phrases.get(name)
        if phrase is None:
            raise LookupError(f'there is no phrase "{name}" {did_you_mean(name, self.phrases)}'.rstrip())
        if isinstance(phrase, tuple):
            if count is None:
                raise LookupError(f'the phrase "{name}" needs a count')
            phrase = phrase[0 if count == 1 else 1]
        if count is not None:
            values["count"] = self.number(count)
        return phrase.format(**values)

    def number(self, number: int) -> str:
        """`1,200` or `1200`."""
        return f"{number:,}".replace(",", self.thousands if number >= self.grouped_from else "")

    def day(self, moment: dt.date) -> str:
        """`14 March 2019`, `14 de marzo de 2019`, whatever the machine's locale."""
        return self.date.format(day=moment.day, month=self.months[moment.month - 1], year=moment.year)

    def day_of_year(self, moment: dt.datetime) -> str:
        """The same without its year, for lists that stand under one."""
        return f"{moment.day} {self.months[moment.month - 1]}"


def by_date(say: Callable[[dt.date], str]) -> Callable[[dt.datetime], str]:
    """What is said of the date of a moment, where it stands; dates are asked for again and again."""
    known = lru_cache(maxsize=1 << 12)(say)
    return lambda moment: known(moment.date())

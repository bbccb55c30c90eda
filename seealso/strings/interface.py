"""Which words a page speaks: those of its article's language, else those of the site's, else English.

A page in a language that the interface does not know keeps its own `lang` and direction; only the words around the
article are then those of the site, and marked as such for screen readers.
"""

from __future__ import annotations

from seealso.strings import english, spanish
from seealso.strings.words import Words

LANGUAGES = {words.lang: words for words in (english.WORDS, spanish.WORDS)}
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"})
_SCRIPTS = frozenset({"arab", "hebr", "thaa", "syrc", "nkoo"})


def words(*langs: str) -> Words:
    """The words of the first of these languages that has some (`es`, `es-MX`)."""
    for lang in langs:
        found = LANGUAGES.get(primary(lang))
        if found is not None:
            return found
    return english.WORDS


def direction(lang: str) -> str:
    """`rtl` for languages that are written from right to left, else `ltr`."""
    first, *rest = lang.lower().replace("_", "-").split("-")
    scripts = [part for part in rest if len(part) == 4 and part.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _SCRIPTS else "ltr"
    return "rtl" if first in _RIGHT_TO_LEFT else "ltr"


def primary(lang: str) -> str:
    """`es` of `es-MX`."""
    return lang.replace("_", "-").partition("-")[0].lower()

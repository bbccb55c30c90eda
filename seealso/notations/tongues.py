"""The languages whose references are read, by their tags, with what an author adds to them."""

from __future__ import annotations

from functools import lru_cache

from msgspec.structs import replace

from seealso.config import References
from seealso.notations.english import ENGLISH
from seealso.notations.language import Language
from seealso.notations.spanish import SPANISH

LANGUAGES = {"en": ENGLISH, "es": SPANISH}


@lru_cache(maxsize=32)
def language(tag: str, own: References = References()) -> Language:  # noqa: B008  frozen
    """The table for a language tag such as `en-GB`, English where there is none, with the author's own words."""
    table = LANGUAGES.get(tag.partition("-")[0].lower(), ENGLISH)
    nouns = tuple(_forms(noun) for noun in own.nouns)
    return replace(table, nouns=(*table.nouns, *nouns), summons=(*table.summons, *own.verbs))


def _forms(noun: str) -> tuple[str, str]:
    """`leaflet, leaflets` as singular and plural; a lone word takes an s."""
    singular, _, plural = (part.strip().lower() for part in noun.partition(","))
    return singular, plural or f"{singular}s"

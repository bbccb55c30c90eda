"""Folding, slugs and likeness: when two spellings are the same words.

The key of a title is made of its folded tokens without the spaces between them. Without spaces, "ex ?" and "ex?",
"is n't" and "isn't", an em dash with or without room around it all meet. That alone would take "therapist" for
"the rapist", so a match is confirmed by its words (`words`), which keep their boundaries.

Folded are compatibility forms (NFKC), case, quotation marks and apostrophes, dashes, spaces, `&` and "and",
terminal punctuation, the marks that open a question (¿), and zero-width marks. Everything else, a comma for one,
tells two titles apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

OPENING_QUOTES = "\"“„«‹'‘‚‟”’»›`"
"""Marks that may open a quotation; some languages open with what others close with."""
QUOTES = frozenset(OPENING_QUOTES + "‛´′″")
_TERMINAL = ".!?…;:,。！？"
TERMINAL = frozenset(_TERMINAL)
INVERTED = frozenset("¿¡")
"""What opens a question or an exclamation, where a language marks that: a part of a title that many leave out."""

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

TOKEN = re.compile(r"[\w\u0300-\u036f]+|[-\u2010-\u2015\u2212]+|[.\u2026]+|\S")
_CAMEL = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ])")
_CONTRACTION = re.compile(r"\s+(n['’]t|['’](?:s|re|ve|ll|d|m|t))\b", re.IGNORECASE)
_WORD = re.compile(r"[\w\u0300-\u036f]+|&")
_SLUG = re.compile("[a-z0-9]+")
_NO_SLUG = re.compile(r"&|,(?<=\d,)(?=\d)")
"""What is more in a slug than its letters and digits: entities, and numbers like 1,000."""
_PLAIN = re.compile(r"(?:[A-Z]?[a-z]+[,:;?!]* )*[A-Z]?[a-z]+[,:;?!]*")
"""Words that fold to nothing but small letters, and marks that stay as they are."""
_PLAIN_PART, _PLAIN_WORD = re.compile(r"[a-z]+|[,:;?!]"), re.compile(r"[a-z]+")
BEGINNING = 12
"""Letters and digits that tell the beginnings of two texts apart."""
_GLANCE = 24
"""Characters that hold so many, as a rule."""
_ASCII = {code: chr(code).lower() if chr(code).isalnum() else None for code in range(128)}
"""Letters made small, marks left out. What a table does not name costs `translate` more than what it does."""
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff'’‘`´]")


@lru_cache(maxsize=1 << 16)
def fold_token(token: str) -> str:
    """The folded form of one token of `TOKEN`: empty for marks that do not count."""
    first = token[0]
    if first in "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212":
        return "-"
    if first in ".…":
        return "..." if len(token) > 1 or first == "…" else "."
    if first == "*" or first in QUOTES or first in INVERTED or unicodedata.category(first) == "Cf":
        return ""
    if first == "&":
        return "and"
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", token).casefold())
    return "" if unicodedata.category(folded[0]) == "Cf" else folded


def tokens(text: str, start: int = 0) -> Iterator[tuple[int, int, str]]:
    """Begin, end and folded form of each token of `text` from `start` on.

    A token is also split where a lower-case letter meets a capital ("QuietWhat"): archives lose separators.
    """
    for match in TOKEN.finditer(text, start):
        token = match.group()
        begin = match.start()
        if len(token) > 3 and not (token.islower() or token.istitle() or token.isupper()):
            cut = begin
            for piece in _CAMEL.split(token):
                yield cut, cut + len(piece), fold_token(piece)
                cut += len(piece)
        else:
            yield begin, match.end(), fold_token(token)


def beginning(text: str, start: int = 0) -> str:
    """The first folded letters and digits of a text, marks left out; fewer where a token mixes both.

    Two texts that fold to the same tokens, or to the same with more or fewer marks, begin alike: one of their
    beginnings is that of the other.
    """
    glance = text[start : start + _GLANCE]
    if glance.isascii() and "_" not in glance and "&" not in glance:
        found = glance.translate(_ASCII)
        if len(found) > BEGINNING or len(text) <= start + _GLANCE:
            return found[:BEGINNING]
    found = ""
    for _, _, part in tokens(text, start):
        if part.isalnum():
            found += part
        elif any(map(str.isalnum, part)):
            break
        if len(found) >= BEGINNING:
            break
    return found[:BEGINNING]


@lru_cache(maxsize=1 << 15)
def parts(title: str) -> tuple[str, ...]:
    """The folded tokens of a title, without those that do not count."""
    if _PLAIN.fullmatch(title):
        return tuple(_PLAIN_PART.findall(title.lower()))
    return tuple(part for _, _, part in tokens(title) if part)


@lru_cache(maxsize=1 << 16)
def key(title: str) -> str:
    """The folded form under which a title is found, without its terminal punctuation."""
    folded = "".join(parts(title))
    return folded.rstrip(_TERMINAL) or folded


@lru_cache(maxsize=1 << 14)
def terminal(title: str) -> str:
    """The folded punctuation that ends a title, or nothing."""
    folded = "".join(parts(title))
    return folded[len(folded.rstrip(_TERMINAL)) :]


@lru_cache(maxsize=1 << 15)
def words(text: str) -> str:
    """The words of a text with their boundaries, folded; contractions count as one word however they are spaced."""
    if _PLAIN.fullmatch(text):
        return " ".join(_PLAIN_WORD.findall(text.lower()))
    joined = _INVISIBLE.sub("", _CONTRACTION.sub(r"\1", text))
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", joined).casefold())
    return " ".join("and" if word == "&" else word for word in _WORD.findall(folded))


def count_words(text: str) -> int:
    return len(_WORD.findall(text))


def has_words(text: str, count: int) -> bool:
    """Whether a text has so many words at least."""
    return any(number == count for number, _ in enumerate(_WORD.finditer(text), 1))


def collapse(text: str) -> str:
    """White space of every kind as single spaces, none at the ends."""
    return " ".join(text.split())


@lru_cache(maxsize=1 << 14)
def slugify(text: str) -> str:
    """A slug: lower-case ASCII where the script has a usual spelling in it, else in the script's own letters.

    >>> slugify("Déjà Vu & the Crowded Mind")
    'deja-vu-the-crowded-mind'
    >>> slugify("О горе")
    'о-горе'
    """
    text = text.replace("'", "").replace("’", "")
    if text.isascii() and not _NO_SLUG.search(text):
        return "-".join(_SLUG.findall(text.lower()))
    from slugify import slugify as ascii_slug

    latin = all(
        not c.isalpha() or unicodedata.name(c, "").startswith("LATIN") for c in unicodedata.normalize("NFKC", text)
    )
    return ascii_slug(text, allow_unicode=not latin)


def nearest(
    wanted: str, known: Iterable[str], limit: int = 3, cutoff: float = 72, folded: Sequence[str] | None = None
) -> list[str]:
    """The known spellings most like the wanted one, best first; to suggest, never to link.

    `folded` are the known ones case-folded, where many are looked for among the same.
    """
    from rapidfuzz import fuzz, process  # only where something is wrong

    known = list(known)
    folded = [name.casefold() for name in known] if folded is None else folded
    found = process.extract(wanted.casefold(), folded, scorer=fuzz.ratio, limit=limit, score_cutoff=cutoff)
    hits = sorted((-score, known[place]) for _, score, place in found)
    return [name for _, name in hits]


def did_you_mean(wanted: str, known: Iterable[str]) -> str:
    """`did you mean "draft"?` for a misspelt name, or nothing when none is near."""
    found = nearest(wanted, known, limit=1, cutoff=70)
    return f'did you mean "{found[0]}"?' if found else ""


def one_slip(written: str, known: Iterable[str]) -> str:
    """The only known word that `written` misses by a letter missing, too many, wrong, or two swapped; or nothing."""
    from rapidfuzz.distance import OSA  # only where something is wrong

    found = [word for word in known if len(word) > 3 and OSA.distance(written, word, score_cutoff=1) == 1]
    return found[0] if len(found) == 1 else ""


def clip(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words and then ended by an ellipsis."""
    text = collapse(text)
    if len(text) <= limit:
        return text
    cut = text.rfind(" ", 0, limit)
    return text[: cut if cut > limit // 2 else limit - 1].rstrip(" ,;:–—-") + "…"


def plural(count: int, one: str, many: str = "") -> str:
    """`1 article`, `5 articles`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"

"""The words that announce a title, as data: one table per language.

A lead is a noun phrase for a piece of the author's own writing ("my article", "several posts", "a prior essay"),
perhaps summoned ("see", "read"), and what leads on from it to a title: a colon, a comma, "titled", "including",
a topic. Each of these is a *connector* with its own conditions, since "see my article: T" promises a title and
"in my last article, T" only allows one. Whether a title really stands there is decided by the index alone.

Rejected: one long pattern that also swallows the title. No punctuation ends a title reliably, so
the pattern must not try.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import takewhile

from msgspec import Struct

from seealso import occurrences
from seealso.model import Anchor, Lead, Order
from seealso.notations.language import Language

_PHRASE = 90
"""Characters that a phrase may have before its noun, and after it."""


_WORD = re.compile(r"\w+")
_WORD_OF_SENTENCE = re.compile(r"[\w'’]+")
_CLAUSE_ENDS = frozenset({*".!?:;()", ""})
"""What stands behind a phrase that no clause follows."""
_JOINTS = " \t\n\u00a0\u2009\u202f,:.-"
"""What stands between the words of a phrase."""
_SENTENCE = 160
"""Characters after a phrase in which its sentence tells whose it is: titles hold full stops, so none is looked for."""


class _Patterns(Struct, frozen=True):
    stems: tuple[str, ...]
    """What every noun begins with, so that most texts can be passed by with a plain search."""
    phrase: re.Pattern[str]
    words: frozenset[str]
    """All words that a phrase may have, in small letters."""
    plurals: frozenset[str]
    authors: frozenset[str]
    """Those of the language, to be asked for by the thousand."""
    elsewhere: frozenset[str]
    """Words that by themselves say "another piece of mine"."""
    signed: re.Pattern[str]
    """The name of somebody else behind the phrase."""
    subject: re.Pattern[str]
    """The word behind the phrase that may be its author ("two articles *I* wrote")."""
    near: tuple[tuple[str, re.Pattern[str]], ...]
    far: tuple[tuple[str, re.Pattern[str]], ...]


def any_of(phrases: tuple[str, ...]) -> str:
    """An alternation, longest first, in which a space matches any white space; of no phrases, what never matches."""
    if not phrases:
        return "(?!)"
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(re.escape(p).replace("\\ ", r"\s+") for p in ordered) + ")"


@lru_cache(maxsize=8)
def _patterns(table: Language) -> _Patterns:
    nouns = any_of(tuple(form for pair in table.nouns for form in pair)).replace(r"\s+", r"[\s-]+")
    adjective = rf"(?:(?:{any_of(table.adjectives)}|(?:19|20)\d\d)\s+)"
    following = rf"(?:\s+(?-i:{any_of(table.following)})(?![\w-]))"
    phrase = (
        rf"(?<![\w-])(?:(?P<summons>{any_of(table.summons)})\s+(?:{any_of(table.softeners)},?\s+)*)?"
        rf"(?:(?:(?P<mine>{any_of(table.possessives)})|(?P<some>{any_of(table.determiners)}))\s+)?"
        rf"(?P<adjectives>{adjective}{{0,3}})(?P<noun>{nouns})(?![\w-]|['’]\w)(?P<following>{following}{{0,3}}+)"
        rf"(?:\s+(?P<claim>{any_of(table.claims)})\b{following}{{0,2}}+|(?!\s+{any_of(table.idioms)}\b))"
    )
    clause = r"[^.!?:;()]"
    near = (
        ("titled", rf"\s*,?\s*(?:{any_of(table.copulas)}\s+)?{any_of(table.titled + table.named)}\s*[:,]?\s*"),
        ("colon", r"\s*:\s*[-–—]?\s*"),
        ("paren", r"\s*\(\s*"),
        ("dash", r"\s+[-–—]+\s+|\s*[–—]+\s*"),
        ("comma", r"\s*,\s*"),
        ("bare", r"\s+"),
        ("topic", rf"\s+{any_of(table.topics)}\s+"),
        ("including", rf"\s*,?\s*{any_of(table.including)}\s*[:,]?\s*"),
    )
    far = (
        ("including", rf"{clause}{{1,90}}?[\s,(–—-]+{any_of(table.including)}\s*[:,]?\s*"),
        ("titled", rf"{clause}{{1,70}}?\s{any_of(table.titled)}\s*[:,]?\s*"),
        ("colon", rf"{clause}{{1,70}}?:\s*"),
        ("paren", r"[^.!?:;(),]{1,70}?\(\s*"),
        (
            "comma",
            rf"\s+(?:{any_of(table.relatives)}\s+)?(?:{any_of(table.topics)}|{any_of(table.writers)})\s{clause}{{1,50}}?,\s*",
        ),
        ("topic", rf"\s{clause}{{0,40}}?\b{any_of(table.topics)}\s+"),
    )
    flags = re.IGNORECASE
    stems = _stems(table.nouns)
    return _Patterns(
        stems,
        re.compile(phrase, flags),
        _words(table),
        frozenset(" ".join(plural.split()) for _, plural in table.nouns),
        frozenset(table.authors),
        frozenset({*table.elsewhere, *table.possessives}),
        re.compile(rf"\s+{any_of(table.signatures)}\s+(\w)\w", flags),
        re.compile(rf"\s+(?:{any_of(table.relatives)}\s+)?([\w'’]+)"),
        tuple((name, re.compile(pattern, flags)) for name, pattern in near),
        tuple((name, re.compile(pattern, flags)) for name, pattern in far),
    )


def _words(table: Language) -> frozenset[str]:
    nouns = tuple(form for pair in table.nouns for form in pair)
    phrases = (*table.summons, *table.softeners, *table.possessives, *table.determiners, *table.adjectives, *nouns)
    return frozenset(word for phrase in phrases for word in _WORD.findall(phrase.lower()))


def _common(left: str, right: str) -> str:
    return "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False)))


def _stems(nouns: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """The fewest strings of which one occurs in each form of each noun: "post", but not "blog post"."""
    common = {_common(single.split()[-1], plural.split()[-1]) for single, plural in nouns}
    return tuple(sorted(stem for stem in common if not any(other != stem and other in stem for other in common)))


def nouns_in(content: str, table: Language) -> list[tuple[int, int]]:
    """Where nouns for writings may stand, in order: a quick look that lets most paragraphs pass unread."""
    return occurrences.places(content, _patterns(table).stems)


def find(content: str, table: Language) -> Iterator[Lead]:
    """The leads of a text, with every place after each where a title may begin, the likeliest first."""
    patterns = _patterns(table)
    for match in _phrases(content, patterns):
        some = " ".join((match["some"] or "").lower().split())
        if not any(match[part] for part in ("summons", "mine", "some", "adjectives", "following")):
            continue
        if not match["mine"] and _belongs_to_others(content, match, patterns, table):
            continue
        plain = bool(match["summons"] or match["mine"] or match["claim"]) or _elsewhere(match, some, patterns)
        if not plain and not _own_sentence(content, match, patterns, table):
            continue
        weaker = {} if plain else {"comma": "aside"}
        if not match["summons"] and not _points(content, match, table):
            weaker["colon"] = "remark"
        anchors = tuple(_anchors(content, match.end(), patterns, weaker))
        noun = " ".join(match["noun"].lower().replace("-", " ").split())
        yield Lead(
            match.start(),
            match.end(),
            noun in patterns.plurals,
            bool(match["summons"]),
            anchors,
            _order(match, table),
            bool(match["mine"]),
        )


def _phrases(content: str, patterns: _Patterns) -> Iterator[re.Match[str]]:
    """The noun phrases of a text, sought around its nouns only: to try a phrase costs far more."""
    reach = 0
    for start, end in occurrences.places(content, patterns.stems):
        if start < reach:
            continue
        begin = _begin(content, max(reach, start - _PHRASE), start, patterns)
        match = patterns.phrase.search(content, begin, end + _PHRASE)
        if match:
            reach = match.end()
            yield match


def _begin(content: str, floor: int, noun: int, patterns: _Patterns) -> int:
    """Where the words around a noun begin that a phrase may have: to try it before them is vain."""
    begin = noun
    while begin > floor and content[begin - 1].isalnum():
        begin -= 1
    while True:
        end = begin
        while end > floor and content[end - 1] in _JOINTS:
            end -= 1
        word = _word_until(content, end, floor)
        if not word or not (word.lower() in patterns.words or word.isdigit()):
            return begin
        begin = end - len(word)


def _word_until(content: str, end: int, floor: int, inner: str = "_") -> str:
    """The word that ends at a place, letters and digits and what else may be in it; nothing where none does."""
    begin = end
    while begin > floor and (content[begin - 1].isalnum() or content[begin - 1] in inner):
        begin -= 1
    return content[begin:end]


def _word_before(content: str, place: int) -> str:
    """The word before a place, in small letters; nothing where no space stands between."""
    end = place
    while end and content[end - 1].isspace():
        end -= 1
    return _word_until(content, end, 0, "_'’").lower() if end < place else ""


def _elsewhere(match: re.Match[str], some: str, patterns: _Patterns) -> bool:
    """Whether the phrase itself says that another piece of the author's is meant."""
    words = f"{some} {match['adjectives']} {match['following']}".lower().split()
    return not patterns.elsewhere.isdisjoint(words)


def _own_sentence(content: str, match: re.Match[str], patterns: _Patterns, table: Language) -> bool:
    """Whether an "I" in the phrase's sentence makes it the author's: "I told it in two articles"."""
    start = max(content.rfind(mark, 0, match.start()) for mark in ".!?") + 1
    before = _WORD_OF_SENTENCE.findall(content[start : match.start()].lower())
    if before and before[-1] in table.received:
        return False
    after = patterns.subject.match(content, match.end())
    if not patterns.authors.isdisjoint(before) or (after and after[1].lower() in patterns.authors):
        return True
    if not before or before[-1] not in table.pointers:
        return False
    rest = content[match.end() : match.end() + _SENTENCE].lower()
    return not patterns.authors.isdisjoint(_WORD_OF_SENTENCE.findall(rest))


def _order(match: re.Match[str], table: Language) -> Order:
    words = {*f"{match['adjectives']} {match['following']}".lower().split()}
    if not words:
        return Order.ANY
    return Order.EARLIER if words & {*table.earlier} else Order.LATER if words & {*table.later} else Order.ANY


def _points(content: str, match: re.Match[str], table: Language) -> bool:
    """Whether what stands before the phrase sends the reader behind its colon: `in my article:`, `Related posts:`."""
    before = _word_before(content, match.start())
    return not before or before in table.pointers


def _belongs_to_others(content: str, match: re.Match[str], patterns: _Patterns, table: Language) -> bool:
    """Whether somebody else wrote it: `her latest essay`, `Ruth's article`, `the article by Sue`, `in The Times`."""
    signed = patterns.signed.match(content, match.end())
    if signed and signed[1].isupper() and not match["claim"]:
        return True
    if match["summons"] and not match["mine"]:
        subject = re.findall(r"[\w'’]+", content[: match.start()].lower())[-2:]
        if match["summons"].lower() in table.received and {*subject} & {*table.authors}:
            return True
    before = _word_before(content, match.start())
    return bool(before) and (before in table.others or before.endswith(table.genitives))


def _anchors(content: str, end: int, patterns: _Patterns, weaker: Mapping[str, str]) -> Iterator[Anchor]:
    """The places after a phrase; `weaker` names connectors that count for less after this one."""
    seen = set()
    far = () if content[end : end + 1] in _CLAUSE_ENDS else patterns.far
    for group, renamed in ((patterns.near, weaker), (far, {})):
        for name, pattern in group:
            match = pattern.match(content, end)
            if match and match.end() not in seen:
                seen.add(match.end())
                yield Anchor(match.end(), renamed.get(name, name))

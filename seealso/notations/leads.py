"""The words that announce a title, as data: one table per language.

A lead is a noun phrase for a piece of the author's own writing ("my article", "several posts", "a prior essay"),
perhaps summoned ("see", "read"), and what leads on from it to a title: a colon, a comma, "titled", "including",
a topic. Each of these is a *connector* with its own conditions, since "see my article: T" promises a title and
"in my last article, T" only allows one. Whether a title really stands there is decided by the index alone.

Rejected: one long pattern that also swallows the title. No punctuation ends a title reliably, so the pattern must not try.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from seealso.model import Anchor, Lead

CONNECTORS = ("titled", "colon", "paren", "dash", "bare", "comma", "aside", "topic", "including")
"""`aside` is a comma after a phrase that only its sentence says to be the author's."""


@dataclass(frozen=True, slots=True)
class Language:
    """The vocabulary of one language. Entries are words or phrases; spaces match any white space."""

    nouns: tuple[tuple[str, str], ...]
    """Singular and plural of each noun for a piece of writing."""
    possessives: tuple[str, ...]
    determiners: tuple[str, ...]
    adjectives: tuple[str, ...]
    """Words between determiner and noun that may stand there at all."""
    elsewhere: tuple[str, ...]
    """Those of them that by themselves say "another piece of mine" ("prior", "other")."""
    summons: tuple[str, ...]
    """Verbs that send the reader there."""
    softeners: tuple[str, ...]
    """Words between the verb and the noun phrase ("also", "please")."""
    titled: tuple[str, ...]
    including: tuple[str, ...]
    topics: tuple[str, ...]
    """Words after which a subject stands rather than a title ("on", "about")."""
    conjunctions: tuple[str, ...]
    starters: tuple[str, ...]
    """Words that begin the main clause after an apposition ("in my last article, T, *I* wrote")."""
    subjects: tuple[str, ...]
    """Those of them that are the author or the reader."""
    others: tuple[str, ...]
    """Possessives that say that the writing is somebody else's."""
    claims: tuple[str, ...]
    """Words after the noun that say it is the author's ("of mine")."""
    idioms: tuple[str, ...]
    """Words after the noun that make it something else ("article of clothing", "post office")."""
    authors: tuple[str, ...]
    """Words in the same sentence before it that say so ("I told it in two articles")."""
    parts: tuple[str, ...]
    """Words for one part of a series ("Part")."""
    small: tuple[str, ...]
    """Words that a title written in capitals may leave small."""
    inner: tuple[str, ...]
    """Those of them with which a title goes on rather than a sentence ("... of the Heart")."""
    tails: tuple[str, ...]
    """Words with which prose goes on after a title that is written in lower case."""


ENGLISH = Language(
    nouns=(
        ("blog post", "blog posts"),
        ("blog entry", "blog entries"),
        ("blog article", "blog articles"),
        ("blogpost", "blogposts"),
        ("article", "articles"),
        ("post", "posts"),
        ("essay", "essays"),
        ("piece", "pieces"),
        ("column", "columns"),
        ("blog", "blogs"),
        ("critique", "critiques"),
    ),
    possessives=("my", "our", "my own", "our own"),
    determiners=(
        "a", "an", "the", "this", "these", "that", "those", "several", "other", "another", "some", "many", "two",
        "three", "four", "five", "a few", "few", "various", "more", "both", "one", "all", "any", "a couple of", "a number of",
        "one of my", "one of our", "some of my", "some of our", "two of my", "several of my", "many of my", "a series of my",
    ),
    adjectives=(
        "prior", "previous", "earlier", "past", "recent", "other", "related", "last", "latest", "older", "old", "first",
        "second", "third", "next", "newer", "new", "two", "three", "four", "five", "several", "many", "own", "short", "long", "longer",
        "separate", "companion", "detailed", "full", "popular", "favorite", "favourite", "introductory", "original",
        "most", "more", "follow-up", "online", "published", "whole", "very", "numerous", "various", "few", "newspaper", "monthly", "weekly",
    ),
    elsewhere=(
        "prior", "previous", "earlier", "past", "recent", "other", "related", "another", "several", "last", "latest",
        "companion", "older", "separate", "various", "numerous",
    ),
    summons=(
        "see", "read", "refer to", "check out", "visit", "consult", "look at", "have a look at", "take a look at",
        "turn to", "go to", "reread", "re-read", "find", "try", "browse", "explore", "cf", "cf.", "compare", "recommend", "refer back to", "review",
        "be found in", "look up", "described in", "discussed in", "explained in", "explored in",
    ),
    softeners=("also", "again", "please", "first", "too", "e.g.", "for example", "then", "either", "both", "all of", "any of", "back", "out", ",", ":"),
    titled=("titled", "entitled", "called", "named", "with the title", "under the title", "headed"),
    including=("including", "include", "includes", "such as", "like", "namely", "among them", "for example", "for instance", "e.g.", "particularly", "especially", "are"),
    topics=("on", "about", "regarding", "concerning", "dealing with", "discussing", "describing", "exploring", "covering"),
    conjunctions=("and", "or", "as well as", "and also", "plus", "and then", "along with", "and my article", "and my post", "and in"),
    starters=(
        "i", "we", "you", "he", "she", "they", "it", "my", "our", "the", "this", "there", "here", "in", "one", "a", "an",
        "i've", "i'd", "i’ve", "i’d", "we’ve", "we've", "where", "which", "that", "what", "for", "to",
    ),
    subjects=("i", "we", "you", "i've", "i’ve", "i'd", "i’d", "we've", "we’ve"),
    others=("his", "her", "their", "your", "its", "whose", "someone's", "somebody's"),
    claims=("of mine", "of ours", "of my own"),
    idioms=("of", "office", "offices", "code", "war"),
    authors=("i", "we", "i've", "i’ve", "i'd", "i’d", "we've", "we’ve"),
    parts=("part", "pt", "pt.", "no.", "chapter", "volume", "vol."),
    small=(
        "a", "an", "the", "and", "or", "but", "nor", "for", "so", "yet", "of", "in", "on", "at", "to", "by", "with", "from", "as",
        "is", "it", "its", "into", "over", "after", "vs", "vs.", "v.", "than", "that", "if", "when", "not", "t", "s",
    ),
    inner=("of", "with", "without", "the", "a", "an", "as", "vs", "vs."),
    tails=(
        "for", "in", "on", "at", "to", "by", "with", "from", "as", "of", "and", "or", "but", "so", "yet", "if", "when", "where", "which",
        "that", "who", "whose", "what", "how", "why", "before", "after", "while", "because", "since", "unless", "until", "about",
        "i", "we", "you", "he", "she", "they", "it", "there", "here", "this", "these", "is", "was", "are", "were", "has", "had", "have",
        "will", "would", "may", "might", "can", "could", "does", "did", "first", "again", "too", "also", "then", "now", "instead", "below", "above",
    ),
)  # fmt: skip

LANGUAGES = {"en": ENGLISH}


def language(tag: str) -> Language:
    """The table for a language tag such as `en-GB`; English where there is none."""
    return LANGUAGES.get(tag.partition("-")[0].lower(), ENGLISH)


@dataclass(frozen=True, slots=True)
class _Patterns:
    hint: re.Pattern[str]
    phrase: re.Pattern[str]
    plurals: frozenset[str]
    near: tuple[tuple[str, re.Pattern[str]], ...]
    far: tuple[tuple[str, re.Pattern[str]], ...]


def _any(phrases: tuple[str, ...]) -> str:
    """An alternation, longest first, in which a space matches any white space."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(re.escape(p).replace("\\ ", r"\s+") for p in ordered) + ")"


@lru_cache(maxsize=8)
def _patterns(table: Language) -> _Patterns:
    nouns = _any(tuple(form for pair in table.nouns for form in pair)).replace(r"\s+", r"[\s-]+")
    adjective = f"(?:{_any(table.adjectives)}\\s+)"
    phrase = (
        rf"(?<![\w-])(?:(?P<summons>{_any(table.summons)})\s+(?:{_any(table.softeners)},?\s+)*)?"
        rf"(?:(?:(?P<mine>{_any(table.possessives)})|(?P<some>{_any(table.determiners)}))\s+)?"
        rf"(?P<adjectives>{adjective}{{0,3}})(?P<noun>{nouns})(?![\w-]|['’]\w)"
        rf"(?:\s+(?P<claim>{_any(table.claims)})\b|(?!\s+{_any(table.idioms)}\b))"
    )
    clause = r"[^.!?:;()\n]"
    near = (
        ("titled", rf"\s*,?\s*(?:(?:is|was|that\s+is|which\s+is)\s+)?{_any(table.titled)}\s*[:,]?\s*"),
        ("colon", r"\s*:\s*[-–—]?\s*"),
        ("paren", r"\s*\(\s*"),
        ("dash", r"\s+[-–—]+\s+|\s*[–—]+\s*"),
        ("comma", r"\s*,\s*"),
        ("bare", r"\s+"),
        ("topic", rf"\s+{_any(table.topics)}\s+"),
        ("including", rf"\s*,?\s*{_any(table.including)}\s*[:,]?\s*"),
    )
    far = (
        ("including", rf"{clause}{{1,90}}?[\s,(–—-]+{_any(table.including)}\s*[:,]?\s*"),
        ("titled", rf"{clause}{{1,70}}?\s{_any(table.titled)}\s*[:,]?\s*"),
        ("colon", rf"{clause}{{1,70}}?:\s*"),
        ("paren", rf"{clause}{{1,70}}?\(\s*"),
        ("comma", rf"\s+(?:(?:that|which)\s+)?(?:{_any(table.topics)}|I|we)\s{clause}{{1,50}}?,\s*"),
        ("topic", rf"\s{clause}{{0,40}}?\b{_any(table.topics)}\s+"),
    )
    flags = re.IGNORECASE
    hint = _any(tuple(single for single, _ in table.nouns) + tuple(plural for _, plural in table.nouns))
    return _Patterns(
        re.compile(hint, flags),
        re.compile(phrase, flags),
        frozenset(" ".join(plural.split()) for _, plural in table.nouns),
        tuple((name, re.compile(pattern, flags)) for name, pattern in near),
        tuple((name, re.compile(pattern, flags)) for name, pattern in far),
    )


def may_hold_lead(content: str, table: Language) -> bool:
    """A quick look that lets most paragraphs pass unread."""
    return _patterns(table).hint.search(content) is not None


def find(content: str, table: Language) -> Iterator[Lead]:
    """The leads of a text, with every place after each where a title may begin, the likeliest first."""
    patterns = _patterns(table)
    for match in patterns.phrase.finditer(content):
        some = " ".join((match["some"] or "").lower().split())
        if not (match["summons"] or match["mine"] or some or match["adjectives"]):
            continue
        if not match["mine"] and _belongs_to_others(content, match.start(), table):
            continue
        plain = bool(match["summons"] or match["mine"] or match["claim"]) or _elsewhere(match, some, table)
        strong = plain or _own_sentence(content, match, table)
        anchors = tuple(_anchors(content, match.end(), patterns, strong=strong))
        if not plain:
            anchors = tuple(Anchor(a.offset, "aside") if a.connector == "comma" else a for a in anchors)
        noun = " ".join(match["noun"].lower().replace("-", " ").split())
        if anchors:
            yield Lead(match.start(), match.end(), noun in patterns.plurals, bool(match["summons"]), anchors)


def _elsewhere(match: re.Match[str], some: str, table: Language) -> bool:
    """Whether the phrase itself says that another piece of the author's is meant."""
    return bool({*match["adjectives"].lower().split(), *some.split()} & {*table.elsewhere, *table.possessives})


def _own_sentence(content: str, match: re.Match[str], table: Language) -> bool:
    """Whether an "I" in the phrase's sentence makes it the author's: "I told it in two articles"."""
    start = max(content.rfind(mark, 0, match.start()) for mark in ".!?\n") + 1
    before = re.findall(r"[\w'’]+", content[start : match.start()].lower())
    after = re.match(r"\s+(?:(?:that|which)\s+)?([\w'’]+)", content[match.end() :])
    return any(word in table.authors for word in before) or bool(after and after[1].lower() in table.authors)


def _belongs_to_others(content: str, start: int, table: Language) -> bool:
    """Whether the word before the phrase says that somebody else wrote it: `her latest essay`, `Ruth's article`."""
    before = re.search(r"([\w'’]+)\s+$", content[:start])
    return before is not None and (before[1].lower() in table.others or before[1].lower().endswith(("'s", "’s")))


def _anchors(content: str, end: int, patterns: _Patterns, *, strong: bool) -> Iterator[Anchor]:
    seen = set()
    for name, pattern in (*patterns.near, *(patterns.far if strong else ())):
        if not strong and name in ("bare", "comma", "dash", "topic"):
            continue
        match = pattern.match(content, end)
        if match and match.end() not in seen:
            seen.add(match.end())
            yield Anchor(match.end(), name)

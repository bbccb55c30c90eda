"""The vocabulary of references in one language: what a table holds. Each language has a file of its own."""

from __future__ import annotations

from msgspec import Struct


class Language(Struct, frozen=True, eq=False):
    """The vocabulary of one language. Entries are words or phrases; spaces match any white space.

    Compared by identity, since patterns are cached by it: to hash all the words takes longer than to use them.
    """

    nouns: tuple[tuple[str, str], ...]
    """Singular and plural of each noun for a piece of writing."""
    possessives: tuple[str, ...]
    determiners: tuple[str, ...]
    adjectives: tuple[str, ...]
    """Words between determiner and noun that may stand there at all."""
    following: tuple[str, ...]
    """Adjectives, and phrases in their place, that stand after the noun ("artículo *anterior*"), in small letters."""
    elsewhere: tuple[str, ...]
    """Adjectives and determiners that by themselves say "another piece of mine" ("prior", "other")."""
    summons: tuple[str, ...]
    """Verbs that send the reader there."""
    softeners: tuple[str, ...]
    """Words between the verb and the noun phrase ("also", "please")."""
    titled: tuple[str, ...]
    named: tuple[str, ...]
    """Words like "titled" that also name people and dogs, so that they count right after the noun only."""
    including: tuple[str, ...]
    topics: tuple[str, ...]
    """Words after which a subject stands rather than a title ("on", "about")."""
    conjunctions: tuple[str, ...]
    starters: tuple[str, ...]
    """Words that begin the main clause after an apposition ("in my last article, T, *I* wrote")."""
    articles: tuple[str, ...]
    """Those of them after which a noun may stand, so that a list may go on."""
    subjects: tuple[str, ...]
    """Those of them that are the author or the reader."""
    others: tuple[str, ...]
    """Possessives that say that the writing is somebody else's."""
    genitives: tuple[str, ...]
    """Endings of a name that say so too ("Ruth's")."""
    claims: tuple[str, ...]
    """Words after the noun that say it is the author's ("of mine")."""
    idioms: tuple[str, ...]
    """Words after the noun that make it something else ("article of clothing", "post office")."""
    authors: tuple[str, ...]
    """Words in the same sentence before it that say so ("I told it in two articles")."""
    writers: tuple[str, ...]
    """The author as the subject of a clause about the writing ("an article I wrote")."""
    relatives: tuple[str, ...]
    copulas: tuple[str, ...]
    """Words between the noun and "titled"."""
    ranges: tuple[str, ...]
    """Words between the first and the last part of a series ("Parts 1 to 3")."""
    numerals: tuple[str, ...]
    """Numbers written as words."""
    parts: tuple[str, ...]
    """Words for one part of a series ("Part")."""
    sentence_case: bool
    """Titles are written as sentences are, with a capital at the first word and at names only."""
    signatures: tuple[str, ...]
    """Words after the noun before the name of another author or of a newspaper ("the article *by* Sue")."""
    received: tuple[str, ...]
    """What one does with the writings of others ("I once *read* an article")."""
    pointers: tuple[str, ...]
    """Words before the phrase that make what follows its colon a title ("*in* my article: ...")."""
    earlier: tuple[str, ...]
    """Adjectives that say that a piece was written before this one."""
    later: tuple[str, ...]
    small: tuple[str, ...]
    """Words that a title written in capitals may leave small."""
    inner: tuple[str, ...]
    """Those of them with which a title goes on rather than a sentence ("... of the Heart")."""
    tails: tuple[str, ...]
    """Words with which prose goes on after a title whose capitals do not say where it ends."""

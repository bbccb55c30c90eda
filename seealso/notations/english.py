"""How one refers to one's other writings in English."""

from seealso.notations.language import Language

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
        "a", "an", "the", "this", "these", "that", "those", "several", "other", "another", "some", "many",
        "two", "three", "four", "five", "a few", "few", "various", "more", "both", "one", "all", "any",
        "a couple of", "a number of", "one of my", "one of our", "some of my", "some of our", "two of my",
        "several of my", "many of my", "a series of my",
    ),
    adjectives=(
        "prior", "previous", "earlier", "past", "recent", "other", "related", "last", "latest", "older",
        "old", "first", "second", "third", "next", "newer", "new", "two", "three", "four", "five",
        "several", "many", "own", "short", "long", "longer", "separate", "companion", "detailed", "full",
        "popular", "favorite", "favourite", "introductory", "original", "most", "more", "follow-up",
        "online", "published", "whole", "very", "numerous", "various", "few", "newspaper", "monthly",
        "weekly",
    ),
    elsewhere=(
        "prior", "previous", "earlier", "past", "recent", "other", "related", "another", "several", "last",
        "latest", "companion", "older", "separate", "various", "numerous",
    ),
    summons=(
        "see", "read", "refer to", "check out", "visit", "consult", "look at", "have a look at",
        "take a look at", "turn to", "go to", "reread", "re-read", "find", "try", "browse", "explore", "cf",
        "cf.", "compare", "recommend", "refer back to", "review", "be found in", "look up", "described in",
        "discussed in", "explained in", "explored in",
    ),
    softeners=(
        "also", "again", "please", "first", "too", "e.g.", "for example", "then", "either", "both",
        "all of", "any of", "back", "out", ",", ":",
    ),
    titled=("titled", "entitled", "called", "named", "with the title", "under the title", "headed"),
    including=(
        "including", "include", "includes", "such as", "like", "namely", "among them", "for example",
        "for instance", "e.g.", "particularly", "especially", "are",
    ),
    topics=(
        "on", "about", "regarding", "concerning", "dealing with", "discussing", "describing", "exploring",
        "covering",
    ),
    conjunctions=(
        "and", "or", "as well as", "and also", "plus", "and then", "along with", "and my article",
        "and my post", "and in",
    ),
    starters=(
        "i", "we", "you", "he", "she", "they", "it", "my", "our", "the", "this", "there", "here", "in",
        "one", "a", "an", "i've", "i'd", "i’ve", "i’d", "we’ve", "we've", "where", "which", "that", "what",
        "for", "to",
    ),
    articles=("the", "a", "an", "my", "our"),
    subjects=("i", "we", "you", "i've", "i’ve", "i'd", "i’d", "we've", "we’ve"),
    others=("his", "her", "their", "your", "its", "whose", "someone's", "somebody's"),
    claims=("of mine", "of ours", "of my own"),
    idioms=("of", "office", "offices", "code", "war"),
    authors=("i", "we", "i've", "i’ve", "i'd", "i’d", "we've", "we’ve"),
    writers=("i", "we"),
    relatives=("that", "which"),
    copulas=("is", "was", "that is", "which is"),
    ranges=("to", "through"),
    numerals=("one", "two", "three", "four", "five", "six"),
    parts=("part", "pt", "pt.", "no.", "chapter", "volume", "vol."),
    small=(
        "a", "an", "the", "and", "or", "but", "nor", "for", "so", "yet", "of", "in", "on", "at", "to", "by",
        "with", "from", "as", "is", "it", "its", "into", "over", "after", "vs", "vs.", "v.", "than", "that",
        "if", "when", "not", "t", "s",
    ),
    inner=("of", "with", "without", "the", "a", "an", "as", "vs", "vs."),
    tails=(
        "for", "in", "on", "at", "to", "by", "with", "from", "as", "of", "and", "or", "but", "so", "yet",
        "if", "when", "where", "which", "that", "who", "whose", "what", "how", "why", "before", "after",
        "while", "because", "since", "unless", "until", "about", "i", "we", "you", "he", "she", "they",
        "it", "there", "here", "this", "these", "is", "was", "are", "were", "has", "had", "have", "will",
        "would", "may", "might", "can", "could", "does", "did", "first", "again", "too", "also", "then",
        "now", "instead", "below", "above",
    ),
)  # fmt: skip

"""The symbol table: which article a spelling, a file name or an address means.

Prose asks for the longest title that begins at a place. A trie would answer in one walk, but costs a hundred
megabytes at 10,000 titles; cutting the text after each token and asking a dictionary takes twenty look-ups and
no memory. Only texts that begin with the same characters as some title get that far.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

from msgspec import Struct, field
from msgspec.structs import replace

from seealso import text
from seealso.model import Ambiguous, Article, Mention, Resolved, Slug, SourcePath

PREFIXES = (4, 12)
"""Characters of a key that decide whether any title begins so: few to turn texts away, more to know when to end."""
LONG_ENOUGH = 4
"""Words that a title must have at least to be known without its punctuation."""
_OPENING = "".join(text.QUOTES | text.INVERTED)
_LONGEST = 200
"""Characters that a title may have to be sought as it is written."""
_CONTINUED = re.compile(r"[\w\u0300-\u036f]")
_PLAINLY_ENDED = re.compile(r"\w.*\w[?!]?", re.DOTALL)


class Entry(Struct, frozen=True):
    """One spelling under which an article is known."""

    slug: Slug
    title: str
    key: str
    """Its folded form, under which it is found."""
    bare: str
    """The same without punctuation."""
    words: str
    terminal: str
    marks: str
    """The folded punctuation inside it."""
    alias: bool
    """A former title."""

    @property
    def word_count(self) -> int:
        return self.words.count(" ") + 1


class Match(Struct, frozen=True):
    """A title found in a text."""

    start: int
    end: int
    entries: tuple[Entry, ...]
    """More than one article has it when these have more than one slug."""

    @property
    def slugs(self) -> tuple[Slug, ...]:
        if len(self.entries) == 1:
            return (self.entries[0].slug,)
        return tuple(dict.fromkeys(entry.slug for entry in self.entries))

    def mention(self) -> Mention:
        """What the text says there."""
        slugs = self.slugs
        return Mention(self.start, self.end, Resolved(slugs[0]) if len(slugs) == 1 else Ambiguous(slugs))


class TitleIndex(Struct, frozen=True):
    """All the names of an archive's articles and pages."""

    by_key: Mapping[str, tuple[Entry, ...]]
    by_words: Mapping[str, tuple[Entry, ...]]
    """The same by the words alone, of titles with punctuation inside: hurried authors leave it out."""
    reach: Mapping[str, int]
    """By the first characters of a key (`PREFIXES`), the length of the longest key that begins with them."""
    spelled: tuple[Sequence[str], Mapping[str, tuple[Entry, ...]]] = ((), {})
    """The titles, in order, that need no folding where they stand as their author wrote them; and their entries."""
    by_file: Mapping[str, tuple[SourcePath, ...]] = field(default_factory=dict)
    """Files by their path under articles/ without its ending, and by each shorter tail of it, case-folded."""
    by_address: Mapping[str, Slug] = field(default_factory=dict)
    """Slugs by address without slashes at its ends: the present ones and the old ones."""
    by_path: Mapping[SourcePath, Slug] = field(default_factory=dict)
    """Slugs by source file."""
    articles: Mapping[Slug, Article] = field(default_factory=dict)
    """Articles and standing pages by slug."""
    by_date: Sequence[tuple[dt.datetime, Slug]] = ()
    """The dated articles, the oldest first."""
    withheld: Mapping[str, SourcePath] = field(default_factory=dict)
    """Keys of the titles of drafts and articles dated ahead, to say so and never to link."""
    asked: set[str] | None = None
    """Where it is wanted: how the texts begin (`text.beginning`) in which titles were sought, found or not. Names that
    begin otherwise have no say in what was found."""

    def asking(self) -> TitleIndex:
        """The same index, which notes what it is asked from now on."""
        return replace(self, asked=set())

    @property
    def entries(self) -> dict[str, Entry]:
        """One for each title and former title; several articles may have it."""
        return {entry.title: entry for found in self.by_key.values() for entry in found}

    def longest_match(self, content: str, start: int) -> Match | None:
        """The longest title that begins at `start` and ends at the end of a token.

        The text may lack punctuation that the title has ("Alpha: How It Began"), but has none that the title lacks.
        """
        found = self.as_written(content, start)
        if found:
            return found
        folded = bare = marks = ""
        reach, checked = len(content), 0
        best: tuple[int, int, tuple[Entry, ...]] | None = None
        begin = start
        for left, right, part in text.tokens(content, start):
            if not part:
                continue
            if not folded:
                begin = left
            folded += part
            is_word = part[0].isalnum()
            if is_word:
                bare += part
            else:
                marks += part
            while checked < len(PREFIXES) and len(bare) >= PREFIXES[checked]:
                reach = self._reach(folded, bare, PREFIXES[checked])
                checked += 1
            if len(folded) > reach:
                break
            entries = self.by_key.get(folded) or (self._without_marks(bare, marks) if is_word else ())
            if entries:
                best = (begin, right, entries)
        return self._confirm(content, best) if best else None

    def _reach(self, folded: str, bare: str, length: int) -> int:
        """How long a title can be that begins so, with these marks or with more."""
        reach = self.reach.get(bare[:length], 0)
        return reach if folded == bare else max(reach, self.reach.get(folded[:length], 0))

    def as_written(self, content: str, start: int) -> Match | None:
        """A title just as its author wrote it, when no other begins like it: it is the one before the text in order."""
        if self.asked is not None:
            self.asked.add(text.beginning(content, start))
        titles, entries = self.spelled
        place = bisect_right(titles, content[start : start + _LONGEST]) - 1
        if place < 0 or not content.startswith(titles[place], start):
            return None
        end = start + len(titles[place])
        return None if _CONTINUED.match(content, end) else Match(start, end, entries[titles[place]])

    def filling(self, content: str, start: int, end: int) -> Match | None:
        """The same where something ends the title at once: what it fills is known without a search."""
        if self.asked is not None:
            self.asked.add(text.beginning(content, start))
        entries = self.spelled[1].get(content[start:end])
        return Match(start, end, entries) if entries else None

    def _without_marks(self, bare: str, marks: str) -> tuple[Entry, ...]:
        """Titles that are these words with more punctuation than the text has."""
        found = self.by_words.get(bare, ())
        return tuple(entry for entry in found if _subsequence(marks, entry.marks)) if found else ()

    def _confirm(self, content: str, best: tuple[int, int, tuple[Entry, ...]]) -> Match | None:
        begin, end, entries = best
        written = content[begin:end]
        if len(entries) > 1 or entries[0].title != written:
            seen = text.words(written)
            entries = tuple(entry for entry in entries if entry.words == seen)
        if not entries:
            return None
        if len({entry.slug for entry in entries}) > 1:
            ending = text.terminal(content[begin : _after_punctuation(content, end)])
            entries = tuple(entry for entry in entries if entry.terminal == ending) or entries
        if any(not entry.alias for entry in entries):
            entries = tuple(entry for entry in entries if not entry.alias)
        return Match(*_whole_extent(content, begin, end, entries[0]), entries)

    def exact(self, title: str) -> tuple[Entry, ...]:
        """The entries whose title or alias is this one, spelling folded."""
        found = self.longest_match(title, 0)
        rest = title[found.end :] if found else title
        return found.entries if found and not text.key(rest).strip("".join(text.TERMINAL)) else ()

    def neighbour(self, article: Article, *, later: bool) -> Article | None:
        """The article that was published last before this one, or first after it."""
        if article.date is None:
            return None
        if later:
            place = bisect_right(self.by_date, article.date, key=itemgetter(0))
        else:
            place = bisect_left(self.by_date, article.date, key=itemgetter(0)) - 1
        return self.articles[self.by_date[place][1]] if 0 <= place < len(self.by_date) else None


def _after_punctuation(content: str, end: int) -> int:
    while end < len(content) and (content[end] in text.TERMINAL or content[end] in " \u00a0\u202f"):
        end += 1
    return end


def _whole_extent(content: str, begin: int, end: int, entry: Entry) -> tuple[int, int]:
    """Take in the title's own punctuation and quotation marks where the text has them."""
    ending = entry.terminal
    while ending:
        after = end
        while after < len(content) and content[after] in " \u00a0\u202f\u2009":
            after += 1
        token = next(text.tokens(content[: after + 3], after), None) if after < len(content) else None
        if not token or not token[2] or not ending.startswith(token[2]):
            break
        end, ending = token[1], ending[len(token[2]) :]
    inner = content[begin:end]
    opening = entry.title[: len(entry.title) - len(entry.title.lstrip(_OPENING))]
    while begin and content[begin - 1] in text.INVERTED and content[begin - 1] in opening:
        begin -= 1
    if entry.title[:1] in text.QUOTES and begin and content[begin - 1] in text.QUOTES and _odd_quotes(inner):
        begin -= 1
    elif (
        entry.title[-1:] in text.QUOTES
        and content[end : end + 1]
        and content[end] in text.QUOTES
        and _odd_quotes(inner)
    ):
        end += 1
    return begin, end


def _odd_quotes(content: str) -> bool:
    return sum(c in '"“”„«»' for c in content) % 2 == 1


def build(
    published: Iterable[Article],
    standing: Iterable[Article] = (),
    withheld: Iterable[Article] = (),
    known: Mapping[str, Entry] | None = None,
) -> TitleIndex:
    """The index of an archive; standing pages are found by file and address only, withheld articles not at all.

    What is `known` of some titles, from another index, need not be found out again.
    """
    by_key: dict[str, list[Entry]] = defaultdict(list)
    by_words: dict[str, list[Entry]] = defaultdict(list)
    reach: dict[str, int] = {}
    published = list(published)
    for article in published:
        for title in dict.fromkeys(article.names):
            entry = _entry(article, title, (known or {}).get(title))
            if not entry.key:
                continue
            by_key[entry.key].append(entry)
            if entry.marks and entry.word_count >= LONG_ENOUGH:
                by_words[entry.bare].append(entry)
            for name in {entry.key, entry.bare}:
                for length in PREFIXES:
                    reach[name[:length]] = max(reach.get(name[:length], PREFIXES[0] + 1), len(entry.key))
    pages = [*published, *standing]
    return TitleIndex(
        by_key={k: tuple(v) for k, v in by_key.items()},
        by_words={k: tuple(v) for k, v in by_words.items()},
        reach=reach,
        spelled=_spelled(by_key, by_words),
        by_file=_files(pages),
        by_address=_addresses(pages),
        by_path={page.path: page.slug for page in pages},
        articles={page.slug: page for page in pages},
        by_date=sorted((article.date, article.slug) for article in published if article.date),
        withheld={text.key(t): a.path for a in withheld for t in a.names},
    )


def _entry(article: Article, title: str, known: Entry | None) -> Entry:
    alias = title != article.title
    if known:
        same = (known.slug, known.alias) == (article.slug, alias)
        return known if same else replace(known, slug=article.slug, alias=alias)
    bare, marks = _words_and_marks(title)
    return Entry(article.slug, title, text.key(title), bare, text.words(title), text.terminal(title), marks, alias)


def _spelled(
    by_key: Mapping[str, list[Entry]], by_words: Mapping[str, list[Entry]]
) -> tuple[list[str], dict[str, tuple[Entry, ...]]]:
    """The titles that nothing longer begins like, in whatever spelling, in order; and the entries of each."""
    keys, bares = sorted(by_key), sorted(by_words)
    found: dict[str, tuple[Entry, ...]] = {
        entry.title: (entry,)
        for folded, (entry, *others) in by_key.items()
        if not others
        and len(entry.title) < _LONGEST
        and _PLAINLY_ENDED.fullmatch(entry.title)
        and not _begins_another(folded, keys)
        and not _begins_another(entry.bare, bares)
    }
    return sorted(found), found


def _begins_another(beginning: str, ordered: Sequence[str]) -> bool:
    place = bisect_right(ordered, beginning)
    return place < len(ordered) and ordered[place].startswith(beginning)


def _words_and_marks(title: str) -> tuple[str, str]:
    """The folded words of a title, and its folded punctuation without that at the end."""
    parts = list(text.parts(title))
    while parts and parts[-1] in text.TERMINAL:
        parts.pop()
    return "".join(p for p in parts if p[0].isalnum()), "".join(p for p in parts if not p[0].isalnum())


def _subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(mark in rest for mark in short)


def _files(pages: Iterable[Article]) -> dict[str, tuple[SourcePath, ...]]:
    found: dict[str, list[SourcePath]] = defaultdict(list)
    for page in pages:
        stem = page.path.rpartition(".")[0].casefold()
        parts = stem.split("/")
        found[stem].append(page.path)
        for depth in range(1, len(parts)):
            found["/".join(parts[depth:])].append(page.path)
    return {tail: tuple(paths) for tail, paths in found.items()}


def _addresses(pages: Iterable[Article]) -> dict[str, Slug]:
    found: dict[str, Slug] = {}
    pages = list(pages)
    for page in pages:
        for old in page.redirect_from:
            found.setdefault(old.strip("/"), page.slug)
    for page in pages:
        found[page.slug] = page.slug
    return found

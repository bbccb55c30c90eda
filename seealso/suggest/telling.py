"""What was found, in plain text for authors or as JSON for programs."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from seealso import inputs, text
from seealso.linkage import Linkage, Request
from seealso.model import Article, Slug
from seealso.suggest.applying import context_of, place_of
from seealso.suggest.ends import LooseEnd, LooseEnds, Neighbour
from seealso.suggest.phrases import Phrase
from seealso.suggest.ranking import Suggestion

WIDTH = 110
_LINKED = "No title is mentioned that could still become a link."


class Findings(Struct, frozen=True):
    """All that an archive could still link. The number of a mention is its place in the list, from 1."""

    request: Request
    linkage: Linkage
    mentions: tuple[Suggestion, ...]
    phrases: tuple[Phrase, ...]
    ends: LooseEnds


def as_text(found: Findings, limit: int, command: str) -> str:
    """The findings in four parts, of each list so many; `command` is what to type before the numbers."""
    parts = [
        list(_mentions(found, limit, command)),
        list(_phrases(found)),
        list(_ends(found, "Orphans: no other article refers to them", found.ends.orphans, limit, orphans=True)),
        list(_ends(found, "Dead ends: they refer to no other article", found.ends.dead_ends, limit, orphans=False)),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def _mentions(found: Findings, limit: int, command: str) -> Iterator[str]:
    if not found.mentions:
        yield _LINKED
        return
    yield from ("Mentions that could be links, the surest first", "")
    for number, one in enumerate(found.mentions[:limit], 1):
        yield f"{number:>4}  {place_of(found.linkage, one)}"
        yield _indented(str(context_of(found.linkage, one)), 6)
        yield f"      -> {_named(found.linkage.titles.articles[one.target])}"
    yield from _more(len(found.mentions), limit)
    some = "1 3" if len(found.mentions) > 2 else "1"
    yield from ("", f"To make links of those that you choose, name their numbers:  {command} {some}")


def _phrases(found: Findings) -> Iterator[str]:
    if not found.phrases:
        return
    yield from ("Phrases before titles that are not read as references", "")
    numbers = {one: number for number, one in enumerate(found.mentions, 1)}
    for phrase in found.phrases:
        where = ", ".join(str(number) for number in sorted(numbers[one] for one in phrase.mentions))
        yield f'      "{phrase.words}" stands before {len(phrase.mentions)} titles (above: {where})'
    file = inputs.settings_file(found.request.root)
    name, table = (file[0].name, file[1]) if file else ("seealso.toml", ())
    yield from ("", f"To have them read as references, write in {name}:", "")
    yield f"      [{'.'.join((*table, 'references'))}]"
    yield f"      nouns = {setting(found)}"


def setting(found: Findings) -> str:
    """The list of nouns with the new ones, as TOML."""
    nouns = [*found.linkage.config.references.nouns, *(phrase.noun for phrase in found.phrases)]
    return json.dumps(nouns, ensure_ascii=False)


def _ends(found: Findings, heading: str, ends: Sequence[LooseEnd], limit: int, *, orphans: bool) -> Iterator[str]:
    if not ends:
        return
    articles = found.linkage.titles.articles
    yield from (heading, "")
    for end in ends[:limit]:
        yield f"      {_named(articles[end.slug])}"
        if end.neighbours:
            yield "        could be referred to by" if orphans else "        could refer to"
        for one in end.neighbours:
            pair = (one.slug, end.slug) if orphans else (end.slug, one.slug)
            yield f"        - {_named(articles[one.slug])}{_naming(found, pair, orphans=orphans)}"
    yield from _more(len(ends), limit)


def _naming(found: Findings, pair: tuple[Slug, Slug], *, orphans: bool) -> str:
    """That the one article names the other already, and under which number that is in the list."""
    for number, one in enumerate(found.mentions, 1):
        if (one.source, one.target) == pair:
            return f", which {'names it' if orphans else 'it names'} (number {number})"
    return ""


def _more(count: int, limit: int) -> Iterator[str]:
    if count > limit:
        yield from ("", f"      and {count - limit:,} more: --limit {count} shows all")


def _named(article: Article) -> str:
    date = f", {article.date:%Y-%m-%d}" if article.date else ""
    return f'"{article.title}" ({article.path}{date})'


def _indented(words: str, depth: int) -> str:
    indent = " " * depth
    return textwrap.fill(words, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


# --- for programs --------------------------------------------------------------------------------------------


def as_json(found: Findings) -> str:
    """All findings: a documented, stable form."""
    titles = found.linkage.titles.articles
    answer = {
        "mentions": [_mention_json(found.linkage, one, number) for number, one in enumerate(found.mentions, 1)],
        "phrases": [
            {"phrase": phrase.words, "noun": phrase.noun, "mentions": len(phrase.mentions)} for phrase in found.phrases
        ],
        "orphans": [_end_json(titles[end.slug], found, end.neighbours) for end in found.ends.orphans],
        "dead_ends": [_end_json(titles[end.slug], found, end.neighbours) for end in found.ends.dead_ends],
    }
    return json.dumps(answer, ensure_ascii=False, indent=1)


def _mention_json(linkage: Linkage, one: Suggestion, number: int) -> dict[str, object]:
    place, context = place_of(linkage, one), context_of(linkage, one)
    return {
        "number": number,
        "score": one.score,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "before": context.before,
        "words": context.label,
        "after": context.after,
        "target": _article_json(linkage.titles.articles[one.target]),
    }


def _end_json(article: Article, found: Findings, neighbours: Iterable[Neighbour]) -> dict[str, object]:
    near = [_neighbour_json(found, one.slug, mentioned=one.mentioned) for one in neighbours]
    return {**_article_json(article), "neighbours": near}


def _neighbour_json(found: Findings, slug: Slug, *, mentioned: bool) -> dict[str, object]:
    return {**_article_json(found.linkage.titles.articles[slug]), "mentioned": mentioned}


def _article_json(article: Article) -> dict[str, object]:
    date = f"{article.date:%Y-%m-%d}" if article.date else ""
    return {"slug": article.slug, "title": article.title, "path": article.path, "date": date}


def applied(count: int, files: int, diff: str) -> str:
    """What was changed, and that the numbers of the list no longer hold."""
    done = f"Set {text.plural(count, 'link')} in {text.plural(files, 'file')}."
    return f"{diff}\n\n{done} The numbers have changed: run suggest again before the next one."

"""The author's desk: one page, in the preview only, about the whole archive and what there is to do in it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape
from msgspec import Struct, field

from seealso import sentences, text
from seealso.linkage import Linkage
from seealso.model import Card, Context, Slug, SourcePath, Url, url_of
from seealso.pages import Everything, most_referred
from seealso.pipeline import Built
from seealso.problems import Location, Problem
from seealso.suggest.applying import context_of, place_of
from seealso.suggest.ranking import suggestions

URL = Url("_desk/")
SHOWN = 25
"""The most entries of a list."""
_TEMPLATE = Path(__file__).with_name("desk.html")


class Finding(Struct, frozen=True):
    """A problem, and the author's sentence that it is in."""

    problem: Problem
    sentence: Context | None


class Troubled(Struct, frozen=True):
    """A file with problems."""

    path: SourcePath
    title: str
    url: Url | None
    findings: tuple[Finding, ...]


class Possible(Struct, frozen=True):
    """A mention of an article that could be a link to it."""

    sentence: Context
    place: Location
    url: Url
    title: str


class Changes(Struct, frozen=True):
    """What the last build changed in the site, by address."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


class Desk(Struct, frozen=True):
    """All that stands on the desk."""

    built: Built
    troubled: tuple[Troubled, ...]
    orphans: tuple[Card, ...] = ()
    dead_ends: tuple[Card, ...] = ()
    most_referred: tuple[tuple[Card, int], ...] = ()
    wanted: tuple[tuple[str, int], ...] = ()
    """Titles that references name and no article has, and how many do."""
    possible: tuple[Possible, ...] = ()
    changes: Changes = field(default_factory=Changes)


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> Changes:
    """What differs between two sites, by the names of their files; nothing where there was none before."""
    if not before:
        return Changes()
    return Changes(
        tuple(url_of(name) for name in after if name not in before),
        tuple(url_of(name) for name in after if name in before and before[name] != after[name]),
        tuple(url_of(name) for name in before if name not in after),
    )


def desk(built: Built, changed: Changes) -> Desk:
    """What there is to say about a build."""
    everything = built.everything
    troubled = tuple(_troubled(built.problems, built.sources, everything))
    if everything is None:
        return Desk(built, troubled, changes=changed)
    newest, graph = everything.archive.newest(), everything.graph
    return Desk(
        built,
        troubled,
        orphans=tuple(card for card in newest if card.slug not in graph.referred),
        dead_ends=tuple(card for card in newest if not graph.outgoing.get(card.slug)),
        most_referred=tuple(most_referred(everything, newest, SHOWN)),
        wanted=tuple(_wanted(everything)),
        possible=tuple(_possible(built.linkage)) if built.linkage else (),
        changes=changed,
    )


def _troubled(
    problems: Iterable[Problem], sources: Mapping[SourcePath, str], everything: Everything | None
) -> Iterable[Troubled]:
    articles = {a.path: a for a in (*everything.archive.articles, *everything.archive.standing)} if everything else {}
    grouped: dict[SourcePath, list[Finding]] = defaultdict(list)
    for problem in problems:
        grouped[problem.location.path].append(Finding(problem, _sentence(problem, sources)))
    for path, findings in grouped.items():
        article = articles.get(path)
        yield Troubled(path, article.title if article else str(path), article.url if article else None, tuple(findings))


def _sentence(problem: Problem, sources: Mapping[SourcePath, str]) -> Context | None:
    place = problem.location
    lines = sources.get(place.path, "").split("\n")
    if not 0 < place.line <= len(lines) or not lines[place.line - 1].strip():
        return None
    line = lines[place.line - 1]
    if not place.column:
        return Context("", text.clip(line, sentences.CONTEXT_LENGTH), "")
    return sentences.around(line, place.column - 1, place.column - 1 + place.length)


def _wanted(everything: Everything) -> Sequence[tuple[str, int]]:
    """Unresolved titles, those that most references name first."""
    counts: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for slug in sorted(everything.linked):
        for wanted in everything.linked[Slug(slug)].unresolved:
            spelled.setdefault(text.key(wanted), wanted)
            counts[text.key(wanted)] += 1
    return [(spelled[key], count) for key, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))]


def _possible(linkage: Linkage) -> Iterable[Possible]:
    for one in suggestions(linkage)[:SHOWN]:
        target = linkage.titles.articles[one.target]
        yield Possible(context_of(linkage, one), place_of(linkage, one), target.url, target.title)


def page(shown: Desk, token: str) -> bytes:
    """The desk as HTML. `token` is what its buttons send along, so that no other page can press them."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"plural": text.plural, "with_code": _with_code}
    template = environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))
    return template.render(desk=shown, built=shown.built, token=token, most=SHOWN).encode()


def _with_code(hint: str) -> Markup:
    """A hint in which what is to be typed is code, as its backticks say."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(hint)))  # noqa: S704  escaped just before

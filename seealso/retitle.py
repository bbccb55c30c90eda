"""`retitle OLD NEW`: another title for an article, and not one reference lost.

The old title stays as an alias, so everything that says it still leads there; with `--rewrite` the articles say the
new one. Whatever is planned is tried in memory first: where an article would refer to something else than before, its
words stay as they are, since the alias holds.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from seealso import edits, naming, report, rewording, spellings, terminal, text
from seealso.cache import Cache, Memory
from seealso.edits import Edit
from seealso.head_edits import HeadEditor
from seealso.linkage import Linkage, Request, link, tried
from seealso.model import Article, Edge, Slug, SourcePath
from seealso.problems import Location, Problem, SeealsoError, error
from seealso.stages.index import RESERVED


class Plan(Struct, frozen=True):
    """What a new title changes."""

    article: Article
    edits: tuple[Edit, ...]
    rewritten: int
    """References that say the new title."""
    left: tuple[SourcePath, ...]
    """Articles whose words stay, since with the new title they would refer to something else."""


def run(root: Path, articles: Path, options: argparse.Namespace) -> int:
    """The command; 1 where nothing was changed."""
    request = Request(root, articles, drafts=True, jobs=options.jobs)
    store = Memory()
    linkage = link(request, store=store)
    try:
        plan = planned(
            linkage, request, options.old, options.new, rewrite=options.rewrite, address=options.address, store=store
        )
        if not options.dry_run:
            edits.write(request.base, linkage.sources, plan.edits)
    except SeealsoError as cause:
        terminal.say(report.problems_text(cause.problems, linkage.sources))
        return 1
    if options.dry_run:
        terminal.say(edits.diff(linkage.sources, plan.edits))
    terminal.say(_told(plan, linkage, options))
    return 0


def planned(
    linkage: Linkage,
    request: Request,
    old: str,
    new: str,
    *,
    rewrite: bool,
    address: bool,
    store: Cache | None = None,
) -> Plan:
    """The edits that give the article which `old` names the title `new`.

    `old` is a title, a former title, a slug or a file; `rewrite` changes the references too, `address` the article's
    own; `store` holds what is known of the archive. SeealsoError where no article or several are meant, where the title
    or the address is taken, or where another article's references would be lost.
    """
    new = text.collapse(new)
    article = _meant(linkage, request, old)
    if article.title == new and not rewrite:
        raise SeealsoError([_refusal(f'{article.path} has the title "{new}" already', "nothing was changed")])
    _refuse_taken(linkage, article, new, address=address)
    own = list(_own_edits(linkage, article, new, address=address))
    wanted = edits.by_path(rewording.edits(linkage, article.slug, new)) if rewrite else {}
    moved = {article.slug: Slug(text.slugify(new))} if address else {}
    before = _targets(linkage, moved)
    left: list[SourcePath] = []
    while True:
        changes = (*own, *(edit for changed in wanted.values() for edit in changed))
        after = _targets(tried(linkage, request, changes, store), {})
        lost = _lost(before, after)
        reverted = [path for path in lost if path in wanted]
        if not reverted:
            break
        left += reverted
        wanted = {path: changed for path, changed in wanted.items() if path not in reverted}
    if lost:
        raise SeealsoError(_would_lose(path, new) for path in lost)
    return Plan(article, changes, _count(linkage, article, wanted), tuple(sorted(left)))


# --- which article -------------------------------------------------------------------------------------------


def _meant(linkage: Linkage, request: Request, name: str) -> Article:
    """The one article that a title, a former title, a slug or a file names."""
    titles = linkage.titles
    slugs = {entry.slug for entry in titles.exact(name)}
    here, base = Path(name).resolve(), request.base.resolve()
    inside = here.relative_to(base).as_posix() if here.is_relative_to(base) else ""
    paths = [SourcePath(path) for path in (name.removeprefix("./"), f"articles/{name}", inside)]
    file = next((titles.by_path[path] for path in paths if path in titles.by_path), None)
    address = titles.by_address.get(name.strip("/"))
    found = {file} if file else slugs or ({address} if address else set())
    owners = sorted((titles.articles[slug] for slug in found), key=lambda a: a.path)
    if len(owners) == 1:
        return owners[0]
    if owners:
        shown = " or ".join(str(article.path) for article in owners)
        raise SeealsoError([_refusal(f'"{name}" is the title of {len(owners)} articles', f"name the file: {shown}")])
    near = [f'"{entry.title}" ({titles.articles[entry.slug].path})' for entry in spellings.candidates(titles, name)]
    hint = f"did you mean {' or '.join(near)}?" if near else "write the title as the article has it, or name its file"
    raise SeealsoError([_refusal(f'no article is titled "{name}"', hint)])


def _refuse_taken(linkage: Linkage, article: Article, new: str, *, address: bool) -> None:
    """SeealsoError where the new title or its address can't be had."""
    if not text.key(new):
        raise SeealsoError([_refusal("a title needs at least one letter", 'for example: retitle "On Tides" "On Ebb"')])
    problems = [
        error("retitle", Location(other.path), f'this article has the title "{new}" already', "choose another title")
        for other in (*linkage.articles, *linkage.withheld)
        if other.slug != article.slug and text.key(new) in {text.key(name) for name in other.names}
    ]
    if address:
        slug = Slug(text.slugify(new))
        taken = slug in RESERVED or linkage.titles.by_address.get(slug, article.slug) != article.slug
        if not slug or taken:
            message = f'the address "{slug}/" is taken' if slug else "no address can be made of this title"
            problems.append(_refusal(message, "leave out --address: the article keeps the one that it has"))
    if problems:
        raise SeealsoError(problems)


def _refusal(message: str, hint: str) -> Problem:
    return error("retitle", Location(SourcePath("")), message, hint)


# --- the article itself --------------------------------------------------------------------------------------


def _own_edits(linkage: Linkage, article: Article, new: str, *, address: bool) -> Iterator[Edit]:
    """The new title where the old one stands, the old one among the aliases, and the address."""
    content = linkage.sources[article.path]
    try:
        editor = HeadEditor(content, article.path)
    except ValueError:
        raise SeealsoError(
            [error("retitle", Location(article.path, 1), "the head can't be read", "mend it first")]
        ) from None
    heading = _repeated_heading(content, article)
    if heading:
        yield Edit(article.path, heading.start(1), heading.end(1), new)
    if editor.has("title") or not heading:
        yield from editor.set("title", new)
    known = {text.key(name) for name in (new, *article.aliases)}
    if text.key(article.title) not in known:
        yield from editor.add("aliases", article.title)
    slug = text.slugify(new)
    if address and slug != article.slug:
        yield from editor.set("slug", slug)
        if article.slug not in article.redirect_from:
            yield from editor.add("redirect_from", f"/{article.slug}/")
    yield from editor.finish()


def _repeated_heading(content: str, article: Article) -> re.Match[str] | None:
    """The body's first heading where it is the title."""
    lines = content.split("\n")
    found = naming.first_heading(lines, article.body_start)
    if found is None or text.key(found[1]) != text.key(article.title):
        return None
    start = len("\n".join([*lines[: found[0]], ""]))
    return naming.H1.match(content, start, start + len(lines[found[0]]))


# --- what it would do ----------------------------------------------------------------------------------------


def _targets(linkage: Linkage, moved: dict[Slug, Slug]) -> dict[SourcePath, list[tuple[Slug, str]]]:
    """What each article refers to, in order; `moved` gives articles the slugs that they are to have."""

    def target(edge: Edge) -> tuple[Slug, str]:
        return moved.get(edge.target, edge.target), edge.notation

    return {a.path: [target(edge) for edge in linkage.linked[a.slug].edges] for a in linkage.articles}


def _lost(
    before: dict[SourcePath, list[tuple[Slug, str]]], after: dict[SourcePath, list[tuple[Slug, str]]]
) -> list[SourcePath]:
    """The articles that no longer refer to all that they did; what the new title heals is welcome."""

    def keeps(path: SourcePath) -> bool:
        following = iter(after.get(path, ()))
        return all(edge in following for edge in before[path])

    return [path for path in before if not keeps(path)]


def _would_lose(path: SourcePath, new: str) -> Problem:
    message = f'with an article titled "{new}", a reference in this one would mean something else'
    return error("retitle", Location(path), message, "choose another title; nothing was changed")


def _count(linkage: Linkage, article: Article, wanted: dict[SourcePath, list[Edit]]) -> int:
    by_path = {a.path: linkage.linked[a.slug].edges for a in linkage.articles}
    return sum(
        min(sum(edge.target == article.slug for edge in by_path[path]), len(changes))
        for path, changes in wanted.items()
    )


# --- what is said --------------------------------------------------------------------------------------------


def _told(plan: Plan, linkage: Linkage, options: argparse.Namespace) -> str:
    files = {edit.path for edit in plan.edits} - {plan.article.path}
    would = "would be" if options.dry_run else "is now"
    slug = text.slugify(options.new) if options.address else plan.article.slug
    moved = f'; "{plan.article.slug}/" leads there' if slug != plan.article.slug else ""
    lines = [f'{plan.article.path} {would} "{text.collapse(options.new)}", at "{slug}/"{moved}.']
    if options.rewrite:
        said = text.plural(plan.rewritten, "reference")
        say = "would say" if options.dry_run else "says" if plan.rewritten == 1 else "say"
        lines.append(f"{said} in {text.plural(len(files), 'other file')} {say} the new title.")
        lines += [
            f"{path} stays as it is: with the new title its words would mean something else." for path in plan.left
        ]
    else:
        others = sum(edge.target == plan.article.slug for linked in linkage.linked.values() for edge in linked.edges)
        if others:
            leads = "leads" if others == 1 else "lead"
            lines.append(
                f"{text.plural(others, 'reference')} to it still {leads} there, since the old title is kept as "
                "an alias; --rewrite makes them say the new one."
            )
    return "\n".join(lines)

"""Layouts in which only texts between the expressions were edited: what stood on a page before is exchanged for what
stands there now, and the page need not be filled.

It is done where it is certain. A text that a layout puts out without condition stands on each of its pages; where a
page has these characters once, that is it. A text that is put out under a condition, or again and again, is not on a
page that has not these characters at all. Whatever else was edited, or could do more with a text than put it out, is a
matter for filling the page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from jinja2 import TemplateSyntaxError, nodes
from msgspec import Struct

from seealso import partials, templates
from seealso.model import Layout, Layouts

_LOOKING_BACK = frozenset({"self", "super"})
"""Names by which a layout takes what a block puts out, and may do anything with it."""


class Edit(Struct, frozen=True):
    """A text of a layout before and after, as UTF-8."""

    before: bytes
    after: bytes
    certain: bool
    """It is put out on every page of the layout."""


Edits = tuple[Edit, ...]


def edits(file: str, before: Layouts, now: Layouts) -> Edits | None:
    """How the pages of a layout have to be retouched; None where they have to be filled."""
    needed = partials.needed(file, before)
    chain = _chain(file, before)
    changed = [name for name in needed if now.get(name) != before[name]]
    if chain is None or partials.needed(file, now) != needed or not {*changed} <= chain.keys():
        return None
    others = [_tree(before[name]) for name in needed - chain.keys()]
    if not all(_plain(tree, chain.keys()) for tree in (*chain.values(), *others)):
        return None
    if any(_extended(tree) in chain for tree in others):
        return None
    certain = _certain(tuple(chain.items()))
    found: list[Edit] = []
    try:
        for name in changed:
            found += _edits(chain[name], _tree(now[name]), name, certain)
    except (_OtherwiseError, TemplateSyntaxError):
        return None
    return tuple(found)


def retouched(page: bytes, all_: Edits) -> bytes | None:
    """The page after some edits of its layouts; None where it has to be filled."""
    places = []
    for edit in all_:
        place = page.find(edit.before)
        if place >= 0 and edit.certain and page.rfind(edit.before) == place:
            places.append((place, edit))
        elif place >= 0 or edit.certain:
            return None
    pieces: list[bytes] = []
    done = 0
    for place, edit in sorted(places, key=lambda found: found[0]):
        pieces += (page[done:place], edit.after)
        done = place + len(edit.before)
    return b"".join((*pieces, page[done:]))


class _OtherwiseError(Exception):
    """Something else than a text was edited."""


_Where = tuple[str, str]
"""A layout's file and a block in it; no block for what stands outside of all."""


def _tree(layout: Layout) -> nodes.Template:
    return templates.parsed(layout.source)


def _chain(file: str, layouts: Layouts) -> dict[str, nodes.Template] | None:
    """A layout and those that it extends, in this order, by file; None where that can't be told beforehand."""
    chain: dict[str, nodes.Template] = {}
    while file not in chain:
        if file not in layouts:
            return None
        chain[file] = tree = _tree(layouts[file])
        if not any(tree.find_all(nodes.Extends)):
            return chain
        file = _extended(tree)
    return None


def _extended(tree: nodes.Template) -> str:
    """The layout that one extends; an empty name where it is not told in so many words, or there is none."""
    extends = list(tree.find_all(nodes.Extends))
    named = extends[0].template if len(extends) == 1 and extends[0] in tree.body else None
    return str(named.value) if isinstance(named, nodes.Const) else ""


def _plain(tree: nodes.Template, chain: Collection[str]) -> bool:
    """Whether all that blocks put out goes onto the page as it is, and nowhere else, as far as a layout has a say."""
    if any(name.name in _LOOKING_BACK for name in tree.find_all(nodes.Name)):
        return False
    if sum(isinstance(node, nodes.Block) for node in _straight(tree)) < sum(1 for _ in tree.find_all(nodes.Block)):
        return False
    named = [node.template for node in (*tree.find_all(nodes.Include), *_imports(tree))]
    return all(isinstance(one, nodes.Const) and one.value not in chain for one in named)


def _imports(tree: nodes.Template) -> Iterator[nodes.Import | nodes.FromImport]:
    yield from tree.find_all(nodes.Import)
    yield from tree.find_all(nodes.FromImport)


def _straight(node: nodes.Node) -> Iterator[nodes.Node]:
    """A node and those in it whose texts go straight onto the page."""
    yield node
    for part in _parts(node):
        yield from _straight(part)


def _parts(node: nodes.Node) -> Sequence[nodes.Node]:
    """The nodes in one, if what they put out is what that puts out."""
    match node:
        case nodes.Template() | nodes.Block():
            return node.body
        case nodes.If():
            return *node.body, *node.elif_, *node.else_
        case nodes.For(recursive=False):
            return *node.body, *node.else_
        case nodes.Output():
            return node.nodes
    return ()


def _certain(chain: Sequence[tuple[str, nodes.Template]]) -> Collection[_Where]:
    """What is put out on each page: the outermost layout, and blocks that stand there without condition."""
    blocks = {block.name: (file, block) for file, tree in reversed(chain) for block in tree.find_all(nodes.Block)}
    outermost, tree = chain[-1]
    found: set[_Where] = {(outermost, "")}
    pending: list[nodes.Node] = [*tree.body]
    while pending:
        node = pending.pop()
        if isinstance(node, nodes.Block):
            file, block = blocks[node.name]
            if (file, block.name) not in found:
                found.add((file, block.name))
                pending += block.body
    return found


def _edits(before: nodes.Node, now: nodes.Node, file: str, certain: Collection[_Where]) -> Iterator[Edit]:
    """The texts that differ in a layout; raises _OtherwiseError where anything else does."""

    def compare(old: nodes.Node, new: nodes.Node, sure: bool) -> Iterator[Edit]:  # noqa: FBT001
        if isinstance(old, nodes.TemplateData) and isinstance(new, nodes.TemplateData):
            if old.data != new.data:
                yield Edit(old.data.encode(), new.data.encode(), sure)
            return
        parts, others = _joined(_parts(old)), _joined(_parts(new))
        if not parts and old == new:
            return
        if type(old) is not type(new) or len(parts) != len(others) or not parts or _rest(old) != _rest(new):
            raise _OtherwiseError
        if isinstance(old, nodes.Block):
            sure = (file, old.name) in certain
        elif isinstance(old, (nodes.If, nodes.For)):
            sure = False
        for one, other in zip(parts, others, strict=True):
            yield from compare(one, other, sure)

    yield from compare(before, now, (file, "") in certain)


def _joined(parts: Iterable[nodes.Node]) -> list[nodes.Node]:
    """The same with texts in a row as one: a comment may have stood between them."""
    joined: list[nodes.Node] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, nodes.TemplateData) and isinstance(last, nodes.TemplateData):
            joined[-1] = nodes.TemplateData(last.data + part.data)
        else:
            joined.append(part)
    return joined


def _rest(node: nodes.Node) -> Mapping[str, object]:
    """All that makes up a node but for the parts that are compared by themselves."""
    lists = {name: [type(part) for part in _joined(value)] for name, value in node.iter_fields() if _is_list(value)}
    return {name: value for name, value in node.iter_fields() if not _is_list(value)} | lists


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, nodes.Node) for one in value)

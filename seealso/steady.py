"""What in a layout says the same again and again, found in the layout itself.

A stretch of it that reads nothing but the site, the way to its root, and what the environment gives to all (the
header, labels, what the settings say) is the same on page after page. A macro that reads nothing but its arguments, and
what is given to all, says the same of the same arguments. Whatever might do more than put out what it reads is left
alone, however harmless it may be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from jinja2 import nodes
from jinja2.compiler import Frame
from jinja2.idtracking import VAR_LOAD_RESOLVE

SHARED = frozenset({"site", "root"})
"""What pages have in common as a rule. Like all values of pages, these never change: another one is another object."""
_FICKLE = frozenset({"random", "lipsum", "cycler", "joiner", "namespace"})
"""Filters and functions that may say another thing each time."""
_PLAIN = (nodes.Output, nodes.If, nodes.For)
_WORTH = 2
"""Names and calls that a stretch has at least: with fewer, it takes longer to remember it than to say it."""


def stretches(
    body: Sequence[nodes.Node], frame: Frame, given: Collection[str]
) -> Iterator[tuple[list[str], list[nodes.Node]]]:
    """The parts of a body in order: a stretch with the names that it reads, any other with none."""
    between: list[nodes.Node] = []
    for steady, group in groupby(_pieces(body), lambda piece: _steady(piece, frame, given, SHARED)):
        pieces = list(group)
        if steady and _worth(pieces):
            yield [], _joined(between)
            yield _read(pieces, frame), _joined(pieces)
            between = []
        else:
            between += pieces
    yield [], _joined(between)


def macro(node: nodes.Node, frame: Frame, given: Collection[str]) -> bool:
    """Whether a macro says the same of the same arguments."""
    if not isinstance(node, nodes.Macro):
        return False
    own = frozenset(argument.name for argument in node.args)
    return all(_steady(piece, frame, given, own) for piece in (*node.defaults, *node.body))


def _steady(piece: nodes.Node, frame: Frame, given: Collection[str], own: Collection[str]) -> bool:
    """Whether a piece does nothing but put out what it reads: values named in `own`, and what is given to all."""
    parts = _parts(piece)
    if any(isinstance(part, nodes.Stmt) and not isinstance(part, _PLAIN) for part in parts):
        return False
    if any(isinstance(part, (nodes.Name, nodes.Filter)) and part.name in _FICKLE for part in parts):
        return False
    bound = {part.name for part in parts if isinstance(part, nodes.Name) and part.ctx != "load"}
    if any(frame.symbols.find_ref(name) for name in bound):
        return False
    return all(_means(name, frame, given, own) for name in _names(piece) - bound)


def _means(name: str, frame: Frame, given: Collection[str], own: Collection[str]) -> bool:
    """Whether a name stands for one of `own`, or for what is given to all: the layout has no other of that name."""
    reference = frame.symbols.find_ref(name)
    if reference is None:
        return False
    return name in own or (name in given and frame.symbols.find_load(reference) == (VAR_LOAD_RESOLVE, name))


def _read(pieces: Sequence[nodes.Node], frame: Frame) -> list[str]:
    """The names that are bound outside of some pieces, and read there."""
    return sorted(name for name in set().union(*map(_names, pieces)) if frame.symbols.find_ref(name))


def _names(piece: nodes.Node) -> set[str]:
    return {part.name for part in _parts(piece) if isinstance(part, nodes.Name)}


@lru_cache(maxsize=128)
def _parts(piece: nodes.Node) -> Sequence[nodes.Node]:
    """A piece and all that it consists of; asked for several times in a row."""
    return piece, *piece.find_all(nodes.Node)


def _pieces(body: Sequence[nodes.Node]) -> Iterator[nodes.Node]:
    """The nodes of a body, with each text and each expression that is put out as a piece of its own."""
    for node in body:
        if isinstance(node, nodes.Output):
            yield from (nodes.Output([child], lineno=child.lineno) for child in node.nodes)
        else:
            yield node


def _joined(pieces: Sequence[nodes.Node]) -> list[nodes.Node]:
    """The same with what is put out in a row put out at once."""
    joined: list[nodes.Node] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if isinstance(piece, nodes.Output) and isinstance(last, nodes.Output):
            last.nodes += piece.nodes
        else:
            joined.append(piece)
    return joined


def _worth(pieces: Sequence[nodes.Node]) -> bool:
    return sum(isinstance(part, (nodes.Name, nodes.Call)) for piece in pieces for part in _parts(piece)) >= _WORTH

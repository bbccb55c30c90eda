"""Jinja, compiled to code that fills a page in half of the time.

What a layout means stays the same, down to its errors and their lines. Left out is what Jinja does at each step for
programs that are not this one: a call looks for functions that want the context (none of ours does), an attribute is
looked up by a function of its own, and each piece of a page passes through the generators of all blocks around it.
What `steady` finds to be the same again and again is said once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, MutableMapping, Sequence
from keyword import iskeyword
from typing import Any

import markupsafe
from jinja2 import Environment, nodes, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame, MacroRef, optimizeconst
from jinja2.idtracking import VAR_LOAD_ALIAS, VAR_LOAD_RESOLVE, VAR_LOAD_UNDEFINED
from jinja2.nodes import Call, EvalContext, Expr, Getattr, Node, Template
from jinja2.runtime import Macro
from jinja2.utils import internalcode, missing
from markupsafe import Markup, escape

from seealso import steady
from seealso.model import Card

SYNTAX: dict[str, Any] = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}
"""How layouts are read."""

_replaced: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
"""What `escape` does to a plain text before it marks it as safe; older releases have nothing of that kind."""

_PARSER = Environment(autoescape=True, **SYNTAX)
_LASTING = frozenset({str, Markup, int, bool, type(None), Card})
"""Arguments that never change, so that what was said of them may be said again."""
_REMEMBERED = 1 << 12
"""How many texts of a macro are remembered, the first ones: to forget the oldest for the newest costs what it gains."""


def parsed(source: str) -> Template:
    """A layout as Jinja reads it; raises TemplateSyntaxError."""
    return _PARSER.parse(source)


def escaped(value: object) -> str:
    """What `escape` gives, as a plain text: it is put out, and then forgotten."""
    kind = type(value)
    if kind is str:
        return _replaced(value)  # type: ignore[arg-type]
    return value if kind is Markup else escape(value)  # type: ignore[return-value]


class _Generator(CodeGenerator):
    _alone = False
    """Whether no other layout shares what this one sets: it neither extends one nor has blocks."""
    _keeping = False
    """Whether a stretch is being written, of which parts need not be kept."""
    _piece = ""
    """The name of what is put out, where it is escaped in place."""

    def visit_Template(self, node: Template, frame: Frame | None = None) -> None:
        self._alone = not any(node.find_all((nodes.Extends, nodes.Block)))
        self.writeline("escaped, replaced, kept = environment.escaped, environment.replaced, {}")
        super().visit_Template(node, frame)

    def enter_frame(self, frame: Frame) -> None:
        """Gather what a block or a whole layout puts out, to hand it over as one; and look names up without a call."""
        if frame.parent is None:
            self.buffer(frame)
        for target, (action, name) in frame.symbols.loads.items():
            if action == VAR_LOAD_RESOLVE:
                self.writeline(f"{target} = {self._found(name)}")
            elif action == VAR_LOAD_ALIAS:
                self.writeline(f"{target} = {name}")
            elif action == VAR_LOAD_UNDEFINED:
                self.writeline(f"{target} = missing")

    def _found(self, name: str) -> str:
        """`Context.resolve_or_missing`, as it stands."""
        if (context := self.get_context_ref()) != "context":
            return f"{context}.resolve({name!r})"
        return f"context.vars[{name!r}] if {name!r} in context.vars else context.parent.get({name!r}, missing)"

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:  # noqa: FBT001, FBT002  Jinja's
        super().leave_frame(frame, with_python_scope)
        if frame.parent is None:
            self.writeline(f"yield concat({frame.buffer})")

    def blockvisit(self, nodes: Iterable[Node], frame: Frame) -> None:
        """Statements one after another; stretches that say the same on page after page only where they would not."""
        if self._keeping or frame.buffer is None or frame.require_output_check or not _plain(frame):
            super().blockvisit(nodes, frame)
            return
        self.writeline("pass")
        for names, some in steady.stretches([*nodes], frame, self.environment.globals):
            if names:
                self._stretch(names, some, frame)
            else:
                super().blockvisit(some, frame)

    def _stretch(self, names: Sequence[str], some: Sequence[Node], frame: Frame) -> None:
        """Put out what was said last where all that it reads is the same as then; else say it, and keep it."""
        said, put_out = self.temporary_identifier(), frame.buffer
        values = [frame.symbols.ref(name) for name in names]
        same = " and ".join(f"{said}[{number}] is {value}" for number, value in enumerate(values))
        self.writeline(f"if not (({said} := kept.get({said!r})) and {same}):")
        self.indent()
        self.buffer(frame)
        self._keeping = True
        super().blockvisit(some, frame)
        self._keeping = False
        self.writeline(f"kept[{said!r}] = {said} = ({', '.join(values)}, concat({frame.buffer}))")
        self.outdent()
        frame.buffer = put_out
        self.writeline(f"{put_out}.append({said}[-1])")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """`environment.Macro(...)` or `environment.SteadyMacro(...)`."""
        same = self._alone and steady.macro(macro_ref.node, frame, self.environment.globals)
        self.write("environment.Steady" if same else "environment.")
        super().macro_def(macro_ref, frame)

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        """A text is escaped where it stands, anything else by `escaped`."""
        self._piece = self.temporary_identifier() if _plain(frame) and finalize.src is None else ""
        if self._piece:
            self.write(f"(replaced({self._piece}) if type({self._piece} := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if self._piece:
            self.write(f") is str else escaped({self._piece}))")
        else:
            super()._output_child_post(node, frame, finalize)

    @optimizeconst
    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:
        """As Python finds it, and as Jinja does where Python finds nothing."""
        owner, found = self.temporary_identifier(), self.temporary_identifier()
        self.write(f"({found} if ({found} := getattr(({owner} := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing else environment.getattr({owner}, {node.attr!r}))")

    @optimizeconst
    def visit_Call(self, node: Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002
        """As it stands: no function of ours asks for the context."""
        unusual = forward_caller or node.dyn_args or node.dyn_kwargs or any(iskeyword(k.key) for k in node.kwargs)
        if unusual or not _plain(frame):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


def _plain(frame: Frame) -> bool:
    """Whether all that is put out is escaped, as it is but in an `{% autoescape %}`."""
    return frame.eval_ctx.autoescape and not frame.eval_ctx.volatile


class _Macro(Macro):
    """A macro that is called without ado where it wants no more than its arguments."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        special = self.catch_kwargs or self.catch_varargs or self.caller
        self._most = -1 if special or self._default_autoescape is not True else self._argument_count
        if self._most >= 0:
            self._func.__defaults__ = (missing,) * self._argument_count

    @internalcode
    @pass_eval_context
    def __call__(self, *args: Any, **kwargs: Any) -> str:
        if kwargs or len(args) > self._most or (args and type(args[0]) is EvalContext):
            return super().__call__(*args, **kwargs)
        return str.__new__(Markup, self._func(*args))


class _SteadyMacro(_Macro):
    """A macro that says the same of the same arguments, and says it at once where it was called with them before."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._said: dict[tuple[int, ...], tuple[str, tuple[Any, ...]]] = {}
        """By the identity of the arguments; these are kept, so that it stays theirs."""

    @internalcode
    @pass_eval_context
    def __call__(self, *args: Any, **kwargs: Any) -> str:
        which = (*map(id, args),)
        if (said := self._said.get(which)) and not kwargs:
            return said[0]
        text = super().__call__(*args, **kwargs)
        if len(self._said) < _REMEMBERED and not kwargs and _LASTING.issuperset(map(type, args)):
            self._said[which] = text, args
        return text


class Quick(Environment):
    """Where layouts are filled; a name that nobody gave is an error."""

    code_generator_class = _Generator
    escaped = staticmethod(escaped)
    replaced = staticmethod(_replaced)
    Macro = _Macro
    SteadyMacro = _SteadyMacro

    def getitem(self, obj: Any, argument: Any) -> Any:
        """As Jinja finds it; what has no items is not asked for one first."""
        if type(argument) is str and not hasattr(obj, "__getitem__"):
            return self.getattr(obj, argument)
        return super().getitem(obj, argument)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's own where a template has none besides, which is always: looked up without a detour."""
        return super().make_globals(d) if d else self.globals

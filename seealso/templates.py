"""Jinja, compiled to code that fills a page in half of the time.

What a layout means stays the same, down to its errors and their lines. Left out is what Jinja does at each step for
programs that are not this one: a call looks for functions that want the context (none of ours does), an attribute is
looked up by a function of its own, and each piece of a page passes through the generators of all blocks around it.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from keyword import iskeyword
from typing import Any

import markupsafe
from jinja2 import Environment, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame, MacroRef, optimizeconst
from jinja2.nodes import Call, EvalContext, Expr, Getattr, Template
from jinja2.runtime import Macro
from jinja2.utils import internalcode, missing
from markupsafe import Markup, escape

_replaced: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
"""What `escape` does to a plain text before it marks it as safe; older releases have nothing of that kind."""


def escaped(value: object) -> str:
    """What `escape` gives, as a plain text: it is put out, and then forgotten."""
    kind = type(value)
    if kind is str:
        return _replaced(value)  # type: ignore[arg-type]
    return value if kind is Markup else escape(value)  # type: ignore[return-value]


class _Generator(CodeGenerator):
    def visit_Template(self, node: Template, frame: Frame | None = None) -> None:
        self.writeline("escaped = environment.escaped")
        super().visit_Template(node, frame)

    def enter_frame(self, frame: Frame) -> None:
        """Gather what a block or a whole layout puts out, to hand it over as one."""
        if frame.parent is None:
            self.buffer(frame)
        super().enter_frame(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:  # noqa: FBT001, FBT002  Jinja's
        super().leave_frame(frame, with_python_scope)
        if frame.parent is None:
            self.writeline(f"yield concat({frame.buffer})")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """`environment.Macro(...)`."""
        self.write("environment.")
        super().macro_def(macro_ref, frame)

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if _plain(frame) and finalize.src is None:
            self.write("escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)

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
        self._left_out = [(missing,) * (self._argument_count - given) for given in range(self._argument_count + 1)]

    @internalcode
    @pass_eval_context
    def __call__(self, *args: Any, **kwargs: Any) -> str:
        if kwargs or len(args) > self._most or (args and type(args[0]) is EvalContext):
            return super().__call__(*args, **kwargs)
        return str.__new__(Markup, self._func(*args, *self._left_out[len(args)]))


class Quick(Environment):
    """Where layouts are filled; a name that nobody gave is an error."""

    code_generator_class = _Generator
    escaped = staticmethod(escaped)
    Macro = _Macro

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's own where a template has none besides, which is always: looked up without a detour."""
        return super().make_globals(d) if d else self.globals

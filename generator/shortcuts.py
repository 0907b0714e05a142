"""The code that Jinja compiles from a template, made shorter where most is done: reading a field, calling a macro,
giving away what a block shows.

That code does what Jinja's does, or it fails: a field is read as Python reads it, and neither looked for among the
items of a mapping nor made an undefined value; what is called by its name is a macro, with arguments it has. Whoever
renders with it renders once more without it where it fails, and takes that page, or that error. Nothing here decides
what a template may do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from keyword import iskeyword

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.nodes import Expr
from jinja2.runtime import Macro
from jinja2.utils import missing

NO_MACROS = frozenset({"super", "loop"})
"""What templates call by its name besides macros."""

LEVEL = "l_1_"
"""Begins, in Jinja's code, the names of the parameters of a macro that stands in no other and in no loop."""


class NoShortcut(Exception):  # noqa: N818 - the template is right
    """A template wants what none of these ways leads to."""


class Shortcut(Macro):
    """A macro that can be called as the function it is made from.

    `at_once` takes what the macro takes, and what has a name by the name it has in that function. It gives text that is
    safe to show.
    """

    def __init__(
        self, environment: jinja2.Environment, func: Callable[..., str], name: str, arguments: list[str], *rest: bool
    ) -> None:
        super().__init__(environment, func, name, arguments, *rest)
        self.at_once: Callable[..., str] = self._at_length
        code = func.__code__
        if code.co_varnames[: code.co_argcount] == tuple(LEVEL + argument for argument in arguments):
            func.__defaults__ = (missing,) * code.co_argcount
            self.at_once = func

    def _at_length(self, *args: object, **named: object) -> str:
        return self(*args, **{name.removeprefix(LEVEL): value for name, value in named.items()})


class Shortcuts(CodeGenerator):
    """Writes the shorter code."""

    _bare: Expr | None = None

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """What a template or a block shows is given away as one text, and not part by part."""
        if frame.buffer is not None:
            super().blockvisit(nodes, frame)
            return
        self.buffer(frame)
        super().blockvisit(nodes, frame)
        self.writeline(f"yield concat({frame.buffer})")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """`(page).title` for `environment.getattr(page, 'title')`; `self` has its blocks as items."""
        if iskeyword(node.attr) or not node.attr.isascii() or node.node == nodes.Name("self", "load"):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """`environment.Macro(…)` for `Macro(…)`."""
        self.write("environment.")
        super().macro_def(macro_ref, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002
        """`Markup(link.at_once(…))` for `context.call(link, …)`, and less where it is shown as it is."""
        if forward_caller or not _names_macro(node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("(" if node is self._bare else "Markup(")
        self.visit(node.node, frame)
        self.write(".at_once(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for named in node.kwargs:
            self.write(f"{LEVEL}{named.key}=")
            self.visit(named.value, frame)
            self.write(", ")
        self.write("))")

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if isinstance(node, nodes.Call) and _names_macro(node):
            self._bare = node
            self.write("(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_EvalContextModifier(self, _: nodes.EvalContextModifier, _frame: Frame) -> None:
        """`{% autoescape %}`: whether what a macro gives is safe is known only when it is called."""
        raise NoShortcut


def _names_macro(node: nodes.Call) -> bool:
    """Whether what is called is likely to be a macro, with nothing but arguments."""
    called = node.node
    return isinstance(called, nodes.Name) and called.name not in NO_MACROS and not (node.dyn_args or node.dyn_kwargs)

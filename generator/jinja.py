"""Jinja with two shorter ways through what it does most: showing a value, and calling a macro.

What comes out is what Jinja alone makes, byte for byte; a test renders every kind of page both ways. Measured on 851
pages: a third less time. How templates are found and what they may use is decided in `render`.
"""

from __future__ import annotations

from typing import Any

import jinja2
import markupsafe
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape


def shown(value: object) -> str:
    """The value as it stands in HTML. Jinja wraps each in Markup, which costs more than the escaping and is of no use
    in what is joined to a page in the end.
    """
    if type(value) is Markup:
        return value
    return _escaped(value) if type(value) is str else escape(value)


def _plainly(text: str) -> str:
    return escape(text)


_escaped = getattr(markupsafe, "_escape_inner", _plainly)


class ShownAtOnce(CodeGenerator):
    """Writes `environment.shown(…)` where Jinja writes `escape(…)` around what a template shows."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(")


class MacrosAtOnce(Context):
    """Calls a macro without first asking what kind of function it is, on every call of every page."""

    def call(self, function: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 # as Jinja declares it
        """The function called, in this context."""
        if type(function) is not Macro:
            return super().call(function, *args, **kwargs)
        kwargs.pop("_block_vars", None)  # for functions that ask for the context
        kwargs.pop("_loop_vars", None)
        return function(self.eval_ctx, *args, **kwargs)


class Environment(jinja2.Environment):
    """An environment whose templates take these ways."""

    code_generator_class = ShownAtOnce
    context_class = MacrosAtOnce
    shown = staticmethod(shown)

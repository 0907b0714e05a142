"""Codes of the checks in this family."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = ()

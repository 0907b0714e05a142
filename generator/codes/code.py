"""The shape of an entry in the table of codes."""

from __future__ import annotations

import msgspec

from ..diagnostics import Severity


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """`title` is a noun phrase; `why` and `fix` are plain sentences; `wrong` and `right` short YAML examples."""

    code: str
    title: str
    why: str
    fix: str
    severity: Severity = Severity.ERROR
    wrong: str = ""
    right: str = ""

"""Which values of a design token are safe to stand in a style sheet.

A value is built from colours, lengths, names, quoted font names and a few functions; nothing in it can end the
declaration, load a file or hide behind an escape.
"""

from __future__ import annotations

import re

TOKEN = re.compile(r"(?:--)?[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
FUNCTIONS = frozenset(
    "calc clamp color color-mix cubic-bezier hsl hsla hwb lab lch light-dark max min oklab oklch rgb rgba var".split()
)
PIECES = re.compile(
    r"""\#(?:[0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})(?![\w-])   # a colour
    | [+-]?(?:\d+\.?\d*|\.\d+)(?:%|[A-Za-z]{1,5})?(?![\w-])             # a number with a unit
    | "[\w .,-]*" | '[\w .,-]*'                                         # the name of a font
    | (?P<function>-{0,2}[A-Za-z][\w-]*)\(
    | -{0,2}[A-Za-z][\w-]*
    | [\s,/()*+-]""",
    re.VERBOSE | re.ASCII,
)
NAME_LENGTH = 60
LENGTH = 200
HINT = "write a colour, a length, a font or one of a few functions, such as '#ffe27a', 1.5rem or 'oklch(0.9 0.1 90)'"


def token_problem(name: str) -> tuple[str, str]:
    """What is wrong with the name of a token, and a hint; two empty texts if nothing."""
    if len(name) <= NAME_LENGTH and TOKEN.fullmatch(name):
        return "", ""
    return (
        f"'{name[:NAME_LENGTH]}' is not the name of a design token",
        "write it as in the style sheet, such as marker or --marker",
    )


def value_problem(value: str) -> tuple[str, str]:
    """What is wrong with the value of a token, and a hint; two empty texts if nothing."""
    if len(value) > LENGTH:
        return f"value of a design token is longer than {LENGTH} characters", HINT
    if "/*" in value:
        return "a comment cannot stand in a design token", HINT
    place, depth = 0, 0
    while place < len(value):
        piece = PIECES.match(value, place)
        if piece is None:
            return f"'{value[place : place + 20]}' cannot stand in a design token", HINT
        function = piece["function"]
        if function and function.lower() not in FUNCTIONS:
            return f"function '{function}()' cannot stand in a design token", HINT
        depth += piece[0].count("(") - piece[0].count(")")
        if depth < 0:
            return "value of a design token closes a bracket it did not open", HINT
        place = piece.end()
    return ("value of a design token leaves a bracket open", HINT) if depth else ("", "")

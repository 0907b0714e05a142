"""The built-in style sheet and scripts as they are sent: without comments and indentation.

That is all it decides: about an eighth of the style sheet's bytes on the wire, and more of a script's. It renames
nothing and joins lines of the style sheet only, so what a browser reports can be found in the source. It never touches
what a site brings itself: that is published byte for byte.
"""

from __future__ import annotations

import re

_QUOTED_OR_COMMENT = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|/\*.*?\*/""", re.DOTALL)
_LINE_START = re.compile(r"\s*\n\s*")
_LINE_END = re.compile(rb"([{};,])\n(?=.)")
_COMMENT_LINE = re.compile(r"^\s*//.*$", re.MULTILINE)


def brief(name: str, content: bytes) -> bytes:
    """The file as it is sent; only style sheets and scripts change.

    A script's comments go where they have a line to themselves. Its texts must not span lines, as ours do not.
    """
    if name.endswith(".css"):
        return _LINE_END.sub(rb"\1", _lines(_QUOTED_OR_COMMENT.sub(r"\1", content.decode())))
    if name.endswith(".js"):
        return _lines(_COMMENT_LINE.sub("", content.decode()))
    return content


def _lines(text: str) -> bytes:
    return (_LINE_START.sub("\n", text).strip() + "\n").encode()

"""A fragment of the search index, with a word between its passages, which stand there as one text.

On the page other words are between two passages, so that none run on from one to the next. A fragment that is not as
expected, down to the number of its words, stays as it is. What of it may be shown is for others to decide.
"""

from __future__ import annotations

import html

import msgspec

MARK = b"pagefind_dcd"
"""What each file of the index begins with, once it is unpacked; nothing that anybody wrote."""

_BETWEEN = MARK.decode()
_UNSPACED = "\u200b"
"""Between words where none stand apart: there they are counted otherwise."""


class _Anchor(msgspec.Struct):
    """`location`: how many words stand before it."""

    element: str
    location: int


class _Fragment(msgspec.Struct):
    content: msgspec.Raw
    word_count: int
    anchors: tuple[_Anchor, ...]


def parted(unpacked: bytes) -> bytes:
    """The fragment, as Pagefind 1.5 and 1.6 make it of the page of a record, with a word in front of each passage, and
    these as markup: they are plain text, and a "<" in it begins no tag. As it is if it is not as expected.
    """
    try:
        found = msgspec.json.decode(unpacked.removeprefix(MARK), type=_Fragment)
        content = msgspec.json.decode(found.content, type=str)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return unpacked
    words = content.split()
    if len(words) != found.word_count or _UNSPACED in content or not _are_passages(found):
        return unpacked
    for anchor in reversed(found.anchors):
        words.insert(anchor.location, _BETWEEN)
    text = html.escape(" ".join(words), quote=False)
    return unpacked.replace(bytes(found.content), msgspec.json.encode(text), 1)


def _are_passages(fragment: _Fragment) -> bool:
    """Whether all anchors are those of a record, in their order and within the text."""
    places = [0, *(anchor.location for anchor in fragment.anchors), fragment.word_count]
    return places == sorted(places) and all(anchor.element == "a" for anchor in fragment.anchors)

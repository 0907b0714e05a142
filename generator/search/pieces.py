"""What Pagefind made of some pages, taken apart: each page's fragment, and where each word stands.

Knows the layout of Pagefind 1.5 and 1.6. What is not understood to the last byte is refused, never guessed at.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from .canonical import ENTRY, UnknownLayoutError, content_name, entry_of, fragment_url, meta_of, needed, payload
from .postings import Word, words_of


class Fragment(msgspec.Struct, frozen=True):
    """The file of one page: its name, how many words the page has, and the file."""

    path: str
    name: str
    words: int
    data: bytes


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One language: its pages in the order of their numbers, and its words.

    `marked`: to each page in the table of pages something is added, which is empty.
    """

    fragments: tuple[Fragment, ...]
    words: list[Word]
    fields: tuple[str, ...]
    stemmer: str | None
    marked: bool


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """An index taken apart. `programs` are the files that all pages share."""

    version: str
    characters: tuple[str, ...]
    parts: dict[str, Part]
    programs: dict[str, bytes]


def piece_of(files: Mapping[str, bytes]) -> Piece:
    """What these files hold. Raises UnknownLayoutError."""
    entry = entry_of(files)
    return Piece(
        version=entry.version,
        characters=tuple(entry.include_characters),
        parts={
            language: _part(files, language, one.hash, one.wasm) for language, one in sorted(entry.languages.items())
        },
        programs={path: data for path, data in needed(files).items() if ".pf_" not in path and path != ENTRY},
    )


def _part(files: Mapping[str, bytes], language: str, table: str, stemmer: str | None) -> Part:
    meta = meta_of(payload(_file(files, f"pagefind.{table}.pf_meta")))
    if meta.filters or meta.sorts:
        raise UnknownLayoutError("the table of pages has filters or orders, which were not asked for")
    widths = {len(page) for page in meta.pages}
    if widths - {2, 3} or len(widths) > 1 or any(page[2:] not in ([], [""]) for page in meta.pages):
        raise UnknownLayoutError("fragments are packed together")
    return Part(
        fragments=tuple(_fragment(files, language, str(page[0]), int(page[1])) for page in meta.pages),
        words=[word for _, _, name in meta.chunks for word in _words(files, name)],
        fields=tuple(meta.fields),
        stemmer=stemmer,
        marked=widths == {3},
    )


def _fragment(files: Mapping[str, bytes], language: str, name: str, words: int) -> Fragment:
    path = f"fragment/{name}.pf_fragment"
    data = _file(files, path)
    held = payload(data)
    return Fragment(fragment_url(path, held), content_name(language, held), words, data)


def _words(files: Mapping[str, bytes], name: str) -> list[Word]:
    try:
        return list(words_of(payload(_file(files, f"index/{name}.pf_index"))))
    except ValueError as problem:
        raise UnknownLayoutError(f"'{name}' cannot be read: {problem}") from problem


def _file(files: Mapping[str, bytes], path: str) -> bytes:
    if path not in files:
        raise UnknownLayoutError(f"the index names '{path}', which is not there")
    return files[path]

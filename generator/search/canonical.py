"""Makes an index the same, byte for byte, for the same pages: sorted, and named by its content.

Pagefind 1.5 writes its language table in random order and names files by seven hexadecimal digits, of which two may
collide. Here they are named by the first 16 of SHA-256. Files are gzip of a mark and a payload; only those whose
payload changes are packed anew. A layout this module does not know is left as it is, and a note says so.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import zlib
from collections.abc import Mapping
from typing import TypeVar

import cbor2
import msgspec

MARK = b"pagefind_dcd"
DIGITS = 16

_CHUNK = re.compile(r"(?:fragment|index)/(?P<name>(?P<language>.+)_[0-9a-f]+)\.(?P<kind>pf_fragment|pf_index)")
_META = re.compile(r"pagefind\.(?P<name>(?P<language>.+)_[0-9a-f]+)\.pf_meta")
_ENTRY = "pagefind-entry.json"
_PROGRAMS = frozenset({"pagefind.js", "pagefind-worker.js"})


Named = TypeVar("Named", str, bytes)


class UnknownLayoutError(Exception):
    """The index is not laid out as in the versions this was written for."""


class _Meta(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    """`pagefind.*.pf_meta`: chunks are (first word, last word, name), pages (fragment, number of words).

    Pagefind 1.6 adds to a page the name of the pack its fragment is in, empty where each has a file of its own.
    """

    version: str
    pages: list[list[str | int]]
    chunks: list[tuple[str, str, str]]
    filters: list[tuple[str, str]]
    sorts: list[tuple[str, list[int]]]
    fields: list[str]


class _Language(msgspec.Struct, forbid_unknown_fields=True):
    hash: str
    wasm: str | None
    page_count: int


class _Entry(msgspec.Struct, forbid_unknown_fields=True):
    version: str
    languages: dict[str, _Language]
    include_characters: list[str]


class _Fragment(msgspec.Struct):
    url: str


def needed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Without Pagefind's own user interfaces and the stemmers of languages the index does not have."""
    stemmers = {f"wasm.{entry.wasm or 'unknown'}.pagefind" for entry in _entry(files).languages.values()}
    kept = _PROGRAMS | stemmers | {_ENTRY}
    return {path: data for path, data in sorted(files.items()) if path in kept or ".pf_" in path}


def canonical(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same index under names made from its content, tables sorted. Raises UnknownLayoutError."""
    entry = _entry(files)
    names: dict[str, str] = {}
    chunks: dict[str, bytes] = {}
    metas: dict[str, bytes] = {}
    for path, data in sorted(files.items()):
        if found := _CHUNK.fullmatch(path):
            names[found["name"]] = _content_name(found["language"], payload(data))
            chunks[path.replace(found["name"], names[found["name"]])] = data
        elif found := _META.fullmatch(path):
            metas[found["name"]] = data
        elif ".pf_" in path:
            raise UnknownLayoutError(f"'{path}' is a file of an unknown kind")
        else:
            chunks[path] = data
    for language in entry.languages.values():
        table = _renamed(payload(_at(metas, language.hash)), names)
        language.hash = _content_name(language.hash.rpartition("_")[0], table)
        chunks[f"pagefind.{language.hash}.pf_meta"] = gzip.compress(MARK + table, mtime=0)
    entry.languages = dict(sorted(entry.languages.items()))
    chunks[_ENTRY] = msgspec.json.encode(entry)
    return dict(sorted(chunks.items()))


def pages_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """For each path of a page, the name of its fragment without the language: how a result names its page."""
    named = {}
    for path, data in files.items():
        if (found := _CHUNK.fullmatch(path)) and found["kind"] == "pf_fragment":
            try:
                fragment = msgspec.json.decode(payload(data), type=_Fragment)
            except msgspec.MsgspecError as problem:
                raise UnknownLayoutError(f"'{path}' cannot be read: {problem}") from problem
            named[fragment.url] = found["name"].rpartition("_")[2]
    return named


def payload(data: bytes) -> bytes:
    """What a packed file holds, without the mark."""
    try:
        unpacked = gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as problem:
        raise UnknownLayoutError(f"not packed as expected: {problem}") from problem
    if not unpacked.startswith(MARK):
        raise UnknownLayoutError("a file lacks Pagefind's mark")
    return unpacked[len(MARK) :]


def _renamed(table: bytes, names: Mapping[str, str]) -> bytes:
    """The table of one language with the new names. What is not understood to the last byte is not touched."""
    try:
        meta = msgspec.convert(cbor2.loads(table), type=_Meta)
    except (cbor2.CBORDecodeError, msgspec.MsgspecError) as problem:
        raise UnknownLayoutError(f"the table of pages cannot be read: {problem}") from problem
    if _packed(meta) != table:
        raise UnknownLayoutError("the table of pages does not survive being read and written")
    meta.pages = [_renamed_page(page, names) for page in meta.pages]
    meta.chunks = [(first, last, _at(names, name)) for first, last, name in meta.chunks]
    return _packed(meta)


def _renamed_page(page: list[str | int], names: Mapping[str, str]) -> list[str | int]:
    name, *others = page or [""]
    if others[1:] not in ([], [""]):
        raise UnknownLayoutError("fragments are packed together")
    return [_at(names, str(name)), *others]


def _packed(meta: _Meta) -> bytes:
    return cbor2.dumps(msgspec.to_builtins(meta))


def _entry(files: Mapping[str, bytes]) -> _Entry:
    try:
        return msgspec.json.decode(files[_ENTRY], type=_Entry)
    except (KeyError, msgspec.MsgspecError) as problem:
        raise UnknownLayoutError(f"'{_ENTRY}' cannot be read: {problem}") from problem


def _at(table: Mapping[str, Named], name: str) -> Named:
    if name not in table:
        raise UnknownLayoutError(f"the index names '{name}', which is not there")
    return table[name]


def _content_name(language: str, content: bytes) -> str:
    return f"{language}_{hashlib.sha256(content).hexdigest()[:DIGITS]}"

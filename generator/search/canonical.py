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

from ..fragments import MARK

DIGITS = 16

_CHUNK = re.compile(r"(?:fragment|index)/(?P<name>(?P<language>.+)_[0-9a-f]+)\.(?P<kind>pf_fragment|pf_index)")
_META = re.compile(r"pagefind\.(?P<name>(?P<language>.+)_[0-9a-f]+)\.pf_meta")
ENTRY = "pagefind-entry.json"
_PROGRAMS = frozenset({"pagefind.js", "pagefind-worker.js"})


Named = TypeVar("Named", str, bytes)


class UnknownLayoutError(Exception):
    """The index is not laid out as in the versions this was written for."""


class Meta(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    """`pagefind.*.pf_meta`: chunks are (first word, last word, name), pages (fragment, number of words).

    Pagefind 1.6 adds to a page the name of the pack its fragment is in, empty where each has a file of its own.
    """

    version: str
    pages: list[list[str | int]]
    chunks: list[tuple[str, str, str]]
    filters: list[tuple[str, str]]
    sorts: list[tuple[str, list[int]]]
    fields: list[str]


class Language(msgspec.Struct, forbid_unknown_fields=True):
    hash: str
    wasm: str | None
    page_count: int


class Entry(msgspec.Struct, forbid_unknown_fields=True):
    version: str
    languages: dict[str, Language]
    include_characters: list[str]


class _Fragment(msgspec.Struct):
    url: str


def needed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Without Pagefind's own user interfaces and the stemmers of languages the index does not have."""
    stemmers = {f"wasm.{entry.wasm or 'unknown'}.pagefind" for entry in entry_of(files).languages.values()}
    kept = _PROGRAMS | stemmers | {ENTRY}
    return {path: data for path, data in sorted(files.items()) if path in kept or ".pf_" in path}


def canonical(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same index under names made from its content, tables sorted. Raises UnknownLayoutError."""
    entry = entry_of(files)
    names: dict[str, str] = {}
    chunks: dict[str, bytes] = {}
    metas: dict[str, bytes] = {}
    for path, data in sorted(files.items()):
        if found := _CHUNK.fullmatch(path):
            names[found["name"]] = content_name(found["language"], payload(data))
            chunks[path.replace(found["name"], names[found["name"]])] = data
        elif found := _META.fullmatch(path):
            metas[found["name"]] = data
        elif ".pf_" in path:
            raise UnknownLayoutError(f"'{path}' is a file of an unknown kind")
        else:
            chunks[path] = data
    for language in entry.languages.values():
        table = _renamed(payload(_at(metas, language.hash)), names)
        language.hash = content_name(language.hash.rpartition("_")[0], table)
        chunks[f"pagefind.{language.hash}.pf_meta"] = gzip.compress(MARK + table, mtime=0)
    entry.languages = dict(sorted(entry.languages.items()))
    chunks[ENTRY] = msgspec.json.encode(entry)
    return dict(sorted(chunks.items()))


def pages_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """For each path of a page, the name of its fragment without the language: how a result names its page."""
    named = {}
    for path, data in files.items():
        if (found := _CHUNK.fullmatch(path)) and found["kind"] == "pf_fragment":
            named[fragment_url(path, payload(data))] = found["name"].rpartition("_")[2]
    return named


def fragment_url(path: str, held: bytes) -> str:
    """The path of the page that a fragment is of; `path` is its own."""
    try:
        return msgspec.json.decode(held, type=_Fragment).url
    except msgspec.MsgspecError as problem:
        raise UnknownLayoutError(f"'{path}' cannot be read: {problem}") from problem


def payload(data: bytes) -> bytes:
    """What a packed file holds, without the mark."""
    try:
        unpacked = gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as problem:
        raise UnknownLayoutError(f"not packed as expected: {problem}") from problem
    if not unpacked.startswith(MARK):
        raise UnknownLayoutError("a file lacks Pagefind's mark")
    return unpacked[len(MARK) :]


def meta_of(table: bytes) -> Meta:
    """The table of one language. Raises UnknownLayoutError if it is not understood to the last byte."""
    try:
        meta = msgspec.convert(cbor2.loads(table), type=Meta)
    except (cbor2.CBORDecodeError, msgspec.MsgspecError) as problem:
        raise UnknownLayoutError(f"the table of pages cannot be read: {problem}") from problem
    if packed(meta) != table:
        raise UnknownLayoutError("the table of pages does not survive being read and written")
    return meta


def _renamed(table: bytes, names: Mapping[str, str]) -> bytes:
    """The table of one language with the new names."""
    meta = meta_of(table)
    meta.pages = [_renamed_page(page, names) for page in meta.pages]
    meta.chunks = [(first, last, _at(names, name)) for first, last, name in meta.chunks]
    return packed(meta)


def _renamed_page(page: list[str | int], names: Mapping[str, str]) -> list[str | int]:
    name, *others = page or [""]
    if others[1:] not in ([], [""]):
        raise UnknownLayoutError("fragments are packed together")
    return [_at(names, str(name)), *others]


def packed(meta: Meta) -> bytes:
    """The table as Pagefind writes it."""
    return cbor2.dumps(msgspec.to_builtins(meta))


def entry_of(files: Mapping[str, bytes]) -> Entry:
    """What a browser reads first: the languages, and the table of each."""
    try:
        return msgspec.json.decode(files[ENTRY], type=Entry)
    except (KeyError, msgspec.MsgspecError) as problem:
        raise UnknownLayoutError(f"'{ENTRY}' cannot be read: {problem}") from problem


def _at(table: Mapping[str, Named], name: str) -> Named:
    if name not in table:
        raise UnknownLayoutError(f"the index names '{name}', which is not there")
    return table[name]


def content_name(language: str, content: bytes) -> str:
    """How a file of this payload is called."""
    return f"{language}_{hashlib.sha256(content).hexdigest()[:DIGITS]}"

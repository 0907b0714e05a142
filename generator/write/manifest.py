"""Which files in the folder of a site a build made; all others there are somebody else's. Names and digests only: what
the files say, and where they come from, is not asked here.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

MANIFEST = ".briefbook.json"

IN_DOUBT = ""
"""Stands in place of a digest while a file is about to be replaced or deleted: it is ours, whatever it holds."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The files of the site that a build made, with their SHA-256; all others in the folder are somebody else's."""

    version: int = 1
    files: dict[str, str]


def manifest_bytes(digests: Mapping[str, str]) -> bytes:
    """A manifest as it is written: the same bytes whatever the order of the files."""
    manifest = Manifest(files=dict(sorted(digests.items())))
    return msgspec.json.format(msgspec.json.encode(manifest, order="deterministic"), indent=1) + b"\n"


def read_manifest(out: Path) -> Manifest:
    """What the last build made there; empty if there was none, or if its manifest cannot be read."""
    try:
        return msgspec.json.decode((out / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return Manifest(files={})

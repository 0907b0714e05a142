"""Puts a finished site in place: the few files that changed one by one, or the whole site in one step."""

from .manifest import MANIFEST, Manifest, read_manifest
from .stage import Stage, WriteError, Written, finish, staging, write_site
from .whole import exchange, replace_by_renames

__all__ = [
    "MANIFEST",
    "Manifest",
    "Stage",
    "WriteError",
    "Written",
    "exchange",
    "finish",
    "read_manifest",
    "replace_by_renames",
    "staging",
    "write_site",
]

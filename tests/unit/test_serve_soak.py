"""Whatever an analyst does in whatever order: what the preview serves in the end is what a clean build makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from .soaking import desk


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_served_after_many_edits_is_a_clean_build(tmp_path: Path, seed: int) -> None:
    """Byte for byte, and so is what stands in the folder; mistakes, deletions and renames were among the edits."""
    with desk(tmp_path, seed) as working:
        for _ in range(2):
            found = working.round(12)
            assert found.files > 50
            assert found.other == ()

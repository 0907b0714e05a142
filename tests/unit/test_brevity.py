"""Style sheets and scripts as they are sent: the same rules and statements, in fewer bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.brevity import brief

ASSETS = Path(__file__).parents[2] / "templates" / "assets"


def test_a_style_sheet_loses_comments_and_ends_of_lines() -> None:
    """Of several lines too."""
    assert brief("a.css", b"/* one\n   two */\n@layer x{\n  a{b:c; /* d */}\n\n}\n") == b"@layer x{a{b:c; }}\n"


@pytest.mark.parametrize(
    "rule", [b'a{content:"/* kept */"}\n', b"a{content:'it\\'s /* kept */'}\n", b'a{content:"/" / ""}\n']
)
def test_a_text_that_looks_like_a_comment_stays(rule: bytes) -> None:
    """What stands in quotation marks is shown to readers."""
    assert brief("a.css", rule) == rule


def test_a_script_loses_lines_of_comment_and_indentation() -> None:
    """What follows a statement stays: whether it is a comment, only a parser could tell."""
    script = b'// one\nconst a = () => {\n  // two\n  f("// three"); // four\n};\n'
    assert brief("a.js", script) == b'const a = () => {\nf("// three"); // four\n};\n'


def test_other_files_stay_as_they_are() -> None:
    """A font, a picture, a licence."""
    assert brief("OFL.txt", b"  // one\n\n  /* two */\n") == b"  // one\n\n  /* two */\n"


def test_no_text_of_our_scripts_spans_lines() -> None:
    """Or it would lose its indentation: every backtick has its partner in the same line."""
    for script in ASSETS.glob("*.js"):
        lines = script.read_text(encoding="utf-8").splitlines()
        assert [line for line in lines if line.count("`") % 2] == [], script.name

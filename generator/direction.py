"""Which way a language is written: for the `dir` of a page. It knows scripts by their languages, not single texts.

A source's words have `dir="auto"` instead: what they begin with is known to the browser alone.
"""

from __future__ import annotations

_SCRIPT = 4
"""Letters in the name of a script; languages, regions and variants have another number, or a digit."""
_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})
_LANGUAGES = frozenset("ar arc ckb dv fa he iw ks nqo prs ps sd syr ug ur yi".split())


def direction(language: str) -> str:
    """`rtl` or `ltr`, of a BCP 47 tag. A script in the tag decides before the language: az-Arab, pa-Arab, sd-Deva."""
    first, *more = language.lower().split("-")
    script = next((part for part in more if len(part) == _SCRIPT and part.isalpha()), "")
    return "rtl" if (script in _SCRIPTS if script else first in _LANGUAGES) else "ltr"

"""Countries of ISO 3166-1 as CLDR knows them: which codes there are, their three-letter codes, their names.

Decides spelling only, and takes no side in what is a country: a desk that disagrees with a name overrides it.
"""

from __future__ import annotations

from functools import cache

from babel.core import Locale, UnknownLocaleError, get_global

NOT_ISO = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split())
"""Codes of CLDR that are reserved in ISO 3166-1 or mean no country. XK stays: it has no other code in use."""

FORMER = frozenset("BUR DDR FXX TMP YMD ZAR".split())
"""Three-letter codes of former names that CLDR folds into today's countries."""


@cache
def codes() -> tuple[str, ...]:
    """All two-letter codes, lower case, sorted."""
    return tuple(sorted(_three_letters()))


def is_country(code: str) -> bool:
    """Whether `code` is a two-letter code in lower case."""
    return code in _three_letters()


def alpha_3(code: str) -> str:
    """The three-letter code of a country, upper case."""
    return _three_letters()[code]


def country_name(code: str, language: str) -> str:
    """CLDR's name of a country in a language, in English if it has none."""
    return _names(language).get(code.upper()) or _names("en").get(code.upper(), code.upper())


def code_for(text: str) -> str:
    """The code somebody meant who wrote a name, three letters or capitals; empty if that is not clear."""
    word = text.strip()
    if is_country(word.lower()):
        return word.lower()
    alias = get_global("territory_aliases").get(word.upper(), ())
    if len(alias) == 1 and is_country(alias[0].lower()):
        return str(alias[0]).lower()
    named = (code for code in codes() if country_name(code, "en").casefold() == word.casefold())
    return next(named, "")


@cache
def _three_letters() -> dict[str, str]:
    known = _names("en")
    found: dict[str, str] = {}
    for alias, meant in get_global("territory_aliases").items():
        is_three_letters = len(alias) == len("KOR") and alias.isalpha() and len(meant) == 1
        if is_three_letters and alias not in FORMER and meant[0] in known and meant[0] not in NOT_ISO:
            found[meant[0].lower()] = alias
    return found


@cache
def _names(language: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(language, sep="-").territories)
    except (UnknownLocaleError, ValueError):
        return dict(Locale("en").territories)

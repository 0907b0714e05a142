"""Why the steps of a track must not be compared word by word: at one step, or once for a track where all are alike.

It says what is not known of issuer and translator; whether the words changed is not asked here.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Library
from ..relate.tracks import Step
from . import words

NO_POLICY = "the change may not be policy"
NO_POLICIES = "a change may not be policy"
TRANSLATION = "the change may be translation, not policy"
TRANSLATIONS = "a change may be translation, not policy"


MOST_NAMES = 6
"""Of more meetings, the last are counted."""


def at_step(step: Step) -> str:
    """Why this step must not be compared with the one before; "" if it may be."""
    english = ""
    if step.unknown_translator:
        english = "It is not stated whose English this step, or the one before, is in"
    elif step.new_translator:
        english = "The English is by another hand than at the step before"
    if step.new_issuer:
        reasons = ["Another issuer than at the step before", *([english] if english else [])]
        return f"{'. '.join(reasons)}: {NO_POLICY}."
    return f"{english}: {TRANSLATION}." if english else ""


def of_track(steps: Sequence[Step], library: Library) -> str:
    """The caution that holds for every step after the first, said once; "" if they differ or there is none."""
    compared = steps[1:]
    kinds = {(one.new_issuer, one.unknown_translator, one.new_translator) for one in compared}
    if len({(issuer, unknown, not unknown and new) for issuer, unknown, new in kinds}) != 1:
        return ""
    new_issuer, unknown = compared[0].new_issuer, compared[0].unknown_translator
    english = ""
    if unknown:
        english = f"It is not stated whose English the words are in ({_without_translator(steps, library)})"
    elif compared[0].new_translator:
        english = "The English is by another hand at each step"
    if new_issuer:
        reasons = ["Another issuer at each step", *([english] if english else [])]
        return f"{'. '.join(reasons)}: {NO_POLICIES}."
    return f"{english}: {TRANSLATIONS}." if english else ""


def _without_translator(steps: Sequence[Step], library: Library) -> str:
    unknown = [words.place_name(library.meetings[one.meeting]) for one in steps if one.use.english_by is None]
    return words.some(unknown, MOST_NAMES)

"""What a sentence that is quoted alone needs before it, where its first words point back: "They", "It", "The two".

Decides from the first words, in English, whether a sentence needs it, and takes what stands on the page: the sentence,
statement or question before it, or the headline. It never makes words, and it does not say what a pronoun means.
"""

from __future__ import annotations

import re

from ..model import Meeting
from ..views import NO_HTML, Html
from . import words
from .apparatus import Apparatus
from .desk import Desk
from .mentioned import MentionAt
from .statements import said
from .stretches import points_back

_THING = re.compile(r"\W*(?:It|Its|This|That)\b")
"""What a meeting's page speaks of first of all is the meeting."""

NAMED = frozenset({"people", "organizations", "countries"})


def before_statement(desk: Desk, meeting: Meeting, number: int, page: Apparatus) -> Html:
    """What stands before a statement: the one before it if that names somebody, else the headline; nothing if it needs
    nothing.
    """
    text = meeting.points[number].text
    if not points_back(text):
        return NO_HTML
    earlier = number - 1
    if earlier >= 0 and not _THING.match(text) and _names_somebody(desk, meeting, earlier):
        return said(desk, meeting, earlier, page)
    return words.headline(meeting.name)


def _names_somebody(desk: Desk, meeting: Meeting, number: int) -> bool:
    """Whether a statement names whom the next one may speak of, and needs nothing before it."""
    if points_back(meeting.points[number].text):
        return False
    block = desk.blocks("meetings", meeting).get(("points", number, "text"))
    return block is not None and any(one.kind in NAMED for one in desk.names_in(block))


def before_mention(desk: Desk, meeting: Meeting, one: MentionAt, page: Apparatus) -> Html:
    """What stands before a sentence of a meeting's page that begins with nothing before it in its own paragraph."""
    match one.path:
        case ("disagreements", int(number), part, *_) if part != "question":
            return words.headline(meeting.disagreements[number].question)
        case ("points", int(number), "text"):
            return before_statement(desk, meeting, number, page) if one.begins else NO_HTML
        case ("points", int(number), "note") if points_back(one.words):
            return said(desk, meeting, number, page)
    return words.headline(meeting.name) if points_back(one.words) else NO_HTML

"""With which stretch of a text a name in it is quoted elsewhere: its sentence, and those that this one points back to.

Decides from the first words, in English, whether a sentence points back ("They", "Its", "The two"). It never looks for
what the words mean.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ..text import Match, sentences

_BACK = re.compile(
    r"\W*(?:They|Them|Theirs?|He|His|She|Hers?|Both|Neither|Each|These|Those|Its?|This|That"
    r"|The (?:others?|latter|former)|The (?:two|three|four|five|six)"
    r"(?= (?:also |again )?(?:are|were|have|had|held|met|said|spoke|will|would|\w+ed)\b))\b"
)
"""The last two lines: "The two held talks", and not "The two ministers", who are named by what they are."""

MOST_BEFORE = 2
"""So many sentences before one are quoted with it at most."""

Target = tuple[str, str]
"""Kind and id of what is mentioned."""


def points_back(text: str) -> bool:
    """Whether the text begins with words that mean something said before it."""
    return _BACK.match(text) is not None


def quotable(
    text: str, spots: Sequence[tuple[int, str, str]], besides: Target = ("", "")
) -> Mapping[Target, Sequence[Match]]:
    """The stretches that mention each entry, in order; none is part of another. `spots`: offset, kind and id of a name;
    those of the entry `besides` do not count.
    """
    stretches: defaultdict[Target, list[Match]] = defaultdict(list)
    paragraphs = tuple(_paragraphs(text))
    for place, *target in sorted(spots):
        kind, id = target
        found = _around(text, paragraphs, place) if (kind, id) != besides else None
        if found is None:
            continue
        others = stretches[kind, id]
        while others and others[-1].start >= found.start:
            others.pop()
        if not others or others[-1].end < found.end:
            others.append(found)
    return stretches


def _around(text: str, paragraphs: Sequence[tuple[Match, ...]], place: int) -> Match | None:
    """The stretch for a place; None between sentences."""
    for paragraph in paragraphs:
        for number, one in enumerate(paragraph):
            if one.start <= place < one.end:
                return Match(start=paragraph[_beginning(text, paragraph, number)].start, end=one.end)
    return None


def _beginning(text: str, paragraph: Sequence[Match], at: int) -> int:
    """The number of the sentence with which a quotation of the one at `at` begins."""
    first = at
    while first > 0 and at - first < MOST_BEFORE and points_back(text[paragraph[first].start :]):
        first -= 1
    return first


def _paragraphs(text: str) -> Iterator[tuple[Match, ...]]:
    """The sentences of each paragraph, list item or heading: what a mention is shown with."""
    position = 0
    for line in re.split(r"(\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)]|#+)\s))", text):
        lead = re.match(r"\s*(?:(?:[-*+]|\d+[.)]|#+)\s+)?", line)
        skip = lead.end() if lead else 0
        from_here = position + skip
        yield tuple(Match(start=from_here + one.start, end=from_here + one.end) for one in sentences(line[skip:]))
        position += len(line)

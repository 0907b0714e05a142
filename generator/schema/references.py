"""References: cites of a paragraph, points of a meeting, stretches of paragraphs, codes of checks.

A reference is a string and also the fragment of a URL. Whether its end is there is checked over the whole library.
"""

from __future__ import annotations

import re

import msgspec

from ..codes import CODES, finding
from ..diagnostics import Severity
from ..model import Cite, MeetingId, PointId, PointRef, SourceId
from ..yamldoc import Node, Scalar
from .block import Block, Field, Presence
from .fields import Id, Line, id_hint, is_id
from .several import ListOf
from .sheet import BAD, Json, Reading, Sheet, did_you_mean, shown_value, text_of

CITED = re.compile(r"([^#]*)#p([1-9][0-9]{0,5})")
STRETCH = re.compile(r"p([1-9][0-9]{0,5})(?:-p([1-9][0-9]{0,5}))?")
CITE_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*#p[1-9][0-9]*$"


class CiteText(msgspec.Struct, frozen=True):
    """`kh-20240223#p7`: the source, then the paragraph."""

    def read(self, node: Node, sheet: Sheet) -> Reading[Cite]:
        text = yield from text_of(node, sheet)
        if text is BAD:
            return BAD
        shape = CITED.fullmatch(text.value)
        if shape and is_id(shape[1]):
            return Cite(source=SourceId(shape[1]), paragraph=int(shape[2]))
        source, _, rest = text.value.partition("#")
        if not is_id(source):
            hint = "write source#p7, such as kh-20240223#p7: the source, then the paragraph"
            yield finding("S131", sheet.at(node), f"'{shown_value(text)}' is not a cite", hint)
            return BAD
        number = re.sub(r"\D", "", rest).lstrip("0")[:6] or "7"
        hint = f"write {source}#p{number}: the source, then the paragraph; 'briefbook show {source}' numbers them"
        yield finding("R102", sheet.at(node), f"cite '{shown_value(text)}' names no paragraph", hint)
        return BAD

    def schema(self) -> dict[str, Json]:
        return {"type": "string", "pattern": CITE_PATTERN}


def _cite(at: Cite, words: str = "", according_to: str = "") -> Cite:
    return Cite(source=at.source, paragraph=at.paragraph, words=words, according_to=according_to)


CITE_BLOCK = Block(
    make=_cite,
    doc="A paragraph and the words relied on in it.",
    fields=(
        Field("at", CiteText(), "The source and its paragraph, such as kh-20240223#p7.", Presence.GIVEN),
        Field("words", Line(), "Words of that paragraph, verbatim, that are relied on without being a quotation."),
    ),
    is_fact=False,
)

VOICED_CITE_BLOCK = Block(
    make=_cite,
    doc="A paragraph, the words relied on in it, and on whose word it stands.",
    fields=(
        *CITE_BLOCK.fields,
        Field(
            "according_to",
            Id("a person or organization"),
            "On whose word this passage stands, where that is another than the point's: a person or organization, or "
            "unstated.",
        ),
    ),
    is_fact=False,
)


class CiteForm(msgspec.Struct, frozen=True):
    """A cite as text, or as a block: `at` with `words` and, in a point, on whose word the passage stands."""

    block: Block = CITE_BLOCK

    def read(self, node: Node, sheet: Sheet) -> Reading[object]:
        form = CiteText() if isinstance(node, Scalar) else self.block
        return (yield from form.read(node, sheet))

    def schema(self) -> dict[str, Json]:
        return {"anyOf": [CiteText().schema(), self.block.schema()]}


CITES = ListOf(CiteForm(), one=True, once="value")
POINT_CITES = ListOf(CiteForm(VOICED_CITE_BLOCK), one=True, once="value")


class PointForm(msgspec.Struct, frozen=True):
    """A point: `meeting#point`, or `point` alone inside its own meeting."""

    def read(self, node: Node, sheet: Sheet) -> Reading[PointRef]:
        text = yield from text_of(node, sheet)
        if text is BAD:
            return BAD
        meeting, _, point = text.value.rpartition("#")
        meeting = meeting or sheet.id
        if CITED.fullmatch(text.value):
            message = f"'{shown_value(text)}' is a paragraph; a point is expected"
            yield finding("S131", sheet.at(node), message, "name a point: meeting#point")
            return BAD
        if not (is_id(meeting) and is_id(point)):
            hint = "write meeting#point, or the point alone inside its own meeting"
            yield finding("S131", sheet.at(node), f"'{shown_value(text)}' is not a point", hint)
            return BAD
        return PointRef(meeting=MeetingId(meeting), point=PointId(point))

    def schema(self) -> dict[str, Json]:
        return {"type": "string", "pattern": "^([a-z0-9-]*#)?[a-z0-9]+(-[a-z0-9]+)*$"}


class BasisForm(msgspec.Struct, frozen=True):
    """What an assessment rests on: a cite if it ends in `#p7`, else a point."""

    def read(self, node: Node, sheet: Sheet) -> Reading[object]:
        is_cite = isinstance(node, Scalar) and CITED.fullmatch(node.value)
        form = CiteText() if is_cite else PointForm()
        return (yield from form.read(node, sheet))

    def schema(self) -> dict[str, Json]:
        return {"anyOf": [CiteText().schema(), PointForm().schema()]}


SECTIONS = (
    *("assessment", "bar", "changed", "commitments", "corrections", "disputed", "key", "main", "mentions", "note"),
    *("parts", "people", "quotes", "readouts", "related", "said", "shortcuts", "sources", "toc"),
)
"""What the parts of a meeting's page are called in addresses."""

TAKEN = re.compile(rf"[per][0-9]+|(?:quote|correction)-[0-9]+|wording-.*|{'|'.join(SECTIONS)}")
"""What a point cannot be called, since something else on the page of its meeting is, or may come to be."""


class PointIdForm(msgspec.Struct, frozen=True):
    """The name of a point inside its meeting; `p7` is taken by paragraphs, `sources` by a part of the page."""

    def read(self, node: Node, sheet: Sheet) -> Reading[str]:
        text = yield from text_of(node, sheet)
        if text is BAD:
            return BAD
        if TAKEN.fullmatch(text.value):
            what = "a paragraph" if re.fullmatch("p[0-9]+", text.value) else "something else on the page of a meeting"
            message = f"'{text.value}' is the name of {what}, not of a point"
            yield finding("S139", sheet.at(node), message, "name the point by what it says, such as arms-transfer")
            return BAD
        if is_id(text.value):
            return text.value
        yield finding("S112", sheet.at(node), f"'{shown_value(text)}' is not an id", id_hint(text.value))
        return BAD

    def schema(self) -> dict[str, Json]:
        return {"type": ["string", "integer"], "pattern": f"^(?!(?:{TAKEN.pattern})$)[a-z0-9]+(-[a-z0-9]+)*$"}


class StretchForm(msgspec.Struct, frozen=True):
    """`p1` or `p14-p30`: the first and last of some paragraphs."""

    def read(self, node: Node, sheet: Sheet) -> Reading[tuple[int, int]]:
        text = yield from text_of(node, sheet)
        if text is BAD:
            return BAD
        shape = STRETCH.fullmatch(text.value)
        if shape:
            first, last = int(shape[1]), int(shape[2] or shape[1])
            if first <= last:
                return first, last
        message = f"'{shown_value(text)}' is not a paragraph or a stretch of them"
        yield finding("S136", sheet.at(node), message, "write p1 or p14-p30, the lower number first")
        return BAD

    def schema(self) -> dict[str, Json]:
        return {"type": "string", "pattern": "^p[1-9][0-9]*(-p[1-9][0-9]*)?$"}


class AcceptForm(msgspec.Struct, frozen=True):
    """The code of a warning the desk has decided about; errors cannot be accepted."""

    def read(self, node: Node, sheet: Sheet) -> Reading[str]:
        text = yield from text_of(node, sheet)
        if text is BAD:
            return BAD
        warnings = [code.code for code in CODES.values() if code.severity is Severity.WARNING]
        if text.value in warnings:
            return text.value
        if text.value in CODES:
            message = f"'{text.value}' is not a warning and cannot be accepted"
            yield finding("S125", sheet.at(node), message, "mend what it reports")
            return BAD
        hint = did_you_mean(text.value.upper(), warnings, "write the code of a warning, as the report shows it")
        yield finding("S125", sheet.at(node), f"'{shown_value(text)}' is not the code of a check", hint)
        return BAD

    def schema(self) -> dict[str, Json]:
        return {"enum": [*sorted(code.code for code in CODES.values() if code.severity is Severity.WARNING)]}

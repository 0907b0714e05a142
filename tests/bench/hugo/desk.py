"""The fields of the desk's file on a meeting, with their types, as far as Hugo's pages show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from ..yamltext import Value


class CiteFields(msgspec.Struct, frozen=True):
    at: str
    words: str = ""


Cite = str | CiteFields


class PointFields(msgspec.Struct, frozen=True):
    id: str
    kind: str
    text: str
    according_to: str
    cite: Cite | tuple[Cite, ...]
    topics: tuple[str, ...]
    due: str = ""
    state: str = ""
    parties: tuple[str, ...] = ()
    note: str = ""

    @property
    def cites(self) -> Iterator[CiteFields]:
        """Every cite in its long form."""
        for one in self.cite if isinstance(self.cite, tuple) else (self.cite,):
            yield CiteFields(one) if isinstance(one, str) else one


class QuoteFields(msgspec.Struct, frozen=True):
    by: str
    text: str
    cite: str
    note: str = ""


class OriginalFields(msgspec.Struct, frozen=True):
    text: str


class StepFields(msgspec.Struct, frozen=True):
    text: str
    of: str
    according_to: str
    cite: str
    original: OriginalFields | None = None


class AssessmentFields(msgspec.Struct, frozen=True):
    text: str
    confidence: str


class ReadingFields(msgspec.Struct, frozen=True):
    text: str
    cite: str


class QuestionFields(msgspec.Struct, frozen=True):
    question: str
    readings: tuple[ReadingFields, ...]
    resolution: str


class CorrectionFields(msgspec.Struct, frozen=True):
    date: str
    text: str


class BasisFields(msgspec.Struct, frozen=True):
    words: str = ""
    cite: str = ""


class MeetingFields(msgspec.Struct, frozen=True):
    name: str
    kind: str
    status: str
    date_basis: BasisFields
    summary: str
    points: tuple[PointFields, ...]
    quotes: tuple[QuoteFields, ...] = ()
    wording: Mapping[str, StepFields] = {}
    assessment: tuple[AssessmentFields, ...] = ()
    disagreements: tuple[QuestionFields, ...] = ()
    corrections: tuple[CorrectionFields, ...] = ()
    note: str = ""
    reviewed_by: str = ""
    reviewed_on: str = ""


class ArticleFields(msgspec.Struct, frozen=True):
    title: str
    issued: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""
    type: str = "article"
    dateline: str = ""
    grade: str = ""
    descriptor: str = ""
    rights: str = ""


def meeting_fields(fields: Mapping[str, Value]) -> MeetingFields:
    """The fields of a meeting's file."""
    return msgspec.convert(fields, MeetingFields)


def article_fields(fields: Mapping[str, Value]) -> ArticleFields:
    """The fields of a source's file."""
    return msgspec.convert(fields, ArticleFields)

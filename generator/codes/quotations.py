"""Codes of quotations and of words relied on: what stands in marks stands in the source, in marks."""

from __future__ import annotations

from ..diagnostics import Severity
from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        code="Q101",
        title="quotation that is not in the passage",
        why="Double quotation marks promise readers that these very words stand, in marks, in a cited paragraph.",
        fix="Cite the paragraph that has them, quote what it says, or retell it without marks. "
        "Scare quotes take ‘single’ marks and are not checked.",
        wrong='text: Agreed to "act as one".',
        right='text: Agreed to "continue to sternly respond".',
    ),
    Code(
        code="Q102",
        title="quotation of the outlet's own prose",
        why="The words are in the article, but nobody is quoted as saying them: they are the reporter's.",
        fix="Take off the marks, or cite a paragraph in which somebody is quoted with these words.",
        wrong='text: Voiced "the need for a firm response".   # the outlet\'s summary',
        right="text: Voiced the need for a firm response.",
    ),
    Code(
        code="Q103",
        title="altered quotation",
        why="A quotation is exact or it is none. Only quotation marks, white space and one last full stop or comma may "
        "differ; [sic], [inserted words] and […] are allowed.",
        fix="Copy the words from the passage that the note points at.",
        wrong='text: Agreed to "continue to firmly respond".',
        right='text: Agreed to "continue to sternly respond".',
    ),
    Code(
        code="Q104",
        title="words relied on that are not in the passage",
        why="`words` of a cite and `text` of a wording stand verbatim in the cited paragraph, or they tie nothing.",
        fix="Copy the words from the paragraph, character by character.",
        wrong="cite:\n  at: kh-20240223#p6\n  words: held a three-way meeting",
        right="cite:\n  at: kh-20240223#p6\n  words: held a trilateral meeting Thursday",
    ),
    Code(
        code="Q105",
        title="quotation mark that is never closed",
        why="Where the quotation ends decides what is checked and what readers take for somebody's words.",
        fix="Close it, or write single marks where nobody is quoted. Every paragraph of prose is looked at by itself.",
        wrong='text: Agreed to "continue to sternly respond.',
        right='text: Agreed to "continue to sternly respond".',
    ),
    Code(
        code="Q106",
        severity=Severity.WARNING,
        title="quotation inside another quotation",
        why="Readers would count one utterance as two.",
        fix="Keep the longer one, or quote other words.",
    ),
    Code(
        code="Q107",
        severity=Severity.WARNING,
        title="sentence of a summary without a cite",
        why="The summary is what most people read, and each sentence of it should lead to what it rests on.",
        fix="Put the cite before the full stop.",
        wrong="summary: They agreed to respond firmly.",
        right="summary: They agreed to respond firmly [@kh-20240223#p5].",
    ),
    Code(
        code="Q108",
        title="quotation without a cite",
        why="There is no passage in which the words could be looked for.",
        fix="Cite the passage, or write single marks if nobody is quoted.",
        wrong='note: The ministry speaks of "grave concern".',
        right='note: The ministry speaks of "grave concern" [@kh-20240223#p8].',
    ),
    Code(
        code="Q109",
        title="quotation mark that is not checked",
        why="Readers take other marks, two single ones and marks in HTML entities for somebody's words as well; "
        "only those between double quotation marks are matched against the source.",
        fix="Quote with double quotation marks, straight or curly, or write ‘single’ ones where nobody is quoted.",
        wrong="text: Agreed to «continue to sternly respond».",
        right='text: Agreed to "continue to sternly respond".',
    ),
)

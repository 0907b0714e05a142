"""Codes of references: ids, cites, names and addresses that must lead somewhere, and to one thing only."""

from __future__ import annotations

from ..diagnostics import Severity
from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        code="R101",
        title="reference to something that does not exist",
        why="Every id, cite and cross-link becomes a link on the site, and this one would lead nowhere.",
        fix="Correct the id, or add the file it names. The hint shows the id that looks most like it.",
        wrong="participants: [cho-tae-yull]",
        right="participants: [cho-tae-yul]",
    ),
    Code(
        code="R102",
        title="cite without a paragraph",
        why="A sentence rests on a passage, not on an article: a reader must not have to search for it.",
        fix="Add `#p` and the number of the paragraph; `briefbook show SOURCE` lists them.",
        wrong="The ministers met on Thursday [@kh-20240223].",
        right="The ministers met on Thursday [@kh-20240223#p6].",
    ),
    Code(
        code="R103",
        title="cite of a paragraph that does not exist",
        why="The captured text has fewer paragraphs, so nobody can look the sentence up.",
        fix="Count the non-empty lines of the captured text from p1, noise included, or ask `briefbook show SOURCE`.",
        wrong="cite: kh-20240223#p99",
        right="cite: kh-20240223#p7",
    ),
    Code(
        code="R104",
        title="cite of a skipped paragraph",
        why="The desk has set this paragraph aside as page furniture, so that readers do not see it.",
        fix="Cite a paragraph of the article, or correct `skip` in the source's file.",
        wrong="cite: kh-20240223#p1   # which is skipped: share button",
        right="cite: kh-20240223#p5",
    ),
    Code(
        code="R105",
        title="two people kept apart in one file only",
        why="Who opens the other file must be warned as well. A distinction holds both ways or not at all.",
        fix="Add the id of each to `distinct_from` of the other.",
        wrong="# cho-tae-yul.yaml has distinct_from: [cho-tae-yong], cho-tae-yong.yaml has none",
        right="# in cho-tae-yong.yaml\ndistinct_from: [cho-tae-yul]",
    ),
    Code(
        code="R106",
        title="chain that leads back to its start",
        why="Nothing follows, is part of, derives from or stands below itself, by whatever detour.",
        fix="Take one link out. The notes show the whole chain.",
        wrong="# b follows a, and a follows b",
        right="# b follows a",
    ),
    Code(
        code="R107",
        title="two pages with one address",
        why="One of them would overwrite the other.",
        fix="Take the alias out, or rename one of the two files.",
        wrong="aliases: [2023-09-new-york]   # another meeting has this id",
        right="aliases: [2023-09-new-york-old]",
    ),
    Code(
        code="R108",
        severity=Severity.WARNING,
        title="name that means two entries",
        why="A known name links by itself only where it means exactly one entry on that day. This one never will.",
        fix="Give one of the names a start_date or end_date, use a longer one, or write [[id|words]] in the prose.",
        wrong="other_names:\n  - name: Foreign Ministry   # in two organizations",
        right="other_names:\n  - name: South Korea's Foreign Ministry",
    ),
    Code(
        code="R109",
        severity=Severity.WARNING,
        title="source that is never cited",
        why="It has a page, but no sentence rests on it: it was forgotten, or its file is in the wrong place.",
        fix="Cite it, take it out, or accept the warning in its file with the reason it is kept.",
        right="accept:\n  R109: kept as the origin of the copy that is cited",
    ),
    Code(
        code="R110",
        severity=Severity.WARNING,
        title="two people of one family name and country",
        why="They are easily taken for one another. The desk should say that it knows them to be two.",
        fix="Add `distinct_from` to both files, or make one file of them if they are one person.",
        right="distinct_from: [cho-tae-yong]",
    ),
    Code(
        code="R111",
        title="follow-up that is not later",
        why="What follows a point comes after it. In the wrong order a chain tells the opposite of what happened.",
        fix="Let the later point follow the earlier one.",
        wrong="# in the meeting of September\nfollows: 2023-11-san-francisco-us-jp-kr-fm#together",
        right="# in the meeting of November\nfollows: 2023-09-new-york-us-jp-kr-fm#firm",
    ),
    Code(
        code="R112",
        severity=Severity.WARNING,
        title="acceptance of a warning that is not there",
        why="What was accepted has been mended. Left in place, the line would hide the next mistake of its kind.",
        fix="Take the line out of `accept`.",
        wrong="accept:\n  R109: kept for later   # and then it was cited",
    ),
    Code(
        code="R113",
        title="id that means several entries",
        why="A person and an organization of one id could both be meant, and the wrong one would be taken for the "
        "author of the words.",
        fix="Give one of them another id; its old one as alias keeps the published address.",
        wrong="according_to: board   # people/board.yaml and organizations/board.yaml",
    ),
)

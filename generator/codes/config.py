"""Codes of the content folder and of the settings of the site."""

from __future__ import annotations

from ..diagnostics import Severity
from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        code="C101",
        title="no content folder",
        why="There is nothing to build from.",
        fix="Run `briefbook init` to begin a site, or say where the folder is with --content.",
    ),
    Code(
        code="C102",
        title="no site.yaml",
        why="The title of the site and its address stand in it.",
        fix="Run `briefbook init`, or write title and base_url into content/site.yaml.",
        right="title: Briefings\nbase_url: https://example.org/",
    ),
    Code(
        code="C103",
        title="file that cannot be read",
        why="What cannot be read cannot be checked.",
        fix="Make it a plain file that you may read; pipes and devices are refused.",
    ),
    Code(
        code="C104",
        title="file that is not read",
        why="A file in the wrong place, or with another ending, would be missing from the site without a word.",
        fix="Rename it as the hint says, or move it out of the content folder.",
        severity=Severity.WARNING,
        wrong="content/meeting/rio.yml",
        right="content/meetings/rio.yaml",
    ),
    Code(
        code="C105",
        title="link out of the content folder",
        why="A link could publish any file of the machine that builds the site.",
        fix="Put the file itself in its place.",
    ),
    Code(
        code="C108",
        title="severity that cannot be set",
        why="Some errors are the promise of the site and stay errors; other codes must be there.",
        fix="Delete the line, or take the code the hint gives.",
        wrong="checks: {Q101: info}",
        right="checks: {R110: info}",
    ),
    Code(
        code="C109",
        title="design token that is not safe",
        why="Values stand in the style sheet; they may neither end a rule nor load a file.",
        fix="Write a colour, a length, a font or one of a few functions.",
        wrong="theme: {marker: 'url(x.png)'}",
        right="theme: {marker: '#ffe27a'}",
    ),
    Code(
        code="C110",
        title="address that opens no editor",
        why="A click in the preview follows it: it must say where the file goes, and lead to no page or script.",
        fix="Copy the form of your editor, such as vscode://file/{path}:{line}:{column}.",
        wrong="editor: code {path}",
        right="editor: vscode://file/{path}:{line}:{column}",
    ),
)

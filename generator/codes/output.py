"""Codes of produced pages: judged as browsers will meet them, whatever made them."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        code="H101",
        title="broken link in a produced page",
        why="The address leads to no file of the site.",
        fix="Correct the link in the prose or in the template, or add what it leads to.",
    ),
    Code(
        code="H102",
        title="broken fragment in a produced page",
        why="The page is there, but has no part with that id, so that readers land at its top.",
        fix="Correct the fragment, or give the part its id in the template.",
    ),
    Code(
        code="H103",
        title="id that a page has twice",
        why="Links and screen readers find the first only.",
        fix="Give each its own id in the template.",
    ),
    Code(
        code="H104",
        title="element or attribute that pages must not have",
        why="Pages hold no inline scripts or styles, no event handlers, no frames and no addresses that run code: the "
        "content security policy forbids them, and hostile text would need them.",
        fix="Take it out of the template; scripts and styles are files of the site.",
        wrong='<a href="#" onclick="open()">',
        right='<a href="#part">',
    ),
    Code(
        code="H105",
        title="request to another site",
        why="Whoever reads a briefing must not be reported to third parties, and the site must work without them.",
        fix="Make the font, image, script or style a file of the site.",
        wrong='<link rel="stylesheet" href="https://fonts.example/newsreader.css">',
    ),
    Code(
        code="H106",
        title="two files with one address",
        why="Many servers and file systems ignore case and composition, so one file would hide the other.",
        fix="Give one of them another id.",
    ),
)

"""Codes of rights: what the site may show of other people's texts."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        code="L101",
        title="withheld text in the output",
        why="Twelve words in a row of a paragraph that rights withhold stand in a file of the site: on a page, in an "
        "attribute, in the search index or in an export.",
        fix="Retell the passage, quote it from a paragraph that is cited, or change the rights of the source. "
        "If the words are not yours, a template writes them.",
        wrong="# rights: link, and a note that repeats a sentence of the article",
    ),
    Code(
        code="L102",
        title="full text without a ground",
        why="A site that reproduces a whole article says by what right it does so.",
        fix="Give the source a `license` or a `rights_note`, or site.yaml a `rights_note` for all.",
        wrong="rights: full",
        right="rights: full\nlicense: CC-BY-4.0",
    ),
)

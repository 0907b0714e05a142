"""The desk's prose to HTML: Markdown without raw HTML, cites as chips, cross-links, marked quotations, known names.

Nothing of a source ever comes here: source text is not Markdown. Our own marks are taken out before Markdown sees the
text and put back after nh3 has cleaned what Markdown made, so neither can touch the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import nh3
from markupsafe import escape

from .inline import CrossLink, cross_links, inline_cites
from .model import Cite, Value
from .text import quotations_in
from .views import Chip, Html, Link

if TYPE_CHECKING:
    from markdown import Markdown

_OPEN, _CLOSE = "\ue000", "\ue001"
_TOKEN = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_NEEDS_MARKDOWN = re.compile(
    r"[*_`\[\]\\<>&#|~]|^\s*(?:[-+]|\d+[.)])\s|^\s*[=-]{2,}\s*$|^    |https?://|  \n", re.MULTILINE
)
_TAGS = {"p", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "a", "br", "hr", "h2", "h3", "h4"} | {
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "dl",
    "dt",
    "dd",
}
_STOPS = frozenset(".,;:!?")
_APOSTROPHE = re.compile(f"(?<=[\\w{_CLOSE}])'(?=\\w)|(?<=s)'(?=\\s)")


class NameLink(Value):
    """A known name in the text that links by itself: half-open offsets."""

    start: int
    end: int
    link: Link


class Setting(Value):
    """What the prose of one place needs to become HTML, apart from the text.

    `quoted` gives offsets of words inside quotation marks that were matched; `names` the names that link.
    """

    root: str
    quoted: tuple[tuple[int, int], ...] = ()
    names: tuple[NameLink, ...] = ()


class _Replacement(Value):
    start: int
    end: int
    html: str


ChipOf = Callable[[Cite], Chip]
LinkTo = Callable[[str], Link | None]


def block(text: str, setting: Setting, chip_of: ChipOf, link_to: LinkTo) -> Html:
    """The text as blocks: paragraphs, lists, headings."""
    return Html(markup=_convert(text, setting, chip_of, link_to))


def inline(text: str, setting: Setting, chip_of: ChipOf, link_to: LinkTo) -> Html:
    """The text as one run of inline HTML: for a place that has its own paragraph. Paragraph breaks become spaces."""
    html = _convert(text, setting, chip_of, link_to)
    if html.startswith("<p>") and html.endswith("</p>"):
        html = html[3:-4].replace("</p>\n<p>", " ").replace("</p><p>", " ")
    return Html(markup=html)


def plain(text: str) -> Html:
    """Escaped text."""
    return Html(markup=str(escape(text)))


def _convert(text: str, setting: Setting, chip_of: ChipOf, link_to: LinkTo) -> str:
    replacements = _replacements(text, setting, chip_of, link_to)
    prepared = _APOSTROPHE.sub("’", _with_tokens(text, replacements))
    if _NEEDS_MARKDOWN.search(prepared):
        html = _clean(_markdown().reset().convert(prepared))
    else:
        html = "\n".join(f"<p>{escape(one.strip())}</p>" for one in re.split(r"\n\s*\n", prepared) if one.strip())
    return _TOKEN.sub(lambda match: replacements[int(match[1])].html, html)


def _replacements(text: str, setting: Setting, chip_of: ChipOf, link_to: LinkTo) -> list[_Replacement]:
    found = []
    for start, end, cites in _cite_groups(text):
        chips = "".join(chip_html(chip_of(cite), setting.root) for cite in cites)
        stop = text[end : end + 1] if text[end : end + 1] in _STOPS else ""
        found.append(_Replacement(start=start, end=end + len(stop), html=stop + chips))
    found += [
        _Replacement(start=cross.start, end=cross.end, html=_cross_html(cross, link_to, setting.root))
        for cross in cross_links(text)
    ]
    for quote in quotations_in(text):
        marked = (quote.start, quote.end) in setting.quoted
        found.append(_Replacement(start=quote.start - 1, end=quote.start, html='“<span class="vb">' if marked else "“"))
        found.append(_Replacement(start=quote.end, end=quote.end + 1, html="</span>”" if marked else "”"))
    taken = [(one.start, one.end) for one in found]
    for name in setting.names:
        if not any(name.start < end and start < name.end for start, end in taken):
            words = text[name.start : name.end]
            found.append(
                _Replacement(start=name.start, end=name.end, html=_link_html(name.link, words, setting.root, "nm"))
            )
    return sorted(found, key=lambda one: (one.start, one.end))


def _cite_groups(text: str) -> list[tuple[int, int, tuple[Cite, ...]]]:
    """Neighbouring `[@…]` as one, with the space before them: chips follow the punctuation that comes after."""
    groups: list[tuple[int, int, tuple[Cite, ...]]] = []
    for mark in inline_cites(text):
        start = len(text[: mark.start].rstrip())
        if groups and groups[-1][1] == start:
            groups[-1] = (groups[-1][0], mark.end, groups[-1][2] + mark.cites)
        else:
            groups.append((start, mark.end, mark.cites))
    return groups


def _with_tokens(text: str, replacements: list[_Replacement]) -> str:
    parts, position = [], 0
    for number, one in enumerate(replacements):
        parts += [text[position : one.start], f"{_OPEN}{number}{_CLOSE}"]
        position = max(one.end, position)
    parts.append(text[position:])
    return "".join(parts)


def href(path: str, root: str) -> str:
    """A site-relative path as seen from a page whose root is `root`; fragments and absolute addresses stay."""
    if path.startswith(("#", "http://", "https://")):
        return path
    return f"{root}{path}" or "./"


def _link_html(link: Link, words: str, root: str, css: str = "") -> str:
    text = escape(words)
    if not link.path:
        return str(text)
    attribute = f' class="{css}"' if css else ""
    return f'<a{attribute} href="{escape(href(link.path, root))}">{text}</a>'


def _cross_html(cross: CrossLink, link_to: LinkTo, root: str) -> str:
    link = link_to(cross.target)
    if link is None:
        return str(escape(cross.text or cross.target))
    return _link_html(link, cross.text or link.text, root)


def chip_html(chip: Chip, root: str) -> str:
    """An inline citation: "A3", leading to the passage."""
    attributes = f' id="{escape(chip.id)}"' if chip.id else ""
    role = ' role="doc-noteref"' if chip.noteref else ""
    return (
        f'<a class="cite"{attributes} href="{escape(href(chip.href, root))}"{role} '
        f'aria-label="{escape(chip.aria)}"><b>{escape(chip.label)}</b>{chip.paragraph}</a>'
    )


@cache
def _markdown() -> Markdown:
    """One converter for all texts, without raw HTML. Imported here: 30 ms that a text without markup never pays."""
    from markdown import Markdown  # noqa: PLC0415 # the cost is named above

    converter = Markdown(extensions=["tables", "def_list", "sane_lists"], output_format="html")
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    return converter


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )

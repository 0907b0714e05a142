"""The desk's prose to HTML: Markdown without raw HTML, cites as chips, cross-links, marked quotations, known names.

Nothing of a source ever comes here: source text is not Markdown. Our own marks are taken out before Markdown sees the
text and put back after nh3 has cleaned what Markdown made, so neither can touch the other.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from html import unescape
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import nh3
from markupsafe import escape

from .inline import CrossLink, cross_links, inline_cites
from .model import Cite, Value
from .text import ProseQuote, quotations_in
from .views import NO_LINK, Chip, Html, Link

if TYPE_CHECKING:
    from markdown import Markdown

_OPEN, _CLOSE = "\ue000", "\ue001"
_TOKEN = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_NEEDS_MARKDOWN = re.compile(
    r"[*_`\[\]\\<>&#|~\t]|^[^\S\n]*(?:[-+:]|\d+[.)])\s|^[^\S\n]*[=-]+\s*$|^    |https?://|  \n", re.MULTILINE
)
_LINE_START = re.compile(r"(?:\s*(?:[-+*>:]|\d+[.)]|#{1,6}))*\s*")
LONGEST_START = 1_000
"""Characters of marks that can begin a line, such as "> - 1. "."""

_WHOLE_LINK = re.compile(r"\[[^\[\]]*\](?:(?!\()|\([^()]*\))")
_HALF_LINK = re.compile(r"\[|\]\(")
_HEADING = re.compile(r"^(?:#|[=-]+ *$)", re.MULTILINE)
_LEVEL = re.compile(r"(?<=<)(/?)h([1-6])(?=>)")
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
MOST_HALVES = 200
"""Brackets without their other half, or headings without a blank line between, that one block of text may have.

Markdown's time grows with their square: 2,000 of either take 1.5 s (3.10, a 2-core Xeon), 20,000 some minutes.
"""

_BLOCK = re.compile(r"<(?:[uod]l|h[1-6]|blockquote|pre|div|hr)\b")
_BETWEEN = re.compile(r"</p>\s*<p>")
LONGEST_BLOCK = 40_000
"""Characters without a blank line that Markdown is asked to read: 100,000 backticks or backslashes take it 15 s."""

_CITATION = re.compile(r'<a class="cite".*?</a>', re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_SCROLLED = '<div class="scroll" role="group" tabindex="0" aria-label="Table"><table>'

_MARKED, _MARKED_END = '“<span class="vb"', "</span>”"
_ANY_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^<>]*>")
_VOID = frozenset({"br", "hr"})

_STOPS = frozenset(".,;:!?")
_APOSTROPHE = re.compile(f"(?<=[\\w{_CLOSE}])'(?=\\w)|(?<=s)'(?=\\s)")


class NameLink(Value):
    """A known name in the text that links by itself: half-open offsets."""

    start: int
    end: int
    link: Link


class Setting(Value):
    """What the prose of one place needs to become HTML, apart from the text.

    `quoted` gives offsets of words inside quotation marks that were matched; `names` the names that link; `languages`
    the language of matched words that are not in the site's, by the offset at which they begin.
    """

    root: str
    quoted: tuple[tuple[int, int], ...] = ()
    languages: tuple[tuple[int, str], ...] = ()
    names: tuple[NameLink, ...] = ()


class _Replacement(Value):
    start: int
    end: int
    html: str


class _Chips(NamedTuple):
    """A place for citations, after what ends the sentence."""

    stop: str
    cites: tuple[Cite, ...]


class _Name(NamedTuple):
    """A place for one of the names that link, with its words."""

    number: int
    words: str


class _Layout(NamedTuple):
    """A text as HTML but for what each page says in its own way: `slots`, in whose places `html` has tokens."""

    html: str
    slots: tuple[_Chips | CrossLink | _Name, ...]


ChipOf = Callable[[Cite], Chip]
LinkTo = Callable[[str], Link | None]


def block(text: str, setting: Setting, chip_of: ChipOf, link_to: LinkTo) -> Html:
    """The text as blocks: paragraphs, lists, headings."""
    return Html(markup=_convert(text, setting, chip_of, link_to))


def inline(text: str, setting: Setting, chip_of: ChipOf, link_to: LinkTo) -> Html:
    """The text as one run of inline HTML: for a place that has its own paragraph. Paragraph breaks become spaces.

    A text that Markdown takes for a list, a heading or a quotation stands as it was typed.
    """
    html = _convert(text, setting, chip_of, link_to)
    if _BLOCK.search(html):
        html = _convert(text, setting, chip_of, link_to, typed=True)
    return Html(markup=_BETWEEN.sub(" ", html.removeprefix("<p>").removesuffix("</p>")))


def plain(text: str) -> Html:
    """Escaped text."""
    return Html(markup=str(escape(text)))


def words_of(html: Html) -> str:
    """What a reader reads of inline HTML, without its citations and markup."""
    return " ".join(unescape(_TAG.sub("", _CITATION.sub("", html.markup))).split())


def _convert(text: str, setting: Setting, chip_of: ChipOf, link_to: LinkTo, *, typed: bool = False) -> str:
    """`typed`: as it was typed, whatever it means in Markdown."""
    names = tuple((one.start, one.end) for one in setting.names)
    layout = _laid_out(text, setting.quoted, setting.languages, names, typed)
    if not layout.slots:
        return layout.html
    filled = []
    for slot in layout.slots:
        match slot:
            case _Chips():
                chips = "".join(chip_html(chip_of(cite), setting.root) for cite in slot.cites)
                filled.append(slot.stop + chips)
            case CrossLink():
                filled.append(_cross_html(slot, link_to, setting.root))
            case _Name():
                filled.append(_link_html(setting.names[slot.number].link, slot.words, setting.root, "nm"))
    return _TOKEN.sub(lambda match: filled[int(match[1])], layout.html)


@lru_cache(maxsize=16_384)
def _laid_out(
    text: str,
    quoted: tuple[tuple[int, int], ...],
    languages: tuple[tuple[int, str], ...],
    names: tuple[tuple[int, int], ...],
    typed: bool,  # noqa: FBT001 # a memo takes its arguments by place
) -> _Layout:
    """The same for every page that shows the text: a statement stands on four of them."""
    text = text.replace(_OPEN, "\ufffd").replace(_CLOSE, "\ufffd")
    replacements, slots = _replacements(text, quoted, languages, names)
    prepared = _APOSTROPHE.sub("’", _with_tokens(text, replacements))
    make = _marked_up if not typed and _NEEDS_MARKDOWN.search(prepared) else _paragraphs
    html = _within_elements(make(prepared), replacements)
    return _Layout(_TOKEN.sub(lambda match: replacements[int(match[1])].html, html), slots)


def _within_elements(html: str, replacements: list[_Replacement]) -> str:
    """Marked words that begin in one element and end in another, as in `"one *two" three*`, marked piece by piece."""
    parts, position, begun = [], 0, None
    for token in _TOKEN.finditer(html):
        mark = replacements[int(token[1])].html
        if mark.startswith(_MARKED):
            begun = (token.end(), mark.removeprefix("“"))
        elif mark == _MARKED_END and begun:
            start, span = begun
            parts += [html[position:start], _pieces(html[start : token.start()], span)]
            position, begun = token.start(), None
    return "".join([*parts, html[position:]]) if parts else html


def _pieces(inner: str, span: str) -> str:
    """The marked words with the mark taken off before, and put on again after, every tag without its other half."""
    opened: list[re.Match[str]] = []
    halves: set[int] = set()
    for tag in _ANY_TAG.finditer(inner):
        if tag[2] in _VOID:
            continue
        if not tag[1]:
            opened.append(tag)
        elif opened and opened[-1][2] == tag[2]:
            opened.pop()
        else:
            halves.add(tag.start())
    halves |= {tag.start() for tag in opened}
    if not halves:
        return inner
    cut = _ANY_TAG.sub(lambda tag: f"</span>{tag[0]}{span}" if tag.start() in halves else tag[0], inner)
    return re.sub(rf"{re.escape(span)}(\s*)</span>", r"\1", cut)


def _paragraphs(text: str) -> str:
    return "\n".join(f"<p>{escape(one.strip())}</p>" for one in re.split(r"\n\s*\n", text) if one.strip())


def _marked_up(text: str) -> str:
    """What Markdown makes of the text; as typed where that would take minutes, or is nested beyond all reason."""
    if any(_is_costly(one) for one in text.split("\n\n")):
        return _paragraphs(text)
    try:
        html = _markdown().reset().convert(text)
    except RecursionError:
        _markdown.cache_clear()  # its parser still believes to be inside the lists, and reset() does not tell it
        return _paragraphs(text)
    return _clean(_LEVEL.sub(lambda tag: f"{tag[1]}h{min(max(int(tag[2]), 2), 4)}", html))


def _is_costly(one: str) -> bool:
    if len(one) > LONGEST_BLOCK:
        return True
    return len(_HALF_LINK.findall(_WHOLE_LINK.sub("", one))) > MOST_HALVES or len(_HEADING.findall(one)) > MOST_HALVES


def _replacements(
    text: str,
    quoted: tuple[tuple[int, int], ...],
    languages: tuple[tuple[int, str], ...],
    names: tuple[tuple[int, int], ...],
) -> tuple[list[_Replacement], tuple[_Chips | CrossLink | _Name, ...]]:
    """What is replaced, in order, and the slots: what stands for one of these is a token again."""
    found: list[_Replacement] = []
    slots: list[_Chips | CrossLink | _Name] = []

    def leave(start: int, end: int, slot: _Chips | CrossLink | _Name) -> None:
        found.append(_Replacement(start=start, end=end, html=f"{_OPEN}{len(slots)}{_CLOSE}"))
        slots.append(slot)

    for start, end, cites in _cite_groups(text):
        stop = text[end : end + 1] if text[end : end + 1] in _STOPS else ""
        leave(start, end + len(stop), _Chips(stop, cites))
    for cross in cross_links(text):
        leave(cross.start, cross.end, cross)
    found += _quotations(text, frozenset(quoted), dict(languages), _Taken(found))
    taken = _Taken(found)
    for number, (start, end) in enumerate(names):
        if not taken.meets(start, end):
            leave(start, end, _Name(number, _APOSTROPHE.sub("’", text[start:end])))
    return sorted(found, key=lambda one: (one.start, one.end)), tuple(slots)


def _quotations(
    text: str, matched: frozenset[tuple[int, int]], languages: Mapping[int, str], taken: _Taken
) -> Iterator[_Replacement]:
    for quote in quotations_in(text):
        if any(taken.meets(at, at + 1) for at in (quote.start - 1, quote.end)):
            continue  # a mark inside a link's words is set with them
        marked = (quote.start, quote.end) in matched
        language = languages.get(quote.start, "")
        spoken = f' lang="{escape(language)}" dir="auto"' if language else ""
        opening = f"{_MARKED}{spoken}>" if marked else "“"
        yield _Replacement(start=quote.start - 1, end=quote.start, html=opening)
        yield _Replacement(start=quote.end, end=quote.end + 1, html=_MARKED_END if marked else "”")
        yield from _brackets(quote, taken)


class _Taken:
    """Stretches of a text that are replaced already, for many questions."""

    def __init__(self, replacements: Iterable[_Replacement]) -> None:
        spans = sorted((one.start, one.end) for one in replacements)
        self._starts = [start for start, _ in spans]
        self._ends = list(accumulate((end for _, end in spans), max))

    def meets(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with `start` to `end`."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start


def _brackets(quote: ProseQuote, taken: _Taken) -> Iterator[_Replacement]:
    """The editing marks of a quotation as they are: Markdown would take "[not]" for a link if a definition of it stands
    elsewhere in the text, and readers would take the word for the speaker's own.
    """
    for at, character in enumerate(quote.words, start=quote.start):
        if character in "[]" and not taken.meets(at, at + 1):
            yield _Replacement(start=at, end=at + 1, html=character)


def _cite_groups(text: str) -> list[tuple[int, int, tuple[Cite, ...]]]:
    """Neighbouring `[@…]` as one, with the space before them: chips follow the punctuation that comes after."""
    groups: list[tuple[int, int, tuple[Cite, ...]]] = []
    for mark in inline_cites(text):
        start = _end_before(text, mark.start)
        if groups and groups[-1][1] == start:
            groups[-1] = (groups[-1][0], mark.end, groups[-1][2] + mark.cites)
        else:
            groups.append((start, mark.end, mark.cites))
    return groups


def _end_before(text: str, at: int) -> int:
    """Where the words before a cite end; at the cite itself if it begins a paragraph, an item or a heading."""
    end = at
    while end and text[end - 1].isspace():
        end -= 1
    line = text.rfind("\n", 0, end) + 1
    begins = text.count("\n", end, at) > 1 or (end - line < LONGEST_START and _LINE_START.fullmatch(text, line, end))
    return at if begins else end


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


def cross_words(cross: CrossLink, link: Link | None) -> str:
    """What a reader reads of a cross-link, where `link` is what it leads to: its own words, else the name of that."""
    return _curled(cross.text or (link.text if link else cross.target))


def _cross_html(cross: CrossLink, link_to: LinkTo, root: str) -> str:
    link = link_to(cross.target)
    return _link_html(link or NO_LINK, cross_words(cross, link), root)


def _curled(words: str) -> str:
    """The words with curly marks; apostrophes of quoted words stay as printed."""
    parts, position = [], 0
    for one in quotations_in(words):
        parts += [_APOSTROPHE.sub("’", words[position : one.start - 1]), "“", words[one.start : one.end], "”"]
        position = one.end + 1
    return "".join([*parts, _APOSTROPHE.sub("’", words[position:])])


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
    """One converter for all texts, without raw HTML. Imported here: 30 ms that a text without markup never pays. The
    extensions are given as such: a name is looked up among all installed packages, for another 25 ms.
    """
    from markdown import Markdown  # noqa: PLC0415 # the cost is named above
    from markdown.extensions.def_list import DefListExtension  # noqa: PLC0415 # as above
    from markdown.extensions.sane_lists import SaneListExtension  # noqa: PLC0415 # as above
    from markdown.extensions.tables import TableExtension  # noqa: PLC0415 # as above

    extensions = (TableExtension(), DefListExtension(), SaneListExtension())
    converter = Markdown(extensions=extensions, output_format="html")
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    return converter


def _clean(html: str) -> str:
    """Without anything that could run; tables and code in boxes that the keyboard can scroll: they may be wide."""
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    boxed = clean.replace("<table>", _SCROLLED).replace("</table>", "</table></div>")
    return boxed.replace("<pre>", '<pre tabindex="0">')

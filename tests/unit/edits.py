"""What is edited on an analyst's desk: changes of the invented site of tests/golden.

A site is what its changes make of the one they begin with: files by name, below content/ and templates/. A change that
does not find what it is about leaves the files as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from generator.paths import builtin_templates

Files = dict[str, str]
"""Their text by name: "content/site.yaml"."""

Change = Callable[[Files], Files]

GOLDEN = Path(__file__).parents[1] / "golden" / "content"

FIRST = "meetings/2031-03-exampleton-harbours.yaml"
DINNER = "meetings/2031-09-samplebury-dinner.yaml"
SECOND = "meetings/2031-09-samplebury-harbours.yaml"
DRAFT = "meetings/2031-10-mockington-draft.yaml"
THIRD = "meetings/2032-02-mockington-harbours.yaml"


class Words(msgspec.Struct, frozen=True):
    """Words of a file become others."""

    file: str
    old: str
    new: str

    def __call__(self, files: Files) -> Files:
        """Where they stand first."""
        name = f"content/{self.file}"
        return {**files, name: files[name].replace(self.old, self.new, 1)} if name in files else files


class Line(msgspec.Struct, frozen=True):
    """A line is added at the end of a file."""

    file: str
    text: str

    def __call__(self, files: Files) -> Files:
        """If the file is there."""
        name = f"content/{self.file}"
        return {**files, name: f"{files[name]}{self.text}\n"} if name in files else files


class Whole(msgspec.Struct, frozen=True):
    """A file comes or, without a text, goes."""

    file: str
    text: str | None = None
    folder: str = "content"

    def __call__(self, files: Files) -> Files:
        """In the place of one of its name, if there is one."""
        name = f"{self.folder}/{self.file}"
        rest = {one: text for one, text in files.items() if one != name}
        return rest if self.text is None else {**rest, name: self.text}


class Renamed(msgspec.Struct, frozen=True):
    """An id becomes another, in the name of its file and wherever it is used."""

    old: str
    new: str

    def __call__(self, files: Files) -> Files:
        """In all files."""
        return {name.replace(self.old, self.new): text.replace(self.old, self.new) for name, text in files.items()}


def site(changes: Iterable[str]) -> Files:
    """The files of a site on which these changes were made, whatever their order."""
    files = {f"content/{name}": text for name, text in BEGINNING.items()}
    wanted = frozenset(changes)
    for name, change in CHANGES.items():
        if name in wanted:
            files = change(files)
    return files


def _macro(name: str, old: str, new: str) -> Whole:
    """A project's own version of a built-in template."""
    text = (builtin_templates() / name).read_text(encoding="utf-8")
    assert old in text
    return Whole(name, text.replace(old, new), "templates")


NEW_MEETING = """\
name: The ministers meet once more
kind: bilateral
status: published
date: 2032-02-11
date_basis:
  words: met in Mockington today
  cite: ministry-20320211#p1
place: Mockington
series: harbour-ministers
participants: [shimada-mihon, dugma-levi]
topics: [fares]
unknown: [country]
summary: Fares were discussed [@ministry-20320211#p3]; Barnaby Specimen was there [@ministry-20320211#p1].
points:
  - id: again
    kind: commitment
    text: Fares were discussed.
    according_to: skerry-harbours
    cite: ministry-20320211#p3
    follows: 2031-09-samplebury-harbours#all-boats
    topics: [fares]
quotes:
  - by: shimada-mihon
    text: no result that either of us could sign
    cite: ministry-20320211#p3
wording:
  pledge:
    text: no result that either of us could sign
    according_to: skerry-harbours
    cite: ministry-20320211#p3
"""

NEW_SOURCE = """\
---
title: Night boats stay
publisher: skerry-courier
issued: 2031-03-09
derived_from: gazette-20310308
relation: verbatim
unknown: [url]
rights: link
---
The harbour ministers agreed to "keep the night boats in every season," the Ministry of Harbours said.

Barbara Specimen was at the quay at dawn.
"""

NEW_PERSON = """\
name: Ottoline Sample
family_name: Sample
given_name: Ottoline
country: aq
memberships:
  - role: Minister of Harbours
    organization: skerry-harbours
    start_date: 2032-03
    inferred:
      role: The desk met her.
"""

DESK_WORDS = "a promise of which the night boats are no part, on the quay and before the press of both harbours"
"""Words of a statement that nobody is quoted with, enough to be known by."""

OWN_WORDS = "seven grey herons of the outer mole were never counted by daylight"
"""As many words as a source is known by, and no more: each piece of them is one of the words around them too."""

OWN_PARAGRAPH = (
    f'As far as anybody in the harbour can remember, "{OWN_WORDS}", and the nets of the eastern basin hung to dry.'
)

QUOTED = f'"{OWN_WORDS}" [@words-20320215#p1]'


def held(text: str) -> str:
    """A source of which nothing is shown but what is quoted."""
    return f"""\
---
title: A letter
publisher: placeholm-gazette
issued: 2032-02-14
rights: link
unknown: [url]
---
{text}
"""


CHANGES: dict[str, Change] = {
    # what is said of a meeting
    "a word of a summary": Words(FIRST, "and *signed* a", "and *sealed* a"),
    "a quotation in a summary": Words(
        FIRST, 'agreed to "keep the night boats in every season" [', "agreed to keep boats ["
    ),
    "a link in a summary": Words(FIRST, "[[2031-09-samplebury-harbours|the meeting of September]]", "September"),
    "a statement": Words(THIRD, "text: The hall was cold.", "text: The hall was very cold."),
    "a statement's name for somebody": Words(FIRST, "text: Barnaby Specimen and", "text: A minister and"),
    "on whose word": Words(THIRD, "according_to: skerry-harbours", "according_to: placeholm-office"),
    "a statement's topics": Words(THIRD, "topics: [fares]", "topics: [fares, night-boats]"),
    "a statement's cite": Words(FIRST, "      - gazette-20310308#p1\n", ""),
    "a statement that goes": Words(
        FIRST,
        "  - id: fares\n    kind: background\n    text: Fares stay as they are [@gazette-20310308#p3].\n"
        "    according_to: unstated\n    cite: courier-20310307#p5\n    topics: [fares]\n"
        "    inferred:\n      text: Both say so of their own.\n",
        "",
    ),
    "a quotation": Words(
        FIRST,
        "quotes:\n  - by: barnaby-specimen\n    text: We will look at the fares again in the autumn\n"
        "    cite: courier-20310307#p4\n    note: Said to reporters.\n",
        "",
    ),
    "whose quotation": Words(FIRST, "  - by: barnaby-specimen", "  - by: shimada-mihon"),
    "a judgement": Words(FIRST, "confidence: low", "confidence: high"),
    "a link without words": Words(THIRD, "text: The hall was cold.", "text: Not [[fares]], but [[barbara-specimen]]."),
    "a correction": Words(FIRST, "named the wrong quay", "named the wrong lamp"),
    "a reading": Words(
        SECOND, "cite: evening-20310915#p2\n    res", "cite: evening-20310915#p2\n        followed: true\n    res"
    ),
    "a state": Words(SECOND, "    state: met\n    state_cite: evening-20310915#p1\n", ""),
    "what follows what": Words(SECOND, "    follows: 2031-03-exampleton-harbours#boats\n", ""),
    "a due date": Words(FIRST, "due: 2031\n", "due: 2032\n"),
    "words of a track": Words(SECOND, "text: will keep all boats in most seasons\n", "text: will keep all boats\n"),
    "whose English": Words(THIRD, "    english_by: placeholm-gazette\n", "    english_by: skerry-courier\n"),
    "a meeting's name": Words(SECOND, "name: Ministers add the day boats", "name: Ministers add some boats"),
    "a meeting's short name": Words(THIRD, "short_name: Mockington", "short_name: In the hall"),
    "a meeting's date": Words(DRAFT, "date: 2031-10", "date: 2031-11"),
    "a meeting's other date": Words(
        DINNER, "unknown: [date, ", "date: 2031-02\ndate_basis: {external: A card.}\nunknown: ["
    ),
    "a meeting's place": Words(DINNER, "place: Samplebury", "place: Exampleton"),
    "a meeting's series": Words(SECOND, "series: harbour-ministers\n", ""),
    "a meeting's people": Words(THIRD, "  - barnaby-specimen\n", "  - barnaby-specimen\n  - dugma-levi\n"),
    "a meeting's office": Words(THIRD, "    as: Minister for Boats\n", ""),
    "who was absent": Words(FIRST, "absent: [dugma-levi]\n", ""),
    "a meeting's alias": Words(FIRST, "aliases: [2031-03-exampleton-talks]", "aliases: [2031-03-talks]"),
    "a meeting's whole": Words(DINNER, "part_of: 2031-09-samplebury-harbours\n", ""),
    "a meeting is withdrawn": Words(DINNER, "status: published", "status: withdrawn"),
    "a meeting becomes a draft": Words(THIRD, "status: published", "status: draft"),
    "a draft is published": Words(DRAFT, "status: draft", "status: published"),
    "a meeting goes": Whole(DINNER),
    "a meeting comes": Whole("meetings/2032-02-mockington-again.yaml", NEW_MEETING),
    "a meeting has another id": Renamed("2031-03-exampleton-harbours", "2031-03-boats"),
    # people and bodies
    "a person's name": Words("people/barnaby-specimen.yaml", "name: Barnaby Specimen\n", "name: Barnabas Specimen\n"),
    "a person's alias": Words("people/barnaby-specimen.yaml", "aliases: [barney-specimen]\n", ""),
    "a person's other name": Words("people/shimada-mihon.yaml", "  - name: Shimada Mihon", "  - name: Mihon Shimada"),
    "one name of two": Words("people/barbara-specimen.yaml", "name: Barbara Specimen", "name: Barnaby Specimen"),
    "a person's country": Words("people/barnaby-specimen.yaml", "country: bv", "country: aq"),
    "an office's beginning": Words("people/barnaby-specimen.yaml", "start_date: 2031-02\n", "start_date: 2031-03\n"),
    "an office's end": Words("people/barnaby-specimen.yaml", "end_date: 2031-01", "end_date: 2030-12"),
    "an office's role": Words("people/barnaby-specimen.yaml", "role: Minister of Harbours", "role: Minister of Quays"),
    "a note with a link": Words("people/barnaby-specimen.yaml", "; not [[barbara-specimen]]", ""),
    "a person comes": Whole("people/ottoline-sample.yaml", NEW_PERSON),
    "a person goes": Whole("people/barbara-specimen.yaml"),
    "a ministry's name": Words(
        "organizations/skerry-harbours.yaml", "name: Ministry of Harbours", "name: Ministry of Quays"
    ),
    "a ministry's part": Words("organizations/placeholm-office.yaml", "parent: skerry-harbours\n", ""),
    "an outlet's name": Words("organizations/skerry-courier.yaml", "The Skerry Courier", "The Skerry Carrier"),
    "a kind of organization": Words("organizations/northwire.yaml", "classification: wire", "classification: outlet"),
    "a country's name": Words("countries.yaml", "name: Placeholm\n", "name: Placeholmia\n"),
    "a country's metonym": Words("countries.yaml", "metonyms: [Exampleton]", "metonyms: [Exampleton, Samplebury]"),
    # topics, series and tracks
    "a topic's parent": Words("topics/fares.yaml", "parent: night-boats\n", ""),
    "a topic's name": Words("topics/fares.yaml", "name: Fares", "name: Ticks"),
    "a topic's scope": Words("topics/night-boats.yaml", " Not [[fares]].", ""),
    "a topic comes": Whole("topics/lamps.yaml", "name: lamps\nscope: What burns.\nparent: night-boats\n"),
    "a series' name": Words(
        "series/harbour-ministers.yaml", "short_name: Harbour ministers", "short_name: Harbour men"
    ),
    "a series' posts": Words("series/harbour-ministers.yaml", "role: Minister of Harbours", "role: Minister of Quays"),
    "a track's name": Words("wording/pledge.yaml", "name: What they promise", "name: What they say"),
    "a track's link": Words("wording/pledge.yaml", "of: The boats", "of: The boats of [[skerry-courier]]"),
    "a track's caution": Line("wording/pledge.yaml", "aliases: [old-pledge]"),
    # sources
    "a headline": Words("sources/gazette-20310308.md", "title: Night boats stay", "title: Night boats go on"),
    "a source's date": Words("sources/courier-20310307.md", "issued: 2031-03-07T09:15", "issued: 2031-03-10T09:15"),
    "a source's outlet": Words(
        "sources/gazette-20320213.md", "publisher: placeholm-gazette", "publisher: skerry-courier"
    ),
    "a source's origin": Words("sources/gazette-20310308.md", "derived_from: courier-20310307\nrelation: edited\n", ""),
    "a source's grade": Words("sources/courier-20310307.md", "grade: B2", "grade: C3"),
    "a source's language": Words("sources/leaflet-undated.md", "language: he", "language: yi"),
    "a passage": Words("sources/courier-20310307.md", "Fares stay at nine marks", "Fares stay at five marks"),
    "a passage that is quoted": Words("sources/gazette-20310308.md", 'agreed to "keep the', 'agreed to "hold the'),
    "a passage moves": Words(
        "sources/office-20320212.md", "\n\nThe guests were", "\n\nIt was night.\n\nThe guests were"
    ),
    "a source is held back": Words("sources/ministry-20320211.md", "rights: full", "rights: excerpt"),
    "a source is set free": Words("sources/evening-20310915.md", "rights: excerpt", "rights: full\nlicense: CC0 1.0"),
    "page furniture": Words("sources/courier-20310307.md", "skip:\n  p1: share button\n", ""),
    "a source comes": Whole("sources/courier-20310309.md", NEW_SOURCE),
    "a source with words of the desk": Whole("sources/words-20320214.md", held(f"They wrote of {DESK_WORDS}.")),
    "a source with words of its own": Whole("sources/words-20320215.md", held(OWN_PARAGRAPH)),
    "its words are quoted": Words(DINNER, "@evening-20310915#p2].", f"@evening-20310915#p2]. One said {QUOTED}."),
    "its words are told": Words("topics/night-boats.yaml", "and dawn.", f"and dawn. It is told that {OWN_WORDS}."),
    "another source has them": Whole(
        "sources/words-20320216.md",
        held(f"It is said that {OWN_WORDS}, all of them.").replace("link", "full\nlicense: CC0 1.0"),
    ),
    "its source is shown": Words("sources/words-20320215.md", "rights: link", "rights: full\nlicense: CC0 1.0"),
    "a source goes": Whole("sources/gazette-20320213.md"),
    "a source has another id": Renamed("leaflet-undated", "leaflet-of-old"),
    # the site
    "a page of the desk": Words("pages/about.md", "A **desk** of one", "A **desk** of two"),
    "a page comes": Whole("pages/more.md", "---\ntitle: More\n---\nBarnaby Specimen is [[barnaby-specimen|here]].\n"),
    "a page goes": Whole("pages/corrections.md"),
    "the site's title": Words("site.yaml", "title: The Skerry Record", "title: The Skerry Papers"),
    "the site's rights": Words("site.yaml", "rights: excerpt", "rights: link"),
    "the site's excerpts": Line("site.yaml", "excerpt: {words: 20}"),
    "the site's language": Words("site.yaml", "language: en", "language: ga"),
    "the site's checks": Line("site.yaml", "checks: {I102: info}"),
    "the analyst's editor": Line("site.yaml", "editor: vscode://file/{path}"),
    "nonsense": Line("site.yaml", "nonsense: ["),
    # templates
    "a template": Whole("404.html", "<p>gone</p>", "templates"),
    "another template": Whole("404.html", "<p>lost</p>", "templates"),
    "a macro": _macro("macros/related.html", "<", " <"),
    "a frame": Whole(
        "base.html", '{% extends "default/base.html" %}{% block head %}<meta name="a">{% endblock %}', "templates"
    ),
    "a page's template": _macro("source.html", "<", " <"),
    "a page's template, as it is built in": _macro("source.html", "", ""),
    "a macro of some pages": _macro("macros/quote.html", "<", " <"),
    "a macro of macros": _macro("macros/sigil.html", "<", " <"),
    "an include": Whole(
        "person.html",
        '{% extends "default/person.html" %}{% block head %}{% include "assets/mark.svg" %}{% endblock %}',
        "templates",
    ),
    "a file that nobody includes": Whole("own/none.html", "{% if nonsense", "templates"),
    "an asset": Whole("assets/desk.css", "h1{color:teal}", "templates"),
    "a picture": Whole("assets/mark.svg", "<!-- by the desk -->", "templates"),
    "a broken template": Whole("person.html", "{{ page.nobody }}", "templates"),
    "a template that cannot be read": Whole("wording.html", "{% if page %}", "templates"),
    "a computed include": Whole("series.html", '{% include page.path ~ ".html" %}', "templates"),
}
"""By what they are about."""


BEGINNING: Files = {
    path.relative_to(GOLDEN).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(GOLDEN.rglob("*"))
    if path.is_file()
}
"""The site on which no change was made, by the names below content/."""

IN_VAIN = frozenset(
    {
        "a person goes",
        "a source goes",
        "a source with words of the desk",
        "its words are quoted",
        "its words are told",
        "nonsense",
        "a broken template",
        "a template that cannot be read",
        "a computed include",
    }
)
"""Changes with which, made alone, no site is built."""

"""Words for what a part of the site is made from: the fields of entries by their names in the files, the relations, the
parts themselves; and so for the reasons why a part is made again.

Decides wording alone. What was read, and whether it changed, is found where sites are made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from .job import Ground, Reason

FEW = 3
"""Fields or keys that are named one by one; of more, these and a count."""


KINDS: Mapping[str, str] = {
    **{kind: kind for kind in ("sources", "meetings", "people", "organizations", "topics", "series", "countries")},
    "wording": "wording tracks",
    "pages": "pages of the desk's own",
}
"""Kinds of entries in words."""


class Relation(msgspec.Struct, frozen=True):
    """`one`: what it says of a key, `many`: of all. `about`: what is put into `one`, made from the key; the first names
    what the answer is about.
    """

    one: str
    many: str
    about: tuple[str, ...]


def _of(one: str, many: str, *about: str) -> Relation:
    return Relation(one, many, about)


BLOCK = ("{0}/{1}", "{2}")
PAIR = "{0}/{1}"

RELATIONS: Mapping[str, Relation] = {
    "meetings in order": _of("the meeting in place {0} by date", "the meetings by date", "{0}"),
    "meetings, newest first": _of("the meeting in place {0}, newest first", "the meetings, newest first", "{0}"),
    "people by name": _of("the person in place {0} by name", "the people by name", "{0}"),
    "sources, newest first": _of("the source in place {0}, newest first", "the sources, newest first", "{0}"),
    "register.in_series": _of("the meetings of {0}", "the meetings of series", "series/{0}"),
    "register.parts": _of(
        "the meetings that were parts of {0}", "the meetings that were parts of others", "meetings/{0}"
    ),
    "register.held_in": _of("the meetings held in {0}", "the meetings held in countries", "countries/{0}"),
    "register.attended": _of("the meetings that {0} attended", "the meetings that people attended", "people/{0}"),
    "register.on_topic": _of("the meetings on {0}", "the meetings on topics", "topics/{0}"),
    "register.points_on": _of("the statements on {0}", "the statements on topics", "topics/{0}"),
    "register.resting_on": _of("the meetings that rest on {0}", "the meetings that rest on sources", "sources/{0}"),
    "register.reported_by": _of("the statements on the word of '{0}'", "the statements on the word of somebody", "{0}"),
    "register.quoted": _of("the quotations of '{0}'", "the quotations of somebody", "{0}"),
    "belonging.people_of": _of("the people of {0}", "the people of countries", "countries/{0}"),
    "belonging.organizations_of": _of("the organizations of {0}", "the organizations of countries", "countries/{0}"),
    "belonging.parts_of": _of(
        "the organizations that are parts of {0}", "the organizations that are parts of others", "organizations/{0}"
    ),
    "belonging.holders": _of("who held office in {0}", "who held office in organizations", "organizations/{0}"),
    "belonging.published_by": _of(
        "the sources that {0} published or issued", "the sources by who published or issued them", "organizations/{0}"
    ),
    "belonging.copies_of": _of("the sources made from {0}", "the sources made from others", "sources/{0}"),
    "belonging.narrower": _of("the topics narrower than {0}", "the topics narrower than others", "topics/{0}"),
    "belonging.tracks_on": _of("the wording tracks on {0}", "the wording tracks on topics", "topics/{0}"),
    "belonging.attended_from": _of(
        "the meetings that people of {0} attended", "the meetings that people of countries attended", "countries/{0}"
    ),
    "belonging.met_for": _of(
        "the meetings attended for {0}", "the meetings attended for organizations", "organizations/{0}"
    ),
    "mentions": _of("the sentences that mention {0}", "the sentences that mention entries", PAIR),
    "named at": _of("the paragraphs that name {0}", "the paragraphs that name entries", PAIR),
    "cited": _of("what cites paragraph {1} of {0}", "what cites the paragraphs of sources", "sources/{0}", "{1}"),
    "cited on": _of("the sources that {0} cites", "the sources that meetings cite", "meetings/{0}"),
    "named in": _of("the names in the text of {0}", "the names in the texts of sources", "sources/{0}"),
    "steps": _of("the steps of {0}", "the steps of wording tracks", "wording/{0}"),
    "step at": _of("the step of {0} at {1}", "the steps of wording tracks at meetings", "wording/{0}", "meetings/{1}"),
    "undertaken": _of("the commitments made at {0}", "the commitments made at meetings", "meetings/{0}"),
    "undertakings": _of("the commitment in place {0}", "the commitments of all meetings", "{0}"),
    "around": _of("what stands before and after {0}", "what stands before and after entries", PAIR),
    "reports": _of("the report of which {0} is a copy", "which sources are copies of one report", "sources/{0}"),
    "withheld": _of(
        "which paragraphs of {0} are withheld", "which paragraphs of the sources are withheld", "sources/{0}"
    ),
    "order": _of("the place of {0} among the meetings", "the places of meetings by date", "meetings/{0}"),
    "ties": _of("the passages in which words of {0} stand ({1})", "the passages in which words stand", *BLOCK),
    "blocks": _of("the words of {0} ({1})", "the words of entries", "{0}", "{1}"),
    "names": _of("the names in the words of {0} ({1})", "the names in words", *BLOCK),
    "names outside quotations": _of(
        "the names that lead on from the words of {0} ({1})", "the names that lead on from words", *BLOCK
    ),
    **{kind: _of("whether there is {0}", f"which {many} there are", f"{kind}/{{0}}") for kind, many in KINDS.items()},
}
"""What every relation of a desk says; those that tell a reader most come first."""

ORDER = {name: at for at, name in enumerate(RELATIONS)}

OF_WORDS = frozenset({"blocks", "ties", "names", "names outside quotations"})
"""Relations that say something of the words of an entry."""

FIELDS: Mapping[tuple[str, str], str] = {
    ("people", "wikidata"): "identifiers",
    ("sources", "paragraphs"): "text",
    ("sources", "sha256"): "text",
    ("countries", "alpha_3"): "code",
    ("site", "excerpt_words"): "excerpt",
}
"""Fields by kind that have another name in the file, or are made from something there."""

OF_EVERY_FILE = frozenset({"inferred", "unknown", "aliases", "accept"})
"""Fields that any file may have; they are named last."""

PARTS: Mapping[str, str] = {
    "home": "the home page",
    "meetings": "the lists of briefings",
    "sources": "the lists of sources",
    "others": "the other lists",
    "timeline": "the timeline",
    "commitments": "the commitments",
    "search": "the search page",
    "404": "the page for addresses that do not exist",
    "redirects": "the redirects of former addresses",
}
"""The parts of the site that belong to no entry."""

SHARED: Mapping[str, str] = {
    "about": "the titles of the desk's own pages",
    "menu": "the menu",
    "generator": "the version of Briefbook",
}
"""What all pages share and no setting or template is."""

WAYS = {"new": "is new", "removed": "was removed", "changed": "was changed"}


def field_name(kind: str, field: str) -> str:
    """A field as the content file names it."""
    return FIELDS.get((kind, field), field)


def part_name(part: str) -> str:
    """A part of the site: an entry as it is, another in words."""
    return PARTS.get(part, part)


def about(relation: str, key: str) -> str:
    """What an answer is about: "people/x"; an id alone where the relation takes any kind; "" for a whole relation."""
    parts = _parts(key)
    return RELATIONS[relation].about[0].format(*parts) if parts else ""


def said_of(relation: str, subject: str) -> str:
    """What a relation says of one thing, whatever else it may be asked; of all where that is ""."""
    said = RELATIONS[relation]
    whole = said.one.replace(" ({1})", "")
    if not subject:
        return said.many
    return f"{said.many}: {subject}" if "{1}" in whole else whole.format(subject)


def answers(relation: str, keys: Sequence[str]) -> str:
    """Answers of one relation in words: each, those about one thing together; or how many."""
    said = RELATIONS[relation]
    found: dict[str, list[str]] = {}
    for parts in map(_parts, keys):
        subject, *rest = (one.format(*parts) for one in said.about) if parts else ("",)
        found.setdefault(subject, []).extend(rest)
    if len(found) >= FEW:
        return f"{said.many} ({len(keys):,})"
    each = (
        said.one.format(subject, listed(rest) if rest else "") if subject else said.many
        for subject, rest in found.items()
    )
    return " and ".join(each)


def listed(names: Sequence[str], most: int = FEW) -> str:
    """`a, b and c`, `a, b, c and 4 more`."""
    shown, left = ((*names,), 0) if len(names) <= most + 1 else ((*names[:most],), len(names) - most)
    *first, last = (*shown, f"{left:,} more") if left else shown or ("",)
    return f"{', '.join(first)} and {last}" if first else last


def phrases(reasons: Iterable[Reason], *, every: bool = True) -> tuple[str, ...]:
    """Reasons in words, in their order: fields of one entry and answers of one relation are said together. Without
    `every`, what is said of the words of an entry is left out where its fields are named.
    """
    reasons = sorted(reasons, key=lambda one: ORDER[one.of] if one.ground is Ground.ANSWER else -1)
    named = set() if every else {one.of for one in reasons if one.ground is Ground.FIELD}
    found: dict[tuple[Ground, str], list[str]] = {}
    for one in reasons:
        if one.ground is Ground.ANSWER and one.of in OF_WORDS and about(one.of, one.what) in named:
            continue
        together = one.ground in {Ground.FIELD, Ground.ANSWER}
        found.setdefault((one.ground, one.of if together else f"{one.of}\0{one.what}"), []).append(one.what)
    return tuple(_phrase(ground, of.partition("\0")[0], what) for (ground, of), what in found.items())


def reason_words(reason: Reason) -> str:
    """One reason in words."""
    return _phrase(reason.ground, reason.of, [reason.what])


def _phrase(ground: Ground, of: str, what: Sequence[str]) -> str:
    if ground is Ground.ANSWER:
        return answers(of, what)
    if ground is Ground.FIELD:
        return f"the {listed(field_names(of, what))} of {of}"
    if ground is Ground.SHARED:
        return SHARED.get(of, f"the {of.replace('_', ' ')} of all pages")
    return SAID[ground].format(of, WAYS.get(what[0], ""), field_name("site", of))


SAID: Mapping[Ground, str] = {
    Ground.NEW_ENTRY: "{0} is new",
    Ground.GONE_ENTRY: "{0} was removed",
    Ground.FILE: "its file {0} in the site was missing or changed by somebody",
    Ground.NEW: "it is new",
    Ground.LOST: "what was kept from an earlier build is damaged",
    Ground.TEMPLATE: "the template {0} {1}",
    Ground.SETTING: "{2} in site.yaml",
    Ground.CONTENT: "the folder of the content is another",
    Ground.SEARCH: "whether there is search (search in site.yaml, --no-search)",
    Ground.OPTION: "the option {0}",
    Ground.TOOL: "Briefbook or a package it uses is another version",
    Ground.NOTHING: "nothing was kept from an earlier build",
}
"""What is said of a ground: with its name, what became of it, and its name in site.yaml."""


def field_names(entry: str, fields: Iterable[str]) -> tuple[str, ...]:
    """The fields of an entry ("meetings/x") as the content file names them, each once."""
    kind = entry.partition("/")[0]
    names = dict.fromkeys(field_name(kind, one) for one in fields)
    return tuple(sorted(names, key=lambda name: name in OF_EVERY_FILE))


def _parts(key: str) -> tuple[str, ...]:
    """The parts of a key as a trace has it; none for a whole relation."""
    if key.startswith("="):
        return (key[1:],)
    found = msgspec.json.decode(key)
    if isinstance(found, int):
        return (str(found + 1),)
    return () if found in (["*"], ["#"]) else tuple(_part(at, one) for at, one in enumerate(found))


def _part(at: int, one: object) -> str:
    """An id, a number, an entry, or a place in a file."""
    if not isinstance(one, list):
        return str(one)
    if at == 0:
        return "/".join(one)
    if one in (["*"], ["#"]):
        return "all"
    return " ".join(str(step + 1 if isinstance(step, int) else step) for step in one)

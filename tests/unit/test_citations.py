"""Every format of a citation is read back by a reader of its own, whatever stands in it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import accumulate

import msgspec
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st

from generator import dates
from generator.exports import CITATIONS, tags
from generator.exports.parts import edtf, one_line
from generator.plan.citing import csl_date
from generator.views import CslDate, CslItem, CslName, CslType

HOSTILE = (
    r"100 % of {half} a \brace, #1 & $2_000 ~ ^ \textbf{x}",
    "}, author = {{Somebody else}}, x = {",
    "first line\nER  - \r\nTY  - JOUR\u2028TI  - another",
    'He said "no", "[nothing]", ‘“never”’ and </pre><script>alert(1)</script>',
    "@string{a = b} -- $x^2$ `` '' ?! \\",
    "השרים נפגשו בנמל, 2031",
    "\u202eright to left\u202c and \x00\x07 nothing",
    "a " * 149 + "a.",
    "{" * 40,
    "\\",
)
"""What a title, a name or a note may hold."""

ITEM = CslItem(id="gazette-20310308", type=CslType.NEWS, title="Night boats stay")

TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300))


def bibtex(item: CslItem) -> tuple[str, str, Mapping[str, str]]:
    """Kind, key and fields of the only entry, as bibtexparser reads it, TeX's commands turned into what they print."""
    text = CITATIONS["bibtex"](item)
    read: Library = parse_string(text)
    assert read.failed_blocks == []
    assert len(read.blocks) == 1
    raw = {field.key: field.value for field in read.entries[0].fields}
    for brace, name in (("\ue000", "left"), ("\ue001", "right")):
        text = text.replace(f"\\textbrace{name}{{}}", brace)
    [entry] = parse_string(text, append_middleware=[LatexDecodingMiddleware()]).entries
    printed = {field.key: str(field.value).replace("\ue000", "{").replace("\ue001", "}") for field in entry.fields}
    return entry.entry_type, entry.key, {**printed, **{key: raw[key] for key in ("url", "date") if key in raw}}


def ris(item: CslItem) -> Mapping[str, object]:
    """The only record, as rispy reads it."""
    [record] = rispy.loads(CITATIONS["ris"](item) + "\n")
    found: Mapping[str, object] = record
    return found


def printed(text: str) -> str:
    """As TeX prints it: spaces run together, its circumflex, and marks that are no characters of a text left out."""
    return re.sub(r"\s+", " ", one_line(text)).replace("^", "ˆ").strip()


def plain_enough(text: str) -> bool:
    """Whether the reader leaves the words as they are: it sets dashes and quotes as TeX does."""
    return not re.search(r"--|``|''|[?!]`|[\ue000\ue001^]", text)


# --- BibTeX ----------------------------------------------------------------------------------------------------------


@given(TEXTS)
def test_a_title_stays_one_field_of_bibtex(title: str) -> None:
    """Whatever braces, commands and lines it holds, the entry has the fields it should have, and no other."""
    kind, key, fields = bibtex(msgspec.structs.replace(ITEM, title=title, author=(CslName(literal=title),), note=title))
    assert (kind, key) == ("misc", "gazette-20310308")
    assert set(fields) <= {"author", "title", "note"}


@given(TEXTS)
def test_braces_balance_as_bibtex_counts_them(title: str) -> None:
    """It counts each one, even behind a backslash, and TeX's escape for a brace would open or close a field."""
    text = CITATIONS["bibtex"](msgspec.structs.replace(ITEM, title=title, genre=title, container_title=title))
    depths = list(accumulate((one == "{") - (one == "}") for one in text))
    assert min(depths) == 0
    assert depths.index(0, text.index("{")) == len(text) - 1


@pytest.mark.parametrize("title", [one for one in HOSTILE if plain_enough(one)])
def test_a_title_reads_in_bibtex_as_it_was(title: str) -> None:
    """Printed by TeX it is the same words, but for line breaks and what cannot be printed."""
    assert re.sub(r"\s+", " ", bibtex(msgspec.structs.replace(ITEM, title=title))[2]["title"]) == printed(title)


def test_a_byline_is_one_name_with_its_capitals() -> None:
    """Neither "and" nor a comma takes it apart, and no style changes the case of a title."""
    item = msgspec.structs.replace(ITEM, author=(CslName(literal="Ada Sample and Bo Test, Exampleton"),))
    text = CITATIONS["bibtex"](item)
    assert "author = {{Ada Sample and Bo Test, Exampleton}}," in text
    assert "title = {{Night boats stay}}," in text


def test_several_names_are_several_in_bibtex() -> None:
    """With BibTeX's own word between them."""
    item = msgspec.structs.replace(ITEM, editor=(CslName(literal="A & Co"), CslName(literal="B")))
    assert r"editor = {{A \& Co} and {B}}," in CITATIONS["bibtex"](item)


@pytest.mark.parametrize(
    ("type", "place", "kind", "field"),
    [
        (CslType.PAGE, "The Record", "online", "organization"),
        (CslType.NEWS, "The Gazette", "article", "journaltitle"),
        (CslType.NEWS, "", "misc", ""),
        (CslType.DOCUMENT, "The Ministry", "misc", "organization"),
    ],
)
def test_kinds_of_bibtex(type: CslType, place: str, kind: str, field: str) -> None:
    """An article needs a paper to stand in; one from nowhere is miscellaneous."""
    item = msgspec.structs.replace(ITEM, type=type, container_title=place)
    found, _, fields = bibtex(item)
    assert found == kind
    assert fields.get(field, "") == place


def test_an_address_is_verbatim_in_bibtex() -> None:
    """So biblatex reads it; what could end the field is spelled out."""
    item = msgspec.structs.replace(ITEM, url="https://a.example/x_y%20z?a=1&b={2}#c")
    assert bibtex(item)[2]["url"] == "https://a.example/x_y%20z?a=1&b=%7B2%7D#c"


# --- RIS -------------------------------------------------------------------------------------------------------------


@given(TEXTS)
def test_nothing_breaks_a_line_of_ris(title: str) -> None:
    """One record, and each value where it belongs."""
    record = ris(msgspec.structs.replace(ITEM, title=f"T {title}", author=(CslName(literal=f"A {title}"),), note="n"))
    assert record["type_of_reference"] == "NEWS"
    assert record["title"] == one_line(f"T {title}").strip()
    assert record["authors"] == [one_line(f"A {title}".replace("*", "")).strip()]
    assert record["notes"] == ["n"]
    assert record["id"] == "gazette-20310308"


@pytest.mark.parametrize(
    ("written", "year", "date"),
    [
        ("2031-03-08", "2031", "2031/03/08/"),
        ("2031-03-08T09:15Z", "2031", "2031/03/08/"),
        ("2031-03", "2031", "2031/03//"),
        ("2031", "2031", "2031///"),
        ("2031-03~", "2031", "2031/03//c. Mar 2031"),
        ("2031-21", "2031", "2031///spring 2031"),
        ("2031-03-08/2031-03-10", "2031", "2031/03/08/8–10 Mar 2031"),
        ("203X", None, "///the 2030s"),
    ],
)
def test_dates_of_ris(written: str, year: str | None, date: str) -> None:
    """Year, month, day and what else there is to say, between three strokes."""
    record = ris(msgspec.structs.replace(ITEM, issued=csl_date(dates.parse(written))))
    assert (record.get("year"), record["date"]) == (year, date)


# --- CSL-JSON --------------------------------------------------------------------------------------------------------

TEXT_FIELDS = {"id", "title", "container-title", "publisher", "genre", "status", "URL", "archive_location", "language"}


def lawful(item: Mapping[str, object]) -> bool:
    """Whether it keeps the rules of the published schema (csl-data.json, 1.0.2) for the fields we write."""
    names = [*item.get("author", ()), *item.get("editor", ())]  # type: ignore[misc] # what is no list fails here
    when = [item[name] for name in ("issued", "accessed") if name in item]
    known = TEXT_FIELDS | {"type", "note", "author", "editor", "issued", "accessed"}
    return (
        item.keys() <= known
        and {"id", "type"} <= item.keys()
        and item["type"] in {"webpage", "article-newspaper", "document"}
        and all(isinstance(item[name], str) for name in (TEXT_FIELDS | {"note"}) & item.keys())
        and all(isinstance(name, dict) and name.keys() == {"literal"} for name in names)
        and all(isinstance(date, dict) and lawful_date(date) for date in when)
    )


def lawful_date(date: Mapping[str, object]) -> bool:
    """One or two lists of one to three numbers; a season, a doubt; or words."""
    parts = date.get("date-parts", [[1]])
    return (
        bool(date)
        and date.keys() <= {"date-parts", "season", "circa", "literal"}
        and isinstance(parts, list)
        and 1 <= len(parts) <= 2
        and all(1 <= len(one) <= 3 and all(type(number) is int for number in one) for one in parts)
    )


@given(TEXTS)
def test_csl_is_the_item_itself(title: str) -> None:
    """Nothing is lost, nothing is escaped twice, and the published schema is kept."""
    item = msgspec.structs.replace(ITEM, title=title, author=(CslName(literal=title),), issued=CslDate(literal=title))
    [read] = json.loads(CITATIONS["csl"](item))
    assert lawful(read)
    assert (read["title"], read["author"], read["issued"]) == (title, [{"literal": title}], {"literal": title})
    assert msgspec.convert(read, CslItem) == item


def test_what_is_not_known_is_not_in_it() -> None:
    """No empty text, no empty list, no null."""
    assert json.loads(CITATIONS["csl"](ITEM)) == [
        {"id": "gazette-20310308", "type": "article-newspaper", "title": "Night boats stay"}
    ]


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2031-03-08T09:15+09:00", {"date-parts": [[2031, 3, 8]]}),
        ("2031-03", {"date-parts": [[2031, 3]]}),
        ("2031-03-XX", {"date-parts": [[2031, 3]]}),
        ("2031?", {"date-parts": [[2031]], "circa": True}),
        ("2031-08~/2031-12", {"date-parts": [[2031, 8], [2031, 12]], "circa": True}),
        ("2031-24", {"date-parts": [[2031]], "season": 4}),
        ("203X", {"literal": "the 2030s"}),
        ("2031-01/..", {"literal": "January 2031 to …"}),
        ("2031-21/2031-23", {"literal": dates.long_text(dates.parse("2031-21/2031-23"))}),
    ],
)
def test_dates_of_csl(written: str, date: object) -> None:
    """Parts where parts can say it, words where not."""
    [read] = json.loads(CITATIONS["csl"](msgspec.structs.replace(ITEM, issued=csl_date(dates.parse(written)))))
    assert read["issued"] == date
    assert lawful(read)


DAYS = st.dates(min_value=dates.parse("1900").earliest, max_value=dates.parse("2100").earliest)  # type: ignore[arg-type] # both have a day


@given(DAYS, DAYS, st.sampled_from(["", "~", "?", "%"]), st.sampled_from([4, 7, 10]))
def test_a_date_survives_the_way_through_csl(one: object, other: object, doubt: str, length: int) -> None:
    """Written as EDTF again, it can mean the same days."""
    ends = sorted((str(one)[:length], str(other)[:length]))
    for text in (f"{ends[0]}{doubt}", f"{ends[0]}{doubt}/{ends[1]}{doubt}"):
        value = dates.parse(text)
        made = csl_date(value)
        assert made is not None
        again = dates.parse(edtf(made))
        assert (again.earliest, again.latest) == (value.earliest, value.latest)
        assert again.is_approximate == bool(doubt)


# --- in words, and in the head ---------------------------------------------------------------------------------------

WHOLE = CslItem(
    id="courier-20310307",
    type=CslType.NEWS,
    title="Ministers “keep the night boats”",
    author=(CslName(literal="Ottoline Sample"), CslName(literal="Northwire")),
    container_title="The Skerry Courier",
    issued=CslDate(date_parts=((2031, 3, 7),)),
    accessed=CslDate(date_parts=((2031, 3, 8),)),
    url="https://courier.example/boats",
    archive_location="https://archive.example/boats",
    note="Date inferred. Recorded in The Skerry Record: https://skerry.example/sources/courier-20310307/",
)


def test_all_that_is_known_in_words() -> None:
    """In the order of a bibliography; the address in this record comes last, with nothing after it."""
    assert CITATIONS["plain"](WHOLE) == (
        "Ottoline Sample and Northwire. “Ministers ‘keep the night boats’.” The Skerry Courier, 7 Mar 2031. "
        "https://courier.example/boats Accessed 8 Mar 2031. Archived at https://archive.example/boats "
        "Date inferred. Recorded in The Skerry Record: https://skerry.example/sources/courier-20310307/"
    )


def test_next_to_nothing_in_words() -> None:
    """No author, no place, no date: nothing stands for them but "n.d."."""
    assert CITATIONS["plain"](ITEM) == "“Night boats stay.” n.d."
    untitled = msgspec.structs.replace(ITEM, title="[Untitled: “The ministers met …”]")
    assert CITATIONS["plain"](untitled) == "[Untitled: “The ministers met …”] n.d."


@given(TEXTS)
def test_words_stay_on_one_line(title: str) -> None:
    """Whatever a title holds."""
    assert len(CITATIONS["plain"](msgspec.structs.replace(ITEM, title=title)).splitlines()) == 1


def test_an_article_in_the_head() -> None:
    """With Zotero's own name for its kind, the outlet as its source, and the day alone."""
    assert dict(tags(WHOLE)) == {
        "DC.title": "Ministers “keep the night boats”",
        "DC.type": "newspaperArticle",
        "DC.creator": "Northwire",
        "DC.source": "The Skerry Courier",
        "DC.date": "2031-03-07",
        "citation_public_url": "https://courier.example/boats",
    }


def test_a_page_in_the_head() -> None:
    """Its publisher is no creator, whose name a tool would part; a date that is not known is said to be so."""
    page = msgspec.structs.replace(
        ITEM, type=CslType.PAGE, genre="Briefing", author=(CslName(literal="The test desk"),), container_title="Record"
    )
    assert dict(tags(page)) == {
        "DC.title": "Night boats stay",
        "DC.type": "Briefing",
        "DC.publisher": "The test desk",
        "DC.source": "Record",
        "DC.date": "n.d.",
    }

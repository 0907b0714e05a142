"""From documents to facts. Cases are whole files under tests/cases/schema, read as a content folder would be."""

from __future__ import annotations

import hashlib
import re
import typing
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import model
from generator.codes import CODES
from generator.diagnostics import Diagnostic, Severity, Span, has_errors
from generator.load import Loaded, load
from generator.model import Cite, Meeting, PointRef, SiteSettings, Source
from generator.schema import BLOCKS, Kind, countries_of, ending, read_entry, read_site, territories
from generator.schema.block import Block, Field, Presence
from generator.schema.fields import PROSE_LENGTH, Prose, address_problem, id_hint, is_id
from generator.schema.references import TAKEN
from generator.schema.several import BlocksByName, ListOf
from generator.schema.sheet import Sheet
from generator.schema.theme import token_problem, value_problem
from generator.yamldoc import Document, Mapping, Node, Scalar, Sequence, read_yaml
from tests.marked import Case, cases, stated

SCHEMA_CASES = cases("schema", with_head=True)
SITE = SiteSettings(title="Briefings", base_url="https://example.org/")
STRUCTS = {
    Kind.SOURCES: model.Source,
    Kind.MEETINGS: model.Meeting,
    Kind.PEOPLE: model.Person,
    Kind.ORGANIZATIONS: model.Organization,
    Kind.TOPICS: model.Topic,
    Kind.SERIES: model.Series,
    Kind.WORDING: model.WordingTrack,
    Kind.COUNTRIES: model.CountryEntry,
    Kind.PAGES: model.Page,
}


def file_of(kind: Kind, name: str) -> str:
    """Where an entry stands below content/."""
    return f"{kind}.yaml" if kind in {Kind.SITE, Kind.COUNTRIES} else f"{kind}/{name}{ending(kind)}"


def loaded(folder: Path, case: Case) -> Loaded:
    """The case as the only entry of a site."""
    content = folder / "content"
    kind, name = case.head.split()
    path = content / file_of(Kind(kind), name)
    path.parent.mkdir(parents=True)
    (content / "site.yaml").write_text("title: Briefings\nbase_url: https://example.org/\n")
    path.write_bytes(case.text.encode())
    return load(content)


def case_named(name: str) -> Case:
    """One case by the name of its file."""
    return next(case for case in SCHEMA_CASES if case.name == name)


@pytest.mark.parametrize("case", SCHEMA_CASES, ids=lambda case: case.name)
def test_says_what_is_wrong_and_where(case: Case, tmp_path: Path) -> None:
    """Code, message, file, line, column and end of every mistake in a field; none in what is right."""
    kind, name = case.head.split()
    wrong = loaded(tmp_path, case).diagnostics
    assert stated(case, wrong) == list(case.expected)
    assert {d.at.path for d in wrong} <= {(tmp_path / "content" / file_of(Kind(kind), name)).as_posix()}
    assert all(d.hint for d in wrong)


@pytest.mark.parametrize("case", SCHEMA_CASES, ids=lambda case: case.name)
def test_an_entry_with_errors_is_named_as_failed(case: Case, tmp_path: Path) -> None:
    """It stays out of the Library, and references to it are not called unresolved."""
    kind, name = case.head.split()
    found = loaded(tmp_path, case)
    assert found.library is not None
    if Kind(kind) in STRUCTS and Kind(kind) is not Kind.COUNTRIES:
        assert (name in getattr(found.library, kind)) is not has_errors(found.diagnostics)
        assert ((Kind(kind), name) in found.failed) is has_errors(found.diagnostics)


def test_prose_takes_twenty_thousand_characters() -> None:
    """And not one more: blanks around it do not count."""
    for length, wrong in ((PROSE_LENGTH, []), (PROSE_LENGTH + 1, ["S144"])):
        document, _ = read_yaml("f.yaml", f"text: >-\n  {'a' * length}\n\n")
        assert document is not None
        text = document.root.get("text")
        assert text is not None
        assert [one.code for one in Prose().read(text, Sheet(document))] == wrong


def test_hints_say_what_to_write(tmp_path: Path) -> None:
    """A date in words is translated; a missing field is explained."""
    date = loaded(tmp_path / "a", case_named("d101-date")).diagnostics
    assert date[0].hint.startswith("did you mean 2024-02-22?")
    missing = loaded(tmp_path / "b", case_named("s102-field-missing")).diagnostics
    assert missing[0].hint.startswith("write 'country: …', or list it in unknown. It is for: ")


def test_every_code_of_fields_is_produced() -> None:
    """A code without a case is a promise nobody has checked; S113 is about file names and stands in test_load."""
    produced = {expected.said[:4] for case in SCHEMA_CASES for expected in case.expected} | {"S113"}
    assert {code for code in CODES if code[0] == "S"} <= produced


@pytest.mark.parametrize("kind", STRUCTS)
def test_tables_have_the_attributes_of_the_facts(kind: Kind) -> None:
    """Every field leads to an attribute, and every attribute is given, derived or the id."""
    derived = {"id", "inferred", "unknown", "paragraphs", "sha256", "alpha_3", "text"}
    given_here = {field.attribute for field in BLOCKS[kind].fields}
    assert given_here <= set(STRUCTS[kind].__struct_fields__)
    assert set(STRUCTS[kind].__struct_fields__) <= given_here | derived


@pytest.mark.parametrize("kind", STRUCTS)
def test_a_fact_needs_no_more_than_must_be_given(kind: Kind) -> None:
    """A table that lets a field be left out has something to stand in its place."""
    needed = [field for field in BLOCKS[kind].fields if field.presence is not Presence.OPTIONAL]
    derived = {"id": "x", "paragraphs": (), "sha256": "", "alpha_3": "XXX", "text": "", "name": "X"}
    known = {name: value for name, value in derived.items() if name in STRUCTS[kind].__struct_fields__}
    assert BLOCKS[kind].make(**{**known, **{field.attribute: None for field in needed}})


def blocks_in(block: Block) -> list[Block]:
    """A block and all blocks inside it."""
    inner: list[Block] = [block]
    for field in block.fields:
        form: object = field.form
        while isinstance(form, ListOf):
            form = form.item
        if isinstance(form, BlocksByName):
            form = form.block
        if isinstance(form, Block):
            inner += blocks_in(form)
    return inner


@pytest.mark.parametrize("kind", STRUCTS)
def test_every_field_is_described_in_a_sentence(kind: Kind) -> None:
    """Editors and the documentation show it."""
    fields: list[Field] = [field for block in blocks_in(BLOCKS[kind]) for field in block.fields]
    assert all(field.doc.endswith(".") and field.doc[0].isupper() and len(field.doc) > 8 for field in fields)


@pytest.mark.parametrize("case", [case for case in SCHEMA_CASES if not case.expected], ids=lambda case: case.name)
def test_facts_have_the_types_they_promise(case: Case, tmp_path: Path) -> None:
    """A struct does not check what it is made of."""
    kind, name = case.head.split()
    library = loaded(tmp_path, case).library
    assert library is not None
    fact = library.site if kind == "site" else getattr(library, kind).get(name)
    assert fact is None or list(misfits(fact, type(fact))) == []


def misfits(value: object, hint: object) -> Iterator[object]:
    """The parts of a value that are not of the type its annotation promises."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple and isinstance(value, tuple):
        hints = inner[:1] * len(value) if inner[-1] is Ellipsis else inner
        for part, of_part in zip(value, hints, strict=True):
            yield from misfits(part, of_part)
    elif inner:
        if all(list(misfits(value, option)) for option in inner):
            yield value
    elif isinstance(hint, typing.NewType):
        yield from misfits(value, hint.__supertype__)
    elif not (isinstance(hint, type) and isinstance(value, hint)):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name, of_part in typing.get_type_hints(hint).items():
            if name in value.__struct_fields__:
                yield from misfits(getattr(value, name), of_part)


def test_a_wrong_type_is_seen() -> None:
    """The check above bites."""
    assert list(misfits(Cite(source=model.SourceId("kh"), paragraph="1"), Cite)) == ["1"]  # type: ignore[arg-type]  # on purpose
    assert list(misfits((1, "a"), tuple[int, ...])) == ["a"]
    assert list(misfits(None, str | None)) == []


def meeting_in_full(tmp_path: Path) -> Meeting:
    """The meeting that uses every field."""
    library = loaded(tmp_path, case_named("ok-meeting-in-full")).library
    assert library is not None
    (meeting,) = library.meetings.values()
    return meeting


def test_spellings_of_references(tmp_path: Path) -> None:
    """A cite is a text or a block; a point without its meeting is one of this meeting; #p7 is a paragraph."""
    meeting = meeting_in_full(tmp_path)
    arms = meeting.points[1]
    assert arms.cite == (
        Cite(source=model.SourceId("kh"), paragraph=1),
        Cite(source=model.SourceId("kh"), paragraph=2, words="second line"),
        Cite(source=model.SourceId("kh"), paragraph=3, according_to="us-state"),
    )
    assert [str(point) for point in arms.follows] == [
        "2024-02-rio#stern",
        "2023-09-new-york#concern",
        "2024-02-rio#arms",
    ]
    assert [type(basis) for basis in meeting.assessment[0].rests_on] == [PointRef, Cite, PointRef]
    assert meeting.participants[0].role == "envoy"
    assert meeting.participants[0].inferred == (model.Inference(field="as", reason="from the seating"),)
    assert (meeting.wording[0].original, meeting.wording[0].original_language) == ("심각한 위협", "ko")
    assert meeting.sidelines_of == model.NameOrText(text="G20 meeting")


def test_what_is_not_known_is_none_and_listed(tmp_path: Path) -> None:
    """A stated field in `unknown` is None, or empty for a list."""
    text = "---\ntitle: Three\nunknown: [publisher, issued, url]\n---\nText.\n"
    library = loaded(tmp_path, Case("", "sources kh", text, ())).library
    assert library is not None
    source = library.sources[model.SourceId("kh")]
    assert (source.publisher, source.issued, source.unknown) == (None, None, ("publisher", "issued", "url"))


def test_a_source_keeps_its_text_as_captured(tmp_path: Path) -> None:
    """Paragraphs are its non-empty lines, untouched; the digest is that of the bytes below the front matter."""
    body = "Share this \u200b\r\n\r\n  Second\u00a0line\ue000\r\nThird"
    text = f"---\r\ntitle: Three\r\nunknown: [publisher, issued]\r\n---\r\n{body}"
    found = loaded(tmp_path, Case("", "sources kh", text, ()))
    assert found.diagnostics == ()
    assert found.library is not None
    source = found.library.sources[model.SourceId("kh")]
    assert source.paragraphs == ("Share this \u200b", "  Second\u00a0line\ue000", "Third")
    assert source.sha256 == hashlib.sha256(body.encode()).hexdigest()
    assert source.language == "en"


def test_defaults_come_from_the_site(tmp_path: Path) -> None:
    """The language of a source, and the names of countries in the language of the site."""
    content = tmp_path / "content"
    (content / "sources").mkdir(parents=True)
    (content / "site.yaml").write_text("title: B\nbase_url: https://example.org\nlanguage: KO\n")
    (content / "countries.yaml").write_text("kr:\njp:\n  name: Nippon\n")
    (content / "sources" / "kh.md").write_text("---\ntitle: T\nunknown: [publisher, issued]\n---\nText.\n")
    library = load(content).library
    assert library is not None
    assert library.site.base_url == "https://example.org/"
    assert library.sources[model.SourceId("kh")].language == "ko"
    assert [(entry.id, entry.name, entry.alpha_3) for entry in library.countries.values()] == [
        ("jp", "Nippon", "JPN"),
        ("kr", "대한민국", "KOR"),
    ]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://127.0.0.1:8000/a",
        "https://xn--e1afmkfd.example/ü?q=1#a",
        "https://[::1]/",
        "https://é.fr/",
    ],
)
def test_addresses_that_are_links(address: str) -> None:
    """Of the web, with a host."""
    assert address_problem(address) == ""


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "//example.org/",
        "https:example.org",
        "https://",
        "ftp://example.org/",
        "https://a@b.c/",
        "https://:x@b.c/",
        "https://a b/",
        "https://a\\b/",
        "https://exa<mple.org/",
        "http://[::1/",
        "http://a:99999/",
        "data:text/html,x",
        "https://?x",
    ],
)
def test_addresses_that_are_not(address: str) -> None:
    """Anything a browser would run, resolve elsewhere, or show wrongly."""
    assert address_problem(address)


def test_ids() -> None:
    """Lower-case ASCII letters and digits with single hyphens, at most 80; the hint offers one."""
    assert all(map(is_id, ["a", "2024-02-rio", "a" * 80]))
    assert not any(map(is_id, ["", "-a", "a-", "a--b", "A", "é", "a_b", "a b", "a" * 81, "a\n", "١"]))
    assert id_hint("Cho Tae-yul").startswith("did you mean 'cho-tae-yul'?")
    assert id_hint("São Paulo").startswith("did you mean 'sao-paulo'?")


@given(st.text())
def test_the_id_offered_is_an_id(text: str) -> None:
    """Whatever was written."""
    hint = id_hint(text)
    if hint.startswith("did you mean '"):
        assert is_id(hint.split("'")[1])


def test_countries_are_those_of_iso_3166() -> None:
    """249 official codes and Kosovo's; each has three letters and a name."""
    assert len(territories.codes()) == 250
    assert {"kr", "kp", "jp", "us", "br", "xk"} <= set(territories.codes())
    assert not {"eu", "uk", "zz", "xa", "un", "KR"} & set(territories.codes())
    threes = [territories.alpha_3(code) for code in territories.codes()]
    assert len(set(threes)) == 250
    assert (territories.alpha_3("de"), territories.alpha_3("mm")) == ("DEU", "MMR")
    assert territories.country_name("kr", "fr") == "Corée du Sud"
    assert territories.country_name("kr", "x-nowhere") == "South Korea"


SAFE_VALUES = [
    "#fff",
    "#ffe27a80",
    "1.5rem",
    "-.5em",
    "0",
    "100%",
    "'Libre Franklin', sans-serif",
    "oklch(0.9 0.1 90 / 50%)",
]
SAFE_VALUES += [
    "clamp(1rem, 0.9rem + 1vw, 2rem)",
    "var(--ink)",
    "color-mix(in oklab, red 50%, var(--paper))",
    "light-dark(#fff, #000)",
]
UNSAFE_VALUES = [
    "url(x)",
    "URL(x)",
    "u\\72l(x)",
    "red;",
    "}",
    "{",
    "</style>",
    "`",
    "expression(1)",
    "image-set('x' 1x)",
    "/*",
    "a*/",
    "'",
]
UNSAFE_VALUES += [
    "rgb(1,2,3",
    "red)",
    "calc(",
    "#ff",
    "@import",
    "red!important",
    '"a\\"',
    "'a;b'",
    "x" * 201,
    "attr(href)",
    "env(x)",
    "#fffg",
]


@pytest.mark.parametrize("value", SAFE_VALUES)
def test_design_values_that_are_safe(value: str) -> None:
    """Colours, lengths, fonts and a few functions."""
    assert value_problem(value) == ("", "")


@pytest.mark.parametrize("value", [value for value in UNSAFE_VALUES if value != "a*/"])
def test_design_values_that_are_not(value: str) -> None:
    """Nothing that ends a declaration, loads a file, opens a comment or hides behind an escape."""
    assert value_problem(value)[0]


@given(st.text(st.sampled_from("abcurlx(){};:/*'\"\\#<>@!`,.-+ 019%é\n"), max_size=30))
def test_a_safe_value_cannot_leave_its_declaration(value: str) -> None:
    """Whatever passes has no character that ends a declaration or a rule, and closes what it opens."""
    if value_problem(value) == ("", ""):
        assert not set(value) & set(";{}<>\\`@!:")
        assert "/*" not in value
        assert value.count("'") % 2 == 0 or '"' in value
        assert value.count("(") == value.count(")")
        assert "url(" not in value.lower()


def test_names_of_design_tokens() -> None:
    """As in the style sheet, with or without the two hyphens."""
    assert [token_problem(name)[0] for name in ("marker", "--marker-ink", "s2")] == ["", "", ""]
    assert all(token_problem(name)[0] for name in ("Marker", "a b", "--", "a;b", "1a", "a" * 70))


NAMES = sorted({field.name for block in BLOCKS.values() for inner in blocks_in(block) for field in inner.fields})
WORDS = [
    "",
    "~",
    "p1",
    "p2-p1",
    "kh#p1",
    "kh",
    "#x",
    "2024-02-22",
    "position",
    "kr",
    "yes",
    "7",
    "https://a.b/",
    "[x]",
    "é" * 90,
    "a\nb",
]
SCALARS = st.builds(
    lambda value, style: Scalar(value, 1, 1, 1, 2, style),
    st.sampled_from(WORDS) | st.text(max_size=8),
    st.sampled_from(["plain", "double", "folded"]),
)
KEYS = st.builds(lambda name: Scalar(name, 1, 1, 1, 2, "plain"), st.sampled_from([*NAMES, "inferred", "unknown", "x"]))


def _mapping(pairs: list[tuple[Scalar, Node]], *, flow: bool) -> Mapping:
    unique = {key.value: (key, value) for key, value in pairs}
    return Mapping(tuple(unique.values()), 1, 1, flow)


def _nodes(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    sequences = st.builds(
        lambda items, flow: Sequence(tuple(items), 1, 1, flow), st.lists(inner, max_size=3), st.booleans()
    )
    mappings = st.builds(
        lambda pairs, flow: _mapping(pairs, flow=flow), st.lists(st.tuples(KEYS, inner), max_size=6), st.booleans()
    )
    return sequences | mappings


NODES: st.SearchStrategy[Node] = st.recursive(SCALARS, _nodes, max_leaves=12)
ROOTS = st.lists(st.tuples(KEYS, NODES), max_size=8).map(lambda pairs: _mapping(pairs, flow=False))


@given(ROOTS, st.sampled_from(list(Kind)), st.sampled_from(["", "One.\n\nTwo.\n"]))
def test_no_document_breaks_the_schema(root: Mapping, kind: Kind, body: str) -> None:
    """Whatever nodes there are, there is a fact or an error, and every error can be shown."""
    document = Document("f.yaml", root, "x\n")
    fact: model.Value | None
    fact, wrong = (
        read_site(document) if kind is Kind.SITE else read_entry(kind, "kr", document, SITE.language, body=body)
    )
    assert (fact is None) == has_errors(wrong)
    _presentable(wrong)
    if kind is Kind.COUNTRIES:
        _presentable(countries_of(document)[1])


def _presentable(wrong: tuple[Diagnostic, ...]) -> None:
    for entry in wrong:
        assert entry.code in CODES
        assert "\n" not in entry.message + entry.hint
        assert entry.message
        assert len(entry.message) < 400


def test_warnings_do_not_keep_a_fact_out() -> None:
    """Only errors do."""
    assert not has_errors([Diagnostic(at=Span("f"), code="C104", message="m", severity=Severity.WARNING)])


def test_an_accepted_warning_keeps_its_reason() -> None:
    """The code must be one of a warning."""
    warning = next(code.code for code in CODES.values() if code.severity is Severity.WARNING)
    document, _ = read_yaml("f.yaml", f"name: Cyber\nscope: Theft.\naccept: {{{warning}: looked at}}\n")
    assert document is not None
    fact, wrong = read_entry(Kind.TOPICS, "cyber", document, SITE.language)
    assert wrong == ()
    assert fact is not None
    assert fact.accept == ((warning, "looked at"),)


def test_skips_are_in_the_order_of_the_text() -> None:
    """However they are written."""
    document, _ = read_yaml("f.yaml", "title: T\nunknown: [publisher, issued]\nskip: {p3: c, p1-p2: a}\n")
    assert document is not None
    fact, wrong = read_entry(Kind.SOURCES, "kh", document, SITE.language, body="1\n2\n3\n")
    assert wrong == ()
    assert isinstance(fact, Source)
    assert [(skip.first, skip.last, skip.reason) for skip in fact.skip] == [(1, 2, "a"), (3, 3, "c")]


def test_no_point_can_have_the_name_of_something_else_on_its_page() -> None:
    """What templates call a part of the page, and all that stands on the pages of the golden site."""
    root = Path(__file__).parents[2]
    templates = (root / "templates" / "meeting.html", root / "templates" / "base.html")
    fixed = {name for one in templates for name in re.findall(r'(?:id="|section\(")([a-z0-9-]+)"', one.read_text())}
    assert {"sources", "parts", "main"} <= fixed
    golden = root / "tests" / "golden"
    library = load(golden / "content").library
    assert library
    for meeting in library.meetings.values():
        page = golden / "expected" / "meetings" / meeting.id / "index.html"
        points = {point.id for point in meeting.points}
        fixed |= {*re.findall(r' id="([^"]+)"', page.read_text() if page.exists() else "")} - points
    assert [name for name in sorted(fixed) if is_id(name) and not TAKEN.fullmatch(name)] == []

"""How templates are found and rendered, and what is said when they are wrong."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.codes import CODES
from generator.diagnostics import Diagnostic
from generator.faults import together
from generator.paths import builtin_templates
from generator.render import (
    Renderer,
    RenderError,
    asset_files,
    asset_paths,
    fit,
    page_tags,
    template_of,
    themed,
)

from .sample_views import MEETING, NOT_FOUND, PAGES, PERSON, SITE

BUILTIN = builtin_templates()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project's own, still empty template folder."""
    folder = tmp_path / "templates"
    folder.mkdir()
    return folder


def write(folder: Path, name: str, text: str) -> None:
    """A template of the project."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def fault_of(project: Path, text: str, name: str = "person.html") -> Diagnostic:
    """The diagnostic of rendering a person with this template."""
    write(project, name, text)
    with pytest.raises(RenderError) as failure:
        Renderer(project, BUILTIN).render(PERSON, SITE)
    return failure.value.diagnostic


def test_every_kind_of_page_renders() -> None:
    """Each view has a built-in template that shows it."""
    renderer = Renderer(None, BUILTIN)
    assert all("</html>" in renderer.render(page, SITE) for page in PAGES.values())
    assert set(PAGES) == set(page_tags())


def test_what_has_its_own_html_keeps_it(project: Path) -> None:
    """Values that are no text: numbers, nothing, and markup of another kind than Jinja's."""
    write(project, "person.html", "{{ 3 }} {{ none }} {{ page.name|safe }} {{ '<' ~ page.name }} {{ ['<'] }}")
    view = msgspec.structs.replace(PERSON, name="<i>")
    assert Renderer(project, BUILTIN).render(view, SITE) == "3 None <i> &lt;&lt;i&gt; [&#39;&lt;&#39;]"


def test_a_page_is_the_same_every_time() -> None:
    """Equal views make equal bytes, in one renderer and in two."""
    first = Renderer(None, BUILTIN)
    assert first.render(MEETING, SITE) == first.render(MEETING, SITE) == Renderer(None, BUILTIN).render(MEETING, SITE)


def test_the_builtin_templates_have_no_fault() -> None:
    """All of them can be read, and all they refer to is there."""
    assert Renderer(None, BUILTIN).check() == ()


def test_a_project_template_replaces_the_builtin_one(project: Path) -> None:
    """A project's person.html comes first; meetings stay as they were."""
    write(project, "person.html", "<h1>{{ page.name }} of the project</h1>")
    renderer = Renderer(project, BUILTIN)
    assert renderer.render(PERSON, SITE) == "<h1>Park Jin of the project</h1>"
    assert renderer.render(MEETING, SITE) == Renderer(None, BUILTIN).render(MEETING, SITE)


def test_a_project_template_extends_the_default_it_replaces(project: Path) -> None:
    """`default/` names the built-in template of the same name, and its blocks can be filled."""
    write(
        project,
        "person.html",
        '{% extends "default/person.html" %}{% block title %}Who is {{ page.name }}{% endblock %}',
    )
    html = Renderer(project, BUILTIN).render(PERSON, SITE)
    assert "<title>Who is Park Jin</title>" in html
    assert "Roles over time" in html


def test_a_project_folder_cannot_shadow_default(project: Path) -> None:
    """`default/` always is the built-in one, whatever a project names its folders."""
    write(project, "default/person.html", "shadow")
    write(project, "person.html", '{% extends "default/person.html" %}')
    assert "Roles over time" in Renderer(project, BUILTIN).render(PERSON, SITE)


def test_a_project_macro_reaches_builtin_pages(project: Path) -> None:
    """A part can be replaced without touching the pages that show it."""
    write(project, "macros/facts.html", "{% macro facts(rows) %}<p>{{ rows | length }} facts of ours</p>{% endmacro %}")
    assert "<p>4 facts of ours</p>" in Renderer(project, BUILTIN).render(PERSON, SITE)


def test_what_a_view_does_not_have_is_a_diagnostic(project: Path) -> None:
    """A misspelt field does not print an empty place: it stops the page, with the template's line."""
    found = fault_of(project, "<h1>\n{{ page.titel }}\n</h1>")
    assert found.code == "T102"
    assert found.at.path.endswith("person.html")
    assert found.at.line == 2
    assert "titel" in found.message
    assert found.notes[0].at.path == PERSON.path


def test_a_format_that_is_none_is_a_diagnostic(project: Path) -> None:
    """A citation is asked for by the name of its format."""
    found = fault_of(project, '{{ page | citation("docx") }}')
    assert (found.code, found.message) == ("T102", "there is no format 'docx' of a citation")


def test_an_undefined_condition_is_a_diagnostic(project: Path) -> None:
    """StrictUndefined bites in `if` as well."""
    assert fault_of(project, "{% if nothing %}x{% endif %}").code == "T102"


def test_the_line_of_a_faulty_macro_is_named(project: Path) -> None:
    """The innermost template is where the fault lies, not the page that uses it."""
    write(project, "macros/own.html", "{% macro own() %}\n\n{{ 1 // 0 }}{% endmacro %}")
    found = fault_of(project, '{% from "macros/own.html" import own %}{{ own() }}')
    assert found.code == "T105"
    assert (Path(found.at.path).name, found.at.line) == ("own.html", 3)


def test_a_syntax_error_is_a_diagnostic(project: Path) -> None:
    """An unclosed block is told with its file and line, before and while rendering."""
    found = fault_of(project, "one\n{% if page.name %}")
    assert (found.code, found.at.line) == ("T101", 2)
    assert [one.code for one in Renderer(project, BUILTIN).check()] == ["T101"]


def test_a_missing_template_is_a_diagnostic(project: Path) -> None:
    """The line that asks for it is named, and so is what it asks for."""
    found = fault_of(project, 'x\n{% include "macros/nobody.html" %}')
    assert (found.code, found.at.line) == ("T103", 2)
    assert "macros/nobody.html" in found.message
    checked = Renderer(project, BUILTIN).check()
    assert [(one.code, one.at.line) for one in checked] == [("T103", 2)]


def test_a_template_that_is_not_utf8_is_a_diagnostic(project: Path) -> None:
    """Latin-1 text is refused, not guessed."""
    (project / "person.html").write_bytes("Señor".encode("latin-1"))
    assert [one.code for one in Renderer(project, BUILTIN).check()] == ["T106"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{% extends "default/person.html" %}\n{% block man %}x{% endblock %}', ["did you mean 'main'?"]),
        ('{% extends "default/person.html" %}\n{% block main %}{% block own %}x{% endblock %}{% endblock %}', []),
        ("{% block man %}x{% endblock %}", []),
        ('{% extends "missing.html" %}\n{% block man %}x{% endblock %}', []),
    ],
    ids=["misspelt", "inside another", "extends nothing", "unknown parent"],
)
def test_a_block_that_fills_nothing_is_told(project: Path, text: str, said: list[str]) -> None:
    """Jinja leaves it out without a word; one inside another block is placed by that."""
    write(project, "person.html", text)
    found = [one for one in Renderer(project, BUILTIN).check() if one.code == "T107"]
    assert [(one.at.line, one.hint) for one in found] == [(2, hint) for hint in said]


@pytest.mark.parametrize(
    "text",
    ['{% include "macros/" ~ page.section %}', "{% extends page.section %}", "{% import page.title as own %}"],
)
def test_a_computed_template_name_is_a_diagnostic(project: Path, text: str) -> None:
    """The templates of a page must be known without rendering it."""
    write(project, "person.html", text)
    assert [one.code for one in Renderer(project, BUILTIN).check()] == ["T104"]


def test_one_failing_page_stops_no_other(project: Path) -> None:
    """A fault of one kind of page leaves the others as they are; it is told once for all pages it hits."""
    write(project, "person.html", "{{ page.titel }}")
    other = msgspec.structs.replace(PERSON, path="people/somebody/")
    renderer, faults, rendered = Renderer(project, BUILTIN), [], set()
    for page in (PERSON, MEETING, other, NOT_FOUND):
        try:
            renderer.render(page, SITE)
            rendered.add(page.path)
        except RenderError as failure:
            faults.append(failure.diagnostic)
    assert rendered == {MEETING.path, NOT_FOUND.path}
    (fault,) = together(faults)
    assert fault.code == "T102"
    assert "1 more" in fault.notes[0].message


def test_every_code_of_a_template_fault_is_explained() -> None:
    """The table of codes knows them all."""
    assert {f"T10{number}" for number in range(1, 7)} <= set(CODES)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", "../../"),
        ("#e3", "#e3"),
        ("sources/kh/#p6", "../../sources/kh/#p6"),
        ("sources/kh/#p7:~:text=serious%20threat", "../../sources/kh/#p7:~:text=serious%20threat"),
        ("people/ü/", "../../people/%C3%BC/"),
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("javascript:alert(1)", "../../javascript%3Aalert(1)"),
        ("//evil.example/", "../../evil.example/"),
        ("data:text/html,x", "../../data%3Atext/html,x"),
        ('a"><script>', "../../a%22%3E%3Cscript%3E"),
    ],
)
def test_url_leads_only_to_places_of_the_site_and_the_web(project: Path, path: str, expected: str) -> None:
    """Fragments stay, paths start from the page's root, and no other scheme survives."""
    write(project, "person.html", "{{ page.title | url }}")
    page = msgspec.structs.replace(PERSON, title=path)
    assert Renderer(project, BUILTIN).render(page, SITE) == expected.replace("&", "&amp;")


def test_url_at_the_root_of_the_site(project: Path) -> None:
    """Where the page is the root, "" is "./", and a path that looks like a scheme stays a path."""
    write(project, "person.html", "{{ '' | url }} {{ 'javascript:x' | url }} {{ 'meetings/' | url }}")
    page = msgspec.structs.replace(PERSON, root="")
    assert Renderer(project, BUILTIN).render(page, SITE) == "./ javascript%3Ax meetings/"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ko Mi-hyun", 'Ko <bdi class="nb">Mi-hyun</bdi>'),
        ("Russia\u2013North Korea", '<bdi class="nb">Russia\u2013North</bdi> Korea'),
        ("Anne-Marie’s <b>", '<bdi class="nb">Anne-Marie</bdi>’s &lt;b&gt;'),
        (f"{'long' * 4}-{'name' * 4}", f"{'long' * 4}-{'name' * 4}"),
        ("https://gazette.example/day-boats", "https://gazette.example/day-boats"),
    ],
)
def test_a_name_does_not_break_at_its_hyphen(project: Path, name: str, shown: str) -> None:
    """Unless no line has room for it; addresses break anywhere."""
    write(project, "person.html", "{{ page.title | hyphened }}")
    assert Renderer(project, BUILTIN).render(msgspec.structs.replace(PERSON, title=name), SITE) == shown


def test_a_name_that_is_html_is_told_from_one_that_is_text(project: Path) -> None:
    """Both have the same letters; the one is shown as it is."""
    write(project, "person.html", "{{ page.title | hyphened }} {{ page.title | safe | hyphened }}")
    page = msgspec.structs.replace(PERSON, title="<i>")
    assert Renderer(project, BUILTIN).render(page, SITE) == "&lt;i&gt; <i>"


@pytest.mark.parametrize("base", ["https://example.org/briefs", "https://example.org/briefs/"])
def test_canonical_addresses_keep_the_path_of_the_base_url(base: str) -> None:
    """A site under a path is addressed there, with one slash between."""
    html = Renderer(None, BUILTIN).render(PERSON, msgspec.structs.replace(SITE, base_url=base))
    assert '<link rel="canonical" href="https://example.org/briefs/people/park-jin/">' in html


def test_templates_have_no_globals(project: Path) -> None:
    """Not even Jinja's own: a template shows what it is given."""
    assert fault_of(project, "{{ range(3) }}").code == "T102"


def test_text_of_a_view_is_never_compiled(project: Path) -> None:
    """Jinja's marks in a fact are characters."""
    write(project, "person.html", "{{ page.name }}")
    page = msgspec.structs.replace(PERSON, name="{{ 7 * 7 }}{% raise %}")
    assert Renderer(project, BUILTIN).render(page, SITE) == "{{ 7 * 7 }}{% raise %}"


def test_characters_that_no_page_may_hold_are_shown_as_missing(project: Path) -> None:
    """A captured text may have them; tabs and line breaks stay."""
    write(project, "person.html", "{{ page.title }}")
    page = msgspec.structs.replace(PERSON, title="a\x00b\x1b[31m\x85\ufdd0\U0001fffe\t\n\ue000c")
    assert (
        Renderer(project, builtin_templates()).render(page, SITE) == "a\ufffdb\ufffd[31m\ufffd\ufffd\ufffd\t\n\ue000c"
    )


def test_asset_names_carry_their_content() -> None:
    """Styles and scripts get a digest in the name; fonts and pictures keep theirs."""
    paths = asset_paths({"site.css": b"a", "fonts/x.woff2": b"b", "site.js": b"c"})
    assert paths == {
        "site.css": f"assets/site-{hashlib.sha256(b'a').hexdigest()[:8]}.css",
        "fonts/x.woff2": "assets/fonts/x.woff2",
        "site.js": f"assets/site-{hashlib.sha256(b'c').hexdigest()[:8]}.js",
    }


def test_a_project_asset_replaces_the_builtin_one(project: Path) -> None:
    """A project's site.css is the only one; what it does not have stays."""
    write(project, "assets/site.css", "body{}")
    write(project, "assets/.secret", "x")
    files = asset_files(project, BUILTIN)
    assert files["site.css"] == b"body{}"
    assert "site.js" in files
    assert ".secret" not in files


def test_builtin_templates_lie_inside_an_installed_package(tmp_path: Path) -> None:
    """A wheel has generator/templates; a checkout has templates beside the package."""
    package = tmp_path / "generator"
    package.mkdir()
    assert builtin_templates(package) == tmp_path / "templates"
    (package / "templates").mkdir()
    assert builtin_templates(package) == package / "templates"


def test_the_template_of_a_page_is_named_by_its_kind() -> None:
    """A meeting is shown by meeting.html."""
    assert template_of(MEETING) == "meeting.html"


def test_tokens_of_the_site_come_last_and_on_screen_only() -> None:
    """They win over the sheet's own values, which stand in layers; paper keeps its colours."""
    sheet = themed(b":root{--marker:red}", (("marker", "#d7f5c8"), ("--paper", "white")))
    assert sheet == b":root{--marker:red}\n@media screen{:root:root{--marker:#d7f5c8;--paper:white;}}\n"


def test_a_site_without_tokens_has_the_sheet_as_it_is() -> None:
    """Not a byte is added."""
    assert themed(b"a{}", ()) == b"a{}"


@given(
    st.text(max_size=40),
    st.sampled_from(["", "\x00", "\x1f", "\x7f", "\x85", "\ufdd0", "\uffff", "\U0003fffe", "\U0001f600", "é", "\xa0"]),
)
def test_what_no_page_may_hold_is_replaced_and_nothing_else(text: str, one: str) -> None:
    """HTML, 13.2.3.5: no noncharacters and no controls but white space."""
    text = f"{text}{one}{text}"
    fits = fit(text)
    assert len(fits) == len(text)
    for before, after in zip(text, fits, strict=True):
        point = ord(before)
        control = unicodedata.category(before) == "Cc" and before not in "\t\n\f\r"
        unfit = control or 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE
        assert after == ("\ufffd" if unfit else before)

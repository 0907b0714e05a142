"""The short way through Jinja makes what Jinja makes, or the long way does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import msgspec
import pytest

from generator.jinja import Environment
from generator.paths import builtin_templates
from generator.render import Renderer, RenderError

from .sample_views import PAGES, PERSON, SITE

BUILTIN = builtin_templates()
HOSTILE = msgspec.structs.replace(PERSON, name="<b>\"Ada\"</b> & 'al'", title="a<b")
PART = "{% set x = '<' %}{{ x }}{{ page.name }}"

Made = Callable[[Path | None], Renderer]

SHORT = {
    "macros": "{% macro m(a, b='<') %}{{ a }}{{ b }},{% endmacro %}{{ m(1) }}{{ m(b=2, a=page.name) }}{{ m(1, m(2)) }}",
    "a value": "{% macro m(a) %}<{{ a }}>{% endmacro %}{{ m('&') ~ '<' }}{{ m('&') | upper }}{{ [m('&')] }}",
    "another name": "{% macro m() %}<{% endmacro %}{% set n = m %}{{ n() }}{{ 'x' if n() == '<' else 'y' }}",
    "a caller": "{% macro m(a) %}{{ caller(a, b=1) }}{% endmacro %}{% call(a, b) m('<') %}{{ a }}{{ b }}{% endcall %}",
    "no caller": "{% macro m() %}{{ caller() if caller is defined else '<' }}{% endmacro %}{{ m() }}",
    "all arguments": "{% macro m(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, '<', class='&') }}",
    "lists of arguments": "{% macro m(a, b=0) %}{{ a }}{{ b }}{% endmacro %}{{ m(*['<', 2]) }}{{ m(**{'a': '&'}) }}",
    "words of Python": "{% macro m(class, def=1) %}{{ class }}{{ def }}{% endmacro %}{{ m(class='<', def='&') }}",
    "in a loop": "{% for x in 'ab' %}{% macro m(a) %}{{ a }}<{% endmacro %}{{ m(1) }}{{ m(a='&') }}{% endfor %}",
    "in a macro": "{% macro m(a) %}{% macro n(b) %}{{ a ~ b }}{% endmacro %}{{ n(b='<') }}{% endmacro %}{{ m('&') }}",
    "itself": "{% macro m(n) %}{{ n }}{% if n %}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(3) }}",
    "imported": "{% import 'macros/link.html' as a %}{{ a.lang('<') }}"
    "{% from 'macros/link.html' import lang as b %}{{ b(code='&') }}",
    "super": "{% extends 'default/person.html' %}"
    "{% block main %}<{{ super() | length }}{{ self.title() }}{% endblock %}",
    "a block": "{% block a %}<{% block b scoped %}{{ page.name }}{% endblock %}{% endblock %}{{ self.b() }}",
    "a part": "{% include 'part.html' %}{% include 'no.html' ignore missing %}"
    "{% filter upper %}{% include 'part.html' %}{% endfilter %}",
    "a loop": "{% for x in [[1], [[2]]] recursive %}"
    "{{ loop.index }}{{ loop(x) if x is iterable }}{% else %}<{% endfor %}",
    "settings": "{% set n = {'a': 1} %}{% set b %}<{{ page.name }}{% endset %}"
    "{% with c = b %}{{ c }}{% endwith %}{{ n['a'] }}",
    "a method": "{{ page.name.upper() }}{{ '<'.join(['a', 'b']) }}{{ 3 .real }}",
    "numbers": "{{ 1 }} {{ -1.5 }} {{ 1e300 * 1e300 }} {{ true }} {{ page.root | length }}",
}
"""What the short way leads to."""

LONG = {
    "an item": "{% set n = {'a': '<', 'class': 2} %}{{ n.a }}{{ n.class }}",
    "no such field": "{{ page.titel is defined }}{{ page.titel | default('<') }}",
    "no escaping": "{% macro m() %}<{{ page.name }}{% endmacro %}"
    "{% autoescape false %}{{ m() }}{{ m() | e }}{% endautoescape %}",
    "escaping as it comes": "{% macro m() %}<{% endmacro %}"
    "{% autoescape page.name == 1 %}{{ m() }}{{ '<' }}{% endautoescape %}",
    "a function": "{% set f = page.name.upper %}{{ f() }}",
}
"""What only the long way leads to."""

WRONG = (
    "{% macro m(a) %}{{ a }}{% endmacro %}\n{{ m() }}",
    "{% macro m(a) %}{{ a }}{% endmacro %}\n{{ m(1, 2) }}",
    "{% macro m(a) %}{{ a }}{% endmacro %}\n{{ m(b=2) }}",
    "{% macro m(a) %}{{ a }}{% endmacro %}\n{{ m(1, a=2) }}",
    "{% macro m(a) %}{{ caller() }}{% endmacro %}\n{{ m(1) }}",
    "{% from 'macros/link.html' import nobody %}\n{{ nobody(1) }}",
    "\n{{ page() }}",
    "\n{{ nobody() }}",
    "\n{{ page.name.nobody }}",
    "\n{{ page.nobody.nobody }}",
    "\n{{ {}.nobody }}",
)


class Alone(jinja2.Environment):
    """Jinja as it is, and how often it was asked for."""

    made = 0

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 # those of Jinja
        super().__init__(**settings)
        Alone.made += 1


class RefusedError(Exception):
    """The long way was asked for."""


class Refusing(Environment):
    """A long way that leads nowhere."""

    def get_template(self, name: str | jinja2.Template, *_: Any) -> jinja2.Template:  # noqa: ANN401 # as Jinja has it
        """None."""
        raise RefusedError(str(name))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project's template folder."""
    (tmp_path / "part.html").write_text(PART, encoding="utf-8")
    return tmp_path


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> Made:
    """Makes a renderer that has no way of ours through Jinja."""

    def made(project: Path | None) -> Renderer:
        before = Alone.made
        with monkeypatch.context() as patch:
            patch.setattr("generator.render.ShortEnvironment", Alone)
            patch.setattr("generator.render.Environment", Alone)
            renderer = Renderer(project, BUILTIN)
        assert Alone.made == before + 2
        return renderer

    return made


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> Made:
    """Makes a renderer that has no way but the short one."""

    def made(project: Path | None) -> Renderer:
        with monkeypatch.context() as patch:
            patch.setattr("generator.render.Environment", Refusing)
            return Renderer(project, BUILTIN)

    return made


def test_the_builtin_templates_take_the_short_way_to_the_same_pages(alone: Made, short: Made) -> None:
    """Every kind of page has the bytes that Jinja alone makes, whatever is shown."""
    ours, theirs = short(None), alone(None)
    for page in (*PAGES.values(), HOSTILE):
        assert ours.render(page, SITE) == theirs.render(page, SITE)
    assert "&lt;b&gt;&#34;Ada&#34;&lt;/b&gt; &amp; &#39;al&#39;" in ours.render(HOSTILE, SITE)


@pytest.mark.parametrize("text", SHORT.values(), ids=SHORT.keys())
def test_the_short_way_makes_what_jinja_makes(project: Path, text: str, alone: Made, short: Made) -> None:
    """Whatever of Jinja a project's template uses: the same text, escaped where Jinja escapes."""
    (project / "person.html").write_text(text, encoding="utf-8")
    assert short(project).render(HOSTILE, SITE) == alone(project).render(HOSTILE, SITE)


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_what_the_short_way_does_not_lead_to_is_made_by_the_long_one(
    project: Path, text: str, alone: Made, short: Made
) -> None:
    """The short way fails, and the page is what Jinja makes."""
    (project / "person.html").write_text(text, encoding="utf-8")
    with pytest.raises(RenderError):
        short(project).render(HOSTILE, SITE)
    ours = Renderer(project, BUILTIN)
    assert ours.render(HOSTILE, SITE) == ours.render(HOSTILE, SITE) == alone(project).render(HOSTILE, SITE)


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_said_as_jinja_alone_says_it(project: Path, text: str, alone: Made) -> None:
    """With the same message, at the same line."""
    (project / "person.html").write_text(text, encoding="utf-8")
    found = []
    for renderer in (Renderer(project, BUILTIN), alone(project)):
        with pytest.raises(RenderError) as failure:
            renderer.render(HOSTILE, SITE)
        found.append(failure.value.diagnostic)
    assert found[0] == found[1]

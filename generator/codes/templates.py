"""Codes of the checks in this family."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        code="T101",
        title="template that cannot be read as one",
        why="Jinja does not understand the template, so that no page of its kind can be made.",
        fix="Correct the line: close what is open, and end every block with its end tag.",
        wrong="{% if page.note %}{{ page.note }}",
        right="{% if page.note %}{{ page.note }}{% endif %}",
    ),
    Code(
        code="T102",
        title="value that the page does not have",
        why="A name in a template stands for nothing. It would print an empty place where readers expect a fact.",
        fix="Use a field of the page's view: docs/templates.md lists those of each kind of page.",
        wrong="{{ page.titel }}",
        right="{{ page.title }}",
    ),
    Code(
        code="T103",
        title="missing template",
        why="A template extends, includes or imports one that is in neither template folder.",
        fix='Correct the name, or put "default/" in front of it to mean the built-in template.',
        wrong='{% extends "defaults/meeting.html" %}',
        right='{% extends "default/meeting.html" %}',
    ),
    Code(
        code="T104",
        title="computed name of a template",
        why="Which templates a page is made with must be known without rendering it, or a change would not reach it.",
        fix="Write the name of the template as plain text, with an if around it where needed.",
        wrong='{% include "macros/" ~ page.kind ~ ".html" %}',
        right='{% include "macros/topic.html" %}',
    ),
    Code(
        code="T105",
        title="error while a page was rendered",
        why="The template did something that failed with the values of this page.",
        fix="Correct the line named; the note says on which page it failed.",
        wrong="{{ page.statements[99].number }}",
        right="{% for statement in page.statements %}{{ statement.number }}{% endfor %}",
    ),
    Code(
        code="T106",
        title="template that is not UTF-8 text",
        why="Templates are read as UTF-8; in any other encoding names and quotation marks would come out wrong.",
        fix="Save the template as UTF-8.",
    ),
    Code(
        code="T107",
        title="block that no template has",
        why="A template that extends another fills the other's blocks. One that is misspelt is never shown.",
        fix="Take the name the hint gives, or see the blocks of the template that is extended.",
        wrong='{% extends "default/meeting.html" %}\n{% block man %}…{% endblock %}',
        right='{% extends "default/meeting.html" %}\n{% block main %}…{% endblock %}',
    ),
)

"""Which templates a page depends on, and what of them became another."""

from __future__ import annotations

import pytest

from generator.closures import Template, Templates, changes, closure


def template(text: str, *refers: str | None, own: bool = False) -> Template:
    """One with this text, in a file that is called after it."""
    return Template(f"own/{text}" if own else text, text.encode(), own, refers)


SITE: Templates = {
    "page": template("page", "frame", "macros"),
    "other": template("other", "frame"),
    "bare": template("bare"),
    "frame": template("frame", "icon"),
    "icon": template("icon"),
    "macros": template("macros", "deep"),
    "deep": template("deep", "macros"),
    "optional": template("optional", "missing"),
    "missing": Template(),
}


def test_a_page_depends_on_whatever_lies_between() -> None:
    """In a circle too."""
    assert closure(SITE, "page") == {"page", "frame", "icon", "macros", "deep"}
    assert closure(SITE, "bare") == {"bare"}


def test_a_computed_name_may_be_any() -> None:
    """Those that no name leads to, and those that come later."""
    before = {**SITE, "icon": template("icon", None)}
    assert closure(before, "page") == {*before, None}
    assert changes(before, {**before, "late": template("late")}, "page") == (("late", "new"),)
    assert changes(before, {**before, "bare": template("bark")}, "page") == (("bark", "changed"),)
    assert changes(before, {**before, "late": template("late")}, "bare") == ()


@pytest.mark.parametrize(
    ("name", "becomes", "said", "of"),
    [
        ("deep", template("deeper", "macros"), ("deeper", "changed"), {"page"}),
        ("icon", template("icon2", own=True), ("own/icon2", "new"), {"page", "other", "frame"}),
        ("icon", Template(), ("icon", "removed"), {"page", "other", "frame"}),
        ("missing", template("there", own=True), ("own/there", "new"), {"optional"}),
        ("bare", template("bare2", "icon"), ("bare2", "changed"), {"bare"}),
    ],
    ids=["changed", "hidden", "removed", "missing", "with a name more"],
)
def test_a_change_is_told_of_what_depends_on_it(
    name: str, becomes: Template, said: tuple[str, str], of: set[str]
) -> None:
    """By the file that anybody would call it by."""
    now = {**SITE, name: becomes}
    kinds = {"page", "other", "bare", "frame", "optional"}
    assert {kind: changes(SITE, now, kind) for kind in kinds} == {kind: (said,) if kind in of else () for kind in kinds}


def test_what_hid_a_template_and_goes_is_removed() -> None:
    """It is not the other that is new."""
    before = {**SITE, "frame": template("frame2", own=True)}
    assert changes(before, SITE, "other") == (("own/frame2", "removed"),)


def test_one_text_in_another_file_is_no_change() -> None:
    """The folder may be another, and a file a copy of what it hides."""
    copied = Template("elsewhere/frame", b"frame", own=True, refers=("icon",))
    assert changes(SITE, {**SITE, "frame": copied}, "page") == ()


def test_a_template_that_is_used_no_more_is_no_reason() -> None:
    """Who used it is; and a file is told once, whatever names it goes by."""
    before = {**SITE, "default/page": SITE["page"]}
    now = {name: one for name, one in before.items() if name not in {"macros", "deep"}}
    now |= dict.fromkeys(("page", "default/page"), template("page2", "frame", "default/page"))
    assert changes(before, now, "page") == (("page2", "changed"),)

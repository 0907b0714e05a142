"""Charts as a browser draws them: with the real faces no two names meet, and none leaves its drawing."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import OpenPage
from tests.e2e.sites import Site, settled

CHARTED = ("timeline/", "people/park-jin/", "people/antony-blinken/", "series/us-jp-kr-foreign-ministers/")

CHARTS = """[...document.querySelectorAll("svg.chart")].filter((one) => one.checkVisibility())"""

FAULTS = f"""() => {CHARTS}.flatMap((chart) => {{
  const room = chart.viewBox.baseVal;
  const boxes = (what, name) => [...chart.querySelectorAll(what)].map((one) => [name(one), one.getBBox()]);
  const names = boxes("text", (one) => one.textContent);
  const marks = boxes("rect", (one) => "mark " + one.getAttribute("class"));
  const found = [];
  for (const [what, box] of [...names, ...marks])
    if (box.x < -1 || box.y < -1 || box.x + box.width > room.width + 1 || box.y + box.height > room.height + 1)
      found.push(what + " leaves the drawing");
  names.forEach(([one, a], at) => {{
    for (const [other, b] of names.slice(at + 1)) {{
      const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
      const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
      if (across > 0 && down > 4) found.push(one + " meets " + other);
    }}
  }});
  return found;
}})"""
"""Boxes of text have the height of the line, letters do not fill it: 4 px may be shared."""

MARKERS = f"""() => {CHARTS}.flatMap((chart) => {{
  const markers = [...chart.querySelectorAll("rect.mk")].map((one) => one.getBBox());
  const phrases = [...chart.querySelectorAll("text.phr")].map((one) => one.getBBox());
  const end = (box) => box.x + box.width;
  return phrases.map((one, at) => Math.max(markers[at].x - one.x, end(one) - end(markers[at])));
}})"""
"""By how much each phrase reaches out of its marker."""

SHOWN = f"() => {CHARTS}.length"


@pytest.mark.parametrize("path", CHARTED)
@pytest.mark.parametrize("width", [390, 1100, 1440])
def test_names_in_charts_keep_apart(demo: Site, open_page: OpenPage, path: str, width: int) -> None:
    """At every width at which a chart is shown; markers are as wide as the words."""
    page = open_page(demo.address + path, width=width).page
    settled(page)
    assert page.evaluate(FAULTS) == []
    assert all(reach < 2 for reach in page.evaluate(MARKERS))


def test_one_chart_is_shown_where_there_is_room(demo: Site, open_page: OpenPage) -> None:
    """The timeline's from 62rem on and on paper; the chart of offices at every width."""
    page = open_page(demo.address + "timeline/", width=820).page
    assert page.evaluate(SHOWN) == 0
    page.emulate_media(media="print")
    assert page.evaluate(SHOWN) == 1
    assert page.evaluate(FAULTS) == []
    for width in (390, 820, 1440):
        assert open_page(demo.address + "people/park-jin/", width=width).page.evaluate(SHOWN) == 1


def test_a_chart_says_what_it_shows(demo: Site, open_page: OpenPage) -> None:
    """One image with a name that has the finding; the marks are no noise beside it."""
    page = open_page(demo.address + "timeline/", width=1440).page
    chart = page.get_by_role("img", name="August 2023 to February 2024: Summits 1, Foreign ministers 3")
    assert chart.count() == 1

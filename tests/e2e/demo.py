"""The demonstration as a site, and the pages of it that stand for every kind.

It decides which page represents a kind. What must hold for them, the tests say.
"""

from __future__ import annotations

from tests.e2e.sites import ROOT

CONTENT = ROOT / "content"

RIO = "meetings/2024-02-rio-us-jp-kr-fm/"

KINDS = {
    "home": "",
    "meeting": RIO,
    "meeting with copies": "meetings/2023-09-new-york-us-jp-kr-fm/",
    "meeting inside a series": "meetings/2023-11-san-francisco-us-jp-kr-fm/",
    "meeting without a date": "meetings/2023-seoul-us-jp-kr-security-advisers/",
    "meeting of one point": "meetings/2023-yoon-dinner-reception/",
    "meetings": "meetings/",
    "source": "sources/kh-20240223/",
    "source without a date": "sources/unnamed-undated/",
    "sources": "sources/",
    "person": "people/antony-blinken/",
    "people": "people/",
    "country": "countries/jp/",
    "countries": "countries/",
    "more of an entry": "countries/kp/mentions/",
    "organization": "organizations/us-state/",
    "organizations": "organizations/",
    "topic": "topics/dprk-russia-military-cooperation/",
    "topics": "topics/",
    "series": "series/us-jp-kr-foreign-ministers/",
    "all series": "series/",
    "wording": "wording/characterization/",
    "wordings": "wording/",
    "commitments": "commitments/",
    "timeline": "timeline/",
    "search": "search/",
    "search with results": "search/?q=%22serious+threat%22",
    "search without results": "search/?q=zeppelin",
    "about": "about/",
    "method": "method/",
    "corrections": "corrections/",
    "not found": "meetings/no-such-meeting/",
}
"""One page, or two, of every kind there is, as an address below the site's."""

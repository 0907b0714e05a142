"""The pages of the site of extremes that stand for every kind: the longest, the emptiest, the most hostile of each."""

from __future__ import annotations

BASE = "https://brink.example/record/"

KINDS = {
    "home": "",
    "meeting of forty points": "meetings/2031-02-many/",
    "meeting of one point": "meetings/2031-01-single/",
    "meeting in long words": "meetings/2031-03-long/",
    "meeting in Arabic": "meetings/2031-03-arabic/",
    "meeting of unknown date": "meetings/undated/",
    "meeting meant to harm": "meetings/2031-07-harm/",
    "source in Arabic": "sources/arabic/",
    "source in long words": "sources/long/",
    "source without a title": "sources/untitled/",
    "source as an excerpt": "sources/as-excerpt/",
    "source as a link": "sources/as-link/",
    "source meant to harm": "sources/harm-source/",
    "sources": "sources/",
    "person of a long name": "people/long-name/",
    "person written from right to left": "people/ameena-mithal/",
    "person meant to harm": "people/harm-person/",
    "country of a long name": "countries/hm/",
    "country that nothing mentions": "countries/aq/",
    "organization of a long name": "organizations/long-office/",
    "organization that nothing mentions": "organizations/unheard-of/",
    "more of an entry": "topics/boats/statements/",
    "topic of a long name": "topics/long/",
    "series of a long name": "series/brinks/",
    "series that never met": "series/unheard-of/",
    "wording in long words": "wording/promise/",
    "wording that nobody used": "wording/unheard-of/",
    "commitments": "commitments/",
    "timeline": "timeline/",
    "search with results": "search/?q=lamps",
    "text in long words": "about/",
    "text meant to harm": "harm-page/",
    "not found": "meetings/no-such-meeting/",
}
"""As addresses below the site's."""

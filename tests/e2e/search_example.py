"""A search page as `search.js` expects it, and a small library to search: the seeds of no desk, written for the test.

Kept apart from the site's own template, so that a change of the script's markup is seen here first.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from generator.brevity import brief
from generator.search import Bundle, Passage, Record, phrase_table
from generator.views import Link, PhraseAnswer

ASSETS = Path(__file__).parents[2] / "templates" / "assets"

HOSTILE = '<img src=x onerror="document.title=`owned`">'

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Search — Example</title>
<link rel="icon" href="../assets/mark.svg">
<link rel="stylesheet" href="../assets/example.css">
<script src="../assets/site.js"></script>
<script src="../assets/search.js" type="module"></script>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="mast"><a class="go" href="./" aria-current="page">Search</a></header>
<main id="main"><div class="wrap">
<header class="head"><h1>Search</h1>
<form class="find" id="find" role="search" action="./" method="get" data-bundle="pagefind/" data-root="../">
<label class="vh" for="q">Words to find in briefings and sources</label>
<input id="q" name="q" type="search" autocomplete="off" aria-keyshortcuts="/ Control+K"><button>Search</button></form>
<noscript><p class="stand">Searching needs JavaScript. Without it, see the <a href="../b/">briefings</a>.</p></noscript>
<p class="m" id="status" role="status"></p></header>
<div class="stand" id="trouble" hidden>
<p>The search index did not load. Reload this page, or start from the <a href="../b/">briefings</a>.</p></div>
<div class="stand" id="empty" hidden>
<p>Use fewer words, or clear the filters. </p></div>
<div id="ways"><a href="../b/">Briefings</a></div>
<div class="found"><div class="hits">
<div class="first" id="first" hidden></div>
<p class="tofilters" id="tofilters" hidden><a href="#filters">Filter these results</a></p>
<div id="results"></div>
</div>
<form class="facets" id="filters" aria-label="Filter results" hidden>
<fieldset><legend>Date</legend>
<label><span>From</span><input type="date" name="from"></label>
<label><span>To</span><input type="date" name="to"></label></fieldset>
<fieldset><legend>Order</legend>
<label><input type="radio" name="sort" value="" checked><span>Best match</span></label>
<label><input type="radio" name="sort" value="new"><span>Newest first</span></label></fieldset>
<p class="acts"><button type="submit">Apply filters</button><button type="reset">Clear filters</button></p>
</form></div></div></main>
</body>
</html>
"""

ORDINARY = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><link rel="icon" href="../../assets/mark.svg">
<link rel="stylesheet" href="../../assets/example.css"><script src="../../assets/site.js"></script></head>
<body><header><a class="go" href="../../search/">Search</a></header><main><h1>{title}</h1>{body}</main></body></html>
"""

STYLE = """.vh{position:absolute;clip-path:inset(50%)} label{display:flex} body{font:16px/1.5 sans-serif}
.tall{min-height:150vh}"""


def paragraphs(*texts: str) -> tuple[Passage, ...]:
    """Numbered from p1."""
    return tuple(Passage(id=f"p{number}", text=text, label=str(number)) for number, text in enumerate(texts, 1))


def source(name: str, title: str, date: str, people: tuple[str, ...], *texts: str) -> Record:
    """An article with its paragraphs."""
    return Record(
        path=f"sources/{name}/",
        title=title,
        language="en",
        kind="source",
        date=date,
        note=f"The Example Herald, {date}",
        passages=paragraphs(*texts),
        filters=(("Type", "Source"), ("Year", date[:4]), *(("People", person) for person in people)),
    )


def meeting(name: str, title: str, date: str, people: tuple[str, ...], *texts: str) -> Record:
    """A briefing with numbered statements whose ids are words."""
    return Record(
        path=f"meetings/{name}/",
        title=title,
        language="en",
        kind="meeting",
        date=date,
        note=date,
        passages=tuple(
            Passage(id=f"point-{'abcdefgh'[number - 1]}", text=text, label=str(number))
            for number, text in enumerate(texts, 1)
        ),
        filters=(("Type", "Meeting"), ("Year", date[:4]), *(("People", person) for person in people)),
    )


def filler(number: int) -> Record:
    """One of many articles alike, in some of a dozen topics; every other has "gamma delta" across two paragraphs."""
    said = ("The gamma delta of it.",) if number % 2 else ("So much for gamma", "delta, though.")
    made = source(
        f"filler-{number:02}", f"Report {number}", f"2022-01-{number + 1:02}", (), f"Ledger entry {number}.", *said
    )
    topics = [f"Topic {chr(ord('L') - one)}" for one in range(12) if one <= number % 12]
    return msgspec.structs.replace(made, filters=(*made.filters, *(("Topic", topic) for topic in topics)))


KAMIKAWA, BLINKEN, PARK, CHO = "Yoko Kamikawa", "Antony Blinken", "Park Jin", "Cho Tae-yul"

RECORDS = (
    source(
        "agency",
        "Top diplomats vow united response to growing military ties",
        "2023-11-15",
        (KAMIKAWA, BLINKEN, PARK),
        'The growing cooperation poses a "serious threat" to peace and stability, they said.',
        "Music was played; the weather was fine.",
        "It was a threat, and a serious one, said Kamikawa and Blinken.",
    ),
    source(
        "herald",
        "Three countries concur on 'stern' response to arms deal",
        "2024-02-23",
        (KAMIKAWA, BLINKEN, CHO),
        "The ministers met on Thursday.",
        'They agreed to "continue to sternly respond" to the deal.',
        "A threat that is serious was named by Blinken.",
        'The cooperation "poses a serious threat not only to the Peninsula" but beyond it, Kamikawa said.',
    ),
    source(
        "rewrite",
        "A joint voice of serious concern",
        "2023-09-23",
        (KAMIKAWA, BLINKEN, PARK),
        'They expressed "serious concern" over missiles, café talks in Türkiye, and trade.',
        "The ministries of all three confirmed it, Kamikawa too.",
    ),
    source("solo", "Kamikawa speaks alone", "2024-03-01", (KAMIKAWA,), "A meeting with nobody else, said Kamikawa."),
    meeting(
        "2024-02-rio",
        "In Rio, three ministers vow to “continue to sternly respond”",
        "2024-02-22",
        (KAMIKAWA, BLINKEN, CHO),
        "The three ministers met.",
        "That cooperation, they said, “poses a serious threat not only to the Peninsula”.",
    ),
    meeting(
        "2023-11-sf",
        "In San Francisco, “concern” becomes “a serious threat”",
        "2023-11",
        (KAMIKAWA, BLINKEN, PARK),
        "The ministry put it this way: “a serious threat to peace”.",
    ),
    meeting(
        "2023-09-ny",
        "In New York, “serious concern”",
        "2023-09-22",
        (KAMIKAWA, PARK),
        "Kamikawa and Park voiced concern over missiles.",
    ),
    Record(
        path="people/park-jin/",
        title="Park Jin",
        language="en",
        kind="person",
        note="Foreign Minister",
        passages=(Passage(id="roles", text="Minister who named a serious threat in 2023.", label="Roles over time"),),
        filters=(("Type", "Person"), ("Year", "Undated"), ("People", PARK)),
    ),
    Record(
        path="topics/ties/",
        title="Ties",
        language="en",
        kind="topic",
        passages=(Passage(id="main", text="The knot between them."),),
        filters=(("Type", "Topic"),),
    ),
    Record(
        path="pages/hostile/",
        title=f"Hostile {HOSTILE}",
        language="en",
        kind="page",
        date="202X",
        note=f"note {HOSTILE}",
        passages=(
            Passage(id="p1", text=f"Zebra ___PAGEFIND_ANCHOR___h2:999:evil {HOSTILE} </script><b>bold</b>", label="1"),
            Passage(id="x'\"><i", text="Zebra ___PAGEFIND_WEIGHT___10 javascript:alert(1)", label=HOSTILE),
        ),
        filters=(("Type", HOSTILE), ("Year", "2020")),
    ),
    Record(
        path="sources/korean/",
        title="북한 소식",
        language="ko",
        kind="source",
        date="2024-01-05",
        note="연합뉴스",
        passages=paragraphs("북한은 군사협력을 말했다.", "러북 관계"),
        filters=(("Type", "Source"), ("Year", "2024")),
    ),
    *(filler(number) for number in range(24)),
)


ANSWERS = (
    PhraseAnswer(
        phrase="serious threat",
        quoted=True,
        first=Link(text="14 November 2023, San Francisco", path="meetings/2023-11-sf/", note="on"),
        track=Link(text="Their word for it", path="wording/word/", note="What the ties are called."),
        before="serious concern",
        before_quoted=False,
    ),
    PhraseAnswer(
        phrase="Peninsula’s lasting peace",
        quoted=False,
        first=Link(text="November 2023, San Francisco", path="meetings/2023-11-sf/", note="in the briefing"),
        track=Link(text="What they hope for", path="wording/hope/", note="What the ties harm."),
    ),
    PhraseAnswer(
        phrase="poses a serious threat not only to the Peninsula",
        quoted=True,
        first=Link(text="22 February 2024, Rio", path="meetings/2024-02-rio/", note="on"),
        track=Link(text="Their word for it", path="wording/word/", note="What the ties are called."),
        before="serious threat",
        before_quoted=True,
    ),
    PhraseAnswer(
        phrase="러북 군사협력",
        quoted=False,
        first=Link(text="5 January 2024", path="meetings/2023-11-sf/", note="on"),
        track=Link(text="Their word for it", path="wording/word/", note="What the ties are called."),
    ),
    PhraseAnswer(
        phrase="zebra",
        before=HOSTILE,
        quoted=False,
        first=Link(text=HOSTILE, path="javascript:alert(1)", note="in the briefing"),
        track=Link(text=HOSTILE, path="//example.org/", note=HOSTILE),
    ),
    PhraseAnswer(
        phrase="Serious Threat,",
        quoted=False,
        first=Link(text="a later one", path="meetings/2024-02-rio/", note="on"),
        track=Link(text="Their word for it", path="wording/word/", note="What the ties are called."),
    ),
)


def write_site(folder: Path, made: Bundle) -> None:
    """The search page, its bundle and assets as they are sent, and one ordinary page for each record."""
    for path, data in made.files.items():
        _write(folder / "search" / "pagefind" / path, data)
    _write(folder / "search" / "pagefind" / "phrases.json", phrase_table(ANSWERS))
    _write(folder / "search" / "index.html", PAGE.encode())
    for name in ("search.js", "site.js", "mark.svg"):
        _write(folder / "assets" / name, brief(name, (ASSETS / name).read_bytes()))
    _write(folder / "assets" / "example.css", STYLE.encode())
    for record in RECORDS:
        if record.kind != "page":
            texts = (f'<p class="tall" id="{passage.id}">{passage.text}</p>' for passage in record.passages)
            _write(
                folder / record.path / "index.html", ORDINARY.format(title=record.title, body="".join(texts)).encode()
            )


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)

"""One rich view of every kind of page, made of what five news articles say: for looking at pages and for tests of them.

The views are written by hand as the planner makes them; nothing here reads content/.
"""

from __future__ import annotations

import msgspec
from markupsafe import escape

from generator.plan.legend import legend
from generator.views import (
    Agenda,
    AgendaItem,
    Anchor,
    AnyPage,
    AssessmentRow,
    Attended,
    Bar,
    Box,
    Change,
    ChangeKind,
    Chart,
    CheckGroup,
    CheckRow,
    Chip,
    CommitmentGroup,
    CommitmentRow,
    CommitmentsView,
    CorrectionRow,
    CslDate,
    CslItem,
    CslName,
    CslType,
    DisagreementRow,
    Doubt,
    EntryView,
    EvidenceNote,
    FactRow,
    HistoryStep,
    HomeView,
    Html,
    IndexGroup,
    IndexRow,
    IndexView,
    KeyEntry,
    Known,
    Label,
    LadderRung,
    LadderSlot,
    Lead,
    LeftOut,
    LegendItem,
    Link,
    ListView,
    Mark,
    Matrix,
    MatrixColumn,
    MatrixRow,
    MatrixYear,
    MeetingRow,
    MeetingView,
    Mention,
    MetRow,
    More,
    Neighbour,
    NotFoundView,
    OfficeRow,
    OpenQuestion,
    Paragraph,
    ParticipantRow,
    PersonRow,
    PersonView,
    PhraseAnswer,
    PhraseRun,
    QuoteRow,
    ReadoutRow,
    Readouts,
    RedirectView,
    Redline,
    Related,
    RowGroup,
    Rows,
    Run,
    SearchView,
    SeriesView,
    Sigil,
    SiteView,
    SourceRow,
    SourceView,
    Statement,
    StemmaNode,
    Stroke,
    TextView,
    TimelineEntry,
    TimelineView,
    Track,
    TrackStep,
    When,
    WordingView,
)

RIO, SF, NY, SEOUL = (
    f"meetings/{name}/" for name in ("2024-02-rio", "2023-11-san-francisco", "2023-09-new-york", "2023-12-seoul")
)
HERALD, AGENCY, REUTERS, REWRITE = (
    f"sources/{name}/" for name in ("kh-20240223", "agency-20231115", "reuters-20230923", "rewrite-20230923")
)
NOWHERE = Link(text="", path="")
NONE = Html(markup="")

PARK = Link(text="Park Jin", path="people/park-jin/")
CHO = Link(text="Cho Tae-yul", path="people/cho-tae-yul/")
CHO_YONG = Link(text="Cho Tae-yong", path="people/cho-tae-yong/")
BLINKEN = Link(text="Antony Blinken", path="people/antony-blinken/")
KAMIKAWA = Link(text="Yoko Kamikawa", path="people/yoko-kamikawa/")
MOFA = Link(text="South Korea’s Foreign Ministry", path="organizations/kr-mofa/")
STATE = Link(text="US State Department", path="organizations/us-state/")
KH = Link(text="The Korea Herald", path="organizations/korea-herald/")
SERIES = Link(text="Foreign ministers’ trilateral", path="series/us-jp-kr-foreign-ministers/")
RUSSIA = Link(
    text="Military cooperation between North Korea and Russia", path="topics/dprk-russia/", note="3 briefings"
)
CYBER = Link(text="Illicit cyber funding", path="topics/cyber-financing/", note="2 briefings")

A = Sigil(label="A", kind="plain", name="The Korea Herald", path=HERALD)
B = Sigil(label="B", kind="plain", name="Agency report", path=AGENCY)
C = Sigil(label="C", kind="plain", name="Reuters copy", path=REUTERS)
C_COPY = Sigil(label="C′", kind="copy", name="Outlet not stated", path=REWRITE)
LETTERS = {"A": A, "B": B, "C": C, "C′": C_COPY}

KEY = (
    KeyEntry(sigil=A, when="23 Feb 2024", use="Carries this page"),
    KeyEntry(sigil=B, when="15 Nov 2023", use="Only to compare with San Francisco"),
    KeyEntry(sigil=C, when="23 Sep 2023", use="Only to compare with New York"),
)


def h(markup: str) -> Html:
    """Safe markup."""
    return Html(markup=markup)


def chip(letter: str, paragraph: int, note: str = "", id: str = "") -> Chip:
    """A citation that leads to a note of the page, or to the source."""
    name = LETTERS[letter]
    return Chip(
        label=letter,
        paragraph=paragraph,
        href=f"#{note}" if note else f"{name.path}#p{paragraph}",
        id=id,
        aria=f"{letter}{paragraph}: {name.name}, paragraph {paragraph}",
        noteref=bool(note),
    )


def cite(letter: str, paragraph: int, note: str = "", id: str = "") -> str:
    """A chip as the desk's prose holds it. Pages here lie two folders deep."""
    one = chip(letter, paragraph, note, id)
    href = one.href if note else f"../../{one.href}"
    role = ' role="doc-noteref"' if note else ""
    identity = f' id="{id}"' if id else ""
    return (
        f'<a class="cite"{identity} href="{escape(href)}"{role} aria-label="{escape(one.aria)}">'
        f"<b>{letter}</b>{paragraph}</a>"
    )


def vb(words: str) -> str:
    """Matched words in quotation marks."""
    return f'“<span class="vb">{words}</span>”'


def runs(text: str) -> tuple[Run, ...]:
    """Pieces of "before [marked] after"."""
    before, _, rest = text.partition("[")
    marked, _, after = rest.partition("]")
    pieces = (Run(text=before), Run(text=marked, marked=True), Run(text=after))
    return tuple(piece for piece in pieces if piece.text)


def note(id: str, letter: str, paragraph: int, who: str, passage: str, *cautions: str) -> EvidenceNote:
    """A passage in the margin."""
    source = LETTERS[letter]
    return EvidenceNote(
        id=f"e{id}",
        sigil=source,
        paragraph=paragraph,
        path=f"{source.path}#p{paragraph}",
        aria=f"Source {letter}, {source.name}, paragraph {paragraph}",
        who=who,
        passage=runs(passage),
        withheld="",
        cautions=cautions,
        back=f"#r{id}",
        copy=source.kind == "copy",
    )


def day(text: str, short: str, iso: str, known: Known = Known.PRINTED, note: str = "") -> When:
    """A date, and how it is known."""
    return When(text=text, short=short, iso=iso, known=known, note=note)


FEB = day(
    "Thursday 22 February 2024",
    "22 Feb 2024",
    "2024-02-22",
    Known.WORKED_OUT,
    "the article is dated Friday 23 February and says “Thursday”",
)
NOV = day("Tuesday 14 November 2023", "14 Nov 2023", "2023-11-14")
SEP = day("Friday 22 September 2023", "22 Sep 2023", "2023-09-22")
DEC = day(
    "Saturday 9 December 2023", "9 Dec 2023", "2023-12-09", Known.EXTERNAL, "the only report held says “Saturday”"
)


def statement(
    number: int, id: str, html: str, by: Link, weight: str, *notes: EvidenceNote, **more: object
) -> Statement:
    """A point with its passages; `more` replaces fields."""
    fields: dict[str, object] = {
        "id": id,
        "number": number,
        "html": h(html),
        "according_to": (by,) if by.text else (),
        "unstated": False,
        "weight": weight,
        "flagged": False,
        "notes": notes,
        "remark": NONE,
        "doubts": (),
    }
    return Statement(**{**fields, **more})  # type: ignore[arg-type]


ONE = "1 document"

STATEMENTS = (
    statement(
        1,
        "firm",
        "The three foreign ministers agreed on the need for a firm response to North Korea’s provision of arms to "
        f"Russia for its war against Ukraine.{cite('A', 5, 'e1', 'r1')}",
        MOFA,
        ONE,
        note(
            "1",
            "A",
            5,
            "Foreign Ministry, Seoul",
            "… United States and Japan [agreed on the need for a firm response to North Korea's provision of arms to "
            "Russia for its war against Ukraine], as well as on enhancing …",
        ),
    ),
    statement(
        2,
        "thursday",
        "They met on Thursday 22 February 2024, on the sidelines of the G20 foreign ministers’ meeting in "
        f'<a href="../../organizations/g20/">Rio de Janeiro</a>.{cite("A", 6, "e2", "r2")}',
        KH,
        ONE,
        note(
            "2",
            "A",
            6,
            "The Korea Herald",
            "… Minister Yoko Kamikawa [held a trilateral meeting Thursday on the sidelines of the G20 Foreign "
            "Ministers’ Meeting in Rio De Janeiro].",
            "Day worked out: the article is dated Friday 23 February and says “Thursday”.",
        ),
    ),
    statement(
        3,
        "stern",
        f"They agreed to {vb('continue to sternly respond')} to military cooperation between Russia and North Korea, "
        f"in coordination with the international community.{cite('A', 7, 'e3', 'r3')}",
        MOFA,
        ONE,
        note(
            "3",
            "A",
            7,
            "Foreign Ministry, Seoul",
            'The three top diplomats agreed to "[continue to sternly respond]" to the military cooperation '
            "between Russia …",
        ),
    ),
    statement(
        4,
        "threat",
        "That cooperation, they said, "
        + vb("poses a serious threat not only to the Korean Peninsula but also to international peace and stability")
        + "."
        + cite("A", 8, "e4", "r4"),
        Link(text="The source does not say on whose word", path=""),
        ONE,
        note(
            "4",
            "A",
            8,
            "The Korea Herald",
            '… that such cooperation "[poses a serious threat not only to the Korean Peninsula but also to '
            'international peace and stability]."',
        ),
    ),
    statement(
        5,
        "capabilities",
        f"They judged security cooperation to have been {vb('significantly strengthened')}{cite('A', 9, 'e5', 'r5')} "
        f"and agreed to raise the three countries’ response capabilities further this year.{cite('A', 10, 'e6', 'r6')}",
        MOFA,
        "2 documents, 1 separate report",
        note(
            "5",
            "A",
            9,
            "Foreign Ministry, Seoul",
            '… and Tokyo has been "[significantly strengthened to effectively respond to the escalating nuclear '
            'and missile threats from North Korea]."',
        ),
        note(
            "6",
            "A",
            10,
            "Foreign Ministry, Seoul",
            '"They [agreed to further enhance the response capabilities of the three countries this year] based on '
            "last year's …",
        ),
        note(
            "7",
            "C′",
            4,
            "Foreign Ministry, Seoul",
            "… to address [growing concerns] in the …",
            "A copy. It adds no weight.",
        ),
        flagged=True,
        remark=h("The ministry names a “real-time data-sharing system” as last year’s achievement."),
        doubts=(Doubt(field="due date", known=Known.INFERRED, reason="“this year” is 2024, from the article’s date"),),
    ),
)


def words(*pieces: str) -> tuple[PhraseRun, ...]:
    """A piece that starts with ~ was said before."""
    return tuple(PhraseRun(text=piece.removeprefix("~"), said=piece.startswith("~")) for piece in pieces)


def step(
    id: str, place: str, path: str, when: When, phrase: tuple[PhraseRun, ...], cited: Chip, **more: object
) -> TrackStep:
    """One meeting of a track; `more` replaces fields."""
    fields: dict[str, object] = {
        "id": id,
        "meeting": Link(text=place, path=path),
        "when": when,
        "now": False,
        "missing": False,
        "phrase": phrase,
        "quoted": True,
        "issuer": MOFA,
        "english_by": NOWHERE,
        "of": "",
        "chips": (cited,),
        "changes": (),
        "caution": "",
        "doubts": (Doubt(field="whose English", known=Known.UNKNOWN),),
        "note": NONE,
        "original": "심각한 위협",
        "original_language": "ko",
    }
    return TrackStep(**{**fields, **more})  # type: ignore[arg-type]


def changed(text: str) -> tuple[Change, ...]:
    """Pieces of "same|-removed-|+added+"."""
    kinds = {"-": ChangeKind.REMOVED, "+": ChangeKind.ADDED}
    return tuple(
        Change(text=piece.strip("-+"), kind=kinds.get(piece[0], ChangeKind.SAME)) for piece in text.split("|") if piece
    )


THREAT = changed(
    "-is-|+poses+|a serious threat|-to international peace and stability beyond-|+not only to+|the Korean Peninsula|"
    "+but also to international peace and stability+"
)


def track_about() -> Track:
    """A track of outlets' own words, with a gap."""
    return Track(
        name="What it is about",
        path="wording/object/",
        of=h("Military cooperation between North Korea and Russia"),
        steps=(
            step(
                "about-ny",
                "New York",
                NY,
                SEP,
                words(
                    "the discussion of military cooperation between Russia and North Korea, "
                    "including possible arms trade"
                ),
                chip("C", 4),
                quoted=False,
                issuer=NOWHERE,
            ),
            step("about-seoul", "Seoul", SEOUL, DEC, (), chip("C", 4), missing=True, chips=()),
            step(
                "about-rio",
                "Rio",
                RIO,
                FEB,
                words("North Korea's provision of arms to Russia for its war against Ukraine"),
                chip("A", 5),
                now=True,
                quoted=False,
                caution="Another outlet’s words: the change may be theirs.",
            ),
        ),
    )


def track_word() -> Track:
    """A track of quotations."""
    return Track(
        name="Their word for it",
        path="wording/characterization/",
        of=NONE,
        steps=(
            step("word-ny", "New York", NY, SEP, words("serious concern"), chip("C", 4), english_by=KH),
            step(
                "word-sf",
                "San Francisco",
                SF,
                NOV,
                words("a ", "~serious", " threat to international peace and stability beyond the Korean Peninsula"),
                chip("B", 12),
                changes=changed(
                    "+a+|serious|-concern-|+threat to international peace and stability beyond the Korean Peninsula+"
                ),
            ),
            step(
                "word-rio",
                "Rio",
                RIO,
                FEB,
                words(
                    "~a serious threat",
                    " not only to ",
                    "~the Korean Peninsula",
                    " but also ",
                    "~to international peace and stability",
                ),
                chip("A", 8),
                now=True,
                changes=THREAT,
            ),
        ),
    )


REDLINE = Redline(
    track=Link(text="Their word for it", path="wording/characterization/"),
    changes=THREAT,
    before=Link(text="San Francisco", path=SF),
    before_chips=(chip("B", 12),),
    after=Link(text="Rio", path=""),
    after_chips=(chip("A", 8),),
    issuer="South Korea’s Foreign Ministry",
    english_by="The Korea Herald",
)


def attended(*present: bool) -> tuple[Attended, ...]:
    """New York, San Francisco, Rio."""
    return tuple(Attended(present=there, absent=False) for there in present)


def participant(
    person: Link, role: str, country: str, name: str, cells: tuple[Attended, ...], *remarks: str
) -> ParticipantRow:
    """A person in the room."""
    return ParticipantRow(
        person=person,
        role=role,
        organization=NOWHERE,
        role_doubt="",
        country=country,
        country_name=name,
        attendance=cells,
        attendance_label=f"Attended {sum(cell.present for cell in cells)} of {len(cells)}",
        remarks=remarks,
        not_same=(Link(text="Cho Tae-yong", path="people/cho-tae-yong/", note="National security office director"),),
        chips=(chip("A", 6),),
    )


def commitment(id: str, html: str, label: str, *history: HistoryStep) -> CommitmentRow:
    """A commitment of Rio."""
    return CommitmentRow(
        id=id,
        verb=html.partition(" ")[0],
        html=h(html[len(html.partition(" ")[0]) :]),
        statement=Link(text="statement 3", path=f"{RIO}#stern"),
        meeting=Link(text="Rio de Janeiro", path=RIO),
        when=FEB,
        parties=(),
        due="",
        state="",
        state_chips=(),
        label=label,
        history=history,
        later=(),
    )


NY_FIRM = HistoryStep(
    meeting=Link(text="New York", path=NY),
    when="22 Sep 2023",
    words="respond firmly",
    matched=True,
    quoted=False,
    chips=(chip("C", 5),),
)
SF_RESPOND = HistoryStep(
    meeting=Link(text="San Francisco", path=SF),
    when="14 Nov 2023",
    words="agreed to respond together",
    matched=True,
    quoted=True,
    chips=(chip("B", 13),),
)
COMMITMENTS = (
    commitment(
        "c-stern",
        "Agreed to respond sternly to military cooperation between Russia and North Korea." + cite("A", 7, "e3"),
        "Third meeting running",
        NY_FIRM,
        SF_RESPOND,
    ),
    commitment(
        "c-capabilities",
        "Agreed to raise the three countries’ response capabilities this year." + cite("A", 10, "e6"),
        "New in this record",
    ),
)

QUOTES = (
    QuoteRow(
        id="q-blinken",
        html=h(
            "With growing regional challenges, including North Korea’s provocative actions and military "
            "cooperation with Russia, and increasingly assertive actions by China, cooperation "
            "and coordination with our closest allies "
            "is more important than ever"
        ),
        by=BLINKEN,
        role="US Secretary of State",
        relayed="Press statement by the State Department, relayed by The Korea Herald.",
        doubts=(Doubt(field="on whose word", known=Known.INFERRED, reason="The paragraph ends ‘she said’."),),
        meeting=Link(text="Rio de Janeiro", path=RIO, note="22 February 2024"),
        sigil=A,
        paragraph=14,
        path=f"{HERALD}#p14",
        aria="Source A, The Korea Herald, paragraph 14",
        note=NONE,
    ),
    QuoteRow(
        id="q-kamikawa",
        html=h("Our strategic coordination is more important than ever"),
        by=KAMIKAWA,
        role="Foreign Minister of Japan",
        relayed="The State Department’s account, relayed by The Korea Herald.",
        doubts=(Doubt(field="on whose word", known=Known.INFERRED, reason="The paragraph ends ‘she said’."),),
        meeting=Link(text="Rio de Janeiro", path=RIO, note="22 February 2024"),
        sigil=A,
        paragraph=15,
        path=f"{HERALD}#p15",
        aria="Source A, The Korea Herald, paragraph 15",
        note=h("Her original words may not have been English."),
    ),
)

SOURCES = (
    SourceRow(
        sigil=A,
        title="S. Korea, US, Japan concur on 'stern' response to NK-Russia arms deal",
        path=HERALD,
        publisher="The Korea Herald",
        meta="Lee Jung-joo, 23 February 2024, 13:25. 561 words",
        use="Carries this page",
        flags=("Outlet not named in the captured text; known to the desk.",),
    ),
    SourceRow(
        sigil=C,
        title="US, South Korea, Japan raise concerns over Russia-North Korea military cooperation",
        path=REUTERS,
        publisher="Reuters copy",
        meta="Reuters, 23 September 2023. 178 words",
        use="Used only to compare with New York",
        flags=(),
    ),
    SourceRow(
        sigil=C_COPY,
        title="Untitled: “In a coordinated effort to address growing concerns…”",
        path=REWRITE,
        publisher="",
        meta="Outlet not stated, 23 September 2023. 354 words",
        use="Counted as a copy of C",
        flags=(),
    ),
)


def node(
    name: str, detail: str = "", sigil: Sigil | None = None, *children: StemmaNode, joined: tuple[str, ...] = ()
) -> StemmaNode:
    """A document or report in the tree of origins."""
    return StemmaNode(
        name=name, detail=detail, path=sigil.path if sigil else "", sigil=sigil, joined=joined, children=children
    )


STEMMA = (
    node(
        "Foreign Ministry, Seoul",
        "statement, 23 Feb",
        None,
        node("The Korea Herald", "", A),
        joined=("State Department",),
    ),
    node(
        "Reuters",
        "",
        None,
        node("Reuters copy", "verbatim", C),
        node("Outlet not stated", "reworded", C_COPY),
    ),
)


def meeting_row(
    name: str, path: str, when: When, evidence: str, flagged: bool, *letters: Sigil, role: str = ""
) -> MeetingRow:
    """A meeting in a list."""
    return MeetingRow(
        name=h(name),
        path=path,
        when=when,
        place="",
        series=SERIES,
        evidence=evidence,
        flagged=flagged,
        sigils=letters,
        role=role,
    )


RIO_NAME = (
    "In Rio, three ministers vow to “continue to sternly respond” to "
    '<span class="nb">Russia–North</span> Korea military ties'
)
MEETINGS = (
    meeting_row(RIO_NAME, RIO, FEB, "One outlet", True, A),
    meeting_row(
        "In Seoul, security advisers seek a stronger international push against North Korea’s weapons",
        SEOUL,
        DEC,
        "One undated report",
        True,
        A,
    ),
    meeting_row("In San Francisco, “concern” becomes “a serious threat”", SF, NOV, "Two outlets", False, A, B),
    meeting_row(
        "In New York, three ministers voice “serious concern” over arms talks",
        NY,
        SEP,
        "Two articles, one origin",
        True,
        A,
        C_COPY,
        B,
    ),
)

STAND = (
    f"Five months ago the word was {vb('concern')}, over arms trade that was "
    f'<span class="vb">possible</span>.{cite("C", 4)} Now the ministers speak of arms provided{cite("A", 5, "e1")} and '
    f"of a {vb('serious threat')} reaching past the Korean Peninsula.{cite('A', 8, 'e4')}"
)
CORRECTION = CorrectionRow(
    id="correction-1",
    date="24 February 2024",
    meeting=Link(text="All corrections", path="corrections/#rio--1"),
    text="The day of the meeting was given as Friday.",
)

MENTIONS = (
    Mention(
        page=Link(text="San Francisco", path=f"{SF}#talks", note="14 November 2023"),
        html=h("They met less than two months after talks in New York and three months before Rio."),
        before=h("In San Francisco, three ministers call it “a serious threat”"),
    ),
    Mention(
        page=Link(text="About this record", path="about/"),
        html=h("The record holds three of the seven meetings counted by <em>The Korea Herald</em>."),
    ),
)
RELATED = (
    Related(title="Topics", links=(RUSSIA, CYBER)),
    Related(
        title="Places",
        links=(Link(text="Brazil", path="countries/br/"), Link(text="South Korea", path="countries/kr/")),
    ),
    Related(title="Take this page", links=(Link(text="JSON with every citation", path=f"{RIO}index.json"),)),
)
PREVIOUS = Neighbour(
    direction="Previous in series", title="San Francisco: “a serious threat”", path=SF, when="14 November 2023"
)
LATEST = Neighbour(direction="Next in series", title="Latest in this record", path="", when="")


def contents(*pairs: tuple[str, str]) -> tuple[Link, ...]:
    """Anchors and titles of the sections."""
    return tuple(Link(text=text, path=f"#{anchor}") for anchor, text in pairs)


SITE = SiteView(
    title="The Trilateral Record",
    masthead="The Trilateral Record",
    base_url="https://trilateral-record.example/",
    language="en",
    publisher="The desk of the record",
    editors="Clara Placeholder and Ottoline Sample",
    license="Text CC BY 4.0",
    robots=True,
    menu=(
        Link(text="Meetings", path="meetings/"),
        Link(text="Wording", path="wording/"),
        Link(text="Timeline", path="timeline/"),
        Link(text="People", path="people/"),
        Link(text="Sources", path="sources/"),
    ),
    about=(
        Link(text="About this record", path="about/"),
        Link(text="Method", path="method/"),
        Link(text="Corrections", path="corrections/"),
    ),
    css="assets/site.css",
    fonts=(
        "assets/fonts/newsreader-text.woff2",
        "assets/fonts/newsreader-display.woff2",
        "assets/fonts/libre-franklin.woff2",
    ),
    icon="assets/mark.svg",
    script="assets/site.js",
    search_script="assets/search.js",
    generator="Briefbook",
)

HOME = HomeView(
    path="",
    root="",
    title="The Trilateral Record",
    description="Briefings on US–South Korea–Japan diplomacy. "
    "Every sentence is tied to the exact passage in its source.",
    promise="Briefings on US–South Korea–Japan diplomacy, every sentence tied to its source",
    counts="4 briefings, 5 articles, 4 origins",
    lead=Lead(
        kick="Latest briefing",
        when=FEB,
        place="Rio de Janeiro",
        name=h(RIO_NAME),
        long_name=False,
        path=RIO,
        standfirst=h(STAND.replace("../../", "").replace('"#', f'"{RIO}#')),
        room=(BLINKEN, KAMIKAWA, CHO),
        new_topics=(
            Link(text="The Taiwan Strait", path="topics/taiwan-strait/"),
            Link(text="China", path="countries/cn/"),
        ),
        new_since="San Francisco",
        evidence="8 statements, 49 citations.",
        flag="One outlet.",
    ),
    ladder=tuple(
        LadderRung(
            meeting=word.meeting,
            when=word.when,
            slots=(LadderSlot(name="Their word for it", step=word), LadderSlot(name="What it is about", step=about)),
        )
        for word, about in zip(track_word().steps, track_about().steps, strict=True)
    ),
    ladder_series=Link(text="All meetings of the series", path=SERIES.path, note="3 in this record"),
    meetings=MEETINGS,
    questions=(
        OpenQuestion(
            question="When did the security advisers meet?",
            page=Link(text="Seoul", path=SEOUL),
            answer=h("The only report held says “Saturday”. The date shown is the desk’s."),
        ),
        OpenQuestion(
            question="Was there a joint statement in New York?",
            page=Link(text="New York", path=f"{NY}#disputed"),
            answer=h("One article says so; the other credits Seoul’s Foreign Ministry alone."),
        ),
    ),
    people=tuple(
        PersonRow(
            person=person,
            role=role,
            remark=remark,
            country=code,
            country_name=name,
            attendance=attended(*present),
            attendance_label=f"{sum(present)} of 3",
        )
        for person, role, remark, code, name, present in (
            (BLINKEN, "Secretary of State", "", "USA", "United States", (True, True, True)),
            (KAMIKAWA, "Foreign Minister", "", "JPN", "Japan", (True, True, True)),
            (PARK, "Foreign Minister", "to January 2024 at the latest", "KOR", "South Korea", (True, True, False)),
            (CHO, "Foreign Minister", "from January 2024", "KOR", "South Korea", (False, False, True)),
        )
    ),
    people_note="Squares: New York, San Francisco, Rio.",
    sources=SOURCES,
    sources_note="Five articles, four origins: C′ is a copy of C.",
)

MEETING = MeetingView(
    path=RIO,
    root="../../",
    title="Rio de Janeiro, 22 February 2024",
    description="Three foreign ministers vow to “continue to sternly respond” to Russia–North Korea military ties.",
    crumbs=(
        Link(text="Meetings", path="meetings/"),
        Link(text="2024", path="meetings/#y2024"),
    ),
    section="meetings",
    contents=contents(
        ("said", "What they said"),
        ("changed", "What changed"),
        ("disputed", "Where the sources disagree"),
        ("people", "Who was in the room"),
        ("commitments", "Commitments"),
        ("quotes", "Own words"),
        ("assessment", "Our assessment"),
        ("sources", "Sources"),
    ),
    banner="Draft: not reviewed, not published.",
    series=SERIES,
    position="third in this record",
    position_chips=(chip("A", 19),),
    part_of=NOWHERE,
    name=h(RIO_NAME),
    long_name=False,
    standfirst=h(STAND),
    key=KEY,
    when=FEB,
    date_chips=(chip("A", 6),),
    place="Rio de Janeiro",
    place_doubt="",
    place_chips=(chip("A", 6),),
    beside=Link(text="G20 foreign ministers’ meeting", path="organizations/g20/"),
    country=Link(text="Brazil", path="countries/br/"),
    who="Blinken, Cho, Kamikawa",
    evidence="5 statements, 49 citations, all resolved; 25 quotations matched.",
    flag="One outlet.",
    doubts=(Doubt(field="ordinal", known=Known.UNKNOWN),),
    statements=STATEMENTS,
    change_title="What changed since San Francisco",
    change_note="14 November to 22 February: 100 days. Faded words were said at an earlier meeting.",
    tracks=(track_about(), track_word()),
    redlines=(REDLINE,),
    agenda=Agenda(
        place="Rio",
        before=Link(text="San Francisco", path=SF),
        new=(AgendaItem(topic=Link(text="The Taiwan Strait", path="topics/taiwan-strait/"), chips=(chip("A", 18),)),),
        carried=(
            AgendaItem(topic=CYBER, chips=(chip("B", 15), chip("A", 11))),
            AgendaItem(topic=RUSSIA, chips=(chip("B", 12), chip("A", 7))),
        ),
        gone=(
            AgendaItem(
                topic=Link(text="Forced return of North Korean defectors", path="topics/defectors/"),
                chips=(chip("B", 11),),
            ),
        ),
    ),
    readouts=Readouts(
        columns=(
            Link(text=MOFA.text, path=MOFA.path, note="2 statements, as relayed"),
            Link(text="US State Department", path="organizations/us-state/", note="1 statement, own text"),
            Link(text="", path="", note="1 statement"),
        ),
        rows=(
            ReadoutRow(
                statement=Link(text="The three foreign ministers agreed …", path="#firm", note="Arms for Russia"),
                number=1,
                cells=((chip("A", 5, "e1"),), (), (chip("A", 11, "e2"),)),
            ),
            ReadoutRow(
                statement=Link(text="They agreed to “continue …”", path="#stern"),
                number=2,
                cells=((chip("A", 7, "e2"),), (chip("A", 18, "e3"),), ()),
            ),
        ),
    ),
    disagreements=(
        DisagreementRow(
            question="Was there a joint statement?",
            readings=(
                h(
                    'C′ ends on a <span class="vb">joint statement by the United States, South Korea, and Japan</span>.'
                    + cite("C′", 11)
                ),
                h(f"C attributes the same words to South Korea’s Foreign Ministry alone.{cite('C', 5)}"),
            ),
            resolution=h("This page follows C."),
        ),
    ),
    participants=(
        participant(
            CHO,
            "Foreign Minister",
            "KOR",
            "South Korea",
            attended(False, False, True),
            "First meeting; replaces Park Jin",
            "Not Cho Tae-yong, director of national security",
        ),
        participant(BLINKEN, "Secretary of State", "USA", "United States", attended(True, True, True)),
        participant(KAMIKAWA, "Foreign Minister", "JPN", "Japan", attended(True, True, True)),
    ),
    absent=(),
    hosts=(),
    attendance_of=("New York", "San Francisco", "Rio"),
    commitments=COMMITMENTS,
    commitments_note="A verb in bold stands in the cited passage.",
    quotes=QUOTES,
    silent="No direct words from Cho Tae-yul in the sources held.",
    assessments=(
        AssessmentRow(
            html=h(
                "The change of substance since September is the object, "
                "from possible arms trade to actual provision of arms."
            ),
            confidence="moderate",
            rests_on=(
                Related(title="statement", links=(Link(text="2", path="#firm-response"),)),
                Related(title="New York, statements", links=(Link(text="1", path=f"{NY}#concern"),)),
            ),
            chips=(chip("A", 5),),
        ),
    ),
    note=h("<p>Both statements the article relays are worth asking for.</p>"),
    counting="One article, relaying two official statements. Neither statement is held here in full.",
    sources=SOURCES,
    stemma=STEMMA,
    parts=(),
    related=RELATED,
    mentions=MENTIONS,
    corrections=(CORRECTION,),
    review="Reviewed by the desk on 24 February 2024.",
    citation=CslItem(
        id="2024-02-rio-us-jp-kr-fm",
        type=CslType.PAGE,
        title="In Rio de Janeiro, three ministers agree to “continue to sternly respond”",
        author=(CslName(literal="The demonstration desk"),),
        container_title="The Trilateral Record",
        genre="Briefing",
        issued=CslDate(date_parts=((2024, 2, 24),)),
        url=f"https://trilateral-record.example/{RIO}",
        language="en",
    ),
    previous=PREVIOUS,
    next=LATEST,
)

_TEXT = """
The foreign ministers of South Korea, the United States and Japan
[agreed on the need for a firm response to North Korea's provision of arms to Russia for its war against Ukraine],
as well as on enhancing cooperation to address North Korean threats, South Korea's Foreign Ministry said Friday.

South Korean Foreign Minister Cho Tae-yul, US Secretary of State Antony Blinken and Japanese Foreign Minister
Yoko Kamikawa
[held a trilateral meeting Thursday on the sidelines of the G20 Foreign Ministers’ Meeting in Rio De Janeiro].

The three top diplomats agreed to "[continue to sternly respond]" to the military cooperation between Russia and
North Korea in coordination with the international community, the Foreign Ministry in Seoul said in a statement.

During the meeting, the three ministers noted the growing need for closer collaboration over shared security
challenges.
"""
_PARAGRAPHS = tuple(" ".join(one.split()) for one in _TEXT.strip().split("\n\n"))
SOURCE = SourceView(
    path=HERALD,
    root="../../",
    title="S. Korea, US, Japan concur on 'stern' response to NK-Russia arms deal",
    description="The Korea Herald, 23 February 2024, with numbered paragraphs; cited passages marked.",
    crumbs=(Link(text="Sources", path="sources/"),),
    section="Sources",
    long_headline=False,
    headline="S. Korea, US, Japan concur on 'stern' response to NK-Russia arms deal",
    language="en",
    when=day("23 February 2024, 13:25", "23 Feb 2024", "2024-02-23T13:25"),
    descriptor="Source article, reproduced as collected",
    facts=(
        FactRow(label="Outlet", links=(KH,), doubt="not named in the captured text; known to the desk"),
        FactRow(label="Byline", links=(Link(text="Lee Jung-joo", path=""),)),
        FactRow(label="Date", links=(Link(text="23 February 2024, 13:25", path=""),)),
        FactRow(label="Address", links=(), doubt="not stated"),
    ),
    use="14 of 16 paragraphs cited. Relays two official statements.",
    flags=("One outlet.",),
    relations=(Link(text="Untitled, outlet not stated", path=REWRITE, note="Rewrite:"),),
    paragraphs=(
        *(
            Paragraph(
                number=number,
                runs=runs(text),
                cited="[" in text,
                backs=(
                    (
                        Related(
                            title="Rio de Janeiro",
                            links=(
                                Link(text="statement 1", path=f"{RIO}#firm"),
                                Link(text="wording", path=f"{RIO}#changed"),
                            ),
                        ),
                        Related(title="Park Jin", links=(Link(text="office", path=f"{PARK.path}#roles"),)),
                    )
                    if "[" in text
                    else ()
                ),
                withheld="",
            )
            for number, text in enumerate(_PARAGRAPHS, 5)
        ),
        Paragraph(number=9, runs=(), cited=False, backs=(), withheld="¶9, 48 words, not shown"),
    ),
    left_out=(LeftOut(lines="p1", reason="share button"), LeftOut(lines="p14–p30", reason="most-viewed videos")),
    rights="© The Korea Herald. Shown in full for demonstration.",
    cited_by=RELATED[:2],
    mentions=(CHO, BLINKEN, KAMIKAWA),
    citation=CslItem(
        id="kh-20240223",
        type=CslType.NEWS,
        title="S. Korea, US, Japan concur on 'stern' response to NK-Russia arms deal",
        author=(CslName(literal="Lee Jung-joo"),),
        container_title="The Korea Herald",
        issued=CslDate(date_parts=((2024, 2, 23),)),
        language="en",
        note=f"Outlet inferred. Recorded in The Trilateral Record: https://trilateral-record.example/{HERALD}",
    ),
    previous=Neighbour(direction="Previous source", title="Agency report", path=AGENCY, when="15 November 2023"),
    next=None,
)

ROLES = Chart(
    id="roles-780",
    title="Foreign Minister of South Korea: Park Jin attested from 22 September to 14 November 2023.",
    width=780,
    height=158,
    size=13,
    boxes=(
        Box(kind="bar", x=261.6, y=52, width=154.6, height=8),
        Box(kind="k", x=255.6, y=50, width=12, height=12),
        Box(kind="r e", x=556.2, y=52, width=87.5, height=8),
        Box(kind="mk", x=255.6, y=84, width=122, height=22),
    ),
    strokes=(Stroke(kind="ax", x1=110, y1=8, x2=110, y2=154), Stroke(kind="soft", x1=416.2, y1=56, x2=556.2, y2=56)),
    labels=(
        Label(kind="t2", x=116, y=20, text="Aug"),
        Label(kind="tb", x=0, y=60, text="Park Jin"),
        Label(kind="tx", x=410.2, y=80, text="San Francisco, 14 Nov", anchor=Anchor.END),
        Label(kind="phr", x=255.6, y=100, text="“심각한 우려”", language="ko"),
    ),
)
ROLES_SLIM = msgspec.structs.replace(ROLES, id="roles-350", width=350)
LEGEND = (LegendItem(kind=Mark.DAY.value, text="Day known"), LegendItem(kind="dash", text="Assumed"))

PERSON = PersonView(
    path=PARK.path,
    root="../../",
    title="Park Jin",
    description="Foreign Minister of South Korea at the first two meetings in this record.",
    crumbs=(Link(text="People", path="people/"),),
    section="People",
    name="Park Jin",
    sentence=h(
        "Foreign Minister of South Korea at the first two meetings in this record; succeeded by "
        f'<a href="../cho-tae-yul/">Cho Tae-yul</a> in January 2024.{cite("A", 20)}'
    ),
    facts=(
        FactRow(label="Country", links=(Link(text="South Korea", path="countries/kr/"),)),
        FactRow(label="Office", links=(Link(text="Foreign Minister", path="", note="attested 22 Sep to 14 Nov 2023"),)),
        FactRow(label="Meetings", links=(Link(text="2 of 3 in the foreign ministers’ series", path=""),)),
        FactRow(label="Direct words", links=(Link(text="3 quotations", path="#quotes"),), doubt="all from one report"),
    ),
    not_same=(Link(text="Park Min", path="people/park-min/"),),
    other_names=("박진",),
    offices=(
        OfficeRow(
            role="Foreign Minister",
            organization=MOFA,
            period="until January 2024",
            doubts=(Doubt(field="end", known=Known.INFERRED, reason="his successor took office in January"),),
            chips=(chip("C", 5), chip("B", 2)),
        ),
        OfficeRow(
            role="Member",
            organization=NOWHERE,
            period="not stated",
            doubts=(Doubt(field="start", known=Known.UNKNOWN),),
            chips=(),
        ),
    ),
    meetings=(
        meeting_row(
            "In San Francisco, “concern” becomes “a serious threat”", SF, NOV, "", False, role="Foreign Minister"
        ),
        meeting_row(
            "In New York, three ministers voice “serious concern”", NY, SEP, "", False, role="Foreign Minister"
        ),
    ),
    quotes=QUOTES,
    on_word=MENTIONS,
    charts=(ROLES, ROLES_SLIM),
    legend=LEGEND,
    met=tuple(
        MetRow(
            person=person,
            country=code,
            country_name=name,
            count="2 of 2",
            together=attended(True, True),
            label="Together at New York and San Francisco",
            last=Link(text="San Francisco", path=SF, note="14 Nov 2023"),
        )
        for person, code, name in ((BLINKEN, "USA", "United States"), (KAMIKAWA, "JPN", "Japan"))
    ),
    met_note="Squares: New York, San Francisco.",
    mentions=MENTIONS,
    passages=(Related(title="Agency report", links=(Link(text="paragraph 2", path=f"{AGENCY}#p2"),)),),
    key=KEY,
    previous=None,
    next=Neighbour(direction="Next person", title="Antony Blinken", path=BLINKEN.path, when=""),
    more=More(met=Link(text="All 812 people", path="people/park-jin/met/", note="812")),
)

ENTRY = EntryView(
    path=RUSSIA.path,
    root="../../",
    title=RUSSIA.text,
    description="Every statement on military cooperation between North Korea and Russia.",
    crumbs=(Link(text="Topics", path="topics/"),),
    contents=contents(("statements", "Statements"), ("meetings", "Meetings"), ("sources", "Sources")),
    kind="Topic",
    name=RUSSIA.text,
    lead=h("Supplies of arms, ammunition and technology between the two, and what others say of them."),
    lead_label="Scope, in the desk’s words",
    facts=(FactRow(label="Part of", links=(Link(text="Security", path="topics/security/"),)),),
    people=HOME.people,
    statements=MENTIONS,
    statements_title="What was said",
    meetings=MEETINGS,
    meetings_title="Meetings",
    tracks=(Link(text="Their word for it", path="wording/characterization/", note="3 steps"),),
    sources=SOURCES,
    related=RELATED,
    mentions=MENTIONS,
    passages=PERSON.passages,
    key=(),
    previous=None,
    next=None,
)

SERIES_VIEW = SeriesView(
    path=SERIES.path,
    root="../../",
    title=SERIES.text,
    description="All meetings of the series.",
    crumbs=(Link(text="Series", path="series/"),),
    kick="Trilateral series",
    name=SERIES.text,
    charts=(msgspec.structs.replace(ROLES, id="series-780"),),
    legend=LEGEND,
    lead=h("Foreign ministers of the United States, Japan and South Korea."),
    facts=(
        FactRow(label="Who meets", links=(STATE, msgspec.structs.replace(MOFA, note="Foreign Minister")), apart=True),
    ),
    meetings=MEETINGS,
    matrix=Matrix(
        years=tuple(
            MatrixYear(
                year=year,
                columns=tuple(
                    MatrixColumn(link=Link(text=text, path=path), day=month, name=name)
                    for text, path, month, name in columns
                ),
            )
            for year, columns in (
                ("2023", (("New York", NY, "22 Sep", ""), ("San Francisco", SF, "14 Nov", ""))),
                ("2024", (("22 Feb", RIO, "", "Rio"),)),
            )
        ),
        rows=tuple(
            MatrixRow(person=person, country=code, cells=attended(*present), label=f"{sum(present)}")
            for person, code, present in (
                (PARK, "KOR", (True, True, False)),
                (CHO, "KOR", (False, False, True)),
                (BLINKEN, "USA", (True, True, True)),
            )
        ),
        compact=True,
        total="of 3",
        note="Newest first.",
    ),
    tracks=(track_about(), track_word()),
    mentions=MENTIONS,
    key=KEY,
)

WORDING = WordingView(
    path="wording/characterization/",
    root="../../",
    title="Their word for it",
    description="From “serious concern” to “a serious threat”.",
    crumbs=(Link(text="Wording", path="wording/"),),
    section="Wording",
    name="Their word for it",
    of=h("How the three call the military cooperation between North Korea and Russia."),
    topic=RUSSIA,
    caution="The words of San Francisco and Rio reached us in the English of different outlets.",
    track=track_word(),
    redlines=(REDLINE,),
    key=KEY,
    previous=None,
    next=Neighbour(direction="Next wording", title="What it is about", path="wording/object/", when=""),
)

COMMITMENTS_VIEW = CommitmentsView(
    path="commitments/",
    root="../",
    title="Commitments",
    description="What was promised, and what became of it.",
    lead="What was promised, in the order of the newest step.",
    groups=(CommitmentGroup(title="Open", anchor="open", rows=COMMITMENTS),),
    key=KEY,
)

TIMELINE = TimelineView(
    path="timeline/",
    root="../",
    title="Timeline",
    description="Meetings and events, newest first.",
    section="Timeline",
    heading="Seven months, four meetings",
    lead="August 2023 to February 2024, newest first. Each date shows how it is known.",
    charts=(
        msgspec.structs.replace(ROLES, id="timeline-1208"),
        msgspec.structs.replace(ROLES, id="timeline-720"),
    ),
    chart_note="The chart shows the last 18 months; the list shows all.",
    bar=Bar(title="By year", links=(Link(text="2023", path="timeline/in/2023/", note="4"),)),
    rest=Link(text="All 41 of 2023", path="timeline/in/2023/"),
    previous=Neighbour(direction="Earlier", title="2023", path="timeline/in/2023/", when=""),
    next=None,
    legend=(*LEGEND, LegendItem(kind=Mark.INFERRED_SPAN.value, text="Week, month or longer, inferred")),
    entries=(
        TimelineEntry(year="2024"),
        TimelineEntry(
            when=FEB,
            mark=Mark.DAY,
            how="Thursday",
            name=h("Rio de Janeiro"),
            path=RIO,
            phrase="continue to sternly respond",
            chips=(chip("A", 7),),
            lane=SERIES,
            meeting=True,
        ),
        TimelineEntry(
            when=day("January 2024", "January", "2024-01"),
            mark=Mark.INFERRED_SPAN,
            how="month only",
            flagged="inferred",
            reason="the article says ‘in January’ without a year",
            name=h("Cho Tae-yul"),
            path=CHO.path,
            rest="takes office as Foreign Minister",
            chips=(chip("A", 20),),
        ),
        TimelineEntry(gap="100 days between San Francisco and Rio"),
        TimelineEntry(year="2023"),
        TimelineEntry(when=DEC, mark=Mark.INFERRED_DAY, name=h("Seoul"), path=SEOUL, meeting=True),
        TimelineEntry(when=NOV, mark=Mark.DAY, name=h("San Francisco"), path=SF, lane=SERIES, meeting=True),
        TimelineEntry(gap="53 days between New York and San Francisco"),
        TimelineEntry(
            when=SEP,
            mark=Mark.DAY,
            how="Friday",
            name=h("New York"),
            path=NY,
            phrase="우려",
            language="ko",
            lane=SERIES,
            meeting=True,
        ),
        TimelineEntry(year="Undated"),
        TimelineEntry(name=h("A call nobody dates"), path=SEOUL, meeting=True),
    ),
)


def index(groups: int, rows: int) -> IndexView:
    """A page of a list of people, as long as wished for."""
    names = (BLINKEN, CHO, CHO_YONG, KAMIKAWA, PARK)
    return IndexView(
        path="people/under/k/",
        root="../../../",
        title="People, K",
        description="Everybody in this record.",
        section="people",
        heading="People, K",
        lead="Everybody who took part, with the latest office in this record.",
        groups=tuple(
            IndexGroup(
                title=chr(65 + group % 26),
                anchor=f"g-{group}",
                rows=tuple(
                    IndexRow(
                        link=names[row % 5],
                        html=h("Foreign Minister, South Korea") if row % 3 else NONE,
                        meta="3 meetings, 2 quotations",
                        sigils=(A, C_COPY) if row % 2 else (),
                        flagged="One outlet" if row % 2 else "",
                    )
                    for row in range(rows)
                ),
                more=Link(text="All 212 of K", path="people/under/k/") if group == 0 else NOWHERE,
            )
            for group in range(groups)
        ),
        empty="Nobody yet.",
        bar=Bar(
            title="By letter",
            links=(
                Link(text="J", path="people/under/j/", note="7"),
                Link(text="K", path="people/under/k/"),
                Link(text="P", path="people/under/p/"),
            ),
        ),
        previous=Neighbour(direction="Before", title="J", path="people/under/j/", when=""),
        next=Neighbour(direction="After", title="K, part 2", path="people/under/k/2/", when=""),
    )


INDEX = index(2, 4)

TEXT = TextView(
    path="method/",
    root="../",
    title="Method",
    description="How this record is made.",
    crumbs=(Link(text="Home", path=""),),
    heading="Method",
    html=h(
        '<p>Every sentence rests on a passage. The passage is on the page.</p><h2 id="quotations">Quotations</h2>'
        "<p>A quotation is matched letter for letter, after <code>NFC</code>.</p>"
        "<ul><li>quoted there</li><li>not there</li></ul>"
        "<table><thead><tr><th>Mark</th><th>Means</th></tr></thead>"
        "<tbody><tr><td>A′</td><td>a copy</td></tr></tbody></table>"
        "<blockquote><p>A near miss is still an error.</p></blockquote>"
    ),
    updated="Updated 1 March 2024.",
    key=(),
    corrections=(CORRECTION,),
    legend=legend(),
    checks=(
        CheckGroup(
            title="Quotations",
            rows=(
                CheckRow(
                    code="Q101",
                    title="Quotation that is not in the passage",
                    why=h("Double quotation marks promise readers that these very words stand in a cited paragraph."),
                    weight="error",
                    fixed=True,
                ),
            ),
        ),
    ),
)

NOT_FOUND = NotFoundView(
    path="404.html",
    root="/",
    title="Page not found",
    description="",
    noindex=True,
    latest=(
        Link(text="Rio de Janeiro", path=RIO, note="22 Feb 2024"),
        Link(text="San Francisco", path=SF, note="14 Nov 2023"),
    ),
)
SEARCH = SearchView(
    path="search/",
    root="../",
    title="Search",
    description="Search briefings and sources.",
    available=True,
    phrases=(
        PhraseAnswer(
            phrase="serious threat",
            quoted=True,
            first=Link(text="14 November 2023, San Francisco", path=SF),
            track=Link(text="Their word for it", path="wording/characterization/", note="3 steps"),
            before="serious concern",
            before_quoted=True,
        ),
    ),
    browse=SITE.menu,
)
REDIRECT = RedirectView(
    path="meetings/rio/",
    root="../../",
    title="Rio de Janeiro",
    description="",
    target=Link(text="Rio de Janeiro", path=RIO),
    canonical=RIO,
)

LIST = ListView(
    path="people/park-jin/statements/2023/",
    root="../../../../",
    title="Park Jin: on their word, 2023",
    description="Statements of 2023 on the word of Park Jin.",
    crumbs=(Link(text="People", path="people/"), PARK, Link(text="On their word", path="people/park-jin/statements/")),
    section="people",
    of=PARK,
    heading="On their word, 2023",
    lead="41 statements, from 3 Feb 2023 to 14 Nov 2023.",
    groups=(
        RowGroup(
            title="2023",
            anchor="g-2023",
            rows=Rows(
                meetings=PERSON.meetings,
                mentions=PERSON.on_word,
                quotes=PERSON.quotes,
                people=ENTRY.people,
                sources=ENTRY.sources,
                met=PERSON.met,
                names=ENTRY.tracks,
                passages=PERSON.passages,
                commitments=COMMITMENTS_VIEW.groups[0].rows,
                tracks=(WORDING.track,),
                matrices=(SERIES_VIEW.matrix,) if SERIES_VIEW.matrix else (),
                questions=HOME.questions,
            ),
            more=Link(text="All 41 of 2023", path="people/park-jin/statements/2023/"),
        ),
    ),
    key=KEY,
    bar=Bar(title="By year", links=(Link(text="2023", path="people/park-jin/statements/2023/", note="41"),)),
    previous=Neighbour(direction="Earlier", title="2022", path="people/park-jin/statements/2022/", when=""),
    next=None,
)

PAGES: dict[str, AnyPage] = {
    "home": HOME,
    "meeting": MEETING,
    "source": SOURCE,
    "person": PERSON,
    "entry": ENTRY,
    "series": SERIES_VIEW,
    "wording": WORDING,
    "commitments": COMMITMENTS_VIEW,
    "timeline": TIMELINE,
    "index": INDEX,
    "list": LIST,
    "search": SEARCH,
    "text": TEXT,
    "404": NOT_FOUND,
    "redirect": REDIRECT,
}

"""What the pages say in their own words: labels, counts, dates, the agenda, periods and neighbours."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from generator.model import (
    Assessment,
    Confidence,
    DateBasis,
    Entry,
    Inference,
    Meeting,
    Membership,
    PersonId,
    Quote,
    SourceType,
    WordingId,
)
from generator.plan import change, words
from generator.plan.change import agenda
from generator.plan.desk import Desk
from generator.plan.entries import topic_pages
from generator.plan.meeting import meeting_page
from generator.plan.room import attendance
from generator.plan.tracks import commitments_pages
from generator.plan.undertaken import of_meeting
from generator.views import CommitmentsView, EntryView, Known

from ..specimen import (
    cite,
    cites,
    day,
    library,
    meeting,
    office,
    organization,
    person,
    point,
    promise,
    ref,
    series,
    source,
    topic,
    track,
    wording,
)

HERALD = source("herald", "They met.", issued="2024-02-23")


def desk(*entries: Entry) -> Desk:
    """A desk with the Herald."""
    return Desk(library(HERALD, *entries))


def label(*meetings: Meeting) -> str:
    """What the promise of the last meeting is called."""
    here = desk(series("s"), *meetings)
    (row,) = of_meeting(here, meetings[-1], here.apparatus("meetings/x/"))
    return row.label


def chain(*steps: tuple[str, str, str]) -> tuple[Meeting, ...]:
    """Meetings by id, series and what their promise follows, a month apart."""
    return tuple(
        meeting(id, promise("p", follows=follows), date=f"2024-{number:02}", series=line or None)
        for number, (id, line, follows) in enumerate(steps, start=1)
    )


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([("a", "s", "")], "New in this record"),
        ([("a", "s", ""), ("b", "s", "a#p")], "Taken up in other words"),
        ([("a", "s", ""), ("b", "s", "a#p"), ("c", "s", "b#p")], "Third meeting running in this record"),
        (
            [("a", "s", ""), ("b", "s", "a#p"), ("c", "s", "b#p"), ("d", "s", "c#p")],
            "Fourth meeting running in this record",
        ),
        ([("a", "s", ""), ("b", "s", "a#p"), ("x", "s", ""), ("c", "s", "b#p")], "Third time in this record"),
        ([("a", "", ""), ("b", "s", "a#p"), ("c", "s", "b#p")], "Third time in this record"),
        ([("a", "", ""), ("b", "", "a#p")], "Taken up in other words"),
    ],
)
def test_a_promise_is_called_what_it_is(steps: list[tuple[str, str, str]], said: str) -> None:
    """“Running” only if no meeting of the series lies between."""
    assert label(*chain(*steps)) == said


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        ('Agreed "to keep" the lamps.', 'Pledged "to keep" them.', "Repeated in the same words"),
        ('Agreed "to keep" the lamps.', 'Pledged "to watch" them.', "Taken up in other words"),
        ("Agreed on the lamps.", "Agreed on the lamps.", "Taken up in other words"),
    ],
)
def test_a_renewal_in_the_same_words_is_told_from_one_in_others(then: str, now: str, said: str) -> None:
    """Only words that stand in the passages count."""
    paper = source("paper", 'They will "to keep" and "to watch".')
    first = meeting("a", promise("p", then, "paper#p1"), date="2024-01")
    second = meeting("b", promise("p", now, "paper#p1", follows="a#p"), date="2024-02")
    here = desk(paper, first, second)
    (row,) = of_meeting(here, second, here.apparatus("meetings/x/"))
    assert row.label == said


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        ("2024", "2025", "Extended to 2025"),
        ("2024", "2024-06", "Taken up in other words"),
        ("", "2025", "Taken up in other words"),
    ],
)
def test_a_later_due_date_extends_a_commitment(then: str, now: str, said: str) -> None:
    """One within the old date does not, nor one where there was none."""
    first = meeting("a", promise("p", due=day(then) if then else None), date="2024-01")
    second = meeting("b", promise("p", follows="a#p", due=day(now)), date="2024-02")
    assert label(first, second) == said


def test_a_long_history_shows_its_nearest_steps() -> None:
    """The others are counted; a chain is not followed without end."""
    steps = [(f"m{number:02}", "s", f"m{number - 1:02}#p" if number > 1 else "") for number in range(1, 8)]
    meetings = chain(*steps)
    here = desk(series("s"), *meetings)
    (row,) = of_meeting(here, meetings[-1], here.apparatus("meetings/x/"))
    assert [step.when for step in row.history] == ["Mar 2024", "Apr 2024", "May 2024", "Jun 2024"]
    assert row.earlier_unshown == "2 others"
    (first,) = of_meeting(here, meetings[0], here.apparatus("meetings/x/"))
    assert (first.later_unshown, len(first.later)) == ("2 others", 4)


@pytest.mark.parametrize(
    ("text", "verb"),
    [("Agreed to wait.", "Agreed"), ("Pledged to wait.", ""), ("They agreed to wait.", ""), ("Red lamps.", "")],
)
def test_the_verb_in_bold_is_the_sources(text: str, verb: str) -> None:
    """It stands in a cited passage, and the statement begins with it."""
    paper = source("paper", "The red boards agreed, they said.")
    talks = meeting("a", promise("p", text, "paper#p1"), date="2024-01")
    here = desk(paper, talks)
    (row,) = of_meeting(here, talks, here.apparatus("meetings/x/"))
    assert row.verb == verb


def test_the_page_of_commitments_has_each_chain_once() -> None:
    """At its latest step."""
    (view,) = commitments_pages(desk(series("s"), *chain(("a", "s", ""), ("b", "s", "a#p"), ("c", "", ""))))
    assert isinstance(view, CommitmentsView)
    assert [row.id for group in view.groups for row in group.rows] == ["commitment-c--p", "commitment-b--p"]
    assert view.lead.startswith("2 undertakings")


def test_the_agenda_is_told_against_the_meeting_before() -> None:
    """New, carried over and not repeated, topics of single statements counted too."""
    before = meeting("a", point("p", topics=("boats", "lamps")), date="2024-01", series="s", topics=("fares",))
    after = meeting("b", point("p", topics=("lamps",)), date="2024-02", series="s", topics=("fares", "docks"))
    here = desk(series("s"), before, after, *(topic(one) for one in ("boats", "lamps", "fares", "docks")))
    found = agenda(here, after, before, here.apparatus("meetings/b/"))
    assert found
    assert [item.topic.text for item in found.new] == ["Topic docks"]
    assert [item.topic.text for item in found.carried] == ["Topic fares", "Topic lamps"]
    assert [item.topic.text for item in found.gone] == ["Topic boats"]


@pytest.mark.parametrize(
    ("old", "new", "wide"),
    [
        (range(2), range(9), "new"),
        (range(9), range(1, 9), "carried"),
        (range(9), range(8, 9), "gone"),
        (range(6), range(1, 6), ""),
        (range(8), range(8, 16), ""),
    ],
)
def test_one_long_list_of_the_agenda_has_two_columns(old: range, new: range, wide: str) -> None:
    """It is long, and longer than the two others together."""
    before = meeting("a", date="2024-01", series="s", topics=tuple(f"t{number}" for number in old))
    after = meeting("b", date="2024-02", series="s", topics=tuple(f"t{number}" for number in new))
    here = desk(series("s"), before, after, *(topic(f"t{number}") for number in range(16)))
    found = agenda(here, after, before, here.apparatus("meetings/b/"))
    assert found
    assert found.wide == wide


def test_a_topic_that_comes_back_is_not_called_new() -> None:
    """It says where it was last on the agenda."""
    first = meeting("a", point("p"), date="2024-01", series="s", topics=("boats",), short_name="Harbour")
    second = meeting("b", point("p"), date="2024-02", series="s", topics=("lamps",))
    third = meeting("c", point("p"), date="2024-03", series="s", topics=("boats", "docks"))
    here = desk(series("s"), first, second, third, *(topic(one) for one in ("boats", "lamps", "docks")))
    found = agenda(here, third, second, here.apparatus("meetings/c/"))
    assert found
    assert [(item.topic.text, item.topic.note) for item in found.new] == [
        ("Topic boats", "Harbour"),
        ("Topic docks", ""),
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("US State Department", "the US State Department"),
        ("South Korea’s Foreign Ministry", "South Korea’s Foreign Ministry"),
        ("Harbour Board of Exampleton", "the Harbour Board of Exampleton"),
        ("The Example Council", "The Example Council"),
        ("Ministry of Women’s Affairs", "the Ministry of Women’s Affairs"),
        ("Reuters", "Reuters"),
        ("Example Evening", "Example Evening"),
        ("Exampleton (government)", "Exampleton (government)"),
    ],
)
def test_an_institution_takes_its_article_in_a_sentence(name: str, said: str) -> None:
    """Names of outlets and names that begin with a genitive or an article take none."""
    assert words.with_article(name) == said


def test_there_is_no_agenda_without_two_of_them() -> None:
    """A first meeting, or one whose topics are not known."""
    one, other = meeting("a", date="2024-01"), meeting("b", date="2024-02", topics=("x",))
    here = desk(one, other)
    page = here.apparatus("meetings/b/")
    assert agenda(here, other, None, page) is None
    assert agenda(here, other, one, page) is None


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (office("Chair", start="2024-01", end="2024-07-18"), "January 2024 to Thursday 18 July 2024"),
        (office("Chair", start="2024-01"), "from January 2024"),
        (office("Chair", end="2024"), "to 2024"),
        (office("Chair"), "dates not stated"),
    ],
)
def test_a_period_says_what_is_known_of_it(held: Membership, said: str) -> None:
    """No open end is called “today”."""
    assert words.period(held) == said


def test_neighbours_are_those_of_the_series() -> None:
    """Not of the record; the ends say so."""
    one, between, two = (
        meeting("a", date="2024-01", series="s"),
        meeting("x", date="2024-02"),
        meeting("b", date="2024-03", series="s"),
    )
    here = desk(series("s"), one, between, two)
    view = meeting_page(here, two)
    before, after = view.previous, view.next
    assert before
    assert after
    assert (before.path, before.direction) == ("meetings/a/", "Previous in this series")
    assert (after.path, after.title) == ("", "Latest in this record")
    alone = meeting_page(here, between)
    assert [side.path for side in (alone.previous, alone.next) if side] == ["meetings/a/", "meetings/b/"]


def test_attendance_is_told_in_words_and_squares() -> None:
    """Each as what the page calls the meeting; one meeting is no attendance."""
    talks = tuple(
        meeting(id, people=people, place=id.upper()) for id, people in (("a", "ada"), ("b", "ida"), ("c", "ada"))
    )
    marks, said = attendance("ada", talks)
    assert [mark.present for mark in marks] == [True, False, True]
    assert said == "Attended 2 of 3: A and C"
    assert attendance("ada", talks[:1]) == ((), "")


def test_days_between_two_meetings_are_counted() -> None:
    """Where both days are known."""
    one = meeting("a", point("p"), date="2024-01-30", series="s")
    other = meeting("b", point("p"), date="2024-02-02", series="s")
    vague = meeting("c", point("p"), date="2024-03", series="s")
    here = desk(series("s"), one, other, vague)
    assert meeting_page(here, other).change_note == "Tuesday 30 January 2024 to Friday 2 February 2024: 3 days."
    assert meeting_page(here, vague).change_note == ""


@pytest.mark.parametrize(
    ("fields", "known"),
    [
        ({"date_basis": DateBasis(words="They met on Thursday", cite=cite("herald#p1"))}, Known.WORKED_OUT),
        ({"date_basis": DateBasis(words="22 February 2024", cite=cite("herald#p1"))}, Known.PRINTED),
        ({"date_basis": DateBasis(external="The diary.")}, Known.EXTERNAL),
        ({"inferred": (Inference(field="date", reason="By the tide."),)}, Known.INFERRED),
        ({}, Known.PRINTED),
    ],
)
def test_a_date_says_how_it_is_known(fields: dict[str, object], known: Known) -> None:
    """Printed, worked out of a weekday, from elsewhere, or inferred."""
    talks = meeting("m", date="2024-02-22", **fields)  # type: ignore[arg-type] # fields of Meeting
    assert words.meeting_when(talks, library(HERALD)).known is known


def test_a_date_that_is_not_known_says_so() -> None:
    """In words, and machines are told nothing."""
    found = words.meeting_when(meeting("m"), library())
    assert (found.text, found.short, found.iso, found.known) == ("date not stated", "undated", "", Known.UNKNOWN)


@pytest.mark.parametrize(
    ("date", "iso"),
    [("2024-02-22", "2024-02-22"), ("2024-02", "2024-02"), ("2024?", "2024"), ("202X", ""), ("2023-08/2023-12", "")],
)
def test_machines_are_told_what_html_takes(date: str, iso: str) -> None:
    """No interval and no unspecified digit."""
    assert words.iso(day(date)) == iso


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "first"), (10, "tenth"), (11, "11th"), (12, "12th"), (21, "21st"), (22, "22nd"), (113, "113th")],
)
def test_ordinals(number: int, said: str) -> None:
    """In words up to ten."""
    assert words.ordinal(number) == said


def test_counts_and_lists_read_as_a_sentence() -> None:
    """One and many; a comma but before the last."""
    assert [words.count(one, "source") for one in (0, 1, 1_200)] == ["0 sources", "1 source", "1,200 sources"]
    assert words.count(2, "person", "people") == "2 people"
    assert [words.listing(one) for one in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_plain_text_is_set_as_print_does() -> None:
    """Curly marks, and no element of its own."""
    assert words.typeset("The boards' \"keep it\" isn't new.") == "The boards’ “keep it” isn’t new."
    assert words.headline("Skerry–Placeholm <talks>").markup == '<span class="nb">Skerry–Placeholm</span> &lt;talks&gt;'


def test_somebody_new_in_the_room_is_said_to_be() -> None:
    """In a series with an earlier meeting, and only once."""
    ada = person("ada", "Ada Sample")
    ida = person("ida", "Ida Specimen")
    talks = (
        meeting("a", point("p"), date="2024-01", people="ada", series="s"),
        meeting("b", point("p"), date="2024-02", people="ada ida", series="s"),
    )
    here = desk(series("s"), ada, ida, *talks)
    remarks = [row.remarks for row in meeting_page(here, talks[1]).participants]
    assert remarks == [(), ("First appearance in this record of the series",)]


def test_somebody_new_in_a_post_is_told_with_who_was_in_it() -> None:
    """At the meeting right before, in the same role for the same body, and not in the room now."""
    ada = person("ada", "Ada Sample", office("Chair", start="2023", end="2024-01"))
    ida = person("ida", "Ida Specimen", office("Chair", start="2024-02"))
    eve = person("eve", "Eve Example", office("Clerk", start="2023"))
    talks = (
        meeting("a", point("p"), date="2024-01", people="ada", series="s"),
        meeting("b", point("p"), date="2024-02", people="ida eve", series="s"),
    )
    here = desk(series("s"), organization("board", "Board"), ada, ida, eve, *talks)
    remarks = [row.remarks for row in meeting_page(here, talks[1]).participants]
    assert remarks == [
        ("First appearance in this record of the series; at the meeting before, Ada Sample was in this post",),
        ("First appearance in this record of the series",),
    ]


def test_people_of_one_name_are_told_apart() -> None:
    """By an office with its days, with a link; and the strip of facts has the whole name."""
    ada = person("ada", "Ada Sample", office("Chair", start="2024-01"), distinct_from=(PersonId("bea"),))
    bea = person("bea", "Bea Sample", distinct_from=(PersonId("ada"),))
    eve = person("eve", "Eve Example")
    talks = meeting("a", point("p"), date="2024-02", people="ada bea eve")
    view = meeting_page(desk(organization("board", "Board"), ada, bea, eve, talks), talks)
    assert view.who == "Ada Sample, Bea Sample and Example"
    assert [[(one.text, one.path, one.note) for one in row.not_same] for row in view.participants] == [
        [("Bea Sample", "people/bea/", "another person")],
        [("Ada Sample", "people/ada/", "Chair, from January 2024")],
        [],
    ]


def test_the_neighbours_are_told_by_place_and_key_phrase() -> None:
    """The first words their headlines quote; a headline without a quotation stands whole."""
    talks = (
        meeting("a", point("p", 'Said "keep it".', "paper#p1"), date="2024-01", series="s", name='In A, "keep it"'),
        meeting("b", point("p"), date="2024-02", series="s"),
        meeting("c", point("p"), date="2024-03", series="s", name="In C, they met"),
    )
    here = desk(series("s"), source("paper", 'They said "keep it".'), *talks)
    view = meeting_page(here, talks[1])
    assert view.previous
    assert view.next
    assert (view.previous.title, view.next.title) == ("Samplebury: “keep it”", "In C, they met")


def test_a_judgement_rests_on_statements_by_number() -> None:
    """Those of one meeting together."""
    first = meeting("a", point("x"), point("y"), date="2024-01", short_name="First")
    basis = tuple(ref(one) for one in ("b#p", "a#y", "b#q", "a#x"))
    judged = Assessment(text="So it is.", confidence=Confidence.LOW, rests_on=basis)
    second = meeting("b", point("p"), point("q"), date="2024-02", assessment=(judged,))
    (row,) = meeting_page(desk(first, second), second).assessments
    assert [(group.title, [(one.text, one.path) for one in group.links]) for group in row.rests_on] == [
        ("statements", [("1", "#p"), ("2", "#q")]),
        ("First, statements", [("2", "meetings/a/#y"), ("1", "meetings/a/#x")]),
    ]


def test_the_facts_lead_to_their_passages() -> None:
    """Date, place and number in the series have the passage they rest on."""
    talks = meeting(
        "a",
        point("p"),
        date="2024-02-22",
        series="s",
        date_basis=DateBasis(words="met", cite=cite("herald#p1")),
        place_cite=(cite("herald#p1"),),
        ordinal=7,
        ordinal_cite=(cite("herald#p1"),),
    )
    view = meeting_page(desk(series("s"), talks), talks)
    assert [[one.paragraph for one in chips] for chips in (view.date_chips, view.place_chips, view.position_chips)] == [
        [1],
        [1],
        [1],
    ]


def long_series(length: int) -> tuple[Meeting, ...]:
    """Meetings of a series, the tracked phrase at all but the third, one person at every one."""
    return tuple(
        meeting(
            f"m{at:02}",
            point("p"),
            date=f"{1950 + at}",
            people="ada",
            series="s",
            short_name=f"M{at}",
            wording=(wording("t", f"phrase {at}"),) if at != 3 else (),
        )
        for at in range(length)
    )


@pytest.mark.parametrize(("at", "first", "last"), [(0, 0, 11), (20, 13, 24), (39, 28, 39)])
def test_a_long_series_shows_the_squares_around_a_meeting(at: int, first: int, last: int) -> None:
    """A row of squares that grew with the record would fill the page, on every page of the series."""
    talks = long_series(40)
    view = meeting_page(desk(series("s"), track("t"), person("ada", "Ada Sample"), *talks), talks[at])
    assert (view.attendance_of[0], view.attendance_of[-1]) == (f"M{first}", f"M{last}")
    assert [len(row.attendance) for row in view.participants] == [len(view.attendance_of)]


def test_a_long_track_shows_its_last_steps() -> None:
    """And leads to the others; a meeting without words between them is a gap."""
    talks = long_series(12)
    here = desk(series("s"), track("t"), person("ada", "Ada Sample"), *talks)
    (shown,) = meeting_page(here, talks[11]).tracks
    assert [one.meeting.text for one in shown.steps] == ["M6", "M7", "M8", "M9", "M10", "M11"]
    assert shown.before.text == "5 earlier steps on the page of the track"
    (shown,) = meeting_page(here, talks[4]).tracks
    assert [(one.meeting.text, one.missing) for one in shown.steps][2:] == [("M2", False), ("M3", True), ("M4", False)]
    assert shown.before.text == ""


@pytest.mark.parametrize(
    ("gap", "lines", "silence"),
    [
        (2, [1, 1], "Not in our sources"),
        (3, [3], "Not in our sources"),
        (7, [7], "Not in our sources"),
        (8, [2], "Not in our sources, nor at the 6 meetings between them"),
    ],
)
def test_meetings_without_words_are_one_line(gap: int, lines: list[int], silence: str) -> None:
    """From three in a row on; of many the first and the last are named, and how many are between."""
    first, *others, last = long_series(gap + 2)
    quiet = (replace(one, wording=()) for one in others)
    spoken = wording("t", "phrase")
    here = desk(series("s"), track("t"), replace(first, wording=(spoken,)), replace(last, wording=(spoken,)), *quiet)
    missing = [one for one in change.track(here, WordingId("t"), here.apparatus("x/")).steps if one.missing]
    assert [1 + len(one.others) for one in missing] == lines
    assert {one.silence for one in missing} == {silence}


@pytest.mark.parametrize(
    ("scope", "said"), [("What it is.", "Scope, in the desk’s words"), ("What it is [@herald#p1].", "")]
)
def test_a_scope_note_without_a_passage_is_the_desks_own(scope: str, said: str) -> None:
    """Readers see whose words they read; one that rests on a passage leads there."""
    boats = replace(topic("boats"), scope=scope)
    (view,) = (one for one in topic_pages(desk(boats), boats) if isinstance(one, EntryView))
    assert view.lead_label == said


@pytest.mark.parametrize(
    ("word", "kind", "said"),
    [
        ("unstated", SourceType.ARTICLE, "Read in An outlet; on whose word is not stated."),
        ("board", SourceType.ARTICLE, "Made known by the Harbour Board; read in An outlet."),
        ("ada", SourceType.ARTICLE, "Read in An outlet."),
        ("ada", SourceType.TRANSCRIPT, "From a transcript that is held here itself."),
    ],
)
def test_a_quotation_says_how_its_words_reached_us(word: str, kind: SourceType, said: str) -> None:
    """Beside whatever the desk notes of it, and with what of it is inferred."""
    paper = source("paper", 'She said "keep it".', type=kind)
    quote = Quote(
        by="ada",
        text="keep it",
        cite=cites("paper#p1"),
        according_to=word,
        note="Two words.",
        inferred=(Inference(field="according_to", reason="It stands between two."),),
    )
    talks = meeting("a", point("p"), quotes=(quote,))
    here = desk(paper, person("ada", "Ada Sample"), organization("board", "Harbour Board"), talks)
    (row,) = meeting_page(here, talks).quotes
    assert (row.relayed, [one.reason for one in row.doubts]) == (said, ["It stands between two."])


def test_a_step_says_what_of_it_is_not_known() -> None:
    """Whose English it is, for one."""
    use = wording("t", "They met", inferred=(Inference(field="english_by", reason="The words are the paper's."),))
    talks = meeting("a", point("p"), wording=(use,))
    (shown,) = meeting_page(desk(track("t"), talks), talks).tracks
    assert [one.field for one in shown.steps[0].doubts] == ["whose English"]

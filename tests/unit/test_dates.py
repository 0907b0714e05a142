"""Reading, comparing, showing and checking dates. Cases are plain text under tests/cases/dates."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from time import struct_time

import edtf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.dates import (
    BasisOutcome,
    Edtf,
    EdtfError,
    check_basis,
    long_text,
    may_cover,
    meant,
    overlaps,
    parse,
    short_text,
    sort_key,
    text_in_year,
)

CASES = Path(__file__).parent.parent / "cases" / "dates"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def rows(name: str) -> list[list[str]]:
    """The columns of a case file; comments and empty lines are left out."""
    lines = [line for line in (CASES / name).read_text("utf-8").split("\n") if line and not line.startswith("#")]
    return [[cell.strip() for cell in line.split(" | ")] for line in lines]


def day_or_none(text: str) -> date | None:
    """A day of a case file; "-" is none."""
    return None if text == "-" else date.fromisoformat(text)


DAYS = st.dates(date(1020, 1, 1), date(9980, 12, 31))  # years near the ends of the calendar are refused by design
DOUBT = st.sampled_from(["", "", "?", "~", "%"])


@st.composite
def single_dates(draw: st.DrawFn) -> str:
    """A date of EDTF level 1 without a time."""
    day = draw(DAYS)
    form = draw(st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d", "%Y-%m-XX", "%Y-XX", "%Y-XX-XX", "decade", "century", "S"]))
    match form:
        case "decade":
            return f"{day.year // 10}X"
        case "century":
            return f"{day.year // 100}XX"
        case "S":
            return f"{day.year}-{draw(st.integers(21, 24))}"
        case _:
            return day.strftime(form) + (draw(DOUBT) if "X" not in form else "")


@st.composite
def edtf_texts(draw: st.DrawFn) -> str:
    """A date or an interval, closed or open, that is in order."""
    first, last = sorted((draw(single_dates()), draw(single_dates())), key=lambda text: sort_key(parse(text)))
    both = [first, f"{first}/{last}"] if parse(first).earliest != parse(last).earliest else [first]
    return draw(st.sampled_from([*both, f"{first}/..", f"../{last}", f"{first}/", f"/{last}"]))


def bound(answer: object) -> date | None:
    """A bound as the `edtf` package gives it."""
    return date(*answer[:3]) if isinstance(answer, struct_time) else None


@given(edtf_texts())
@example("2024-24")
@example("2024/2025-24")
def test_bounds_agree_with_the_edtf_package(text: str) -> None:
    """First and last day are those of `edtf` 5, but for three things it does in another way.

    Its winter ends on 31 December; ours, as the seasons of meteorology, in the February after. An interval with a
    month or day not specified (2023-XX/2024) raises AttributeError there. An unknown end it puts ten years from the
    other; for us it has no bound. (It can also say nothing of times to the minute: it wants seconds.)
    """
    ours = parse(text)
    if "/" in text and "X" in text:
        return
    theirs = edtf.parse_edtf(text)
    if not text.startswith("/"):
        assert ours.earliest == bound(theirs.lower_strict())
    if not text.endswith("/"):
        latest = bound(theirs.upper_strict())
        if text.endswith("-24") and latest is not None and len(text.rsplit("/", maxsplit=1)[-1]) == len("2024-24"):
            year = latest.year + 1
            latest = date(year, 3, 1) - timedelta(days=1)
        assert ours.latest == latest


@given(edtf_texts())
def test_a_date_lies_between_its_bounds_and_reads_back(text: str) -> None:
    """The text is kept, the bounds are in order, and reading it again gives the same value."""
    value = parse(text)
    assert value.text == text == str(value)
    assert value.earliest is None or value.latest is None or value.earliest <= value.latest
    assert parse(value.text) == value
    assert value.is_interval == ("/" in text)
    assert value.is_uncertain == ("?" in text or "%" in text)
    assert value.is_approximate == ("~" in text or "%" in text)
    assert (value.day is None) or value.day == value.earliest == value.latest


@given(st.text(st.sampled_from("0123456789-/.XTZ?~%:+ ab"), max_size=14) | st.text(max_size=8))
def test_any_text_is_a_date_or_is_refused(text: str) -> None:
    """Nothing else is raised, and a refusal is one line in lower case that shows the text."""
    try:
        value = parse(text)
    except EdtfError as refusal:
        message = str(refusal)
        assert message.startswith((f"'{text.strip()}'", "the date", "'"))
        assert message[0] in "t'"
    else:
        assert long_text(value)
        assert short_text(value)


@pytest.mark.parametrize(("text", "part"), rows("refused.txt"))
def test_refusals_say_why(text: str, part: str) -> None:
    """The case file says what the reader is told."""
    with pytest.raises(EdtfError) as refusal:
        parse(text)
    assert part in str(refusal.value)


@pytest.mark.parametrize(("text", "full", "short", "precision", "first", "last"), rows("texts.txt"))
def test_dates_as_readers_see_them(text: str, full: str, short: str, precision: str, first: str, last: str) -> None:
    """The case file says how a date looks, and what it means."""
    value = parse(text)
    assert (long_text(value), short_text(value), value.precision) == (full, short, precision)
    assert (value.earliest, value.latest) == (day_or_none(first), day_or_none(last))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2024-02-22", "22 February"),
        ("2023-08/2023-12?", "August–December?"),
        ("2023-08?/2023-12", "August? – December"),
        ("2023-08~/2023-12", "c. August – December"),
        ("2023-11-06/2023-11-12", "6–12 November"),
        ("2024-02?", "February?"),
        ("2023-12-30/2024-01-02", "30 Dec 2023 – 2 Jan 2024"),
    ],
)
def test_below_its_year_a_date_is_said_as_elsewhere(text: str, shown: str) -> None:
    """With whole months and without the year; doubt stays with the end that it belongs to."""
    assert text_in_year(parse(text)) == shown


def test_the_time_and_zone_of_a_date_are_kept_as_written() -> None:
    """No time is converted: the day is the day where it was written."""
    value = parse("2024-02-23T23:30-05:00")
    assert (value.time, value.offset, value.day) == ("23:30", "-05:00", date(2024, 2, 23))


def test_the_order_of_dates() -> None:
    """By first day; a narrower date before a wider one of the same start; times in order; open starts last."""
    texts = ["2023-09", "/2019", "2023", "2024-02-23T13:25", "2024-02-23", "../2020", "2024-02-23T08:00", "9999-12-31"]
    assert [value.text for value in sorted(map(parse, texts), key=sort_key)] == [
        "2023",
        "2023-09",
        "2024-02-23",
        "2024-02-23T08:00",
        "2024-02-23T13:25",
        "9999-12-31",
        "/2019",
        "../2020",
    ]


@given(st.lists(edtf_texts(), max_size=6))
def test_the_order_of_dates_does_not_depend_on_how_they_came(texts: list[str]) -> None:
    """Sorting a list and sorting it reversed give the same, first days in order."""
    values = sorted(map(parse, texts), key=sort_key)
    assert values == sorted(map(parse, reversed(texts)), key=sort_key)
    starts = [value.earliest or date.max for value in values]
    assert starts == sorted(starts)


@given(edtf_texts(), edtf_texts(), DAYS)
def test_two_dates_overlap_if_a_day_lies_in_both(a: str, b: str, day: date) -> None:
    """Overlap goes both ways, every date overlaps itself, and a common day is enough."""
    one, two = parse(a), parse(b)
    single = parse(day.isoformat())
    assert overlaps(one, one)
    assert overlaps(one, two) == overlaps(two, one)
    if overlaps(one, single) and overlaps(two, single):
        assert overlaps(one, two)


@pytest.mark.parametrize(
    ("start", "end", "day", "could"),
    [
        ("2024-01", None, "2024-02-22", True),
        ("2024-01", None, "2024-01-01", True),
        ("2024-01", None, "2023-12-31", False),
        (None, "2024-01-10", "2024-01-10", True),
        (None, "2024-01-10", "2024-01-11", False),
        (None, None, "2024", True),
        ("2024-01", "2024-06", "2024", True),
        ("2024-01~", None, "2023-12-31", False),
        ("2023-08/2023-12", None, "2023-09-01", True),
        ("2022", "2022/..", "2030", True),
        ("2024-02-22T18:00", None, "2024-02-22T09:00", True),
    ],
)
def test_offices_on_a_day(start: str | None, end: str | None, day: str, could: bool) -> None:
    """Both bounds are included, and what is not known closely is given the benefit."""
    bounds = [parse(text) if text else None for text in (start, end)]
    assert may_cover(bounds[0], bounds[1], parse(day)) == could


@pytest.mark.parametrize(("words", "issued", "claimed", "outcome", "first", "last"), rows("basis.txt"))
def test_date_basis_cases(words: str, issued: str, claimed: str, outcome: str, first: str, last: str) -> None:
    """The case file says what the words mean and whether the claim stands."""
    found = check_basis(words, None if issued == "-" else parse(issued), parse(claimed))
    assert (found.outcome, found.computed or (None, None)) == (outcome, (day_or_none(first), day_or_none(last)))


@pytest.mark.parametrize(("words", "issued", "claimed", "explanation"), rows("explanations.txt"))
def test_explanations_are_sentences_for_readers(words: str, issued: str, claimed: str, explanation: str) -> None:
    """What a page or a diagnostic says of the reckoning."""
    source = None if issued == "-" else parse(issued)
    assert check_basis(words, source, parse(claimed)).explanation == explanation


@given(DAYS, st.integers(0, 6))
def test_a_weekday_is_confirmed_on_the_last_such_day(issued: date, back: int) -> None:
    """The name of any of the seven days up to the day of issue means that day, and no other but the day after."""
    meant = issued - timedelta(days=back)
    source = parse(issued.isoformat())
    for shift in range(-7, 8):
        claimed = meant + timedelta(days=shift)
        found = check_basis(f"on {WEEKDAYS[meant.weekday()]}", source, parse(claimed.isoformat()))
        tomorrow = claimed == issued + timedelta(days=1) and shift == 7
        expected = BasisOutcome.CONFIRMED if shift == 0 or tomorrow else BasisOutcome.CONTRADICTED
        assert found.outcome is expected


@given(DAYS, st.integers(0, 364), st.sampled_from(["{0:%B} {1}", "{1} {0:%B}", "{0:%b}. {1}", "{0:%B} {1}th"]))
def test_a_day_without_year_is_the_last_such_day(issued: date, back: int, form: str) -> None:
    """Any day of the year up to the day of issue is confirmed, the same day a year before is not."""
    meant = issued - timedelta(days=back)
    words, source = form.format(meant, meant.day), parse(issued.isoformat())
    assert check_basis(words, source, parse(meant.isoformat())).computed == (meant, meant)
    if (meant.month, meant.day) != (2, 29) and back < 364:
        year_before = meant.replace(year=meant.year - 1)
        assert check_basis(words, source, parse(year_before.isoformat())).outcome is BasisOutcome.CONTRADICTED


@given(
    st.dates(date(1000, 1, 1), date(2999, 12, 30)),
    st.sampled_from(["{0:%B} {1}, {2}", "{1} {0:%B} {2}", "{0:%b} {1} {2}", "{2}-{0:%m-%d}", "{1}th of {0:%B} {2}"]),
)
def test_a_full_date_means_itself(day: date, form: str) -> None:
    """In all usual orders, whatever the day of issue."""
    words = form.format(day, day.day, day.year)
    assert check_basis(words, None, parse(day.isoformat())).outcome is BasisOutcome.CONFIRMED
    assert check_basis(words, parse("2024"), parse((day + timedelta(days=1)).isoformat())).outcome is not (
        BasisOutcome.CONFIRMED
    )


@given(
    st.text(max_size=30)
    | st.lists(st.sampled_from("last next May 31 Feb. 2024 Friday week of , Sun. 0/0/2000".split())).map(" ".join)
)
def test_any_words_get_an_outcome(words: str) -> None:
    """No words break the check, at the ends of the calendar either; what is reckoned is in order."""
    texts = ("0001-01-01", "9999-12-31", "2024-02-29", "2024", "2024/..")
    for issued in (None, *map(parse, texts)):
        found = check_basis(words, issued, parse("2024-02"))
        assert found.explanation
        assert found.computed is None or found.computed[0] <= found.computed[1]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("22 February 2024", "2024-02-22"),
        ("Feb. 22, 2024", "2024-02-22"),
        ("2024/2/22", "2024-02-22"),
        ("22.02.2024", "2024-02-22"),
        ("February 2024", "2024-02"),
        ("02/03/2024", ""),
        ("30 February 2024", ""),
        ("22 February", ""),
        ("about 22 February 2024", ""),
    ],
)
def test_what_a_date_in_words_means(text: str, value: str) -> None:
    """Only a whole date with its year that can be read in one way."""
    assert meant(text) == value


def test_values_are_equal_when_their_texts_are() -> None:
    """A date is a value, so a cache may compare it."""
    texts = ["2024", "2024-02", "2024-02-22", "2024-XX", "2024/.."]
    values = [parse(text) for text in texts]
    assert len(set(values)) == len(texts)
    assert all(one != two for one, two in pairwise(values))
    assert parse(" 2024 ") == parse("2024")
    assert isinstance(values[0], Edtf)

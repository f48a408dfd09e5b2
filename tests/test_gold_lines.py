"""The harness of the gold lines: a wrong expectation of every kind is seen to fail, a broken line to be an error."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.records import Argument, EventMention, Span
from tests.gold_lines import GoldLine, GoldLineError, complaints, parse_lines, settled, verdict_of

TEXT = "Ada Obi met Li Wei in Lagos on Thursday."
LINE = (
    "+ [Ada Obi]participant *met* [Li Wei]participant in [Lagos]place on [Thursday]date=2025-07-10. | held, "
    "speaker=Ada Obi"
)


def only(line: str) -> GoldLine:
    (parsed,) = parse_lines(line, "meeting", "meeting.txt")
    return parsed


def found(**changes: object) -> EventMention:
    def given(slot: str, value: str, words: str) -> Argument:
        start = TEXT.index(words)
        return Argument(slot, value, Span(start, start + len(words)))

    mention = EventMention(
        kind="Meeting",
        number=0,
        trigger=Span(8, 11),
        passage=Span(0, len(TEXT)),
        status="held",
        arguments=(
            given("participant", "person:Ada Obi", "Ada Obi"),
            given("participant", "person:Li Wei", "Li Wei"),
            given("place", "place:Lagos", "Lagos"),
            given("date", "2025-07-10", "Thursday"),
        ),
        speaker="person:Ada Obi",
    )
    return replace(mention, **changes)  # type: ignore[arg-type]


def test_marks_are_taken_off_the_text() -> None:
    line = only(LINE)
    assert line.text == TEXT
    (event,) = line.events
    assert [trigger.cut(line.text) for trigger in event.triggers] == ["met"]
    assert [(v.slot, v.span and v.span.cut(line.text), v.value) for v in event.values] == [
        ("participant", "Ada Obi", None),
        ("participant", "Li Wei", None),
        ("place", "Lagos", None),
        ("date", "Thursday", "2025-07-10"),
    ]


def test_what_is_as_expected_passes() -> None:
    assert complaints(only(LINE), [found()]) == ()


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        (LINE.replace("| held", "| planned"), "status held, expected planned"),
        (LINE.replace("2025-07-10", "2025-07-09"), "no date 2025-07-09; extra date 2025-07-10"),
        (LINE.replace("*met*", "met").replace(" in ", " *in* "), "another trigger"),
        (LINE.replace("[Lagos]place", "Lagos"), "extra place Lagos"),
        (LINE.replace("[Lagos]place", "[Lagos]place=Accra"), "no place Accra; extra place Lagos"),
        (LINE.replace("[Li Wei]participant", "[Li Wei]participant=CN"), "no participant CN; extra participant Li Wei"),
        (LINE.replace("speaker=Ada Obi", "speaker=Li Wei"), "speaker Ada Obi, expected Li Wei"),
        (LINE.replace("| held", "| held, asOf=2021"), "asOf None, expected 2021"),
        (LINE.replace("| held", "| held, durationMinutes=50"), "no durationMinutes 50"),
    ],
)
def test_each_kind_of_wrong_expectation_fails(wrong: str, complaint: str) -> None:
    assert complaint in "; ".join(complaints(only(wrong), [found()]))


def test_a_missed_event_fails() -> None:
    assert complaints(only(LINE), []) == ("1 events expected, 0 found: nothing",)


def test_an_event_too_many_fails() -> None:
    second = found(number=1, arguments=(), trigger=Span(0, 3))
    assert verdict_of(only(LINE), [found(), second]) == (
        "meeting.txt:1: 1 events expected, 2 found: "
        "'met' held date=2025-07-10 participant=Ada Obi participant=Li Wei place=Lagos; 'Ada' held "
    )


def test_events_of_other_types_are_passed_over() -> None:
    assert complaints(only(f"- {TEXT}"), [found(kind="Tariff")]) == ()


def test_an_event_in_a_line_without_any_fails() -> None:
    assert verdict_of(only(f"- {TEXT}"), [found()]) is not None


def test_inferred_values_need_no_mark() -> None:
    inferred = Argument("mode", "inPerson", inferred=True)
    assert complaints(only(LINE), [found(arguments=(*found().arguments, inferred))]) == ()


def test_what_the_trigger_itself_says_needs_no_mark() -> None:
    mode = Argument("mode", "inPerson", Span(8, 11))
    assert complaints(only(LINE), [found(arguments=(*found().arguments, mode))]) == ()


def test_values_of_several_passages_are_one_event() -> None:
    one, two = found().arguments[:2], found().arguments[2:]
    assert complaints(only(LINE), [found(arguments=one), found(arguments=two)]) == ()


def test_a_known_gap_that_passes_is_an_error() -> None:
    assert verdict_of(only(LINE.replace("+", "?", 1)), [found()]) == "meeting.txt:1: passes now: make it '+'"
    assert verdict_of(only(LINE.replace("+", "?", 1)), []) is None


def test_settling_changes_the_verdict_of_failing_lines_alone() -> None:
    text = f"# why\n{LINE}\n- Nothing.\n? Nothing else.\n- Right."
    failing = parse_lines(text, "meeting", "meeting.txt")[:3]
    assert settled(text, failing) == f"# why\n?{LINE[1:]}\n? Nothing.\n- Nothing else.\n- Right."


def test_one_mark_may_give_several_values_slots_and_events() -> None:
    line = only('+ [They]participant="Ada Obi+Li Wei"&participant2=LA *met* and will *meet*2 again. | held | planned')
    first, second = line.events
    assert [(v.slot, v.value) for v in first.values] == [("participant", "Ada Obi"), ("participant", "Li Wei")]
    assert [(v.slot, v.value) for v in second.values] == [("participant", "LA")]


def test_two_events_are_told_apart_by_their_triggers() -> None:
    text = "Ada Obi met Li Wei and will see Bo Ek."
    line = only(
        "+ [Ada Obi]participant,participant2 *met* [Li Wei]participant and will *see*2 [Bo Ek]participant2. "
        "| held | planned"
    )
    obi, wei, ek = (Argument("participant", f"person:{name}") for name in ("Ada Obi", "Li Wei", "Bo Ek"))
    met = found(arguments=(obi, wei), speaker=None)
    see = found(number=1, arguments=(obi, ek), trigger=Span(28, 31), status="planned", speaker=None)
    assert line.text == text
    assert complaints(line, [see, met]) == ()
    assert complaints(line, [replace(see, status="held"), met]) == ("status held, expected planned",)


def test_a_header_dates_the_lines_after_it() -> None:
    lines = parse_lines(f"# published 2025-07-11\n- {TEXT}\n# a comment\n- Other.", "meeting", "meeting.txt")
    assert [line.published for line in lines] == ["2025-07-11", "2025-07-11"]


def test_context_is_a_paragraph_before() -> None:
    assert only("- Ada Obi came. // She met nobody.").text == "Ada Obi came.\n\nShe met nobody."


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ("* [Ada Obi]participant met. | held", "begin with"),
        ("+[Ada Obi]participant met. | held", "begin with"),
        ("+ [Ada Obi]participant met.", "no status"),
        ("+ [Ada Obi]participant *met*. | violated", "status 'violated': write one of proposed, planned, held"),
        ("+ [Ada Obi]partner *met*. | held", "slot 'partner': write one of"),
        ("+ [Ada Obi]participant2 *met*. | held", "a mark for event 2, but 1 stand after"),
        ("+ [Ada Obi *met*. | held", r"'\[' is left over"),
        ("+ [Ada Obi] *met*. | held", r"'\[' is left over"),
        ("+ Ada Obi *met. | held", r"'\*' is left over"),
        ("+ Ada Obi *met*. | held, mode", "write slot=value"),
        ("- Ada Obi met. | held", "expects nothing"),
        ("- [Ada Obi]participant met.", "a mark for event 1, but 0 stand after"),
        ("- One.\n- One.", "meeting.txt:2: the same text as meeting.txt:1"),
    ],
)
def test_a_broken_line_is_an_error_that_names_it(broken: str, message: str) -> None:
    with pytest.raises(GoldLineError, match=message) as caught:
        parse_lines(broken, "meeting", "meeting.txt")
    assert str(caught.value).startswith("meeting.txt:")

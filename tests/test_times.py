"""When: one line is one case."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from kg import phrases
from kg.annotate import annotate
from kg.lexicon import table
from kg.records import Article
from kg.times import find_times
from kg.times.almanac import first_day, nearest_weekday, week, weekend
from kg.times.counts import COUNTED
from kg.times.names import NAMED

LINES = [line for line in Path(__file__).with_name("times.txt").read_text("utf-8").splitlines() if line[:1] != "#"]


def told(day: str, text: str) -> str:
    """The times of a text, written as in the cases."""
    article = Article("a", text, published=None if day == "-" else day)
    return "; ".join(
        f"{m.span.cut(text)} = {m.start}{'..' + m.end if m.end else ''} {m.role}"
        for m in find_times(annotate(article), article)
    )


@pytest.mark.parametrize("line", LINES)
def test_times(line: str) -> None:
    day, text, expected = (part.strip() for part in (line + " ").split(" |"))
    assert told(day, text) == expected


def test_no_case_is_lost() -> None:
    assert len(LINES) == 208


def test_a_wrong_expectation_is_seen() -> None:
    assert told("2025-07-11", "They met on Thursday.") != "Thursday = 2025-07-03 on"


@pytest.mark.parametrize("name", ["time_phrases", "amount_phrases"])
def test_nothing_is_missed_away_from_the_words_of_near(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [*LINES, *Path(__file__).with_name("amounts.txt").read_text("utf-8").splitlines()]
    text = "\n".join(texts) + " " * 500
    near = [(phrase.reading, phrase.span) for phrase in phrases.find_phrases(name, text)]
    monkeypatch.setattr(phrases, "REACH", len(text))
    assert [(phrase.reading, phrase.span) for phrase in phrases.find_phrases(name, text)] == near


def test_the_dateline_takes_no_part() -> None:
    text = "GENEVA, May 12 - They met on Monday."
    article = Article("a", text, published="2025-05-13", dateline="2025-05-12", body=16)
    assert [mention.start for mention in find_times(annotate(article), article)] == ["2025-05-12"]


def test_every_pattern_has_a_reading_and_every_reading_a_pattern() -> None:
    assert {row["reading"] for row in table("time_phrases")} == {*NAMED, *COUNTED}


@pytest.mark.parametrize("number", range(7))
def test_weekdays_lie_within_a_week_of_the_anchor(number: int) -> None:
    anchor = first_day("2025-07-11")
    back, forth = (nearest_weekday(anchor, number, ahead=ahead) for ahead in (False, True))
    assert {back.weekday(), forth.weekday()} == {number}
    assert [anchor - timedelta(7) < back <= anchor, anchor <= forth < anchor + timedelta(7)] == [True, True]


def test_a_week_of_two_halves_is_no_month() -> None:
    mondays = [date(2019, 7, 29), date(2019, 9, 30), date(2019, 8, 26), date(2020, 9, 28)]
    assert [found and found.start for found in map(week, mondays)] == [None, "2019-10", "2019-08", None]


def test_the_weekend_of_a_sunday_is_its_own() -> None:
    assert weekend(date(2024, 9, 15)).start == "2024-09-14"

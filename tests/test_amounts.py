"""How much: one line is one case."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.amounts import Amount, find_amounts, in_days, in_minutes
from kg.amounts.readings import READINGS
from kg.annotate import annotate
from kg.lexicon import table
from kg.numerals import number_of, shortest
from kg.records import Article, Span

LINES = [line for line in Path(__file__).with_name("amounts.txt").read_text("utf-8").splitlines() if line[:1] != "#"]


def told(text: str) -> str:
    """The amounts of a text, written as in the cases."""
    return "; ".join(
        f"{amount.span.cut(text)} = {amount.low or '-'}..{amount.high or '-'}"
        f"{' was ' + amount.previous if amount.previous else ''} {amount.unit}{' ' + amount.of if amount.of else ''}"
        for amount in find_amounts(annotate(Article("a", text)))
    )


@pytest.mark.parametrize("line", LINES)
def test_amounts(line: str) -> None:
    text, expected = (part.strip() for part in (line + " ").split(" |"))
    assert told(text) == expected


def test_no_case_is_lost() -> None:
    assert len(LINES) == 62


def test_a_wrong_expectation_is_seen() -> None:
    assert told("A 60-day truce was agreed.") != "60-day = 6..6 days"


def test_every_pattern_has_a_reading_and_every_reading_a_pattern() -> None:
    assert {row["reading"] for row in table("amount_phrases")} == set(READINGS)


@pytest.mark.parametrize(
    ("unit", "low", "days", "minutes"),
    [("minutes", "4320", "3", "4320"), ("minutes", "90", None, "90"), ("days", "42", "42", None)],
)
def test_lengths_convert_where_they_are_whole(unit: str, low: str, days: str | None, minutes: str | None) -> None:
    amount = Amount(Span(0, 5), unit, low, low)
    assert (in_days(amount), in_minutes(amount)) == (days, minutes)


@pytest.mark.parametrize(("words", "value"), [("ninety-four", "94"), ("a hundred", "100"), ("two dozen", "24")])
def test_numbers_in_words(words: str, value: str) -> None:
    number = number_of(words)
    assert number is not None and shortest(number) == value

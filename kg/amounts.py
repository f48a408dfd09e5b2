"""How much: rates, durations and counts in an article.

A rate may be a range ("20% to 200%"), open at one end ("up to 25%") or new beside an old one ("from 10% to 25%").
Hours are given in minutes, weeks and months in days (a month is 30): `in_minutes` and `in_days` convert.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from re import Match

from spacy.tokens import Doc, Token

from kg.lexicon import table, words
from kg.numerals import number_of, shortest
from kg.phrases import Phrase, find_phrases
from kg.records import Span

HOUR = 60  # minutes
DAY = 24 * HOUR  # minutes
_LENGTHS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}  # days, as the number named


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit: `percent`, `minutes`, `days` or `count`.

    One number is both `low` and `high`; "up to 25%" has no `low`, "at least 10%" no `high`. `previous` is the rate
    before a change. `of` is what is counted, as a lemma: 'country' in "more than 20 countries".
    """

    span: Span
    unit: str
    low: str | None
    high: str | None
    previous: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class _Value:
    """What a phrase says, before it is written down."""

    unit: str
    low: Decimal | None
    high: Decimal | None
    previous: Decimal | None = None


def find_amounts(doc: Doc) -> tuple[Amount, ...]:
    """The rates, durations and counts of an article, in text order."""
    found = [amount for phrase in find_phrases("amount_phrases", doc.text) if (amount := _amount(phrase))]
    taken = [amount.span for amount in found]
    found += [count for count in _counts(doc) if not any(count.span.overlaps(span) for span in taken)]
    return tuple(sorted(found, key=lambda amount: amount.span))


def in_days(amount: Amount) -> str | None:
    """The length in days where it is a number of whole days: a 72-hour truce is one of 3.

    >>> in_days(Amount(Span(0, 7), "minutes", "4320", "4320"))
    '3'
    """
    if amount.unit == "days":
        return amount.low
    minutes = int(amount.low or 0) if amount.unit == "minutes" else 0
    return str(minutes // DAY) if minutes and minutes % DAY == 0 else None


def in_minutes(amount: Amount) -> str | None:
    """The length in minutes, None for one in days: a two-day meeting has an end, not a length."""
    return amount.low if amount.unit == "minutes" else None


def _amount(phrase: Phrase) -> Amount | None:
    value = _READINGS[phrase.reading](phrase.match)
    if value is None:
        return None
    low, high, previous = (shortest(n) if n is not None else None for n in (value.low, value.high, value.previous))
    return Amount(phrase.span, value.unit, low, high, previous)


def _number(m: Match[str], name: str = "a") -> Decimal | None:
    return number_of(m[name])


def _rate(low: Decimal | None, high: Decimal | None, previous: Decimal | None = None) -> _Value:
    return _Value("percent", low, high, previous)


def _single(m: Match[str]) -> _Value:
    return _rate(_number(m), _number(m))


def _up_to(m: Match[str]) -> _Value:
    return _rate(None, _number(m))


def _at_least(m: Match[str]) -> _Value:
    return _rate(_number(m), None)


def _now_from(m: Match[str]) -> _Value:
    return _rate(_number(m), _number(m), _number(m, "b"))


def _twice_now(m: Match[str]) -> _Value:
    rate = _number(m)
    return _rate(rate, rate, rate / 2 if rate else None)


def _between(m: Match[str]) -> _Value | None:
    low, high = _number(m), _number(m, "b")
    return _rate(low, high) if low is not None and high is not None and low < high else None


def _from_to(m: Match[str]) -> _Value | None:
    """A change, "raised from 10% to 25%", or a range, "ranging from 12.4% to 38.9%"."""
    low, high = _number(m), _number(m, "b")
    if low is None or high is None:
        return None
    return _rate(high, high, low) if low > high or not _ranges(m) else _rate(low, high)


def _ranges(m: Match[str]) -> bool:
    before = m.string[max(0, m.start() - 30) : m.start()].lower()
    return any(word in before for word in words("range_words"))


def _share(m: Match[str]) -> _Value:
    percent = (_fraction(m) * 100).quantize(Decimal(1))
    return _rate(percent, percent)


def _nothing(m: Match[str]) -> _Value:
    """ "crossed at zero until last week": no duty is only ever what there was before."""
    return _rate(None, None, Decimal(0))


@cache
def _fractions() -> dict[str, Decimal]:
    return {row["word"]: Decimal(row["value"]) for row in table("fractions")}


def _fraction(m: Match[str]) -> Decimal:
    return _fractions()[m["fraction"].lower()]


def _long(unit: str, amount: Decimal | None) -> _Value | None:
    return _Value(unit, amount, amount) if amount else None


def _minutes(m: Match[str]) -> _Value | None:
    return _long("minutes", _number(m))


def _hours(m: Match[str]) -> _Value | None:
    """ "two hours and a half", "an hour and 20 minutes", "72-hour"."""
    hours, groups = _number(m), m.groupdict()
    if hours is None:
        return None
    more = _fraction(m) * HOUR if "fraction" in groups else Decimal(0)
    more += (_number(m, "b") or 0) if "b" in groups else 0
    return _long("minutes", hours * HOUR + more)


def _days(m: Match[str]) -> _Value | None:
    count = _number(m) if "a" in m.groupdict() else Decimal(1)
    return _long("days", count * _LENGTHS[m["unit"].lower()] if count else None)


_READINGS: Mapping[str, Callable[[Match[str]], _Value | None]] = {
    "single": _single,
    "up_to": _up_to,
    "at_least": _at_least,
    "between": _between,
    "from_to": _from_to,
    "now_from": _now_from,
    "twice_now": _twice_now,
    "share": _share,
    "nothing": _nothing,
    "minutes": _minutes,
    "hours": _hours,
    "share_of_hour": lambda m: _long("minutes", _fraction(m) * HOUR),
    "hour_long": lambda m: _long("minutes", Decimal(HOUR)),
    "days": _days,
    "days_long": _days,
}


def _counts(doc: Doc) -> Iterator[Amount]:
    """ "more than 20 countries", "a dozen states", "eight of ASEAN's 10 members"."""
    covered = 0
    for token in doc:
        counted = _counted(token)
        value = number_of(token.text) if counted is not None else None
        if counted is None or value is None or value != int(value) or token.idx < covered:
            continue
        covered = counted.idx + len(counted)
        number = shortest(value)
        yield Amount(Span(token.idx, covered), "count", number, number, of=counted.lemma_.lower())


def _counted(token: Token) -> Token | None:
    """What a number counts: 'countries' in "20 countries", 'members' in "eight of ASEAN's 10 members"."""
    if token.like_num and token.dep_ == "nummod" and token.head.pos_ == "NOUN" and token.head.i > token.i:
        return token.head
    if not token.like_num and token.lower_ != "dozen":
        return None
    of = next((child for child in token.children if child.lower_ == "of" and child.dep_ == "prep"), None)
    return next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None

"""What a phrase of amount says: one function for each `reading` of kg/data/amount_phrases.tsv."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from re import Match

from kg.lexicon import table, words
from kg.numerals import number_of

HOUR = 60  # minutes
_CLAUSE = 90  # characters before "from 10% to 25%" in which the verb stands: "raised its duty on … from"
_NEXT = 30  # characters before it in which "ranging" stands: "ranging, by producer, from"
_LENGTHS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}  # days, as the number named


@dataclass(frozen=True, slots=True)
class Value:
    """What a phrase says, before it is written down."""

    unit: str
    low: Decimal | None
    high: Decimal | None
    previous: Decimal | None = None


def _number(m: Match[str], name: str = "a") -> Decimal | None:
    return number_of(m[name])


def _rate(low: Decimal | None, high: Decimal | None, previous: Decimal | None = None) -> Value:
    return Value("percent", low, high, previous)


def _single(m: Match[str]) -> Value:
    return _rate(_number(m), _number(m))


def _up_to(m: Match[str]) -> Value:
    return _rate(None, _number(m))


def _at_least(m: Match[str]) -> Value:
    return _rate(_number(m), None)


def _now_from(m: Match[str]) -> Value:
    return _rate(_number(m), _number(m), _number(m, "b"))


def _twice_now(m: Match[str]) -> Value:
    rate = _number(m)
    return _rate(rate, rate, rate / 2 if rate else None)


def _between(m: Match[str]) -> Value | None:
    low, high = _number(m), _number(m, "b")
    return _rate(low, high) if low is not None and high is not None and low < high else None


def _from_to(m: Match[str]) -> Value | None:
    """A change, "raised from 10% to 25%", or a range, "ranging from 12.4% to 38.9%"."""
    low, high = _number(m), _number(m, "b")
    if low is None or high is None:
        return None
    return _rate(high, high, low) if low > high or not _ranges(m) else _rate(low, high)


def _ranges(m: Match[str]) -> bool:
    """True for "ranging from", and where no word of change stands before: "threatened duties from 20% to 200%"."""
    before = m.string[max(0, m.start() - _CLAUSE) : m.start()].lower()
    if any(before[-_NEXT:].find(word) >= 0 for word in words("range_words")):
        return True
    return not any(word in before for word in words("change_words"))


def _share(m: Match[str]) -> Value:
    percent = (_fraction(m) * 100).quantize(Decimal(1))
    return _rate(percent, percent)


def _nothing(m: Match[str]) -> Value:
    """Reads "crossed at zero until last week": no duty is only ever what there was before."""
    return _rate(None, None, Decimal(0))


@cache
def _fractions() -> dict[str, Decimal]:
    return {row["word"]: Decimal(row["value"]) for row in table("fractions")}


def _fraction(m: Match[str]) -> Decimal:
    return _fractions()[m["fraction"].lower()]


def _long(unit: str, amount: Decimal | None) -> Value | None:
    """So many whole minutes or days."""
    whole = amount.to_integral_value() if amount else None
    return Value(unit, whole, whole) if whole else None


def _minutes(m: Match[str]) -> Value | None:
    return _long("minutes", _number(m))


def _hours(m: Match[str]) -> Value | None:
    """The length of "two hours and a half", "an hour and 20 minutes", "72-hour"."""
    hours, groups = _number(m), m.groupdict()
    if hours is None:
        return None
    more = _fraction(m) * HOUR if "fraction" in groups else Decimal(0)
    more += (_number(m, "b") or 0) if "b" in groups else 0
    return _long("minutes", hours * HOUR + more)


def _share_of_days(m: Match[str]) -> Value | None:
    return _long("days", Decimal(round(_fraction(m) * _LENGTHS[m["unit"].lower()])))


def _days(m: Match[str]) -> Value | None:
    count = _number(m) if "a" in m.groupdict() else Decimal(1)
    return _long("days", count * _LENGTHS[m["unit"].lower()] if count else None)


READINGS: Mapping[str, Callable[[Match[str]], Value | None]] = {
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
    "share_of_days": _share_of_days,
    "days": _days,
    "days_long": _days,
}

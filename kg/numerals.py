"""Numbers written in words or digits: `seventeen`, `twenty-five`, `2.5`, `two dozen`."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from kg.lexicon import table

_DIGITS = r"\d+(?:,\d\d\d)*(?:\.\d+)?"


def number_pattern() -> str:
    """A regular expression for one number, in digits or words, without capturing.

    >>> re.findall(number_pattern(), "a three-hour talk with two dozen men")
    ['a', 'three', 'two dozen']
    """
    article, one, ten, multiple = (_either(kind) for kind in ("article", "one", "ten", "multiple"))
    words = rf"(?:(?:{article}|{one}) )?(?:{multiple})(?: of)?|(?:{ten})(?:[- ](?:{one}))?|{one}|{article}"
    return rf"(?:{_DIGITS}|\b(?:{words})\b)"


def number_of(words: str) -> Decimal | None:
    """The value of a number, None for words that are none.

    >>> str(number_of("twenty-five")), str(number_of("two dozen")), str(number_of("1,346")), number_of("many")
    ('25', '24', '1346', None)
    """
    if re.fullmatch(_DIGITS, words):
        return Decimal(words.replace(",", ""))
    total: Decimal | None = None
    for word in re.split(r"[- ]+", words.lower().removesuffix(" of")):
        value, kind = _values().get(word, (None, ""))
        if value is None:
            return None
        total = value * (total or 1) if kind == "multiple" else value + (total or 0)
    return total


def shortest(value: Decimal) -> str:
    """The number as people write it.

    >>> shortest(Decimal("20.0")), shortest(Decimal("22.50")), shortest(Decimal("200"))
    ('20', '22.5', '200')
    """
    return f"{value.normalize():f}"


@cache
def _values() -> dict[str, tuple[Decimal, str]]:
    return {row["word"]: (Decimal(row["value"]), row["kind"]) for row in table("numbers")}


def _either(kind: str) -> str:
    chosen = [word for word, (_, its_kind) in _values().items() if its_kind == kind]
    return "|".join(sorted(chosen, key=lambda word: (-len(word), word)))

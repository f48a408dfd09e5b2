"""How much: rates, durations and counts in an article.

A rate may be a range ("20% to 200%"), open at one end ("up to 25%") or new beside an old one ("from 10% to 25%").
Hours are given in minutes, weeks and months in days (a month is 30): `in_minutes` and `in_days` convert.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.amounts.readings import HOUR, READINGS
from kg.annotate import span_of
from kg.lexicon import words
from kg.numerals import number_of, shortest
from kg.parse.doc import Doc, Token, Words
from kg.phrases import Phrase, find_phrases
from kg.records import Span
from kg.syntax import obliques

DAY = 24 * HOUR  # minutes
_SHORT = re.compile(r"\d{1,3}(?:\.\d+)?")
_ALONE = frozenset({"pobj", "attr", "dobj", "ccomp", "conj", "nsubj"})


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


def find_amounts(doc: Doc) -> tuple[Amount, ...]:
    """The rates, durations and counts of an article, in text order."""
    found = [amount for phrase in find_phrases("amount_phrases", doc.text) if (amount := _amount(phrase))]
    for more in (_elided(doc, found), _counts(doc)):
        taken = {amount.span for amount in found}
        found += [amount for amount in more if not any(amount.span.overlaps(span) for span in taken)]
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
    value = READINGS[phrase.reading](phrase.match)
    if value is None:
        return None
    low, high, previous = (shortest(n) if n is not None else None for n in (value.low, value.high, value.previous))
    return Amount(phrase.span, value.unit, low, high, previous)


def _elided(doc: Doc, found: list[Amount]) -> list[Amount]:
    """Rates without their unit, in a paragraph that has one with it: "it was 50% and we grumbled; now it is 70"."""
    text = doc.text
    paragraphs = {_paragraph(text, amount.span.start) for amount in found if amount.unit == "percent"}
    if not paragraphs:
        return []
    return [
        Amount(span_of(token), "percent", token.text, token.text)
        for token in doc
        if _stands_alone(token) and _paragraph(text, token.idx) in paragraphs
    ]


def _paragraph(text: str, position: int) -> int:
    """Where the paragraph around a character begins."""
    return text.rfind("\n", 0, position) + 1


def _stands_alone(token: Token) -> bool:
    """A number of up to three digits that counts nothing and is no date, clock or money: "to 20 on the same day"."""
    if token.dep_ not in _ALONE or not _SHORT.fullmatch(token.text):
        return False
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    before = token.nbor(-1) if token.i else None
    if (
        before is not None
        and before.pos_ in {"PROPN", "SYM", "NUM"}
        or any(child.pos_ == "SYM" for child in token.lefts)
    ):
        return False
    if _is_priced(token):
        return False
    return after is None or after.pos_ in {"PUNCT", "SPACE", "ADP", "CCONJ", "SCONJ", "ADV", "PART", "PRON"}


def _is_priced(token: Token) -> bool:
    """True for the 6 of "firmed to 6 against the dollar", "traded at 112 to the euro"."""
    after = [word.lower_ for word in token.doc[token.i + 1 : token.i + 4]]
    return after[:1] in (["against"], ["to"]) and bool(words("currency_words") & set(after))


def _counts(doc: Doc) -> Iterator[Amount]:
    """The counts: "more than 20 countries", "a dozen states", "eight of ASEAN's 10 members"."""
    covered = 0
    for token in doc:
        counted = _counted(token)
        if counted is None or counted.i < token.i or token.idx < covered:
            continue
        number = _number_ending(token)
        value = number_of(number.text)
        if value is not None and value > 1 and value == int(value):
            covered = counted.idx + len(counted)
            written = shortest(value)
            yield Amount(Span(number.start_char, covered), "count", written, written, of=counted.lemma_.lower())


def _number_ending(token: Token) -> Words:
    """The whole number that ends with this word: "twenty-seven", "two dozen"."""
    start = token.i
    while start and (token.doc[start - 1].text == "-" or token.doc[start - 1].like_num):
        start -= 1
    return token.doc[start : token.i + 1]


def _counted(token: Token) -> Token | None:
    """What a number counts: 'countries' in "20 countries", 'members' in "eight of ASEAN's 10 members"."""
    if token.lower_ != "dozen" and not token.like_num:
        return None
    if token.dep_ in {"nummod", "compound"} and token.head.pos_ == "NOUN" and token.head.i > token.i:
        return None if token.head.lemma_.lower() in words("uncounted") else token.head
    return next(iter(obliques(token, "of")), None)

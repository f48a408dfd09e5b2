"""Names that the word lists know: countries, capitals, seats of power, organisations, found in a parsed article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from kg.lexicon import table
from kg.parse.doc import Doc

LONGEST = 8  # tokens in the longest name of the lists ("Saint Vincent and the Grenadines")


class Sense(Enum):
    """How a known name stands for what it names."""

    COUNTRY = "country"  # Kenya
    ADJECTIVE = "adjective"  # Kenyan
    PEOPLE = "people"  # Kenyans
    CAPITAL = "capital"  # Nairobi
    SEAT = "seat"  # the Kremlin
    ORGANIZATION = "organization"  # ASEAN


@dataclass(frozen=True, slots=True)
class Entry:
    """What the lists say of one form: whom it stands for, and how."""

    key: str
    sense: Sense
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A known form in the article, from token `start` to token `end` (not included)."""

    start: int
    end: int
    entry: Entry


def find_known(doc: Doc) -> tuple[Known, ...]:
    """The known names of an article, longest first at each place, none inside another."""
    return tuple(_scan(doc))


def _scan(doc: Doc) -> Iterator[Known]:
    firsts, forms, end = _first_words(), _forms(), 0
    for token in doc:
        if token.i < end or token.lower_ not in firsts:
            continue
        if token.text[0].isupper() or token.lower_ in _LOWER_FIRSTS:
            found = _longest(doc, doc.text, token.i, forms)
            if found is not None:
                yield found
                end = found.end


_LOWER_FIRSTS = frozenset({"al", "the", "federal"})  # "al-Shabaab", "the federal army"


def _longest(doc: Doc, text: str, start: int, forms: dict[str, Entry]) -> Known | None:
    run = doc.tokens[start : start + LONGEST]
    for last in reversed(run):
        entry = form_entry(text[run[0].idx : last.idx + len(last.text)], forms)
        if entry is not None:
            return Known(start, last.i + 1, entry)
    return None


def form_entry(form: str, forms: dict[str, Entry] | None = None) -> Entry | None:
    """What the lists say of a form as written; capitals throughout are read as a name ("ARGENTINA").

    >>> form_entry("Kenyans").key
    'country:KE'
    """
    forms = _forms() if forms is None else forms
    found = forms.get(form)
    if found is None and len(form) > 4 and form.isupper():
        found = forms.get(form.title())
    return found


@cache
def capital_of(code: str) -> str | None:
    """The capital that the lists give for a country's code: `ET` -> `Addis Ababa`."""
    return next((row["capital"].split("|")[0] or None for row in table("countries") if row["iso2"] == code), None)


@cache
def _first_words() -> frozenset[str]:
    # the tokenizer splits "Guinea-Bissau" and "Sana'a" at the hyphen: the part before it is enough
    return frozenset(form.split()[0].split("-")[0].lower() for form in _forms()) | frozenset(
        form.split()[0].lower() for form in _forms()
    )


@cache
def _forms() -> dict[str, Entry]:
    forms: dict[str, Entry] = {}
    for form, entry in [*_organization_forms(), *_metonym_forms(), *_country_forms()]:
        forms.setdefault(form, entry)
    return forms


def _cells(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _country_forms() -> Iterator[tuple[str, Entry]]:
    for row in table("countries"):
        key = f"country:{row['iso2']}"
        for form in [row["name"], *_cells(row["alias"])]:
            yield form, Entry(key, Sense.COUNTRY)
        for form in _cells(row["adjective"]):
            yield form, Entry(key, Sense.ADJECTIVE)
        for form in _cells(row["people"]):
            yield form, Entry(key, Sense.PEOPLE)
        for form in _cells(row["capital"]):
            yield form, Entry(key, Sense.CAPITAL, form)


def _metonym_forms() -> Iterator[tuple[str, Entry]]:
    for row in table("metonyms"):
        yield row["name"], Entry(row["key"], Sense.SEAT, row["name"])


def _organization_forms() -> Iterator[tuple[str, Entry]]:
    for row in table("organizations"):
        key = f"organization:{row['name']}"
        for form in [row["name"], *_cells(row["alias"])]:
            yield form, Entry(key, Sense.ORGANIZATION)
        for form in _cells(row["adjective"]):
            yield form, Entry(key, Sense.PEOPLE if form.endswith("s") else Sense.ADJECTIVE)

"""What the sentences of an article say at a glance, without a parse: words, names of states, offices, triggers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.lexicon import table, words
from kg.records import Span

FIELDS = ("fighting", "peaceful", "sports", "trade", "armed")  # word lists that tell what an article is about
_OFFICES = frozenset({"top", "state", "body"})
_MOST = 5  # beyond so many, states, offices and words of a field are no longer counted

_WORD = re.compile(r"[^\W\d_]+")
# A full stop after a small letter or a number ends a sentence: not that of "U.S. officials".
_SENTENCE = re.compile(r"\S(?:[^\n]*?(?:(?<=[a-z\d%)”\"’'][.!?])[”\"’')]*(?=\s)|(?=\n)|$))")

Row = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Glance:
    """The words of one sentence, in small letters, with the states and the number of offices among them."""

    span: Span
    words: frozenset[str]
    states: frozenset[str]
    offices: int


@lru_cache(maxsize=1)  # asked for each type of event
def glances(text: str) -> tuple[Glance, ...]:
    """The sentences of a text."""
    return tuple(_glance(Span(*match.span()), match.group()) for match in _SENTENCE.finditer(text))


def skimmed(told: Sequence[Glance], kind: str) -> Iterator[list[str]]:
    """For each sentence what speaks for its telling an event of the type, as names of features."""
    about = _about(told)
    for glance in told:
        yield [*about, *_features(glance, kind)]


def _glance(span: Span, sentence: str) -> Glance:
    found = _WORD.findall(sentence)
    lower = [word.lower() for word in found]
    return Glance(span, frozenset(lower), frozenset(found) & _states(), sum(word in _offices() for word in lower))


def _about(told: Sequence[Glance]) -> list[str]:
    """What the article is about: how many states, offices and words of each field it has."""
    states = len(frozenset().union(*(glance.states for glance in told)))
    found = [f"article-states={min(states, _MOST)}"]
    found.append(f"article-offices={min(sum(glance.offices for glance in told), _MOST)}")
    for name in FIELDS:
        number = sum(len(glance.words & words(f"{name}_words")) for glance in told)
        found.append(f"article-{name}={min(number, _MOST)}")
    return found


def _features(glance: Glance, kind: str) -> Iterator[str]:
    states, offices = min(len(glance.states), 3), min(glance.offices, 2)
    yield from ("bias", f"states={states}", f"offices={offices}", f"states={states}&offices={offices}")
    yield from (f"word={word}" for word in sorted(glance.words))
    yield from (f"in={name}" for name in FIELDS if glance.words & words(f"{name}_words"))
    for row in rows_in(glance.words, kind):
        yield f"trigger={row}"
        yield f"trigger={row}&states={states}"
        yield f"trigger={row}&offices={offices}"


def rows_in(there: Iterable[str], kind: str) -> list[str]:
    """The rows of `triggers/<kind>.tsv` of which all words are there, in any form and order, sorted."""
    there, known = frozenset(there), _rows(kind)
    some = {row for word in there & known.keys() for row in known[word]}
    return sorted(row for row in some if all(there & forms for forms in _forms(row)))


@cache
def _rows(kind: str) -> Mapping[str, tuple[str, ...]]:
    """The triggers of a type but those that lean, by every form of their first word."""
    found: dict[str, tuple[str, ...]] = {}
    for row in sorted({row["word"].lower() for row in table(f"triggers/{kind}") if _is_plain(row)}):
        for form in _forms(row)[0]:
            found[form] = (*found.get(form, ()), row)
    return found


def _is_plain(row: Mapping[str, str]) -> bool:
    return row["role"] == "trigger" and "leans=" not in row["hints"]


@cache
def _forms(row: str) -> Row:
    """For each word of a row its forms. "tête-à-tête" is three words."""
    return tuple(forms_of(word) for word in _WORD.findall(row))


@cache
def forms_of(word: str) -> frozenset[str]:
    """Every form in which a word may be written, and some in which it is not: the gate may let too much through.

    >>> sorted(forms_of("levy"))
    ['levied', 'levies', 'levy', 'levyed', 'levyes', 'levying', 'levys', 'levyyed', 'levyying']
    """
    found = {word, *(word + ending for ending in ("s", "es", "ed", "ing"))}
    found |= {word + word[-1] + ending for ending in ("ed", "ing")}  # slapped
    if word.endswith("e"):
        found |= {word + "d", word[:-1] + "ing"}
    if word.endswith("y"):
        found |= {word[:-1] + ending for ending in ("ies", "ied")}
    return frozenset(found | {row["form"] for row in table("irregular_forms") if row["word"] == word})


@cache
def _states() -> frozenset[str]:
    """Names of one word of countries, their peoples and capitals, seats of power and bodies of states."""
    cells = [row[name] for row in table("countries") for name in ("name", "alias", "adjective", "people", "capital")]
    cells += [row[name] for row in table("organizations") for name in ("name", "alias", "adjective")]
    cells += [row["name"] for row in table("metonyms")]
    return frozenset(form for cell in cells for form in cell.split("|") if _WORD.fullmatch(form))


@cache
def _offices() -> frozenset[str]:
    rows = [row for row in table("titles") if row["sort"] in _OFFICES]
    return frozenset(row[number] for row in rows for number in ("word", "plural"))

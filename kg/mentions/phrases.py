"""Phrases that name nobody and mean somebody: "she", "both sides", "the Turkish side", "the capital"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.lexicon import words
from kg.mentions.classes import group_nouns
from kg.mentions.collectives import collective_office, may_be_collective
from kg.mentions.gazetteer import Sense
from kg.mentions.office import Office
from kg.mentions.page import Page
from kg.mentions.units import Unit
from kg.records import Kind, kind_of

GENDERS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_THEY = frozenset({"they", "them", "their", "themselves"})
_IT = frozenset({"it", "its", "itself"})
FIRST_PERSON = frozenset({"i", "me", "my"})
_WE = frozenset({"we", "our", "us"}) | FIRST_PERSON
_PLACED = frozenset({"there", "here", "capital"})
_HALVES = frozenset({"neither", "each", "either", "both"})
_SIZES = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


@dataclass
class Open:
    """A noun phrase that names nobody, still to be resolved: tokens, head, and what kind of phrase it is."""

    start: int
    end: int
    head: int
    sort: str  # he, they, it, we, group, office, collective, number
    office: Office | None = None
    size: int | None = None


def open_phrases(page: Page, offices: Iterable[Office], units: list[Unit]) -> list[Open]:
    """All phrases that name nobody and mean somebody, in text order."""
    offices = tuple(offices)
    named = {u.proper.office.head for u in units if u.proper is not None and u.proper.office is not None}
    covered = {
        i
        for u in units
        if u.person is not None or kind_of((u.keys or u.places)[0]) is Kind.ORGANIZATION
        for i in range(u.start, u.end)
    } - {o.possessor for o in offices}  # "the rebels" in "X, the rebels' exiled prime minister,"
    phrases = [_office_phrase(page, o) for o in offices if o.head not in named and o.head not in covered]
    taken = covered | {
        i for o in offices for i in range(o.start, o.end) if i != o.possessor and (i != o.start or o.pronoun is None)
    }
    for index, word in enumerate(page.lower):
        phrase = _phrase_at(page, index, taken) if index in page.known_at or _may_be_open(word) else None
        if phrase is not None:
            phrases.append(phrase)
    return sorted(phrases, key=lambda p: (p.start, p.head))


def _office_phrase(page: Page, office: Office) -> Open:
    noun = page.lower[office.head]
    both = (
        office.determiner == "both"
        or office.plural
        and not office.owners
        and office.pronoun is None
        and noun in group_nouns()
        and group_after(page, office) is None
    )
    return Open(
        office.start,
        office.end,
        office.head,
        "group" if both and (office.size or office.determiner in {"the", "both"}) else "office",
        office,
        office.size,
    )


@lru_cache(maxsize=16384)
def _may_be_open(word: str) -> bool:
    """True for a word in small letters that can head a phrase which names nobody."""
    listed = (GENDERS, _THEY, _IT, _WE, _PLACED, words("settlement_nouns"), _HALVES, _SIZES, group_nouns())
    return any(word in each for each in listed) or _is_one_of_group(word) or may_be_collective(word)


def _phrase_at(page: Page, index: int, taken: set[int]) -> Open | None:
    word = page.lower[index]
    if word in GENDERS:
        return Open(index, index + 1, index, "he")
    if index in taken:
        return None
    if word in _THEY:
        return Open(index, index + 1, index, "they")
    if word in _IT:
        return Open(index, index + 1, index, "it")
    if word in _WE and index not in page.known_at:  # "the US" is not "us"
        return Open(index, index + 1, index, "we")
    if word in {"there", "here"} and page.pos[index] == "ADV":
        return Open(index, index + 1, index, "there")
    if (
        word in words("settlement_nouns")
        and page.same_sentence(index - 1, index)
        and not {"the", "this"}.isdisjoint(page.lower[max(0, index - 3) : index])
        and page.pos[index] == "NOUN"
    ):
        return Open(index, index + 1, index, "there")
    if word == "capital":
        return Open(index - 1 if page.lower[index - 1] == "the" else index, index + 1, index, "capital")
    if index in page.known_at:
        return _demonym_phrase(page, index)
    return group_phrase(page, index) or _collective_phrase(page, index) or _number_phrase(page, index)


def _demonym_phrase(page: Page, index: int) -> Open | None:
    """ "the Kenyan", "the Turk": one of a people, with no noun after it."""
    known, after = page.known_at[index], index + 1
    if known.entry.sense not in {Sense.ADJECTIVE, Sense.PEOPLE} or page.lower[index - 1] != "the" or known.end != after:
        return None
    if (
        page.lower[index].endswith(("s", "ese", "sh", "ch", "men"))
        or page.same_sentence(index, after)
        and page.pos[after] in {"NOUN", "ADJ", "PROPN", "NUM"}
        or page.text[after] == "-"
    ):
        return None
    return Open(index - 1, after, index, "demonym")


def group_phrase(page: Page, index: int) -> Open | None:
    """The phrase headed by a noun of a group: "both sides", "the two warring parties", "each side"."""
    noun = page.lower[index]
    if (
        page.same_sentence(index - 1, index)
        and page.lower[index - 1] in {"each", "either", "neither"}
        and _is_one_of_group(noun)
    ):
        return Open(index - 1, index + 1, index, "each", size=2)
    if noun not in group_nouns() or index in page.known_at:
        return None
    size, start = None, index
    at = index - 1
    definite = False
    while page.same_sentence(at, index) and index - at <= 4:
        word = page.lower[at]
        if word in _SIZES:
            size, start = _SIZES[word], at
        elif word in {"the", "both", "these", "each", "all"}:
            definite, start = True, at
            size = 2 if word == "both" else size
            if word != "the":
                at -= 1
                continue
        elif at in page.known_at or page.pos[at] not in {"ADJ", "NOUN"} and not _is_participle(page, at):
            break
        at -= 1
    row = group_nouns()[noun]
    if not (definite and (size or row["kind"] in {"side", "any"} or row["size"] or noun in {"countries", "leaders"})):
        return None
    return Open(start, index + 1, index, "group", size=size)


@lru_cache(maxsize=16384)
def _is_one_of_group(noun: str) -> bool:
    """True for 'side' and 'party', whose plurals are groups."""
    return not {f"{noun}s", f"{noun[:-1]}ies"}.isdisjoint(group_nouns())


def group_after(page: Page, office: Office) -> Open | None:
    """The plural after "officials from", "the leaders of": "the two countries"."""
    link = office.head + 1
    if office.possessor is not None or link >= len(page) or page.lower[link] not in {"of", "from"}:
        return None
    near = (i for i in range(link + 1, min(link + 5, len(page))) if page.same_sentence(link, i))
    noun = next((i for i in near if page.lower[i] in group_nouns()), None)
    return group_phrase(page, noun) if noun is not None else None


def _is_participle(page: Page, index: int) -> bool:
    """True for the word before the noun in "the warring parties", "the divided nations"."""
    return page.pos[index] == "VERB" and page.lower[index].endswith(("ing", "ed"))


def _collective_phrase(page: Page, index: int) -> Open | None:
    office = collective_office(page, index)
    return None if office is None else Open(office.start, office.end, office.head, "collective", office)


def _number_phrase(page: Page, index: int) -> Open | None:
    """ "the two", "both", "the four" with no noun after it."""
    word, after = page.lower[index], index + 1
    if word in {"neither", "each", "either"} and not (
        page.same_sentence(index, after)
        and page.pos[after] in {"NOUN", "ADJ", "PROPN", "DET", "PRON"}
        or page.capital[after]
    ):
        return Open(index, after, index, "each", size=2)
    noun = page.same_sentence(index, after) and page.pos[after] in {"NOUN", "ADJ", "PROPN", "NUM"}
    if word not in {*_SIZES, "both"} or noun and page.lower[after] not in {"last", "first"}:
        return None
    if (
        word == "both"
        and page.same_sentence(index, after)
        and (page.capital[after] or page.lower[after] in {"the", "in", "by", "at", "on", "his", "her", "its"})
        and "and" in page.lower[after : page.doc[index].sent.end]  # "both in A and B", not "spoke to both by telephone"
    ):
        return None
    if word != "both" and page.lower[index - 1] not in {"the", "these", "those", "same"}:
        return None
    return Open(index if word == "both" else index - 1, after, index, "group", size=_SIZES.get(word, 2))

"""Organisations that no list knows, told by their nouns: "Karsan Liberation Front", "Union of Vakaga Fighters"."""

from __future__ import annotations

from kg.lexicon import words
from kg.mentions.gazetteer import Sense
from kg.mentions.nameless import is_ministry
from kg.mentions.page import Page
from kg.mentions.proper import Proper
from kg.records import Kind

_JOINING = frozenset({"of", "for"})
_POSSESSED = frozenset({"People", "Workers", "Women", "Men", "Farmers", "Children", "Lord", "Peoples"})


def find_organizations(page: Page) -> list[Proper]:
    """Names that end in, or are opened by, a noun of organisations, in text order."""
    found: list[Proper] = []
    for index in range(len(page)):
        if found and index < found[-1].end or not _is_noun(page, index):
            continue
        proper = _around(page, index)
        if proper is not None:
            found.append(proper)
    return found


def _is_noun(page: Page, index: int) -> bool:
    is_noun = page.capital[index] and index not in page.known_at and page.lower[index] in words("organization_nouns")
    return is_noun and not (
        page.opens(index) and page.lower[index] in words("warring_words")
    )  # "Rebels of the X Front"


def _around(page: Page, noun: int) -> Proper | None:
    """The whole name with this noun in it; None for "the Foreign Ministry", which is its country's."""
    if is_ministry(page, noun):
        return None
    start = _left(page, noun)
    end = _right(page, noun)
    if end == noun + 1 and not any(_tells(page, index) for index in range(start, noun)):
        return None
    return Proper(start, end, Kind.ORGANIZATION, sure=True)


def _tells(page: Page, index: int) -> bool:
    """True for a word that makes a name of its own: not "Foreign", "Central", "Kenya"."""
    is_word = page.text[index].isalpha() or _is_number(page, index)
    return index not in page.known_at and is_word and page.lower[index] not in words("title_words")


def _is_number(page: Page, index: int) -> bool:
    return page.text[index][:1].isdigit() and page.text[index].isalnum()


def _left(page: Page, noun: int) -> int:
    index = noun - 1
    while page.same_sentence(index, noun) and _joins_left(page, index):
        index -= 1
    start = index + 1
    while start < noun and (
        page.text[start] in {"'s", "-"}
        or page.opens(start)
        and page.pos[start] in {"DET", "ADP", "SCONJ", "CCONJ", "ADV"}
    ):
        start += 1
    while start < noun and _is_adjective(page, start):
        start += 1  # "the Ukrainian Azov Brigade": its country's, no part of the name
    return start


def _is_adjective(page: Page, index: int) -> bool:
    known = page.known_at.get(index)
    return known is not None and known.entry.sense is Sense.ADJECTIVE and known.end - known.start == 1


def _joins_left(page: Page, index: int) -> bool:
    if page.text[index] == "'s":
        return page.text[index - 1] in _POSSESSED
    if page.text[index] == "-":
        return not page.doc[index].whitespace_ and not page.doc[index - 1].whitespace_
    if page.is_calendar(index) or page.lower[index].rstrip(".") in words("honorifics"):
        return False
    if _is_number(page, index):  # "the 444 Brigade", "the 103rd Battalion"
        return page.lower[index + 1] in words("unit_nouns")
    return page.capital[index] and page.pos[index] != "SPACE"


def _right(page: Page, noun: int) -> int:
    end = noun + 1
    while page.same_sentence(noun, end):
        if (
            page.capital[end]
            and end not in page.known_at
            and (page.lower[end] in words("organization_nouns") or page.text[end] in {"Aceh", "North"})
        ):
            end += 1
            continue
        step = _complement(page, end)
        if step == 0:
            break
        end += step
    return end


def _complement(page: Page, index: int) -> int:
    """Tokens of "of Manufacturers", "for Patriotic Renewal", "of the Revolution"; none for "of Kenya"."""
    if page.lower[index] not in _JOINING or not page.same_sentence(index, index + 1):
        return 0
    start = index + 2 if page.lower[index + 1] == "the" else index + 1
    end = start
    while page.same_sentence(index, end) and (
        page.capital[end]
        and not page.is_calendar(end)
        or page.text[end] == "and"
        and end > start
        and page.same_sentence(end, end + 1)
        and page.capital[end + 1]
        and end + 1 not in page.known_at
    ):
        known = page.known_at.get(end)
        if known is not None and known.entry.sense is not Sense.ADJECTIVE and end == start:
            return 0
        end += 1
    return end - index if end > start else 0

"""What follows an office's noun and belongs to it: "-General", "of State", "of the European Council"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lexicon import all_words, words
from kg.mentions.classes import collective_nouns, group_nouns
from kg.mentions.gazetteer import Sense
from kg.mentions.office import Office, is_hyphenated
from kg.mentions.page import Page


def walk_right(page: Page, office: Office) -> None:
    """What follows the head and belongs to it: "-General", "of State", "of the European Council"."""
    index = office.head + 1
    if is_hyphenated(page, office.head, 1) and page.lower[office.head + 2] in {"general", "designate", "elect", "in"}:
        office.words = (*office.words, office.head + 1, office.head + 2)
        index += 2
    elif page.same_sentence(office.head, index) and (
        page.lower[index] in {"general", "designate"} or page.lower[office.head : index + 1] == ["executive", "officer"]
    ):
        office.words = (*office.words, index)
        index += 1
    office.end = index
    if page.same_sentence(office.head, index) and page.lower[index] == "to":
        _take_accreditation(page, office, index)
    elif page.same_sentence(office.head, index) and page.lower[index] == "in":
        _take_seat(page, office, index)
        if office.plural and office.sort == "peer" and index + 1 in page.known_at:
            office.end = max(office.end, _take_owners(page, office, index + 1))  # "her counterparts in Peru and Chile"
    elif page.same_sentence(office.head, index) and page.lower[index] in {"of", "for", "at"}:
        _take_complement(page, office, index)
    elif page.same_sentence(office.head, index) and page.lower[index] == "from":
        _take_origin(page, office, index)


def _take_seat(page: Page, office: Office, index: int) -> None:
    """The government of "a minister in Jerusalem, X"."""
    known = page.known_at.get(index + 1)
    if (
        known is not None
        and known.entry.sense is Sense.CAPITAL
        and page.same_sentence(index, known.end)
        and page.text[known.end] == ","
    ):
        office.owners, office.end = (known.entry.key,), known.end


def _take_origin(page: Page, office: Office, index: int) -> None:
    """The states of "his colleagues from Luxembourg and Portugal, X and Y"."""
    listed = list(_listed(page, index + 1))
    if listed and page.same_sentence(index, listed[-1][1]) and page.text[listed[-1][1]] == ",":
        _take_owners(page, office, index + 1)
        office.end = listed[len(office.owners) - 1][1]


_SENT = frozenset({"envoy", "ambassador", "representative", "emissary", "envoys", "ambassadors"})


def _take_accreditation(page: Page, office: Office, index: int) -> None:
    """Where somebody is sent, which is no owner: "the Russian envoy to Nato"."""
    start = index + 2 if page.same_sentence(index, index + 1) and page.lower[index + 1] == "the" else index + 1
    known = page.known_at.get(start)
    if known is not None and page.lower[office.head] in _SENT:
        office.words = (*office.words, *range(index, known.end))
        office.end = known.end


def _take_complement(page: Page, office: Office, preposition: int) -> None:
    index, taken = preposition + 1, [preposition]
    named = page.named.get(index + 1 if page.lower[index] == "the" else index) if index + 1 < len(page) else None
    if named is not None:
        office.possessor, office.end = named.head, named.end
        office.words = (*office.words, *range(preposition, named.end))
        return
    while page.same_sentence(index, office.head) and index - preposition < 9:
        if index in page.known_at:
            index = _take_owners(page, office, index)
            taken = [] if all(page.lower[t] in {"of", "the", "for"} for t in taken) else taken
            break
        if (
            (
                page.lower[index] in {"the", "foreign"}
                or page.pos[index] in {"NOUN", "ADJ", "PROPN"}
                and _continues(page, index)
            )
            or page.lower[index] in {"and", ","}
            and len(taken) > 1
            and page.lower[index + 1] in words("title_words")
            and (page.lower[index] == "and" or page.capital[index + 1])
        ):
            taken.append(index)
            index += 1
        else:
            break
    while taken and page.lower[taken[-1]] in {"of", "the", "for", "and", "at"}:
        taken.pop()
        if not office.owners:
            index = taken[-1] + 1 if taken else preposition
    office.words = (*office.words, *taken)
    office.end = max(office.end, index)


def _continues(page: Page, index: int) -> bool:
    """True for a word that may end an office ("of State", "of foreign trade"), not one that starts a name."""
    if page.lower[index] in group_nouns():
        return False  # "representatives of both countries"
    if page.capital[index]:
        known = all_words("title_words", "organization_nouns", "collective_nouns", "title_endings")
        return page.lower[index] in known
    return page.lower[index] not in {"talks", "tariffs", "ceasefire", "truce"}


def _take_owners(page: Page, office: Office, index: int) -> int:
    """The names in "the leaders of Russia, Ukraine, Germany and France"; returns the token after them."""
    end = index
    for known in _listed(page, index):
        office.owners = (*(k for k in office.owners if k != known[0]), known[0])
        end = known[1]
        if not office.plural:
            break
    return end


def _listed(page: Page, index: int) -> Iterator[tuple[str, int]]:
    while index in page.known_at:
        known = page.known_at[index]
        yield known.entry.key, known.end
        index = _behind_bodies(page, known.end)
        while page.same_sentence(index, known.start) and page.lower[index] in {",", "and", "the", "of"}:
            index += 1


def _behind_bodies(page: Page, index: int) -> int:
    """The token behind "'s army" in "the heads of Sudan's army and of the Rapid Support Forces"."""
    if not page.same_sentence(index - 1, index + 1) or page.lower[index] not in {"'s", "'"}:
        return index
    return index + 2 if collective_nouns().get(page.lower[index + 1]) == "state" else index

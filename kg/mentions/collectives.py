"""Bodies that act for somebody: "the Turkish side", "Sudanese officials", "the rebels", "the Ethiopian capital"."""

from __future__ import annotations

from kg.mentions.classes import collective_nouns
from kg.mentions.gazetteer import Sense
from kg.mentions.office import Office
from kg.mentions.office_left import walk_left
from kg.mentions.office_right import walk_right
from kg.mentions.page import Page


def collective_office(page: Page, index: int) -> Office | None:
    """The phrase headed by a collective noun, read like an office: with owners, determiner, possessor."""
    kind = collective_nouns().get(page.lower[index]) or _of_people(page, index)
    if kind is None or index in page.known_at or page.pos[index] in {"VERB", "AUX"}:
        return None
    after = index + 1
    if page.same_sentence(index, after) and page.pos[after] in {"NOUN", "PROPN"} and page.doc[index].dep_ == "compound":
        return None
    office = Office(index, index, index + 1, page.text[index], kind, "", False, title_start=index)
    walk_right(page, office)
    if not office.owners and office.possessor is None:
        office.end = index + 1
    walk_left(page, office)
    if not office.owners and office.possessor is None:
        _seat(page, office)  # not that of "a Saudi team in Muscat"
    return office


def may_be_collective(word: str) -> bool:
    """True for a word in small letters that can head such a phrase."""
    return word in collective_nouns() or word.endswith(_PEOPLE)


_PEOPLE = ("ers", "ors", "men", "women", "ists", "ants", "betweens")


def _of_people(page: Page, index: int) -> str | None:
    """A plural of people under their country's adjective: "Russian officers", "Croatian guardsmen"."""
    if not page.lower[index].endswith(_PEOPLE) or page.pos[index] != "NOUN":
        return None
    near = [page.known_at.get(i) for i in range(max(0, index - 4), index) if page.same_sentence(i, index)]
    return "any" if any(known is not None and known.entry.sense is Sense.ADJECTIVE for known in near) else None


def _seat(page: Page, office: Office) -> None:
    """The capital in "the government in Bangui"."""
    seat = page.known_at.get(office.head + 2)
    if (
        page.same_sentence(office.head, office.head + 2)
        and page.lower[office.head + 1] in {"in", "at"}
        and seat is not None
    ):
        office.owners, office.end = (seat.entry.key,), seat.end

"""Who holds an office beside the name: "Foreign Minister X", "X, the Omani foreign minister,"."""

from __future__ import annotations

from collections.abc import Iterable

from kg.lexicon import words
from kg.mentions.office import Office
from kg.mentions.page import Page
from kg.mentions.proper import Proper
from kg.mentions.proper_kinds import has_noun, is_within
from kg.records import Kind

_AFTER_NAME = frozenset({",", "(", "-", "–", "—"})
_QUOTES = frozenset({'"', "'", "“"})


def join_offices(page: Page, offices: Iterable[Office], propers: list[Proper]) -> None:
    """Give each name the office beside it: "Foreign Minister X", "X, the Omani foreign minister,"."""
    starts = {proper.start: proper for proper in propers if proper.start < proper.end}
    ends = {proper.end: proper for proper in propers if proper.start < proper.end}
    offices = list(offices)
    _join_chains(page, offices, starts)
    for office in offices:
        before = [proper for proper in _named_before(page, office, ends) if not is_within(page, proper)]
        for proper in _named_after(page, office, starts) or before:  # "a truce in Gaza, an official said"
            free = proper.office is None or proper.office.former and not office.former and bool(office.owners)
            if free and proper.kind in {None, Kind.PERSON} and not has_noun(page, proper):
                proper.office = _share(office, proper, starts, page)


def _join_chains(page: Page, offices: list[Office], starts: dict[int, Proper]) -> None:
    """Give the first of two offices in "the African Union's mediator, former South African President X"."""
    for first, second in zip(offices, offices[1:], strict=False):
        gap = page.lower[first.end : second.start]
        if (
            first.plural
            or not first.owners
            or not page.same_sentence(first.head, second.head)
            or gap not in ([","], [",", "the"])
        ):
            continue
        index = _skip_honorifics(page, second.end)
        if second.former and index in starts and starts[index].kind in {None, Kind.PERSON}:
            starts[index].office = first


def _named_after(page: Page, office: Office, starts: dict[int, Proper]) -> list[Proper]:
    """Names that follow the office: at once, or after a comma where the office is a definite one."""
    index = _skip_honorifics(page, office.end)
    if index in starts and page.same_sentence(office.head, index):
        proper = starts[index]
        return _names_in_list(page, proper, starts) if office.plural else [proper]
    definite = office.owners or office.pronoun or office.possessor is not None or office.determiner == "the"
    if definite and page.same_sentence(office.head, index + 1) and page.text[index] in {",", "-", "–", "—", ":"}:
        index = _skip_honorifics(page, _skip_home(page, office, index + 1))
        if index in starts and _closes(page, starts[index].end, plural=office.plural):
            return _names_in_list(page, starts[index], starts) if office.plural else [starts[index]]
    return []


def _skip_home(page: Page, office: Office, index: int) -> int:
    """The name's place after "Indonesia's" in "ASEAN's envoy for Myanmar, Indonesia's X": whom ASEAN has sent."""
    home = page.known_at.get(index)
    of_body = any(key.startswith("organization:") for key in office.owners)
    if (
        not of_body
        or home is None
        or not page.same_sentence(index, home.end)
        or page.lower[home.end] not in {"'s", "'"}
    ):
        return index
    return home.end + 1


def _closes(page: Page, index: int, *, plural: bool) -> bool:
    """True where a name inserted between commas ends: ", Serik Zhumangarin,"."""
    if not page.same_sentence(index - 1, index):
        return True
    return (
        not page.text[index].isalpha()
        or plural
        or page.lower[index] in {"who", "and", "on", "in", "at", "told"}
        or page.pos[index] in {"VERB", "AUX"}
    )


def _skip_honorifics(page: Page, index: int) -> int:
    while index + 1 < len(page) and (_is_honorific(page, index) or page.text[index] in _QUOTES):
        index += 1
    if index + 2 < len(page) and page.lower[index] == "the" and _is_honorific(page, index + 1):
        return _skip_honorifics(page, index + 1)  # "the Honourable Sione Taufa"
    return index


def _is_honorific(page: Page, index: int) -> bool:
    return page.lower[index].rstrip(".") in words("honorifics") and page.capital[index]


def _names_in_list(page: Page, proper: Proper, starts: dict[int, Proper]) -> list[Proper]:
    names, index = [proper], proper.end
    while True:
        while (
            page.same_sentence(proper.start, index)
            and page.lower[index] in {",", "and", "of", "'s"}
            or index in page.known_at
            and names
        ):
            index = page.known_at[index].end if index in page.known_at else index + 1
        index = _skip_honorifics(page, index)
        following = starts.get(index)
        if following is None or not page.same_sentence(proper.start, index):
            return names
        names.append(following)
        index = following.end


def _named_before(page: Page, office: Office, ends: dict[int, Proper]) -> list[Proper]:
    """The name that the office stands beside: "X, the Omani foreign minister"; "X and Y, the ministers of …"."""
    index = office.start - 1
    while page.same_sentence(index, office.head) and (
        page.lower[index] in {"the", "a", "an", "both", "also", "two", "three", "who", "is", "was"}
        or page.lower[index].rstrip(".") in words("honorifics")
    ):
        index -= 1
    if not page.same_sentence(index, office.head):
        return []
    if page.text[index] in _AFTER_NAME:
        proper = ends.get(index)
        return (
            [proper]
            if proper is not None and not (office.plural and office.size != 1)
            else _pair_before(proper, ends, page, office)
        )
    return []


def _pair_before(proper: Proper | None, ends: dict[int, Proper], page: Page, office: Office) -> list[Proper]:
    if proper is None:
        return []
    index = proper.start - 1
    if page.same_sentence(index, proper.start) and page.lower[index] == "and" and index in ends:
        return [ends[index], proper]
    return []


def _share(office: Office, proper: Proper, starts: dict[int, Proper], page: Page) -> Office:
    """The office as it is that of one of several: the first owner for the first name, and so on."""
    if not office.plural or len(office.owners) < 2:
        return office
    names = _named_after(page, office, starts)
    owners = office.owners
    told = proper in names and len(names) == len(owners)
    own: tuple[str, ...] = (owners[names.index(proper)],) if told else ()
    return Office(
        office.start,
        office.head,
        office.end,
        office.title,
        office.sort,
        office.gender,
        True,
        own,
        title_start=office.title_start,
    )

"""Units of countries, organisations and places: who is meant by a name that is no person's."""

from __future__ import annotations

from collections.abc import Iterable

from kg.mentions.classes import organizations_of
from kg.mentions.gazetteer import Known, Sense
from kg.mentions.page import Page
from kg.mentions.proper import Proper, name_of
from kg.mentions.proper_kinds import is_acronym, is_located, names_thing
from kg.mentions.units import Unit
from kg.records import Kind, actor_key
from kg.records import name_of as key_name

_LONGEST = 12  # words of a body's name before its short form in brackets


def thing_units(page: Page, propers: Iterable[Proper]) -> list[Unit]:
    """Units of all names that are no persons'."""
    rest = [p for p in propers if p.start < p.end and p.kind in {Kind.ORGANIZATION, Kind.PLACE, None}]
    inside = {index for p in rest if p.kind is Kind.ORGANIZATION for index in range(p.start, p.end)}
    units = [_known_unit(page, known) for known in page.known if known.start not in inside]
    organizations = _organizations(page, [p for p in rest if p.kind is Kind.ORGANIZATION])
    for proper in rest:
        if names_thing(page, proper):
            continue
        if proper.kind is Kind.ORGANIZATION:
            units.append(_organization_unit(page, proper, organizations))
        else:
            units.append(_place_unit(page, proper))
    return units


def _known_unit(page: Page, known: Known) -> Unit:
    entry = known.entry
    unit = Unit(known.start, known.end, known.end - 1, (entry.key,), form=_text(page, known.start, known.end))
    if entry.place is not None:
        place = (
            page.text[known.start].title()
            if page.text[known.start].isupper() and known.end - known.start == 1
            else entry.place
        )
        unit.places = (actor_key(Kind.PLACE, place),)
        unit.country = key_name(entry.key) if entry.key.startswith("country:") else None
    elif entry.sense is Sense.COUNTRY:
        unit.places = (entry.key,)
    elif entry.key in organizations_of("land") and is_located(page, Proper(known.start, known.end)):
        unit.keys, unit.places = (), (actor_key(Kind.PLACE, key_name(entry.key)),)
    unit.strong = entry.sense is not Sense.ADJECTIVE
    return unit


def _text(page: Page, start: int, end: int) -> str:
    return " ".join(page.doc[start:end].text.split())


def _organizations(page: Page, propers: list[Proper]) -> dict[str, str]:
    """Short form -> key of the body that the article also names in full: "KLF", "the Front", "Me'ekamui"."""
    full = _in_full(page, propers)
    shorts: dict[str, str] = {}
    for proper in propers:
        name = name_of(page, proper)
        owner = _named_by_initials(page, name, proper, full) if is_acronym(name) else _named_by_word(name, full)
        if owner is not None:
            shorts[name] = owner
    return shorts


def _in_full(page: Page, propers: list[Proper]) -> dict[str, str]:
    """Every name of a body of more than one word, with its key, in text order."""
    own = [(p.start, name_of(page, p), actor_key(Kind.ORGANIZATION, name_of(page, p))) for p in propers]
    known = [k for k in page.known if k.entry.key.startswith("organization:") and k.entry.sense is Sense.ORGANIZATION]
    listed = [(k.start, _text(page, k.start, k.end), k.entry.key) for k in known]
    return {name: key for _, name, key in sorted([*own, *listed]) if " " in name}


def _named_by_initials(page: Page, name: str, proper: Proper, full: dict[str, str]) -> str | None:
    owner = next((key for f, key in full.items() if _initials(f) == name.replace(".", "").upper()), None)
    if owner is None and proper.start >= 2 and page.text[proper.start - 1] == "(":
        near = _text(page, max(0, proper.start - 1 - _LONGEST), proper.start - 1)
        owner = next((key for f, key in full.items() if near.endswith(f)), None)
    return owner


def _named_by_word(name: str, full: dict[str, str]) -> str | None:
    """The body of "Me'ekamui" and of "the Front": the name's first word, or the last where it is one body's alone."""
    if " " in name:
        return None
    ending = {key for f, key in full.items() if f.split()[-1] == name}
    return next((key for f, key in full.items() if f.split()[0] == name), ending.pop() if len(ending) == 1 else None)


def _initials(name: str) -> str:
    parts = name.replace("-", " ").replace("'s", "").split()
    return "".join(part[0] for part in parts if part[0].isupper())


def _organization_unit(page: Page, proper: Proper, shorts: dict[str, str]) -> Unit:
    name = name_of(page, proper)
    known = page.known_at.get(proper.start)
    if known is not None and known.entry.sense is Sense.ORGANIZATION:
        # "the African Union High-Level Panel" is the African Union's
        return Unit(proper.start, proper.end, proper.head, (known.entry.key,), form=name)
    places = (actor_key(Kind.PLACE, name),) if is_located(page, proper) else ()
    key = shorts.get(name) or actor_key(Kind.ORGANIZATION, name)
    return Unit(proper.start, proper.end, proper.head, (key,), form=name, places=places)


def _place_unit(page: Page, proper: Proper) -> Unit:
    name = name_of(page, proper)
    key = actor_key(Kind.PLACE, name)
    return Unit(proper.start, proper.end, proper.head, (), form=name, places=(key,))

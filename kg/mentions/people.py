"""People: all names of one person in an article under the fullest, repaired by what its other mentions say."""

from __future__ import annotations

from kg.lexicon import words
from kg.mentions.bands import find_bands
from kg.mentions.name_forms import People
from kg.mentions.page import Page
from kg.mentions.person import Person
from kg.mentions.proper import Proper, name_of
from kg.mentions.proper_kinds import judge, may_be_person
from kg.records import Kind


def gather_people(page: Page, propers: list[Proper]) -> list[Person]:
    """The persons of the article, each with all places where the name stands, in order of first mention."""
    propers = [proper for proper in propers if proper.start < proper.end]
    find_bands(page, propers)
    for proper in propers:
        judge(page, proper)
    _vote(page, propers)
    people = People()
    named = [proper for proper in propers if proper.kind is Kind.PERSON]
    for proper in sorted(named, key=lambda p: (-_length(page, p), p.start)):
        _file(page, proper, people)
    for person in people.everybody:
        _complete(person)
    return sorted(people.everybody, key=lambda person: person.first)


def _length(page: Page, proper: Proper) -> int:
    return len(name_of(page, proper).split())


def _vote(page: Page, propers: list[Proper]) -> None:
    """Repair the model's label of a name by its other mentions: a surname is a person where the full name is one."""
    sure = {part for p in propers if p.kind is Kind.PERSON and p.sure for part in _parts(page, p)}
    full = {part for p in propers if p.kind is Kind.PERSON and _length(page, p) > 1 for part in _parts(page, p)}
    located = {name_of(page, p) for p in propers if p.kind is Kind.PLACE and p.sure}
    called = {name_of(page, p) for p in propers if p.honorific and _length(page, p) == 1}
    for proper in propers:
        if proper.kind is Kind.ORGANIZATION and proper.sure:
            continue
        parts, name = _parts(page, proper), name_of(page, proper)
        if parts <= sure or parts <= full and not (proper.kind is Kind.PLACE and proper.sure):
            proper.kind = Kind.PERSON
        elif name.split()[-1] in called and not proper.sure and may_be_person(page, proper):
            proper.kind = Kind.PERSON  # "Tomas Nhantumbo" where "Mr Nhantumbo" is told
        elif name in located and not proper.sure:
            proper.kind = Kind.PLACE
    _doubt_single_names(page, propers, sure | full)
    _shorten_organizations(page, propers)


def _doubt_single_names(page: Page, propers: list[Proper], parts: set[str]) -> None:
    """Take a lone word for a person only where it says something: the model labels many a place a person."""
    alone = [
        p
        for p in propers
        if p.kind is Kind.PERSON and not p.sure and not _parts(page, p) & parts and _length(page, p) == 1
    ]
    speaking = {name_of(page, p) for p in alone if _speaks(page, p)}
    for proper in alone:
        if name_of(page, proper) not in speaking:
            proper.kind = Kind.PLACE


def _speaks(page: Page, proper: Proper) -> bool:
    token = page.doc[proper.head]
    return token.dep_ in {"nsubj", "nsubjpass"} and token.head.lemma_ in words("speech_verbs")


def _shorten_organizations(page: Page, propers: list[Proper]) -> None:
    """Read "Me'ekamui" as an organisation where the article names the "Me'ekamui Defence Force"."""
    full = {
        name_of(page, p).split()[0] for p in propers if p.kind is Kind.ORGANIZATION and p.sure and _length(page, p) > 1
    }
    for proper in propers:
        if name_of(page, proper) in full and not proper.honorific:
            proper.kind = Kind.ORGANIZATION


def _parts(page: Page, proper: Proper) -> frozenset[str]:
    """The words of a name that tell it: without particles, hyphenated ones whole."""
    parts = (_bare(part) for part in name_of(page, proper).replace("'s", "").split())
    return frozenset(part for part in parts if part.lower() not in words("name_particles"))


def _bare(part: str) -> str:
    """A part without its article: "Shaibani" for "al-Shaibani"."""
    return part[3:] if part.lower().startswith(("al-", "el-")) and len(part) > 3 else part


def _file(page: Page, proper: Proper, people: People) -> None:
    """Put a name with the person it is of, or make a new one. Fuller names come first."""
    name = name_of(page, proper)
    matches = people.named(name)
    if matches:
        person = _best(matches, proper)
    else:
        person = Person(name)
        people.add(person)
    person.propers.append(proper)


def _best(matches: list[Person], proper: Proper) -> Person:
    """Of several with that name the one named last before, with the right gender."""
    fitting = [m for m in matches if not (proper.gender and m.gender and proper.gender != m.gender)] or matches
    return min(fitting, key=lambda person: min(_distance(proper, p) for p in person.propers))


def _distance(proper: Proper, other: Proper) -> tuple[int, int]:
    return (0, proper.start - other.start) if other.start <= proper.start else (1, other.start - proper.start)


def _complete(person: Person) -> None:
    """The person's gender and offices from all mentions, in text order."""
    person.propers.sort(key=lambda proper: proper.start)
    for proper in person.propers:
        person.gender = person.gender or proper.gender
        if proper.office is not None:
            person.offices.append(proper.office)
            person.gender = person.gender or proper.office.gender

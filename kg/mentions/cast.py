"""The cast of an article: every mention of an actor or place, and whom any noun phrase stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.mentions.coreference import Resolver
from kg.mentions.holders import join_offices
from kg.mentions.office import Office
from kg.mentions.offices import find_offices
from kg.mentions.organizations import find_organizations
from kg.mentions.page import Page, read_page
from kg.mentions.people import gather_people
from kg.mentions.person import Person
from kg.mentions.phrases import open_phrases
from kg.mentions.proper import find_propers
from kg.mentions.representing import Decide, likeliest, settle_by_weight
from kg.mentions.stated import settle_by_reading, settle_by_words, settle_titles, write_represents
from kg.mentions.surroundings import Surroundings
from kg.mentions.things import thing_units
from kg.mentions.units import Unit
from kg.parse.doc import Doc, Token
from kg.records import Article, Kind, Mention, Span, kind_of

READ = 0.7  # confidence of a role, pronoun or group: so many of them are right in the training articles
GUESS = 0.5  # of a name whose `represents` no words tell, only the surroundings


@dataclass(frozen=True)
class Cast:
    """Everybody in an article.

    `mentions` are sorted by span; `represents` tells for each person's key whom they stand for.
    """

    mentions: tuple[Mention, ...]
    represents: Mapping[str, tuple[str, ...]]
    _actors: dict[int, tuple[Mention, ...]]
    _places: dict[int, tuple[Mention, ...]]

    def referents(self, token: Token) -> tuple[Mention, ...]:
        """Whom the noun phrase with this token stands for as an actor: several for "the two men"."""
        return self._actors.get(token.i, ())

    def places(self, token: Token) -> tuple[Mention, ...]:
        """The place that the noun phrase with this token names: `Addis Ababa` for "the Ethiopian capital"."""
        return self._places.get(token.i, ())


def find_cast(doc: Doc, article: Article, *, decide: Decide = likeliest) -> Cast:
    """Who is named and meant in a parsed article; `decide` picks whom a person represents where no words tell."""
    if not len(doc):
        return Cast((), {}, {}, {})
    page = read_page(doc)
    organizations = find_organizations(page)
    offices = find_offices(page, organizations)
    propers = find_propers(page, offices, organizations)
    join_offices(page, offices, propers)
    people = gather_people(page, propers)
    units = [*thing_units(page, propers), *_person_units(page, people)]
    _unplace(offices, units)
    around = Surroundings(page, article, people, offices, units)
    settle_by_words(around)
    first = Resolver(page, around.home, article, people)
    phrases = open_phrases(page, offices, units)
    first.read(phrases, units)
    settle_by_reading(people, first.owners_of_named, first.roles)
    settle_by_weight(around, decide)
    second = Resolver(page, around.home, article, people)
    units += second.read(phrases, units)
    settle_titles(second.roles)
    write_represents(people, units)
    return _cast(page, units, people)


def _unplace(offices: Iterable[Office], units: Iterable[Unit]) -> None:
    """Read the countries of "her counterparts in Guatemala and Honduras" as those of the counterparts alone."""
    peers = [o for o in offices if o.sort == "peer" and o.owners]
    for unit in units:
        if any(office.head < unit.start < office.end for office in peers):
            unit.places = ()


def _person_units(page: Page, people: Iterable[Person]) -> list[Unit]:
    units = []
    for person in people:
        for proper in person.propers:
            form = " ".join(page.doc[proper.start : proper.end].text.split())
            unit = Unit(proper.start, proper.end, proper.head, (person.key,), form=form)
            if proper.office is not None and proper.office.end <= proper.start and not proper.office.plural:
                unit.start = proper.office.start
            elif (
                proper.office is not None
                and proper.end < proper.office.start <= proper.end + 4
                and not proper.office.plural
            ):
                unit.end = max(unit.end, proper.office.end)
            if proper.office is not None and proper.office.sort != "peer":
                unit.title = proper.office.title
            unit.name = (proper.start, proper.end)
            unit.person = person
            unit.proper = proper
            units.append(unit)
    return units


def _cast(page: Page, units: list[Unit], people: list[Person]) -> Cast:
    mentions: dict[Mention, None] = {}  # in an order that no hash decides: two may have one key and span
    actors: dict[int, tuple[Mention, ...]] = {}
    places: dict[int, tuple[Mention, ...]] = {}
    meant = [tuple(_mention(page, unit, key) for key in unit.keys) for unit in units]
    # smaller units are written last: "US" inside "US Secretary of State" is the country, the rest the person
    for unit, acting in sorted(zip(units, meant, strict=True), key=lambda u: (u[0].start - u[0].end, u[0].start)):
        placed = tuple(_mention(page, unit, key) for key in unit.places)
        mentions.update(dict.fromkeys(acting or placed))
        for index in range(unit.start, unit.end):
            if acting:
                actors[index] = acting
            if placed:
                places[index] = placed
    for unit, acting in zip(units, meant, strict=True):  # the head always speaks for its own phrase
        if acting:
            actors[unit.head] = acting
    represents = {person.key: person.represents for person in people}
    return Cast(tuple(sorted(mentions, key=lambda m: (m.span, m.key))), represents, actors, places)


def _mention(page: Page, unit: Unit, key: str) -> Mention:
    person = kind_of(key) is Kind.PERSON
    start, end = unit.name or (unit.start, unit.end)
    if person and unit.name is None:
        start, end = unit.start, unit.end
    return Mention(
        key=key,
        span=_span(page, start, end),
        passage=page.passages[page.sentence[unit.head]],
        form=unit.form if len(unit.keys) <= 1 else None,
        title=unit.title,
        represents=unit.represents if person else (),
        country=unit.country,
        acts=person and unit.acts,
        confidence=GUESS if unit.guessed else READ if unit.inferred else 1.0,
    )


def _span(page: Page, start: int, end: int) -> Span:
    first, last = page.doc.tokens[start], page.doc.tokens[end - 1]
    return Span(first.idx, last.idx + len(last.text))

"""Whom a person represents: by the words beside the name, else by what the article is about at that point."""

from __future__ import annotations

from collections import Counter

from kg.mentions.gazetteer import Sense, form_entry
from kg.mentions.page import Page
from kg.mentions.people import Person, own_represents
from kg.mentions.proper import Proper
from kg.mentions.units import Unit
from kg.records import Article

_STATE_SORTS = frozenset({"top", "state", "any", "armed", "local"})


def home_country(page: Page, article: Article) -> str | None:
    """The country that the article is written from or most about: of its dateline, else the one most often named."""
    if article.place:
        for part in reversed([article.place, *article.place.replace("/", ",").split(",")]):
            entry = form_entry(part.strip())
            if entry is not None and entry.key.startswith("country:"):
                return entry.key
    counts = Counter(k.entry.key for k in page.known if k.entry.key.startswith("country:"))
    return counts.most_common(1)[0][0] if counts else None


def settle_represents(page: Page, article: Article, people: list[Person], units: list[Unit]) -> None:
    """Find whom each person represents, and write it on the units whose own words say so."""
    by_person: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.person is not None:
            by_person.setdefault(unit.person.key, []).append(unit)
    for person in people:
        for unit in by_person[person.key]:
            assert unit.proper is not None
            unit.represents = own_represents(page, unit.proper)
            person.represents = person.represents or unit.represents
    home = home_country(page, article)
    for person in people:
        if not person.represents:
            person.represents = _by_context(page, person, people, units, home)
            _write(person, by_person[person.key])


def _write(person: Person, units: list[Unit]) -> None:
    titled = next((u for u in units if u.title or (u.proper is not None and u.proper.office is not None)), None)
    for unit in [titled] if titled is not None else units[:1]:
        unit.represents = person.represents


def _by_context(page: Page, person: Person, people: list[Person], units: list[Unit], home: str | None) -> tuple[str, ...]:
    proper = next((p for p in person.propers if p.office is not None), None)
    if proper is None or proper.office is None:
        return ()
    office = proper.office
    if office.sort == "private":
        return ()
    if office.pronoun in {"his", "her"} and office.sort != "peer":
        owner = _person_before(people, office.start)
        return owner.represents if owner is not None else ()
    if office.pronoun == "its" or office.possessor is not None:
        key = _actor_before(page, units, office.start)
        return (key,) if key else ()
    if office.sort in _STATE_SORTS or office.sort == "body":
        return _state(page, person, people, units, home, proper)
    return ()


def _person_before(people: list[Person], index: int) -> Person | None:
    before = [(p.start, person) for person in people for p in person.propers if p.start < index]
    return max(before, key=lambda pair: pair[0])[1] if before else None


def _actor_before(page: Page, units: list[Unit], index: int) -> str | None:
    before = [u for u in units if u.start < index and u.person is None and u.keys and u.strong]
    return max(before, key=lambda u: u.start).keys[0] if before else None


def _state(page: Page, person: Person, people: list[Person], units: list[Unit], home: str | None, proper: Proper) -> tuple[str, ...]:
    """The country of "Trade Minister X": of the sentence's subject, else the article's home."""
    office = proper.office
    assert office is not None
    taken = {o.represents[0] for o in people if o is not person and o.represents and o.title and person.title and o.title.lower() == person.title.lower()}
    local = [
        u.keys[0]
        for u in units
        if u.person is None and u.keys and u.keys[0].startswith("country:") and page.sentence[u.start] == page.sentence[proper.start] and u.start < proper.start and page.doc[u.head].dep_ in {"nsubj", "nsubjpass"}
    ]
    for key in [*reversed(local), home]:
        if key is not None and key not in taken:
            return (key,)
    return ()

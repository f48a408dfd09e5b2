"""Reads the article from start to end and says whom each phrase means that names nobody."""

from __future__ import annotations

from collections.abc import Iterable

from kg.lexicon import words
from kg.mentions.gazetteer import Sense, capital_of, form_entry
from kg.mentions.memory import Trace
from kg.mentions.office import Office
from kg.mentions.page import Page
from kg.mentions.person import Person
from kg.mentions.phrases import FIRST_PERSON, GENDERS, Open
from kg.mentions.pronouns import SUBJECTS
from kg.mentions.roles import RoleReader
from kg.mentions.units import Unit
from kg.records import Kind, actor_key, kind_of, name_of


class Resolver(RoleReader):
    """A reader of one article; `read` is the whole reading."""

    def read(self, phrases: Iterable[Open], units: list[Unit]) -> list[Unit]:
        """Units for everything that names nobody and means somebody, in text order."""
        found: list[Unit] = []
        run: list[Unit] = []
        self.named = units
        self.units = {index: unit for unit in units for index in range(unit.start, unit.end) if unit.person is not None}
        items: list[tuple[int, int, Unit | Open]] = [(u.start, -u.end, u) for u in units]
        items += [(p.start, 1, p) for p in phrases]
        for _, _, item in sorted(items, key=lambda entry: (entry[0], entry[1])):
            unit = self._unit(item) if isinstance(item, Open) else item
            if unit is None:
                continue
            if unit is not item:
                found.append(unit)
            self._note_owners(unit)
            self.see(unit)
            _coordinate(self, self.page, run, unit)
        return found

    def _note_owners(self, unit: Unit) -> None:
        """Keep whom "its" and "their" mean where a name's office has them: "its trade minister, X"."""
        office = unit.proper.office if unit.proper is not None else None
        if office is None or office.pronoun is None or unit.person is None:
            return
        if office.pronoun in GENDERS:
            self._note_superior(unit.person, office)
        if office.sort != "peer" and not office.owners:
            self.owned.setdefault(office.head, self.owners(office))

    def _note_superior(self, person: Person, office: Office) -> None:
        """Keep who is meant by "her" in "her spokesman, X" and in "her guest, X"."""
        superior = self.superior(office)
        if superior == person.key:
            return
        if self.page.lower[office.head] in words("facing_nouns"):
            person.peer = person.peer or superior
        elif office.sort != "peer" and not office.owners or self.page.lower[office.head] in words("succeeding_nouns"):
            person.chief = person.chief or superior

    def owners_of_named(self, office: Office) -> tuple[str, ...]:
        """Whose the office of a named person is, as it was read at its place."""
        return self.owned.get(office.head) or (self.owners(office) if office.possessor is not None else ())

    def _unit(self, phrase: Open) -> Unit | None:
        placed = phrase.sort in {"there", "capital"}
        keys = () if placed else getattr(self, phrase.sort)(phrase)
        places = self.place(phrase) if placed else ()
        if not keys and not places:
            return None
        unit = Unit(phrase.start, phrase.end, phrase.head, tuple(dict.fromkeys(keys)), places=places, inferred=True)
        unit.title = _unnamed(phrase.office, unit.keys) if phrase.sort == "office" else None
        return unit

    def we(self, phrase: Open) -> tuple[str, ...]:
        """Whose words a quotation is: the person for "I", the side for "we"."""
        speaker = self._speaker(phrase.head)
        if speaker is None:
            return ()
        if self.page.lower[phrase.head] in FIRST_PERSON:
            return (speaker,)
        return self._side_of(speaker)

    def _speaker(self, index: int) -> str | None:
        """The subject of the nearest verb of saying outside the quotation, in this paragraph."""
        page = self.page
        closing = next((i for i in range(index, min(index + 80, len(page))) if page.text[i] in {'"', "”"}), None)
        if closing is None:
            return None
        verbs = [i for i in range(closing, min(closing + 8, len(page))) if page.doc[i].lemma_ in words("speech_verbs")]
        opening = next((i for i in range(index, max(index - 80, 0), -1) if page.text[i] in {'"', "“"}), index)
        verbs += [
            i for i in range(opening - 1, max(opening - 14, 0), -1) if page.doc[i].lemma_ in words("speech_verbs")
        ]
        for verb in verbs:
            for child in page.doc[verb].children:
                unit = self.units.get(child.i)
                if child.dep_ in SUBJECTS and unit is not None and unit.keys:
                    return unit.keys[0]
            near = [
                i
                for i in (*range(verb + 1, min(verb + 7, len(page))), *range(verb - 1, max(verb - 5, 0), -1))
                if i in self.units
            ]
            if near:
                return self.units[near[0]].keys[0] if self.units[near[0]].keys else None
        last = next(
            (t for t in self.memory.back() if len(t.keys) == 1 and kind_of(t.keys[0]) is Kind.PERSON and t.subject),
            None,
        )
        return last.keys[0] if last else None

    def _may_be_in(self, place: str, phrase: Open) -> bool:
        """False for Nicosia as "the Swiss resort"."""
        state, city = self.page.known_at.get(phrase.head - 1), form_entry(name_of(place))
        return state is None or state.entry.sense is not Sense.ADJECTIVE or city is None or city.key == state.entry.key

    def place(self, phrase: Open) -> tuple[str, ...]:
        """The place that is "there", or "the Ethiopian capital"."""
        here = {"here", "this"} & set(self.page.lower[max(0, phrase.head - 3) : phrase.head + 1])
        if here and phrase.sort == "there" and self.written_at:
            return (self.written_at,)
        if phrase.sort == "there":
            places = [place for place in (self.last_place, self.written_at) if place and self._may_be_in(place, phrase)]
            return tuple(places[:1] if self.last_place else ())
        before = self.page.known_at.get(phrase.head - 1)
        if before is None and self.page.lower[phrase.head - 1] == "'s":
            before = self.page.known_at.get(phrase.head - 2)
        country = before.entry.key if before is not None else next(iter(self._state(phrase.head)), None)
        city = capital_of(name_of(country)) if country is not None and kind_of(country) is Kind.COUNTRY else None
        return (actor_key(Kind.PLACE, city),) if city else ()


_CONNECTORS = frozenset({",", "and", "the", "&", "both", "also", "with", "as", "well", ";", "a"})


def _coordinate(resolver: Resolver, page: Page, run: list[Unit], unit: Unit) -> None:
    """Follow lists: remember "A, B and C" as a group where the last of them has been read."""
    if not unit.keys or len(unit.keys) > 1 or run and unit.end <= run[-1].end and unit.start >= run[-1].start:
        return
    if _is_of_person(page, run, unit):
        return
    between = set(_between(page, run[-1], unit)) if run and page.same_sentence(run[-1].head, unit.head) else {"."}
    if not run or not between or not between <= _CONNECTORS or run[-1].end > unit.start:
        run.clear()
    elif not _alike([run[-1], unit]):
        run.clear()  # "of Peru and Chile, Ana Ruiz and Luis Rojas": another list
    run.append(unit)
    if len(run) > 1 and "and" in between and _alike(run) and unit.strong:
        keys = tuple(dict.fromkeys(key for member in run for key in member.keys))
        if len(keys) > 1:
            subject = any(trace.subject and trace.start == run[0].start for trace in resolver.memory.traces[-12:])
            resolver.memory.traces.append(Trace(keys, unit.start, page.sentence[unit.head], subject, True))


def _is_of_person(page: Page, run: list[Unit], unit: Unit) -> bool:
    """True for the states of "X of Peru and Chile's Y": they tell whose the persons of a list are."""
    if unit.person is not None or not run or run[-1].person is None or not unit.strong:
        return False
    after = page.lower[unit.end : unit.end + 1]
    return page.lower[run[-1].end : unit.start] == ["of"] or after == ["'s"]


def _between(page: Page, one: Unit, other: Unit) -> list[str]:
    """The words between two of a list, but for those that tell whose they are: "X of Peru and Chile's Y"."""
    start, end = one.end, other.start
    if other.person is not None and page.lower[end - 1] == "'s" and end - 2 in page.known_at:
        end = page.known_at[end - 2].start
    if one.person is not None and page.lower[start] == "of" and start + 1 in page.known_at:
        start = page.known_at[start + 1].end
    return page.lower[start:end]


def _alike(run: list[Unit]) -> bool:
    kinds = {kind_of(unit.keys[0]) for unit in run}
    return len(kinds) == 1 or Kind.PERSON not in kinds


def _unnamed(office: Office | None, keys: tuple[str, ...]) -> str | None:
    """The office of somebody without a name, who stands for the country: "China's foreign minister"."""
    if office is None or office.plural or office.sort == "peer" or any(kind_of(k) is Kind.PERSON for k in keys):
        return None
    return office.title

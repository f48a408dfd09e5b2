"""Whom a person represents: by the words beside the name, else by what the article is about at that point."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache

from kg.lexicon import table
from kg.mentions.gazetteer import Sense, form_entry
from kg.mentions.offices import Office
from kg.mentions.page import Page
from kg.mentions.people import Person, own_represents
from kg.mentions.proper import Proper
from kg.mentions.units import Unit
from kg.records import Article

# How much speaks for a country as that of a person whose own words name none; found on half of the training
# stories, checked on the other half.
DATELINE = 2.0  # it is the dateline's
HOME = 1.5  # it is the one that the article is most about
SAME_SENTENCE = 1.0  # named as an actor in a sentence with the person
LOCATED = 1.2  # its capital is where the sentence plays: "in Bogota, trade minister X has"
SUBJECT_BEFORE = 0.6  # and doing something there before the name
SENTENCE_BEFORE = 0.5  # named as an actor in the sentence before
PARAGRAPH = 0.3  # or further up in the paragraph
ADJECTIVE = 0.3  # "Turkish steel"
OTHER_PERSON = -1.2  # somebody else in that sentence represents it
COUNTERPART = -4.0  # and is the person's counterpart, or meets the person
SAME_TITLE = -3.0  # somebody else holds that office there
FOREIGN = 0.4  # share that is left of a country whose officials the article calls by its name ("Chinese minister")
CUSTOM = 1.5  # the office is usual there: "secretary of state"


def home_country(page: Page, article: Article, offices: Iterable[Office] = ()) -> str | None:
    """The country that the article is written from or most about: of its dateline, else the one most often named."""
    return dateline_country(article) or _most_named(page, offices)


def dateline_country(article: Article) -> str | None:
    """The country of the dateline's place, where the lists know it."""
    if article.place:
        for part in reversed([article.place, *article.place.replace("/", ",").split(",")]):
            entry = form_entry(part.strip())
            if entry is not None and entry.key.startswith("country:"):
                return entry.key
    return None


def _most_named(page: Page, offices: Iterable[Office]) -> str | None:
    counts: Counter[str] = Counter()
    for known in page.known:
        if known.entry.key.startswith("country:"):
            counts[known.entry.key] += 2 if known.entry.sense is not Sense.ADJECTIVE else 1
    foreign = {owner for office in offices for owner in office.owners}
    weighed = {key: count * (FOREIGN if key in foreign else 1.0) for key, count in counts.items()}
    return max(weighed, key=lambda key: weighed[key]) if weighed else None


def settle_represents(page: Page, article: Article, people: list[Person], offices: Iterable[Office], units: list[Unit]) -> None:
    """Find whom each person represents, and write it on the units whose own words say so."""
    context = Context(page, article, people, offices, units)
    for person in people:
        for unit in context.units_of[person.key]:
            assert unit.proper is not None
            unit.represents = own_represents(page, unit.proper) or context.by_possessor(unit.proper)
            person.represents = person.represents or unit.represents
    context.by_plural_before(offices)
    context.by_plural_beside(offices)
    for person in people:
        if not person.represents:
            person.represents = context.by_surroundings(person)
            person.guessed = bool(person.represents)


def write_represents(people: Iterable[Person], units: Iterable[Unit]) -> None:
    """Write what was found out about a person on one mention, where no mention's own words say it."""
    units_of: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.person is not None:
            units_of[unit.person.key].append(unit)
    for person in people:
        own = units_of[person.key]
        if person.represents and not any(unit.represents for unit in own):
            titled = next((u for u in own if u.title), None)
            (titled or own[0]).represents = person.represents


class Context:
    """What the article says around its persons."""

    def __init__(self, page: Page, article: Article, people: list[Person], offices: Iterable[Office], units: list[Unit]) -> None:
        """Sort the units by person, sentence and token."""
        self.page, self.people = page, people
        self.home = home_country(page, article, offices)
        self.home_weight = DATELINE if dateline_country(article) else HOME
        self.units_of: dict[str, list[Unit]] = defaultdict(list)
        self.named_in: dict[int, list[Unit]] = defaultdict(list)  # countries and organisations by sentence
        self.at: dict[int, Unit] = {}
        for unit in sorted(units, key=lambda u: u.start):
            if unit.person is not None:
                self.units_of[unit.person.key].append(unit)
            elif unit.keys:
                self.named_in[page.sentence[unit.head]].append(unit)
            for index in range(unit.start, unit.end):
                self.at[index] = unit

    def by_possessor(self, proper: Proper) -> tuple[str, ...]:
        """By the possessor of the office: "its trade minister, X", "Mr Y's deputy, X", "KLF commander X"."""
        office = proper.office
        if office is None:
            return self._body(proper)
        if office.possessor is not None:
            return self._of_unit(self.at.get(office.possessor)) or self._body(proper)
        if office.pronoun in {"his", "her"} and office.sort != "peer":
            owner = self._person_before(office.start)
            return owner.represents if owner is not None else ()
        if office.pronoun == "its":
            key = self._actor_before(office.start)
            return (key,) if key else ()
        return self._body(proper)

    def _of_unit(self, unit: Unit | None) -> tuple[str, ...]:
        if unit is None:
            return ()
        return unit.person.represents if unit.person is not None else unit.keys[:1]

    def _body(self, proper: Proper) -> tuple[str, ...]:
        """The bloc of "Trade Commissioner X" and "Commission President Y", where the article names one."""
        office = proper.office
        if office is None or not set(office.title.lower().split()) & {"commissioner", "commission", "council", "foreign policy chief"}:
            return ()
        blocs = [k.entry.key for k in self.page.known if k.entry.key in _blocs()]
        return (Counter(blocs).most_common(1)[0][0],) if blocs else ()

    def _person_before(self, index: int) -> Person | None:
        before = [(p.start, person) for person in self.people for p in person.propers if p.start < index]
        return max(before, key=lambda pair: pair[0])[1] if before else None

    def _actor_before(self, index: int) -> str | None:
        """The country or organisation named last before, a subject of the sentence first."""
        sentence = self.page.sentence[index]
        near = [u for s in (sentence, sentence - 1) for u in self.named_in[s] if u.start < index and u.strong]
        subjects = [u for u in near if self._is_subject(u)]
        chosen = subjects or near
        return max(chosen, key=lambda u: u.start).keys[0] if chosen else None

    def _is_subject(self, unit: Unit) -> bool:
        return self.page.doc[unit.head].dep_ in {"nsubj", "nsubjpass"}

    def by_plural_before(self, offices: Iterable[Office]) -> None:
        """Give "the presidents of A and B", in order, to the two persons named together right after."""
        for office in offices:
            if not office.plural or len(office.owners) < 2:
                continue
            after = sorted((p.start, person) for person in self.people for p in person.propers if p.start >= office.end)
            chosen = [person for _, person in after[: len(office.owners)]]
            near = after and self.page.sentence[after[0][0]] - self.page.sentence[office.head] <= 1
            if near and len({id(p) for p in chosen}) == len(office.owners) and not any(p.represents or p.offices for p in chosen):
                for person, owner in zip(chosen, office.owners, strict=True):
                    person.represents = (owner,)
                    person.offices.append(office)

    def by_plural_beside(self, offices: Iterable[Office]) -> None:
        """Give "Foreign ministers X and Y" the two countries told before, in order."""
        for office in offices:
            if not office.plural or office.owners:
                continue
            holders = [person for person in self.people if any(p.office is not None and p.office.head == office.head for p in person.propers)]
            if len(holders) < 2 or any(person.represents for person in holders):
                continue
            countries = self._countries_before(office.start, len(holders))
            for person, country in zip(holders, countries, strict=False):
                person.represents = (country,)

    def _countries_before(self, index: int, size: int) -> list[str]:
        """The countries that the last sentence with just so many of them names, itself or by their people."""
        for sentence in range(self.page.sentence[index], -1, -1):
            keys = dict.fromkeys(u.keys[0] for u in self.named_in[sentence] if u.keys[0].startswith("country:") and u.start < index)
            if len(keys) == size:
                return list(keys)
        return []

    def by_surroundings(self, person: Person) -> tuple[str, ...]:
        """The country that the sentences around the name, the dateline and the other persons speak for."""
        office = next((p.office for p in person.propers if p.office is not None), None)
        if office is not None and (office.sort == "private" or office.possessor is not None):
            return ()
        scores: Counter[str] = Counter()
        for proper in person.propers[:3]:
            self._score_sentence(person, proper, scores)
        if office is not None:
            if self.home:
                scores[self.home] += self.home_weight
            self._score_titles(person, office, scores)
        least = 0.0 if office is not None else 0.9
        ranked = sorted(scores, key=lambda key: -scores[key])  # of equals the one that was named first
        return (ranked[0],) if ranked and scores[ranked[0]] > least else ()

    def _score_sentence(self, person: Person, proper: Proper, scores: Counter[str]) -> None:
        sentence = self.page.sentence[proper.start]
        seen: set[str] = set()
        for distance, weight in enumerate((SAME_SENTENCE, SENTENCE_BEFORE, PARAGRAPH, PARAGRAPH)):
            if self.page.pos[proper.start] == "SPACE" or distance > sentence:
                break
            for unit in self.named_in[sentence - distance]:
                if unit.keys[0] in _blocs() or not self._may_represent(unit, person):
                    continue
                if unit.keys[0] not in seen:
                    seen.add(unit.keys[0])
                    scores[unit.keys[0]] += weight * (1.0 if unit.strong else ADJECTIVE)
                if not distance and unit.country and self.page.lower[unit.start - 1] == "in":
                    scores[unit.keys[0]] += LOCATED
                if not distance and unit.strong and unit.start < proper.start and self._is_subject(unit):
                    scores[unit.keys[0]] += SUBJECT_BEFORE
        for other in self.people:
            here = [p for p in other.propers if self.page.sentence[p.start] == sentence]
            if other is not person and here:
                peer = any(p.office is not None and p.office.sort == "peer" for p in here)
                for key in other.represents:
                    scores[key] += COUNTERPART if peer else OTHER_PERSON

    def _may_represent(self, unit: Unit, person: Person) -> bool:
        """Countries for everybody; an organisation that the article names for those with an office that fits."""
        if unit.keys[0].startswith("country:"):
            return True
        return any(office.sort in {"armed", "any"} for office in person.offices)

    def _score_titles(self, person: Person, office: Office, scores: Counter[str]) -> None:
        for key in _customary(office.title):
            if key in scores:
                scores[key] += CUSTOM
        for other in self.people:
            if other is person or not other.represents or not other.title:
                continue
            if other.title.lower() == office.title.lower():
                scores[other.represents[0]] += SAME_TITLE


def _blocs() -> frozenset[str]:
    return frozenset(f"organization:{row['name']}" for row in table("organizations") if row["sort"] in {"bloc", "international"})


@cache
def _customs() -> dict[str, tuple[str, ...]]:
    return {row["title"]: tuple(f"country:{code}" for code in row["iso2"].split("|")) for row in table("customary_titles")}


def _customary(title: str) -> tuple[str, ...]:
    """The countries that have an office of this name, where few have."""
    return _customs().get(title.lower().replace("-", " "), ())

"""Whom a person represents: by the words beside the name, else by what the article is about at that point."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import cache

from kg.lexicon import table, words
from kg.mentions.gazetteer import Sense, form_entry
from kg.mentions.offices import Office
from kg.mentions.page import Page
from kg.mentions.people import Person, Role, own_represents
from kg.mentions.proper import Proper
from kg.mentions.units import Unit
from kg.records import Article

# How much speaks for a country as that of a person whose own words name none; found on half of the training
# stories, checked on the other half.
DATELINE = 2.0  # it is the dateline's
HOME = 0.75  # it is the one that the article is most about
SAME_SENTENCE = 1.0  # named as an actor in a sentence with the person
LOCATED = 1.2  # its capital is where the sentence plays: "in Bogota, trade minister X has"
SUBJECT_BEFORE = 0.6  # and doing something there before the name
SENTENCE_BEFORE = 1.0  # named as an actor in the sentence before
PARAGRAPH = 0.5  # or further up in the paragraph
ADJECTIVE = 0.3  # "Turkish steel"
OTHER_PERSON = -1.2  # somebody else in that sentence represents it
COUNTERPART = -4.0  # and is the person's counterpart, or meets the person
SAME_TITLE = -3.0  # somebody else holds that office there
LEAST_SHARE = 0.15  # of all mentions of countries: below it the dateline's is but the host ("GENEVA")
CATAPHORA = 3  # sentences between "the presidents of A and B" and their names
FREQUENT = 0.8  # times its share of all mentions of countries
PLACED = 0.2  # share that is left of a country named as a place
QUOTED = 0.3  # share that is left of a country named in somebody's words
FOREIGN = 0.4  # share that is left of a country whose officials the article calls by its name ("Chinese minister")
CUSTOM = 0.8  # the office is usual there and elsewhere: "premier"
ONLY_THERE = 2.0  # the office is usual there alone: "secretary of state"


def home_country(page: Page, article: Article, offices: Iterable[Office] = ()) -> str | None:
    """The country that the article is written from or most about: of its dateline, else the one most often named."""
    counts = Counter(k.entry.key for k in page.known if k.entry.key.startswith("country:"))
    dateline = dateline_country(article)
    if dateline is not None and counts[dateline] >= LEAST_SHARE * counts.total():
        return dateline
    return _most_named(page, offices)


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


def settle_by_words(context: Context, offices: Iterable[Office]) -> None:
    """Find whom each person represents where words beside a name say so."""
    for person in context.people:
        for unit in context.units_of[person.key]:
            assert unit.proper is not None
            unit.represents = own_represents(context.page, unit.proper) or context.by_body(unit.proper)
            person.represents = person.represents or unit.represents
    context.by_plural_before(offices)
    context.by_plural_beside(offices)


def settle_by_reading(
    people: Iterable[Person], owners_of: Callable[[Office], tuple[str, ...]], roles: Iterable[Role]
) -> None:
    """Add what a first reading shows: "the movement's leader, X", "their ministers, X and Y", "the chancellor"."""
    holders: dict[int, list[Person]] = defaultdict(list)
    for person in people:
        for office in person.offices:
            if office.possessor is not None or office.pronoun is not None and office.sort != "peer":
                holders[office.head].append(person)
    for together in holders.values():
        _give_owners(together, owners_of)
    for person, office, owners in roles:
        if not person.represents and owners:
            person.represents = owners[:1]
        if not person.title:
            person.roles.append(office)


def _give_owners(together: list[Person], owners_of: Callable[[Office], tuple[str, ...]]) -> None:
    office = next(o for o in together[0].offices if o.possessor is not None or o.pronoun is not None)
    owners = owners_of(office)
    if len(together) == len(owners) > 1:
        for person, owner in zip(together, owners, strict=True):
            person.represents = person.represents or (owner,)
    elif owners:
        for person in together:
            person.represents = person.represents or owners[:1]


def settle_by_guess(context: Context) -> None:
    """Let the surroundings speak for those of whom no words tell."""
    for person in context.people:
        if not person.represents:
            person.represents = context.by_surroundings(person)
            person.guessed = bool(person.represents)


def write_represents(people: Iterable[Person], units: Iterable[Unit]) -> None:
    """Write whom a person represents, and the title, on one mention where no mention's own words say it."""
    units_of: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.person is not None:
            units_of[unit.person.key].append(unit)
    for person in people:
        own = units_of[person.key]
        if person.represents and not any(unit.represents for unit in own):
            titled = next((u for u in own if u.title), None)
            (titled or own[0]).represents = person.represents
            (titled or own[0]).guessed = person.guessed
        if person.title and not any(unit.title for unit in own):
            own[0].title = person.title


class Context:
    """What the article says around its persons."""

    def __init__(
        self, page: Page, article: Article, people: list[Person], offices: Iterable[Office], units: list[Unit]
    ) -> None:
        """Sort the units by person, sentence and token."""
        self.page, self.people = page, people
        self.home = home_country(page, article, offices)
        self.home_weight = DATELINE if dateline_country(article) == self.home else HOME
        self.units_of: dict[str, list[Unit]] = defaultdict(list)
        self.named_in: dict[int, list[Unit]] = defaultdict(list)  # countries and organisations by sentence
        self.at: dict[int, Unit] = {}
        self.peers_in: dict[int, list[Office]] = defaultdict(list)
        for office in offices:
            if office.sort == "peer":
                self.peers_in[page.sentence[office.head]].append(office)
        self.quoted = _quoted(page)
        self.counts = Counter(k.entry.key for k in page.known if k.entry.key.startswith("country:"))
        for unit in sorted(units, key=lambda u: u.start):
            if unit.person is not None:
                self.units_of[unit.person.key].append(unit)
            elif unit.keys:
                self.named_in[page.sentence[unit.head]].append(unit)
            for index in range(unit.start, unit.end):
                self.at[index] = unit

    def by_body(self, proper: Proper) -> tuple[str, ...]:
        """The bloc of "Trade Commissioner X" and "Commission President Y", where the article names one."""
        office = proper.office
        if office is None or not any(f" {word} " in f" {office.title.lower()} " for word in words("body_titles")):
            return ()
        blocs = [k.entry.key for k in self.page.known if k.entry.key in _blocs()]
        return (Counter(blocs).most_common(1)[0][0],) if blocs else ()

    def _is_subject(self, unit: Unit) -> bool:
        return self.page.doc[unit.head].dep_ in {"nsubj", "nsubjpass"}

    def by_plural_before(self, offices: Iterable[Office]) -> None:
        """Give "the presidents of A and B", in order, to the two persons named together right after."""
        for office in offices:
            if not office.plural or len(office.owners) < 2:
                continue
            after = sorted((p.start, person) for person in self.people for p in person.propers if p.start >= office.end)
            chosen = [person for _, person in after[: len(office.owners)]]
            near = after and self.page.sentence[after[0][0]] - self.page.sentence[office.head] <= CATAPHORA
            if (
                near
                and len({id(p) for p in chosen}) == len(office.owners)
                and not any(p.represents or p.offices for p in chosen)
            ):
                for person, owner in zip(chosen, office.owners, strict=True):
                    person.represents = (owner,)
                    person.offices.append(office)

    def by_plural_beside(self, offices: Iterable[Office]) -> None:
        """Give "Foreign ministers X and Y" the two countries told before, in order."""
        for office in offices:
            if not office.plural or office.owners or office.pronoun is not None or office.possessor is not None:
                continue
            holders = [
                person
                for person in self.people
                if any(p.office is not None and p.office.head == office.head for p in person.propers)
            ]
            if len(holders) < 2 or any(person.represents for person in holders):
                continue
            countries = self._countries_before(office.start, len(holders))
            for person, country in zip(holders, countries, strict=False):
                person.represents = (country,)

    def _countries_before(self, index: int, size: int) -> list[str]:
        """The countries that the last sentence with just so many of them names, itself or by their people."""
        for sentence in range(self.page.sentence[index], -1, -1):
            keys = dict.fromkeys(
                u.keys[0] for u in self.named_in[sentence] if u.keys[0].startswith("country:") and u.start < index
            )
            if len(keys) == size:
                return list(keys)
        return []

    def by_surroundings(self, person: Person) -> tuple[str, ...]:
        """The country that the sentences around the name, the dateline and the other persons speak for."""
        office = next((p.office for p in person.propers if p.office is not None), None)
        if office is not None and (office.sort == "private" or self._of_territory(office)):
            return ()
        if office is not None and self._is_rebel(office):
            return self._armed_group()
        scores: defaultdict[str, float] = defaultdict(float)
        for proper in person.propers[:3]:
            self._score_sentence(person, proper, scores)
        if office is not None:
            if self.home:
                scores[self.home] += self.home_weight
            self._score_titles(person, office, scores)
        for key in scores:
            scores[key] += FREQUENT * self.counts[key] / max(1, self.counts.total())
        least = 0.0 if office is not None else 0.9
        ranked = sorted(scores, key=lambda key: -scores[key])  # of equals the one that was named first
        return (ranked[0],) if ranked and scores[ranked[0]] > least else ()

    def _is_rebel(self, office: Office) -> bool:
        """True for "rebel spokesman", "guerrilla commander"."""
        before = self.page.lower[office.start : office.head]
        return any(word in before for word in _armed_words())

    def _armed_group(self) -> tuple[str, ...]:
        """The armed group that the article names most often."""
        keys = [u.keys[0] for units in self.named_in.values() for u in units if u.keys[0].startswith("organization:")]
        counts = Counter(key for key in keys if key not in _blocs())
        return (counts.most_common(1)[0][0],) if counts else ()

    def _of_territory(self, office: Office) -> bool:
        """True for "Bougainville's president": the place is no country of the lists, and no other country fits."""
        unit = self.at.get(office.possessor) if office.possessor is not None else None
        return unit is not None and bool(unit.places) and not unit.keys

    def _score_sentence(self, person: Person, proper: Proper, scores: defaultdict[str, float]) -> None:
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
                    scores[unit.keys[0]] += weight * self._strength(unit)
                if not distance and self._is_scene(unit):
                    scores[unit.keys[0]] += LOCATED
                if not distance and unit.strong and unit.start < proper.start and self._is_subject(unit):
                    scores[unit.keys[0]] += SUBJECT_BEFORE
        for office in self.peers_in[sentence]:
            if office not in person.offices:
                for key in office.owners:
                    scores[key] += COUNTERPART
        for other in self.people:
            here = [p for p in other.propers if self.page.sentence[p.start] == sentence]
            if other is not person and here:
                peer = any(p.office is not None and p.office.sort == "peer" for p in here)
                for key in other.represents:
                    scores[key] += COUNTERPART if peer else OTHER_PERSON

    def _is_scene(self, unit: Unit) -> bool:
        """True for the capital in "In Belgrade, Marko Djuric said"."""
        opening = unit.start - 1
        return (
            unit.country is not None
            and opening >= 0
            and self.page.lower[opening] == "in"
            and (
                self.page.doc[opening - 1].lemma_ in words("speech_verbs")
                or self.page.opens(opening)
                or self.page.lower[opening - 1] == "and"
                and self.page.opens(opening - 1)
            )
        )

    def _strength(self, unit: Unit) -> float:
        """How much a mention says: less as an adjective ("Turkish steel") or in somebody's words."""
        if unit.start and self.page.lower[unit.start - 1] in {"in", "at", "to", "from", "near", "outside", "via"}:
            return PLACED  # "is expected in Canberra"
        modifier = not unit.strong or self.page.doc[unit.head].dep_ in {"compound", "amod", "nmod"}
        return (ADJECTIVE if modifier else 1.0) * (QUOTED if self.quoted[unit.head] else 1.0)

    def _may_represent(self, unit: Unit, person: Person) -> bool:
        """Countries for everybody; an organisation that the article names for those with an office that fits."""
        if unit.keys[0].startswith("country:"):
            return True
        return any(office.sort in {"armed", "any"} for office in person.offices)

    def _score_titles(self, person: Person, office: Office, scores: defaultdict[str, float]) -> None:
        usual = [key for key in _customary(office.title) if self.counts[key]]
        for key in usual:
            scores[key] += CUSTOM if len(usual) > 1 else ONLY_THERE
        for other in self.people:
            if other is person or not other.represents or not other.title:
                continue
            if other.title.lower() == office.title.lower():
                scores[other.represents[0]] += SAME_TITLE


@cache
def _armed_words() -> frozenset[str]:
    return frozenset(
        row["word"]
        for row in table("collective_nouns")
        if row["kind"] == "armed" and row["word"] not in {"group", "movement"}
    )


@cache
def _blocs() -> frozenset[str]:
    return frozenset(
        f"organization:{row['name']}" for row in table("organizations") if row["sort"] in {"bloc", "international"}
    )


def _quoted(page: Page) -> list[bool]:
    """For each token whether it stands inside a quotation of its paragraph."""
    inside, marks = False, []
    for index, word in enumerate(page.text):
        if page.pos[index] == "SPACE":
            inside = False
        elif word == '"':
            inside = not inside
        marks.append(inside)
    return marks


@cache
def _customs() -> dict[str, tuple[str, ...]]:
    return {
        row["title"]: tuple(f"country:{code}" for code in row["iso2"].split("|")) for row in table("customary_titles")
    }


def _customary(title: str) -> tuple[str, ...]:
    """The countries that have an office of this name, where few have."""
    return _customs().get(title.lower().replace("-", " "), ())

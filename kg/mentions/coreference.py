"""Who is meant by roles, pronouns and groups: "the Kenyan leader", "she", "the two men", "both sides"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from kg.lexicon import table, words
from kg.mentions.gazetteer import Sense, capital_of
from kg.mentions.memory import NEAR, Memory, Trace
from kg.mentions.offices import Office, _heads
from kg.mentions.page import Page
from kg.mentions.people import Person
from kg.mentions.representing import home_country
from kg.mentions.units import Unit
from kg.records import Article, Kind, actor_key, kind_of, name_of

_HE = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_THEY = frozenset({"they", "them", "their", "themselves"})
_IT = frozenset({"it", "its", "itself"})
_I = frozenset({"i", "me", "my"})
_WE = frozenset({"we", "our", "us"}) | _I
_SUBJECT = frozenset({"nsubj", "nsubjpass"})


@dataclass
class Open:
    """A noun phrase that names nobody, still to be resolved: tokens, head, and what kind of phrase it is."""

    start: int
    end: int
    head: int
    sort: str  # he, they, it, we, group, office, collective, number
    office: Office | None = None
    size: int | None = None


class Resolver:
    """Reads the article from start to end and says whom each open phrase means."""

    def __init__(self, page: Page, article: Article, people: list[Person], offices: Iterable[Office]) -> None:
        """Start with an empty memory."""
        self.page, self.people = page, people
        self.by_key = {person.key: person for person in people}
        self.home = home_country(page, article, offices)
        self.memory = Memory()
        self.at: dict[int, Unit] = {}
        self.units: dict[int, Unit] = {}
        self.last_place: str | None = None
        if article.place:
            self.last_place = actor_key(Kind.PLACE, article.place)

    def see(self, unit: Unit) -> None:
        """Remember a unit that is resolved."""
        keys = unit.keys
        if unit.places and self._is_located(unit):
            self.last_place = unit.places[0]
        if not keys:
            return
        token = self.page.doc[unit.head]
        for index in range(unit.start, unit.end):
            self.at[index] = unit
        subject = token.dep_ in _SUBJECT or (token.dep_ in {"conj", "appos", "compound"} and token.head.dep_ in _SUBJECT)
        self.memory.add(Trace(keys, unit.start, self.page.sentence[unit.head], subject, unit.strong))

    def _is_located(self, unit: Unit) -> bool:
        before = self.page.lower[unit.start - 1] if unit.start else ""
        return before in {"in", "at", "to", "near", "from", "the", ",", "outside"}

    # --- one kind of phrase each

    def he(self, phrase: Open) -> tuple[str, ...]:
        """The person meant by "he" or "her": near, a subject rather than not, of the right gender."""
        gender = _HE[self.page.lower[phrase.head]]
        token = self.page.doc[phrase.head]
        possessive = token.dep_ == "poss"
        here = self.page.sentence[phrase.head]
        best: tuple[float, str] | None = None
        for rank, trace in enumerate(self.memory.back()):
            if here - trace.sentence > NEAR + 3:
                break
            persons = [key for key in trace.keys if kind_of(key) is Kind.PERSON]
            if len(persons) != 1:
                continue
            score = self._he_score(persons[0], trace, gender, here, rank, token, possessive)
            if score is not None and (best is None or score > best[0]):
                best = (score, persons[0])
        if best is None:
            return ()
        person = self.by_key[best[1]]
        person.gender = person.gender or gender
        return (best[1],)

    def _he_score(self, key: str, trace: Trace, gender: str, here: int, rank: int, token: object, possessive: bool) -> float | None:
        person = self.by_key[key]
        if person.gender and person.gender != gender:
            return None
        score = 2.0 if person.gender == gender else 0.0
        score += 1.5 if trace.subject else 0.0
        score -= 1.0 * (here - trace.sentence) + 0.1 * rank
        word = self.page.lower[token.i]  # type: ignore[attr-defined]
        if not possessive and word in {"him", "her"} and trace.sentence == here and trace.subject:
            score -= 3.0  # "X met him": somebody else
        return score

    def they(self, phrase: Open) -> tuple[str, ...]:
        """Those meant by "they": the last group, several subjects, or a people or armed group."""
        here = self.page.sentence[phrase.head]
        for trace in self.memory.back():
            if here - trace.sentence > NEAR:
                break
            if len(trace.keys) > 1:
                return trace.keys
            if trace.subject and kind_of(trace.keys[0]) is Kind.ORGANIZATION and trace.sentence in {here, here - 1}:
                return trace.keys
        return self._last_group(2, set(Kind)) or self._last_distinct(Kind.PERSON, 2)

    def _last_group(self, size: int, kinds: set[Kind]) -> tuple[str, ...]:
        for trace in self.memory.back():
            if len(trace.keys) == size and {kind_of(key) for key in trace.keys} <= kinds:
                return trace.keys
        return ()

    def it(self, phrase: Open) -> tuple[str, ...]:
        """The country or organisation meant by "it": the last subject, else the last one named."""
        here = self.page.sentence[phrase.head]
        last: tuple[str, ...] = ()
        for trace in self.memory.back():
            if here - trace.sentence > 2:
                break
            if len(trace.keys) == 1 and kind_of(trace.keys[0]) in {Kind.COUNTRY, Kind.ORGANIZATION} and trace.strong:
                if trace.subject:
                    return trace.keys
                last = last or trace.keys
        return last

    def we(self, phrase: Open) -> tuple[str, ...]:
        """Whose words a quotation is: the person for "I", the side for "we"."""
        speaker = self._speaker(phrase.head)
        if speaker is None:
            return ()
        if self.page.lower[phrase.head] in _I:
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
        verbs += [i for i in range(opening - 1, max(opening - 14, 0), -1) if page.doc[i].lemma_ in words("speech_verbs")]
        for verb in verbs:
            for child in page.doc[verb].children:
                unit = self.units.get(child.i)
                if child.dep_ in _SUBJECT and unit is not None and unit.keys:
                    return unit.keys[0]
            near = [i for i in (*range(verb + 1, min(verb + 7, len(page))), *range(verb - 1, max(verb - 5, 0), -1)) if i in self.units]
            if near:
                return self.units[near[0]].keys[0] if self.units[near[0]].keys else None
        last = next((t for t in self.memory.back() if len(t.keys) == 1 and kind_of(t.keys[0]) is Kind.PERSON and t.subject), None)
        return last.keys[0] if last else None

    def group(self, phrase: Open) -> tuple[str, ...]:
        """The members of "the two men", "both sides", "the three countries"."""
        noun = self.page.lower[phrase.head]
        row = _groups().get(noun)
        kind = row["kind"] if row else "any"
        size = phrase.size or (int(row["size"]) if row and row["size"] else 2)
        if kind == "person":
            return self._persons(size, noun, phrase)
        if kind == "country":
            return self._sides(size, {Kind.COUNTRY}) or self._sides(size, {Kind.COUNTRY, Kind.ORGANIZATION})
        if kind == "side":
            return self._sides(size, {Kind.COUNTRY, Kind.ORGANIZATION})
        return self._last_group(size, set(Kind)) or self._together(size, noun) or self._sides(size, {Kind.COUNTRY, Kind.ORGANIZATION})

    def _persons(self, size: int, noun: str, phrase: Open) -> tuple[str, ...]:
        """The persons that a plural means: holders of that office, else the last just so many together."""
        row = _heads().get(noun)
        if row is not None and row[0]["sort"] in {"top", "state"}:
            holders = self._last_group_of(size, lambda key: self._may_hold(key, row[0]["word"]))
            if holders:
                return holders
        return self._together(size, noun) or self._last_distinct(Kind.PERSON, size)

    def _may_hold(self, key: str, word: str) -> bool:
        person = self.by_key.get(key)
        if person is None:
            return False
        titles = {w for o in person.offices for w in o.title.lower().split()}
        return word in titles or any(o.sort == "peer" for o in person.offices) and not titles - {"counterpart", "number"} or not person.offices

    def _last_group_of(self, size: int, fits: Callable[[str], bool]) -> tuple[str, ...]:
        for trace in self.memory.back():
            if len(trace.keys) == size and all(fits(key) for key in trace.keys):
                return trace.keys
        found = [key for key in self.memory.recent([Kind.PERSON], strong=False) if fits(key)]
        titled = [key for key in found if self.by_key[key].offices]
        chosen = titled if len(titled) == size else found
        return tuple(reversed(chosen[:size])) if len(chosen) >= size else ()

    def _together(self, size: int, noun: str) -> tuple[str, ...]:
        """The last sentence, or group, in which just so many persons stand together."""
        sentences: dict[int, dict[str, None]] = {}
        for trace in self.memory.back():
            if len(trace.keys) == size and all(kind_of(k) is Kind.PERSON and self._fits(k, noun) for k in trace.keys):
                return trace.keys
            found = sentences.setdefault(trace.sentence, {})
            for key in trace.keys:
                if kind_of(key) is Kind.PERSON and self._fits(key, noun):
                    found.setdefault(key)
            complete = [s for s, keys in sentences.items() if s > trace.sentence and len(keys) == size]
            if complete:
                return tuple(reversed(sentences[max(complete)]))
        complete = [s for s, keys in sentences.items() if len(keys) == size]
        return tuple(reversed(sentences[max(complete)])) if complete else ()

    def _fits(self, key: str, noun: str) -> bool:
        gender = self.by_key[key].gender if key in self.by_key else ""
        return not (noun == "women" and gender == "m" or noun == "men" and gender == "f")

    def _last_distinct(self, kind: Kind, size: int) -> tuple[str, ...]:
        found = self.memory.recent([kind], strong=False)[:size]
        return tuple(reversed(found)) if len(found) == size else ()

    def _sides(self, size: int, kinds: set[Kind]) -> tuple[str, ...]:
        """The countries and groups that face each other: the last ones together, else the most often named."""
        pairs = Counter(frozenset(t.keys) for t in self.memory.traces if len(t.keys) == size and self._are_sides(t.keys, kinds))
        if pairs:
            most = max(pairs.values())
            for trace in self.memory.back():
                if pairs.get(frozenset(trace.keys)) and (pairs[frozenset(trace.keys)] > 1 or most == 1):
                    return trace.keys
        counts: Counter[str] = Counter()
        for trace in self.memory.traces:
            for key in trace.keys:
                if self._are_sides((key,), kinds):
                    counts[key] += (1 if trace.strong else 0) + (1 if trace.subject else 0) + (2 if key in _armed_keys() or key not in _listed_keys() and kind_of(key) is Kind.ORGANIZATION else 0)
        best = [key for key, _ in counts.most_common()]
        return tuple(best[:size]) if len(best) >= size else ()

    def each(self, phrase: Open) -> tuple[str, ...]:
        """Both sides of "each side", "either country", "neither"."""
        last = self._last_group(2, {Kind.COUNTRY, Kind.ORGANIZATION}) or self._sides(2, {Kind.COUNTRY, Kind.ORGANIZATION})
        return last if phrase.end - phrase.start > 1 else self._last_group(2, set(Kind)) or last

    def _are_sides(self, keys: tuple[str, ...], kinds: set[Kind]) -> bool:
        return all(kind_of(key) in kinds and key not in _between_keys() for key in keys)

    def place(self, phrase: Open) -> tuple[str, ...]:
        """The place that is "there", or "the Ethiopian capital"."""
        if phrase.sort == "there":
            return (self.last_place,) if self.last_place else ()
        before = self.page.known_at.get(phrase.head - 1)
        if before is None and self.page.lower[phrase.head - 1] == "'s":
            before = self.page.known_at.get(phrase.head - 2)
        country = before.entry.key if before is not None else next(iter(self._country_here(phrase.head)), None)
        city = capital_of(name_of(country)) if country is not None and kind_of(country) is Kind.COUNTRY else None
        return (actor_key(Kind.PLACE, city),) if city else ()

    # --- offices and collectives

    def office(self, phrase: Open) -> tuple[str, ...]:
        """The person who holds the office, where the article names one; else those to whom the office belongs."""
        office = phrase.office
        assert office is not None
        owners = self._owners(office)
        if office.plural:
            return self._holders(office, owners)
        if office.determiner in {"a", "an"}:
            return owners[:1]
        holder = self._holder(office, owners)
        if holder:
            return (holder,)
        if owners:
            return owners[:1]
        if office.sort in {"state", "top"} and self.home and office.determiner == "the":
            return (self.home,)
        return ()

    def _owners(self, office: Office) -> tuple[str, ...]:
        if office.owners:
            return office.owners
        index = office.start
        if office.possessor is not None:
            unit = self.at.get(office.possessor)
            if unit is not None and unit.places and not unit.keys and office.sort in {"state", "armed"}:
                # "the Bougainville government": of a territory that is no country of the lists
                return (actor_key(Kind.ORGANIZATION, f"{name_of(unit.places[0])} {self.page.text[office.head]}"),)
            return tuple(key for k in unit.keys for key in self._side_of(k)) if unit is not None else ()
        if office.pronoun == "its":
            return self.it(Open(index, index + 1, index, "it"))
        if office.pronoun in _HE and office.sort != "peer":
            person = self.he(Open(index, index + 1, index, "he"))
            return self.by_key[person[0]].represents if person else ()
        if office.pronoun == "their":
            return tuple(key for k in self.they(Open(index, index + 1, index, "they")) for key in self._side_of(k))
        return ()

    def _side_of(self, key: str) -> tuple[str, ...]:
        return self.by_key[key].represents if key in self.by_key else (key,)

    def _holder(self, office: Office, owners: tuple[str, ...]) -> str | None:
        best: tuple[float, str] | None = None
        for rank, key in enumerate(self.memory.recent([Kind.PERSON], strong=False)):
            person = self.by_key[key]
            score = self._office_score(person, office, owners)
            if score is None:
                continue
            score -= 0.05 * rank
            if best is None or score > best[0]:
                best = (score, key)
        return best[1] if best else None

    def _office_score(self, person: Person, office: Office, owners: tuple[str, ...]) -> float | None:
        if office.gender and person.gender and office.gender != person.gender:
            return None
        if owners and not set(owners) & set(person.represents) and (person.represents and not person.guessed):
            return None
        head = self.page.lower[office.head]
        own_words = {w for o in person.offices for w in o.title.lower().replace("-", " ").split()}
        words_here = set(office.title.lower().replace("-", " ").split())
        stranger = bool(owners) and person.guessed and not set(owners) & set(person.represents)
        if words_here <= own_words:
            return 0.3 if stranger else 3.0
        if head in own_words:
            return 0.2 if stranger else 1.5 if len(words_here) == 1 else 0.5
        generic = head in _GENERIC or head == "head" and words_here & {"state", "government"}
        if generic and (owners or office.former):
            return 0.5 if stranger else 1.0
        if generic and office.sort != "top" and office.determiner == "the":
            return 0.3 if not person.offices else 0.6
        if owners and not person.offices and office.sort in {"top", "state"}:
            return 0.25 if stranger else 0.4
        if office.sort == "private" and office.determiner == "the":
            return 0.2
        return None

    def _holders(self, office: Office, owners: tuple[str, ...]) -> tuple[str, ...]:
        if len(owners) > 1:
            persons = [self._one_of(owner, office) for owner in owners]
            return tuple(p or owner for p, owner in zip(persons, owners, strict=True))
        if owners:
            return owners
        size = office.size or 2
        noun = self.page.lower[office.head]
        if office.size or office.determiner in {"the", "both"}:
            return self.group(Open(office.start, office.end, office.head, "group", size=size))
        return ()

    def _one_of(self, owner: str, office: Office) -> str | None:
        holders = [p for p in self.people if owner in p.represents]
        fitting = [p for p in holders if (self._office_score(p, office, (owner,)) or 0) > 0]
        return fitting[0].key if fitting else None

    def collective(self, phrase: Open) -> tuple[str, ...]:
        """Whom "the Turkish side", "the rebels", "the government in Bangui" are."""
        office = phrase.office
        assert office is not None
        owners = self._owners(office)
        if owners:
            return owners
        kind = office.sort
        if kind == "armed":
            groups = [k for k in self.memory.recent([Kind.ORGANIZATION], strong=False) if k in _armed_keys() or k not in _listed_keys()]
            return tuple(groups[:1])
        if office.determiner != "the" and office.pronoun is None and kind != "state":
            return ()
        if kind == "bloc":
            blocs = [k for k in self.memory.recent([Kind.ORGANIZATION]) if k not in _armed_keys()]
            return tuple(blocs[:1])
        if kind in {"state", "country"} and office.determiner == "the":
            return self._country_here(phrase.head)
        return ()

    def _country_here(self, index: int) -> tuple[str, ...]:
        """The country that "the government" is of: the last one that this paragraph names, else the article's home."""
        here = self.page.sentence[index]
        for trace in self.memory.back():
            if here - trace.sentence > 1:
                break
            if len(trace.keys) == 1 and trace.strong and kind_of(trace.keys[0]) is Kind.COUNTRY:
                return trace.keys
        return (self.home,) if self.home else ()

    def demonym(self, phrase: Open) -> tuple[str, ...]:
        """The person who is "the Kenyan" or "the American", else the country."""
        key = self.page.known_at[phrase.head].entry.key
        recent = [self.by_key[person] for person in self.memory.recent([Kind.PERSON], strong=False)]
        fitting = [person for person in recent if key in person.represents]
        sure = [person for person in fitting if not person.guessed]
        return ((sure or fitting)[0].key,) if fitting else (key,)


_GENERIC = frozenset({"leader", "official", "diplomat", "politician", "minister", "chief", "envoy", "statesman", "negotiator", "mediator"})


@cache
def _groups() -> dict[str, dict[str, str]]:
    return {row["word"]: dict(row) for row in table("group_nouns")}


@cache
def _armed_keys() -> frozenset[str]:
    return frozenset(actor_key(Kind.ORGANIZATION, r["name"]) for r in table("organizations") if r["sort"] in {"armed", "party"})


@cache
def _between_keys() -> frozenset[str]:
    """Bodies that stand between the sides, not on one: the United Nations, the OSCE."""
    return frozenset(actor_key(Kind.ORGANIZATION, r["name"]) for r in table("organizations") if r["sort"] == "international")


@cache
def _listed_keys() -> frozenset[str]:
    return frozenset(actor_key(Kind.ORGANIZATION, r["name"]) for r in table("organizations"))


# --- finding the open phrases --------------------------------------------------------------------------------------


def open_phrases(page: Page, offices: Iterable[Office], units: list[Unit]) -> list[Open]:
    """All phrases that name nobody and mean somebody, in text order."""
    named = {u.proper.office.head for u in units if u.proper is not None and u.proper.office is not None}
    covered = {i for u in units if u.person is not None or kind_of((u.keys or u.places)[0]) is Kind.ORGANIZATION for i in range(u.start, u.end)}
    phrases = [_office_phrase(page, o) for o in offices if o.head not in named and o.head not in covered]
    taken = covered | {i for o in offices for i in range(o.start, o.end) if i != o.start or o.pronoun is None}
    for index in range(len(page)):
        phrase = _phrase_at(page, index, taken)
        if phrase is not None:
            phrases.append(phrase)
    return sorted(phrases, key=lambda p: (p.start, p.head))


def _office_phrase(page: Page, office: Office) -> Open:
    noun = page.lower[office.head]
    both = office.determiner == "both" or office.plural and not office.owners and office.pronoun is None and noun in _groups()
    return Open(office.start, office.end, office.head, "group" if both and (office.size or office.determiner in {"the", "both"}) else "office", office, office.size)


def _phrase_at(page: Page, index: int, taken: set[int]) -> Open | None:
    word = page.lower[index]
    if word in _HE:
        return Open(index, index + 1, index, "he")
    if index in taken:
        return None
    if word in _THEY:
        return Open(index, index + 1, index, "they")
    if word in _IT:
        return Open(index, index + 1, index, "it")
    if word in _WE and index not in page.known_at:  # "the US" is not "us"
        return Open(index, index + 1, index, "we")
    if word in {"there", "here"} and page.pos[index] == "ADV":
        return Open(index, index + 1, index, "there")
    if word == "capital":
        return Open(index - 1 if page.lower[index - 1] == "the" else index, index + 1, index, "capital")
    if index in page.known_at:
        return _demonym_phrase(page, index)
    return _group_phrase(page, index) or _collective_phrase(page, index) or _number_phrase(page, index)


def _demonym_phrase(page: Page, index: int) -> Open | None:
    """"the Kenyan", "the Turk": one of a people, with no noun after it."""
    known, after = page.known_at[index], index + 1
    if known.entry.sense not in {Sense.ADJECTIVE, Sense.PEOPLE} or page.lower[index - 1] != "the" or known.end != after:
        return None
    if page.lower[index].endswith(("s", "ese", "sh", "ch", "men")) or page.same_sentence(index, after) and page.pos[after] in {"NOUN", "ADJ", "PROPN", "NUM"} or page.text[after] == "-":
        return None
    return Open(index - 1, after, index, "demonym")


def _group_phrase(page: Page, index: int) -> Open | None:
    noun = page.lower[index]
    if page.same_sentence(index - 1, index) and page.lower[index - 1] in {"each", "either", "neither"} and f"{noun}s" in _groups() | {"armys": {}, "countrys": {}}:
        return Open(index - 1, index + 1, index, "each", size=2)
    if noun not in _groups() or index in page.known_at:
        return None
    size, start = None, index
    at = index - 1
    definite = False
    while page.same_sentence(at, index) and index - at <= 4:
        word = page.lower[at]
        if word in _SIZES:
            size, start = _SIZES[word], at
        elif word in {"the", "both", "these", "each", "all"}:
            definite, start = True, at
            size = 2 if word == "both" else size
            if word != "the":
                at -= 1
                continue
        elif page.pos[at] not in {"ADJ", "NOUN"} or at in page.known_at:
            break
        at -= 1
    row = _groups()[noun]
    if not (definite and (size or row["kind"] in {"side", "any"} or row["size"] or noun in {"countries", "leaders"})):
        return None
    return Open(start, index + 1, index, "group", size=size)


_SIZES = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def _collective_phrase(page: Page, index: int) -> Open | None:
    from kg.mentions.collectives import collective_office

    office = collective_office(page, index)
    return None if office is None else Open(office.start, office.end, office.head, "collective", office)


def _number_phrase(page: Page, index: int) -> Open | None:
    """"the two", "both", "the four" with no noun after it."""
    word, after = page.lower[index], index + 1
    if word in {"neither", "each", "either"} and not (page.same_sentence(index, after) and page.pos[after] in {"NOUN", "ADJ", "PROPN", "DET", "PRON"} or page.capital[after]):
        return Open(index, after, index, "each", size=2)
    if word not in {*_SIZES, "both"} or page.same_sentence(index, after) and page.pos[after] in {"NOUN", "ADJ", "PROPN", "NUM"}:
        return None
    if word == "both" and page.same_sentence(index, after) and (page.capital[after] or page.lower[after] in {"the", "in", "by", "at", "on", "his", "her", "its"}):
        return None
    if word != "both" and page.lower[index - 1] != "the":
        return None
    return Open(index if word == "both" else index - 1, after, index, "group", size=_SIZES.get(word, 2))


# --- all together ------------------------------------------------------------------------------------------------


def resolve_units(page: Page, article: Article, people: list[Person], offices: Iterable[Office], units: list[Unit]) -> list[Unit]:
    """Units for everything that names nobody and means somebody."""
    resolver = Resolver(page, article, people, offices)
    found: list[Unit] = []
    run: list[Unit] = []
    resolver.units = {index: unit for unit in units for index in range(unit.start, unit.end) if unit.person is not None}
    items: list[tuple[int, int, Unit | Open]] = [(u.start, -u.end, u) for u in units]
    items += [(p.start, 1, p) for p in open_phrases(page, offices, units)]
    for _, _, item in sorted(items, key=lambda entry: (entry[0], entry[1])):
        if isinstance(item, Open):
            keys = getattr(resolver, item.sort)(item) if item.sort not in {"there", "capital"} else ()
            places = resolver.place(item) if item.sort in {"there", "capital"} else ()
            if not keys and not places:
                continue
            item = Unit(item.start, item.end, item.head, tuple(dict.fromkeys(keys)), places=places, inferred=True)
            item.acts = True
            found.append(item)
        resolver.see(item)
        _coordinate(resolver, page, run, item)
    return found


_CONNECTORS = frozenset({",", "and", "the", "&", "both", "also", "with", "as", "well", ";", "a"})


def _coordinate(resolver: Resolver, page: Page, run: list[Unit], unit: Unit) -> None:
    """Follow lists: remember "A, B and C" as a group where the last of them has been read."""
    if not unit.keys or len(unit.keys) > 1 or run and unit.end <= run[-1].end and unit.start >= run[-1].start:
        return
    between = set(page.lower[run[-1].end : unit.start]) if run and page.same_sentence(run[-1].head, unit.head) else {"."}
    if not run or not between or not between <= _CONNECTORS or run[-1].end > unit.start:
        run.clear()
    run.append(unit)
    if len(run) > 1 and "and" in between and _alike(run) and unit.strong:
        keys = tuple(dict.fromkeys(key for member in run for key in member.keys))
        if len(keys) > 1:
            subject = any(trace.subject and trace.start == run[0].start for trace in resolver.memory.traces[-12:])
            resolver.memory.traces.append(Trace(keys, unit.start, page.sentence[unit.head], subject, True))


def _alike(run: list[Unit]) -> bool:
    kinds = {kind_of(unit.keys[0]) for unit in run}
    return len(kinds) == 1 or Kind.PERSON not in kinds

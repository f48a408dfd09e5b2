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
from kg.mentions.units import Unit
from kg.records import Article, Kind, actor_key, kind_of, name_of

_HE = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_THEY = frozenset({"they", "them", "their", "themselves"})
_IT = frozenset({"it", "its", "itself"})
_I = frozenset({"i", "me", "my"})
_WE = frozenset({"we", "our", "us"}) | _I
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_SIDES = {Kind.COUNTRY, Kind.ORGANIZATION}
# How much it says for "the two men" that two persons are listed together ("X and Y"), or share a sentence.
LISTED = 0.5
IN_SENTENCE = 0.25
GUESSED = 0.6  # share that is left of a fit where whom the person represents is a guess


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

    def __init__(self, page: Page, home: str | None, article: Article, people: list[Person]) -> None:
        """Start with an empty memory."""
        self.page, self.people = page, people
        self.by_key = {person.key: person for person in people}
        self.home = home
        self.roles: list[tuple[Person, Office, tuple[str, ...]]] = []
        self.memory = Memory()
        self.at: dict[int, Unit] = {}
        self.genders: dict[str, str] = {}  # by the pronouns read so far
        self.called: dict[str, tuple[str, ...]] = {}
        self.owned: dict[int, tuple[str, ...]] = {}
        self.units: dict[int, Unit] = {}
        self.last_place: str | None = None
        self.written_at = actor_key(Kind.PLACE, article.place.split(",")[0].strip()) if article.place else None

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
        return before in {"in", "at", "to", "near", "from", "outside", "around", "over", "across", "into"}

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
        self.genders.setdefault(best[1], gender)
        return (best[1],)

    def _he_score(self, key: str, trace: Trace, gender: str, here: int, rank: int, token: object, possessive: bool) -> float | None:
        known = self.by_key[key].gender or self.genders.get(key, "")
        if known and known != gender:
            return None
        score = 2.0 if known == gender else 0.0
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
        return self._pair(size, phrase) or self._sides(size, {Kind.COUNTRY, Kind.ORGANIZATION})

    def _pair(self, size: int, phrase: Open) -> tuple[str, ...]:
        """"The two", "both": the group of the last sentences, else persons that stand together."""
        here = self.page.sentence[phrase.head]
        for trace in self.memory.back():
            if here - trace.sentence > 1:
                break
            if len(trace.keys) == size:
                return trace.keys
        return self._together(size, lambda key: True) or self._last_group(size, set(Kind))

    def _persons(self, size: int, noun: str, phrase: Open) -> tuple[str, ...]:
        """The persons that a plural means: holders of that office, else those that the article puts together."""
        row = _heads().get(noun)
        fits: Callable[[str], bool] = lambda key: self._fits(key, noun)  # noqa: E731
        if noun == "leaders":
            fits = self._may_lead
        elif row is not None and row[0]["sort"] in {"top", "state"}:
            fits = lambda key: self._may_hold(key, row[0]["word"])  # noqa: E731
        return self._together(size, fits) or self._together(size, lambda key: self._fits(key, noun)) or self._last_distinct(Kind.PERSON, size)

    def _may_lead(self, key: str) -> bool:
        """True for one at the head of a state, or without an office here: "the two leaders" are no ministers."""
        offices = self.by_key[key].offices
        return not offices or any(office.sort == "top" for office in offices)

    def _may_hold(self, key: str, word: str) -> bool:
        person = self.by_key.get(key)
        if person is None:
            return False
        titles = {w for o in person.offices for w in o.title.lower().split()}
        return word in titles or any(o.sort == "peer" for o in person.offices) and not titles - {"counterpart", "number"} or not person.offices

    def _together(self, size: int, fits: Callable[[str], bool]) -> tuple[str, ...]:
        """Just so many persons that sentences put together most often and last."""
        scores: dict[frozenset[str], float] = {}
        order: dict[frozenset[str], tuple[str, ...]] = {}
        now = self.memory.traces[-1].sentence if self.memory.traces else 0
        for sentence, groups in self._person_groups(fits).items():
            for keys, weight in groups:
                if len(keys) == size:
                    scores[frozenset(keys)] = scores.get(frozenset(keys), 0.0) + weight + 2.0 / (1 + now - sentence)
                    order.setdefault(frozenset(keys), keys)
        best = max(scores, key=lambda keys: scores[keys], default=None)
        return order[best] if best is not None else ()

    def _person_groups(self, fits: Callable[[str], bool]) -> dict[int, list[tuple[tuple[str, ...], float]]]:
        """For each sentence the persons that stand in it, and the lists of them, with how much each says."""
        groups: dict[int, list[tuple[tuple[str, ...], float]]] = {}
        present: dict[int, dict[str, None]] = {}
        for trace in self.memory.traces:
            keys = tuple(key for key in trace.keys if kind_of(key) is Kind.PERSON and fits(key))
            if len(trace.keys) > 1 and len(keys) == len(trace.keys):
                groups.setdefault(trace.sentence, []).append((keys, LISTED))
            for key in keys:
                present.setdefault(trace.sentence, {}).setdefault(key)
        for sentence, found in present.items():
            groups.setdefault(sentence, []).append((tuple(found), IN_SENTENCE))
        return groups

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
        if self.page.lower[phrase.head] == "here" and self.written_at:
            return (self.written_at,)
        if phrase.sort == "there":
            return (self.last_place,) if self.last_place else ()
        before = self.page.known_at.get(phrase.head - 1)
        if before is None and self.page.lower[phrase.head - 1] == "'s":
            before = self.page.known_at.get(phrase.head - 2)
        country = before.entry.key if before is not None else next(iter(self._state(phrase.head)), None)
        city = capital_of(name_of(country)) if country is not None and kind_of(country) is Kind.COUNTRY else None
        return (actor_key(Kind.PLACE, city),) if city else ()

    # --- offices and collectives

    def office(self, phrase: Open) -> tuple[str, ...]:
        """The person who holds the office, where the article names one; else those to whom the office belongs."""
        office = phrase.office
        assert office is not None
        owners = self.owners(office)
        if office.plural:
            return self._holders(office, owners)
        if office.determiner in {"a", "an"}:
            return owners[:1]
        if office.sort == "peer" and not owners:
            return self._other_than(office)
        holder = self._holder(office, owners)
        if holder:
            self.roles.append((self.by_key[holder], office, owners))
            return (holder,)
        if owners:
            return owners[:1]
        if office.sort in {"state", "top"} and self.home and office.determiner == "the":
            return (self.home,)
        return ()

    def owners(self, office: Office) -> tuple[str, ...]:
        """Keys of those whom the office is of, by its own words or those that they point to."""
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

    def _other_than(self, office: Office) -> tuple[str, ...]:
        """The other one in "his guest", "her host": named last, and not he or she."""
        if office.pronoun not in _HE:
            return ()
        index = office.start
        owner = self.he(Open(index, index + 1, index, "he"))
        here = self.page.sentence[office.head]
        near = {k for t in self.memory.traces if here - t.sentence <= 2 for k in t.keys}
        return tuple(key for key in self._by_recency() if key not in owner and key in near)[:1]

    def _holder(self, office: Office, owners: tuple[str, ...]) -> str | None:
        best: tuple[float, str] | None = None
        for rank, key in enumerate(self._by_recency()):
            score = self._office_score(self.by_key[key], office, owners)
            if score is not None and (best is None or score - 0.05 * rank > best[0]):
                best = (score - 0.05 * rank, key)
        return best[1] if best else None

    def _by_recency(self) -> list[str]:
        """The persons so far: those of the last sentences first, inside a sentence its subject, then by position."""
        latest: dict[str, tuple[int, bool, int]] = {}
        for trace in self.memory.traces:
            for key in trace.keys if len(trace.keys) == 1 else ():
                if kind_of(key) is Kind.PERSON:
                    latest[key] = (-trace.sentence, not trace.subject, trace.start)
        return sorted(latest, key=lambda key: latest[key])

    def _office_score(self, person: Person, office: Office, owners: tuple[str, ...]) -> float | None:
        """How well the person fits the office, None where not at all."""
        if office.gender and person.gender and office.gender != person.gender:
            return None
        own = bool(set(owners) & set(person.represents))
        if owners and not own and person.represents and not person.guessed:
            # "the Swedish diplomat" may be the United Nations' envoy
            bodied = person.represents[0] in _between_keys() and self.page.lower[office.head] in _GENERIC
            return 0.3 if bodied else None
        if self._is_armed(office):
            return 1.0 if any(key in _armed_keys() or key not in _listed_keys() and kind_of(key) is Kind.ORGANIZATION for key in person.represents) else None
        score = self._title_score(person, office, owners)
        if score is None or not owners or not person.guessed:
            return score
        return score * GUESSED if own else min(score, 0.3)

    def _is_armed(self, office: Office) -> bool:
        """True for "the rebel chief"."""
        return any(_collective_kind(self.page.lower[i]) == "armed" for i in range(office.start, office.head))

    def _title_score(self, person: Person, office: Office, owners: tuple[str, ...]) -> float | None:
        head = self.page.lower[office.head]
        own_words = {w for o in person.offices for w in o.title.lower().replace("-", " ").split()}
        words_here = set(office.title.lower().replace("-", " ").split())
        if words_here <= own_words:
            return 3.0
        if head in own_words:
            return 1.5 if len(words_here) == 1 else 0.5
        generic = head in _GENERIC or head == "head" and bool(words_here & {"state", "government"})
        if generic and (owners or office.former):
            return 1.0
        if office.former and office.determiner == "the":
            return 0.9  # "the former judge": a thing that only those who know the person know
        if generic and office.sort != "top" and office.determiner == "the":
            return 0.3 if not person.offices else 0.6
        if owners and not person.offices and office.sort in {"top", "state"}:
            return 0.4
        return 0.2 if office.sort == "private" and office.determiner == "the" else None

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
        noun, owners = self.page.lower[office.head], self.owners(office)
        if owners:
            self.called[noun] = owners
            return owners
        if noun in self.called and office.determiner == "the":
            return self.called[noun]  # "the Saudi-led coalition", then "the coalition"
        if office.sort == "armed":
            return self._armed_group(office)
        if office.sort == "bloc":
            blocs = [k for k in self.memory.recent([Kind.ORGANIZATION]) if k in _bloc_keys()]
            return tuple(blocs[:1])
        if office.determiner != "the" and not (office.sort == "state" and self._is_bare(office)):
            return ()
        if noun in _state_forms():
            return self._of_form(noun)
        if office.sort in {"state", "country"}:
            return self._state(office.head)
        return ()

    def _is_bare(self, office: Office) -> bool:
        """True for "government troops" and "ministers" as a subject, with nothing before them."""
        return self.page.lower[office.start] in {"government"}

    def _armed_group(self, office: Office) -> tuple[str, ...]:
        groups = [k for k in self.memory.recent([Kind.ORGANIZATION], strong=False) if k in _armed_keys()]
        others = [k for k in self.memory.recent([Kind.ORGANIZATION], strong=False) if k not in _listed_keys()]
        return tuple((groups or others)[:1]) if office.determiner == "the" or office.sort == "armed" else ()

    def _of_form(self, noun: str) -> tuple[str, ...]:
        """The kingdom, emirate, sultanate that was named last."""
        fitting = [key for key in self.memory.recent([Kind.COUNTRY], strong=False) if name_of(key) in _state_forms()[noun]]
        return tuple(fitting[:1])

    def _state(self, index: int) -> tuple[str, ...]:
        """The country whose government "the government" is: the one at war in a war, else the one talked about here."""
        if any(key in _armed_keys() and count > 1 for key, count in self.memory.counts.items()):
            countries = Counter(k for t in self.memory.traces if t.strong for k in t.keys if kind_of(k) is Kind.COUNTRY)
            if self.home and countries[self.home] >= 1:
                return (self.home,)
            if countries:
                return (countries.most_common(1)[0][0],)
        return self._country_here(index)

    def _country_here(self, index: int) -> tuple[str, ...]:
        """The country that this sentence or the one before names last as an actor, else the article's home."""
        here = self.page.sentence[index]
        if self.page.lower[index] in _HOME_BODIES and self.home:
            return (self.home,)
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

    # --- all together

    def read(self, offices: Iterable[Office], units: list[Unit]) -> list[Unit]:
        """Units for everything that names nobody and means somebody, in text order."""
        found: list[Unit] = []
        run: list[Unit] = []
        self.units = {index: unit for unit in units for index in range(unit.start, unit.end) if unit.person is not None}
        items: list[tuple[int, int, Unit | Open]] = [(u.start, -u.end, u) for u in units]
        items += [(p.start, 1, p) for p in open_phrases(self.page, offices, units)]
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
        if office is not None and office.pronoun is not None and office.sort != "peer" and not office.owners:
            self.owned.setdefault(office.head, self.owners(office))

    def owners_of_named(self, office: Office) -> tuple[str, ...]:
        """Whose the office of a named person is, as it was read at its place."""
        return self.owned.get(office.head) or (self.owners(office) if office.possessor is not None else ())

    def _unit(self, phrase: Open) -> Unit | None:
        placed = phrase.sort in {"there", "capital"}
        keys = () if placed else getattr(self, phrase.sort)(phrase)
        places = self.place(phrase) if placed else ()
        if not keys and not places:
            return None
        return Unit(phrase.start, phrase.end, phrase.head, tuple(dict.fromkeys(keys)), places=places, inferred=True)


_GENERIC = frozenset({"leader", "official", "diplomat", "politician", "minister", "chief", "envoy", "statesman", "negotiator", "mediator"})


@cache
def _groups() -> dict[str, dict[str, str]]:
    return {row["word"]: dict(row) for row in table("group_nouns")}


@cache
def _armed_keys() -> frozenset[str]:
    return frozenset(actor_key(Kind.ORGANIZATION, r["name"]) for r in table("organizations") if r["sort"] in {"armed", "party"})


_HOME_BODIES = frozenset({"ministry", "parliament", "cabinet"})  # a paper writes so of its own country's


@cache
def _state_forms() -> dict[str, frozenset[str]]:
    return {row["word"]: frozenset(row["iso2"].split("|")) for row in table("state_forms")}


@cache
def _collectives() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in table("collective_nouns")}


def _collective_kind(word: str) -> str | None:
    return _collectives().get(word)


@cache
def _bloc_keys() -> frozenset[str]:
    return frozenset(actor_key(Kind.ORGANIZATION, r["name"]) for r in table("organizations") if r["sort"] == "bloc")


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
    taken = covered | {i for o in offices for i in range(o.start, o.end) if i != o.possessor and (i != o.start or o.pronoun is None)}
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
    if word in words("settlement_nouns") and page.same_sentence(index - 1, index) and "the" in page.lower[max(0, index - 3) : index] and page.pos[index] == "NOUN":
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

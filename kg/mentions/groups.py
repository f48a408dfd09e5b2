"""Who is meant by a plural: "the two men", "both sides", "the three countries"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from kg.finding.stances import Stance, claims, stances
from kg.mentions.classes import collective_nouns, group_nouns, may_be_armed, organizations_of
from kg.mentions.memory import Trace
from kg.mentions.office import Office, office_noun, title_words
from kg.mentions.phrases import Open
from kg.mentions.pronouns import PronounReader
from kg.mentions.units import Unit
from kg.records import Kind, kind_of

_SIDES = {Kind.COUNTRY, Kind.ORGANIZATION}
_REBEL = frozenset({"opposition"})
# How much it says for "the two men" that two persons are listed together ("X and Y"), or share a sentence.
LISTED = 0.5
LEADING = 0.5  # more, where they are what the sentence is about
IN_SENTENCE = 0.25
ARMED = 2  # mentions that an armed group's count more
PROMINENCE = 2  # what all mentions count beside one more time told together; of 2 and 4 no difference


class GroupReader(PronounReader):
    """Reads plurals by who stood together before."""

    def group(self, phrase: Open) -> tuple[str, ...]:
        """The members of "the two men", "both sides", "the three countries"."""
        noun = self.page.lower[phrase.head]
        row = group_nouns().get(noun)
        kind = row["kind"] if row else "any"
        size = phrase.size or (int(row["size"]) if row and row["size"] else 2)
        if kind == "person":
            found = self._persons(size, noun, phrase)
            # "The presidents of A, B and C met. The three leaders ...": nobody is named
            return found or (() if self.people else self._last_group(size, _SIDES))
        if kind == "country":
            return self._sides(size, {Kind.COUNTRY}) or self._sides(size, _SIDES)
        if kind == "band":
            return self._sides(size, {Kind.ORGANIZATION})
        if kind == "side":
            return self._bands(phrase, self._sides(size, _SIDES))
        return self._pair(size, phrase) or self._sides(size, _SIDES)

    def _bands(self, phrase: Open, sides: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the sides that "the rebel forces" or "the factions" can be: no states alone."""
        armed = tuple(key for key in sides if may_be_armed(key) or key not in organizations_of() and not _is_state(key))
        before = self.page.lower[phrase.start : phrase.head]
        if any(word in _REBEL or collective_nouns().get(word) == "armed" for word in before):
            return armed
        return sides if armed or self.page.lower[phrase.head] != "factions" else ()

    def _pair(self, size: int, phrase: Open) -> tuple[str, ...]:
        """ "The two", "both": the group of the last sentences, else persons that stand together."""
        here = self.page.sentence[phrase.head]
        doers = self.doers(self.page.doc[phrase.head])
        for sentence in (here, here - 1):
            told = [trace for trace in self.memory.back() if trace.sentence == sentence]
            found = self._so_many(size, told, doers)
            if found:
                return found
        return self._together(size, lambda key: key not in doers) or self._last_group(size, set(Kind))

    def _so_many(self, size: int, told: Sequence[Trace], doers: frozenset[str]) -> tuple[str, ...]:
        """The group of this size in the sentence of these traces, one that did something first; else its persons."""
        groups = [trace for trace in told if len(trace.keys) == size and doers.isdisjoint(trace.keys)]
        for trace in sorted(groups, key=lambda trace: not trace.subject):
            return self._people_of(trace, told, size) or trace.keys
        persons = dict.fromkeys(key for t in reversed(told) for key in t.keys if kind_of(key) is Kind.PERSON)
        found = tuple(key for key in persons if key not in doers)
        return found if len(found) == size else ()

    def _people_of(self, group: Trace, near: Sequence[Trace], size: int) -> tuple[str, ...]:
        """The two persons of the sentence in which a list of states is named by the way: "talks on A and B"."""
        if group.subject or any(kind_of(key) is Kind.PERSON for key in group.keys):
            return ()
        persons = dict.fromkeys(
            key for t in near if t.sentence == group.sentence for key in t.keys if kind_of(key) is Kind.PERSON
        )
        return tuple(reversed(persons)) if len(persons) == size else ()

    def _persons(self, size: int, noun: str, phrase: Open) -> tuple[str, ...]:
        """The persons that a plural means: holders of that office, else those that the article puts together."""
        row, doers = office_noun(noun), self.doers(self.page.doc[phrase.head])
        if row is not None and row["sort"] in {"top", "state"}:
            return self._holders_of(size, phrase, row["word"], doers)
        found = self._together(size, lambda key: key not in doers and self._may_lead(key)) if noun == "leaders" else ()
        return (
            found
            or self._together(size, lambda key: key not in doers and self._fits(key, noun))
            or self._last_distinct(Kind.PERSON, size, doers)
        )

    def _holders_of(self, size: int, phrase: Open, head: str, doers: frozenset[str]) -> tuple[str, ...]:
        """The holders of an office, "the two foreign ministers"; their states where the article names none."""
        wanted = title_words(phrase.office.title) if phrase.office is not None else {head}
        return (
            self._together(size, lambda key: key not in doers and self._may_hold(key, wanted, head))
            or self._only(size, lambda key: key not in doers and self._holds(key, wanted, head))
            or self._sides(size, {Kind.COUNTRY})
        )

    def _may_lead(self, key: str) -> bool:
        """True for one at the head of a state, or without an office here: "the two leaders" are no ministers."""
        offices = self.by_key[key].offices
        return not offices or any(office.sort == "top" for office in offices)

    def _may_hold(self, key: str, wanted: set[str], head: str) -> bool:
        """True for one of such an office, or without an office here: "the foreign ministers" are no prime ministers."""
        person = self.by_key.get(key)
        return person is not None and (not person.offices or self._holds(key, wanted, head))

    def _holds(self, key: str, wanted: set[str], head: str) -> bool:
        person = self.by_key.get(key)
        offices = person.offices if person is not None else ()
        return any(office.sort == "peer" or _is_such(office, wanted, head) for office in offices)

    def _only(self, size: int, fits: Callable[[str], bool]) -> tuple[str, ...]:
        """Just so many persons, all that there are so far of those who fit."""
        told = (key for trace in self.memory.traces for key in trace.keys)
        found = dict.fromkeys(key for key in told if kind_of(key) is Kind.PERSON and fits(key))
        return tuple(found) if len(found) == size else ()

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
                groups.setdefault(trace.sentence, []).append((keys, LISTED + (LEADING if trace.subject else 0.0)))
            for key in keys:
                present.setdefault(trace.sentence, {}).setdefault(key)
        for sentence, found in present.items():
            groups.setdefault(sentence, []).append((tuple(found), IN_SENTENCE))
        return groups

    def _fits(self, key: str, noun: str) -> bool:
        gender = self.by_key[key].gender if key in self.by_key else ""
        return not (noun == "women" and gender == "m" or noun == "men" and gender == "f")

    def _sides(self, size: int, kinds: set[Kind]) -> tuple[str, ...]:
        """The countries and groups that face each other: told together, fighting, named often; else the most named."""
        told = [t for t in self.memory.back() if len(t.keys) == size and self._are_sides(t.keys, kinds)]
        weights, together = self._weights(kinds), Counter(frozenset(t.keys) for t in told)
        if told:
            return max(told, key=lambda trace: self._facing(trace, weights, together)).keys
        best = [key for key, _ in weights.most_common()]
        return tuple(best[:size]) if len(best) >= size else ()

    def _facing(self, trace: Trace, weights: Counter[str], together: Counter[frozenset[str]]) -> float:
        """How much speaks for those of a trace being the sides of the article.

        In "Israel and Hamas negotiate under the mediation of Turkey and Norway" they are those who act.
        """
        fights = sum(may_be_armed(key) + (self._leads(key) == "fights") for key in trace.keys)
        share = sum(weights[key] for key in trace.keys) / max(1, weights.total())
        return together[frozenset(trace.keys)] + trace.subject + fights + PROMINENCE * share

    def _weights(self, kinds: set[Kind]) -> Counter[str]:
        """How much the article has of each country and group as a side: armed groups count most."""
        counts: Counter[str] = Counter()
        for trace in self.memory.traces:
            for key in trace.keys:
                if self._are_sides((key,), kinds):
                    counts[key] += trace.strong + trace.subject + ARMED * may_be_armed(key)
        return counts

    def each(self, phrase: Open) -> tuple[str, ...]:
        """Both sides of "each side", "either country", "neither"."""
        last = self._last_group(2, {Kind.COUNTRY, Kind.ORGANIZATION}) or self._sides(
            2, {Kind.COUNTRY, Kind.ORGANIZATION}
        )
        return last if phrase.end - phrase.start > 1 else self._last_group(2, set(Kind)) or last

    def _are_sides(self, keys: tuple[str, ...], kinds: set[Kind]) -> bool:
        return all(kind_of(key) in kinds and (kinds == {Kind.COUNTRY} or self._is_side(key)) for key in keys)

    def _is_side(self, key: str) -> bool:
        """False for a body between states, for who stands between the sides, and for a bloc where arms are borne."""
        between = key in organizations_of("international") or self._leads(key) == "mediates"
        return not between and not (key in organizations_of("bloc") and self._at_war)

    @property
    def _at_war(self) -> bool:
        return any(may_be_armed(key) and count > 1 for key, count in self.memory.counts.items())

    def _leads(self, key: str) -> str:
        """How the actor stands to the article's fighting: `mediates`, `fights` or `open`."""
        return self.standing.get(key, Stance()).lead

    @cached_property
    def standing(self) -> Mapping[str, Stance]:
        """How each actor that the article names stands to its fighting."""
        named = [unit for unit in self.named if unit.keys]
        return stances((self._stands_for(unit), claims(self.page.doc[unit.start : unit.end])) for unit in named)

    def _stands_for(self, unit: Unit) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key for own in unit.keys for key in (own, *self._side_of(own))))

    def _side_of(self, key: str) -> tuple[str, ...]:
        return self.by_key[key].represents if key in self.by_key else (key,)


def _is_state(key: str) -> bool:
    return kind_of(key) is Kind.COUNTRY


def _is_such(office: Office, wanted: set[str], head: str) -> bool:
    """True for a minister of foreign affairs where foreign ministers are wanted, not for a prime minister."""
    title = title_words(office.title)
    if len(wanted) > 1:
        return bool((wanted - {head}) & title)
    return head in title and "prime" not in title or office.sort == ("top" if head == "president" else "state")

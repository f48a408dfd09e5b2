"""Who is meant by "he", "her", "they" and "it": the reader's memory, and how it is asked."""

from __future__ import annotations

from collections.abc import Sequence

from kg.mentions.classes import organizations_of
from kg.mentions.memory import NEAR, Memory, Trace
from kg.mentions.page import Page
from kg.mentions.person import Person, Role
from kg.mentions.phrases import GENDERS, Open
from kg.mentions.units import Unit
from kg.parse.doc import Token
from kg.records import Article, Kind, actor_key, kind_of
from kg.syntax import governors, is_verb, subjects

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_DONE_TO = frozenset({"dobj", "pobj", "dative"})  # not 'both' in "Peru and Chile had both offered it"
_OTHERS = frozenset({"with", "to", "by", "between"})
_EACH = frozenset({"each", "both", "either", "neither", "all", "one", "two", "three"})
# How much it says for "she" that somebody is known to be a woman; less than that somebody else is the last subject:
# of 0.5, 0.9, 1.25 and 2 best on articles that were not learned from.
KNOWN_GENDER = 1.25


class PronounReader:
    """What is known at one point of the article, and whom its pronouns mean there."""

    def __init__(self, page: Page, home: str | None, article: Article, people: list[Person]) -> None:
        """Start with an empty memory."""
        self.page, self.people = page, people
        self.by_key = {person.key: person for person in people}
        self.home = home
        self.roles: list[Role] = []
        self.memory = Memory()
        self.at: dict[int, Unit] = {}
        self.genders: dict[str, str] = {}  # by the pronouns read so far
        self.called: dict[str, tuple[str, ...]] = {}
        self.owned: dict[int, tuple[str, ...]] = {}
        self.units: dict[int, Unit] = {}
        self.named: list[Unit] = []
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
        subject = token.dep_ in SUBJECTS or (
            token.dep_ in {"conj", "appos", "compound"} and token.head.dep_ in SUBJECTS
        )
        self.memory.add(Trace(keys, unit.start, self.page.sentence[unit.head], subject, unit.strong))

    def _is_located(self, unit: Unit) -> bool:
        before = self.page.lower[unit.start - 1] if unit.start else ""
        return before in {"in", "at", "to", "near", "from", "outside", "around", "over", "across", "into"}

    def he(self, phrase: Open) -> tuple[str, ...]:
        """The person meant by "he" or "her": near, a subject rather than not, of the right gender."""
        gender = GENDERS[self.page.lower[phrase.head]]
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

    def _he_score(
        self, key: str, trace: Trace, gender: str, here: int, rank: int, token: Token, possessive: bool
    ) -> float | None:
        known = self.by_key[key].gender or self.genders.get(key, "")
        if known and known != gender or not possessive and self._does(key, token):
            return None
        score = KNOWN_GENDER if known == gender else 0.0
        score += 1.5 if trace.subject else 0.0
        score -= 1.0 * (here - trace.sentence) + 0.1 * rank
        word = self.page.lower[token.i]
        if not possessive and word in {"him", "her"} and trace.sentence == here and trace.subject:
            doers = self.doers(token)  # "X met him": somebody else; not "X left, and Y met him"
            score -= 3.0 if key in doers or not doers else 0.0
        return score

    def _does(self, key: str, token: Token) -> bool:
        """True where the actor is the subject of what is done to "him" or with "him": he is somebody else."""
        verb = token.head.head if token.dep_ == "pobj" else token.head
        if token.dep_ in SUBJECTS or token.lower_.endswith("self"):
            return False
        told = [self.at[child.i] for child in verb.children if child.dep_ in SUBJECTS and child.i in self.at]
        return any(key in unit.keys for unit in told)

    def they(self, phrase: Open) -> tuple[str, ...]:
        """Those meant by "they": the last group, two persons of one sentence, or a people or armed group."""
        here = self.page.sentence[phrase.head]
        doers = self.doers(self.page.doc[phrase.head])
        for sentence in range(here, here - NEAR - 1, -1):
            told = [trace for trace in self.memory.back() if trace.sentence == sentence]
            found = self._plural_of(told, doers) or (self._subject_body(told) if here - sentence <= 1 else ())
            if found:
                return found
        last = [trace for trace in self.memory.back() if here - trace.sentence <= 1]
        return (
            self._subject_body(last, blocs=True)
            or self._last_group(2, set(Kind))
            or self._last_distinct(Kind.PERSON, 2)
        )

    def _plural_of(self, told: Sequence[Trace], doers: frozenset[str]) -> tuple[str, ...]:
        """The group that did something in the sentence of these traces, else its last one, else its two persons."""
        groups = [trace for trace in told if len(trace.keys) > 1 and doers.isdisjoint(trace.keys)]
        found = next((trace.keys for trace in groups if trace.subject), groups[0].keys if groups else ())
        return found or self._two_of(told, doers)

    def _two_of(self, told: Sequence[Trace], doers: frozenset[str]) -> tuple[str, ...]:
        """The two persons of a sentence: "X received Y"."""
        persons = dict.fromkeys(key for t in reversed(told) for key in t.keys if kind_of(key) is Kind.PERSON)
        found = tuple(key for key in persons if key not in doers)
        return found if len(found) == 2 else ()

    def _subject_body(self, told: Sequence[Trace], *, blocs: bool = False) -> tuple[str, ...]:
        """A people or armed group that did something; a bloc and a body between states only where asked for."""
        bodies = (t.keys for t in told if t.subject and kind_of(t.keys[0]) is Kind.ORGANIZATION)
        between = frozenset() if blocs else organizations_of("international", "bloc")
        return next((keys for keys in bodies if keys[0] not in between), ())

    def doers(self, token: Token) -> frozenset[str]:
        """Who does to somebody, or with somebody, what is told of a word: X for 'them' in "X offered to host them"."""
        verb = _verb_over(token) if token.dep_ in _DONE_TO else None
        told = [self.at[word.i] for word in subjects(verb) if word.i in self.at] if verb is not None else []
        return frozenset(key for unit in told for key in unit.keys)

    def _last_group(self, size: int, kinds: set[Kind]) -> tuple[str, ...]:
        for trace in self.memory.back():
            if len(trace.keys) == size and {kind_of(key) for key in trace.keys} <= kinds:
                return trace.keys
        return ()

    def _last_distinct(self, kind: Kind, size: int, others: frozenset[str] = frozenset()) -> tuple[str, ...]:
        found = [key for key in self.memory.recent([kind], strong=False) if key not in others][:size]
        return tuple(reversed(found)) if len(found) == size else ()

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


def _verb_over(token: Token) -> Token | None:
    """The verb of which the word is no subject: 'spoke' for "each of them" in "She spoke to each of them"."""
    below = token
    for word in governors(token):
        if is_verb(word):
            return None if below.dep_ in SUBJECTS else word
        if below.dep_ == "poss" or below.dep_ == "prep" and below.lower_ not in _OTHERS and word.lower_ not in _EACH:
            return None
        below = word
    return None

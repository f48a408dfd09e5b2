"""Who is meant by "he", "her", "they" and "it": the reader's memory, and how it is asked."""

from __future__ import annotations

from kg.doc import Token
from kg.mentions.memory import NEAR, Memory, Trace
from kg.mentions.page import Page
from kg.mentions.person import Person, Role
from kg.mentions.phrases import GENDERS, Open
from kg.mentions.units import Unit
from kg.records import Article, Kind, actor_key, kind_of

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
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
            score -= 3.0  # "X met him": somebody else
        return score

    def _does(self, key: str, token: Token) -> bool:
        """True where the actor is the subject of what is done to "him" or with "him": he is somebody else."""
        verb = token.head.head if token.dep_ == "pobj" else token.head
        if token.dep_ in SUBJECTS or token.lower_.endswith("self"):
            return False
        told = [self.at[child.i] for child in verb.children if child.dep_ in SUBJECTS and child.i in self.at]
        return any(key in unit.keys for unit in told)

    def they(self, phrase: Open) -> tuple[str, ...]:
        """Those meant by "they": the last group, several subjects, or a people or armed group."""
        here = self.page.sentence[phrase.head]
        for trace in self.memory.back():
            if here - trace.sentence > NEAR:
                break
            if len(trace.keys) > 1:
                return self._doing(trace)
            if trace.subject and kind_of(trace.keys[0]) is Kind.ORGANIZATION and trace.sentence in {here, here - 1}:
                return trace.keys
        return self._last_group(2, set(Kind)) or self._last_distinct(Kind.PERSON, 2)

    def _doing(self, last: Trace) -> tuple[str, ...]:
        """The group that did something in the sentence of a trace, else its own."""
        here = [each for each in self.memory.back() if each.sentence == last.sentence and len(each.keys) > 1]
        return next((each.keys for each in here if each.subject), last.keys)

    def _last_group(self, size: int, kinds: set[Kind]) -> tuple[str, ...]:
        for trace in self.memory.back():
            if len(trace.keys) == size and {kind_of(key) for key in trace.keys} <= kinds:
                return trace.keys
        return ()

    def _last_distinct(self, kind: Kind, size: int) -> tuple[str, ...]:
        found = self.memory.recent([kind], strong=False)[:size]
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

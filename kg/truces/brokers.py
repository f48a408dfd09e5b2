"""Who is told in so many words to have brought a truce about: "brokered by Qatar", "Norway, which mediated"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.finding.scene import Scene
from kg.finding.stances import sort_of
from kg.finding.status import tense
from kg.lexicon import words
from kg.parse.doc import Token, Words
from kg.records import Kind, Mention, kind_of
from kg.syntax import auxiliaries, children, is_in_doubt, is_negated, is_verb, verb_at
from kg.truces.between import is_as, is_person, telling_sort, told_by

_OPEN = frozenset({"modal", "would"})
_FIGHTERS = frozenset({"armed", "party"})
_GOING_ON = frozenset({"help", "continue", "begin", "start", "come", "go"})


@dataclass(frozen=True, slots=True)
class Brokerage:
    """One of whom `word` tells how he stood between two sides, and the deal or talks that it speaks of, if any.

    `how`: `did` ("brokered by Qatar"), `called` ("Qatari mediators"), `proposed` ("an American proposal for a truce"),
    or `doubted` ("denied that Oman had mediated", "offered to mediate").
    """

    who: Mention
    word: Token
    about: Token | None
    how: str

    @property
    def is_by_fighter(self) -> bool:
        """True where an armed group or a party to a conflict is told to have stood between."""
        return sort_of(self.who.key) in _FIGHTERS


def brokerages(scene: Scene, told: Iterable[Token]) -> Iterator[Brokerage]:
    """Who is told to have brought a truce or talks about, in the order of the words that say so."""
    for word in told:
        sort = telling_sort(word)
        for doers, about in told_by(scene, word, sort) if sort else ():
            for who in _named_by(scene, doers):
                if kind_of(who.key) is not Kind.PLACE and (who.form or is_verb(word)):
                    yield Brokerage(who, word, about, _how(word, sort))


def brokerages_in(scene: Scene, sentence: Words) -> list[Brokerage]:
    """The same as a list, to be asked for once a sentence."""
    return list(brokerages(scene, sentence))


def all_brokerages(scene: Scene) -> list[Brokerage]:
    """Those of the whole article."""
    return [each for sentence in scene.doc.sents for each in scene.once(brokerages_in, sentence)]


def _how(word: Token, sort: str | None) -> str:
    if sort in {"proposal", "truce"}:
        return "proposed"
    return "doubted" if not _is_fact(word) else "called" if sort == "doer" and not is_as(word) else "did"


def _named_by(scene: Scene, doers: Iterable[Token]) -> list[Mention]:
    """Whom the doers name or plainly mean: 'Cot' in "by the commander of the U.N. force, General Jean Cot"."""
    found = []
    for doer in doers:
        beside = (
            [each for each in children(doer, "appos") if is_person(scene, each)] if not _is_state(scene, doer) else []
        )
        for who in scene.actors(beside or [doer]):
            if who.form or scene.token_in(who.span) == doer:
                found.append(who)
    return list({who.key: who for who in found}.values())


def _is_state(scene: Scene, doer: Token) -> bool:
    """True for 'Turkey' in "arranged by Turkey, the Turkish foreign minister, Hakan Fidan, said": he only says so."""
    return any(
        each.form and kind_of(each.key) is Kind.COUNTRY and scene.token_in(each.span) == doer
        for each in scene.actors([doer])
    )


def _is_fact(word: Token) -> bool:
    """False where what the word tells did not come about, or may not: "denied that Oman mediated", "offered to"."""
    verb = verb_at(word)
    return not is_negated(word) and (verb is None or not (_is_open(verb) or _is_only_said(verb)))


def _is_open(verb: Token) -> bool:
    """True for "did not mediate", "could mediate", "if Oman mediates", "offered to mediate"."""
    if is_negated(verb) or tense(verb) in _OPEN or is_in_doubt(verb):
        return True
    return "to" in auxiliaries(verb) and not (verb.dep_ == "xcomp" and verb.head.lemma_ in _GOING_ON)


def _is_only_said(verb: Token) -> bool:
    """True for 'brokered' in "denied that Oman had brokered it", 'sit' in "asked that Gambia sit at the table"."""
    current = verb
    while current.dep_ in {"ccomp", "xcomp", "conj"}:
        current = current.head
        if current.lemma_ in words("denying_verbs") | words("asking_words") or is_verb(current) and is_negated(current):
            return True
    return False

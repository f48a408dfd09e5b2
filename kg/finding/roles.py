"""Who plays which part: features of a noun phrase beside a trigger, weighed by a small linear model.

The walks of `kg.syntax` say what a clean parse says; the weights (learned from the gold articles, kg/data/weights)
say how far to trust each walk, and what to make of a parse that went astray.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from kg.finding.company import beside_features, renown_features
from kg.finding.fillers import Filler, fillers
from kg.finding.scene import Scene
from kg.finding.triggers import Trigger
from kg.lexicon import words
from kg.parse.doc import Token
from kg.records import Mention, kind_of
from kg.syntax import (
    agents,
    clause_root,
    governing_verb,
    is_verb,
    modifiers,
    objects,
    obliques,
    possessors,
)
from kg.weights import best

_PREPOSITIONS = ("with", "between", "of", "by", "to", "from", "on", "against", "for", "among", "in", "at", "under")
_STEPS = ((2, "2"), (5, "5"), (10, "10"), (20, "20"))
_LONGEST_PATH = 5
NO_PART = "none"  # the label of a noun phrase that takes no part

Part = tuple[str, Mention, float]  # slot, who, chance


def cast_of(scene: Scene, trigger: Trigger, event: str, slots: Sequence[str]) -> list[Part]:
    """Who plays which of the parts in the trigger's sentence, with its chance; each actor once, in text order.

    `event` is the stem of the type: `meeting`.
    """
    found: dict[str, Part] = {}
    for filler, features in cast_features(scene, trigger, event):
        slot, value = best(f"{event}.role", (NO_PART, *slots), features)
        for mention in filler.mentions if slot != NO_PART else ():
            if mention.key not in found or value > found[mention.key][2]:
                found[mention.key] = (slot, mention, value)
    return list(found.values())


def cast_features(scene: Scene, trigger: Trigger, event: str) -> list[tuple[Filler, list[str]]]:
    """The noun phrases that stand for actors in the trigger's sentence, each with its features, in text order."""
    around = fillers(scene, trigger.token)
    walks = _walks(trigger.token)
    return [
        (
            filler,
            [
                *role_features(scene, trigger, filler, around, walks),
                *beside_features(scene, trigger, filler, around),
                *renown_features(scene, filler, event),
            ],
        )
        for filler in around
    ]


def _walks(token: Token) -> dict[int, list[str]]:
    """For each word that a walk from the trigger reaches, the names of the walks."""
    reached: dict[int, list[str]] = {}

    def note(name: str, tokens: Iterable[Token]) -> None:
        for found in tokens:
            reached.setdefault(found.i, []).append(name)

    if is_verb(token):
        note("agent", agents(token))
        note("object", objects(token))
    else:
        note("poss", possessors(token))
        note("modifier", modifiers(token))
        verb = governing_verb(token)
        if verb is not None:
            light = "light" if verb.lemma_ in words("light_verbs") else "verb"
            note(f"{light}.agent", agents(verb))
            note(f"{light}.object", objects(verb))
            for preposition in _PREPOSITIONS:
                note(f"{light}.{preposition}", obliques(verb, preposition))
    for preposition in _PREPOSITIONS:
        note(preposition, obliques(token, preposition))
    return reached


def role_features(
    scene: Scene, trigger: Trigger, filler: Filler, around: list[Filler], walks: dict[int, list[str]]
) -> list[str]:
    """What can be said of a noun phrase beside a trigger, as names of features."""
    token, head, word = trigger.token, filler.head, trigger.row["word"]
    frame = trigger.hints.get("frame", trigger.row["pos"])
    first, preposition = filler.mentions[0], filler.preposition
    kind = kind_of(first.key).value
    names = list(dict.fromkeys(f"walk={name}" for other in filler.inside for name in walks.get(other.i, ())))
    names = names or ["walk=none"]
    before = "before" if head.i < token.i else "after"
    distance = next((name for limit, name in _STEPS if abs(head.i - token.i) <= limit), "far")
    way = path(head, token)
    lead = way if filler.lead == head else path(filler.lead, token)
    found = ["bias", f"kind={kind}", f"side={before}", f"distance={distance}", f"prep={preposition}", *names]
    found += [f"{frame}&{name}" for name in names] + [f"{word}&{name}" for name in names]
    found += [f"{frame}&prep={preposition}&{before}", f"path={way}", f"{frame}&{before}&{distance}"]
    found.append(f"clause={filler.clause == clause_root(token)}&{before}")
    found.append(f"verbs={min(3, _verbs_between(head, token))}&{before}")
    found.append(f"between={min(3, _between(head, token, around))}&{before}")
    found.append(f"many={len(filler.mentions) > 1}&{frame}")
    found += [f"named={first.form is not None}&kind={kind}", f"lead-path={lead}&{before}"]
    found += [f"dep={head.dep_}&{before}", *filler.rules]
    if first.form is None:
        found += [f"noun={head.lemma_}", f"noun={head.lemma_}&{before}"]
    if filler.within - {token.i}:
        found.append("inside-other")
    if filler.is_place:  # "talks in Kuala Lumpur" are not with Malaysia
        found += [f"place&prep={preposition}", f"place&{frame}&prep={preposition}"]
    if head.dep_ == "poss":
        found.append(f"poss-of={'trigger' if head.head == token else 'other'}")
    if head.dep_ == "nsubj" and head.head.lemma_ in words("speech_verbs"):
        found.append(f"speaker&{before}")
    over = f"over={head.head.lemma_}&{head.dep_}"
    return [*found, over, f"{over}&{word}", *filler.edges]


def path(low: Token, high: Token) -> str:
    """The relations from one word up to the other, or to where their ways meet; `far` for a long way."""
    above = _above(high)
    way: list[str] = []
    current = low
    for _ in range(_LONGEST_PATH):
        if current.i in above:
            return ">".join(way) + "|" + str(above[current.i]) + ("" if above[current.i] == 0 else high.dep_)
        way.append(current.dep_)
        if current.head == current:
            break
        current = current.head
    return "far"


@lru_cache(maxsize=8)  # asked for each phrase beside a trigger
def _above(word: Token) -> Mapping[int, int]:
    """The word and those over it, each with how many steps up it is."""
    found = {word.i: 0}
    for step in range(1, _LONGEST_PATH):
        if word.head == word:
            break
        word = word.head
        found[word.i] = step
    return found


def _verbs_between(one: Token, other: Token) -> int:
    low, high = sorted((one.i, other.i))
    return sum(word.pos_ == "VERB" for word in one.doc.tokens[low + 1 : high])


def _between(one: Token, other: Token, around: list[Filler]) -> int:
    low, high = sorted((one.i, other.i))
    return sum(low < filler.head.i < high for filler in around)

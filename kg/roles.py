"""Who plays which part: features of a noun phrase beside a trigger, weighed by a small linear model.

The walks of `kg.syntax` say what a clean parse says; the weights (learned from the gold articles, kg/data/weights)
say how far to trust each walk, and what to make of a parse that went astray.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.doc import Token, Words
from kg.lexicon import words
from kg.records import Kind, Mention, kind_of
from kg.scene import Scene
from kg.stances import part_rules, sort_of
from kg.syntax import (
    agents,
    clause_root,
    governing_verb,
    governors,
    is_conjunct,
    is_verb,
    modifiers,
    objects,
    obliques,
    possessors,
)
from kg.triggers import Trigger
from kg.weights import best
from kg.wording import plain

_PREPOSITIONS = ("with", "between", "of", "by", "to", "from", "on", "against", "for", "among", "in", "at", "under")
_STEPS = ((2, "2"), (5, "5"), (10, "10"), (20, "20"))
_LOCATIVES = frozenset({"in", "at", "near", "outside"})
_LONGEST_PATH = 5
_LONGEST_PHRASE = 12
_VERB_LISTS = ("mediating", "imposing", "target", "light", "speech")
NO_PART = "none"  # the label of a noun phrase that takes no part


@dataclass(frozen=True, slots=True)
class Filler:
    """A noun phrase of the trigger's sentence, and whom it stands for."""

    head: Token
    mentions: tuple[Mention, ...]


def fillers(scene: Scene, trigger: Token) -> list[Filler]:
    """The noun phrases of the trigger's sentence that stand for actors, in text order."""
    by_span: dict[tuple[int, int], list[Mention]] = {}
    sentence = trigger.sent
    for mention in scene.mentions_of(sentence):
        if kind_of(mention.key) is not Kind.PLACE:
            by_span.setdefault((mention.span.start, mention.span.end), []).append(mention)
    found = []
    for _, group in sorted(by_span.items()):
        head = scene.token_in(group[0].span)
        filler = Filler(head, tuple(group)) if head is not None and head.i != trigger.i else None
        if filler and not _is_where(scene, filler) and not _is_beside(filler):
            found.append(filler)
    return found


def cast_of(scene: Scene, trigger: Trigger, model: str, slots: Sequence[str]) -> list[tuple[str, Mention, float]]:
    """Who plays which of the parts in the trigger's sentence, with its chance; each actor once, in text order."""
    found: dict[str, tuple[str, Mention, float]] = {}
    for filler, features in cast_features(scene, trigger):
        slot, value = best(model, (NO_PART, *slots), features)
        for mention in filler.mentions if slot != NO_PART else ():
            if mention.key not in found or value > found[mention.key][2]:
                found[mention.key] = (slot, mention, value)
    return list(found.values())


def _is_where(scene: Scene, filler: Filler) -> bool:
    """True for 'Kuala Lumpur' in "held talks in Kuala Lumpur": a place, though its name can mean a government."""
    first = scene.words_of(filler.mentions[0])[0]
    return bool(scene.cast.places(filler.head)) and _preposition(first) in _LOCATIVES


def _is_beside(filler: Filler) -> bool:
    """True for 'Japan' in "met on the sidelines of a forum which brings together China and Japan": the forum's."""
    return any(word.lemma_.lower() in words("margin_nouns") for word in governors(filler.head))


def cast_features(scene: Scene, trigger: Trigger) -> list[tuple[Filler, list[str]]]:
    """The noun phrases that stand for actors in the trigger's sentence, each with its features, in text order."""
    around = fillers(scene, trigger.token)
    walks = _walks(trigger.token)
    return [(filler, role_features(scene, trigger, filler, around, walks)) for filler in around]


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
    token, head = trigger.token, filler.head
    frame = trigger.hints.get("frame", trigger.row["pos"])
    word = trigger.row["word"]
    first = filler.mentions[0]
    inside = scene.words_of(first)
    names = [f"walk={name}" for other in inside for name in walks.get(other.i, ())]
    names = list(dict.fromkeys(names)) or ["walk=none"]
    before = "before" if head.i < token.i else "after"
    distance = next((name for limit, name in _STEPS if abs(head.i - token.i) <= limit), "far")
    preposition = _preposition(inside[0])
    found = [
        "bias",
        f"kind={kind_of(first.key).value}",
        f"side={before}",
        f"distance={distance}",
        f"prep={preposition}",
    ]
    found += names
    found += [f"{frame}&{name}" for name in names] + [f"{word}&{name}" for name in names]
    found += [f"{frame}&prep={preposition}&{before}", f"path={path(head, token)}", f"{frame}&{before}&{distance}"]
    found.append(f"clause={clause_root(head) == clause_root(token)}&{before}")
    found.append(f"verbs={min(3, _verbs_between(head, token))}&{before}")
    found.append(f"between={min(3, _between(head, token, around))}&{before}")
    found.append(f"many={len(filler.mentions) > 1}&{frame}")
    found.append(f"named={first.form is not None}&kind={kind_of(first.key).value}")
    found.append(f"lead-path={path(_first_of(head), token)}&{before}")
    found.append(f"dep={head.dep_}&{before}")
    found.append(f"verb={clause_root(head).lemma_}" if head.dep_ in {"nsubj", "nsubjpass"} else f"hangs={head.dep_}")
    found += _beside(inside, head)
    found += part_rules(inside, scene.claims(first), scene.stance(first.key))
    found += _sort(scene, first)
    if first.form is None:
        found += [f"noun={head.lemma_}", f"noun={head.lemma_}&{before}"]
    if any(_is_inside(head, other.head) for other in around if other is not filler):
        found.append("inside-other")
    if scene.cast.places(head):  # "talks in Kuala Lumpur" are not with Malaysia
        found += [f"place&prep={preposition}", f"place&{frame}&prep={preposition}"]
    if head.dep_ == "poss":
        found.append(f"poss-of={'trigger' if head.head == token else 'other'}")
    if head.dep_ in {"nsubj"} and head.head.lemma_ in words("speech_verbs"):
        found.append(f"speaker&{before}")
    return [*found, *_wording(head, word)]


def _wording(head: Token, word: str) -> list[str]:
    """The words at the edges of the phrase and inside it, and the word that it hangs on."""
    doc, first, last = head.doc, head.left_edge.i, head.right_edge.i
    over = f"{head.head.lemma_}&{head.dep_}"
    found = [f"over={over}", f"over={over}&{word}"]
    found += [f"ahead={doc[first - 1].lower_}"] if first else []
    found += [f"behind={doc[last + 1].lower_}"] if last + 1 < len(doc) else []
    return found + ([f"inside={each}" for each in plain(head.subtree)] if last - first < _LONGEST_PHRASE else [])


def _sort(scene: Scene, mention: Mention) -> list[str]:
    """What the actor, or the body behind a person, is: a bloc seldom fights, an armed group seldom mediates."""
    sort = sort_of((*scene.sides(mention.key), mention.key)[0])
    return [f"sort={sort}", f"sort={sort}&lead={scene.stance(mention.key).lead}"]


def _beside(inside: Words, head: Token) -> list[str]:
    """The words right beside the phrase and the verb that it hangs on: "brokered by", "-mediated"."""
    doc = inside.doc
    after = [word for word in doc[inside.end : inside.end + 3] if word.text not in {"-", "'s", "'"}][:1]
    before = doc[max(0, inside.start - 2) : inside.start]
    lead = _first_of(head)
    link = lead.head.lower_ if lead.dep_ == "pobj" else lead.dep_
    verbs = [clause_root(lead), *([lead.head.head] if lead.dep_ == "pobj" else [])]
    found = [f"next={word.lower_}" for word in after] + [f"previous={word.lower_}" for word in before[-1:]]
    found += [f"class={name}&next" for word in after for name in _classes(word)]
    found += [f"two={before.text.lower()}"] if len(before) == 2 else []
    found += [f"link={verb.lemma_}&{link}" for verb in verbs]
    found += [f"class={name}&{link}" for verb in verbs for name in _classes(verb)]
    return list(dict.fromkeys(found))


def _first_of(head: Token) -> Token:
    """The first of a list of nouns: 'Qatar' for 'Egypt' in "mediated by Qatar and Egypt"."""
    current = head
    for _ in range(6):
        if current.dep_ not in {"conj", "appos"} or current.head.pos_ not in {"NOUN", "PROPN", "PRON"}:
            break
        current = current.head
    return current


def _classes(word: Token) -> list[str]:
    """The lists of verbs that a word is in: "brokered" is one of mediating."""
    return [name for name in _VERB_LISTS if {word.lemma_, word.lower_} & words(f"{name}_verbs")]


def _preposition(first: Token) -> str:
    """The preposition before the phrase, across what stands before its first word ("with the two men")."""
    current = first
    for _ in range(6):
        if current.dep_ == "pobj":
            return str(current.head.lower_)
        if current.dep_ not in {"det", "amod", "compound", "nmod", "poss", "appos", "conj", "nummod"}:
            break
        current = current.head
    return "none"


def path(low: Token, high: Token) -> str:
    """The relations from one word up to the other, or to where their ways meet; `far` for a long way."""
    above = {high.i: 0}
    current = high
    for step in range(1, _LONGEST_PATH):
        if current.head == current:
            break
        current = current.head
        above[current.i] = step
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


def _verbs_between(one: Token, other: Token) -> int:
    low, high = sorted((one.i, other.i))
    return sum(word.pos_ == "VERB" for word in one.doc[low + 1 : high])


def _between(one: Token, other: Token, around: list[Filler]) -> int:
    low, high = sorted((one.i, other.i))
    return sum(low < filler.head.i < high for filler in around)


def _is_inside(head: Token, other: Token) -> bool:
    """True for 'US' beside 'Rubio' in "US Secretary of State Marco Rubio": the country is part of the title."""
    current = head
    for _ in range(5):
        if current.dep_ not in {"compound", "nmod", "amod", "poss", "pobj", "prep"}:
            return False
        current = current.head
        if current == other:
            return True
        if is_conjunct(current, other):
            return True
    return False

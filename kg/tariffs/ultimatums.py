"""Who is told to end a duty, and what he faces else: "gave Hanoi ten days to drop its duty or face one of 46%"."""

from __future__ import annotations

from dataclasses import dataclass

from kg.finding.scene import Scene
from kg.finding.status import word_status
from kg.lexicon import words
from kg.parse.doc import Token
from kg.records import Mention
from kg.syntax import agents, children, is_negated, is_verb
from kg.tariffs.naming import Naming
from kg.tariffs.pointing import ENDS
from kg.tariffs.states import is_state


@dataclass(frozen=True, slots=True)
class Ultimatum:
    """A state that asks, and the one that it asks. `is_else` is True for the duty that follows on "or"."""

    asking: tuple[Mention, ...]
    asked: tuple[Mention, ...]
    is_else: bool


def ultimatum_of(scene: Scene, naming: Naming) -> Ultimatum | None:
    """The ultimatum in which a duty is named, None where it stands in none."""
    verb = naming.verb
    if verb is None or naming.sort in {"verb", "back"}:
        return None
    is_else = _is_else(verb)
    if not is_else and word_status(verb, "tariff") not in ENDS and not _lowers(verb):
        return None  # "urged Brussels to bring back the tariffs"
    asking = _asking_verb(verb.head if is_else else verb)
    if asking is None:
        return None
    asked = tuple(one for one in scene.actors(children(asking, "dobj", "dative")) if is_state(one))
    doers = tuple(one for one in scene.actors(agents(asking)) if is_state(one))
    return Ultimatum(doers, asked, is_else) if asked and doers and not set(asked) & set(doers) else None


def _lowers(verb: Token) -> bool:
    return verb.lemma_ in words("lowering_words")


def _is_else(verb: Token) -> bool:
    """True for 'face' in "to drop the duty or face a tariff"."""
    return verb.dep_ == "conj" and any(child.lower_ == "or" for child in children(verb.head, "cc"))


def _asking_verb(verb: Token) -> Token | None:
    """'gave' over 'drop' in "gave Hanoi ten days to drop it", and itself where the parser hangs "or" on it."""
    for one in (verb, verb.head):
        if is_verb(one) and one.lemma_ in words("demanding_verbs") and not is_negated(one) and _asks(one):
            return one if one != verb or children(verb, "cc") else None
    return None


def _asks(verb: Token) -> bool:
    """True where an infinitive tells what is asked for."""
    return any("to" in {child.lower_ for child in children(one, "aux")} for one in children(verb, "advcl", "xcomp"))

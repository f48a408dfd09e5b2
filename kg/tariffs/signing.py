"""Who makes a duty known in so many words: who signs the decree, takes the decision, announces the increase."""

from __future__ import annotations

from kg.finding.scene import Scene
from kg.parse.doc import Token
from kg.records import Argument, Kind, kind_of
from kg.syntax import agents, children, is_negated

_SIGNING = frozenset({"sign", "announce", "unveil", "proclaim", "decree", "order", "initial", "approve"})
_DECISIONS = frozenset({"decision", "announcement", "proposal"})


def signer_of(scene: Scene, token: Token, verb: Token | None) -> Argument | None:
    """Who makes the duty known in so many words: "the decree, signed by President X", "X announced the increase"."""
    over = [verb] if verb is not None and token.dep_ in {"dobj", "nsubjpass"} and token.head == verb else []
    for each in (*over, *children(token, "acl", "relcl")):
        persons = [one for one in scene.actors(agents(each)) if kind_of(one.key) is Kind.PERSON]
        if len(persons) == 1 and _is_signing(each, token) and not is_negated(each):
            return Argument("announcedBy", persons[0].key, persons[0].span)
    return None


def is_signed(noun: Token) -> bool:
    """True for "the decision, taken by Minister X", "the decree, signed by President Y"."""
    return any(children(one, "agent") for one in children(noun, "acl") if _is_signing(one, noun))


def _is_signing(verb: Token, noun: Token) -> bool:
    """True for 'sign' in "signed the decree", 'take' in "took the decision": who does it makes a duty known."""
    return verb.lemma_ in _SIGNING or (verb.lemma_ in {"take", "make"} and noun.lemma_ in _DECISIONS)

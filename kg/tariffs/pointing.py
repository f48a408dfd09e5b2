"""Words that point back to a duty told before: "the measure", "it was suspended", "both take effect on Monday"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate import span_of
from kg.finding.grouping import is_definite
from kg.finding.scene import Scene
from kg.finding.status import word_status
from kg.lexicon import words
from kg.parse.doc import Token
from kg.syntax import RELATIVES, children, governing_verb, is_negated, is_passive, own_subjects

ENDS = frozenset({"suspended", "lifted"})  # the statuses of a duty that is no longer levied
REPLACING = frozenset({"replace", "supersede"})


def back_references(scene: Scene) -> Iterator[tuple[Token, Token | None]]:
    """ "The measure", "the decision", with their verbs: they point to the duty told last, where one was."""
    for token in scene.doc:
        if token.pos_ == "NOUN" and token.lemma_.lower() in words("back_references") and is_definite(token):
            if token.dep_ in {"nsubj", "nsubjpass", "dobj"} and _stands_alone(token):
                yield token, governing_verb(token)
        elif _goes_on(token) or _is_dated(scene, token) or _replaces(scene, token):
            yield token, token.head


def _stands_alone(noun: Token) -> bool:
    """True for "the increase", "the increase at a meeting in Oslo"; not for "the increase in prices"."""
    told = [prep for prep in children(noun, "prep") if prep.lower_ not in {"at", "after", "before", "during"}]
    return not told and not children(noun, "relcl", "poss")


def _goes_on(token: Token) -> bool:
    """True where the subject or object is a duty told before by what becomes of it."""
    is_pronoun = token.lower_ in words("back_pronouns")
    return (is_pronoun and _is_ended(token)) or (_takes_effect(token) and (is_pronoun or is_definite(token)))


def _is_dated(scene: Scene, token: Token) -> bool:
    """True for "It was first announced in October", "They were imposed last year": when a duty told before came."""
    if token.lower_ not in words("back_pronouns") or token.lower_ in RELATIVES:
        return False
    verb = token.head
    is_moved = token.dep_ == "dobj" or (token.dep_ == "nsubjpass" and is_passive(verb))
    if not is_moved or not scene.times_in(token.sent):
        return False
    return word_status(verb, "tariff") in {"announced", "inForce", "threatened"} and not is_negated(verb)


def _replaces(scene: Scene, token: Token) -> bool:
    """True for "It replaces a rate of 4 percent"."""
    is_back = token.lower_ in words("back_pronouns") and token.lower_ not in RELATIVES
    told = is_back and token.dep_ == "nsubj" and token.head.lemma_ in REPLACING
    return told and bool(scene.amounts_in(span_of(token.sent), "percent"))


def _takes_effect(subject: Token) -> bool:
    """True for "Both take effect on Monday", "They are in addition to others and will come into force at midnight"."""
    if subject.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    verb = subject.head
    return any(takes_effect(one) for one in (verb, *children(verb, "conj")) if one == verb or not own_subjects(one))


def takes_effect(verb: Token) -> bool:
    """True for 'take' in "take effect", 'come' in "came into force", 'is' in "is effective at once", 'applies'."""
    hung = {child.lower_ for child in verb.children}
    if verb.lemma_ in {"come", "enter", "go", "kick"}:
        return bool(hung & {"into", "in"})
    if verb.lemma_ == "be":
        return any(child.lower_ == "effective" for child in children(verb, "acomp"))
    return verb.lemma_ == "apply" or (verb.lemma_ == "take" and "effect" in hung)


def _is_ended(pronoun: Token) -> bool:
    """True for "scrapped them in February", "it was suspended": what happens to duties told before."""
    verb = pronoun.head
    if pronoun.dep_ == "dobj" or (pronoun.dep_ == "nsubjpass" and is_passive(verb)):
        return word_status(verb, "tariff") in ENDS
    return pronoun.dep_ == "nsubj" and verb.lemma_ in words("lapsing_verbs")

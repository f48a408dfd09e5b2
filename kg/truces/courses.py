"""What becomes of a truce, as one sentence tells beyond doubt: it stands, lasts, is broken off, is over."""

from __future__ import annotations

from itertools import islice

from kg.finding.status import is_yet_to_be, tense, word_status
from kg.lexicon import words
from kg.parse.doc import Token
from kg.syntax import (
    auxiliaries,
    children,
    clause_root,
    governors,
    is_in_doubt,
    is_negated,
    is_no_longer,
    is_passive,
    is_verb,
    own_subjects,
)
from kg.truces.overtures import FACTS, KIND, above

_TRUCES = frozenset({"ceasefire", "cease-fire", "truce"})
_UNITS = frozenset({"minute", "hour", "day", "night", "week", "month", "year", "weekend"})
_STANDING = frozenset({"force", "effect", "place", "operation"})
_LINKING = frozenset({"be", "remain", "stay"})
_DECLARING = frozenset({"declare", "pronounce", "proclaim", "consider"})


def _unbound(token: Token) -> str | None:
    """ "no longer bound by the truce", "the ceasefire no longer existed"."""
    if is_verb(token) or token.dep_ not in {"nsubj", "nsubjpass", "dobj", "pobj"}:
        return None
    for word in above(token):
        if is_verb(word) and is_no_longer(word) and word_status(word, KIND) not in {"rejected", "proposed"}:
            return "ended"
    return None


def _left(token: Token) -> str | None:
    """ "withdrew from the ceasefire", "has pulled out of a truce"."""
    if token.dep_ != "pobj" or token.head.lower_ not in {"from", "of"}:
        return None
    verb = clause_root(token)
    if verb.lemma_ not in words("leaving_verbs") or not is_fact(verb) or token.head.head not in {verb, *verb.children}:
        return None
    return "inForce" if is_denied(verb) else "ended"


def _ended(token: Token) -> str | None:
    """ "suspended a ceasefire", "declared the truce over"."""
    is_called = token.dep_ == "nsubj" and not is_verb(token.head)  # a clause of its own for the parser: "truce over"
    verb = token.head.head if is_called else token.head
    if not (is_called or token.dep_ in {"dobj", "nsubjpass"}) or not is_fact(verb) or is_denied(verb):
        return None
    if verb.lemma_ in _DECLARING:
        beside = children(verb, "prt", "oprd", "advmod", "acomp", "prep")
        said = [each for each in (token.head, *beside) if each.i > token.i]
        return "ended" if any(word_status(each, KIND) == "ended" for each in said) else None
    return "ended" if verb.lemma_ in words("calling_off_verbs") and tense(verb) in FACTS else None


def _unbroken(token: Token) -> str | None:
    """ "denied having broken the truce", "no violations of the ceasefire were reported"."""
    link = token.head
    if link.lower_ == "of" and link.head.lemma_ in words("breach_nouns") and is_negated(link.head):
        return "inForce"
    for word in above(token):
        if is_verb(word) and word_status(word, KIND) == "violated":
            return "inForce" if is_denied(word) else None
    return None


def _lasting(token: Token) -> str | None:
    """ "a truce has now lasted a month", "held for a third day"; one that "lasted a month" is over."""
    return next((status for verb in _told_of(token) if (status := _how_long(verb))), None)


def _told_of(noun: Token) -> list[Token]:
    """The verbs that say how long: the parser takes "agreed" for the verb in "A truce, agreed on Sunday, lasted"."""
    verb = noun.head
    then = [each for each in children(verb, "conj", "advcl") if not own_subjects(each) and not children(each, "mark")]
    done = [verb, *then] if noun.dep_ == "nsubj" else []
    told = (*done, *children(noun, "acl"))
    return [each for each in told if each.lemma_ in {"last", "hold", "endure", "survive"} and is_fact(each)]


def _how_long(verb: Token) -> str | None:
    if {"has", "have"} & set(auxiliaries(verb)):
        return "inForce"
    if tense(verb) not in {"past", "participle"} or "had" in auxiliaries(verb):
        return None
    beside = children(verb, "npadvmod", "dobj", "advmod", "prep")
    spans = [*beside, *(obj for each in beside for link in (each, *children(each, "prep")) for obj in link.children)]
    if any(_is_counted_on(span) for span in spans):
        return "inForce"
    return "ended" if any(_is_stretch(span) for span in spans) else None


def _is_counted_on(span: Token) -> bool:
    """True for "a third day", "its second week": more may follow."""
    return any(child.lower_ in words("ordinals") for child in span.children)


def _is_stretch(span: Token) -> bool:
    """True for "four months", "less than a day", "only hours"."""
    return span.lemma_.lower() in _UNITS and bool({child.dep_ for child in span.children} & {"nummod", "det", "advmod"})


def _stands(token: Token) -> str | None:
    """ "a ceasefire, in force since May", "the truce was still in place"."""
    if is_verb(token):
        return None
    if word_status(clause_root(token), KIND) not in {"ended", "violated"} and any(
        _is_in_force(prep) for prep in children(token, "prep")
    ):
        return "inForce"
    verb = token.head
    if token.dep_ != "nsubj" or verb.lemma_ not in _LINKING or tense(verb) not in {"past", "present"}:
        return None
    until = any(child.lower_ in {"until", "till"} for child in verb.children)
    return (
        "inForce"
        if any(_is_in_force(prep) for prep in children(verb, "prep")) and not (until or is_negated(verb))
        else None
    )


def _over(token: Token) -> str | None:
    """ "the truce was over", "the ceasefire is dead", "lies in tatters"."""
    verb = token.head
    if token.dep_ != "nsubj" or verb.lemma_ not in _LINKING | {"lie"} or tense(verb) not in {"past", "present"}:
        return None
    told = children(verb, "acomp", "attr", "advmod", "prep", "prt")
    if is_negated(verb) or not is_fact(verb) or is_denied(verb):
        return None
    return "ended" if any(word_status(each, KIND) == "ended" for each in told) else None


def _finished(token: Token) -> str | None:
    """ "the truce collapsed", "a ceasefire, which expired at midnight,"."""
    told = [token.head] if token.dep_ == "nsubj" else []
    renewed = word_status(token.head, KIND) == "inForce" and not is_negated(
        token.head
    )  # "agreed to prolong a ceasefire that expired on Monday"
    for verb in (*told, *([] if renewed else children(token, "relcl"))):
        if word_status(verb, KIND) != "ended" or children(verb, "dobj", "xcomp") or is_denied(verb):
            continue
        does = token in own_subjects(verb) and not is_passive(verb)
        if does and is_fact(verb) and tense(verb) == "past":
            return "ended"
    return None


def _taken_up(token: Token) -> str | None:
    """ "It expired on Friday, when jets struck the province"."""
    if not is_verb(token) or word_status(token, KIND) != "ended" or children(token, "dobj", "xcomp"):
        return None
    is_it = any(child.lower_ in {"it", "this"} for child in children(token, "nsubj"))
    return "ended" if is_it and is_fact(token) and tense(token) == "past" and not is_denied(token) else None


def _disregarded(token: Token) -> str | None:
    """ "a truce that nobody respected", "which the rebels ignored"."""
    for verb in children(token, "relcl"):
        if tense(verb) not in FACTS or is_in_doubt(verb):
            continue
        kept = verb.lemma_ in {"respect", "observe", "keep", "honour", "honor", "heed"}
        by_nobody = any(child.lower_ in words("nobody_words") for child in children(verb, "nsubj"))
        if kept and (by_nobody or is_negated(verb)) or verb.lemma_ in {"ignore", "disregard", "flout"}:
            return "violated" if kept or not is_negated(verb) else None
    return None


def _stopped(token: Token) -> str | None:
    """ "have stopped attacking each other", "said it was suspending all offensive actions"."""
    if token.lemma_ not in words("halting_verbs") or not is_verb(token) or token.dep_ not in {"ROOT", "ccomp", "conj"}:
        return None
    if is_negated(token) or token.sent[-1].text == "?" or not children(token, "dobj", "xcomp"):
        return None
    return "inForce" if tense(token) == "past" and own_subjects(token) else None


def _ended_war(token: Token) -> str | None:
    """ "a ceasefire that ended three months of war": the war is over, not the truce."""
    verbs = [token] if is_verb(token) and token.dep_ == "relcl" else children(token, "relcl")
    for verb in verbs:
        truce = verb.head
        is_told = truce.lemma_.lower() in _TRUCES and verb.lemma_ in {"end", "halt", "stop"}
        is_new = any(child.lower_ == "a" for child in children(truce, "det"))  # not "the one of 2012, which ended"
        if is_told and is_new and tense(verb) == "past" and children(verb, "dobj") and not is_negated(verb):
            return "inForce"
    return None


PARTINGS = (_unbound, _left, _ended)  # the first that says something stands
COURSES = (_unbroken, _disregarded, _stands, _lasting, _over, _finished, _taken_up, _stopped, _ended_war)


def is_denied(verb: Token) -> bool:
    """True for "denied that it had broken", "denied breaking"."""
    over = next((one for one in islice(governors(verb), 2) if one.lemma_ in words("denying_verbs")), None)
    return over is not None and not is_negated(over)


def is_fact(verb: Token) -> bool:
    """True for what happened: not for "could fall", "did not fall", "if it fell"."""
    if not is_verb(verb) or is_negated(verb) or any(child.lower_ in words("nobody_words") for child in verb.subtree):
        return False
    if is_in_doubt(verb) or is_yet_to_be(verb):
        return False
    return tense(verb) in FACTS or (tense(verb) == "participle" and verb.dep_ != "amod")


def _is_in_force(prep: Token) -> bool:
    """True for "in force", "in place"."""
    return prep.lower_ in {"in", "into"} and any(obj.lower_ in _STANDING for obj in children(prep, "pobj"))

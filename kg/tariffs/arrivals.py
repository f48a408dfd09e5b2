"""How a duty comes about, or does not for now: "kicked in on Tuesday", "will not go through with it for now"."""

from __future__ import annotations

from kg.finding.status import Signal, tense, word_status
from kg.lexicon import words
from kg.parse.doc import Token
from kg.syntax import auxiliaries, children, is_in_doubt, is_negated, is_verb, own_subjects
from kg.tariffs.naming import Naming
from kg.tariffs.pointing import ENDS

_FACTS = frozenset({"past", "present"})
_DOUBTS = frozenset({"to", "will", "would", "could", "may", "might", "should", "if", "unless", "until", "before"})
_DOUBTS |= {"when", "once", "whether", "not", "n't", "never", "'ll"}
_WITHIN = 3  # words before a phrase that may take it back


def arrived(naming: Naming, found: list[Signal]) -> str | None:
    """ "the tariff that she had promised kicked in on Tuesday": whatever is told of it beside, it is there."""
    if naming.sort != "noun" or naming.token.dep_ in {"dobj", "nsubjpass"}:
        return None
    after = [word.lower_ for word in naming.token.doc[naming.token.i + 1 : _end(naming.token)]]
    for place in range(len(after)):
        here = " ".join(after[place:])
        if any(here.startswith(phrase) for phrase in words("arrival_phrases")):
            lead = after[max(0, place - _WITHIN) : place]
            is_open = not _DOUBTS.isdisjoint(lead) or is_in_doubt(naming.token.head)
            return None if is_open or _ends_after(naming.token, place) else "inForce"
    return None


def _ends_after(token: Token, place: int) -> bool:
    """True for "took effect on June 18 and has been suspended since Monday"; `place` counts from the word after it."""
    later = token.doc[token.i + 1 + place : token.sent.end]
    return any(word_status(word, "tariff") in ENDS for word in later)


def _end(token: Token) -> int:
    """Where a duty's clauses end: at the next duty, a colon or a semicolon."""
    for word in token.doc[token.i + 1 : token.sent.end]:
        if word.text in {";", ":", '"'} or word.lemma_ == token.lemma_:
            return word.i
    return token.sent.end


def _not_come(naming: Naming, found: list[Signal]) -> str | None:
    return "suspended" if has_not_come(naming) else None


def has_not_come(naming: Naming) -> bool:
    """True for "was to have been charged from midnight", "should have taken effect": put off, if no more is told."""
    verb = naming.verb
    told = [verb, *children(verb, "xcomp")] if verb is not None and naming.token in own_subjects(verb) else []
    return any(_is_missed(one) for one in told) and not any(is_negated(one) for one in told)


def _is_missed(verb: Token) -> bool:
    helpers = set(auxiliaries(verb))
    return "have" in helpers and bool(helpers & {"to", "should"}) and word_status(verb, "tariff") == "inForce"


def _otherwise(naming: Naming, found: list[Signal]) -> str | None:
    """ "it would otherwise tax Kenyan oil"."""
    clause = naming.token.doc[naming.token.sent.start : naming.token.i]
    is_open = any(one.tense in {"future", "would"} for one in found)
    return "threatened" if is_open and any(word.lower_ == "otherwise" for word in clause) else None


def _asked_for(naming: Naming, found: list[Signal]) -> str | None:
    """ "a tariff on bulbs that his members have asked for": nobody levies it yet."""
    asking = {"ask", "call", "demand", "urge", "request", "seek"}
    clauses = [one for one in children(naming.token, "relcl") if one.lemma_ in asking and not is_negated(one)]
    is_new = any(child.lower_ in {"a", "an"} for child in children(naming.token, "det"))
    return "threatened" if clauses and is_new and tense(clauses[0]) in _FACTS else None


def _borne(naming: Naming, found: list[Signal]) -> str | None:
    """ "machines are subject to a duty of 20 percent"."""
    link = naming.token.head
    if naming.token.dep_ != "pobj" or link.head.lower_ != "subject":
        return None
    verb = link.head.head
    is_told = is_verb(verb) and tense(verb) in _FACTS and not is_negated(verb) and not is_in_doubt(verb)
    return "inForce" if is_told and link.head.dep_ == "acomp" else None


def _not_yet(naming: Naming, found: list[Signal]) -> str | None:
    """ "would ask for talks before the tariff started"."""
    verb = naming.verb
    if verb is None or naming.token not in own_subjects(verb) or word_status(verb, "tariff") != "inForce":
        return None
    return "announced" if any(mark.lower_ == "before" for mark in children(verb, "mark")) else None


def _for_now(naming: Naming, found: list[Signal]) -> str | None:
    """ "will not go through with the duty for now", "decided not to impose its duties for the time being"."""
    text = naming.token.sent.text.lower()
    if not any(phrase in text for phrase in words("for_now_phrases")):
        return None
    coming = words("imposing_verbs") | {"go", "proceed", "apply", "collect", "levy", "charge", "take"}
    return "suspended" if any(one.negated and one.token.lemma_ in coming for one in found[:4]) else None


def _not_prolonged(naming: Naming, found: list[Signal]) -> str | None:
    """ "decided not to prolong the duties": they end."""
    verb = naming.verb
    if verb is None or naming.token.dep_ != "dobj" or verb.lemma_ not in words("extending_verbs") - {"continue"}:
        return None
    return "lifted" if is_negated(verb) and tense(verb) not in {"past", "modal"} else None


def _answered(naming: Naming, found: list[Signal]) -> str | None:
    """ "will not answer the levy with a duty of its own": there is none to come."""
    answering = [one for one in found if one.negated and one.token.lemma_ in words("answering_verbs")]
    is_ahead = any(one.tense in {"future", "would"} for one in answering)
    return "denied" if is_ahead and not is_answered(naming) else None


def is_answered(naming: Naming) -> bool:
    """True for 'levy' in "will not answer the levy with a duty of its own": it stays as it is."""
    return naming.token.dep_ == "dobj" and naming.token.head.lemma_ in words("answering_verbs")


ARRIVALS = (
    _not_yet,
    _for_now,
    _not_prolonged,
    _answered,
    _borne,
    _not_come,
    _otherwise,
    _asked_for,
)  # the first that says something stands

"""What a sentence says of a meeting beyond doubt, whatever the weights think: "may meet", "will not travel".

Each rule is a construction; where none holds the weights decide. `kg.truces.verdicts` does the same for truces.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.finding.grouping import Candidate, Group
from kg.finding.status import hangs_on_if, tense, word_status
from kg.lexicon import words
from kg.parse.doc import Token
from kg.syntax import auxiliaries, children, governors, is_negated, is_verb
from kg.truces.overtures import above, is_unwanted

KIND = "meeting"
_AHEAD = frozenset({"future", "would"})
_OPEN = frozenset({"may", "might", "could"})
_GLAD = frozenset({"glad", "happy", "pleased", "delighted", "honoured", "honored"})
_READY = frozenset({"ready", "willing", "prepared", "open"})
_LEFT_OPEN = frozenset({"exclude", "rule", "preclude", "discount"})
_UNTIL = frozenset({"until", "till", "before"})
_AS_AGREED = re.compile(r"\bas (?:\w+ ){1,3}had (?:been )?(?:agreed|planned|announced|arranged|scheduled|promised)\b")


def beyond_doubt(each: Group) -> Group:
    """The meeting with the status of each passage that leaves no doubt of it."""
    return Group([_doubtless(one) for one in each.candidates])


def _doubtless(one: Candidate) -> Candidate:
    sure = verdict(one.trigger)
    is_off = sure == "denied" and one.status == "cancelled"  # "remains on hold: Bogota will not sit down with them"
    return one if sure is None or is_off else replace(one, outlook={sure: 1.0})


def without_denied_reports(groups: Sequence[Group], settle: Callable[[Group], str]) -> list[Group]:
    """The meetings, those denied of which "The report said" more after an article told of its denial."""
    denied = [one.trigger.i for each in groups if settle(each) == "denied" for one in each.candidates]
    first = min(denied, default=None)
    return [each if first is None else _by_report(each, first) for each in groups]


def of_cancelled(groups: Sequence[Group], settle: Callable[[Group], str]) -> list[Group]:
    """The meetings, where "The two were to discuss gas" is the one told before it as cancelled."""
    found: list[Group] = []
    for each in groups:
        before = next((old for old in reversed(found) if settle(old) == "cancelled"), None)
        if before is not None and settle(each) == "planned" and _is_what_was_due(each, before):
            before.candidates.extend(replace(one, outlook={"cancelled": 1.0}) for one in each.candidates)
        else:
            found.append(Group(list(each.candidates)))
    return found


def _is_what_was_due(each: Group, cancelled: Group) -> bool:
    """True for a meeting that was to be, of the same people, told after the cancelled one without a day or place."""
    if each.values("date") or each.values("place") or each.candidates[0].trigger.i < cancelled.last.trigger.i:
        return False
    is_past = all(tense(one.trigger) == "to" and one.trigger.head.lower_ in {"was", "were"} for one in each.candidates)
    return is_past and set(each.values("participant")) <= set(cancelled.values("participant"))


def _by_report(each: Group, first: int) -> Group:
    heard = all(one.trigger.i > first and _is_reported(one.trigger) for one in each.candidates)
    return Group([replace(one, outlook={"denied": 1.0}) for one in each.candidates]) if heard else each


def _is_reported(token: Token) -> bool:
    """True for 'met' in "The report said that he had met them"."""
    for word in governors(token):
        subjects = children(word, "nsubj") if word.lemma_ in words("speech_verbs") else []
        if any(each.lemma_ in words("rumour_nouns") and children(each, "det") for each in subjects):
            return True
    return False


def verdict(token: Token) -> str | None:
    """The status that the words around a meeting leave no doubt of, None where they leave some."""
    return next((status for rule in _RULES if (status := rule(token))), None)


def _not_excluded(token: Token) -> str | None:
    """ "a meeting is not excluded", "did not rule out talks with him"."""
    for word in above(token):
        if word.lemma_ in _LEFT_OPEN and word_status(word, KIND) == "denied":
            return "proposed" if is_negated(word) else None
    return None


def _will_not(token: Token) -> str | None:
    """ "will not meet him"; one that "will after all not travel", "will not come on Friday as planned" was to."""
    if not is_verb(token) or not is_negated(token) or tense(token) not in _AHEAD or hangs_on_if(token):
        return None
    clause = token.sent.text.lower()
    if any(phrase in clause for phrase in words("after_all_phrases")) or _AS_AGREED.search(clause):
        return "cancelled"
    # "will not meet before May"
    is_put_off = any(word.lower_ in _UNTIL for word in token.doc[token.i : token.sent.end])
    return "denied" if tense(token) == "future" and not is_put_off else None


def _glad(token: Token) -> str | None:
    """ "would be glad to meet him", "was ready to receive her"."""
    word = token.head
    if not is_verb(token) or token.dep_ != "xcomp" or is_negated(word) or is_negated(word.head):
        return None
    if word.lemma_.lower() in _READY:
        return "proposed"
    return "proposed" if word.lemma_.lower() in _GLAD and tense(word.head) in {"future", "would"} else None


def _may(token: Token) -> str | None:
    """ "may meet in Tunis"."""
    is_own = is_verb(token) and token.dep_ != "conj"  # "meets him on Monday, and may talk about it then"
    if not is_own or is_negated(token) or _OPEN.isdisjoint(auxiliaries(token)):
        return None
    return None if "have" in auxiliaries(token) else "proposed"


def _depending(token: Token) -> str | None:
    """ "If the silence holds, he will invite both", "if both agree, talks would open": an offer."""
    is_part = token.dep_ in {"nsubj", "nsubjpass", "dobj"} and is_verb(token.head)
    verb = token if is_verb(token) else token.head if is_part else None
    is_ahead = verb is not None and tense(verb) in _AHEAD and not is_negated(verb)
    return "proposed" if verb is not None and is_ahead and hangs_on_if(verb) else None


def _accepted(token: Token) -> str | None:
    """ "invited him to Brasilia, and he accepted"."""
    if token.lemma_ != "invite" or tense(token) != "past":
        return None
    then = [each for each in children(token, "conj") if each.lemma_ in {"accept", "agree"}]
    is_yes = any(tense(each) == "past" and not is_negated(each) and children(each, "nsubj") for each in then)
    return "planned" if is_yes else None


def _dropped(token: Token) -> str | None:
    """ "was to take place on July 2 but was deferred"."""
    verb = token if is_verb(token) else token.head
    steps = (verb, *children(verb, "xcomp"), *([verb.head] if verb.dep_ == "xcomp" else []))
    if not any(tense(each) == "to" or word_status(each, KIND) == "planned" for each in steps):
        return None
    then = (each for step in steps for each in children(step, "conj") if word_status(each, KIND) == "cancelled")
    return "cancelled" if any(tense(each) == "past" and not is_negated(each) for each in then) else None


def _before_it_began(token: Token) -> str | None:
    """ "walked out of the talks before they had begun"."""
    clauses = (word for word in token.sent if word.dep_ == "advcl" and word.i > token.i)
    for clause in clauses:
        marks = {mark.lower_ for mark in children(clause, "mark")}
        starts = clause.lemma_ in {"begin", "start", "open"} and tense(clause) in {"past", "pluperfect", "modal"}
        if "before" in marks and starts and any(each.lower_ in {"they", "it"} for each in children(clause, "nsubj")):
            return "cancelled" if not is_verb(token) else None
    return None


def _unwanted(token: Token) -> str | None:
    """ "see no basis for such a meeting"."""
    return "denied" if not is_verb(token) and is_unwanted(token) else None


def _none_planned(token: Token) -> str | None:
    """ "but no meeting is planned", "no call has been scheduled"."""
    verb = token.head
    is_none = any(child.lower_ == "no" for child in token.children) and token.dep_ == "nsubjpass"
    return "denied" if is_none and word_status(verb, KIND) == "planned" and not is_negated(verb) else None


def _still_on(token: Token) -> str | None:
    """ "The visit has not been called off"; "did not cancel" and "will not be" say less."""
    for word in above(token):
        if word_status(word, KIND) == "cancelled" and is_verb(word) and is_negated(word):
            return "planned" if {"has", "have"} & set(auxiliaries(word)) else None
    return None


def _was_to_have(token: Token) -> str | None:
    """ "was to have met him", "where talks were to have begun"; not "was to have lasted a week"."""
    noun = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token  # "a round of talks was"
    over = noun.head
    if over.lower_ not in {"was", "were"} or over.lemma_ != "be" or not (is_verb(token) or noun.dep_ == "nsubj"):
        return None
    steps = [token] if is_verb(token) else [each for each in over.children if is_verb(each) and each.i > over.i]
    is_off = any(tense(each) == "to-have" and each.lemma_ not in words("lasting_verbs") for each in steps)
    return "cancelled" if is_off else None


_RULES = (
    _unwanted,
    _none_planned,
    _still_on,
    _was_to_have,
    _before_it_began,
    _not_excluded,
    _will_not,
    _glad,
    _depending,
    _accepted,
    _may,
    _dropped,
)  # the first stands

"""What a sentence says of a truce beyond doubt, whatever the weights think: "no longer bound by it", "despite it".

Each rule is a construction; where none holds the weights decide.
"""

from __future__ import annotations

from dataclasses import replace

from kg.finding.grouping import Candidate, Group
from kg.finding.scene import Scene
from kg.finding.status import is_yet_to_be, tense, word_status
from kg.lexicon import words
from kg.parse.doc import Token
from kg.syntax import children, clause_root, is_negated, is_verb
from kg.times.almanac import side_of
from kg.truces.courses import COURSES, PARTINGS, is_fact
from kg.truces.fallen import fate
from kg.truces.overtures import KIND, OVERTURES

_KEEPING = frozenset({"observe", "respect", "honour", "honor"})
_PAST = frozenset({"past", "pluperfect"})
_RISKS = frozenset({"risk", "danger", "doubt", "peril"})
_AFTER = frozenset({"after", "into", "since"})


def beyond_doubt(scene: Scene, each: Group) -> Group:
    """The truce with the status of each passage that leaves no doubt of it."""
    return Group([_doubtless(scene, one) for one in each.candidates])


def _doubtless(scene: Scene, one: Candidate) -> Candidate:
    sure = verdict(one.trigger) or _as_far(scene, one.trigger, one.status)
    return replace(one, outlook={sure: 1.0}) if sure else one


def _as_far(scene: Scene, token: Token, likely: str) -> str | None:
    """What makes a likely status another: a truce that starts on a day to come is agreed, at once is in force."""
    after = (word for word in token.sent if word.i > token.i and word.dep_ in {"acl", "relcl"})
    if likely == "inForce" and any(_is_to_come(scene, verb) for verb in (token.head, *after)):
        return "agreed"
    return "inForce" if likely == "agreed" and _is_at_once(token) else None


def _is_to_come(scene: Scene, verb: Token) -> bool:
    """True for 'starting' in "a truce starting on Saturday", where that is after the article's day."""
    day = scene.article.day
    is_kept = verb.lemma_ in _KEEPING and tense(verb) in {"to", "future"}  # "will observe a truce from Sunday"
    is_told = is_kept or verb.lemma_ in words("starting_verbs")
    if day is None or not is_told or tense(verb) in _PAST:
        return False
    times = scene.attached_times(verb)
    return bool(times) and all(side_of(time.start, day) == "after" and time.role != "until" for time in times)


def _is_at_once(token: Token) -> bool:
    """True for "a truce that took effect at once", not for "agreed to stop fighting at once", which is to come."""
    for verb in (token.head, *children(token, "acl", "relcl")):
        rest = verb.doc[verb.i : verb.sent.end].text.lower()
        is_told = verb.lemma_ in words("starting_verbs") and tense(verb) in {"past", "present"}
        if is_told and not is_negated(verb) and any(phrase in rest for phrase in ("at once", "immediately")):
            return True
    return False


def verdict(token: Token) -> str | None:
    """The status that the words around a truce leave no doubt of, None where they leave some."""
    return next((status for rule in _RULES if (status := rule(token))), None)


def _despite(token: Token) -> str | None:
    """ "shells fell despite the truce", "attacked in breach of a ceasefire"."""
    if token.dep_ != "pobj":
        return None
    link, verb = token.head, clause_root(token)
    if link.lower_ in {"despite", "notwithstanding"} or _is_spite(link):
        return "violated" if is_fact(verb) and _is_fighting(verb, link) else None
    return "violated" if _is_breach(link) and is_fact(verb) else None


def _after(token: Token) -> str | None:
    """ "exchanged fire hours after a ceasefire took effect", "pounded the port on the second day of a truce"."""
    own = clause_root(token)
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ == "day":
        return "violated" if is_fact(own) and _is_fighting(own, token.head) else None  # not "in the first hours of"
    if own.dep_ == "advcl" and word_status(own, KIND) == "ended":
        return "ended" if tense(own) in _PAST and not is_yet_to_be(own) else None  # "a day after a ceasefire expired"
    if token.dep_ == "pobj" and token.head.lower_ in _AFTER:
        links, told = [token.head], [own, own.head] if own.dep_ == "advcl" else [own]
    elif own.dep_ == "pcomp" and own.head.lower_ in _AFTER and word_status(own, KIND) == "agreed":
        links, told = [own.head], [own.head.head]  # "hours after declaring a truce, rebels ambushed a convoy"
    elif own.dep_ == "advcl" and word_status(own, KIND) in {"inForce", "agreed"} and tense(own) in _PAST:
        links, told = [mark for mark in children(own, "mark") if mark.lower_ == "after"], [own.head]
    else:
        return None
    soon = [link for link in links if _is_soon(link)]
    fought = any(is_fact(verb) and _is_fighting(verb, link) for verb in told for link in soon)
    return "violated" if fought else None


def _strained(token: Token) -> str | None:
    """ "traded fire across the border, putting at risk a ceasefire"."""
    verb = token.head
    if token.dep_ != "dobj" or not is_verb(verb) or is_negated(verb):
        return None
    puts = children(verb, "prep") if verb.lemma_ == "put" else []
    at_risk = any(obj.lower_ in _RISKS for prep in puts for obj in prep.children)
    if verb.lemma_ not in words("straining_verbs") and not at_risk:
        return None
    own = verb.head if verb.dep_ == "advcl" else verb
    return "violated" if is_fact(own) and _is_fighting(own, verb) else None


_RULES = (fate, *OVERTURES, *PARTINGS, _despite, _after, _strained, *COURSES)  # the first that says something stands


def _is_fighting(verb: Token, before: Token) -> bool:
    """True for "shells fell", "fighting went on", "exchanged gunfire", "killed two"; not for "shelling stopped".

    `before` is the word up to which the clause is read.
    """
    if verb.lemma_ in words("abating_verbs"):
        return False
    clause = verb.doc[verb.sent.start : before.i]  # the parser hangs "fire" on "hours" in "exchanged fire hours after"
    return verb.lemma_ in words("attacking_verbs") or any(
        word.lemma_.lower() in words("attack_nouns") and word.pos_ in {"NOUN", "PROPN"} for word in clause
    )


def _is_spite(link: Token) -> bool:
    return link.lower_ == "of" and link.head.lower_ == "spite"


def _is_breach(link: Token) -> bool:
    """True for the "of" of "in violation of", "in breach of"."""
    noun = link.head
    return link.lower_ == "of" and noun.lemma_ in words("breach_nouns") and noun.head.lower_ == "in"


def _is_soon(link: Token) -> bool:
    """True for "hours after", "less than a day after", "minutes into", "the day after"."""
    first = next(iter(link.doc[max(link.i - 1, 0) : link.i]), None)
    return first is not None and first.lemma_.lower() in {"minute", "hour", "day", "moment", "week"}

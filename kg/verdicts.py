"""What a sentence says of a truce beyond doubt, whatever the weights think: "no longer bound by it", "despite it".

Each rule is a construction; where none holds the weights decide.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from kg.doc import Token
from kg.fallen import fate
from kg.grouping import Candidate, Group
from kg.lexicon import words
from kg.overtures import FACTS, KIND, OVERTURES, above
from kg.scene import Scene
from kg.status import tense, word_status
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
from kg.times.almanac import side_of

_STANDING = frozenset({"force", "effect", "place", "operation"})
_LINKING = frozenset({"be", "remain", "stay"})
_DECLARING = frozenset({"declare", "pronounce", "proclaim", "consider"})
_KEEPING = frozenset({"observe", "respect", "honour", "honor"})
_PAST = frozenset({"past", "pluperfect"})
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
    if verb.lemma_ not in words("leaving_verbs") or not _is_fact(verb) or token.head.head not in {verb, *verb.children}:
        return None
    return "inForce" if _is_denied(verb) else "ended"


def _ended(token: Token) -> str | None:
    """ "suspended a ceasefire", "declared the truce over"."""
    is_called = token.dep_ == "nsubj" and not is_verb(token.head)  # a clause of its own for the parser: "truce over"
    verb = token.head.head if is_called else token.head
    if not (is_called or token.dep_ in {"dobj", "nsubjpass"}) or not _is_fact(verb) or _is_denied(verb):
        return None
    if verb.lemma_ in _DECLARING:
        beside = children(verb, "prt", "oprd", "advmod", "acomp", "prep")
        said = [each for each in (token.head, *beside) if each.i > token.i]
        return "ended" if any(word_status(each, KIND) == "ended" for each in said) else None
    return "ended" if verb.lemma_ in words("calling_off_verbs") and tense(verb) in FACTS else None


def _despite(token: Token) -> str | None:
    """ "shells fell despite the truce", "attacked in breach of a ceasefire"."""
    if token.dep_ != "pobj":
        return None
    link, verb = token.head, clause_root(token)
    if link.lower_ in {"despite", "notwithstanding"} or _is_spite(link):
        return "violated" if _is_fact(verb) and _is_fighting(verb, link) else None
    return "violated" if _is_breach(link) and _is_fact(verb) else None


def _after(token: Token) -> str | None:
    """ "exchanged fire hours after a ceasefire took effect", "pounded the port on the second day of a truce"."""
    own = clause_root(token)
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ == "day":
        return "violated" if _is_fact(own) and _is_fighting(own, token.head) else None  # not "in the first hours of"
    if own.dep_ == "advcl" and word_status(own, KIND) == "ended":
        return "ended" if tense(own) in _PAST else None  # "a day after a ceasefire expired"
    if token.dep_ == "pobj" and token.head.lower_ in _AFTER:
        links, told = [token.head], [own, own.head] if own.dep_ == "advcl" else [own]
    elif own.dep_ == "pcomp" and own.head.lower_ in _AFTER and word_status(own, KIND) == "agreed":
        links, told = [own.head], [own.head.head]  # "hours after declaring a truce, rebels ambushed a convoy"
    elif own.dep_ == "advcl" and word_status(own, KIND) in {"inForce", "agreed"} and tense(own) in _PAST:
        links, told = [mark for mark in children(own, "mark") if mark.lower_ == "after"], [own.head]
    else:
        return None
    soon = [link for link in links if _is_soon(link)]
    fought = any(_is_fact(verb) and _is_fighting(verb, link) for verb in told for link in soon)
    return "violated" if fought else None


def _unbroken(token: Token) -> str | None:
    """ "denied having broken the truce", "no violations of the ceasefire were reported"."""
    link = token.head
    if link.lower_ == "of" and link.head.lemma_ in words("breach_nouns") and is_negated(link.head):
        return "inForce"
    for word in above(token):
        if is_verb(word) and word_status(word, KIND) == "violated":
            return "inForce" if _is_denied(word) else None
    return None


def _lasting(token: Token) -> str | None:
    """ "a truce has now lasted a month"; one that "lasted a month" is over."""
    verb = token.head
    if token.dep_ != "nsubj" or verb.lemma_ not in {"last", "hold", "endure", "survive"} or is_negated(verb):
        return None
    return "inForce" if "has" in auxiliaries(verb) and _is_fact(verb) else None


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
    if is_negated(verb) or not _is_fact(verb) or _is_denied(verb):
        return None
    return "ended" if any(word_status(each, KIND) == "ended" for each in told) else None


def _finished(token: Token) -> str | None:
    """ "the truce collapsed", "a ceasefire, which expired at midnight,"."""
    told = [token.head] if token.dep_ == "nsubj" else []
    renewed = word_status(token.head, KIND) == "inForce" and not is_negated(
        token.head
    )  # "agreed to prolong a ceasefire that expired on Monday"
    for verb in (*told, *([] if renewed else children(token, "relcl"))):
        if word_status(verb, KIND) != "ended" or children(verb, "dobj", "xcomp") or _is_denied(verb):
            continue
        does = token in own_subjects(verb) and not is_passive(verb)
        if does and _is_fact(verb) and tense(verb) == "past":
            return "ended"
    return None


def _stopped(token: Token) -> str | None:
    """ "have stopped attacking each other", "said it was suspending all offensive actions"."""
    if token.lemma_ not in words("halting_verbs") or not is_verb(token) or token.dep_ not in {"ROOT", "ccomp", "conj"}:
        return None
    if is_negated(token) or token.sent[-1].text == "?" or not children(token, "dobj", "xcomp"):
        return None
    return "inForce" if tense(token) == "past" and own_subjects(token) else None


_RULES = (
    fate,
    *OVERTURES,
    _unbound,
    _left,
    _ended,
    _despite,
    _after,
    _unbroken,
    _stands,
    _lasting,
    _over,
    _finished,
    _stopped,
)  # the first that says something stands


def _is_denied(verb: Token) -> bool:
    """True for "denied that it had broken", "denied breaking"."""
    over = next((one for one in islice(governors(verb), 2) if one.lemma_ in words("denying_verbs")), None)
    return over is not None and not is_negated(over)


def _is_fact(verb: Token) -> bool:
    """True for what happened: not for "could fall", "did not fall", "if it fell"."""
    if not is_verb(verb) or is_negated(verb) or any(child.lower_ in words("nobody_words") for child in verb.subtree):
        return False
    if is_in_doubt(verb):
        return False
    return tense(verb) in FACTS or (tense(verb) == "participle" and verb.dep_ != "amod")


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


def _is_in_force(prep: Token) -> bool:
    """True for "in force", "in place"."""
    return prep.lower_ in {"in", "into"} and any(obj.lower_ in _STANDING for obj in children(prep, "pobj"))

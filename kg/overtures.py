"""What a sentence says beyond doubt of a truce that is not yet one: sought, offered, talked about, made to depend."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from kg.doc import Token
from kg.lexicon import words
from kg.status import opens_with_if, tense
from kg.syntax import children, governors, is_negated, is_verb

KIND = "ceasefire"
FACTS = frozenset({"past", "present", "pluperfect"})
_NEAR = 4  # words above a truce that may speak of it
_TO = frozenset({"infinitive", "to"})
_AHEAD = frozenset({"future", "would", "modal"})
_ABOUT = frozenset({"on", "about", "over", "for", "toward", "towards"})
_TALKS = frozenset({"talk", "talks", "negotiation", "discussion", "consultation"})
_OUTCOMES = frozenset({"deal", "agreement", "accord", "truce", "ceasefire", "signing"})
_VERDICTS = frozenset({"be", "remain", "seem", "become"})
_WEIGHING = frozenset({"consider", "weigh", "mull", "study"})
_SPELLING_OUT = frozenset({"set", "lay", "spell", "present", "list", "outline", "name", "submit"})


def _open(token: Token) -> str | None:
    """ "have yet to agree on a truce", "failed to agree on a ceasefire"; one yet to be accepted is on offer."""
    for word in above(token):
        over = word.head
        if word.lemma_ in {"agree", "reach", "conclude"} and word.dep_ == "xcomp" and tense(word) in _TO:
            if over.lemma_ == "fail" and tense(over) in FACTS and not is_negated(over):
                return "negotiated"
            if over.lemma_ in {"have", "be"} and any(child.lower_ == "yet" for child in over.children):
                return "negotiated"
    return None


def _sought(token: Token) -> str | None:
    """ "is mediating to secure a truce", "flew to Cairo to broker one": what is sought is not yet agreed."""
    verb = token.head
    if token.dep_ != "dobj" or verb.lemma_ not in words("agreeing_verbs") - {"sign"} or tense(verb) not in _TO:
        return None
    over = verb.head
    if is_negated(over) or verb.dep_ not in {"advcl", "acl", "xcomp"} or not children(verb, "aux"):
        return None
    beside = (over, *children(over, "attr", "acomp"))
    is_dealing = any(word.lemma_.lower() in words("dealing_words") for word in beside)
    return "negotiated" if is_dealing or verb.dep_ == "advcl" and tense(over) in FACTS else None


def _none(token: Token) -> str | None:
    """ "no ceasefire has been agreed": whoever says so denies it."""
    verb = token.head
    if token.dep_ != "nsubjpass" or not any(child.lower_ == "no" for child in children(token, "det")):
        return None
    return "rejected" if verb.lemma_ in words("agreeing_verbs") and tense(verb) == "past" else None


def _studied(token: Token) -> str | None:
    """ "is studying a proposal for a truce", "would consider a ceasefire": nobody negotiates yet."""
    plan = token.head.head if token.dep_ == "pobj" and token.head.lower_ in {"for", "of", "on"} else token
    if plan.dep_ != "dobj" or (plan != token and plan.lemma_ not in words("offer_nouns")):
        return None
    verbs = words("studying_verbs") if plan != token else _WEIGHING  # to "review the truce" is to look back on it
    return "proposed" if plan.head.lemma_ in verbs and not is_negated(plan.head) else None


def _wished(token: Token) -> str | None:
    """ "would welcome a truce", "hopes for a ceasefire"."""
    verb = token.head
    is_open = token.dep_ == "dobj" and verb.lemma_ in {"welcome", "support", "back"} and tense(verb) == "would"
    return "proposed" if is_open and not is_negated(verb) else None


def _unwanted(token: Token) -> str | None:
    """ "sees no grounds for a ceasefire", "was not interested in a truce"."""
    link = token.head
    if token.dep_ != "pobj" or link.lower_ not in {"for", "in", "of"}:
        return None
    beside = (link.head, *children(link.head, "dobj", "attr", "acomp"))  # "saw no point in a ceasefire"
    grounds = [each for each in beside if each.lemma_ in words("grounds_words")]
    return (
        "rejected"
        if any(is_negated(each) or is_verb(each.head) and is_negated(each.head) for each in grounds)
        else None
    )


def _depending(token: Token) -> str | None:
    """ "if the army stops its raids, the rebels will observe a ceasefire": an offer."""
    verb = token.head if token.dep_ in {"dobj", "nsubj", "nsubjpass"} else token.head.head
    if not is_verb(verb) or tense(verb) not in _AHEAD or is_negated(verb):
        return None
    return "proposed" if any(opens_with_if(clause) for clause in children(verb, "advcl")) else None


def _needed(token: Token) -> str | None:
    """ "a ceasefire was the only way out", "is urgently needed"."""
    verb = token.head
    if token.dep_ not in {"nsubj", "nsubjpass"} or is_negated(verb):
        return None
    if token.dep_ == "nsubjpass":
        return "proposed" if verb.lemma_ in {"need", "require"} else None
    told = [*children(verb, "acomp", "attr"), *children(verb, "xcomp")] if verb.lemma_ in _VERDICTS else []
    return "proposed" if any(each.lemma_.lower() in words("need_words") for each in told) else None


def _laid_out(token: Token) -> str | None:
    """ "set out terms for a ceasefire"."""
    link = token.head
    if token.dep_ != "pobj" or link.lower_ not in {"for", "of"}:
        return None
    noun = link.head if not is_verb(link.head) else next(iter(children(link.head, "dobj")), token)
    told = noun.head.lemma_ in _SPELLING_OUT and noun.dep_ == "dobj" and not is_negated(noun.head)
    return "proposed" if told and noun.lemma_ in {"term", "condition", "demand", "proposal", "plan"} else None


def _talked(token: Token) -> str | None:
    """ "ceasefire talks ended without a deal", "resumed negotiations on a truce"."""
    is_beside = token.dep_ == "pobj" and token.head.lower_ in _ABOUT
    noun = token.head.head if is_beside else token.head if token.dep_ == "compound" else token
    if noun.lemma_.lower() not in _TALKS or noun == token:
        return None
    part = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun  # "a round of talks"
    verb = part.head
    if not is_verb(verb) or tense(verb) not in FACTS or is_negated(verb) or _has_come_of(verb):
        return None
    if part.dep_ in {"nsubj", "nsubjpass"}:
        return "negotiated" if verb.lemma_ in words("course_verbs") else None
    return "negotiated" if part.dep_ == "dobj" and verb.lemma_ in words("course_verbs") else None


def _has_come_of(verb: Token) -> bool:
    """True for "ended with an agreement"."""
    links = [prep for prep in children(verb, "prep") if prep.lower_ in {"with", "in"}]
    return any(obj.lemma_ in _OUTCOMES for link in links for obj in children(link, "pobj"))


OVERTURES = (_open, _sought, _none, _studied, _wished, _unwanted, _depending, _needed, _laid_out, _talked)


def above(token: Token) -> Iterator[Token]:
    """A truce and the words over it that may speak of it, nearest first."""
    yield token
    yield from islice(governors(token), _NEAR)

"""What a sentence says beyond doubt of a truce that is not yet one: sought, offered, talked about, made to depend."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from kg.finding.status import hangs_on_if, tense, word_status
from kg.lexicon import words
from kg.parse.doc import Token
from kg.syntax import children, governors, is_negated, is_verb

KIND = "ceasefire"
FACTS = frozenset({"past", "present", "pluperfect"})
_NEAR = 4  # words above an event that may speak of it
_TO = frozenset({"infinitive", "to"})
_AHEAD = frozenset({"future", "would", "modal"})
_ABOUT = frozenset({"on", "about", "over", "for", "toward", "towards"})
_TALKS = frozenset({"talk", "talks", "negotiation", "discussion", "consultation"})
_OUTCOMES = frozenset({"deal", "agreement", "accord", "truce", "ceasefire", "signing"})
_SET = frozenset({"future", "to"})
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
    """ "no ceasefire has been agreed", "there would be no truce before May": whoever says so denies it."""
    verb = token.head
    if not any(child.lower_ == "no" for child in children(token, "det")):
        return None
    if verb.lemma_ == "be" and children(verb, "expl") and tense(verb) in _AHEAD:
        return "rejected"
    if token.dep_ != "nsubjpass":
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
    return "rejected" if is_unwanted(token) else None


def is_unwanted(token: Token) -> bool:
    """True for "sees no grounds for a ceasefire", "was not interested in a truce"."""
    link = token.head
    if token.dep_ != "pobj" or link.lower_ not in {"for", "in", "of"}:
        return False
    beside = (link.head, *children(link.head, "dobj", "attr", "acomp"))  # "saw no point in a ceasefire"
    grounds = [each for each in beside if each.lemma_ in words("grounds_words")]
    return any(is_negated(each) or is_verb(each.head) and is_negated(each.head) for each in grounds)


def _depending(token: Token) -> str | None:
    """ "if the army stops its raids, the rebels will observe a ceasefire": an offer."""
    verb = token.head if token.dep_ in {"dobj", "nsubj", "nsubjpass"} else token.head.head
    if not is_verb(verb) or tense(verb) not in _AHEAD or is_negated(verb):
        return None
    return "proposed" if hangs_on_if(verb) else None


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
    if not is_verb(verb) or is_negated(verb) or _has_come_of(verb):
        return None
    if tense(verb) not in FACTS:  # "will open talks on a truce", "agreed to begin talks on one"
        over = verb.head if verb.dep_ == "xcomp" else verb
        if hangs_on_if(verb):
            return "proposed"
        is_set = tense(verb) == "future" or over.lemma_ in {"agree", "be"} and tense(over) in FACTS
        return "negotiated" if is_set and part.dep_ == "dobj" and verb.lemma_ in words("course_verbs") else None
    is_own = part.dep_ in {"nsubj", "nsubjpass", "dobj"}
    return "negotiated" if is_own and verb.lemma_ in words("course_verbs") else None


def _has_come_of(verb: Token) -> bool:
    """True for "ended with an agreement"."""
    links = [prep for prep in children(verb, "prep") if prep.lower_ in {"with", "in"}]
    return any(obj.lemma_ in _OUTCOMES for link in links for obj in children(link, "pobj"))


def _again(token: Token) -> str | None:
    """ "called on both to return to the truce", "urged them to renew the ceasefire"."""
    verb = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "to" else token.head
    backs = {"return", "go", "recommit"} if verb != token.head else words("restoring_verbs")
    if not is_verb(verb) or verb.lemma_ not in backs or tense(verb) != "infinitive":
        return None
    asks = [word for word in islice(governors(verb), 2) if word.lemma_ in words("appealing_verbs")]
    return "proposed" if asks and not is_negated(asks[0]) else None


def _unready(token: Token) -> str | None:
    """ "neither was ready to speak of a ceasefire", "is not prepared to accept a truce"."""
    for word in above(token):
        if word.lemma_.lower() in {"ready", "willing", "prepared"} and word.dep_ == "acomp":
            nobody = any(child.lower_ in words("nobody_words") for child in word.head.subtree if child.i < word.i)
            return "rejected" if nobody or is_negated(word.head) or is_negated(word) else None
    return None


def _to_be_signed(token: Token) -> str | None:
    """ "a permanent ceasefire is to be signed before June": so far it is talked about."""
    verb = token.head
    over = verb.head if verb.dep_ == "xcomp" and verb.head.lemma_ == "be" else verb
    is_subject = token.dep_ == "nsubjpass" or token.dep_ == "nsubj" and over == token.head
    told = verb if token.dep_ == "nsubjpass" else next(iter(children(verb, "xcomp")), verb)
    if not is_subject or told.lemma_ not in {"sign", "conclude", "finalise", "finalize"} or is_negated(over):
        return None
    return "negotiated" if tense(told) in {"to", "future"} and "be" in {c.lower_ for c in told.children} else None


def _denied_deal(token: Token) -> str | None:
    """ "denied that it had concluded a ceasefire"."""
    for word in above(token):
        if is_verb(word) and word_status(word, KIND) == "agreed":
            over = next(iter(governors(word)), word)
            is_denied = over.lemma_ in words("denying_verbs") and not is_negated(over)
            return "rejected" if is_denied and word.dep_ in {"ccomp", "xcomp", "pcomp"} else None
    return None


def _hoped(token: Token) -> str | None:
    """ "hoped that the two would announce a ceasefire"; not "hoped that the truce would hold"."""
    verb = token.head
    is_new = token.dep_ == "dobj" and all(child.lower_ in {"a", "an"} for child in children(token, "det"))
    if not is_new or verb.dep_ != "ccomp" or tense(verb) not in _AHEAD or is_negated(verb):
        return None
    is_hoped = verb.head.lemma_ in {"hope", "hop", "wish"}  # "hop": what the model takes "hoped" for
    return "proposed" if is_hoped and word_status(verb, KIND) == "agreed" else None


def _demanded(token: Token) -> str | None:
    """ "no agreement unless the militants lay down their arms": what one side asks of the other."""
    marks = {child.lower_ for child in children(token, "mark")}
    return "proposed" if is_verb(token) and token.dep_ == "advcl" and marks & {"unless", "until"} else None


def _will_stop(token: Token) -> str | None:
    """ "will lay down their arms from noon on Saturday", "are to cease fire": not yet."""
    if (
        not is_verb(token)
        or tense(token) not in _SET
        or is_negated(token)
        or token.dep_ not in {"ROOT", "ccomp", "conj"}
    ):
        return None
    is_put = token.lemma_ in words("halting_verbs") | {"lay", "hold", "down"} and bool(children(token, "nsubj"))
    return ("proposed" if hangs_on_if(token) else "agreed") if is_put else None


OVERTURES = (
    _open,
    _sought,
    _none,
    _studied,
    _wished,
    _unwanted,
    _depending,
    _needed,
    _laid_out,
    _talked,
    _again,
    _unready,
    _to_be_signed,
    _denied_deal,
    _hoped,
    _will_stop,
    _demanded,
)


def above(token: Token) -> Iterator[Token]:
    """A word for an event and the words over it that may speak of it, nearest first."""
    yield token
    yield from islice(governors(token), _NEAR)

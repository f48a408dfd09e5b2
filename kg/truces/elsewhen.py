"""Days and places told beside a truce that are not its own: of talks about it, of reports, of a plan that fell."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from kg.finding.grouping import Candidate, Group
from kg.finding.scene import Scene
from kg.finding.status import word_status
from kg.lexicon import words
from kg.parse.doc import Token
from kg.records import Argument
from kg.syntax import auxiliaries, children, governors, is_verb
from kg.times import TimeMention
from kg.truces.between import talk_nouns
from kg.truces.overtures import KIND

_OWN_ROLES = frozenset({"from", "until", "for"})  # "talks on a halt from June 1": these are never the talks'
_UNBEGUN = frozenset({"proposed", "negotiated", "rejected"})
_KEEPING = frozenset({"hold", "observe", "respect"})
_SEATED = frozenset({"government", "junta", "regime", "authorities", "administration", "cabinet"})  # "in Bamako"
_OVER = frozenset({"ended", "violated"})


def with_own_setting(scene: Scene, each: Group, status: str) -> Group:
    """The truce, which stands so, without the days and places that its sentences tell of something else."""
    return Group(
        [
            replace(one, arguments=tuple(a for a in one.arguments if not _is_of_another(scene, one, a, status)))
            for one in each.candidates
        ]
    )


def _is_of_another(scene: Scene, one: Candidate, told: Argument, status: str) -> bool:
    head = scene.token_in(told.span) if told.span is not None else None
    if head is None:
        return False
    if told.slot == "place":
        over = head.head.head
        return head.dep_ == "pobj" and (_is_of_talks(over) or over.lower_ in _SEATED)
    time = next((time for time in scene.times_in(one.trigger.sent) if time.span == told.span), None)
    return time is not None and told.slot.endswith("Date") and _is_elsewhen(one.trigger, told.slot, status, time, head)


def _is_elsewhen(truce: Token, slot: str, status: str, time: TimeMention, head: Token) -> bool:
    verb = next((word for word in governors(head) if is_verb(word)), None)
    if verb is None or verb == truce:
        return False
    if _is_of_fighting(verb, truce):
        return True
    if slot == "announcedDate":
        return _is_of_report(verb, truce)
    if slot == "endDate" and status in _UNBEGUN:  # "The proposed truce fell through on Monday"
        return truce in children(verb, "nsubj", "nsubjpass") and word_status(verb, KIND) is not None
    if time.role in _OWN_ROLES or head.i < verb.i:
        return False
    above = takewhile(lambda word: not is_verb(word), governors(head)) if time.role == "since" else ()
    return _is_of_talks(verb) or any(map(_is_of_talks, above))


def _is_of_fighting(verb: Token, truce: Token) -> bool:
    """True for 'fought' in "Two militias that had fought since Sunday agreed to a truce"."""
    return verb.dep_ == "relcl" and verb.lemma_ in words("attacking_verbs") and truce not in verb.subtree


def _is_of_talks(word: Token) -> bool:
    """True for 'open' in "will open talks on a truce on May 20", 'rounds' in "five rounds of talks since January"."""
    nouns = children(word, "nsubj", "nsubjpass", "dobj") if is_verb(word) else [word]
    return any(noun.lemma_.lower() in talk_nouns() | words("meeting_nouns") for noun in nouns)


def _is_of_report(verb: Token, truce: Token) -> bool:
    """True for the day of "said on Tuesday that the truce had collapsed", "was holding"."""
    told = truce.head
    if truce.dep_ not in {"nsubj", "nsubjpass"} or told.dep_ not in {"ccomp", "parataxis"} or told.head != verb:
        return False
    fates = [told, *children(told, "acomp", "attr", "advmod", "prep", "prt")]
    return any(word_status(word, KIND) in _OVER for word in fates) or _is_kept(told)


def _is_kept(verb: Token) -> bool:
    """True for 'holding' in "was holding", 'observed' in "was being observed"."""
    helpers = auxiliaries(verb)
    return verb.lemma_ in _KEEPING and ("being" in helpers or bool(helpers) and verb.tag_ == "VBG")

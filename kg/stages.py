"""Which stage of a truce a time tells: agreed, begun or over, by the word that the time hangs on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.doc import Token
from kg.lexicon import table
from kg.records import Argument
from kg.scene import Scene
from kg.syntax import children, governors, is_negated, is_verb
from kg.times import TimeMention

_BY_ROLE = {"until": "endDate", "since": "startDate", "from": "startDate"}
_BACK = 7  # words from a time back to the verb: "came into force at 08:00 on Tuesday"
_UP = 4  # words above a time that are asked


def stage_rules(head: Token, first: Token, role: str) -> list[str]:
    """The slot that plain rules give to a time, as names of features: `rule=endDate` for "until Monday"."""
    above = next((slot for word in list(governors(head))[:_UP] if (slot := _slot(word))), None)
    behind = next((slot for word in _before(first) if (slot := _slot(word))), None)
    rule = _BY_ROLE.get(role) or behind or above
    found = [f"above={above}", f"behind={behind}", f"above={above}&behind={behind}&role={role}"]
    if above is not None and above == behind:
        found.append(f"both={above}")
    return [*found, f"rule={rule}"] if rule else found


def days_told(scene: Scene, truce: Token) -> list[Argument]:
    """The days that hang on a verb of the truce itself: "the truce, signed on Monday, collapsed on Friday"."""
    found = []
    for verb, relation in _verbs_of(truce):
        slot = _verbs().get((verb.lemma_, relation))
        days = [time for time in scene.times_in(truce.sent) if slot and _hangs_on(scene, time, verb)]
        if slot and days and not is_negated(verb):
            found.append(Argument(slot, days[0].start, days[0].span))
    return found


@cache
def _verbs() -> Mapping[tuple[str, str], str]:
    return {(row["word"], row["relation"]): row["slot"] for row in table("truce_verbs")}


def _verbs_of(truce: Token) -> list[tuple[Token, str]]:
    """What a truce does, and what is done to it: 'signed' in "the truce signed on Monday"."""
    above = {"nsubj": "does", "nsubjpass": "done"}.get(truce.dep_)
    over = [(truce.head, above)] if above and is_verb(truce.head) else []
    return [*over, *((each, "done") for each in children(truce, "acl") if each.tag_ == "VBN")]


def _hangs_on(scene: Scene, time: TimeMention, verb: Token) -> bool:
    """True for a day behind the verb and below no other; "until Friday" is the model's to tell."""
    head = scene.token_in(time.span)
    nearest = next((word for word in governors(head) if is_verb(word)), None) if head is not None else None
    return nearest == verb and time.span.start > verb.idx and time.role not in _BY_ROLE


def _before(first: Token) -> list[Token]:
    """The words before a time, nearest first, back to the clause's first word or a comma that cuts it off."""
    found = []
    for word in reversed(first.doc[max(first.sent.start, first.i - _BACK) : first.i]):
        if word.text in {";", ":", ","}:
            break
        found.append(word)
    return found


@cache
def _stages() -> Mapping[str, str]:
    return {row["word"]: row["slot"] for row in table("truce_stages")}


def _slot(word: Token) -> str | None:
    return _stages().get(word.lemma_.lower()) or _stages().get(word.lower_)

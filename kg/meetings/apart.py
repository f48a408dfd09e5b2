"""One word for several meetings: "telephoned A, B and C", "saw each of the two", "met A on Monday and B on Friday"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.finding.grouping import Candidate
from kg.finding.scene import Scene
from kg.finding.triggers import Trigger, find_triggers
from kg.lexicon import words
from kg.meetings.stretches import by_stretches, opened_by
from kg.parse.doc import Token
from kg.records import Argument, Kind, Span, kind_of
from kg.syntax import SUBJECTS, children, governors, is_verb, verb_at

_WITH = frozenset({"with", "to"})
_BEFORE = 2  # words before the trigger where a sign may stand: "separate peace talks"


def each_apart(scene: Scene, trigger: Trigger, told: Candidate, slot: str) -> list[Candidate]:
    """The passage once for each meeting that its one word tells, the passage alone where that is one.

    What stands under another verb of the sentence is left to that: "met A on Monday and will receive B".
    """
    if _is_occasion(scene, trigger.token):
        return []
    one = _without_others(scene, trigger, _without_town(scene, told, slot), slot)
    return _one_by_one(scene, trigger, one, slot) or by_stretches(scene, trigger, one, slot) or [one]


def _is_occasion(scene: Scene, trigger: Token) -> bool:
    """True for 'Forum' in "met on the sidelines of the Forum": the meeting has a word of its own."""
    above = list(governors(trigger))
    others = {each.token.i for each in find_triggers(scene.doc, "meeting")}
    beside = next((place for place, word in enumerate(above) if word.lemma_.lower() in words("margin_nouns")), None)
    return beside is not None and any(word.i in others for word in above[beside:])


def _one_by_one(scene: Scene, trigger: Trigger, one: Candidate, slot: str) -> list[Candidate]:
    """The passage once for each guest where whoever stands before the trigger met those after it one by one."""
    opening = opened_by(trigger.token).idx
    guests = [each for each in one.arguments if each.slot == slot and each.span and each.span.start > opening]
    hosts = [each for each in one.arguments if each.slot == slot and each.span is not None and each not in guests]
    if not hosts or not guests:
        return []
    if len(guests) == 1:
        parties = [[each] for each in hosts] if len(hosts) > 1 and _is_each(scene, guests[0]) else []
        guests = hosts
    elif _calls(trigger) or _is_signed(scene, trigger, guests):
        parties = [[each] for each in guests]
    else:
        parties = _by_preposition(scene, guests)
    return [
        replace(one, arguments=tuple(each for each in one.arguments if each in party or each not in guests))
        for party in parties
    ]


def _is_each(scene: Scene, guest: Argument) -> bool:
    """True for 'Rasmussen' in "the two premiers met Rasmussen separately"."""
    head = scene.token_in(guest.span) if guest.span is not None else None
    after = _plain(scene.doc[head.i + 1 : head.sent.end].text) if head is not None else ""
    return any(after.startswith(phrase) for phrase in map(_plain, words("apart_phrases")))


def _by_preposition(scene: Scene, guests: Sequence[Argument]) -> list[list[Argument]]:
    """The guests parted where their preposition is said again: "talks with A, and with B"; none where not."""
    parties: list[list[Argument]] = []
    said: set[str] = set()
    for guest in guests:
        head = scene.token_in(guest.span) if guest.span is not None else None
        link = head.head if head is not None and head.dep_ == "pobj" else None
        if link is None or link.lower_ not in _WITH or not parties or link.nbor(-1).lower_ != "and":
            parties = parties or [[]]
            parties[-1].append(guest)
        else:
            parties.append([guest])
        said.update([link.lower_] if link is not None else [])
    return parties if len(parties) > 1 and len(said) == 1 else []


def _is_after(span: Span | None, trigger: Trigger) -> bool:
    return span is not None and span.start > trigger.token.idx


def _calls(trigger: Trigger) -> bool:
    """True for 'telephoned' in "telephoned Sargsyan and Aliyev": nobody rings up two at once; and for "calls"."""
    told = [word for word in (trigger.token, *children(trigger.token, "dobj")) if word.tag_ == "NNS"]
    if told:
        return told[0].lemma_.lower() in words("apart_nouns")
    return trigger.hints.get("mode") == "call" and trigger.hints.get("frame") == "object"


def _is_signed(scene: Scene, trigger: Trigger, guests: list[Argument]) -> bool:
    """True where a phrase beside the trigger or among the guests says that each was met alone."""
    doc, token = scene.doc, trigger.token
    last = max(head.i for each in guests if each.span is not None and (head := scene.token_in(each.span)) is not None)
    among = _plain(doc[max(token.sent.start + 1, token.i - _BEFORE) : last + 1].text)
    after = _plain(doc[last + 1 : token.sent.end].text)  # "met the two delegations in turn"
    return any(phrase in among or after.startswith(phrase) for phrase in map(_plain, words("apart_phrases")))


def _plain(text: str) -> str:
    return f" {' '.join(text.lower().replace(',', ' ').replace('.', ' ').split())} "


def _without_town(scene: Scene, one: Candidate, slot: str) -> Candidate:
    """The passage without the state of a town to which two others go: "send a delegation to Apia for talks with X"."""
    told = [each for each in one.arguments if each.slot == slot and each.span is not None]
    towns = [each for each in told if _is_way(scene, each)]
    others = {side for each in told if each not in towns for side in scene.sides(each.value) or (each.value,)}
    if not towns or len(others) < 2:
        return one
    return replace(one, arguments=tuple(each for each in one.arguments if each not in towns))


def _is_way(scene: Scene, argument: Argument) -> bool:
    """True for 'Apia' in "to Apia", of which Samoa is meant."""
    head = scene.token_in(argument.span) if argument.span is not None else None
    if head is None or kind_of(argument.value) is not Kind.COUNTRY or head.head.lower_ != "to":
        return False
    return any(kind_of(place.key) is Kind.PLACE for place in scene.cast.places(head))


# --- what belongs to another verb of the sentence -----------------------------------------------------------------


def _without_others(scene: Scene, trigger: Trigger, one: Candidate, slot: str) -> Candidate:
    """The passage without the guests of a verb beside the trigger's own, where the trigger has guests of its own."""
    verb = verb_at(trigger.token)
    told = [each for each in one.arguments if each.slot == slot and each.span is not None]
    heads = {each: head for each in told if each.span is not None and (head := scene.token_in(each.span)) is not None}
    others = {each for each, head in heads.items() if head.dep_ != "poss" and verb and _is_beside(head, verb)}
    guests = [each for each in told if each not in others and _is_after(each.span, trigger)]
    if not others or not guests or len(told) - len(others) < 2:
        return one
    return replace(one, arguments=tuple(each for each in one.arguments if each not in others))


def _is_beside(head: Token, verb: Token) -> bool:
    """True for 'Babic' beside 'met' in "met Kranjc and will receive Babic", and for 'Kranjc' beside 'receive'."""
    above = {word.i for word in _joined_above(verb)}
    last = head
    for word in (head, *governors(head)):
        if word == verb:
            return False
        if is_verb(word) and word.dep_ == "conj" and verb in _joined_above(word):
            return True
        if word.i in above:
            return last.dep_ not in SUBJECTS and last.i > word.i
        last = word
    return False


def _joined_above(verb: Token) -> Iterator[Token]:
    """The verbs to which this one, or what it serves, is added: 'met' for 'see' in "met A and left to see B"."""
    for word in (verb, *governors(verb)):
        if is_verb(word) and word.dep_ == "conj" and is_verb(word.head):
            yield word.head

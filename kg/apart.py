"""One word for several meetings: "telephoned A, B and C", "saw each of the two", "separate talks with A and B"."""

from __future__ import annotations

from dataclasses import replace

from kg.grouping import Candidate
from kg.lexicon import words
from kg.records import Argument
from kg.scene import Scene
from kg.triggers import Trigger

_BEFORE = 2  # words before the trigger where a sign may stand: "separate peace talks"


def each_apart(scene: Scene, trigger: Trigger, one: Candidate, slot: str) -> list[Candidate]:
    """The passage once for each guest where whoever stands before the trigger met those after it one by one.

    The passage alone where it tells a single meeting, or where nobody or only one stands on a side of the trigger.
    """
    told = [argument for argument in one.arguments if argument.slot == slot and argument.span is not None]
    guests = [each for each in told if each.span is not None and each.span.start > trigger.token.idx]
    hosts = [each for each in told if each not in guests]
    if not hosts or len(guests) < 2 or not (_calls(trigger) or _is_signed(scene, trigger, guests)):
        return [one]
    return [
        replace(one, arguments=tuple(each for each in one.arguments if each is guest or each not in guests))
        for guest in guests
    ]


def _calls(trigger: Trigger) -> bool:
    """True for 'telephoned' in "telephoned Sargsyan and Aliyev": nobody rings up two at once."""
    return trigger.hints.get("mode") == "call" and trigger.hints.get("frame") == "object"


def _is_signed(scene: Scene, trigger: Trigger, guests: list[Argument]) -> bool:
    """True where a phrase beside the trigger or among the guests says that each was met alone."""
    doc, token = scene.doc, trigger.token
    last = max(head.i for each in guests if each.span is not None and (head := scene.token_in(each.span)) is not None)
    among = _plain(doc[max(token.sent.start + 1, token.i - _BEFORE) : last + 1].text)
    after = _plain(doc[last + 1 : token.sent.end].text)  # "met the two delegations in turn"
    return any(phrase in among or after.startswith(phrase) for phrase in map(_plain, words("apart_phrases")))


def _plain(text: str) -> str:
    return f" {' '.join(text.lower().replace(',', ' ').split())} "

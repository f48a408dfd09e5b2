"""Times of a sentence that tell when something else was than the meeting of which it tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from kg.finding.grouping import Candidate, Group
from kg.finding.scene import Scene
from kg.lexicon import words
from kg.parse.doc import Token
from kg.records import Argument
from kg.syntax import governing_verb, governors, is_verb, verb_at
from kg.times import TimeMention

_BEFORE = 9  # words between a count and its "since": "five rounds of talks in two countries since January"
_WHO = frozenset({"who", "whom", "whose"})
_LENGTHS = frozenset({"day", "week", "month"})


def on_own_days(scene: Scene, each: Group) -> Group:
    """The meeting without the days that its sentences tell of something else."""
    verbs = [one.trigger for one in each.candidates if is_verb(one.trigger)]
    return Group([replace(one, arguments=tuple(_own(scene, one, verbs))) for one in each.candidates])


def _own(scene: Scene, one: Candidate, verbs: Sequence[Token]) -> Iterator[Argument]:
    """What a passage tells, but for days that are not those of its verb, or of the meeting's verbs beside its noun."""
    beside = [verb for verb in verbs if verb.sent == one.trigger.sent and one.trigger not in verbs]
    times = {time.span: time for time in scene.times_in(one.trigger.sent)}
    for told in one.arguments:
        time = times.get(told.span) if told.slot in {"date", "endDate"} and told.span is not None else None
        if time is None or not all(_is_elsewhen(scene, time, trigger) for trigger in beside or [one.trigger]):
            yield told


def _is_elsewhen(scene: Scene, time: TimeMention, trigger: Token) -> bool:
    """True for the days of "who landed on Saturday, met X", "met twice since May", "said after days of talks"."""
    head = scene.token_in(time.span)
    if head is None:
        return False
    beside = _is_of_clause_beside(head, trigger) or _is_of_going_on(head, trigger)
    return beside or _counts_from(scene, time) or _is_of_report(head, trigger)


def _is_of_clause_beside(time: Token, trigger: Token) -> bool:
    """True for 'Saturday' and 'met' in "The envoys, who landed on Saturday, met X": it is of a clause about them."""
    clause = governing_verb(time)
    if (
        clause is None
        or clause.dep_ != "relcl"
        or clause.lemma_ == "be"
        or clause in (trigger, verb_at(trigger), *governors(trigger))
    ):
        return False
    return clause.head != trigger and any(word.lower_ in _WHO for word in clause.children)


def _is_of_going_on(time: Token, trigger: Token) -> bool:
    """True for 'Sunday' and 'meet' in "will meet him there and go on to Kigali on Sunday"."""
    verb = governing_verb(time)
    if verb is None or verb.dep_ != "conj" or verb.lemma_ not in words("going_verbs") or verb.i < trigger.i:
        return False
    return verb not in (trigger, verb_at(trigger), *governors(trigger))


def _counts_from(scene: Scene, time: TimeMention) -> bool:
    """True for the month of "five rounds since January", "twice since May"."""
    phrase = scene.doc.char_span(time.span.start, time.span.end)
    if time.role != "since" or phrase is None:
        return False
    before = scene.doc[max(phrase[0].sent.start, phrase.start - _BEFORE) : phrase.start]
    return any(word.lower_ in {"twice", "times", "rounds", "meetings", "sessions"} for word in before)


def _is_of_report(time: Token, trigger: Token) -> bool:
    """True for 'Sunday' in "said on Sunday after four days of talks": the days of the talks lie before it."""
    verb = governing_verb(time)
    if verb is None or verb.lemma_ not in words("speech_verbs") | words("announcing_verbs") or is_verb(trigger):
        return False
    above = list(takewhile(lambda word: not is_verb(word), governors(trigger)))
    return any(word.lemma_.lower() in _LENGTHS and word.tag_ == "NNS" for word in above[:2])

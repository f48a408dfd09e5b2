"""The stretches of words behind a trigger that tell a meeting each: "met A on Monday and B in Oslo on Wednesday"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.finding.fillers import Filler, fillers
from kg.finding.grouping import Candidate
from kg.finding.scene import Scene, arguments
from kg.finding.settings import placed
from kg.finding.triggers import Trigger
from kg.parse.doc import Token, Words
from kg.records import Argument, Kind, Mention, Span, actor_key, kind_of
from kg.syntax import SUBJECTS, is_verb, verb_at

_LINKS = frozenset({"and", ",", ";"})
_WHERE = frozenset({"in", "at"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words behind a trigger, and with whom, where and when they say that somebody met."""

    span: Span
    guests: tuple[Argument, ...]
    places: tuple[Argument, ...]
    dates: tuple[Argument, ...]

    @property
    def is_whole(self) -> bool:
        """True where the words can tell a meeting: two of whom, where and when."""
        return sum(map(bool, (self.guests, self.places, self.dates))) > 1


def by_stretches(scene: Scene, trigger: Trigger, one: Candidate, slot: str) -> list[Candidate]:
    """The passage once for each stretch behind its trigger that tells a meeting; nothing where one or none does."""
    opening = opened_by(trigger.token)
    told = [each for each in one.arguments if each.slot == slot and each.span is not None]
    hosts = {each.value for each in told if each.span and each.span.start <= opening.idx}
    found = _stretches(scene, opening, slot)
    with_guests = {bool(each.guests) for each in found}
    if not found or len(with_guests) > 1 or len(hosts) < (1 if True in with_guests else 2):
        return []
    behind = Span(found[0].span.start, found[-1].span.end)
    common = tuple(each for each in one.arguments if each.span is None or not behind.contains(each.span))
    return [_of_stretch(replace(one, arguments=common), one.arguments, each) for each in found]


def opened_by(trigger: Token) -> Token:
    """The word behind which guests stand: the trigger, or the verb over one in a name: "UN envoy Marta X met A"."""
    verb = verb_at(trigger)
    in_name = trigger.dep_ == "compound" and trigger.head.pos_ == "PROPN" and trigger.head.dep_ in SUBJECTS
    return verb if in_name and verb is not None else trigger


def _of_stretch(common: Candidate, told: Sequence[Argument], own: Stretch) -> Candidate:
    """The passage with what all its meetings share and what this stretch tells."""
    inside = [each for each in told if each.span is not None and own.span.contains(each.span)]
    slots = {each.slot for each in inside}
    added = [each for each in (*own.guests, *own.places, *own.dates) if each.slot not in slots]
    return replace(common, arguments=(*common.arguments, *inside, *added))


def _stretches(scene: Scene, trigger: Token, slot: str) -> list[Stretch]:
    """The words behind a trigger, cut where what is before and what is behind each tells a meeting."""
    if len(scene.times_in(trigger.sent)) + len(placed(scene, trigger)) < 2:
        return []  # each needs a day or a place of its own
    doc, end = trigger.doc, _end_of_phrase(trigger)
    found: list[Stretch] = []
    start = trigger.i + 1
    for index in (i for i in range(start + 1, end - 1) if doc[i].lower_ in _LINKS):
        before = _read(scene, trigger, doc[start:index], slot) if start < index else None
        if before is not None and before.is_whole:
            behind = _read(scene, trigger, doc[index + 1 : end], slot)
            if behind.is_whole and bool(before.guests) == bool(behind.guests):
                found.append(before)
                start = index + 1
    return [*found, _read(scene, trigger, doc[start:end], slot)] if found else []


def _end_of_phrase(trigger: Token) -> int:
    """Where the words behind a trigger end that have no verb of their own."""
    doc, after = trigger.doc, range(trigger.i + 1, trigger.sent.end)
    return next((i for i in after if is_verb(doc[i]) and doc[i].dep_ not in {"amod", "compound"}), trigger.sent.end)


def _read(scene: Scene, trigger: Token, inside: Words, slot: str) -> Stretch:
    """What these words tell."""
    span = Span(inside.start_char, inside.end_char)
    guests = tuple(argument for each in _guests(scene, trigger, inside) for argument in arguments(slot, each.mentions))
    where = _towns(scene, trigger, inside)
    visited = [Argument(slot, actor_key(Kind.COUNTRY, each.country), each.span) for each in where if each.country]
    times = [time for time in scene.times_in(trigger.sent) if span.contains(time.span)]
    return Stretch(
        span,
        guests or tuple(visited if _goes(trigger) else ()),
        tuple(Argument("place", each.key, each.span) for each in where),
        tuple(Argument("date", time.start, time.span) for time in times[:1]),
    )


def _towns(scene: Scene, trigger: Token, inside: Words) -> list[Mention]:
    """The first place of the words: one behind "in" or "at", or that of a journey: "will visit Beirut"."""
    named = [each for each in placed(scene, trigger) if inside.start <= each.head.i < inside.end]
    return [each.mentions[0] for each in named if _goes(trigger) or _is_inside(scene.words_of(each.mentions[0]))][:1]


def _is_inside(name: Words) -> bool:
    """True for 'White House' in "at the White House"."""
    before = [word.lower_ for word in name.doc[max(0, name.start - 2) : name.start]]
    return bool(before) and (before[-1] in _WHERE or (before[-1] == "the" and before[0] in _WHERE))


def _goes(trigger: Token) -> bool:
    return trigger.lemma_ == "visit"


def _guests(scene: Scene, trigger: Token, inside: Words) -> Iterator[Filler]:
    """The actors among the words; no country beside its person, and nobody who is inside another's phrase."""
    found = [each for each in fillers(scene, trigger) if inside.start <= each.head.i < inside.end and not each.within]
    people = {m.key for each in found for m in each.mentions if kind_of(m.key) is Kind.PERSON}
    behind = {side for key in people for side in scene.sides(key)}
    return (each for each in found if not behind & {m.key for m in each.mentions})

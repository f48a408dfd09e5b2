"""Where a meeting was, by words that point: "here", "flew to Oslo, where she met him"; else the dateline's town."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from kg.finding.belonging import hangs_on
from kg.finding.fillers import LOCATIVES
from kg.finding.grouping import Candidate, Group
from kg.finding.scene import Scene
from kg.finding.settings import Placed, placed
from kg.finding.status import tense
from kg.finding.telling import settled
from kg.lexicon import words
from kg.parse.doc import Token
from kg.records import Argument, EventMention, Kind, actor_key, kind_of
from kg.syntax import governors, is_verb, objects, obliques, preceding, subjects, verb_at

_PLACE = "place"
_POINTING = frozenset({"here", "there"})
_TRAVELLED = frozenset({"held", "planned"})
_GONE = frozenset({"past", "pluperfect"})
_APART = 6  # words from a place to its "where": "at the White House on Monday night, where"


def located(scene: Scene, each: Group) -> Group:
    """The meeting with the place to which its words point; none for a call; one told in the lead at the dateline's."""
    if "call" in each.values("mode"):
        return _at(each, {})
    pointed = _told(scene, each, _before_where) or _told(scene, each, _here_or_there)
    if pointed:
        return _at(each, pointed)
    own = _without_situations(scene, each)
    return own if own.values(_PLACE) else _on_journey(scene, own) or _by_dateline(scene, own)


def _without_situations(scene: Scene, each: Group) -> Group:
    """The meeting without the place of what was talked about: "talks on a truce in Gaza"."""
    kept = [
        replace(one, arguments=tuple(told for told in one.arguments if not _is_of_situation(scene, one, told)))
        for one in each.candidates
    ]
    return Group(kept)


def _is_of_situation(scene: Scene, one: Candidate, told: Argument) -> bool:
    """True for 'Gaza' in "talks on a truce in Gaza"; a capital is as often where they talk of it."""
    head = scene.token_in(told.span) if told.slot == _PLACE and told.span is not None else None
    if head is None or head.dep_ != "pobj" or head.head.lower_ != "in":
        return False
    noun = head.head.head
    if noun == one.trigger or noun.lemma_.lower() not in words("situation_nouns"):
        return False
    return not any(place.country for place in scene.cast.places(head))


def _at(each: Group, places: Mapping[int, Argument]) -> Group:
    """The meeting with these places alone, by the trigger whose words tell them."""
    return Group([replace(one, arguments=tuple(_placed_at(one, places))) for one in each.candidates])


def _placed_at(one: Candidate, places: Mapping[int, Argument]) -> Iterator[Argument]:
    """What a passage tells, with its own place among these, or with the same place told otherwise."""
    own = places.get(one.trigger.i)
    values = {place.value for place in places.values()} if own is None else set()
    yield from (told for told in one.arguments if told.slot != _PLACE or told.value in values)
    if own is not None:
        yield own


def _told(scene: Scene, each: Group, find: Callable[[Scene, Candidate], Placed | None]) -> Mapping[int, Argument]:
    """The first place found for one of the passages, by its trigger."""
    found = ((one.trigger.i, place) for one in each.candidates if (place := find(scene, one)) is not None)
    return {where: Argument(_PLACE, place.mentions[0].key, place.mentions[0].span) for where, place in islice(found, 1)}


def _before_where(scene: Scene, one: Candidate) -> Placed | None:
    """'Oslo' for 'met' in "flew from Bonn to Oslo on Monday, where she met him"."""
    around, where = placed(scene, one.trigger), _where_over(one.trigger)
    if where is None or any(place.head.i > where.i and _is_own(scene, one, place) for place in around):
        return None
    before = [place for place in around if 0 < where.i - place.head.i <= _APART]
    return before[-1] if before and before[-1].head.dep_ != "conj" else None


def _here_or_there(scene: Scene, one: Candidate) -> Placed | None:
    """'here' in "met here on Monday"; not in "from here", nor in "met at the palace here"."""
    around = placed(scene, one.trigger)
    if any(_is_own(scene, one, place) and place.mentions[0].key in one.values(_PLACE) for place in around):
        return None
    near = (place for place in around if place.head.lower_ in _POINTING and hangs_on(one.trigger, place.head))
    return next((place for place in near if not place.head.i or place.head.nbor(-1).lower_ != "from"), None)


def _is_own(scene: Scene, one: Candidate, place: Placed) -> bool:
    """True for a place behind "in" or "at" that hangs on the word: "where they met at the palace"."""
    return _is_inside(scene, place) and hangs_on(one.trigger, place.head)


def _is_inside(scene: Scene, place: Placed) -> bool:
    """True for 'palace' in "at the palace"."""
    name = scene.words_of(place.mentions[0])
    return any(word.lower_ in LOCATIVES for word in name.doc[max(0, name.start - 2) : name.start])


def _where_over(trigger: Token) -> Token | None:
    """The "where" of the clause in which the word stands."""
    verbs = [word for word in (verb_at(trigger), *governors(trigger)) if word is not None]
    found = [child for verb in verbs for child in verb.children if child.lower_ == "where" and child.i < trigger.i]
    return found[0] if found else None


def _on_journey(scene: Scene, each: Group) -> Group | None:
    """The meeting at the end of a journey told just before: "will fly to Oslo on Monday. There he will meet ..."."""
    first, told = each.candidates[0], settled(each)
    before = preceding(first.trigger.sent)
    is_elsewhere = any(_is_inside(scene, place) for place in placed(scene, first.trigger))
    if told not in _TRAVELLED or "inPerson" not in each.values("mode") or before is None or is_elsewhere:
        return None
    verb = next(
        (word for word in reversed(list(before)) if is_verb(word) and word.lemma_ in words("going_verbs")), None
    )
    if verb is None or not _travels(scene, verb, each) or (told == "held" and tense(verb) not in _GONE):
        return None
    ends = _destinations(scene, verb)
    place = Argument(_PLACE, ends[0].mentions[0].key, None, inferred=True) if len(ends) == 1 else None
    return _at(each, {first.trigger.i: place}) if place else None


def _destinations(scene: Scene, verb: Token) -> list[Placed]:
    """Where a verb of going leads: 'Oslo' in "will fly from Bonn to Oslo on Monday", both in "to Amman and Riyadh"."""
    return [place for place in placed(scene, verb) if place.head in _ends(verb)]


def _ends(verb: Token) -> list[Token]:
    return obliques(verb, "to", "for", "in", "at") if verb.lemma_ != "visit" else objects(verb)


def _travels(scene: Scene, verb: Token, each: Group) -> bool:
    """True where who goes is one of those who meet."""
    return any(one.key in each.values("participant") for word in subjects(verb) for one in scene.cast.referents(word))


def _by_dateline(scene: Scene, each: Group) -> Group:
    """A meeting in person that the lead tells as held, and no place for it, was in the town of the dateline."""
    first, town = each.candidates[0], _town(scene)
    is_news = settled(each) == "held" and "inPerson" in each.values("mode") and scene.is_lead(first.trigger)
    if town is None or not is_news:
        return each
    return _at(each, {first.trigger.i: Argument(_PLACE, town, None, inferred=True)})


def along(scene: Scene, told: Sequence[EventMention]) -> list[EventMention]:
    """The meetings, with those that go on in the town of the dateline: "met X here on Monday. Later she saw Y"."""
    town = _town(scene)
    events = {one.number: [each for each in told if each.number == one.number] for one in told}
    at_home = [each for each in events.values() if town in _values(each, _PLACE)]
    there = [each[0] for each in events.values() if any(_goes_on(each, before) for before in at_home)]
    place = Argument(_PLACE, town or "", None, inferred=True)
    return [replace(one, arguments=(*one.arguments, place)) if one in there else one for one in told]


def _goes_on(event: Sequence[EventMention], before: Sequence[EventMention]) -> bool:
    """True for a meeting told later, of the same day and with one of the same people, of which no place is told."""
    later = before[0].trigger.start < event[0].trigger.start and {each.status for each in event} == {"held"}
    of_now = _values(event, "date") <= _values(before, "date") and all(each.as_of is None for each in event)
    shared = _values(event, "participant") & _values(before, "participant")
    open_place = not _values(event, _PLACE) and _values(event, "mode") == {"inPerson"}
    return later and of_now and open_place and any(kind_of(key) is Kind.PERSON for key in shared)


def _values(event: Sequence[EventMention], slot: str) -> set[str]:
    return {told.value for one in event for told in one.arguments if told.slot == slot}


def _town(scene: Scene) -> str | None:
    """The town of the dateline."""
    town = scene.article.place
    return actor_key(Kind.PLACE, town.split(",")[0].strip()) if town else None

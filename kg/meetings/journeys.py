"""Visits, and the meetings for which they were made: one event where an article tells of both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from kg.finding.grouping import Candidate, Group
from kg.finding.scene import Scene
from kg.finding.telling import settled
from kg.lexicon import table
from kg.parse.doc import Token
from kg.records import Argument, Kind, kind_of

_SLOT = "participant"


def joined_to_meetings(scene: Scene, groups: Sequence[Group]) -> list[Group]:
    """The events, each visit joined to the meeting for which it was made: "will visit Ankara ... will meet Arslan".

    Who "flew to Ankara on Sunday" and "will meet Arslan on Tuesday" has one meeting ahead, and none on Sunday.
    """
    meetings = [each for each in groups if not is_journey(each)]
    made_for = {id(each): _meeting_of(scene, each, meetings) for each in groups if is_journey(each)}
    found = []
    for each in groups:
        visits = [visit for visit in groups if made_for.get(id(visit)) is each and settled(visit) == settled(each)]
        if made_for.get(id(each)) is None:
            found.append(_dated_by_meeting(_together([each, *map(_without_visited, visits)])))
    return found


def is_journey(each: Group) -> bool:
    """True where the words for it tell of somebody's going somewhere, and of nobody's being met."""
    return all(map(_goes, each.candidates))


def is_on_the_way(each: Group) -> bool:
    """True where the words for it tell of nothing but getting there: "flew to", "is due in"."""
    return all(_journeys().get(_word(one.trigger)) == "way" for one in each.candidates)


@cache
def _journeys() -> Mapping[str, str]:
    return {row["word"]: row["kind"] for row in table("journey_words")}


def _goes(one: Candidate) -> bool:
    return _word(one.trigger) in _journeys()


def _word(trigger: Token) -> str:
    """The word that tells of going: 'due' in "is due in Cairo"."""
    return next((child.lower_ for child in trigger.children if child.lower_ == "due"), trigger.lemma_)


def _meeting_of(scene: Scene, visit: Group, meetings: Sequence[Group]) -> Group | None:
    """The first meeting with somebody of the country visited that the visitor has on a day of the visit."""
    return next((each for each in meetings if _is_made_for(scene, visit, each)), None)


def _is_made_for(scene: Scene, visit: Group, meeting: Group) -> bool:
    people, others = set(visit.values(_SLOT)), set(meeting.values(_SLOT))
    visitors = {key for key in people if kind_of(key) is Kind.PERSON} & others
    visited = {key for key in people if kind_of(key) is not Kind.PERSON}
    sides = {side for key in others - visitors for side in (key, *scene.sides(key))}
    guessed = others - visitors <= scene.guessed  # "There he will see Prime Minister X": of the country visited
    if not visitors or not visited or not (visited <= sides or guessed):
        return False
    return is_on_the_way(visit) or (settled(visit) == settled(meeting) and _fall_together(visit, meeting))


def _fall_together(visit: Group, meeting: Group) -> bool:
    days = [*visit.values("date"), *meeting.values("date")]
    return all(one.startswith(other) or other.startswith(one) for one in days for other in days)


def _without_visited(visit: Group) -> Group:
    """The visit without the country visited, for which those stand whom the visitor met."""
    return Group([_left_with(one, _is_no_country) for one in visit.candidates])


def _is_no_country(argument: Argument) -> bool:
    return argument.slot != _SLOT or kind_of(argument.value) is Kind.PERSON


def _left_with(one: Candidate, fits: Callable[[Argument], bool]) -> Candidate:
    return replace(one, arguments=tuple(argument for argument in one.arguments if fits(argument)))


def _together(groups: Iterable[Group]) -> Group:
    return Group(sorted((one for each in groups for one in each.candidates), key=lambda one: one.trigger.i))


def _dated_by_meeting(each: Group) -> Group:
    """The event without the day of a journey where it has its own: "will fly on Thursday and meet him on Friday"."""
    met = any(one.values("date") for one in each.candidates if not _goes(one))
    return Group([_undated(one) if met and _goes(one) else one for one in each.candidates])


def _undated(one: Candidate) -> Candidate:
    return _left_with(one, lambda argument: argument.slot not in {"date", "endDate"})

"""Meetings: two or more sides talk, in person, by telephone or by video."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from kg.finding.circumstances import of_meeting
from kg.finding.grouping import Candidate, Group
from kg.finding.recipe import Recipe
from kg.finding.scene import Scene
from kg.finding.sequels import followed
from kg.finding.status import Signal, is_left_out, ruled, tense
from kg.finding.telling import find_by, settled
from kg.finding.timely import timely
from kg.lexicon import words
from kg.meetings.agendas import with_agendas
from kg.meetings.apart import each_apart
from kg.meetings.bystanders import without_bystanders, without_late
from kg.meetings.elsewhen import on_own_days
from kg.meetings.engagements import beyond_doubt, of_cancelled, without_denied_reports
from kg.meetings.journeys import is_journey, is_on_the_way, joined_to_meetings
from kg.meetings.lasting import with_course
from kg.meetings.venues import along, located
from kg.parse.doc import Token
from kg.periods import agree
from kg.records import Argument, EventMention, Kind, kind_of, name_of
from kg.syntax import governors, is_negated, is_verb, verb_at
from kg.times import TimeMention
from kg.times.almanac import side_of
from kg.times.outlook import had_been_due

KIND = "Meeting"
NEWS = 5  # sentences from the lead over which what is told without a day is news of the same day
WEEK = 7  # days
PASSED = 0.5  # what is left of the chance of a plan whose day has passed; of 0.3, 0.5, 0.7 the best left out
SURE = 0.9  # chance of a status from which two passages cannot tell one meeting; 0.8 makes no difference
STATUSES = ("cancelled", "denied", "held", "planned", "proposed")


FOLLOWS = {  # what a further sentence may say of a meeting that stands so: "Bern declined", "It was called off"
    "proposed": frozenset({"denied"}),
    "planned": frozenset({"cancelled"}),
    "held": frozenset({"denied"}),
}


def find(scene: Scene) -> list[EventMention]:
    """The meetings that the article tells, passage by passage."""
    return with_agendas(scene, along(scene, find_by(scene, RECIPE)))


def _ruled(found: Sequence[Signal]) -> str:
    tenses = {
        "to-have": "cancelled",
        "future": "planned",
        "to": "planned",
        "would": "planned",
        "modal": "proposed",
        "if": "proposed",
    }
    order = ("cancelled", "denied", "proposed", "planned")
    return ruled(found, order, refused="denied", by_tense={**tenses, "past": "held"})


def _gathered(scene: Scene, groups: Sequence[Group]) -> list[Group]:
    """The meetings with the visits made for them, and with what further sentences say became of them."""
    dated = [with_course(scene, on_own_days(scene, each)) for each in groups]
    told = followed(scene, joined_to_meetings(scene, dated), FOLLOWS, settled)
    return of_cancelled(without_denied_reports(told, settled), settled)


def _completed(scene: Scene, each: Group) -> Group:
    sure = _hardly_ahead(scene, _not_as_planned(_gone_without(beyond_doubt(without_late(scene, each)))))
    told = _dated_by_news(scene, _not_before_its_day(scene, _dated_by_dateline(scene, sure)))
    return timely(scene, located(scene, told), KIND, settled(told))


def _gone_without(each: Group) -> Group:
    """What a sentence with "left without a meeting" tells was not held, whatever its other words say."""
    without = {one.trigger.sent.start for one in each.candidates if is_left_out(one.trigger)}
    denied = {"denied": 1.0}
    return Group(
        [replace(one, outlook=denied) if one.trigger.sent.start in without else one for one in each.candidates]
    )


def _not_as_planned(each: Group) -> Group:
    """What "will not take place as planned" was cancelled, not denied."""
    cancelled = {"cancelled": 1.0}
    return Group([replace(one, outlook=cancelled) if _is_off(one.trigger) else one for one in each.candidates])


def _is_off(trigger: Token) -> bool:
    """True for 'talks' in "the talks will not go ahead as planned"."""
    verb = verb_at(trigger)
    if verb is None or not is_negated(verb) or tense(verb) not in {"future", "would", "past", "present"}:
        return False
    return any(phrase in verb.doc[verb.i : verb.sent.end].text.lower() for phrase in words("as_planned_phrases"))


def _not_before_its_day(scene: Scene, each: Group) -> Group:
    """A meeting on a day after the article's is planned, whatever its verbs say: "the two meet on Friday"."""
    days, today = each.values("date"), scene.article.day
    if today is None or not days or settled(each) != "held" or any(side_of(day, today) != "after" for day in days):
        return each
    return Group([replace(one, outlook={"planned": 1.0}) for one in each.candidates])


def _hardly_ahead(scene: Scene, each: Group) -> Group:
    """A meeting on a day before the article's is told as planned less often than its verbs say: "were to meet".

    So is one that "had been due", whatever its day.
    """
    days, today = each.values("date"), scene.article.day
    is_past = today is not None and bool(days) and all(side_of(day, today) == "before" for day in days)
    return Group([_less_planned(one) if is_past or _had_been_due(one) else one for one in each.candidates])


def _had_been_due(one: Candidate) -> bool:
    return any(had_been_due(word) for word in (one.trigger, *governors(one.trigger)))


def _less_planned(one: Candidate) -> Candidate:
    outlook = {status: value * (PASSED if status == "planned" else 1.0) for status, value in one.outlook.items()}
    return replace(one, outlook=outlook)


def _dated_by_dateline(scene: Scene, each: Group) -> Group:
    """A meeting that the lead tells as held, without a day, was held on the day of the dateline."""
    first, day = each.candidates[0], scene.article.dateline
    if day is None or settled(each) != "held" or each.values("date") or not scene.is_lead(first.trigger):
        return each
    dated = replace(first, arguments=(*first.arguments, Argument("date", day, None, inferred=True)))
    return Group([dated, *each.candidates[1:]])


def _dated_by_news(scene: Scene, each: Group) -> Group:
    """A meeting told without a day soon after the lead, of which all that stands between is one day: that day's."""
    first = each.candidates[0]
    day = _day_of_news(scene, first)
    if day is None or each.values("date") or settled(each) != "held" or not _is_news(scene, first):
        return each
    dated = replace(first, arguments=(*first.arguments, Argument("date", day, None, inferred=True)))
    return Group([dated, *each.candidates[1:]])


def _day_of_news(scene: Scene, one: Candidate) -> str | None:
    """The day of the lead, where no other of the days just past is told before the passage."""
    here = one.passage.start
    before = [start for start in scene.sentence_starts if scene.article.body <= scene.doc[start].idx < here]
    told = [time for time in scene.times if time.span.end <= here and _is_recent(scene, time)]
    days = {time.start for time in told}
    opening = [time for time in told if scene.is_lead(scene.token_in(time.span) or one.trigger)]
    return told[0].start if opening and len(days) == 1 and len(before) <= NEWS else None


def _is_recent(scene: Scene, time: TimeMention) -> bool:
    """True for one day of the week up to the article's."""
    today = scene.article.day
    if today is None or time.end or time.outward or time.role != "on" or len(time.start) < len(today):
        return False
    return 0 <= (date.fromisoformat(today[: len(time.start)]) - date.fromisoformat(time.start)).days < WEEK


def _is_news(scene: Scene, one: Candidate) -> bool:
    """True for "They met for an hour", "She held talks with him"; not for "The decision followed a call"."""
    verb, sentence = verb_at(one.trigger), one.trigger.sent
    if verb is None or scene.times_in(sentence) or any(word.lower_ in words("series_spans") for word in sentence):
        return False
    return tense(verb) == "past" and (is_verb(one.trigger) or one.trigger.dep_ == "dobj") and verb.lemma_ != "follow"


def _is_meeting(scene: Scene, each: Group) -> bool:
    """False where nobody meets another side, as far as words tell: a cabinet, a team, one person alone."""
    people = each.values("participant")
    if not _names_somebody(each):
        return False
    if len(people) == 1:
        return kind_of(people[0]) is Kind.ORGANIZATION and name_of(people[0]).isupper()
    sides = [set() if key in scene.guessed else set(scene.sides(key)) for key in people]
    return len(people) >= 2 and not (all(sides) and len(set.union(*sides)) == 1)


def _names_somebody(each: Group) -> bool:
    """False where a visit is told of and none says whose, or where to: "the Malaysia visit will be rescheduled"."""
    if not is_journey(each):
        return True
    told = any(a.slot == "participant" and not a.inferred for one in each.candidates for a in one.arguments)
    return told and (bool(each.values("place")) or not is_on_the_way(each))


def _clash(told: Candidate, one: Candidate) -> bool:
    """True for two passages of which one was held and the other lies ahead, or that differ in status and day.

    "The meeting was to take place on July 2 but was deferred" is another one than that of July 16.
    """
    pairs = ((told, one), (one, told))
    if any(a.outlook.get("held", 0.0) >= SURE and b.outlook.get("planned", 0.0) >= SURE for a, b in pairs):
        return True
    beside = told.trigger.sent == one.trigger.sent and verb_at(told.trigger) != verb_at(one.trigger)
    if (beside or _is_further(one)) and all(_persons(a) - _persons(b) for a, b in pairs):
        return True
    apart = any(not agree(mine, other) for mine in told.values("date") for other in one.values("date"))
    return apart and told.status != one.status and not any(each.values("endDate") for each in (told, one))


def _is_further(one: Candidate) -> bool:
    """True for 'lunched' in "The king then lunched with Prime Minister X": somebody else after those met before."""
    verb = verb_at(one.trigger)
    return verb is not None and any(child.lower_ in words("further_words") for child in verb.children)


def _persons(one: Candidate) -> set[str]:
    return {key for key in one.values("participant") if kind_of(key) is Kind.PERSON}


RECIPE = Recipe(
    kind=KIND,
    roles=("participant",),
    apart=("date", "place", "mode", "durationMinutes"),
    statuses=STATUSES,
    circumstances=of_meeting,
    rule=_ruled,
    is_event=_is_meeting,
    least={"participant": 2},
    dates=("date", "endDate"),
    has_place=True,
    single=("date", "endDate", "place", "durationMinutes", "mode", "occasion"),
    present=without_bystanders,
    several=partial(each_apart, slot="participant"),
    worded=True,
    gathered=_gathered,
    clash=_clash,
    completed=_completed,
    same=0.4,
    kept=0.45,
)

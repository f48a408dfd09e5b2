"""Where an article leaves a duty, by what each of its passages tells: the news outdates what came before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kg.finding.scene import Scene
from kg.finding.status import tense, word_status
from kg.parse.doc import Token
from kg.syntax import governors, is_verb
from kg.tariffs.arrivals import has_not_come
from kg.tariffs.measures import Measure, Telling
from kg.tariffs.pointing import ENDS
from kg.times import TimeMention
from kg.times.almanac import side_of

_OPEN = frozenset({None, "threatened", "denied"})
_NEWS = 2  # sentences of the article whose duty is its news
_RECENT = 8  # days: what is told of the week before the article may be its news as well


def settle(measure: Measure, today: str | None) -> str:
    """The status that the article as a whole reports, by what the rules read in each passage."""
    ahead = any(today and side_of(day, today) == "after" for day in measure.values("effectiveDate"))
    ended = any(one.status in ENDS and not has_not_come(one.naming) for one in measure.tellings)
    told = [one.status for one in measure.tellings if one.status and not (ended and has_not_come(one.naming))]
    if _is_off(measure):
        return "denied"
    is_open = any(one.status == "threatened" and _is_open(one) for one in measure.tellings)
    return settled_by([each for each in told if not is_open or each != "announced"], ahead=ahead)


def _is_off(measure: Measure) -> bool:
    """True where the news is that none will come: "The levy is off the table. He had said that it could come"."""
    first, *rest = measure.tellings
    later = [one for one in rest if one.status]
    is_news = first.status == "denied" and first.sentence < _NEWS
    return is_news and all(one.status == "threatened" and _is_told_before(one) for one in later)


def _is_told_before(one: Telling) -> bool:
    """True for "had said that it could apply from January"."""
    return any(tense(word) == "pluperfect" for word in governors(one.naming.token) if is_verb(word))


def _is_open(one: Telling) -> bool:
    """True for "will impose it from January unless the ban goes", "no decision on such a tariff has been taken"."""
    text = one.naming.token.sent.text.lower()
    return "unless" in text or "no decision" in text


def settled_by(told: Sequence[str], *, ahead: bool) -> str:
    """The status of a duty by those of its passages: its end beats what it was before."""
    ends = [status for status in told if status in ENDS]
    if ends:
        return ends[-1]
    order = ("announced", "threatened", "inForce") if ahead else ("inForce", "announced", "threatened")
    return next((status for status in order if status in told), told[-1] if told else "inForce")


def up_to_date(scene: Scene, measure: Measure) -> Measure:
    """The duty whose history says nothing of where it stands: "dropped the plan in January and revived it last week".

    History is an end that is dated before the last days, where the article opens with the duty as it stands now.
    """
    first = measure.tellings[0]
    if first.sentence >= _NEWS or first.status in _OPEN:
        return measure
    return replace(measure, tellings=[first, *(_without_history(scene, one) for one in measure.tellings[1:])])


def _without_history(scene: Scene, one: Telling) -> Telling:
    return replace(one, status=None, outlook={}) if one.status in ENDS and _is_history(scene, one) else one


def _is_history(scene: Scene, one: Telling) -> bool:
    """True where each word that ends the duty in the passage is dated, and long before the article."""
    ends = [word for word in one.naming.token.sent if _ends(word)]
    dated = [scene.attached_times(word) for word in ends]
    return bool(ends) and all(times and all(_is_past(scene, time) for time in times) for times in dated)


def _ends(word: Token) -> bool:
    return is_verb(word) and word_status(word, "tariff") in ENDS and tense(word) in {"past", "pluperfect", "participle"}


def _is_past(scene: Scene, time: TimeMention) -> bool:
    """True for a day more than a week before the article's, a month or a year before its own."""
    today = scene.article.day
    if today is None or side_of(time.start, today) != "before":
        return False
    if len(time.start) < len(today):
        return True
    return (date.fromisoformat(today) - date.fromisoformat(time.start)).days >= _RECENT

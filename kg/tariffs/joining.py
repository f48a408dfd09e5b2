"""What a further passage adds to a duty told before: its speaker, its days, or only the rate that is no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.finding.status import tense
from kg.lexicon import words
from kg.records import Argument, Kind, kind_of
from kg.syntax import is_passive, is_verb
from kg.tariffs.likeness import alike, clashes, rates_clash
from kg.tariffs.measures import Measure, Telling
from kg.tariffs.naming import is_at_once
from kg.tariffs.pointing import REPLACING

_ONE_VALUED = ("rateMin", "rateMax", "previousRate", "announcedDate", "effectiveDate", "endDate", "announcedBy")
_OUTDONE = ("announcedBy", "announcedDate", "effectiveDate")  # what a later passage may tell better
_WHOLE_DAY = len("2025-07-11")
_NEXT = 2  # sentences after a duty in which its old rate is told: "The current duty is 10 percent"


def joined(measure: Measure, telling: Telling) -> Telling:
    """The passage as part of a duty: its speaker announced it where he speaks for the imposer."""
    known = measure.values("announcedBy") or telling.values("announcedBy")
    speaker = telling.source["speaker"]
    if not known and speaker and kind_of(speaker) is Kind.PERSON and telling.voice in measure.values("imposer"):
        telling = replace(telling, arguments=(*telling.arguments, Argument("announcedBy", speaker)))
    telling = _as_end(measure, _at_once(measure, telling))
    _give_way(measure, telling)
    return _without_repeats(measure, telling)


def _at_once(measure: Measure, telling: Telling) -> Telling:
    """ "It applies at once", told of a duty that was announced on a day: it came on that day."""
    days = measure.values("announcedDate")
    is_told = telling.naming.is_definite and is_at_once(telling.naming) and not telling.values("announcedDate")
    is_over = telling.is_ahead or any(one.status in {"lifted", "suspended", "denied"} for one in measure.tellings)
    if not is_told or is_over or len(days) != 1 or len(days[0]) < _WHOLE_DAY or measure.last is telling:
        return telling
    kept = tuple(one for one in telling.arguments if one.slot != "effectiveDate")
    return replace(telling, arguments=(*kept, Argument("effectiveDate", days[0], inferred=True)))


def _as_end(measure: Measure, telling: Telling) -> Telling:
    """ "Japan will scrap its tariff ... The cuts take effect on July 1": the day on which it ends."""
    is_over = {one.status for one in measure.tellings if one.status} == {"lifted"}
    is_back = telling.naming.sort == "back" and telling.naming.token.pos_ == "NOUN"
    if not is_over or not is_back or "effectiveDate" not in telling.outright:
        return telling
    ended = (replace(one, slot="endDate") if one.slot == "effectiveDate" else one for one in telling.arguments)
    return replace(telling, arguments=tuple(ended), outright=telling.outright - {"effectiveDate"})


def _give_way(measure: Measure, telling: Telling) -> None:
    """Takes back the days and announcers that were told before, where the passage tells better ones."""
    slots = {slot for slot in _OUTDONE if measure.values(slot) and _tells_better(measure, telling, slot)}
    if slots:
        measure.tellings[:] = [
            replace(one, arguments=tuple(each for each in one.arguments if each.slot not in slots))
            for one in measure.tellings
        ]


def _tells_better(measure: Measure, telling: Telling, slot: str) -> bool:
    """True for a day after its month, and for "take effect on August 2" after "imposed on July 20"."""
    told = [one for one in measure.tellings if one.values(slot)]
    days = [(new, old) for new in telling.values(slot) for old in measure.values(slot) if new != old]
    if days and slot != "announcedBy" and all(new.startswith(old) for new, old in days):
        return True
    if (
        slot == "effectiveDate"
        and days
        and slot in telling.outright
        and _is_put_off(measure)
        and all(new > old for new, old in days)
    ):
        return True
    return bool(days) and slot in telling.outright and not any(slot in one.outright for one in told)


def _is_put_off(measure: Measure) -> bool:
    """True before the new day of "delayed duties that were to apply from June 15 ... They now start in December"."""
    return any(one.status == "suspended" for one in measure.tellings)


def _without_repeats(measure: Measure, telling: Telling) -> Telling:
    """The passage without a second value for slots that have one, and without goods that it only words otherwise."""
    kept = []
    for one in telling.arguments:
        known = measure.values(one.slot)
        if one.slot in _ONE_VALUED and known and one.value not in known:
            continue
        if one.slot == "product" and one.value not in known and any(alike(one.value, other) for other in known):
            continue
        kept.append(one)
    return replace(telling, arguments=tuple(kept))


def added_as_former(measures: list[Measure], telling: Telling) -> bool:
    """True where the rate is the one that a duty told just before replaces: "The current duty is 10 percent"."""
    rates, is_replaced = set(telling.values("rateMin") + telling.values("rateMax")), _is_replaced(telling)
    here = {word.lower_ for word in telling.naming.token.sent}
    is_past = telling.status in {"inForce", None} and bool(here & words("former_words") or _is_told_as_is(telling))
    is_free = not rates and telling.values("previousRate") == ("0",) and is_past
    if not is_free and (len(rates) != 1 or not (is_past or is_replaced)):
        return False
    for one in reversed(measures):
        is_beside = one is measures[-1] and telling.naming.verb not in {None, one.last.naming.verb}
        near = is_replaced or (0 if is_beside else 1) <= telling.sentence - one.last.sentence <= _NEXT
        if near and one.values("rateMax") and not one.values("previousRate") and _may_have_been(one, telling):
            one.tellings.append(joined(one, _as_former(telling, is_replaced=is_replaced)))
            return True
    return False


def _all_alike(some: Sequence[str], others: Sequence[str]) -> bool:
    return all(any(alike(one, other) for other in others) for one in some)


def _is_told_as_is(telling: Telling) -> bool:
    """True for "The tariff has been 25% since 2018", "That levy stands at 4 per cent"."""
    verb, naming = telling.naming.verb, telling.naming
    is_so = verb is not None and verb.lemma_ in {"be", "stand"} and tense(verb) in {"present", "past"}
    return is_so and naming.sort == "noun" and naming.is_definite and not telling.values("product")


def _as_former(telling: Telling, *, is_replaced: bool) -> Telling:
    """The passage with its rate as the old one; "It starts in May and replaces a rate of 4 percent" tells more."""
    slots = {"rateMin", "rateMax", "previousRate"}
    former = replace(next(each for each in telling.arguments if each.slot in slots), slot="previousRate")
    if not is_replaced or telling.naming.sort != "back":
        return replace(telling, status=None, outlook={}, arguments=(former,))
    rest = (each for each in telling.arguments if each.slot not in {"rateMin", "rateMax"})
    return replace(telling, arguments=(*rest, former))


def _is_replaced(telling: Telling) -> bool:
    """True for the rate of "The duties replace ones of 17 percent"; not in "replace it with a 30% tariff"."""
    rates = [one.span.start for one in telling.arguments if one.slot in {"rateMin", "rateMax"} and one.span]
    before = [word for word in telling.naming.token.sent if rates and word.idx < rates[0]]
    for word in reversed(before):
        if word.lower_ in {"with", "by"}:
            return False
        if is_verb(word) and word.lemma_ in REPLACING:
            return not is_passive(word)
    return False


def _may_have_been(measure: Measure, telling: Telling) -> bool:
    """True where both tell of the same goods and states, at different rates."""
    clash = any(clashes(measure, telling, slot) for slot in ("imposer", "target"))
    mine, known = telling.values("product"), measure.values("product")
    goods = set(mine) <= set(known) or _all_alike(mine, known) and _all_alike(known, mine)
    is_coming = {one.status for one in measure.tellings} <= {"announced", "threatened", "denied", None}
    if _is_told_as_is(telling) and not is_coming:
        return False  # "raised it to 50% in May. The duty has been 60% since July"
    if telling.values("previousRate"):
        return not clash and goods and telling.values("rateMax") == ()  # "eggs currently enter duty-free"
    return not clash and goods and rates_clash(measure, telling)

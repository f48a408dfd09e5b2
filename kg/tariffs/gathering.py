"""Which passages of an article tell the same duty, and what a later passage takes from an earlier one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from kg.finding.status import tense
from kg.lexicon import words
from kg.records import Argument
from kg.tariffs.joining import added_as_former, joined
from kg.tariffs.likeness import clashes, fit, goods_fit, is_other
from kg.tariffs.measures import Measure, Telling
from kg.tariffs.naming import is_bearing
from kg.tariffs.pointing import ENDS

LEAST = 0.35  # how well a passage must fit a duty told before; tried 0.2 to 0.6 on train
_SHARED = ("imposer", "target", "announcedBy", "announcedDate", "effectiveDate")  # what a part has from the whole
_DAYS = ("announcedDate", "effectiveDate")
_NEXT = 2  # sentences over which a duty takes its target from another: "Walnuts will attract 120 per cent"
_BACK = 4  # sentences over which "the measure" points back


def gather(tellings: Iterable[Telling]) -> list[Measure]:
    """The duties of an article; a passage that fits none and names no imposer takes the imposer of the last one."""
    measures: list[Measure] = []
    told = tuple(tellings)
    legs = Counter(telling.naming for telling in told)
    for telling in told:
        if added_as_former(measures, telling):
            continue
        is_back = telling.is_pointing and telling.naming.is_definite and not is_other(telling)
        if is_back and _add_to_recent(measures, telling):
            continue
        if telling.is_bare and telling.naming.is_condition:
            continue
        whole = next((one for one in reversed(measures) if legs[telling.naming] > 1 and _is_whole(one, telling)), None)
        if whole is not None:
            whole.tellings.append(joined(whole, replace(telling, status=_like(whole, telling))))
            continue
        parent = next((one for one in reversed(measures) if _is_part(one, telling)), None)
        if parent is not None:
            measures.append(_split(parent, telling))
            continue
        rated = [(fit(measure, telling), n) for n, measure in enumerate(measures)]
        best, place = max(rated, default=(0.0, -1))
        if best >= LEAST:
            measures[place].tellings.append(joined(measures[place], _told_again(telling, measures[place])))
        else:
            measures += _opened(measures, telling)
    return [_with_target(measure, measures) for measure in measures]


def _with_target(measure: Measure, measures: list[Measure]) -> Measure:
    """A duty told without a country: the one that the imposer's others hit, or that hits the imposer in return."""
    own = set(measure.values("imposer"))
    if measure.values("target") or not own or not (measure.values("product") or measure.values("rateMax")):
        return measure
    here = measure.tellings[0].sentence
    others = [one for one in measures if one is not measure and 0 <= here - one.tellings[0].sentence <= _NEXT]
    hit = {target for one in others if own & set(one.values("imposer")) for target in one.values("target")}
    back = {one for other in others if own & set(other.values("target")) for one in other.values("imposer")}
    likely = (hit or back) - own
    if len(likely) != 1 or (hit and back and hit != back):
        return measure
    first = measure.tellings[0]
    added = Argument("target", next(iter(likely)), inferred=True)
    return Measure([replace(first, arguments=(*first.arguments, added)), *measure.tellings[1:]])


def _is_whole(measure: Measure, telling: Telling) -> bool:
    """True for "new tariffs on American goods took effect" before "Coal will attract 10 percent": the same duty."""
    is_open = not any(measure.values(slot) for slot in ("product", "rateMax")) and bool(measure.values("target"))
    is_next = 0 < telling.sentence - measure.last.sentence <= 1 and is_bearing(telling.naming.token)
    own = any(telling.values(slot) for slot in ("imposer", "target"))
    return is_open and is_next and not own and bool(telling.values("product") and telling.values("rateMax"))


def _like(measure: Measure, telling: Telling) -> str | None:
    """The status of a leg: "will attract" says nothing new of a duty in force."""
    told = [one.status for one in measure.tellings if one.status]
    return (
        "inForce"
        if told[-1:] == ["inForce"] and telling.status == "announced" and not telling.is_ahead
        else telling.status
    )


def _is_part(measure: Measure, telling: Telling) -> bool:
    """True for "Walnuts will attract 120 per cent" after "duties on almonds, apples and walnuts"."""
    mine, theirs = set(telling.values("product")), {one.lower() for one in measure.values("product")}
    if measure.values("rateMax") or not telling.values("rateMax") or len(theirs) < 2:
        return False
    clash = clashes(measure, telling, "imposer") or clashes(measure, telling, "target")
    return not clash and bool(mine) and {one.lower() for one in mine} < theirs


def _split(parent: Measure, telling: Telling) -> Measure:
    """A duty of its own for some of the goods, with the actors and days of the whole."""
    mine = {one.lower() for one in telling.values("product")}
    whole = parent.tellings[0]
    parent.tellings = [
        replace(one, arguments=tuple(a for a in one.arguments if a.slot != "product" or a.value.lower() not in mine))
        for one in parent.tellings
    ]
    slots = [slot for slot in _SHARED if not telling.values(slot)]
    taken = [replace(one, inferred=True) for one in whole.arguments if one.slot in slots]
    return Measure([replace(telling, arguments=(*telling.arguments, *taken))])


def _add_to_recent(measures: list[Measure], telling: Telling) -> bool:
    """ "The decision" belongs to every duty of the passage told last, "its duties" to those of their imposer."""
    fitting = [one for one in measures if not any(clashes(one, telling, slot) for slot in ("imposer", "target"))]
    if telling.naming.is_condition:
        fitting = [one for one in fitting if one.last.sentence < telling.sentence]
    if telling.naming.sort == "back":
        reach = _BACK if telling.naming.token.pos_ == "NOUN" else _NEXT
        fitting = [one for one in fitting if telling.sentence - one.last.sentence <= reach]
    last = max((one.last.sentence for one in fitting), default=-1)
    recent = [one for one in fitting if one.last.sentence == last]
    alike_named = [one for one in recent if one.last.naming.token.lemma_ == telling.naming.token.lemma_]
    ended_so = [one for one in recent if telling.status in ENDS and telling.status in _statuses(one)]
    for one in alike_named or ended_so or recent:
        one.tellings.append(joined(one, _told_again(telling, one)))
    return bool(fitting)


def _statuses(measure: Measure) -> set[str | None]:
    return {one.status for one in measure.tellings}


def _told_again(telling: Telling, measure: Measure) -> Telling:
    """A further passage of a duty; "unless the duty is lifted" says nothing of where it stands.

    Nor does "This tariff will remain in effect" of one that is yet to come.
    """
    is_condition = telling.naming.is_condition and telling.naming.is_definite
    is_coming = _statuses(measure) <= {"threatened", "announced"}
    is_silent = is_condition or (is_coming and _will_last(telling))
    return replace(telling, status=None, outlook={}) if is_silent else telling


def _will_last(telling: Telling) -> bool:
    verb = telling.naming.verb
    is_kept = telling.status == "inForce" and telling.naming.is_definite and verb is not None
    return is_kept and verb is not None and verb.lemma_ in words("keeping_verbs") and tense(verb) == "future"


def _opened(measures: list[Measure], telling: Telling) -> list[Measure]:
    """A new duty, with the imposer and, for a reply, the target taken from what was told before."""
    added = list(_taken_over(measures, telling))
    imposers = [one.value for one in (*telling.arguments, *added) if one.slot == "imposer"]
    if telling.naming.sort == "back" or (telling.is_bare and _says_nothing(telling)):
        return []
    if not imposers and not (telling.values("target") or telling.values("product")):
        return []
    if telling.naming.sort == "reply" and not any(one.slot == "target" for one in (*telling.arguments, *added)):
        return []
    first = next((one for one in measures if any(each.naming == telling.naming for each in one.tellings)), None)
    added += [*_with_sibling(first, telling), *_with_goods_before(measures, telling)]
    status = _like(first, telling) if first is not None else telling.status
    opened = replace(telling, status=status, arguments=(*telling.arguments, *added))
    return [Measure([joined(Measure([opened]), opened)])]


def _with_sibling(first: Measure | None, telling: Telling) -> list[Argument]:
    """What a leg has from the first of its naming: "raised the tariff on cars to 120 percent, on rum to 140"."""
    if first is None or not telling.values("product"):
        return []
    known = {(one.slot, one.value) for each in first.tellings for one in each.arguments if one.slot in _DAYS}
    return [Argument(slot, value, inferred=True) for slot, value in sorted(known) if not telling.values(slot)]


def _with_goods_before(measures: list[Measure], telling: Telling) -> list[Argument]:
    """The goods of "South Korea is not considering tariffs on Japanese cars. The country levies 8% on them"."""
    if telling.values("product") or telling.values("target") or not telling.naming.is_on_same:
        return []
    near = [one for one in measures if 0 <= telling.sentence - one.last.sentence <= 1 and one.values("product")]
    if not near or clashes(near[-1], telling, "imposer"):
        return []
    return [Argument(slot, value, inferred=True) for slot in ("product", "target") for value in near[-1].values(slot)]


def _says_nothing(telling: Telling) -> bool:
    """True for "asked if there was a tariff", "it is no longer a tariff but a poem"."""
    verb = telling.naming.verb
    return telling.status is None or verb is None or verb.lemma_ == "be"


def _taken_over(measures: list[Measure], telling: Telling) -> Iterable[Argument]:
    imposers, targets = telling.values("imposer"), telling.values("target")
    if not imposers and not telling.is_bare:
        imposers = _likely_imposer(measures, telling)
        yield from (Argument("imposer", one, inferred=True) for one in imposers)
    if telling.is_reply and imposers and not targets:
        for measure in reversed(measures):
            against = [one for one in measure.values("imposer") if one not in imposers]
            if against:
                yield Argument("target", against[0], inferred=True)
                return


def _likely_imposer(measures: list[Measure], telling: Telling) -> tuple[str, ...]:
    """Who levies a duty told without an imposer: who levies one on such goods, who speaks, who was told last."""
    targets = telling.values("target")
    if telling.voice and telling.voice not in targets and telling.status not in {None, "inForce"}:
        return (telling.voice,)
    akin = [one for one in measures if goods_fit(one, telling) > 0]
    for measure in (*reversed(akin), *reversed(measures)):
        found = [one for one in measure.values("imposer") if one not in targets]
        if found:
            return (found[0],)
    for one in (telling.voice, telling.doer_before):
        if one and one not in targets:
            return (one,)
    return ()

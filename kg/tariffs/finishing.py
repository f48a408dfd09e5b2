"""Which duties an article really tells, and where it leaves each: weighed over all the passages of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.finding.scene import Scene
from kg.finding.timely import possible
from kg.tariffs.measures import KIND, Measure
from kg.tariffs.settling import settle, settled_by, up_to_date
from kg.tariffs.supplying import completed
from kg.tariffs.weighing import STATUSES
from kg.times.almanac import side_of
from kg.weights import best, chance

KEPT = 0.35  # chance from which a duty is told
OVERRULES = 0.75  # chance from which the weights say where a duty stands; below it the rules do
_STEP = 4  # parts into which chances are cut for features
_BESIDE = frozenset({"amod", "compound", "det", "nmod"})


def finished(scene: Scene, measures: Sequence[Measure]) -> list[tuple[Measure, str, float]]:
    """The duties that are likely meant, each whole, with its status and the chance that it is right."""
    found = []
    for measure in completed(scene, measures):
        status = settled(scene, up_to_date(scene, measure))
        value = chance("tariff.kept", keeping_features(scene, measure, status))
        if value >= KEPT and measure.values("imposer"):
            found.append((_timely(scene, measure, status), status, value))
    return found


def _timely(scene: Scene, measure: Measure, status: str) -> Measure:
    """The duty without the days that its status rules out."""
    today = scene.article.day
    if today is None:
        return measure
    return Measure([replace(one, arguments=possible(one.arguments, today, KIND, status)) for one in measure.tellings])


def settled(scene: Scene, measure: Measure) -> str:
    """The status with which the article leaves the duty: that of the rules, unless the weights are sure of another."""
    status, value = best("tariff.settled", STATUSES, settling_features(scene, measure))
    return status if value >= OVERRULES else settle(measure, scene.article.day)


def settling_features(scene: Scene, measure: Measure) -> list[str]:
    """What speaks for the status with which the article leaves the duty."""
    # the duty of "unless the duty is lifted" says nothing of where it stands
    outlooks, today = [one.outlook for one in measure.tellings if one.outlook], scene.article.day
    tops = [max(sorted(one), key=lambda status: one[status]) for one in outlooks] or ["inForce"]
    start, ruled = _when(measure, today, "effectiveDate"), settle(measure, today)
    found = ["bias", f"rule={ruled}", f"first={tops[0]}", f"last={tops[-1]}", f"passages={min(3, len(outlooks))}"]
    found += [f"any={status}" for status in sorted(set(tops))]
    found += [f"weighed={settled_by(tops, ahead=start == 'after')}", f"ahead={start}", f"rule={ruled}&ahead={start}"]
    for status in STATUSES:
        values = [one.get(status, 0.0) for one in outlooks] or [0.0]
        found += [f"mean{int(_STEP * sum(values) / len(values))}={status}", f"most{int(_STEP * max(values))}={status}"]
    return [*found, f"over={_when(measure, today, 'endDate')}"]


def _when(measure: Measure, today: str | None, slot: str) -> str:
    """Whether a day of the duty lies `before` or `after` the article's, `open` where it is not told."""
    days = measure.values(slot)
    if not days or today is None:
        return "open"
    return "after" if any(side_of(day, today) == "after" for day in days) else "before"


def keeping_features(scene: Scene, measure: Measure, status: str) -> list[str]:
    """What speaks for a duty's being one that the article really tells, with the right actors."""
    told, first = measure.tellings, measure.tellings[0]
    naming, many = first.naming, min(3, len(told))
    given = {one.slot for each in told for one in each.arguments}
    shape = f"imposer={_source(measure, 'imposer')}&target={_source(measure, 'target')}"
    has = "+".join(slot for slot in ("product", "rateMax", "effectiveDate", "announcedDate") if slot in given)
    certain = max((max(one.outlook.values()) for one in told if one.outlook), default=0.0)
    found = ["bias", shape, f"has={has}", f"passages={many}", f"sort={naming.sort}", f"status={status}"]
    found += [f"sort={naming.sort}&{shape}", f"{shape}&passages={many}", f"word={naming.token.lemma_.lower()}"]
    found += [f"agreed={_share(measure, 'imposer')}", f"against={_share(measure, 'target')}", f"verdict={first.status}"]
    found += [f"definite={naming.is_definite}&{shape}", f"certain={int(certain * 5)}"]
    found += [f"rate={'rateMax' in given}&{shape}", f"product={'product' in given}&{shape}"]
    found += [f"mod={child.lower_}" for child in naming.token.children if child.dep_ in _BESIDE]
    found += [f"over={naming.verb.lemma_}"] if naming.verb is not None else []
    return [*found, *(f"about={field}" for field in scene.fields), f"imposers={len(measure.values('imposer'))}"]


def _source(measure: Measure, slot: str) -> str:
    """Whether a slot is `stated`, only `inferred`, or given by `none`."""
    given = [one for each in measure.tellings for one in each.arguments if one.slot == slot]
    return "none" if not given else "inferred" if all(one.inferred for one in given) else "stated"


def _share(measure: Measure, part: str) -> int:
    """How surely an imposer of the duty plays a part in its sentences, in steps."""
    imposers = set(measure.values("imposer"))
    rated = [value for one in measure.tellings for name, key, value in one.parts if name == part and key in imposers]
    return int(_STEP * max(rated, default=0.0))

"""How well a passage fits a duty that was told before: by its actors, goods, rates and how near it stands."""

from __future__ import annotations

from kg.lexicon import words
from kg.tariffs.measures import Measure, Telling


def fit(measure: Measure, telling: Telling) -> float:
    """How well a passage fits a duty told before, from 0 to 1."""
    if measure.last.naming.token == telling.naming.token or is_other(telling):
        return 0.0
    if clashes(measure, telling, "imposer") or clashes(measure, telling, "target"):
        return 0.0
    if rates_clash(measure, telling):
        return 0.0
    if _is_denied_elsewhere(measure, telling):
        return 0.0
    goods = goods_fit(measure, telling)
    if goods < 0:
        return 0.0
    shared = sum(bool(set(measure.values(s)) & set(telling.values(s))) for s in ("target", "rateMax", "imposer"))
    recency = 0.1 / (1 + telling.sentence - measure.last.sentence)
    is_unspecific = not telling.values("product") and not (telling.values("target") and telling.values("rateMax"))
    definite = (0.3 if is_unspecific else 0.1) if telling.naming.is_definite else 0.0
    # "dropping our tariffs on the US" … "Britain had charged 15% on Boeing planes"
    if not measure.values("product") and not measure.values("rateMax") and shared:
        definite += 0.2
    # "they will face higher tariffs" … "The bloc faces major hikes"
    if not any(one.values(slot) for one in (measure, telling) for slot in ("product", "rateMax")) and (
        not measure.values("target")
    ):
        definite += 0.35
    # "threatened duties on tobacco and sugar" … "a 25 per cent duty was an option"
    if _is_same_threat(measure, telling):
        definite += 0.2
    return 0.15 * shared + goods + definite + recency


def _is_same_threat(measure: Measure, telling: Telling) -> bool:
    """True where a rate is named of a threat that was told without one."""
    told = {one.status for one in measure.tellings} == {"threatened"} and telling.status == "threatened"
    is_rate = bool(telling.values("rateMax")) and not telling.values("product") and not measure.values("rateMax")
    return told and is_rate and telling.voice in measure.values("imposer")


def _is_denied_elsewhere(measure: Measure, telling: Telling) -> bool:
    """True for the 40% of "no intention of raising duties any further, having put them up to 40% in January"."""
    is_new = telling.status == "inForce" and bool(telling.values("rateMax"))
    return is_new and {one.status for one in measure.tellings} == {"denied"}


def is_other(telling: Telling) -> bool:
    """True for "most of his other tariffs"."""
    return any(child.lower_ == "other" for child in telling.naming.token.children)


def clashes(measure: Measure, telling: Telling, slot: str) -> bool:
    """True where both name actors for a slot, and none in common."""
    mine, theirs = set(telling.values(slot)), set(measure.values(slot))
    return bool(mine and theirs and not mine & theirs)


def rates_clash(measure: Measure, telling: Telling) -> bool:
    """True where each has a rate and neither lies in the other's range."""
    mine = [float(v) for v in telling.values("rateMin") + telling.values("rateMax")]
    theirs = [float(v) for v in measure.values("rateMin") + measure.values("rateMax")]
    return bool(mine and theirs) and max(mine) != max(theirs)


def goods_fit(measure: Measure, telling: Telling) -> float:
    """0.4 for goods in common, 0 where one names none, below 0 where they are others."""
    mine, theirs = telling.values("product"), measure.values("product")
    if not mine or not theirs:
        return 0.0
    if any(alike(one, two) for one in mine for two in theirs):
        return 0.4
    same_rate = set(telling.values("rateMax")) & set(measure.values("rateMax"))
    same_target = set(telling.values("target")) & set(measure.values("target"))
    return 0.0 if same_rate and same_target else -1.0


def alike(one: str, two: str) -> bool:
    """True where two phrases name goods of one kind: they share a word, but for a plural.

    >>> alike("powdered milk", "milk powder"), alike("flour", "wheat flour"), alike("cars", "car parts")
    (True, True, True)
    """
    return bool(_stems(one) & _stems(two))


def _stems(phrase: str) -> set[str]:
    found = {word.lower().rstrip("s") for word in phrase.replace("-", " ").split()}
    return found - words("generic_goods") or found

"""Which goods bear which rate: "25% on steel and 10% on copper", "on cars to 120%, on drinks to 140%"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from kg.amounts import Amount
from kg.finding.scene import Scene
from kg.finding.status import tense
from kg.lexicon import all_words, table, words
from kg.parse.doc import Token
from kg.records import Mention, Span
from kg.syntax import children, governing_verb
from kg.tariffs.naming import Naming
from kg.tariffs.pointing import REPLACING
from kg.tariffs.spots import Spot, spots_of

_STANDING = frozenset({"stand", "be", "remain", "run"})
_FORMERLY = frozenset({"from", "against", "instead"})  # "instead of 20 per cent"


@dataclass(frozen=True, slots=True)
class Leg:
    """One part of a measure with goods, countries and a rate of its own."""

    items: tuple[Span, ...] = ()
    origins: tuple[Mention, ...] = ()
    low: str | None = None
    high: str | None = None
    previous: str | None = None
    rate: Span | None = None

    def __bool__(self) -> bool:
        """True where anything but the duty itself is told."""
        return bool(self.items or self.origins or self.rate)


def legs_of(scene: Scene, naming: Naming, beside: list[Naming]) -> list[Leg]:
    """The legs of the duty that a word names; `beside` are all the namings of its sentence."""
    spots = spots_of(scene, naming, beside)
    goods = [spot for spot in spots if spot.goods is not None]
    rates = [spot for spot in spots if spot.rate is not None]
    if len(goods) > 1 and len(rates) > 1:
        goods = _with_shared_goods(scene, goods, rates)
    legs = _paired(goods, rates) if len(goods) > 1 and len(rates) > 1 else _single(naming, goods, rates)
    legs = _respectively(scene, naming, legs, rates)
    legs = [_multiplied(leg, naming, rates) for leg in legs]
    named = _named_before(scene, naming)
    if named:
        legs = [replace(leg, items=leg.items or named) for leg in legs] or [Leg(items=named)]
    return list(dict.fromkeys(legs)) or [Leg()]


def _single(naming: Naming, goods: list[Spot], rates: list[Spot]) -> list[Leg]:
    """One leg of all goods; several rates make a range: "8 per cent at first and 30 per cent later"."""
    items = tuple(item for spot in goods if spot.goods for item in spot.goods.items)
    origins = tuple(one for spot in goods if spot.goods for one in spot.goods.origins)
    leg = Leg(items, origins)
    if not rates:
        return [leg] if leg else []
    return [_with_rate(leg, _by_company(rates) or _moved(naming, rates) or _change(rates[0], rates[-1]))]


def _moved(naming: Naming, rates: list[Spot]) -> Amount | None:
    """ "The 30% tax on imports will rise to 50%", "could raise its levy, which stands at 4%": the old rate."""
    verb, one, two = naming.verb, rates[0], rates[-1]
    if verb is None or naming.sort not in {"noun", "back"}:
        return None
    if one.rate is None or two.rate is None or one.rate.low is None or one.rate.low != one.rate.high:
        return None
    is_first = one != two and two.rate.previous is None and two.rate.low is not None
    if is_first and _is_moved(verb, two) and (one.at < naming.token.i or one.at < verb.i) and two.at > verb.i:
        return replace(two.rate, previous=one.rate.low)
    if verb.lemma_ not in all_words("raising_verbs", "lowering_words"):
        return None
    if verb.lemma_ in _factors():
        return None  # "will halve the duty, which stands at 50%": the new rate follows from it
    clause = governing_verb(naming.token.doc[one.at])
    stands = clause is not None and clause.dep_ == "relcl" and clause.lemma_ in _STANDING and clause.i > naming.token.i
    return replace(one.rate, low=None, high=None, previous=one.rate.low) if one == two and stands else None


def _is_moved(verb: Token, new: Spot) -> bool:
    """True for "will rise to 50%", "went up to 50%", "will be 50%", "replaced it with one of 50%"."""
    if verb.lemma_ in REPLACING:
        return any(prep.lower_ == "with" and prep.i < new.at for prep in children(verb, "prep"))
    if verb.lemma_ == "be":
        return tense(verb) in {"future", "would"}
    return new.before == "to" and verb.lemma_ in all_words("raising_verbs", "lowering_words")


def _by_company(rates: list[Spot]) -> Amount | None:
    """The range of "17.4 percent for one maker to 38.1 percent for another"."""
    found = [spot.rate for spot in rates if spot.is_of_company and spot.rate is not None and spot.rate.high]
    if len(found) < 2:
        return None
    ordered = sorted(found, key=lambda rate: Decimal(rate.high or 0))
    return replace(ordered[0], low=ordered[0].low or ordered[0].high, high=ordered[-1].high, previous=None)


def _change(one: Spot, two: Spot) -> Amount | None:
    """ "from 30 percent a year ago to 315 percent": the later rate, with the first as the one before."""
    if one.rate is not None and one == two and one.before == "from" and one.rate.low == one.rate.high:
        return replace(one.rate, low=None, high=None, previous=one.rate.low)  # "the duty, up from 5 percent, will stay"
    if one.rate is None or two.rate is None or one == two or one.rate.previous is not None:
        return one.rate
    if one.before == "from" and one.rate.low:
        return replace(two.rate, previous=one.rate.low)
    if two.before in _FORMERLY and two.rate.low:
        return replace(one.rate, previous=two.rate.low)
    return one.rate


def _with_rate(leg: Leg, rate: Amount | None) -> Leg:
    if rate is None:
        return leg
    return replace(leg, low=rate.low, high=rate.high, previous=rate.previous, rate=rate.span)


def _paired(goods: list[Spot], rates: list[Spot]) -> list[Leg]:
    """Each phrase of goods with the rate before it, or after it where the first goods come first."""
    goods = _of_whole(goods, rates)
    forward = rates[0].at < goods[0].at
    legs: list[Leg] = []
    for spot in goods:
        before = [rate for rate in rates if rate.at < spot.at]
        after = [rate for rate in rates if rate.at > spot.at]
        chosen = (before[-1] if before else None) if forward else (after[0] if after else None)
        assert spot.goods is not None
        items = legs[-1].items if spot.goods.is_same and legs else spot.goods.items
        legs.append(_with_rate(Leg(items, spot.goods.origins), chosen.rate if chosen else None))
    return legs


def _with_shared_goods(scene: Scene, goods: list[Spot], rates: list[Spot]) -> list[Spot]:
    """Each country with the goods told last: "9 percent for Egypt and 12 percent for Jordan on steel pipes"."""
    *rest, last = (spot.goods for spot in goods if spot.goods is not None)
    if not last.items or any(one.items or not one.origins for one in rest):
        return goods
    shared = [replace(spot, goods=replace(one, items=last.items)) for spot, one in zip(goods[:-1], rest, strict=True)]
    if not last.origins:
        return shared if len(rates) == len(rest) else goods
    is_elided = all(scene.doc[one.end - 1].pos_ == "ADJ" for one in rest)  # "on Thai", not "on Thai goods"
    return [*shared, goods[-1]] if is_elided else goods


def _of_whole(goods: list[Spot], rates: list[Spot]) -> list[Spot]:
    """Goods with the origin of the whole: "on Ugandan goods, lifting the rate on eggs to 20% and on sugar to 35%"."""
    whole, rest = goods[0].goods, goods[1:]
    if whole is None or whole.items or not whole.origins or rates[0].at < rest[0].at:
        return goods
    if any(one.goods is None or one.goods.origins for one in rest):
        return goods
    return [replace(one, goods=replace(one.goods, origins=whole.origins)) for one in rest if one.goods is not None]


def _respectively(scene: Scene, naming: Naming, legs: list[Leg], rates: list[Spot]) -> list[Leg]:
    """ "25% and 10% on steel and aluminium respectively": one leg for each."""
    if len(legs) != 1 or len(rates) < 2 or "respectively" not in {word.lower_ for word in naming.token.sent}:
        return legs
    leg = legs[0]
    if len(leg.items) == len(rates):
        pairs = zip(leg.items, rates, strict=True)
        return [_with_rate(replace(leg, items=(item,)), spot.rate) for item, spot in pairs]
    if len(leg.origins) == len(rates):
        return [_with_rate(replace(leg, origins=(o,)), s.rate) for o, s in zip(leg.origins, rates, strict=True)]
    return legs


def _multiplied(leg: Leg, naming: Naming, rates: list[Spot]) -> Leg:
    """ "will halve its 50 per cent duty": what is told is the old rate, and the new one follows from it."""
    verb = naming.verb
    factor = _factors().get(verb.lemma_) if verb is not None and naming.token.dep_ in {"dobj", "nsubjpass"} else None
    spot = next((one for one in rates if one.rate is not None and one.rate.span == leg.rate), None)
    if factor is None or spot is None or leg.previous or leg.low is None or leg.low != leg.high:
        return leg
    if spot.before in {"to", "by"} or not (spot.at < naming.token.i or spot.before in {"at", "is", "of"}):
        return leg
    rate = f"{(Decimal(leg.low) * factor).normalize():f}"
    return replace(leg, low=rate, high=rate, previous=leg.low)


@cache
def _factors() -> Mapping[str, Decimal]:
    return {row["word"]: Decimal(row["factor"]) for row in table("multiplying_verbs")}


def _named_before(scene: Scene, naming: Naming) -> tuple[Span, ...]:
    """The goods in front of the noun: 'steel' in "his steel tariffs", 'rice' in "the rice import tariff"."""
    if naming.sort != "noun":
        return ()
    token = naming.token
    kept: list[Token] = []
    position = token.i - 1
    while position >= token.sent.start:
        word = token.doc[position]
        if word.text == "-" and not kept and token.doc[position + 1].lower_ in words("measure_modifiers"):
            return ()  # "the exchange-rate safeguard"
        if word.lower_ in words("measure_modifiers"):
            if kept:
                break
        elif not _may_name_goods(scene, word):
            break
        else:
            kept.insert(0, word)
        position -= 1
    if not kept or kept[-1].dep_ not in {"compound", "nmod", "amod", "poss"}:
        return ()
    return (Span(kept[0].idx, kept[-1].idx + len(kept[-1])),)


def _may_name_goods(scene: Scene, word: Token) -> bool:
    if word.pos_ not in {"NOUN", "PROPN"} or word.like_num or scene.cast.referents(word):
        return False
    return word.lower_ not in all_words("generic_goods", "currency_words")

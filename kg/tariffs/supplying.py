"""What stands elsewhere than beside the naming of a duty: who levies it, whom it hits, its announcer and old rate."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from kg.amounts import Amount
from kg.annotate import span_of
from kg.finding.context import Gap, context_features
from kg.finding.grouping import Candidate, Group
from kg.finding.scene import Scene
from kg.mentions.home import dateline_country
from kg.records import Argument
from kg.syntax import clause_root, following
from kg.tariffs.measures import KIND, Measure, Telling
from kg.tariffs.states import is_state_key
from kg.tariffs.weighing import persons_of
from kg.weights import chance

LIKELY = 0.5  # chance from which a target or an old rate is added
KNOWN = 0.35  # chance from which a person is taken to have announced it
_STEP = 4  # parts into which chances are cut for features
_RATES = ("rateMin", "rateMax")


def completed(scene: Scene, measures: Sequence[Measure]) -> list[Measure]:
    """The duties with the imposers, targets, announcers and old rates that stand elsewhere than the rules look."""
    others = {imposer for one in measures for imposer in one.values("imposer")}
    levied = [_levied(scene, one, others) for one in measures]
    aimed = [_aimed(scene, one, levied) for one in levied]
    return [_with_former(scene, _announced(scene, one), aimed) for one in aimed]


def _levied(scene: Scene, measure: Measure, others: Collection[str]) -> Measure:
    """A duty told without an imposer is the dateline's country's: "ABUJA - The government has suspended duties".

    Not where `others` levy duties in the article: "tariffs of this size" are theirs, whoever speaks of them in Abuja.
    """
    home = dateline_country(scene.article)
    if measure.values("imposer") or home is None or home in measure.values("target") or {*others} - {home}:
        return measure
    return _added(measure, Argument("imposer", home, inferred=True))


def is_stated(measure: Measure, slot: str) -> bool:
    """True where words of the duty's passages give the slot, and not only what was told before."""
    return any(one.slot == slot and one.span is not None for each in measure.tellings for one in each.arguments)


def _added(measure: Measure, argument: Argument) -> Measure:
    first = measure.tellings[0]
    return Measure([replace(first, arguments=(*first.arguments, argument)), *measure.tellings[1:]])


def _bare(measure: Measure, slot: str) -> Measure:
    return Measure([_without(one, slot) for one in measure.tellings])


def _without(one: Telling, slot: str) -> Telling:
    return replace(one, arguments=tuple(each for each in one.arguments if each.slot != slot))


def _aimed(scene: Scene, measure: Measure, measures: Sequence[Measure]) -> Measure:
    """The duty with the likeliest target of the article where its passages name none, not even as a number."""
    if is_stated(measure, "target") or is_stated(measure, "targetCount"):
        return measure
    found = target_features(scene, measure, measures)
    value, key = max(((chance("tariff.target.context", features), key) for key, features in found), default=(0.0, ""))
    bare = _bare(measure, "target")
    return _added(bare, Argument("target", key, inferred=True)) if value >= LIKELY else bare


def target_features(scene: Scene, measure: Measure, measures: Sequence[Measure]) -> Iterator[tuple[str, list[str]]]:
    """The states that a duty told without a target may hit, each with what speaks for it."""
    told = [_candidate(one) for each in measures for one in each.tellings]
    group = Group([_candidate(one) for one in _bare(measure, "target").tellings])
    own, ruled = set(measure.values("imposer")), set(measure.values("target"))
    rest = [one for one in measures if one is not measure]
    like = {key for one in rest if own & set(one.values("imposer")) for key in one.values("target")}
    back = {key for one in rest if own & set(one.values("target")) for key in one.values("imposer")}
    shape, only = _shape(measure), len((like | back) - own) == 1
    first = measure.tellings[0]
    for key, features in context_features(scene, Gap(group, told, "target", {})):
        if is_state_key(key) and key not in own:
            known = f"like={key in like}&back={key in back}"
            last = f"before={key == first.doer_before}&voice={key == first.voice}"
            found = [f"like={key in like}", f"back={key in back}", f"{known}&{shape}", shape, *last.split("&"), last]
            found += [f"rule={key in ruled}", f"rule={key in ruled}&ruled={bool(ruled)}&like={key in like}"]
            yield key, [*features, *found, f"alone={only}&known={key in like or key in back}"]


def _shape(measure: Measure) -> str:
    goods, rate = bool(measure.values("product")), bool(measure.values("rateMax"))
    return f"goods={goods}&rate={rate}&reply={measure.tellings[0].is_reply}"


def _candidate(one: Telling) -> Candidate:
    return Candidate(KIND, one.naming.token, one.status or "inForce", one.arguments, is_anaphor=one.naming.is_definite)


def _announced(scene: Scene, measure: Measure) -> Measure:
    if any("announcedBy" in one.outright for one in measure.tellings):
        return measure
    found = announcer_features(scene, measure)
    value, key = max(((chance("tariff.announcer", features), key) for key, features in found), default=(0.0, ""))
    bare = _bare(measure, "announcedBy")
    if value < KNOWN:
        return bare
    given = (one for each in measure.tellings for one in each.arguments if one.slot == "announcedBy")
    told = next((one for one in given if one.value == key), None)
    return _added(bare, told or Argument("announcedBy", key, inferred=True))


def announcer_features(scene: Scene, measure: Measure) -> Iterator[tuple[str, list[str]]]:
    """The persons who may have announced a duty, each with what speaks for it."""
    speakers = {one.source["speaker"] for one in measure.tellings}
    ruled, imposers = set(measure.values("announcedBy")), set(measure.values("imposer"))
    parts = {key: (part, value) for one in measure.tellings for part, key, value in one.parts}
    persons = persons_of(scene)
    rivals = min(3, sum(bool(set(scene.sides(key)) & imposers) for key in persons))
    for key in persons:
        side, (near, roles) = _side(scene, key, measure), _nearness(scene, key, measure)
        part, value = parts.get(key, ("none", 0.0))
        rule, says = key in ruled, key in speakers
        found = ["bias", f"side={side}", f"near={near}", f"near={near}&side={side}", f"says={says}&side={side}"]
        found += [f"rule={rule}&side={side}", f"rule={rule}&says={says}", f"rule={rule}&part={part}", f"part={part}"]
        found += [f"part={part}&level={int(value * _STEP)}", f"rivals={rivals}&side={side}"]
        found += [f"status={measure.tellings[0].status}&rule={rule}", f"order={min(2, persons.index(key))}&side={side}"]
        yield key, found + [f"as={role}" for role in roles]


def _side(scene: Scene, key: str, measure: Measure) -> str:
    """For whom a person speaks: the `imposer`, the `target`, an `other` state, or `none` that is known."""
    sides = set(scene.sides(key)[:1])
    if sides & set(measure.values("imposer")):
        return "imposer"
    if sides & set(measure.values("target")):
        return "target"
    return "other" if sides else "none"


def _nearness(scene: Scene, key: str, measure: Measure) -> tuple[str, list[str]]:
    """How near a person is named to the passages of a duty, and as what in them."""
    heads = [head for one in scene.cast.mentions if one.key == key and (head := scene.token_in(one.span)) is not None]
    sentences = [one.naming.token.sent for one in measure.tellings]
    own = {sentence.start for sentence in sentences}
    after = {found.start for sentence in sentences if (found := following(sentence)) is not None}
    inside = [head for head in heads if head.sent.start in own]
    if inside:
        verbs = {f"{head.dep_}:{clause_root(head).lemma_}" for head in inside}
        return "here", sorted(verbs | {head.dep_ for head in inside})
    behind = [head for head in heads if head.sent.start in after]
    if behind:
        return "next", sorted({f"next:{head.dep_}" for head in behind})
    leading = [found.start for head in heads if (found := following(head.sent)) is not None]
    if own & set(leading):
        return "last", ["last"]
    return ("before", ["before"]) if any(head.i < max(own) for head in heads) else ("later", ["later"])


def _with_former(scene: Scene, measure: Measure, measures: Sequence[Measure]) -> Measure:
    if measure.values("previousRate"):
        return measure
    found = former_features(scene, measure, measures)
    rated = [(chance("tariff.former", features), -rate.span.start, rate) for rate, features in found]
    value, _, rate = max(rated, default=(0.0, 0, None), key=lambda each: each[:2])
    former = (rate.low or rate.high) if rate is not None and value >= LIKELY else None
    if rate is None or former is None:
        return measure
    return _added(measure, Argument("previousRate", former, rate.span))


def former_features(scene: Scene, measure: Measure, measures: Sequence[Measure]) -> list[tuple[Amount, list[str]]]:
    """The rates in and right after the duty's passages that may be its old one, each with what speaks for it."""
    own = {value for slot in _RATES for value in measure.values(slot)}
    theirs = {value for one in measures if one is not measure for slot in _RATES for value in one.values(slot)}
    taken = {a.span for one in measure.tellings for a in one.arguments if a.slot in _RATES}
    found: dict[int, tuple[Amount, list[str]]] = {}
    for one in measure.tellings:
        here = one.naming.token.sent
        for place, sentence in (("here", here), ("next", following(here))):
            rates = scene.amounts_in(span_of(sentence), "percent") if sentence is not None else []
            for rate in rates:
                if rate.span not in taken and rate.span.start not in found and rate.high not in own:
                    features = _former(scene, one, rate, place, is_other=rate.high in theirs)
                    found[rate.span.start] = (rate, features)
    return list(found.values())


def _former(scene: Scene, one: Telling, rate: Amount, place: str, *, is_other: bool) -> list[str]:
    """What speaks for a rate's being the old one: "up from", "until now … at", "where it had been"."""
    token = scene.token_in(rate.span) or one.naming.token
    text = scene.text
    before = text[max(0, rate.span.start - 30) : rate.span.start].lower().split()
    after = [word.strip(",.;") for word in text[rate.span.end : rate.span.end + 25].lower().split()]
    verb = clause_root(token)
    found = ["bias", f"at={place}", f"taken={is_other}", f"at={place}&taken={is_other}", f"dep={token.dep_}"]
    found += [f"before={word}" for word in before[-1:]] + [f"near={word}" for word in before[-4:]]
    found += [f"two={' '.join(before[-2:])}", f"after={' '.join(after[:1])}"] + [f"behind={word}" for word in after[:3]]
    found += [f"verb={verb.lemma_}", f"tag={verb.tag_}", f"verb={verb.lemma_}&{verb.tag_}"]
    found += [f"with={child.lower_}" for child in verb.children if child.dep_ in {"advmod", "aux", "mark", "prt"}]
    distance = min(3, abs(token.i - one.naming.token.i) // 5)
    return [*found, f"side={token.i < one.naming.token.i}&at={place}", f"apart={distance}&at={place}"]

"""Who takes part though the passage does not say so: "A first round in Tokyo lasted two days" between the same two."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.finding.company import fellow_features, near_features
from kg.finding.grouping import Candidate, Group
from kg.finding.roles import NO_PART, cast_features
from kg.finding.scene import Scene
from kg.finding.triggers import find_triggers
from kg.lexicon import all_words, words
from kg.parse.doc import Token
from kg.records import Argument, Kind, Mention, kind_of
from kg.syntax import sentences_from
from kg.weights import chance, shares

LIKELY = 0.3  # chance from which an actor of the article is supplied; of 0.15 to 0.4 best on stories left out
_ACTORS = frozenset({Kind.PERSON, Kind.COUNTRY, Kind.ORGANIZATION})
_PART_STEPS = 5  # of chances


@dataclass(frozen=True, slots=True)
class Gap:
    """An event of which actors of a slot may be unsaid: its passages, and all passages that tell events of the type.

    `chances` are those with which actors of its own sentences have the part, whether they are taken to have it or not.
    """

    group: Group
    told: Sequence[Candidate]
    slot: str
    chances: Mapping[str, float]


def supplied(scene: Scene, group: Group, name: str, least: Mapping[str, int], told: Sequence[Candidate]) -> Group:
    """The group with the actors that it needs and its passages do not name, as inferred arguments of the first.

    `told` are all passages of the article that tell events of the type.
    """
    first = group.candidates[0]
    added: list[Argument] = []
    for slot, count in least.items():
        missing = count - len(set(group.values(slot)))
        series = _series(group, told, slot)
        if series:
            added += [Argument(slot, key, None, inferred=True) for key in series]
        elif missing > 0:
            gap = Gap(group, told, slot, own_chances(scene, group, slot, least))
            rated = sorted(_rated(scene, gap, f"{name}.{slot}.context"), reverse=True)
            likely = [key for value, key in rated if value >= LIKELY]
            added += [Argument(slot, key, None, inferred=True) for key in _apart(scene, likely)[:missing]]
    if not added:
        return group
    return Group([replace(first, arguments=(*first.arguments, *added)), *group.candidates[1:]])


def _series(group: Group, told: Sequence[Candidate], slot: str) -> list[str]:
    """Those of the meeting told last who are not named with "the next meeting", "a further round"."""
    present, first = set(group.values(slot)), group.candidates[0]
    if not any(_goes_on(one.trigger) for one in group.candidates):
        return []
    before = [dict.fromkeys(one.values(slot)) for one in told if one.trigger.i < first.trigger.i]
    last: dict[str, None] = next((keys for keys in reversed(before) if len(keys) > 1), {})
    return [key for key in last if key not in present] if present < set(last) else []


def _goes_on(trigger: Token) -> bool:
    return any(child.lower_ in words("series_words") for child in trigger.children)


def _apart(scene: Scene, keys: Sequence[str]) -> list[str]:
    """The actors without those that stand for a side named before: a minister and the country are one."""
    found: dict[str, set[str]] = {}
    for key in keys:
        theirs = set(scene.sides(key) or (key,))
        if not any(theirs & others for others in found.values()):
            found[key] = theirs
    return list(found)


def _rated(scene: Scene, gap: Gap, model: str) -> Iterator[tuple[float, str]]:
    for key, features in context_features(scene, gap):
        yield chance(model, features), key


def context_features(scene: Scene, gap: Gap) -> list[tuple[str, list[str]]]:
    """The actors of the article that the event's passages do not name, each with what speaks for its taking part."""
    group, told, slot = gap.group, gap.told, gap.slot
    first = group.candidates[0]
    earlier = [set(one.values(slot)) for one in told if one.trigger.i < first.trigger.i and one.values(slot)]
    present = set(group.values(slot))
    taken = {told.value for one in group.candidates for told in one.arguments if told.slot != "place"}
    beside = {side for each in present for side in (each, *scene.sides(each))}
    shared = [keys for keys in scene.companies if not beside.isdisjoint(keys)]
    asked = _asked(scene, present)
    found = []
    for key, rank in asked.items():
        features = _context(scene, first, key, rank, len(present))
        features += _company(scene, key, shared)
        features += [f"taken={key in taken}", f"taken={key in taken}&lead={scene.stance(key).lead}"]
        features += _brokering(scene, group, told, key)
        features += _history(key, present, earlier, len(told))
        features.append(f"part={int(gap.chances[key] * _PART_STEPS) if key in gap.chances else 'none'}")
        features += [
            *fellow_features(scene, key, asked, present),
            *near_features(scene, first.trigger, key, len(present)),
        ]
        found.append((key, features))
    return found


def _asked(scene: Scene, present: set[str]) -> dict[str, int]:
    """The actors of the article that stand for no side that is present, each with its rank by how often it is named."""
    counts, sides = scene.prominence, {side for key in present for side in (scene.sides(key) or (key,))}
    ranked = sorted(counts, key=lambda key: (-counts[key], key))
    return {
        key: rank
        for rank, key in enumerate(ranked)
        if kind_of(key) in _ACTORS and key not in present and sides.isdisjoint(scene.sides(key) or (key,))
    }


def own_chances(scene: Scene, group: Group, slot: str, slots: Iterable[str]) -> dict[str, float]:
    """The highest chance with which each actor of the group's sentences, or whom it stands for, has the part."""
    first, found, labels = group.candidates[0], dict[str, float](), (NO_PART, *slots)
    event, mine = first.kind.lower(), {one.trigger.i for one in group.candidates}
    for trigger in find_triggers(scene.doc, event):
        for filler, features in cast_features(scene, trigger, event) if trigger.token.i in mine else ():
            value = shares(f"{event}.role", labels, features)[slot]
            for key in {side for one in filler.mentions for side in (one.key, *scene.sides(one.key))}:
                found[key] = max(found.get(key, 0.0), value)
    return found


def _company(scene: Scene, key: str, shared: Sequence[frozenset[str]]) -> list[str]:
    """How often the actor is told of in one sentence with those who are present, and whether it bears arms.

    `shared` are the actors of the sentences that tell of those who are present.
    """
    theirs = {key, *scene.sides(key)}
    together = sum(not theirs.isdisjoint(keys) for keys in shared)
    armed, lead = _bears_arms(key), scene.stance(key).lead
    return [
        f"together={min(together, 3)}",
        f"together={min(together, 3)}&lead={lead}",
        f"armed={armed}",
        f"armed={armed}&lead={lead}",
    ]


@lru_cache(maxsize=1024)
def _bears_arms(key: str) -> bool:
    return any(word.lower() in all_words("armed_words", "warring_words") for word in key.replace(":", " ").split())


def _brokering(scene: Scene, group: Group, told: Sequence[Candidate], key: str) -> list[str]:
    """How near to the passages of the group the actor is told of as standing between, and whether they are nearest."""
    mine = {one.trigger.i for one in group.candidates}
    found = ["brokers=nowhere"]
    for mention, claimed in scene.go_betweens.get(key, ()):
        head = scene.words_of(mention)[0]
        nearest = min(told, key=lambda one: abs(one.trigger.i - head.i)).trigger
        whose, apart = "own" if nearest.i in mine else "other", _sentences_between(scene, nearest, head)
        kind = "brokers" if claimed.brokers else "asks"
        found += [f"{kind}={whose}&{apart}", f"{kind}={whose}", f"{kind}={whose}&named={key == mention.key}"]
    return list(dict.fromkeys(found))


def _sentences_between(scene: Scene, one: Token, other: Token) -> str:
    """How far apart two words stand: in one sentence, the next, a few on, far."""
    low, high = sorted((one.i, other.i))
    count = bisect_right(scene.sentence_starts, high) - bisect_right(scene.sentence_starts, low)
    return "inside" if not count else "next" if count == 1 else "near" if count <= 3 else "far"


def _history(key: str, present: set[str], earlier: list[set[str]], told: int) -> list[str]:
    """Whether the actor took part in what was told before, above all beside those who are present."""
    last = bool(earlier) and key in earlier[-1]
    often = sum(key in actors for actors in earlier)
    beside = any(key in actors and present & actors for actors in earlier)
    some = "none" if not present else "some"
    return [
        f"last-event={last}",
        f"last-event={last}&present={some}",
        f"events={min(often, 2)}",
        f"events={min(often, 2)}&of={min(len(earlier), 2)}",
        f"beside={beside}&present={some}",
        f"only-event={told == 1}",
    ]


def _context(scene: Scene, first: Candidate, key: str, rank: int, present: int) -> list[str]:
    token = first.trigger
    start = token.sent.start_char
    before = [m for m in scene.mentions_by_key[key] if m.span.end <= start]
    inside = any(m.key == key for m in scene.mentions_of(token.sent))
    distance = _sentences_back(scene, before[-1], token.sent.start) if before else 9
    kind = kind_of(key).value
    near = (
        "inside" if inside else "last" if distance <= 1 else "near" if distance <= 3 else "far" if before else "later"
    )
    place = "first" if rank == 0 else "second" if rank == 1 else "third" if rank == 2 else "low"
    last = before[-1] if before else None
    head = scene.token_in(last.span) if last is not None else None
    role = head.dep_ if head is not None else "none"
    stance = scene.stance(key).names()
    return [
        "bias",
        f"kind={kind}",
        f"near={near}",
        f"rank={place}",
        f"near={near}&rank={place}",
        f"kind={kind}&near={near}",
        f"kind={kind}&rank={place}",
        f"present={present}",
        f"present={present}&kind={kind}&rank={place}",
        f"role={role}&near={near}",
        f"definite={first.is_anaphor}&near={near}",
        f"word={first.trigger.lemma_}&kind={kind}",
        *stance,
        *(f"{name}&kind={kind}" for name in stance),
    ]


def _sentences_back(scene: Scene, mention: Mention, start: int) -> int:
    return sentences_from(scene.words_of(mention)[0], start)

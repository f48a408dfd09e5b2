"""Whether to tell an event at all: what speaks for a group of passages being one, as names of features."""

from __future__ import annotations

from collections.abc import Iterable

from kg.finding.grouping import Group
from kg.finding.judging import field_of, is_quoted, telling_chance
from kg.finding.scene import Scene
from kg.lexicon import words
from kg.records import Kind, kind_of, name_of

_STEPS = 6  # of chances
_GATE_STEPS = 8


def keeping_features(scene: Scene, group: Group, slot: str, likeness: float | None) -> list[str]:
    """What speaks for a group of passages being an event that the article really tells.

    `slot` is that of the actors, `likeness` the chance that the group tells what an earlier one tells, None for the
    first group of the article.
    """
    told = [one.confidence for one in group.candidates]
    stated = {a.value for one in group.candidates for a in one.arguments if a.slot == slot and not a.inferred}
    supplied = set(group.values(slot)) - stated
    sides = {side for key in stated for side in (scene.sides(key) or (key,))}
    first = group.candidates[0]
    slots = {argument.slot for one in group.candidates for argument in one.arguments if not argument.inferred}
    certain = max(max(one.outlook.values(), default=0.0) for one in group.candidates)
    shape = f"stated={min(len(stated), 3)}&supplied={min(len(supplied), 2)}"
    found = [
        "bias",
        f"best={int(max(told) * 10)}",
        f"passages={min(len(told), 3)}",
        shape,
        f"sides={min(len(sides), 3)}",
    ]
    found += [
        f"best={int(max(told) * 5)}&{shape}",
        f"persons={min(2, sum(kind_of(key) is Kind.PERSON for key in stated))}",
    ]
    found += [f"definite={first.is_anaphor}&{shape}", f"has={'+'.join(sorted(slots & {'date', 'place', 'rateMax'}))}"]
    found += [f"status={first.status}", f"certain={int(certain * 5)}", f"word={first.trigger.lemma_}"]
    found += _standing(scene, group.values(slot))
    officials = sum(bool(sides) for sides in scene.cast.represents.values())
    found += [f"field={field_of(scene)}", f"officials={min(officials, 3)}", f"officials={min(officials, 3)}&{shape}"]
    found.append(f"field={field_of(scene)}&stated={min(len(stated), 2)}&place={'place' in slots}")
    found += [f"sum={min(4, int(sum(told) * 2))}", f"quoted={is_quoted(first.trigger)}"]
    again = "none" if likeness is None else int(likeness * _STEPS)
    found += [f"again={again}", f"again={again}&definite={first.is_anaphor}"]
    found += [*_sureness(group, slot), f"telling={int(_telling(scene, group) * _GATE_STEPS)}"]
    return found + [f"about={field}" for field in scene.fields]


def _sureness(group: Group, slot: str) -> list[str]:
    """How surely those whom the passages name take part: the surest, the second, the last, and two in one passage."""
    rated = [
        {a.value: one.cast[a.value] for a in one.arguments if a.slot == slot and a.value in one.cast}
        for one in group.candidates
    ]
    best: dict[str, float] = {}
    for each in rated:
        for key, value in each.items():
            best[key] = max(best.get(key, 0.0), value)
    order = sorted(best.values(), reverse=True)
    pairs = [sorted(each.values())[-2] for each in rated if len(each) > 1]
    asked = {"first": order[:1], "second": order[1:2], "last": order[-1:], "pair": [max(pairs)] if pairs else []}
    return [f"{name}={int(value[0] * _STEPS) if value else 'none'}" for name, value in asked.items()]


def _telling(scene: Scene, group: Group) -> float:
    """The chance that a sentence of the group tells such an event, as the gate judges it by its words alone."""
    return max(telling_chance(scene, one.kind.lower(), one.trigger.idx) for one in group.candidates)


def _standing(scene: Scene, keys: Iterable[str]) -> list[str]:
    """Whether those who take part stand for states and known bodies, or for nobody who is known: a union, a club."""
    states, bodies, others, lone = set(), 0, 0, 0
    for key in keys:
        sides = scene.sides(key)
        states |= {side for side in sides if kind_of(side) is Kind.COUNTRY}
        known = any(
            kind_of(side) is Kind.ORGANIZATION and name_of(side) in words("organizations", "name") for side in sides
        )
        bodies += known
        others += kind_of(key) is Kind.ORGANIZATION and not known
        lone += not sides
    return [
        f"states={min(len(states), 3)}&bodies={min(bodies, 2)}",
        f"others={min(others, 2)}",
        f"lone={min(lone, 2)}&states={min(len(states), 2)}",
    ]

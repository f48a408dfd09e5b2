"""Whose a truce is that the article tells beside another: "An earlier truce, brokered by Oman, had collapsed"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.finding.grouping import Group
from kg.finding.scene import Scene
from kg.finding.stances import sort_of
from kg.records import Argument

_PAIR = 2  # sides that a truce needs to lend them to another


def with_sides_of_the_other(scene: Scene, groups: Sequence[Group]) -> list[Group]:
    """The truces, no go-between supplied as a side: the sides are those of the truce told next to it instead."""
    between = {side for group in groups for key in _stated(group, "mediator") for side in (key, *scene.sides(key))}
    between |= {key for group in groups for key in group.values("party") if sort_of(key) == "bloc"}
    return [_with_sides(groups, place, between) for place in range(len(groups))]


def _with_sides(groups: Sequence[Group], place: int, between: set[str]) -> Group:
    group, stated = groups[place], _stated(groups[place], "party")
    supplied = [key for key in group.values("party") if key not in stated]
    if not between.intersection(supplied):
        return group
    near = sorted((abs(other - place), other) for other in range(len(groups)) if other != place)
    offered = [[key for key in _stated(groups[other], "party") if key not in between] for _, other in near]
    own = set(group.values("party")) - between
    sides = next((keys for keys in offered if len(keys) >= _PAIR and own and own <= set(keys)), None)
    return group if sides is None else _replaced(group, [key for key in sides if key not in stated])


def _stated(group: Group, slot: str) -> list[str]:
    found = (a.value for one in group.candidates for a in one.arguments if a.slot == slot and not a.inferred)
    return list(dict.fromkeys(found))


def _replaced(group: Group, sides: Sequence[str]) -> Group:
    """The truce with these sides in the place of those that were supplied."""
    passages = [
        replace(one, arguments=tuple(a for a in one.arguments if a.slot != "party" or not a.inferred))
        for one in group.candidates
    ]
    told = tuple(Argument("party", key, None, inferred=True) for key in sides)
    return Group([replace(passages[0], arguments=(*passages[0].arguments, *told)), *passages[1:]])

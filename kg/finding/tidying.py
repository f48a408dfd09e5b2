"""What an article says of one event, made consistent: one value a slot where one fits, no country beside its person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from kg.finding.grouping import Candidate, Group
from kg.finding.scene import Scene
from kg.records import Kind, kind_of


def tidied(scene: Scene, group: Group, roles: Collection[str], single: Collection[str]) -> Group:
    """The group without what its passages say twice or against each other.

    Of several values of a `single` slot one is kept; "the US-Russia meeting" adds no countries where the ministers of
    both are named.
    """
    chosen = {slot: _chosen(group, slot) for slot in single}
    behind = {slot: _behind(scene, group, slot) for slot in roles}
    return Group([_kept(one, chosen, behind) for one in group.candidates])


def _kept(one: Candidate, chosen: dict[str, str | None], behind: dict[str, frozenset[str]]) -> Candidate:
    kept = (
        argument
        for argument in one.arguments
        if argument.value not in behind.get(argument.slot, frozenset())
        and (argument.slot not in chosen or argument.value == chosen[argument.slot])
    )
    return replace(one, arguments=tuple(dict.fromkeys(kept)))


def _behind(scene: Scene, group: Group, slot: str) -> frozenset[str]:
    """The countries and organisations whose people the group names in the slot."""
    persons = [key for key in group.values(slot) if kind_of(key) is Kind.PERSON]
    return frozenset(side for key in persons for side in scene.sides(key))


def _chosen(group: Group, slot: str) -> str | None:
    """The value of a slot that has one: stated before inferred, then told most often, then exactest, then first."""
    told = [argument for one in group.candidates for argument in one.arguments if argument.slot == slot]
    if not told:
        return None
    votes = Counter(argument.value for argument in told)
    order = {argument.value: -place for place, argument in reversed(list(enumerate(told)))}
    stated = {argument.value for argument in told if not argument.inferred}
    return max(votes, key=lambda value: (value in stated, votes[value], _exactness(value), order[value]))


def _exactness(value: str) -> int:
    """A day is exacter than its month, a place than its country."""
    if value.startswith("country:"):
        return 0
    return 1 if value.startswith("place:") else len(value)

"""What a truce as a whole must be: nobody both fights in it and stands between."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from kg.grouping import Candidate, Group
from kg.scene import Scene

_ENOUGH = 2  # sides from which a go-between that was taken for a side can be spared


def parted(scene: Scene, group: Group) -> Group:
    """The truce with each actor in one part: "Oman offered to broker a truce between the Saudis and the Houthis"."""
    parties, mediators = group.values("party"), group.values("mediator")
    between = {side for key in mediators for side in (key, *scene.sides(key))}
    both = set(parties) & between
    peaceful = {key for key in both if scene.stance(key).lead == "mediates"}
    spare = [key for key in parties if scene.stance(key).lead == "mediates"]
    if len(parties) - len(spare) >= _ENOUGH:
        peaceful |= set(spare)
    warring = {key for key in mediators if {key, *scene.sides(key)} & (both - peaceful)}
    if not peaceful and not warring:
        return group
    return Group([_without(one, peaceful, warring) for one in group.candidates])


def _without(one: Candidate, parties: Collection[str], mediators: Collection[str]) -> Candidate:
    spared = {"party": parties, "mediator": mediators}
    kept = tuple(each for each in one.arguments if each.value not in spared.get(each.slot, ()))
    return replace(one, arguments=kept)

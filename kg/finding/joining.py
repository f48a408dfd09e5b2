"""Which passages of an article tell one event: each joins the event that it fits best."""

from __future__ import annotations

from collections.abc import Iterable

from kg.finding.grouping import Candidate, Group
from kg.finding.judging import group_features
from kg.finding.recipe import Recipe
from kg.finding.scene import Scene
from kg.syntax import children
from kg.weights import chance

_NONE = frozenset({"no", "any"})


def joined(scene: Scene, told: Iterable[Candidate], recipe: Recipe) -> list[Group]:
    """The passages in groups of one event each: a passage joins the group whose passages it fits best on average."""
    groups: list[Group] = []
    for one in sorted(told, key=lambda each: each.trigger.i):
        rated = [(fit(scene, each, one, recipe), -place) for place, each in enumerate(groups)]
        value, place = max(rated, default=(0.0, 0))
        if value >= _needed(groups[-place] if groups else None, one, recipe):
            groups[-place].candidates.append(one)
        elif not one.leans:
            groups.append(Group([one]))
    return groups


def _needed(group: Group | None, one: Candidate, recipe: Recipe) -> float:
    """How well a passage has to fit: "the 50-minute meeting" that names nobody new need fit only half as well."""
    if one.leans:
        return recipe.leaning
    if any(child.lower_ in _NONE for child in children(one.trigger, "det")):
        return recipe.none_same
    slot = recipe.roles[0]
    back = group is not None and one.is_anaphor and not one.is_new and set(one.values(slot)) <= set(group.values(slot))
    return recipe.same / 2 if back else recipe.same


def fit(scene: Scene, each: Group, one: Candidate, recipe: Recipe) -> float:
    """How well a passage fits a group; not at all where its word tells another meeting than its own in the group.

    Who names actors is held against those who do: "Rubio also met ASEAN ministers" fits "the hour-long meeting" well.
    """
    if any(told.trigger.i == one.trigger.i or recipe.clash(told, one) for told in each.candidates):
        return 0.0
    slots = (recipe.roles[0], *recipe.apart)
    asked = group_features(scene, each, one, slots)
    rated = [
        (chance(recipe.model("same"), features), told) for features, told in zip(asked, each.candidates, strict=True)
    ]
    values = [value for value, _ in rated]
    naming = [value for value, told in rated if told.values(slots[0])] if one.values(slots[0]) else []
    return (max(naming or values) + sum(values) / len(values)) / 2

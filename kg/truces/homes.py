"""Whose "the government" is beside an armed group that is known: "the government and the SPLM-IO rebels"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from kg.grouping import Group
from kg.lexicon import table
from kg.mentions.classes import collective_nouns
from kg.records import Argument, Kind, actor_key, kind_of
from kg.scene import Scene


def at_their_homes(scene: Scene, groups: Sequence[Group]) -> list[Group]:
    """The truces, each armed group's own state in the place of another that "the army" was taken for."""
    return [_at_home(scene, each) for each in groups]


def _at_home(scene: Scene, group: Group) -> Group:
    parties = set(group.values("party"))
    homes = {_homes()[key] for key in parties if key in _homes()}
    states = {key for key in parties if kind_of(key) is Kind.COUNTRY}
    if len(homes) != 1 or len(states) != 1 or homes == states:
        return group
    (home,), (state,) = homes, states
    told = [a for one in group.candidates for a in one.arguments if (a.slot, a.value) == ("party", state)]
    if not all(_is_of_state(scene, a) for a in told):
        return group
    return Group(
        [
            replace(one, arguments=tuple(replace(a, value=home) if a in told else a for a in one.arguments))
            for one in group.candidates
        ]
    )


def _is_of_state(scene: Scene, told: Argument) -> bool:
    """True for "the government", "the army", without its country's name."""
    head = scene.token_in(told.span) if told.span is not None else None
    is_unnamed = (told.value, told.span) in scene.unnamed
    return is_unnamed and head is not None and collective_nouns().get(head.lower_) == "state"


@cache
def _homes() -> Mapping[str, str]:
    return {actor_key(Kind.ORGANIZATION, row["name"]): f"country:{row['iso2']}" for row in table("band_homes")}

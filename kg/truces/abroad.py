"""Powers that agree on a truce in a land that is neither's: they stand between those who fight there."""

from __future__ import annotations

from dataclasses import replace

from kg.finding.grouping import Candidate, Group
from kg.finding.scene import Scene
from kg.parse.doc import Token
from kg.records import Kind, kind_of

_POWERS = 2  # states from which none of the sides of the land itself can be meant


def between_others(scene: Scene, group: Group) -> Group:
    """The truce with such powers as go-betweens: "Russia and the United States agreed on a ceasefire in Syria"."""
    lands = {key for one in group.candidates for key in _lands(scene, one)}
    parties = set(group.values("party"))
    are_states = all(kind_of(key) is Kind.COUNTRY for key in parties)
    acts_itself = not lands.isdisjoint({*parties, *group.values("mediator")})
    if not lands or acts_itself or len(parties) < _POWERS or not are_states:
        return group
    return Group([_between(one) for one in group.candidates])


def _lands(scene: Scene, one: Candidate) -> list[str]:
    """The states in which the very word of the truce puts it: "a ceasefire in Syria", not "signed in Kazakhstan"."""
    places = [each for each in one.arguments if each.slot == "place" and kind_of(each.value) is Kind.COUNTRY]
    heads = [(each.value, scene.token_in(each.span)) for each in places if each.span is not None]
    return [key for key, head in heads if head is not None and _hangs_on(head, one.trigger)]


def _hangs_on(head: Token, trigger: Token) -> bool:
    return head.dep_ == "pobj" and head.head.lower_ == "in" and head.head.head == trigger


def _between(one: Candidate) -> Candidate:
    told = tuple(replace(each, slot="mediator") if each.slot == "party" else each for each in one.arguments)
    return replace(one, arguments=told)

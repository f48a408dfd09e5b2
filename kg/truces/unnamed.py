"""Truces whose sides have no names: "Five gangs have agreed to lay down arms", "Rival tribes signed a truce"."""

from __future__ import annotations

from dataclasses import replace

from kg.doc import Token
from kg.grouping import Candidate, Group
from kg.lexicon import words
from kg.records import Kind, kind_of
from kg.scene import Scene, arguments
from kg.status import tense
from kg.syntax import conjuncts, governing_verb, is_in_doubt, is_negated, is_verb, obliques, subjects

_FACTS = frozenset({"past", "present", "pluperfect", "future"})
_SWEARING = frozenset({"swear", "accept", "declare", "proclaim", "call", "observe", "keep", "pledge", "promise"})
_TO = frozenset({"to", "infinitive"})


def has_unnamed_sides(word: Token) -> bool:
    """True for a truce that bands without a name have made: 'truce' in "Two clans have agreed on a truce"."""
    return bool(_bands(word))


def _bands(word: Token) -> list[Token]:
    verb = word if is_verb(word) else governing_verb(word)
    if verb is not None and is_verb(word) and word.dep_ == "xcomp" and tense(word) in _TO:
        verb = word.head
    if verb is None or is_negated(verb) or is_in_doubt(verb) or tense(verb) not in _FACTS:
        return []
    if verb != word and verb.lemma_ not in words("agreeing_verbs") | _SWEARING:
        return []
    return [each for subject in subjects(verb) for each in conjuncts(subject) if _is_band(each)]


def with_home(scene: Scene, word: Token, one: Candidate) -> Candidate:
    """The passage with the place of such bands: 'Tripoli' in "Rival militias in Tripoli agreed to a truce"."""
    near = [place for band in _bands(word) for place in scene.places(obliques(band, "in", "of", "around"))]
    if not near or one.values("place"):
        return one
    return replace(one, arguments=(*one.arguments, *arguments("place", near[:1])))


def _is_band(noun: Token) -> bool:
    return noun.tag_ == "NNS" and noun.lemma_.lower() in words("unnamed_sides")


def without_strangers(group: Group) -> Group:
    """A truce of such bands without states and go-betweens that are only supplied: its sides are none of them."""
    if not any(has_unnamed_sides(one.trigger) for one in group.candidates):
        return group
    kept = [
        replace(
            one,
            arguments=tuple(
                a
                for a in one.arguments
                if not a.inferred or a.slot not in {"party", "mediator"} or a.slot == "party" and _may_be(a.value)
            ),
        )
        for one in group.candidates
    ]
    return Group(kept)


def _may_be(key: str) -> bool:
    return kind_of(key) is Kind.ORGANIZATION

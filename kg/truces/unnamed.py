"""Truces whose sides have no names: "Five gangs have agreed to lay down arms", "Rival tribes signed a truce"."""

from __future__ import annotations

from dataclasses import replace

from kg.finding.grouping import Candidate, Group
from kg.finding.scene import Scene, arguments
from kg.finding.status import tense
from kg.lexicon import words
from kg.parse.doc import Token
from kg.records import Argument, Kind, kind_of
from kg.syntax import children, conjuncts, governing_verb, is_in_doubt, is_negated, is_verb, obliques, subjects

_FACTS = frozenset({"past", "present", "pluperfect", "future"})
_SWEARING = frozenset({"swear", "accept", "declare", "proclaim", "call", "observe", "keep", "pledge", "promise"})
_TO = frozenset({"to", "infinitive"})
_FACING = frozenset({"rival", "warring", "feuding"})
_OF_STATES = frozenset({"army", "garrison"})
_HEADS = frozenset({"leader", "commander", "chief", "boss", "elder", "member", "fighter"})  # "gang leaders"
_INSIDE = frozenset({"nmod", "compound", "conj", "appos", "pobj", "amod"})


def has_unnamed_sides(word: Token) -> bool:
    """True for a truce that bands without a name have made: 'truce' in "Two clans have agreed on a truce"."""
    return bool(_bands(word))


def _bands(word: Token) -> list[Token]:
    between = [] if is_verb(word) else [each for each in obliques(word, "between", "among") if _is_band(each)]
    return between if between and _is_fact(governing_verb(word)) else _pledged(word)


def _is_fact(verb: Token | None) -> bool:
    return verb is not None and not is_negated(verb) and not is_in_doubt(verb) and tense(verb) in _FACTS


def _pledged(word: Token) -> list[Token]:
    """Who gives his word: 'clans' in "Two clans have agreed on a truce"."""
    verb = word if is_verb(word) else governing_verb(word)
    if verb is not None and is_verb(word) and word.dep_ == "xcomp" and tense(word) in _TO:
        verb = word.head
    if verb is None or not _is_fact(verb):
        return []
    if verb != word and verb.lemma_ not in words("agreeing_verbs") | _SWEARING:
        return []
    return [each for subject in subjects(verb) for each in conjuncts(subject) if _is_band(each)]


def with_bands(scene: Scene, word: Token, one: Candidate) -> Candidate:
    """The passage with the bands that such a plural names: 'Sikin' in "the Sikin and Kaekin tribes signed a truce"."""
    names = [each for band in _bands(word) for each in band.subtree if _is_name_in(each, band)]
    told = {argument.value for argument in one.arguments}
    found = [each for each in scene.actors(names) if kind_of(each.key) is Kind.ORGANIZATION and each.key not in told]
    return replace(one, arguments=(*one.arguments, *arguments("party", found)))


def _is_name_in(word: Token, band: Token) -> bool:
    """True for 'Sikin' and 'Kaekin' in "the Sikin and Kaekin tribes"."""
    while word != band:
        if word.dep_ not in _INSIDE and word.dep_ != "prep":
            return False
        word = word.head
    return True


def with_home(scene: Scene, word: Token, one: Candidate) -> Candidate:
    """The passage with the place of such bands: 'Tripoli' in "Rival militias in Tripoli agreed to a truce"."""
    near = [place for band in _bands(word) for place in scene.places(obliques(band, "in", "of", "around"))]
    if not near or one.values("place"):
        return one
    return replace(one, arguments=(*one.arguments, *arguments("place", near[:1])))


def _is_band(noun: Token) -> bool:
    """True for "clans", "gang leaders", "two of the gangs", "fighters of both tribes"."""
    inner = obliques(noun, "of") if noun.tag_ == "CD" or noun.lemma_.lower() in _HEADS else []
    told = [noun, *inner, *(children(noun, "compound", "nmod") if noun.lemma_.lower() in _HEADS else ())]
    is_several = noun.tag_ in {"NNS", "CD"}
    return is_several and any(each.lemma_.lower() in words("unnamed_sides") for each in told)


def without_strangers(group: Group) -> Group:
    """A truce of such bands without states and go-betweens that are only supplied: its sides are none of them."""
    bands = [band for one in group.candidates for band in _bands(one.trigger)]
    if not bands:
        return group
    are_all = any(map(_are_all, bands))
    return Group(
        [
            replace(one, arguments=tuple(a for a in one.arguments if not _is_strange(a, are_all=are_all)))
            for one in group.candidates
        ]
    )


def _are_all(band: Token) -> bool:
    """True for "two militias", "rival clans": no state is a side; of "two armies" states are."""
    counted = any(child.dep_ == "nummod" or child.lower_ in _FACING for child in band.children)
    return counted and band.lemma_.lower() not in _OF_STATES


def _is_strange(told: Argument, *, are_all: bool) -> bool:
    """True for a go-between or state that is only supplied; beside "two militias" for any state."""
    if told.slot not in {"party", "mediator"}:
        return False
    may_be = told.slot == "party" and kind_of(told.value) is Kind.ORGANIZATION
    return not may_be and (told.inferred or are_all and told.slot == "party")

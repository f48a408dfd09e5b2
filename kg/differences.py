"""How two passages of an article differ in what they tell of an event: its kind, its tense, how long ago it was."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.doc import Token, Words
from kg.grouping import Candidate, is_definite
from kg.lexicon import words
from kg.scene import Scene
from kg.status import tense
from kg.syntax import clause_root, is_verb

_LONG_AGO = frozenset({"months", "years"})


def differences(scene: Scene, one: Candidate, other: Candidate) -> list[str]:
    """What sets two passages apart, as names of features; `one` is told first."""
    return [*_wording_apart(one.trigger, other.trigger), *_times_apart(scene, one, other)]


def _wording_apart(one: Token, other: Token) -> list[str]:
    """How two triggers differ in their words: "the Easter truce" and "a truce", "was broken" and "has held"."""
    mine, theirs = _wording(one), _wording(other)
    kinds = _relation_of(mine.kinds, theirs.kinds)
    return [
        f"kinds={kinds}",
        f"kinds={kinds}&definite={theirs.is_definite}",
        f"words={one.lemma_}>{other.lemma_}",
        f"word={other.lemma_}",
        f"tenses={mine.tense}>{theirs.tense}",
        f"determiners={mine.determiner}>{theirs.determiner}",
        f"determiner={theirs.determiner}",
    ]


@dataclass(frozen=True, slots=True)
class _Wording:
    """What the words beside and over a trigger say of it."""

    kinds: set[str]
    tense: str
    determiner: str
    is_definite: bool


@lru_cache(maxsize=32)  # each passage is asked beside all before it
def _wording(trigger: Token) -> _Wording:
    clause = clause_root(trigger)
    told = tense(clause) if is_verb(clause) else "none"
    return _Wording(_kind_words(trigger), told, _determiner(trigger), is_definite(trigger))


def _kind_words(noun: Token) -> set[str]:
    """The words that say what kind of event it is: 'Easter' in "the first Easter truce"."""
    beside = (child for child in noun.children if child.dep_ in {"amod", "compound", "nmod"} and not child.like_num)
    return {child.lemma_.lower() for child in beside} - words("counting_words")


def _determiner(noun: Token) -> str:
    return next((child.lower_ for child in noun.children if child.dep_ == "det"), "none")


def _times_apart(scene: Scene, one: Candidate, other: Candidate) -> list[str]:
    """Whether two passages tell of the same days, and how long ago these were."""
    first, second = (age_of(scene, each.trigger) for each in (one, other))
    shared = _relation_of(*(scene.once(_months_in, each.trigger.sent) for each in (one, other)))
    return [
        f"ages={first}>{second}",
        f"equal-ages={'open' if 'open' in (first, second) else first == second}",
        f"old={first in _LONG_AGO}>{second in _LONG_AGO}",
        f"months={shared}",
        f"months={shared}&definite={other.is_anaphor}",
    ]


def _months_in(scene: Scene, sentence: Words) -> set[str]:
    return {time.start[:7] for time in scene.times_in(sentence)}


def _relation_of(one: set[str], other: set[str]) -> str:
    """How two sets of words stand to each other: `equal`, `shared`, `apart`; `open` where one is empty, or `none`."""
    if not one or not other:
        return "open" if one or other else "none"
    return "equal" if one == other else "shared" if one & other else "apart"


def age_of(scene: Scene, token: Token) -> str:
    """How long before the article's day the first time of the sentence lies: days, weeks, months, years."""
    return scene.once(_age_in, token.sent)


def _age_in(scene: Scene, sentence: Words) -> str:
    day = scene.article.day
    times = [time.start for time in scene.times_in(sentence)]
    if not times or day is None:
        return "open"
    first = min(times)
    if len(first) < len("2025-07") or first[:4] != day[:4]:
        return "years" if first[:4] < day[:4] else "months"
    months = int(day[5:7]) - int(first[5:7])
    if months:
        return "ahead" if months < 0 else "weeks" if months == 1 else "months"
    return "days" if first <= day else "ahead"

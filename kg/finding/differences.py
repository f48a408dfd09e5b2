"""How two passages of an article differ in what they tell of an event: its kind, its tense, how long ago it was."""

from __future__ import annotations

from dataclasses import dataclass

from kg.finding.grouping import Candidate, is_definite
from kg.finding.scene import Scene
from kg.finding.status import tense
from kg.lexicon import words
from kg.parse.doc import Token, Words
from kg.records import Kind, kind_of
from kg.syntax import clause_root, is_verb

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_LONG_AGO = frozenset({"months", "years"})
_MANY_SIDES = 3  # of a passage, from which no more are told apart


def differences(scene: Scene, one: Candidate, other: Candidate) -> list[str]:
    """What sets two passages apart, as names of features; `one` is told first."""
    mine, theirs = (scene.once(_told, each.trigger) for each in (one, other))
    return [*_wording_apart(mine, theirs), *_times_apart(mine, theirs, is_anaphor=other.is_anaphor)]


def company_apart(scene: Scene, one: Candidate, other: Candidate, slot: str) -> list[str]:
    """How the sides and persons of two passages stand to each other, who tells of them, and whether in one breath."""
    mine, theirs = (set(each.values(slot)) for each in (one, other))
    left, right = _sides(scene, mine), _sides(scene, theirs)
    sides, persons = _overlap(left, right), _overlap(_persons(mine), _persons(theirs))
    sizes = f"{min(len(left), _MANY_SIDES)},{min(len(right), _MANY_SIDES)}"
    tellers = [each.speaker for each in (one, other)]
    beside = one.trigger.sent.start == other.trigger.sent.start
    return [
        f"sides={sides}",
        f"sides={sides}&persons={persons}",
        f"sides={sides}&sizes={sizes}",
        f"sides={sides}&definite={other.is_anaphor}&new={other.is_new}",
        f"tellers={tellers.count(None)}&same={None not in tellers and tellers[0] == tellers[1]}",
        f"beside={beside}&dep={other.trigger.dep_}",
    ]


def _sides(scene: Scene, keys: set[str]) -> set[str]:
    return {side for key in keys for side in (scene.sides(key) or (key,))}


def _persons(keys: set[str]) -> set[str]:
    return {key for key in keys if kind_of(key) is Kind.PERSON}


def _overlap(one: set[str], other: set[str]) -> str:
    """As `_relation_of`, and `within` where one set holds the other."""
    within = one and other and one != other and (one <= other or other <= one)
    return "within" if within else _relation_of(one, other)


def are_numbered_apart(one: Token, other: Token) -> bool:
    """True for "the first, signed in May" and "the second": two events, whatever else speaks for one."""
    mine, theirs = _ordinal(one), _ordinal(other)
    return mine is not None and theirs is not None and mine != theirs


def is_numbered(noun: Token) -> bool:
    """True for "the thirteenth truce"."""
    beside = {child.lower_ for child in noun.children if child.dep_ == "amod"}
    return _ordinal(noun) is not None or any(word in words("ordinals") for word in beside)


def _ordinal(noun: Token) -> str | None:
    beside = [noun, *(child for child in noun.children if child.dep_ in {"amod", "nummod"})]
    return next((word.lower_ for word in beside if word.lower_ in _ORDINALS), None)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the words beside and over a trigger, and the times of its sentence, say of it."""

    word: str
    kinds: set[str]
    tense: str
    determiner: str
    is_definite: bool
    age: str
    months: set[str]


def _told(scene: Scene, trigger: Token) -> _Told:
    clause, months = clause_root(trigger), {time.start[:7] for time in scene.times_in(trigger.sent)}
    return _Told(
        word=trigger.lemma_,
        kinds=_kind_words(trigger),
        tense=tense(clause) if is_verb(clause) else "none",
        determiner=_determiner(trigger),
        is_definite=is_definite(trigger),
        age=age_of(scene, trigger),
        months=months,
    )


def _wording_apart(mine: _Told, theirs: _Told) -> list[str]:
    """How two triggers differ in their words: "the Easter truce" and "a truce", "was broken" and "has held"."""
    kinds = _relation_of(mine.kinds, theirs.kinds)
    return [
        f"kinds={kinds}",
        f"kinds={kinds}&definite={theirs.is_definite}",
        f"words={mine.word}>{theirs.word}",
        f"word={theirs.word}",
        f"tenses={mine.tense}>{theirs.tense}",
        f"determiners={mine.determiner}>{theirs.determiner}",
        f"determiner={theirs.determiner}",
    ]


def _kind_words(noun: Token) -> set[str]:
    """The words that say what kind of event it is: 'Easter' in "the first Easter truce"."""
    beside = (child for child in noun.children if child.dep_ in {"amod", "compound", "nmod"} and not child.like_num)
    return {child.lemma_.lower() for child in beside} - words("counting_words")


def _determiner(noun: Token) -> str:
    return next((child.lower_ for child in noun.children if child.dep_ == "det"), "none")


def _times_apart(mine: _Told, theirs: _Told, *, is_anaphor: bool) -> list[str]:
    """Whether two passages tell of the same days, and how long ago these were."""
    first, second, shared = mine.age, theirs.age, _relation_of(mine.months, theirs.months)
    return [
        f"ages={first}>{second}",
        f"equal-ages={'open' if 'open' in (first, second) else first == second}",
        f"old={first in _LONG_AGO}>{second in _LONG_AGO}",
        f"months={shared}",
        f"months={shared}&definite={is_anaphor}",
    ]


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

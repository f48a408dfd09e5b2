"""What an article tells of the fighting after a truce: "The guns stayed silent", "each accused the other of firing"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kg.finding.grouping import Group
from kg.finding.scene import Scene
from kg.finding.sequels import FACTS, Sequel, followed_by
from kg.finding.status import tense
from kg.lexicon import words
from kg.parse.doc import Token, Words
from kg.syntax import children, is_in_doubt, is_negated, is_verb
from kg.times.almanac import side_of

_QUIET = frozenset({"silent", "quiet", "calm", "still"})
_FALLING = frozenset({"fall", "stay", "remain", "be", "go"})
_SHOTS = frozenset({"shot", "shooting", "firing", "gunfire", "shelling", "incident", "violation"})
_HEARD = frozenset({"hear", "fire", "report", "record"})
_BACK = 3  # sentences from a mutual reproach back to the truce that it is about


def with_aftermath(scene: Scene, groups: Sequence[Group], settle: Callable[[Group], str]) -> list[Group]:
    """The truces with what the article tells of the fighting since: quiet holds one that was agreed, shots break it."""
    found = list(groups)
    for sentence in scene.doc.sents if found else ():
        for sequel in _told(sentence):
            place = _meant(scene, found, sequel, settle)
            if place is not None:
                found[place] = followed_by(scene, found[place], sequel)
    return found


def _told(sentence: Words) -> Iterator[Sequel]:
    quiet = next((word for word in sentence if is_verb(word) and _is_quiet(word)), None)
    if quiet is not None:
        yield Sequel(quiet, "inForce", 0)
    text = sentence.text.lower()
    if any(phrase in text for phrase in words("mutual_blame_phrases")) and _is_told(sentence.root):
        yield Sequel(sentence.root, "violated", _BACK)


def _is_told(verb: Token) -> bool:
    return is_verb(verb) and tense(verb) in FACTS and not is_negated(verb) and not is_in_doubt(verb)


def _is_quiet(verb: Token) -> bool:
    """True for "the guns fell silent", "no shots were heard", not for "if the guns stay silent"."""
    if tense(verb) not in FACTS or is_in_doubt(verb) or verb.dep_ not in {"ROOT", "conj", "ccomp"}:
        return False
    subjects = children(verb, "nsubj", "nsubjpass")
    if verb.lemma_ in _FALLING and not is_negated(verb):
        told = {child.lower_ for child in children(verb, "acomp", "oprd", "advcl", "attr")}
        return bool(told & _QUIET) and any(each.lemma_.lower() in words("weapon_nouns") for each in subjects)
    is_nothing = any(each.lemma_.lower() in _SHOTS and is_negated(each) for each in subjects)
    return is_nothing and verb.lemma_ in _HEARD


def _meant(scene: Scene, groups: Sequence[Group], sequel: Sequel, settle: Callable[[Group], str]) -> int | None:
    """The truce that was agreed, the nearest of several; for a reproach the one told last before it."""
    here = scene.sentence_number(sequel.verb)
    if sequel.status == "inForce":
        agreed = [place for place, each in enumerate(groups) if settle(each) == "agreed"]
        nearest = min(agreed, key=lambda place: _away(scene, groups[place], here), default=None)
        return nearest if nearest is not None and not _is_to_come(scene, groups[nearest]) else None
    told = [(one.trigger.i, place) for place, each in enumerate(groups) for one in each.candidates]
    before = max(((i, place) for i, place in told if i < sequel.verb.sent.end), default=None)
    if before is None or here - scene.sentence_number(scene.doc[before[0]]) > sequel.back:
        return None
    return before[1] if settle(groups[before[1]]) in {"agreed", "inForce"} else None


def _away(scene: Scene, each: Group, here: int) -> int:
    return min(abs(here - scene.sentence_number(one.trigger)) for one in each.candidates)


def _is_to_come(scene: Scene, each: Group) -> bool:
    today = scene.article.day
    return today is None or any(side_of(day, today) == "after" for day in each.values("startDate"))

"""Which truces one word tells, and what of its sentence is theirs: the passages before they are put together."""

from __future__ import annotations

from dataclasses import replace

from kg.finding.grouping import Candidate, is_definite
from kg.finding.scene import Scene
from kg.finding.triggers import Trigger
from kg.lexicon import words
from kg.parse.doc import Token
from kg.records import Argument
from kg.syntax import children, is_negated
from kg.truces.brokers import brokerages_in
from kg.truces.dated import each_dated
from kg.truces.figures import is_figure
from kg.truces.unnamed import with_bands, with_home

_NEAR = 4  # words from a denial to the truce that it denies: "is not a formal truce"
_AT_LARGE = frozenset({"previous", "earlier", "past", "many", "several", "successive", "repeated", "countless"})
_FEW = frozenset({"two", "three", "four", "five", "both"})


def passages(scene: Scene, trigger: Trigger, one: Candidate) -> list[Candidate]:
    """The passage once for each truce that its word tells; none for a word about truces at large."""
    is_general = _is_general(trigger.token) and not any(each.slot.endswith("Date") for each in one.arguments)
    if is_general or is_figure(scene, trigger.token) or _is_none(trigger.token):
        return []
    if _is_written_in_it(trigger.token):
        one = replace(one, is_anaphor=True, is_new=False)
    one = with_bands(scene, trigger.token, with_home(scene, trigger.token, one))
    return each_dated(scene, trigger, _within_bounds(scene, trigger, _between(scene, trigger.token, one)))


def _is_written_in_it(noun: Token) -> bool:
    """True for 'halt' in "The accord, signed on Friday, provides for a halt to attacks": the truce told before."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    return (
        noun.pos_ == "NOUN"
        and verb.lemma_ in words("providing_verbs")
        and any(
            is_definite(each) and each.lemma_.lower() in words("brokered_nouns") for each in children(verb, "nsubj")
        )
    )


def _is_general(noun: Token) -> bool:
    """True for "Previous truces have not held", "a dozen earlier ceasefires failed"; not for "two earlier truces"."""
    beside = {child.lower_ for child in noun.children}
    return noun.tag_ == "NNS" and bool(beside & _AT_LARGE) and not beside & _FEW


def _is_none(noun: Token) -> bool:
    """True for "This is not a truce", "does not mean a ceasefire", "no sign of calm", "had never been a truce"."""
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ == "of" and verb.head.lemma_ in words("sign_nouns"):
        return is_negated(verb.head)
    if noun.dep_ == "attr" and verb.lemma_ == "be":
        subject = {child.lower_ for child in children(verb, "nsubj", "expl")}
        never = any(child.lower_ == "never" for child in verb.children)
        is_near = noun.i - verb.i <= _NEAR
        return is_near and is_negated(verb) and (bool(subject & {"this", "that", "it"}) or never)
    return noun.dep_ == "dobj" and verb.lemma_ in {"mean", "constitute", "amount"} and is_negated(verb)


def _within_bounds(scene: Scene, trigger: Trigger, one: Candidate) -> Candidate:
    """The passage without the days beyond a semicolon: "The first, signed in May, died; the second, in June, held"."""
    told = tuple(each for each in one.arguments if not _is_of_the_war(scene, trigger.token, each))
    one = replace(one, arguments=told) if len(told) < len(one.arguments) else one
    if "renews" not in trigger.hints:
        return one
    return replace(one, arguments=tuple(each for each in one.arguments if not _is_beyond(scene, trigger.token, each)))


def _is_of_the_war(scene: Scene, noun: Token, argument: Argument) -> bool:
    """True for the day of "the truce that ended the battle of September 2022", ""after the earthquake of May 1"."""
    head = scene.token_in(argument.span) if argument.span is not None else None
    if head is None or not argument.slot.endswith("Date") or head.dep_ != "pobj" or head.head.lower_ != "of":
        return False
    over = head.head.head
    if over.pos_ != "NOUN" or over == noun or over.lemma_.lower() in words("brokered_nouns"):
        return False
    return over.lemma_.lower() not in words("stretch_nouns")


def _is_beyond(scene: Scene, noun: Token, argument: Argument) -> bool:
    if argument.span is None or not argument.slot.endswith("Date"):
        return False
    low, high = sorted((noun.idx, argument.span.start))
    return ";" in scene.text[low:high]


def _between(scene: Scene, word: Token, one: Candidate) -> Candidate:
    """The passage without those as sides who stand between its sides: "France urged Israel and Iran to accept a truce".

    Where that would leave one side alone they are the other: "Israel arranged a truce with Hamas".
    """
    told = [
        each for each in scene.once(brokerages_in, word.sent) if each.how in {"did", "proposed"} and each.about == word
    ]
    outside = [each.who.key for each in told if not each.is_by_fighter]
    keys = {side for key in outside for side in (key, *scene.sides(key))}
    rest = set(one.values("party")) - keys
    if len(rest) == 1 or not rest and any(each.how == "proposed" for each in told):
        return one
    kept = tuple(each for each in one.arguments if each.slot != "party" or each.value in rest)
    return replace(one, arguments=kept) if len(kept) < len(one.arguments) else one

"""Truces that are none: "the truce in the tariff war", "a ceasefire between the coalition partners"."""

from __future__ import annotations

from kg.finding.scene import Scene
from kg.finding.triggers import field_counts, find_triggers
from kg.lexicon import all_words, words
from kg.parse.doc import Doc, Token

KIND = "ceasefire"
_LINKS = frozenset({"in", "on", "over", "between", "of"})
_BEFORE = frozenset({"compound", "amod", "nmod"})
_LIKENESSES = frozenset({"kind", "sort"})
_FEW = 1  # words of fighting that an article on trade may have: "a tariff war"
_STEPS = 3  # nouns down from a truce: "the truce in the war over tariffs"


def is_figure(scene: Scene, word: Token) -> bool:
    """True for a truce in a matter of trade or office, and for others of its article told with no word of fighting."""
    if _is_told_so(word) or _is_likened(word):
        return True
    is_armed = any(each.lower_ in all_words("fighting_words", "warring_words") for each in word.sent)
    return word.pos_ == "NOUN" and not is_armed and scene.once(_is_all_figure, scene.doc)


def _is_told_so(word: Token, steps: int = _STEPS) -> bool:
    if word.pos_ != "NOUN" or not steps:
        return False
    below = [child for child in word.children if child.dep_ in _BEFORE]
    below += [obj for link in word.children if link.lower_ in _LINKS for obj in link.children if obj.dep_ == "pobj"]
    return any(each.lower_ in words("figure_words") or _is_told_so(each, steps - 1) for each in below)


def _is_likened(word: Token) -> bool:
    """True for 'truce' in "a kind of truce"."""
    return word.dep_ == "pobj" and word.head.lower_ == "of" and word.head.head.lower_ in _LIKENESSES


def _is_all_figure(scene: Scene, doc: Doc) -> bool:
    counts = field_counts(doc)
    told = any(_is_told_so(trigger.token) for trigger in find_triggers(doc, KIND))
    return told and counts["trade"] > counts["fighting"] <= _FEW

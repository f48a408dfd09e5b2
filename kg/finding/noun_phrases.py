"""The noun phrase of a head, cut so that it can stand alone: no determiner before, no clause or time behind."""

from __future__ import annotations

from kg.lexicon import words
from kg.parse.doc import Token, Words
from kg.syntax import children, conjuncts

_OPENERS = frozenset({"DET", "PRON", "PUNCT", "SPACE", "CCONJ"})


def topic_phrase(head: Token) -> Words:
    """The noun phrase without determiners before and clauses, times and further topics behind it."""
    doc = head.doc
    start, end = _left(head), head.i + 1
    for child in sorted(head.rights, key=lambda word: word.i):
        if child.dep_ == "prep" and child.i == end and _is_kept(head, child):
            end = _right(child)
        elif child.dep_ == "case" or child.text == '"':
            continue
        else:
            break
    return doc[start:end]


def event_phrase(head: Token) -> Words:
    """The event's noun phrase without determiner; "the Summit of the Americas" whole, "in Osaka" left off."""
    end = head.i + 1
    for child in head.rights:
        if child.dep_ == "prep" and child.i == end and child.lower_ == "of":
            end = max((word.i + 1 for noun in children(child, "pobj") for word in [noun]), default=end)
    return head.doc[_left(head) : end]


def _left(head: Token) -> int:
    start = head.i
    for child in sorted(head.lefts, key=lambda word: -word.i):
        if child.dep_ in {"det", "predet", "punct", "cc", "preconj", "prep", "relcl", "advmod"} or child.pos_ in {
            "PRON",
            "SPACE",
        }:
            break
        start = child.left_edge.i
    while start < head.i and head.doc[start].pos_ in _OPENERS:
        start += 1
    return start


def _is_kept(head: Token, preposition: Token) -> bool:
    """True where what follows is part of the topic: "war in Afghanistan", "tax on sweets", not "trade in Geneva"."""
    inner = children(preposition, "pobj")
    if not inner or inner[0].ent_type_ in {"DATE", "TIME"}:
        return False
    if preposition.lower_ in {"in", "at", "inside"}:
        return head.lemma_.lower() in words("situation_nouns")
    return preposition.lower_ in words("topic_links")


def _right(preposition: Token) -> int:
    """Where the noun phrase after the preposition ends, its own "of" included."""
    inner = children(preposition, "pobj")[0]
    end = inner.i + 1
    for one in conjuncts(inner)[1:]:
        if one.i - end <= 3:  # "the salaries of teachers and nurses"
            end = one.i + 1
    for child in inner.rights:
        if child.dep_ == "prep" and child.i == end and child.lower_ == "of" and children(child, "pobj"):
            end = children(child, "pobj")[0].i + 1
    return end

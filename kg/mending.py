"""Faults that the parser makes again and again, mended in the parse itself: all that reads it is right then."""

from __future__ import annotations

from kg.doc import Doc, Token
from kg.lexicon import words


def mended(doc: Doc) -> Doc:
    """The same doc; an infinitive that tells what is threatened or agreed is no purpose of the threatening.

    Where a day stands between the two ("threatened on Monday to impose"), the parser takes it for one.
    """
    for token in doc:
        if token.dep_ == "advcl" and _is_bare_infinitive(token) and _leaves_open(token.head):
            token.dep_ = "xcomp"
    return doc


def _is_bare_infinitive(token: Token) -> bool:
    """True for 'impose' in "to impose", False in "in order to impose"."""
    marks = [child.lower_ for child in token.children if child.i < token.i and child.dep_ in {"aux", "mark"}]
    return token.tag_ == "VB" and marks == ["to"]


def _leaves_open(verb: Token) -> bool:
    """True for a verb that asks for an infinitive and has nothing else to say what is threatened, agreed, offered."""
    told = {"xcomp", "ccomp", "dobj", "nsubjpass", "prt"}
    return verb.lemma_ in words("infinitive_verbs") and not any(child.dep_ in told for child in verb.children)

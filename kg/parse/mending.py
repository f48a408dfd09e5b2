"""Faults that the parser makes again and again, mended in the parse itself: all that reads it is right then."""

from __future__ import annotations

from kg.lexicon import words
from kg.parse.doc import Doc, Token

_OPENERS = frozenset({"the", "his", "her", "a", "an"})
_CALLS = {"call": {"on", "upon"}, "appeal": {"to"}}  # verbs that ask, and the word before whom they ask


def mended(doc: Doc) -> Doc:
    """The same doc; an infinitive that tells what is threatened or agreed is no purpose of the threatening.

    Where a day stands between the two ("threatened on Monday to impose"), the parser takes it for one. A verb of the
    present after two names it takes for a noun: "X and Haidar al-Tamimi meet in Baghdad on Sunday"; a name that is a
    subject for a verb.
    """
    for token in doc:
        if token.dep_ == "advcl" and _is_bare_infinitive(token) and (_leaves_open(token.head) or _is_asked_for(token)):
            token.dep_ = "xcomp"
        elif token.dep_ == "ROOT" and token.pos_ == "NOUN" and _is_done_by_name(token):
            _make_verb(token)
        elif token.dep_ in {"nsubj", "nsubjpass"} and token.tag_ == "VB" and token.text[0].isupper():
            token.pos_, token.tag_ = "PROPN", "NNP"  # "Trump on Friday ordered"
    return doc


def _is_done_by_name(token: Token) -> bool:
    """True for 'meet' in "X and Y meet in Oslo" and 'hosts' in "X hosts President Y": no noun behind a name."""
    before, after = token.doc[token.i - 1], token.doc[min(token.i + 1, len(token.doc) - 1)]
    if not token.i or before.dep_ != "compound" or before.pos_ != "PROPN" or before.head != token:
        return False
    several = any(word.dep_ == "cc" and word.lower_ == "and" for child in token.children for word in child.children)
    if token.lower_ == "meet":
        return several and after.pos_ in {"ADP", "ADV"}
    return token.lower_ in {"hosts", "meets", "receives"} and (after.pos_ == "PROPN" or after.lower_ in _OPENERS)


def _make_verb(token: Token) -> None:
    """Read a noun as the verb that it is, what is joined to it before as its doer and behind as its object."""
    doer = token.doc[token.i - 1]
    token.pos_, token.tag_ = "VERB", "VBP" if token.lower_ == "meet" else "VBZ"
    doer.dep_ = "nsubj"
    for child in token.rights:
        child.dep_ = "dobj" if child.dep_ in {"appos", "dep", "nmod"} else child.dep_


def _is_bare_infinitive(token: Token) -> bool:
    """True for 'impose' in "to impose", False in "in order to impose"."""
    marks = [child.lower_ for child in token.children if child.i < token.i and child.dep_ in {"aux", "mark"}]
    return token.tag_ == "VB" and marks == ["to"]


def _leaves_open(verb: Token) -> bool:
    """True for a verb that asks for an infinitive and has nothing else to say what is threatened, agreed, offered."""
    told = {"xcomp", "ccomp", "dobj", "nsubjpass", "prt"}
    return verb.lemma_ in words("infinitive_verbs") and not any(child.dep_ in told for child in verb.children)


def _is_asked_for(deed: Token) -> bool:
    """True for 'agree' in "called on Chad on Friday to agree", not for 'discuss' in "called on him to discuss it"."""
    asked = _CALLS.get(deed.head.lemma_, ())
    return deed.lemma_ in words("siding_verbs") and any(child.lower_ in asked for child in deed.head.children)

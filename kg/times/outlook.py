"""Does the sentence look ahead or back? "will meet on Thursday" is the next one, "met on Thursday" the last."""

from __future__ import annotations

from functools import cache
from itertools import chain

from spacy.tokens import Token

from kg.lexicon import table
from kg.syntax import auxiliaries, governors, is_verb


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in table("outlook") if row["kind"] == kind)


def looks_ahead(token: Token) -> bool | None:
    """True where the time at this word lies ahead of the writer, False where behind, None where nothing tells."""
    below: Token | None = None
    for word in chain([token], governors(token)):
        verdict = _verdict(word, below)
        if verdict and token.dep_ == "poss" and word.tag_ == "VBZ":
            continue  # "Tuesday's removal of the levy costs little"
        if verdict is not None:
            return verdict
        below = word
    return None


def ends_ahead(token: Token) -> bool:
    """The same for an end: "runs until June" and "put off until June" look ahead, "lasted until June" back."""
    verb = next((word for word in governors(token) if is_verb(word) or _is_timetable(word)), None)
    if verb is None or verb.lemma_ in _words("shift"):
        return True
    return verb.tag_ != "VBD"


def _verdict(word: Token, below: Token | None) -> bool | None:
    if _is_planned(word) or _is_timetable(word):
        return True
    if below is not None and _promises(word, below):
        return True
    return _tense(word) if is_verb(word) else None


def _is_planned(word: Token) -> bool:
    """True for "due on March 13", "the next round on Sunday", "scheduled for the 25th"."""
    plans = _words("plan")
    if word.lemma_.lower() in plans and word.pos_ != "ADV":
        return "had" not in auxiliaries(word) + auxiliaries(word.head)
    return word.pos_ in {"NOUN", "PROPN"} and any(
        child.lower_ in plans for child in word.children if child.dep_ in {"amod", "det"}
    )


def _is_timetable(word: Token) -> bool:
    """True for "The plenary ends on Friday", where the model takes the verb for a noun."""
    return word.lower_ in _words("timetable") and word.dep_ not in {"compound", "dobj", "pobj", "nsubj"}


def _promises(word: Token, below: Token) -> bool:
    """True for "agreed to meet on Monday", "set for Thursday"; not "agreed on Thursday to meet"."""
    if word.lemma_.lower() not in _words("promise"):
        return False
    return below.tag_ == "VB" or below.lower_ in {"for", "to", "until"} and below.dep_ == "prep"


def _tense(verb: Token) -> bool | None:
    helpers = auxiliaries(verb)
    if _words("modal") & set(helpers):
        return not {"have", "'ve"} & set(helpers)
    if verb.tag_ == "VB":
        return _infinitive(verb)
    if verb.tag_ == "VBG":
        return _progressive(verb, helpers)
    if verb.tag_ == "VBN":
        return _perfect(helpers)
    if verb.tag_ == "VBD":
        return False
    return True if verb.tag_ in {"VBZ", "VBP"} and verb.lemma_ != "say" else None


def _infinitive(verb: Token) -> bool | None:
    """What an infinitive says: "is to meet" looks ahead, "did meet" back, "flew in to meet" as "flew" does."""
    if "did" in auxiliaries(verb):
        return False
    return True if verb.head.lemma_ == "be" and verb.head != verb else None


def _progressive(verb: Token, helpers: tuple[str, ...]) -> bool | None:
    if {"was", "were", "been"} & set(helpers):
        return False
    if {"is", "are", "'s", "'re", "am", "'m"} & set(helpers):
        return True
    return True if verb.lemma_ in _words("start") else None


def _perfect(helpers: tuple[str, ...]) -> bool:
    """What a participle says: "has met", "was met" look back, and so does "talks held"; "is held" looks ahead."""
    return bool(helpers) and {"is", "are", "be"} >= set(helpers)

"""Where a duty stands: threatened, announced, in force, suspended, lifted or denied, as one passage tells."""

from __future__ import annotations

from spacy.tokens import Token

from kg.lexicon import words
from kg.status import Signal, signals, word_status
from kg.syntax import children, is_negated
from kg.tariffs.naming import Naming

_ENDS = frozenset({"suspended", "lifted"})
_DOUBTS = frozenset({"threatened", "denied"})


def standing(naming: Naming, *, is_ahead: bool) -> str | None:
    """The status that the passage conveys, None where it says nothing of it ("the duty is not a war").

    `is_ahead` is True where the passage gives a day of effect that lies ahead of the article.
    """
    found = [one for one in signals(naming.token, "tariff") if not _is_apart(one.token, naming.token)]
    if _is_on_hold(naming):
        return "suspended"
    ended = _ending(found)
    if ended is not None:
        return ended
    if _is_denied(found):
        return "denied"
    if _is_dropped(found):
        return "lifted"
    if _is_threat(found):
        return "threatened"
    if is_ahead or _is_ordered(found):
        return "announced"
    if any(one.status == "inForce" for one in found) or naming.sort == "verb" or _is_in_force(naming):
        return "inForce"
    return None


def _is_in_force(naming: Naming) -> bool:
    """ "have been in force since 16 June", "while the tariff was in place"."""
    return any(
        obj.lower_ in {"force", "effect", "place"}
        for verb in (naming.verb, naming.token)
        if verb is not None
        for prep in children(verb, "prep")
        if prep.lower_ == "in"
        for obj in children(prep, "pobj")
    )


def _is_apart(one: Token, two: Token) -> bool:
    """True where a semicolon or colon stands between: the parser joins what the writer parts."""
    low, high = sorted((one.i, two.i))
    return any(word.text in {";", ":"} for word in one.doc[low:high])


def _is_on_hold(naming: Naming) -> bool:
    """ "put its duty on hold", "keep their tariffs suspended", "a 25% tariff, suspended since March 4,"."""
    doc, token = naming.token.doc, naming.token
    for word in doc[token.i + 1 : token.sent.end]:
        if word.text in {";", ":"} or (word.tag_ in {"VBD", "VBP", "VBZ", "MD"} and word.lemma_ not in {"have", "be"}):
            return False
        if word.lower_ in words("held_words") and word.nbor(-1).lower_ == "on":
            return True
        if word.tag_ == "VBN" and word_status(word, "tariff") == "suspended" and not is_negated(word):
            return not children(word, "aux", "auxpass") or _has_been(word)
    return False


def _has_been(verb: Token) -> bool:
    """True for "are frozen", "have been suspended", not for "could be suspended"."""
    return not any(child.tag_ == "MD" for child in verb.children)


def _ending(found: list[Signal]) -> str | None:
    """What becomes of it where it is lifted or suspended, or is not, or might be."""
    place = next((n for n, one in enumerate(found) if one.status in _ENDS), None)
    if place is None:
        return None
    one, outer = found[place], found[place + 1 :]
    if one.negated or any(o.negated and o.status is None for o in outer[:2]):
        return "inForce"
    if one.tense == "modal" or one.conditional or any(o.status in _DOUBTS and not o.negated for o in outer):
        return "inForce"
    return one.status


def _is_denied(found: list[Signal]) -> bool:
    if any(one.status == "denied" and not one.negated for one in found):
        return True
    return any(one.negated and one.tense not in {"future", "would"} for one in found[:3])


def _is_dropped(found: list[Signal]) -> bool:
    """ "will not go ahead with duties": a duty that was on its way is given up."""
    coming = words("imposing_verbs") | words("replying_verbs")
    return any(one.negated and one.tense in {"future", "would"} and one.token.lemma_ in coming for one in found[:4])


def _is_threat(found: list[Signal]) -> bool:
    for one in found:
        if one.status == "threatened" and not one.negated:
            return True
        if one.tense == "modal" or one.conditional:
            return True
    return False


def _is_ordered(found: list[Signal]) -> bool:
    if any(one.tense in {"future", "to", "would"} for one in found):
        return True
    core = next((one.status for one in found if one.status), None)
    return core == "announced" or (
        any(one.status == "announced" for one in found) and any(one.tense == "infinitive" for one in found)
    )

"""Where a duty stands: threatened, announced, in force, suspended, lifted or denied, as one passage tells."""

from __future__ import annotations

from spacy.tokens import Token

from kg.status import Signal, signals
from kg.syntax import governors, is_verb
from kg.lexicon import words
from kg.tariffs.naming import Naming

_ENDS = frozenset({"suspended", "lifted"})
_DOUBTS = frozenset({"threatened", "denied"})


def standing(naming: Naming, *, is_ahead: bool) -> str | None:
    """The status that the passage conveys, None where it says nothing of it ("the duty is not a war").

    `is_ahead` is True where the passage gives a day of effect that lies ahead of the article.
    """
    found = list(signals(naming.token, "tariff"))
    if naming.verb is not None and naming.sort == "verb":
        found = [one for one in found]
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
    if any(one.status == "inForce" for one in found) or naming.sort == "verb":
        return "inForce"
    return None


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
    return any(one.negated and one.tense in {"future", "would"} for one in found[:3])


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

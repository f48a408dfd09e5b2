"""The gate: may an article tell an event at all? One that does not seem to is not parsed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from kg.records import Span
from kg.skimming import Glance, glances, rows_in, skimmed
from kg.weights import chance, is_learned

LIKELY = 0.5  # chance of a sentence from which the article is read; on stories left out it lost 3 of 901 articles
BRIEF = 3  # sentences: so short an article costs less to read than to doubt


def passes_gate(text: str) -> bool:
    """True where the text has the words of some row of `triggers/*.tsv` and a sentence that is likely to tell an event.

    A type whose weights (`<type>.gate`) are not learned yet has its triggers alone.

    >>> passes_gate("They sat down at noon."), passes_gate("Shares rose by 3 percent.")
    (True, False)
    """
    told = glances(text)
    there = frozenset().union(*(glance.words for glance in told))
    named = [kind for kind in kinds() if rows_in(there, kind)]
    if not named or len(told) <= BRIEF:
        return bool(named)
    return any(not is_learned(model_of(kind)) for kind in named) or any(_is_likely(told, kind) for kind in kinds())


def likelihoods(text: str, kind: str) -> list[tuple[Span, float]]:
    """Each sentence of a text with the chance that it tells an event of the type; none for a type without weights."""
    told, model = glances(text), model_of(kind)
    if not is_learned(model):
        return []
    return [(glance.span, chance(model, features)) for glance, features in zip(told, skimmed(told, kind), strict=True)]


def model_of(kind: str) -> str:
    """The name of the weights by which sentences are judged for a type: `meeting.gate`."""
    return f"{kind}.gate"


@cache
def kinds() -> tuple[str, ...]:
    """The types of event that have triggers, sorted."""
    return tuple(sorted(file.name.removesuffix(".tsv") for file in files("kg").joinpath("data/triggers").iterdir()))


def _is_likely(told: Sequence[Glance], kind: str) -> bool:
    """True where some sentence is likely to tell an event of the type, though its trigger may be one of another."""
    model = model_of(kind)
    return is_learned(model) and any(chance(model, features) >= LIKELY for features in skimmed(told, kind))

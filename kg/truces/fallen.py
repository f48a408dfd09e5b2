"""A deal told beside a truce that was one itself and is no more: "An earlier pact, concluded in May, fell apart"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.lexicon import table, words
from kg.parse.doc import Token
from kg.syntax import children, is_negated, is_verb

_EARLIER = frozenset({"previous", "earlier", "last", "similar", "prior", "former", "first"})
_OF_PEACE = frozenset({"peace", "truce", "ceasefire", "cease-fire", "security", "border"})


def fate(noun: Token) -> str | None:
    """What became of an earlier deal, `ended` or `violated`; None for any other word."""
    if noun.tag_ != "NN" or noun.lemma_.lower() not in words("fallen_deals"):
        return None
    if not any(child.lower_ in _EARLIER for child in noun.children) or not is_verb(noun.head):
        return None
    if any(child.lower_ not in _OF_PEACE for child in children(noun, "compound")):  # "an earlier trade agreement"
        return None
    relation = {"nsubj": "does", "nsubjpass": "done", "dobj": "done"}.get(noun.dep_, "")
    verbs = [noun.head, *children(noun.head, "conj")]  # "was signed in May and collapsed in June"
    told = (_fates().get((form, relation if verb == noun.head else "does")) for verb in verbs for form in _forms(verb))
    return next((status for status in told if status), None)


def _forms(verb: Token) -> list[str]:
    """'fall' and 'fall apart' in "fell apart"; none of what did not happen."""
    if is_negated(verb):
        return []
    beside = [child.lower_ for child in verb.children if child.dep_ in {"prt", "advmod"} and child.i > verb.i]
    return [verb.lemma_, *(f"{verb.lemma_} {each}" for each in beside)]


@cache
def _fates() -> Mapping[tuple[str, str], str]:
    return {(row["word"], row["relation"]): row["status"] for row in table("deal_fates")}

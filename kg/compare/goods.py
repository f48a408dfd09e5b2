"""Goods and other phrases: when two of them name one thing ("copper imports", "copper"; "shoes", "footwear")."""

from __future__ import annotations

from functools import lru_cache

from kg import lexicon
from kg.names import organization_words

STEM = 5  # letters by which words of goods and topics are compared: "powdered milk", "milk powder"
SHARED = 0.5  # share of the words of two phrases that makes them one


def is_same_thing(left: str, right: str) -> bool:
    """True where one phrase holds the other, or names its kind.

    >>> is_same_thing("sports shoes", "shoes"), is_same_thing("shoes", "footwear"), is_same_thing("beef", "pork")
    (True, True, False)
    >>> is_same_thing("canned fish", "sprats"), is_same_thing("canned fish", "canned fruit")
    (True, False)
    """
    ours, theirs = text_words(left), text_words(right)
    if not ours or not theirs:
        return False
    shared = len(ours & theirs) / len(ours | theirs)
    return shared >= SHARED or _plain(ours) <= _with_kinds(theirs) or _plain(theirs) <= _with_kinds(ours)


@lru_cache(maxsize=65536)
def text_words(text: str) -> frozenset[str]:
    """The words of a phrase, small, singular and without articles: "the wines" is "wine"."""
    return frozenset(_stem(word) for word in organization_words(text))


@lru_cache(maxsize=65536)
def _plain(words: frozenset[str]) -> frozenset[str]:
    """The words without how the good is kept: "canned fish" is fish."""
    return words - {_stem(form) for form in lexicon.words("goods_forms")} or words


@lru_cache(maxsize=65536)
def _with_kinds(words: frozenset[str]) -> frozenset[str]:
    """The words and the kinds that they belong to: "shoes" is "footwear" too."""
    kinds = _kinds()
    return words | {kind for word in words for kind in kinds.get(word, ())}


@lru_cache(maxsize=1)
def _kinds() -> dict[str, frozenset[str]]:
    """The wider words of each word of goods."""
    found: dict[str, frozenset[str]] = {}
    for row in lexicon.table("goods_kinds"):
        kind = _stem(row["kind"])
        for member in row["goods"].split("|"):
            found[_stem(member)] = found.get(_stem(member), frozenset()) | {kind}
    return found


def _stem(word: str) -> str:
    return word[:STEM].removesuffix("s")

"""Are two names one organisation's? Legal forms off, numbers in digits, then word by word."""

from __future__ import annotations

import re
from functools import lru_cache

from rigour.names import remove_org_types
from rigour.text.translit import ascii_text

from kg import lexicon
from kg.names import organization_words, word_score
from kg.numerals import number_of
from kg.records import Score

SAME_ORGANIZATION = 0.8  # names from here on are one body's, as for persons: one word too many is below it
SPARE_WORD = 0.21  # taken off for each word that only one name has: "Movement", "Movement-North"
GENERIC_WORD = 0.05  # the same for a word that says what sort of body it is

_DOTTED = re.compile(r"\b(?:\w\.){2,}\w?|\b\w\.\w\b")


def organization_score(left: str, right: str) -> Score:
    """How much speaks for two names being one body's, and why.

    >>> organization_score("Siemens AG", "Siemens Aktiengesellschaft").value
    1.0
    >>> organization_score("Donetsk People's Republic", "Luhansk People's Republic").value < SAME_ORGANIZATION
    True
    """
    ours, theirs = core_words(left), core_words(right)
    if not ours or not theirs:
        return Score(0.0, "no name")
    if sorted(ours) == sorted(theirs) or "".join(ours) == "".join(theirs):
        return Score(1.0, f"the same name: {left}")
    value = _aligned(*sorted((ours, theirs), key=lambda words: (len(words), words)))
    how = "spelled alike" if value >= SAME_ORGANIZATION else "spelled differently"
    return Score(value, f"{how}: {left}, {right}")


@lru_cache(maxsize=65536)
def core_words(name: str) -> tuple[str, ...]:
    """The words of a name without its legal form, numbers in digits.

    >>> core_words("S.C. Johnson & Son, Inc."), core_words("Brigade Forty-Four")
    (('sc', 'johnson', 'son'), ('brigade', '44'))
    """
    plain = _DOTTED.sub(lambda match: match.group().replace(".", ""), ascii_text(name).casefold())
    words = organization_words(_in_digits(remove_org_types(plain.replace("'", "").replace("’", ""))))
    return tuple(word for word in words if _sort(word) != "form") or words or organization_words(plain)


def _in_digits(text: str) -> str:
    return " ".join(str(number) if (number := number_of(word)) is not None else word for word in text.split())


def _aligned(few: tuple[str, ...], many: tuple[str, ...]) -> float:
    """The worst pair of words, less for each word that only one name has; 0 where some word has no partner."""
    left, worst = list(many), 1.0
    for word in few:
        best = max(left, key=lambda other: (word_score(word, other), other))
        worst = min(worst, word_score(word, best))
        left.remove(best)
    return max(0.0, worst - sum(GENERIC_WORD if _sort(word) else SPARE_WORD for word in left))


def _sort(word: str) -> str | None:
    return _sorts().get(word)


@lru_cache(maxsize=1)
def _sorts() -> dict[str, str]:
    return {row["word"]: row["sort"] for row in lexicon.table("generic_body_words")}

"""The gate: may an article tell an event at all? One without a single trigger word is not parsed."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from kg.lexicon import table

_WORD = re.compile(r"[^\W\d_]+")


def passes_gate(text: str) -> bool:
    """True where the text has the words of some row of `triggers/*.tsv`, in any form and order.

    >>> passes_gate("They sat down at noon."), passes_gate("Shares rose by 3 percent.")
    (True, False)
    """
    there = {word.lower() for word in _WORD.findall(text)}
    return any(all(there & forms for forms in row) for row in _rows())


@cache
def forms_of(word: str) -> frozenset[str]:
    """Every form in which a word may be written, and some in which it is not: the gate may let too much through.

    >>> sorted(forms_of("levy"))
    ['levied', 'levies', 'levy', 'levyed', 'levyes', 'levying', 'levys', 'levyyed', 'levyying']
    """
    found = {word, *(word + ending for ending in ("s", "es", "ed", "ing"))}
    found |= {word + word[-1] + ending for ending in ("ed", "ing")}  # slapped
    if word.endswith("e"):
        found |= {word + "d", word[:-1] + "ing"}
    if word.endswith("y"):
        found |= {word[:-1] + ending for ending in ("ies", "ied")}
    return frozenset(found | {row["form"] for row in table("irregular_forms") if row["word"] == word})


@cache
def _rows() -> frozenset[tuple[frozenset[str], ...]]:
    """The triggers of all types but those that lean: for each word of a row its forms. "tête-à-tête" is three words."""
    names = sorted(file.name.removesuffix(".tsv") for file in files("kg").joinpath("data/triggers").iterdir())
    rows = [
        row["word"]
        for name in names
        for row in table(f"triggers/{name}")
        if row["role"] == "trigger" and "leans=" not in row["hints"]
    ]
    return frozenset(tuple(forms_of(word) for word in _WORD.findall(row.lower())) for row in rows)

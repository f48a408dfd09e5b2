"""Are two names one? A table of small features over the words of the names, each with a score and a reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from rigour.text.distance import jaro_winkler, levenshtein
from rigour.text.translit import ascii_text

from kg import lexicon
from kg.records import Score, digest

SAME_NAME = 0.8  # two full names from here on are one: chosen on spellings in the training articles
ALIKE = 0.75  # two words of four letters and more are one name spelled two ways: "Mohammed", "Muhammad"
SHORT = 3  # words up to this length must be equal: "Un" and "Il" differ by everything

_WORD = re.compile(r"[a-z0-9]+")
_REPEATED = re.compile(r"(.)\1+")


def slug(name: str) -> str:
    """A name as the last part of an IRI.

    >>> slug("Sergey Lavrov"), slug("Côte d’Ivoire")
    ('sergey-lavrov', 'cote-d-ivoire')
    """
    return "-".join(_WORD.findall(ascii_text(name).lower())) or digest(name)


@lru_cache(maxsize=65536)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name in plain small letters, without particles and honorifics.

    >>> name_words("Prince Mohammed bin Salmān")
    ('prince', 'mohammed', 'salman')
    """
    every = tuple(_WORD.findall(ascii_text(name).lower().replace("'", "").replace("’", "")))
    kept = tuple(word for word in every if _part(word) is None)
    # "Sheikh Hasina", "Ban Ki-moon": where too little is left, everything counts
    return kept if len(kept) > 1 or len(every) <= 1 or any(_part(w) == "particle" for w in every) and kept else every


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """A word as it sounds, so that usual spellings of one name fall together.

    >>> skeleton("sergey") == skeleton("sergei"), skeleton("zelenskyy") == skeleton("zelensky")
    (True, True)
    """
    for written, sound in _sounds():
        word = word.replace(written, sound)
    word = _REPEATED.sub(r"\1", word)
    return word[:1] + word[1:].replace("h", "") if len(word) > SHORT else word


@lru_cache(maxsize=262144)
def word_score(left: str, right: str) -> float:
    """How far two words are one name: 1 equal, 0.97 equal in sound, 0.9 an initial, less for other spellings.

    >>> word_score("un", "il"), word_score("h", "hans")
    (0.0, 0.9)
    """
    if left == right:
        return 1.0
    if 1 in (len(left), len(right)):
        return 0.9 if left[0] == right[0] else 0.0
    if left[0] == right[0] and skeleton(left) == skeleton(right):
        return 0.97
    if min(len(left), len(right)) <= SHORT:
        return 0.0
    return _spelling(left, right)


def _spelling(left: str, right: str) -> float:
    """Likeness of two spellings, by edits in what is heard and what is written; 0 below `ALIKE`."""
    heard, seen = skeleton(left), (left, right)
    longest = max(map(len, seen))
    edits = min(levenshtein(*seen) / longest, levenshtein(heard, skeleton(right)) / longest)
    likeness = 1 - edits
    if left[0] != right[0] and heard[0] != skeleton(right)[0]:
        likeness -= 0.15  # "Karimov" and "Rahimov"
    return likeness if likeness >= ALIKE and jaro_winkler(*seen) >= ALIKE else 0.0


def has_generation(name: str) -> str | None:
    """The word that tells father from son, where the name has one.

    >>> has_generation("Ferdinand Marcos Jr.")
    'junior'
    """
    words = _WORD.findall(ascii_text(name).lower())
    found = next((word for word in words[1:] if _part(word) == "generation"), None)
    return {"jr": "junior", "sr": "senior"}.get(found or "", found)


def person_score(left: str, right: str) -> Score:
    """How much speaks for two names being one person's, and the features that say so.

    >>> person_score("Sergei Lavrov", "Sergey Lavrov").value > SAME_NAME
    True
    >>> person_score("Kim Jong-un", "Kim Jong-il").value < SAME_NAME
    True
    """
    return min((feature(left, right) for feature in _PERSON), key=lambda score: score.value)


def _spelled_alike(left: str, right: str) -> Score:
    ours, theirs = name_words(left), name_words(right)
    if not ours or not theirs:
        return Score(0.0, "no name")
    if sorted(ours) == sorted(theirs):
        return Score(1.0, f"the same name: {left}")
    if "".join(ours) == "".join(theirs) or "".join(sorted(ours)) == "".join(sorted(theirs)):
        return Score(0.98, f"the same letters: {left}, {right}")
    value = _aligned(ours, theirs)
    return Score(value, f"{'spelled alike' if value >= SAME_NAME else 'spelled differently'}: {left}, {right}")


def _aligned(ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """Mean of the words paired best first; words left over on both sides count against."""
    few, many = sorted((ours, theirs), key=lambda words: (len(words), words))
    pairs = sorted(
        ((word_score(a, b), -abs(i - j), i, j) for i, a in enumerate(few) for j, b in enumerate(many)), reverse=True
    )
    used_few: set[int] = set()
    used_many: set[int] = set()
    total = 0.0
    for value, _, i, j in pairs:
        if value and i not in used_few and j not in used_many:
            used_few.add(i)
            used_many.add(j)
            total += value
    matched = len(used_few)
    if matched < len(few):
        return _joined(few, many) or 0.6 * total / len(few)
    extra = len(many) - matched
    return total / matched - (0.05 * extra if matched > 1 else 0.3 * extra)


def _joined(few: tuple[str, ...], many: tuple[str, ...]) -> float:
    """Names whose parts are written together or apart: "Ki-moon", "Kimoon"; 0 where they are not such."""
    if len(few) == len(many):
        return 0.0
    for at in range(len(many) - 1):
        together = many[:at] + (many[at] + many[at + 1],) + many[at + 2 :]
        if len(together) == len(few) and all(any(word_score(a, b) >= ALIKE for b in together) for a in few):
            return 0.9
    return 0.0


def _same_generation(left: str, right: str) -> Score:
    ours, theirs = has_generation(left), has_generation(right)
    if ours != theirs and ours and theirs:
        return Score(0.0, f"father and son: {left}, {right}")
    if "senior" in (ours, theirs) and ours != theirs:
        return Score(0.5, f"perhaps father and son: {left}, {right}")
    return Score(1.0, "no generation differs")


def _initials_agree(left: str, right: str) -> Score:
    """`George H. W. Bush` is not `George W. Bush`: with initials on both sides, they must be the same."""
    ours, theirs = ([w for w in name_words(name)[1:] if len(w) == 1] for name in (left, right))
    if ours and theirs and ours != theirs:
        return Score(0.4, f"initials differ: {left}, {right}")
    return Score(1.0, "no initial differs")


_PERSON: tuple[Callable[[str, str], Score], ...] = (_spelled_alike, _same_generation, _initials_agree)


@lru_cache(maxsize=65536)
def organization_words(name: str) -> tuple[str, ...]:
    """The words that tell an organisation from others, in one spelling.

    >>> organization_words("the Shanghai Cooperation Organisation")
    ('shanghai', 'cooperation', 'organization')
    """
    plain = (
        ascii_text(name)
        .lower()
        .replace("'s", "")
        .replace("’s", "")
        .replace("isation", "ization")
        .replace("centre", "center")
    )
    return tuple(word for word in _WORD.findall(plain) if word not in lexicon.words("name_stopwords"))


@lru_cache(maxsize=4096)
def _part(word: str) -> str | None:
    return _parts().get(word)


@lru_cache(maxsize=1)
def _parts() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in lexicon.table("name_parts")}


@lru_cache(maxsize=1)
def _sounds() -> tuple[tuple[str, str], ...]:
    """Spellings and the sound they stand for, in the order in which they are replaced."""
    return tuple((row["written"], row["sound"]) for row in lexicon.table("name_sounds"))

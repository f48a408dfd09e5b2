"""What the model of whom a person represents learns from: persons of whom no words beside the name say it."""

from __future__ import annotations

from collections.abc import Iterable

from kg.learn.fitting import choice, counted
from kg.learn.gold import Told
from kg.mentions import find_cast
from kg.mentions.person import Person
from kg.mentions.representing import MODEL as PERSONS
from kg.mentions.representing import Candidate
from kg.records import name_of
from kg.scoring.agreement import is_same_name


def learn_persons(told: Iterable[Told]) -> dict[str, dict[str, float]]:
    """The weights by which it is found whom a person represents where the words beside the name do not say it."""
    rows: list[list[dict[str, float]]] = []
    chosen: list[int] = []
    for each in told:
        for candidates, right in _person_examples(each):
            rows.append([counted(one.features) for one in candidates])
            chosen.append(right)
    return {PERSONS: choice(rows, chosen)}


def _person_examples(told: Told) -> list[tuple[list[Candidate], int]]:
    """For each person of the gold without own words whom the article offers, and which of them is right."""
    found: list[tuple[list[Candidate], int]] = []

    def decide(person: Person, candidates: list[Candidate]) -> str | None:
        entry = next(
            (one for one in told.gold["persons"] if is_same_name(one["name"], {person.name}, person=True)), None
        )
        right = [i for i, one in enumerate(candidates) if entry is not None and _is_owner(one.key, entry["represents"])]
        if not right:
            return None
        found.append((candidates, right[0]))
        return candidates[right[0]].key

    find_cast(told.scene.doc, told.scene.article, decide=decide)
    return found


def _is_owner(key: str | None, value: str | None) -> bool:
    """True where a country or organisation of the article, or nobody, is the one of the gold."""
    if key is None or value is None:
        return key is value
    if key.startswith("country:"):
        return name_of(key) == value
    return len(value) > 2 and is_same_name(value, {name_of(key)}, person=False)

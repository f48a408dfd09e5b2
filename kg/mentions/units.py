"""A unit: some words of an article and whom they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.mentions.person import Person
    from kg.mentions.proper import Proper


@dataclass
class Unit:
    """Tokens `start` to `end` with their `head`, the keys of whom they stand for, and what the words say.

    `places` are the keys where the words are read as a place. `form` is the bare name, None for a role or pronoun.
    `guessed` says that `represents` is what the surroundings suggest, and no words say.
    """

    start: int
    end: int
    head: int
    keys: tuple[str, ...]
    form: str | None = None
    title: str | None = None
    represents: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    country: str | None = None
    name: tuple[int, int] | None = None
    inferred: bool = False
    guessed: bool = False
    acts: bool = True
    person: Person | None = None
    proper: Proper | None = None
    strong: bool = True

"""Whom a person represents by whose aide or counterpart one is told to be: "his spokeswoman, X", "her guest, Y"."""

from __future__ import annotations

from collections.abc import Iterable

from kg.mentions.person import Person


def of_chief(people: Iterable[Person], person: Person) -> tuple[str, ...]:
    """Whom the one represents whose minister or aide the person is told to be; nobody where that is not known."""
    chief = next((each for each in people if each.key == person.chief), None)
    return chief.represents[:1] if chief is not None else ()


def without_peers(people: Iterable[Person], person: Person, keys: list[str]) -> list[str]:
    """The keys without whom the person's counterpart represents: "she wrote to her Bolivian counterpart, X"."""
    peers = [each for each in people if each.peer == person.key or each.key == person.peer]
    theirs = {key for each in peers for key in each.represents}
    return [key for key in keys if key not in theirs] or keys

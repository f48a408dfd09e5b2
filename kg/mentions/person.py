"""Somebody named in an article, and whom the words beside the name say that he or she represents."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.mentions.classes import collective_nouns
from kg.mentions.gazetteer import Sense
from kg.mentions.office import CALLINGS, Office
from kg.mentions.page import Page
from kg.mentions.proper import Proper
from kg.records import Kind, actor_key


@dataclass
class Person:
    """Somebody named in the article: the fullest name, every place where the name stands, and what is said of them."""

    name: str
    propers: list[Proper] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    roles: list[Office] = field(default_factory=list)
    represents: tuple[str, ...] = ()
    read: tuple[str, ...] = ()  # what a first reading takes for it: a hint, no more
    read_as: str = ""  # how: a pronoun ("its"), noun, list or role
    guessed: bool = False
    gender: str = ""
    chief: str = ""  # key of the person whose minister or aide this one is told to be: "his spokeswoman, X"
    peer: str = ""  # key of the person whose counterpart or guest this one is told to be: "her guest, X"

    @property
    def key(self) -> str:
        """The person's key in this article."""
        return actor_key(Kind.PERSON, self.name)

    @property
    def title(self) -> str | None:
        """The first office that the text gives; that of a counterpart is none."""
        return next((o.title for o in (*self.offices, *self.roles) if o.sort != "peer"), None)

    @property
    def first(self) -> int:
        """The token at which the person is first named."""
        return min(p.start for p in self.propers)


Role = tuple[Person, Office, tuple[str, ...]]  # who holds an office by a first reading, and whose office it is


def own_represents(page: Page, proper: Proper) -> tuple[str, ...]:
    """Whom the words around one mention of a name say that the person represents: "Russia's Sergei Lavrov"."""
    office = proper.office
    if office is not None and office.owners:
        stateless = office.sort in CALLINGS or is_armed(page, office)  # "Ugandan rebel leader X"
        return _organizations(office.owners) if stateless else office.owners[:1]
    before = proper.start - 1
    if (
        page.same_sentence(before - 1, proper.start)
        and page.lower[before] in {"'s", "'"}
        and before - 1 in page.known_at
    ):
        return (page.known_at[before - 1].entry.key,)
    if (
        before in page.known_at
        and page.same_sentence(before, proper.start)
        and page.known_at[before].entry.sense in {Sense.ADJECTIVE, Sense.ORGANIZATION}
    ):
        return (page.known_at[before].entry.key,)
    return ()


def is_armed(page: Page, office: Office) -> bool:
    """True for "rebel chief", "guerrilla commander"."""
    return any(collective_nouns().get(page.lower[i]) == "armed" for i in range(office.start, office.head))


def _organizations(owners: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key for key in owners if key.startswith("organization:"))[:1]

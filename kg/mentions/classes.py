"""Which actors the lists know as armed, as blocs, as bodies between the sides; and the nouns that mean them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.lexicon import table, words
from kg.records import Kind, actor_key, kind_of, name_of


@cache
def organizations_of(*sorts: str) -> frozenset[str]:
    """Keys of the organisations of these sorts in the lists; of all where none is given."""
    rows = [row for row in table("organizations") if not sorts or row["sort"] in sorts]
    return frozenset(actor_key(Kind.ORGANIZATION, row["name"]) for row in rows)


def may_be_armed(key: str) -> bool:
    """True for an armed group of the lists, and for one that they do not know and whose name says so."""
    if kind_of(key) is not Kind.ORGANIZATION:
        return False
    if key in organizations_of():
        return key in organizations_of("armed", "party", "land")
    return bool(set(name_of(key).lower().replace("-", " ").split()) & words("armed_words"))


@cache
def group_nouns() -> Mapping[str, Mapping[str, str]]:
    """Nouns of groups with what their members are: "men", "sides"."""
    return {row["word"]: row for row in table("group_nouns")}


@cache
def collective_nouns() -> Mapping[str, str]:
    """Nouns of bodies with whose they are: "government" -> state, "rebels" -> armed."""
    return {row["word"]: row["kind"] for row in table("collective_nouns")}


@cache
def state_forms() -> Mapping[str, frozenset[str]]:
    """Forms of state with the codes of the countries that have them: "kingdom"."""
    return {row["word"]: frozenset(row["iso2"].split("|")) for row in table("state_forms")}


@cache
def _customs() -> Mapping[str, tuple[str, ...]]:
    return {
        row["title"]: tuple(actor_key(Kind.COUNTRY, code) for code in row["iso2"].split("|"))
        for row in table("customary_titles")
    }


def customary(title: str) -> tuple[str, ...]:
    """The countries that have an office of this name, where few have: "secretary of state"."""
    return _customs().get(title.lower().replace("-", " "), ())

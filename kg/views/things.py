"""Which node a person means by an address, the last part of one, or words of a name."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from kg.views.nodes import Iri, View
from kg.views.printing import shortened


class UnclearThing(ValueError):
    """Words that stand for no node, or for several; the message lists them."""


def folded(text: str) -> str:
    """Text without case and accents, for comparing names.

    >>> folded("Tomás  QUIROGA")
    'tomas quiroga'
    """
    plain = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


def match(words: str, forms: Iterable[tuple[Iri, str]]) -> tuple[Iri, ...]:
    """The nodes that the words stand for, in order of address: by the first of these that finds any.

    The whole address; its last part; a whole name; all words among the words of a name.
    """
    pairs = sorted(set(forms))
    wanted = folded(words)
    parts = set(re.findall(r"\w+", wanted))
    tests = (
        lambda iri, form: iri == words,
        lambda iri, form: iri.name.casefold() == wanted,
        lambda iri, form: folded(form) == wanted,
        lambda iri, form: bool(parts) and parts <= set(re.findall(r"\w+", folded(form))),
    )
    for test in tests:
        found = tuple(dict.fromkeys(iri for iri, form in pairs if test(iri, form)))
        if found:
            return found
    return ()


def the_one(words: str, forms: Iterable[tuple[Iri, str]]) -> Iri:
    """The one node that the words stand for.

    Raises UnclearThing where there is none, or more than one: the message lists their addresses and names.
    """
    pairs = list(forms)
    found = match(words, pairs)
    if len(found) == 1:
        return found[0]
    if not found:
        raise UnclearThing(f"nothing here is called '{shortened(words)}'")
    names: dict[Iri, list[str]] = defaultdict(list)
    for iri, form in pairs:
        names[iri].append(form)
    listed = "\n".join(f"  {iri.name}  {names[iri][0]}" for iri in found[:20])
    more = f"\n  and {len(found) - 20} more" if len(found) > 20 else ""
    raise UnclearThing(f"'{shortened(words)}' may be any of these; name one:\n{listed}{more}")


def forms_in(view: View, *, events: bool = True) -> list[tuple[Iri, str]]:
    """Every name of every actor, and the label of every event, with its address."""
    named = [(actor.iri, form) for actor in view.actors.values() for form in (*actor.forms, actor.iso2) if form]
    return named + ([(event.iri, event.label) for event in view.events.values()] if events else [])

"""What people call a term of the ontology, read from the ontology without loading more than its labels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from kg.defaults import folder

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LABELS = ("http://www.w3.org/2004/02/skos/core#prefLabel", "http://www.w3.org/2000/01/rdf-schema#label")


def spoken(name: str) -> str:
    """A term's name as words: its label in the ontology, else its own words.

    >>> spoken("shuttleDiplomacy")
    'shuttle diplomacy'
    """
    return _labels().get(name) or _CAMEL.sub(" ", name).lower()


@cache
def _labels() -> Mapping[str, str]:
    import pyoxigraph as ox

    found = {}
    for file in sorted(folder("ontology").glob("*.ttl")):
        for quad in ox.parse(path=file, format=ox.RdfFormat.TURTLE):
            if quad.predicate.value in _LABELS and isinstance(quad.subject, ox.NamedNode):
                found[re.split(r"[#/]", quad.subject.value)[-1]] = str(getattr(quad.object, "value", ""))
    return found

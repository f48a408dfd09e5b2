"""Slot values and names as RDF terms: IRIs under one base, literals typed as the ontology's ranges say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from urllib.parse import quote

from rdflib import Literal, URIRef

from kg.defaults import DEFAULT_BASE_IRI
from kg.vocab import DIP, NAMESPACE, XSD, kind_of_value, range_of

_NO_CHARACTER = re.compile("[\ud800-\udfff]")  # half of a pair: a JSON escape can give one, no RDF can hold it
_BASE = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|^`\\]*[/#:=]')
_UNSAFE = re.compile(r"[^\w.~-]")


@dataclass(frozen=True, slots=True)
class Mint:
    """Makes IRIs under one base: `mint("person-marco-rubio")`."""

    base_iri: str = DEFAULT_BASE_IRI

    def __post_init__(self) -> None:
        """Refuses what is no absolute IRI: a graph with such nodes reads in no other program."""
        if not _BASE.fullmatch(self.base_iri):
            raise ValueError(f"base IRI '{self.base_iri}': write an absolute IRI that ends in / or #")

    def __call__(self, identity: str) -> URIRef:
        """The IRI of an actor, place, event or report."""
        return _minted(self.base_iri, identity)

    def article(self, identity: str) -> URIRef:
        """The IRI of an article; its id may hold anything, as a file's name may.

        >>> str(Mint("https://example.org/id/").article("july/a b"))
        'https://example.org/id/article-july%2Fa%20b'
        """
        return self(f"article-{identity}")


@lru_cache(maxsize=65_536)  # one object for each: those that name it find it without comparing characters
def _minted(base_iri: str, identity: str) -> URIRef:
    return URIRef(base_iri + _UNSAFE.sub(_percent, identity))


@lru_cache(maxsize=16_384)  # offsets, days, outlets and reasons come again and again, and rdflib makes one slowly
def literal(text: str, datatype: URIRef | None = None) -> Literal:
    """A literal of exactly these characters; those that no RDF can hold become U+FFFD, one for one."""
    sound = text if text.isascii() else _NO_CHARACTER.sub("\ufffd", text)
    return Literal(sound, datatype=datatype, normalize=False)


@lru_cache(maxsize=65_536)  # the same few countries, statuses and numbers in most reports
def value_of(name: str, value: str, mint: Mint) -> URIRef | Literal:
    """A property's value as the ontology's range wants it: a node, a concept, a typed or a plain literal.

    >>> value_of("date", "2025-07", Mint()).n3()
    '"2025-07"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'
    """
    kind = kind_of_value(name)
    if kind in ("actor", "place"):
        return mint(value)
    if kind in ("concept", "property"):
        return DIP[value] if value in DIP else URIRef(NAMESPACE + quote(value, safe=""))
    if kind == "date":
        return literal(value, date_type(value))
    return literal(shortest(value), range_of(name)) if kind == "number" else literal(value)


def date_type(iso: str) -> URIRef:
    """The datatype of a day, a month or a year.

    >>> date_type("2025") == XSD.gYear
    True
    """
    return (XSD.gYear, XSD.gYearMonth, XSD.date)[min(iso.count("-"), 2)]


def shortest(number: str) -> str:
    """A number in its shortest form; what is no number stays, for the shapes to find.

    >>> shortest("20.0"), shortest("22.50"), shortest("100"), shortest("few")
    ('20', '22.5', '100', 'few')
    """
    try:
        return f"{Decimal(number).normalize():f}"
    except InvalidOperation:
        return number


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "surrogatepass"))

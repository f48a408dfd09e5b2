"""Echo: a graph that says of each gold article what the gold says, with as many planted faults as a test asks for.

Scoring is tested with it before anything is extracted: without faults every figure is 1, with faults the figures must
be those of the reference scorer.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping

from rdflib import DCTERMS, RDF, RDFS, Graph, Literal, URIRef

from kg.scoring.gold import Gold, GoldArticle, GoldEvent, GoldPerson
from kg.vocab import DIP, NAMESPACE, slots

BASE = "https://example.org/id/"
LATE, EARLY = "2024-01", "2023"


def _slug(text: str) -> str:
    return re.sub(r"\W+", "-", text)


class Echo:
    """Writes gold into a graph; `faults` is the chance of each kind of fault, `seed` makes them the same each time."""

    def __init__(self, gold: Gold, *, faults: float = 0.0, seed: int = 0) -> None:
        self.gold, self.faults, self.graph = gold, faults, Graph()
        self.random = random.Random(seed)
        self.slots = slots()

    def build(self) -> Graph:
        """The graph of all articles."""
        for article in self.gold.articles:
            self._write_article(article)
        return self.graph

    def _goes_wrong(self) -> bool:
        return self.random.random() < self.faults

    def _write_article(self, article: GoldArticle) -> None:
        node = URIRef(f"{BASE}article-{article.id}")
        self.graph.add((node, DCTERMS.identifier, Literal(article.id)))
        for number, event in enumerate(article.events):
            if not self._goes_wrong():
                self._write_event(node, article, event, number)
            if self._goes_wrong():
                self._write_event(node, article, self.random.choice(self.gold.events), 900 + number)
        for number, person in enumerate(article.persons):
            if not self._goes_wrong():
                self._write_person(node, article, person, number)

    def _write_event(self, article: URIRef, source: GoldArticle, event: GoldEvent, number: int) -> None:
        about = URIRef(f"{BASE}{event.kind}-{_slug(self._garbled(event.event))}")
        self.graph.add((about, RDF.type, DIP[event.kind]))
        spans = event.spans or ((0, len(source.text)),)
        for part, span in enumerate(spans):
            report = self._write_report(f"{source.id}-{number}-{part}", article, about, source, span)
            status = self._garbled(event.status or "held")
            self.graph.add((report, DIP.status, URIRef(NAMESPACE + _slug(status))))
            if self._goes_wrong():
                self.graph.add((report, DIP.asOf, Literal(self.random.choice([LATE, EARLY]))))
            self._write_slots(report, event, only=part)

    def _write_slots(self, report: URIRef, event: GoldEvent, *, only: int) -> None:
        """The first report says everything, later ones a value here and there."""
        for slot, values in event.slots.items():
            for value in values:
                if only == 0 or self._goes_wrong():
                    self._write_value(report, slot, self._changed(slot, value))
                if self._goes_wrong():
                    self.graph.add((report, DIP.inferred, DIP[slot]))

    def _write_value(self, report: URIRef, slot: str, value: str) -> None:
        kind = self.slots[slot].kind
        makers: Mapping[str, Callable[[str], URIRef | Literal]] = {
            "actor": self._actor,
            "place": self._actor,
            "concept": lambda name: URIRef(NAMESPACE + _slug(name)),
        }
        self.graph.add((report, DIP[slot], makers.get(kind, Literal)(value)))

    def _actor(self, value: str) -> URIRef:
        node = URIRef(BASE + _slug(value))
        self.graph.add((node, DIP.iso2 if re.fullmatch("[A-Z]{2}", value) else RDFS.label, Literal(value)))
        if value in self.gold.persons:
            self.graph.add((node, RDF.type, DIP.Person))
        return node

    def _write_person(self, article: URIRef, source: GoldArticle, person: GoldPerson, number: int) -> None:
        node = self._actor(self._garbled(person.name))
        self.graph.add((node, RDF.type, DIP.Person))
        report = self._write_report(f"{source.id}-p{number}", article, node, source, (0, 5))
        if person.title:
            self.graph.add((report, DIP.title, Literal(self._garbled(person.title))))
        if person.represents:
            country = self._actor(self._garbled(person.represents))
            self.graph.add((report, DIP.represents, country))
            self.graph.add((node, DIP.represents, country))

    def _write_report(
        self, name: str, article: URIRef, about: URIRef, source: GoldArticle, span: tuple[int, int]
    ) -> URIRef:
        report = URIRef(f"{BASE}report-{name}")
        start, end = span
        quote = source.text[start : end + self._goes_wrong()]
        confidence = self.random.choice(["0.55", "0.75", "0.90", "1.00"])
        for term, value in ((DIP.article, article), (DIP.about, about), (RDF.type, DIP.Report)):
            self.graph.add((report, term, value))
        for name, text in (("start", start), ("end", end), ("quote", quote), ("confidence", confidence)):
            self.graph.add((report, DIP[name], Literal(text)))
        return report

    def _changed(self, slot: str, value: str) -> str:
        if self.slots[slot].kind == "date" and self._goes_wrong():
            return value[:7]
        return self._garbled(value)

    def _garbled(self, value: str) -> str:
        """Cut, misspelt or another word, where it goes wrong."""
        if not self._goes_wrong():
            return value
        words = value.split()
        return self.random.choice([words[-1], value[:-1] or value, value[::-1], f"the new {value}", "US", "7"])

"""The articles, actors, events and reports of a built graph as plain records, whatever the types of event."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.views.labels import spoken

DIP = "https://w3id.org/diplomacy-kg/ontology#"
PREFIXES: Mapping[str, str] = {
    "dip": DIP,
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_SLOT = re.compile(r"^[a-z]+(?:[A-Z][a-z]+)+\b")  # the first word of a reason, where it is a slot of two words
_ACTOR = re.compile(r"\b(?:person|organization|country|place)-[\w-]+")


class Iri(str):
    """The address of a node, told apart from words."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """Its last part.

        >>> Iri("https://example.org/id/country-NO").name
        'country-NO'
        """
        return re.split(r"[#/:=]", self)[-1]


Slots = Mapping[str, tuple[str, ...]]
Node = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ArticleNode:
    """An article in the graph; `source` is the article whose text it repeats, itself where it is no copy.

    `inferred` is the day that dated articles on the same events suggest for an undated one.
    """

    iri: Iri
    id: str
    title: str
    publisher: str
    published: str
    url: str
    source: Iri
    inferred: str = ""


@dataclass(frozen=True, slots=True)
class ActorNode:
    """A person, organisation, country or place; `represents` and `country` are addresses."""

    iri: Iri
    kind: str
    label: str
    forms: tuple[str, ...]
    title: str
    represents: tuple[Iri, ...]
    iso2: str
    country: Iri | None


@dataclass(frozen=True, slots=True)
class EventNode:
    """An event as merged: `earliest` and `latest` are the days between which it lies, empty where unknown or open."""

    iri: Iri
    kind: str
    label: str
    status: str
    slots: Slots
    sides: tuple[Iri, ...]
    articles: tuple[Iri, ...]
    disputed: tuple[str, ...]
    confidence: str
    earliest: str
    latest: str

    @property
    def actors(self) -> tuple[Iri, ...]:
        """Addresses in its slots, in slot order, each once: those who take part, and places."""
        found = [value for name in sorted(self.slots) for value in self.slots[name] if isinstance(value, Iri)]
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class ReportNode:
    """What one passage of one article says about one event or person.

    `words` tells which words of the quote give which slot: `("date", 62, 70)`, in characters of the article's text.
    """

    iri: Iri
    about: Iri
    article: Iri
    start: int
    end: int
    quote: str
    status: str
    as_of: str
    attributed_to: Iri | None
    attribution: str
    confidence: str
    inferred: tuple[str, ...]
    reasons: tuple[str, ...]
    near_miss: Iri | None
    apart: tuple[str, ...]
    slots: Slots
    words: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True)
class View:
    """A built graph, each part in order of address."""

    articles: Mapping[Iri, ArticleNode]
    actors: Mapping[Iri, ActorNode]
    events: Mapping[Iri, EventNode]
    reports: tuple[ReportNode, ...]

    def label(self, value: str) -> str:
        """How people write a value: an actor's name, a concept in words, a literal as it is."""
        if not isinstance(value, Iri):
            return value
        if value in self.actors:
            return self.actors[value].label
        if value in self.events:
            return self.events[value].label
        return spoken(value.name) if value.startswith(DIP) else value.name

    def worded(self, reason: str) -> str:
        """A reason for merging with names for ids and words for slots.

        `announced by Marco Rubio` for `announcedBy person-marco-rubio`.
        """
        named = _ACTOR.sub(lambda found: self._names.get(found[0], found[0]), reason)
        return _SLOT.sub(lambda found: spoken(found[0]), named)

    def told(self, report: ReportNode) -> str:
        """The day, month or year for which a report's status holds; empty for an article of which no day is known."""
        article = self.articles.get(report.article)
        return report.as_of or self.published(report) or (article.inferred if article else "")

    def dated(self, report: ReportNode) -> str:
        """When a report's article came out, as people read it: `2025-07-11`, `2025-07-11 (inferred)`, `undated`."""
        article = self.articles.get(report.article)
        inferred = f"{article.inferred} (inferred)" if article and article.inferred else "undated"
        return self.published(report) or inferred

    def published(self, report: ReportNode) -> str:
        """The day on which a report's article was published; empty for an undated one."""
        article = self.articles.get(report.article)
        return article.published if article else ""

    def outlet(self, article: Iri) -> str:
        """Who published an article, or its id."""
        found = self.articles.get(article)
        return (found.publisher or found.id) if found else article.name

    def source(self, article: Iri) -> Iri:
        """The article whose text this one repeats, itself where it is no copy."""
        return self.articles[article].source if article in self.articles else article

    def reports_on(self, thing: Iri) -> tuple[ReportNode, ...]:
        """The reports about an event or person, in the order in which they were told."""
        return self._by_thing.get(thing, ())

    def independent(self, articles: Iterable[Iri]) -> int:
        """How many sources these are, syndicated copies counted once."""
        return len({self.articles[a].source for a in articles if a in self.articles})

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {iri.name: actor.label for iri, actor in self.actors.items()}

    @cached_property
    def _by_thing(self) -> Mapping[Iri, tuple[ReportNode, ...]]:
        found: dict[Iri, list[ReportNode]] = defaultdict(list)
        for report in self.reports:
            found[report.about].append(report)
        return {iri: tuple(sorted(reports, key=self._order)) for iri, reports in found.items()}

    def _order(self, report: ReportNode) -> tuple[str, Iri, int, Iri]:
        return self.told(report), report.article, report.start, report.iri

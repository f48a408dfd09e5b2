"""The nouns of kg: what is read, what is found in it, and what becomes of it.

An article is read, mentions of actors and events are found in it, and resolving turns the mentions of all
articles into actors, events and reports. Everything here is frozen and compares by value, evidence included.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

SEPARATOR = "\x1f"  # joins the parts of a hashed key: no text that people write holds it


class Kind(StrEnum):
    """What an actor or place is; the first part of its key (`person:Marco Rubio`)."""

    PERSON = "person"
    ORGANIZATION = "organization"
    COUNTRY = "country"
    PLACE = "place"


_KINDS = {kind.value: kind for kind in Kind}


def digest(*parts: str, length: int = 12) -> str:
    """The first `length` hexadecimal digits of a hash of the parts, the same on every machine."""
    return hashlib.sha256(SEPARATOR.join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]


def actor_key(kind: Kind, name: str) -> str:
    """What names an actor inside one article: `country:US`, `organization:ASEAN`, `place:Kuala Lumpur`."""
    return f"{kind.value}:{name}"


@lru_cache(maxsize=65536)
def kind_of(key: str) -> Kind:
    """The kind in an actor's key.

    >>> kind_of("person:Marco Rubio").value
    'person'
    """
    return _KINDS[key.partition(":")[0]]


def name_of(key: str) -> str:
    """The name in an actor's key; for a country its ISO 3166-1 alpha-2 code.

    >>> name_of("country:US")
    'US'
    """
    return key.partition(":")[2]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters of an article's text, from `start` to `end`, the end not included."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a span without a character."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"span {self.start}-{self.end}: the start must lie before the end")

    def cut(self, text: str) -> str:
        """The words that the span marks."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True where the two have a character in common."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """True where every character of the other is in this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read.

    `published` is an ISO day or None. `place` and `dateline` (an ISO day) are what the dateline says, where there is
    one, and `body` is the offset at which the news begins after it. `source` is the file (and line) for messages.
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    place: str | None = None
    dateline: str | None = None
    body: int = 0
    source: str = ""

    @property
    def sha256(self) -> str:
        """Hash of the text alone: equal for syndicated copies."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def day(self) -> str | None:
        """The day from which "on Thursday" is counted: that of the dateline, else of publication."""
        return self.dateline or self.published


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor or place named, or plainly meant, by some words of an article.

    `key` names it inside the article by its fullest name there. `form` is the bare name where the words give one
    (`Lavrov`), None for a pronoun or a role. `title`, `represents` (keys of a country or organisation) and `country`
    (of a place, an ISO code) are there where these words say so. `acts` marks a person who does or says something.
    """

    key: str
    span: Span
    passage: Span
    form: str | None = None
    title: str | None = None
    represents: tuple[str, ...] = ()
    country: str | None = None
    acts: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Argument:
    """One slot's value: an actor's key for actor and place slots, else its shortest written form.

    `2025-07-10`, `50`, `22.5`, `inPerson`, `Ukraine peace talks`. `span` marks the words that give it, None where no
    words do; `inferred` says that the passage implies it and does not state it.
    """

    slot: str
    value: str
    span: Span | None = None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class EventMention:
    """What one passage of an article says about one event.

    `number` tells the events of the article apart: mentions with one number are one event. `status` holds as of the
    article's day, or as of `as_of` (a day, month or year). `speaker` is the key of the actor who is said to have
    said so, `attribution` the words for one without a name ("U.S. officials").
    """

    kind: str
    number: int
    trigger: Span
    passage: Span
    status: str
    arguments: tuple[Argument, ...] = ()
    as_of: str | None = None
    speaker: str | None = None
    attribution: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that was found in one article, in text order."""

    article: Article
    mentions: tuple[Mention, ...]
    events: tuple[EventMention, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """What the ontology says of one property of events, for those who do not read ontologies.

    `kind` is `actor`, `place`, `date`, `number`, `concept` or `text`. `single` is True where an event has one value,
    so that two are a dispute. `side` marks the slots whose actors are the event's sides (participants, parties).
    """

    name: str
    kind: str
    single: bool
    side: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """How much speaks for two records being one (1) or two (0), and why, in words."""

    value: float
    reason: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A slot and one value: an actor's id for actor and place slots, else as in `Argument`."""

    slot: str
    value: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation, country or place, over all articles.

    `id` is the last part of its IRI (`person-marco-rubio`). `forms` are all names seen, `name` among them.
    """

    id: str
    kind: Kind
    name: str
    forms: tuple[str, ...]
    title: str | None = None
    represents: tuple[str, ...] = ()
    iso2: str | None = None
    country: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Words:
    """The words of a passage that give a slot's value: `on Thursday` for the date."""

    span: Span
    slot: str


@dataclass(frozen=True, slots=True)
class Report:
    """What one passage of one article says about one event or person (`about`, an id).

    `reasons` say why it was merged with others; `near_miss` is the event that it is likest to beside its own, and
    `apart` why the two were kept apart.
    """

    id: str
    about: str
    article: str
    span: Span
    quote: str
    facts: tuple[Fact, ...]
    inferred: tuple[str, ...] = ()
    status: str | None = None
    as_of: str | None = None
    attributed_to: str | None = None
    attribution: str | None = None
    confidence: float = 1.0
    reasons: tuple[Score, ...] = ()
    near_miss: str | None = None
    apart: tuple[Score, ...] = ()
    words: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One real-world event, merged from its reports. `disputed` names the slots on which sources differ."""

    id: str
    kind: str
    status: str
    facts: tuple[Fact, ...]
    sides: tuple[str, ...]
    articles: tuple[str, ...]
    disputed: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about two things, or one: `same`, `different`, `drop` or `rename`."""

    verdict: str
    left: str
    right: str
    who: str
    when: str
    why: str


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that a user knows to be a Wikidata item's."""

    name: str
    kind: Kind
    wikidata: str


@dataclass(frozen=True, slots=True)
class World:
    """The result of resolving: everything that becomes the graph, each part sorted by id.

    `copies` are articles with the one that they repeat, `inferred_days` undated articles with the day that the dated
    ones on the same events suggest.
    """

    articles: tuple[Article, ...]
    actors: tuple[Actor, ...]
    events: tuple[Event, ...]
    reports: tuple[Report, ...]
    copies: tuple[tuple[str, str], ...] = ()
    inferred_days: tuple[tuple[str, str], ...] = ()

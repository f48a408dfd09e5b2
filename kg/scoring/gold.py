"""Gold: what a careful reader found in each article, read from a folder of JSON files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

# What an event's JSON says besides its slots.
_NOT_SLOTS = frozenset({"event", "type", "quote", "status", "passages", "inferred", "optional"})
_EMPTY: tuple[object, ...] = (None, [], "")


class GoldError(ValueError):
    """A gold file is not as it should be; the message names the file."""


@dataclass(frozen=True, slots=True)
class GoldPerson:
    """A person whom the article names, by canonical name, with title and country or organisation."""

    name: str
    title: str | None
    represents: str | None


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One article's account of one event; `event` is the same in all articles that report it.

    `spans` are the passages that tell of it, where they are marked. An `optional` event is neither rewarded nor
    punished.
    """

    article: str
    event: str
    kind: str
    status: str | None
    slots: Mapping[str, tuple[str, ...]]
    quote: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with everything that is to be found in it; `record` is its JSON, as `kg build` reads it."""

    id: str
    text: str
    persons: tuple[GoldPerson, ...]
    events: tuple[GoldEvent, ...]
    record: Mapping[str, Any]


@dataclass(frozen=True)
class Gold:
    """The articles of a gold folder, sorted by file name."""

    articles: tuple[GoldArticle, ...]

    @cached_property
    def events(self) -> tuple[GoldEvent, ...]:
        """The events of all articles."""
        return tuple(event for article in self.articles for event in article.events)

    @cached_property
    def persons(self) -> frozenset[str]:
        """The canonical names of everybody in the corpus: all other actors are countries or organisations."""
        return frozenset(person.name for article in self.articles for person in article.persons)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """Article id -> text."""
        return {article.id: article.text for article in self.articles}


def gold_files(folder: Path) -> tuple[Path, ...]:
    """The files of a gold folder.

    Raises GoldError where there are none.
    """
    paths = tuple(sorted(folder.glob("*.json")))
    if not paths:
        raise GoldError(f"{folder}: no gold articles (*.json)")
    return paths


def read_gold(folder: Path) -> Gold:
    """The gold of a folder.

    Raises GoldError for a file that is not a gold article, naming it, and for a folder without any.
    """
    return Gold(tuple(_read_file(path) for path in gold_files(folder)))


def _read_file(path: Path) -> GoldArticle:
    try:
        return gold_article(json.loads(path.read_text("utf-8")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise GoldError(f"{path}: not a gold article ({type(error).__name__}: {error})") from error


def gold_article(record: Mapping[str, Any]) -> GoldArticle:
    """The gold that one article's JSON holds."""
    required = [_event(record["id"], event, optional=False) for event in record["events"]]
    optional = [_event(record["id"], event, optional=True) for event in record.get("optional", [])]
    persons = tuple(GoldPerson(p["name"], p.get("title"), p.get("represents")) for p in record.get("persons", []))
    return GoldArticle(record["id"], record["text"], persons, (*required, *optional), record)


def _event(article: str, event: Mapping[str, Any], *, optional: bool) -> GoldEvent:
    spans = tuple((passage["start"], passage["end"]) for passage in event.get("passages", []))
    return GoldEvent(
        article=article,
        event=event["event"],
        kind=event["type"],
        status=event.get("status"),
        slots={slot: _values(value) for slot, value in event.items() if slot not in _NOT_SLOTS and value not in _EMPTY},
        quote=event.get("quote", ""),
        spans=spans,
        optional=optional,
    )


def _values(value: object) -> tuple[str, ...]:
    values: Sequence[object] = value if isinstance(value, list) else [value]
    return tuple(str(part) for part in values)

"""Extractions as JSON text and back, exactly: what the store keeps."""

from __future__ import annotations

import json
from dataclasses import fields
from functools import cache, lru_cache
from sys import intern
from typing import Any

from kg.records import Argument, Article, EventMention, Extraction, Mention, Span, kind_of


class WrittenError(ValueError):
    """A kept text is not one that was written here."""


def written_article(article: Article) -> str:
    """An article as JSON; `source` goes along, so that messages can name it."""
    return _compact(article)


def read_article(text: str) -> Article:
    """The article of `written_article`.

    Raises WrittenError for anything else.
    """
    try:
        return Article(**dict(zip(_names(Article), json.loads(text), strict=True)))
    except (ValueError, TypeError) as error:
        raise WrittenError(f"no article: {error}") from None


def written_findings(extraction: Extraction) -> str:
    """What was found in an article, as JSON; the article itself is kept apart."""
    return _compact([extraction.mentions, extraction.events])


def read_findings(text: str, article: Article) -> Extraction:
    """The extraction of `written_findings`.

    Raises WrittenError for anything else.
    """
    try:
        mentions, events = json.loads(text)
        extraction = Extraction(article, tuple(map(_mention, mentions)), tuple(map(_event, events)))
        _check(extraction)
        return extraction
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise WrittenError(f"no findings: {error}") from None


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_row)


def _row(record: object) -> list[Any]:
    """The fields of a record, spans and arguments among them, which become rows of their own."""
    kind: type = type(record)
    return [getattr(record, name) for name in _names(kind)]


@cache
def _names(record: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))


def _mention(row: list[Any]) -> Mention:
    key, span, passage, form, title, represents, country, acts, confidence = _shared(row)
    behind = tuple(map(intern, represents))
    return Mention(key, _span(*span), _span(*passage), form, title, behind, country, acts, confidence)


def _event(row: list[Any]) -> EventMention:
    kind, number, trigger, passage, status, arguments, as_of, speaker, attribution, confidence = _shared(row)
    told = tuple(map(_argument, arguments))
    places = _span(*trigger), _span(*passage)
    return EventMention(kind, number, *places, status, told, as_of, speaker, attribution, confidence)


def _check(extraction: Extraction) -> None:
    """Raises ValueError where findings cannot be of this article, as in a cache that somebody made up."""
    found: tuple[Mention | EventMention, ...] = (*extraction.mentions, *extraction.events)
    if max((one.passage.end for one in found), default=0) > len(extraction.article.text):
        raise ValueError("a passage beyond the text")
    if not all(isinstance(one.confidence, int | float) for one in found):
        raise ValueError("a confidence that is no number")
    for mention in extraction.mentions:
        kind_of(mention.key)  # raises ValueError for none


def _argument(row: list[Any]) -> Argument:
    slot, value, span, inferred = _shared(row)
    return Argument(slot, value, _span(*span) if span else None, inferred)


def _shared(row: list[Any]) -> list[Any]:
    """The row; equal texts are one object, since all articles name the same countries."""
    return [intern(part) if isinstance(part, str) else part for part in row]


@lru_cache(maxsize=200_000)
def _span(start: int, end: int) -> Span:
    """The span, one object for all articles: most passages hold several mentions, and offsets are much the same."""
    return Span(start, end)

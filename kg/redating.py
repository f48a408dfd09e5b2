"""Undated articles, read again on the day that dated ones on the same events suggest: "on Thursday" is a date then."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from kg.articles.dateline import read_opening
from kg.articles.days import nearest_year
from kg.records import Argument, Article, EventMention, Extraction, Span, World
from kg.resolve import Settled
from kg.vocab import slots

Merge = Callable[[Sequence[Extraction]], Settled]
Read = Callable[[Sequence[Article]], Sequence[Extraction]]


def merged_with_days(extractions: Sequence[Extraction], *, merge: Merge, read: Read) -> World:
    """The world of all articles, undated ones read as of the day that the dated ones on the same events suggest."""
    first = merge(extractions)
    days = first.inferred_days()
    undated = [replace(one, dateline=_day(one, days[one.id])) for one in first.articles if one.id in days]
    if not undated:
        return first.world()
    again = merge(with_inferred_dates(extractions, read(undated))).world()
    return replace(again, inferred_days=tuple((one.id, one.dateline or "") for one in undated))


def _day(article: Article, suggested: str) -> str:
    """The day of the article's own dateline next to the one suggested: "ARUSHA, March 4 -" tells no year."""
    written = read_opening(article.text, headline=article.title).day
    return nearest_year(written, suggested) if written else suggested


def with_inferred_dates(first: Iterable[Extraction], again: Sequence[Extraction]) -> tuple[Extraction, ...]:
    """The extractions, with the dates that only reading as of an inferred day gave, marked as inferred."""
    second = {extraction.article.id: extraction for extraction in again}
    return tuple(_dated(one, second[one.article.id]) if one.article.id in second else one for one in first)


def _dated(first: Extraction, again: Extraction) -> Extraction:
    dates = {_place(event): [one for one in event.arguments if _is_date(one)] for event in again.events}
    events = tuple(_with_dates(event, dates.get(_place(event), ())) for event in first.events)
    return replace(first, article=again.article, events=events)


def _place(event: EventMention) -> tuple[str, Span, Span]:
    return (event.kind, event.passage, event.trigger)


def _is_date(argument: Argument) -> bool:
    slot = slots().get(argument.slot)
    return slot is not None and slot.kind == "date"


def _with_dates(event: EventMention, dates: Iterable[Argument]) -> EventMention:
    """The passage with these dates in the slots that it leaves open."""
    known = {one.slot for one in event.arguments}
    new = (replace(one, inferred=True) for one in dates if one.slot not in known)
    return replace(event, arguments=(*event.arguments, *new))

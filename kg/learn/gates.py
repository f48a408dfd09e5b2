"""What the gate learns from: the sentences of gold articles, and which of them a passage of an event covers."""

from __future__ import annotations

from collections.abc import Iterator

from kg.gate import model_of
from kg.learn.fitting import Example
from kg.learn.gold import Told
from kg.records import Span
from kg.skimming import glances, skimmed


def gate_examples(told: Told, kind: str) -> Iterator[tuple[str, Example]]:
    """Every sentence of an article, true where it tells of an event of the type."""
    article = told.gold
    passages = [
        Span(passage["start"], passage["end"])
        for event in article["events"]
        if event["type"].lower() == kind
        for passage in event["passages"]
    ]
    seen = glances(article["text"])
    for glance, features in zip(seen, skimmed(seen, kind), strict=True):
        yield model_of(kind), Example(tuple(features), any(glance.span.overlaps(passage) for passage in passages))

"""What the gate learns from: the sentences of gold articles, and which of them a passage of an event covers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.gate import kinds, model_of
from kg.learn.fitting import Example, fit
from kg.records import Span
from kg.skimming import glances, skimmed

STRENGTH = 1.0  # inverse of the penalty on large weights; of 0.3 and 1 the better on stories left out


def learn_gates(gold: Iterable[Any]) -> dict[str, dict[str, float]]:
    """The weights of the gate for each type of event that has triggers."""
    articles = list(gold)
    examples = {kind: [one for article in articles for one in _examples(article, kind)] for kind in kinds()}
    return {
        model_of(kind): fit(found, strength=STRENGTH)
        for kind, found in examples.items()
        if any(one.label for one in found)
    }


def _examples(article: Mapping[str, Any], kind: str) -> Iterator[Example]:
    """Every sentence of an article, true where it tells of an event of the type."""
    passages = [
        Span(passage["start"], passage["end"])
        for event in article["events"]
        if event["type"].lower() == kind
        for passage in event["passages"]
    ]
    told = glances(article["text"])
    for glance, features in zip(told, skimmed(told, kind), strict=True):
        yield Example(tuple(features), any(glance.span.overlaps(passage) for passage in passages))

"""Article -> Extraction: everything that one article says, found without looking at any other."""

from __future__ import annotations

from kg.annotate import DEFAULT_MODEL, annotate
from kg.events import find_events
from kg.mentions import find_cast
from kg.records import Article, Extraction
from kg.scene import lay_out


def extract(article: Article, *, model: str = DEFAULT_MODEL) -> Extraction:
    """The actors and events of an article, in text order.

    Raises OSError where the model is not installed.
    """
    doc = annotate(article, model=model)
    cast = find_cast(doc, article)
    events = find_events(lay_out(doc, article, cast))
    return Extraction(article, cast.mentions, events)

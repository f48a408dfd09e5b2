"""Article -> Extraction: everything that one article says, found without looking at any other."""

from __future__ import annotations

from kg.annotate import annotate
from kg.defaults import DEFAULT_MODEL
from kg.events import find_events
from kg.finding.scene import lay_out
from kg.gate import passes_gate
from kg.mentions import find_cast
from kg.records import Article, Extraction


def extract(article: Article, *, model: str = DEFAULT_MODEL) -> Extraction:
    """The actors and events of an article, in text order; nobody where it tells no event.

    People are in the graph for what they do and say about events, so that an article without any names nobody.
    Raises OSError where the model is not installed.
    """
    if not passes_gate(article.text):
        return Extraction(article, (), ())
    doc = annotate(article, model=model)
    cast = find_cast(doc, article)
    events = find_events(lay_out(doc, article, cast))
    return Extraction(article, cast.mentions if events else (), events)

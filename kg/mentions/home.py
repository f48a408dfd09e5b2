"""Where an article is written from, and what it is most about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.mentions.gazetteer import Sense, form_entry
from kg.mentions.office import Office
from kg.mentions.page import Page
from kg.records import Article

LEAST_SHARE = 0.15  # of all mentions of countries: below it the dateline's is but the host ("GENEVA")
FOREIGN = 0.4  # share that is left of a country whose officials the article calls by its name ("Chinese minister")


def home_country(page: Page, article: Article, offices: Iterable[Office] = ()) -> str | None:
    """The country that the article is written from or most about: of its dateline, else the one most often named."""
    counts = Counter(k.entry.key for k in page.known if k.entry.key.startswith("country:"))
    dateline = dateline_country(article)
    if dateline is not None and counts[dateline] >= LEAST_SHARE * counts.total():
        return dateline
    return _most_named(page, offices)


def dateline_country(article: Article) -> str | None:
    """The country of the dateline's place, where the lists know it."""
    if article.place:
        for part in reversed([article.place, *article.place.replace("/", ",").split(",")]):
            entry = form_entry(part.strip())
            if entry is not None and entry.key.startswith("country:"):
                return entry.key
    return None


def _most_named(page: Page, offices: Iterable[Office]) -> str | None:
    counts: Counter[str] = Counter()
    for known in page.known:
        if known.entry.key.startswith("country:"):
            counts[known.entry.key] += 2 if known.entry.sense is not Sense.ADJECTIVE else 1
    foreign = {owner for office in offices for owner in office.owners}
    weighed = {key: count * (FOREIGN if key in foreign else 1.0) for key, count in counts.items()}
    return max(weighed, key=lambda key: weighed[key]) if weighed else None

"""Do two articles tell the same news? By when they were published, and by the words that they have in common."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.accounts import Account
from kg.compare.values import days_apart
from kg.periods import period
from kg.records import Article, Score

LETTERS = 6  # words of at least so many letters count, by their first ones
FEW_WORDS = 3  # accounts with fewer such words say nothing by their wording
FEW_OF_ALL = 10  # the same for whole articles
ALIKE, STRANGE = 0.35, 0.05  # share of the words of the shorter article that stories have in common, and others
SOON = 10  # days: articles that lie closer report the same news
YEARS = 1000  # days: articles that lie farther apart share few events

_LONG_WORD = re.compile(rf"[^\W\d_]{{{LETTERS},}}")


def news_features(left: Account, right: Account) -> Iterator[tuple[str, Score]]:
    """`published`, `wording` of the passages, `news` of the articles and what each `leads` with, each from -1 to 1."""
    days = published_score(left.day, right.day) if left.day and right.day else None
    if days is not None:
        yield "published", days
    yield "wording", _wording(left, right)
    news = _news(left.article, right.article)
    yield "news", news
    if news.value > 0 and (days is None or days.value >= 0):
        yield "leads", _leads(left, right)


def _leads(left: Account, right: Account) -> Score:
    """Of two articles on one piece of news: what both tell first is likely one, what only one tells first is not."""
    if left.leads != right.leads:
        return Score(-1.0, "only one article tells it first")
    return Score(1.0, "both articles tell it first") if left.leads else Score(0.0, "neither article tells it first")


def published_score(left: str, right: str) -> Score:
    """1 for articles of one day, 0 for those ten days apart, -1 after three years.

    >>> [round(published_score("2025-07-10", day).value, 1) for day in ("2025-07-10", "2025-07-20", "2028-07-20")]
    [1.0, 0.0, -1.0]
    """
    gap = period(left).gap(period(right))
    near = 1 - math.log1p(gap) / math.log1p(SOON)
    far = -math.log(max(gap, 1) / SOON) / math.log(YEARS / SOON)
    return Score(near if gap <= SOON else max(-1.0, far), f"published {days_apart(gap)}")


def _wording(left: Account, right: Account) -> Score:
    shared = _shared(_words_of(left.passages), _words_of(right.passages), FEW_WORDS)
    if shared is None:
        return Score(0.0, "told in few words")
    return Score(min(1.0, 4 * shared - 1), "told in similar words" if shared >= 0.25 else "told in other words")


def _news(left: Article, right: Article) -> Score:
    shared = _shared(_text_words(left.text), _text_words(right.text), FEW_OF_ALL)
    if shared is None:
        return Score(0.0, "articles of few words")
    value = 2 * (shared - STRANGE) / (ALIKE - STRANGE) - 1
    return Score(max(-1.0, min(1.0, value)), "articles on the same news" if value > 0 else "articles on other news")


def _shared(ours: frozenset[str], theirs: frozenset[str], few: int) -> float | None:
    """Share of the words of the shorter one that the other has too; None where they are too few to tell."""
    shorter = min(len(ours), len(theirs))
    return len(ours & theirs) / shorter if shorter >= few else None


@lru_cache(maxsize=4096)
def _words_of(passages: tuple[str, ...]) -> frozenset[str]:
    return _long_words(passages)


@lru_cache(maxsize=4096)
def _text_words(text: str) -> frozenset[str]:
    return _long_words([text])


def _long_words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word[:LETTERS] for text in texts for word in _LONG_WORD.findall(text.lower()))

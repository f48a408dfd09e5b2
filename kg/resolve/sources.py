"""Which articles are independent sources: the same text, or nearly the same, counts once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import numpy
from numpy.typing import NDArray

from kg.records import Article
from kg.resolve.appearances import publication_order
from kg.resolve.clusters import Clusters

SHINGLE = 5  # words in a row that are compared
BANDS, ROWS = 16, 4  # of a MinHash signature: pairs above a likeness of about 0.5 meet in some band
COPY = 0.8  # share of the shingles of the shorter text that the longer one has too: papers cut the end off
SHORT = 30  # words: shorter texts are copies only when they are equal

Hashes = NDArray[numpy.uint64]

_WORD = re.compile(r"\w+")


def find_sources(articles: Sequence[Article]) -> dict[str, str]:
    """The source of each article: the first article with (nearly) its text, itself where there is none."""
    ordered = sorted(articles, key=publication_order)
    by_text: dict[str, Article] = {}
    for article in ordered:
        by_text.setdefault(article.sha256, article)
    texts = {article.id: article.text for article in by_text.values()}
    clusters = Clusters(texts)
    for left, right in _near(texts):
        if clusters.leader(left) != clusters.leader(right) and _likeness(texts[left], texts[right]) >= COPY:
            clusters.join(left, right)
    first = {clusters.leader(article.id): article.id for article in reversed(ordered) if article.id in texts}
    return {article.id: first[clusters.leader(by_text[article.sha256].id)] for article in ordered}


def copies(sources: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The articles that are copies, each with its original."""
    return tuple(sorted((article, source) for article, source in sources.items() if article != source))


@lru_cache(maxsize=256)  # those of all articles would be larger than their texts
def _shingles(text: str) -> Hashes:
    """Hashes of the runs of words, sorted; of the whole text where it is short."""
    words = _WORD.findall(text.lower())
    if len(words) < SHORT:
        return numpy.array([_hash(" ".join(words))], dtype=numpy.uint64)
    hashes = numpy.fromiter(map(_hash, words), dtype=numpy.uint64, count=len(words))
    runs = numpy.zeros(len(words) - SHINGLE + 1, dtype=numpy.uint64)
    for start, factor in enumerate(_PLACES):
        runs += hashes[start : start + len(runs)] * factor  # products and sums wrap at 64 bits
    runs.sort()
    return runs[numpy.concatenate(([True], runs[1:] != runs[:-1]))]  # numpy.unique takes six times as long for so few


@lru_cache(maxsize=100_000)  # a language's words, many times each
def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _odd(name: str, number: int) -> Hashes:
    """So many odd factors, always the same."""
    return numpy.array([_hash(f"{name} {one}") | 1 for one in range(number)], dtype=numpy.uint64)


_PLACES, _MULTIPLIERS = _odd("place", SHINGLE), _odd("minhash", BANDS * ROWS)


def _near(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs that share a band of their MinHash signatures: each text, while its runs are known, with the first ones."""
    bands: dict[tuple[int, tuple[int, ...]], str] = {}
    for article, text in texts.items():
        found = [bands.setdefault(band, article) for band in enumerate(_signature(_shingles(text)))]
        yield from ((first, article) for first in dict.fromkeys(found) if first != article)


def _signature(shingles: Hashes) -> list[tuple[int, ...]]:
    smallest = numpy.multiply.outer(_MULTIPLIERS, shingles).min(axis=1)  # products wrap at 64 bits
    return [tuple(row) for row in smallest.reshape(BANDS, ROWS).tolist()]


def _likeness(left: str, right: str) -> float:
    """Share of the shingles of the shorter text that the other has too."""
    ours, theirs = _shingles(left), _shingles(right)
    return numpy.intersect1d(ours, theirs, assume_unique=True).size / min(ours.size, theirs.size)

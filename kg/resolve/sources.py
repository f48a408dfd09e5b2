"""Which articles are independent sources: the same text, or nearly the same, counts once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import numpy
from numpy.typing import NDArray

from kg.records import Article
from kg.resolve.appearances import publication_order
from kg.resolve.clusters import Clusters
from kg.resolve.remembered import Memory

SHINGLE = 5  # words in a row that are compared
BANDS, ROWS = 16, 4  # of a MinHash signature: pairs above a likeness of about 0.5 meet in some band
COPY = 0.8  # share of the shingles of the shorter text that the longer one has too: papers cut the end off
SHORT = 30  # words: shorter texts are copies only when they are equal

Hashes = NDArray[numpy.uint64]


class Likenesses(NamedTuple):
    """The bands of a text, and how like it is to others that share some, by the digests of those."""

    bands: list[int]
    to: dict[str, float]


_WORD = re.compile(r"\w+")


def find_sources(articles: Iterable[Article], memory: Memory | None = None) -> dict[str, str]:
    """The source of each article: the first article with (nearly) its text, itself where there is none."""
    ordered = sorted(articles, key=publication_order)
    first: dict[str, Article] = {}
    for article in ordered:
        first.setdefault(article.sha256, article)
    texts = Clusters(first)
    _join_copies(texts, {digest: article.text for digest, article in first.items()}, memory or Memory())
    sources = {texts.leader(digest): article.id for digest, article in reversed(first.items())}
    return {article.id: sources[texts.leader(article.sha256)] for article in ordered}


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


def _join_copies(clusters: Clusters[str], texts: Mapping[str, str], memory: Memory) -> None:
    """Join texts that are nearly the same, of those that share a band: each is held beside the first ones."""
    bands: dict[tuple[int, int], str] = {}
    for name, text in texts.items():
        known = memory.before(f"text {name}", _read) or Likenesses(_signature(_shingles(text)), {})
        likeness: dict[str, float] = {}
        for other in dict.fromkeys(bands.setdefault(band, name) for band in enumerate(known.bands)):
            if clusters.leader(other) != clusters.leader(name):
                likeness[other] = known.to.get(other, -1.0)
                if likeness[other] < 0:
                    likeness[other] = _likeness(texts[other], text)
                if likeness[other] >= COPY:
                    clusters.join(other, name)
        memory.keep(f"text {name}", Likenesses(known.bands, likeness))


def _read(told: Any) -> Likenesses:
    bands, to = told
    return Likenesses(list(map(int, bands)), {other: float(value) for other, value in to.items()})


def _signature(shingles: Hashes) -> list[int]:
    """The bands of a MinHash signature, a number each."""
    smallest = numpy.multiply.outer(_MULTIPLIERS, shingles).min(axis=1)  # products wrap at 64 bits
    bands: list[int] = (smallest.reshape(BANDS, ROWS) * _PLACES[:ROWS]).sum(axis=1).tolist()
    return bands


def _likeness(left: str, right: str) -> float:
    """Share of the shingles of the shorter text that the other has too."""
    ours, theirs = _shingles(left), _shingles(right)
    return numpy.intersect1d(ours, theirs, assume_unique=True).size / min(ours.size, theirs.size)

"""Articles -> Extractions, over an engine: only what is new or changed is read, the rest comes from the store."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from kg.articles import Problem
from kg.engine import Engine
from kg.records import Article, Extraction
from kg.store import Store, keyed_articles

SHARDS_A_WORKER = 4  # so that none waits long for the slowest
LARGEST_SHARD = 64  # articles: what is lost, at most, when a worker is killed
WORTH_A_WORKER = 40  # articles: fewer are read in less time than another process needs to start and load the model

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Shard:
    """Some articles of the store to read with a model."""

    store: Path
    version: str
    model: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in all articles, sorted by id, how many of them had to be read, and what went wrong."""

    extractions: tuple[Extraction, ...]
    new: int
    problems: tuple[Problem, ...]


def useful_workers(articles: int, cores: int) -> int:
    """How many processes are worth starting for so many articles.

    >>> useful_workers(12, cores=8), useful_workers(100, cores=8), useful_workers(10_000, cores=8)
    (1, 3, 8)
    """
    return max(1, min(cores, ceil(articles / WORTH_A_WORKER)))


def read_all(
    articles: Sequence[Article], *, store: Store, model: str, engine: Callable[[int], Engine], tell: Tell
) -> Reading:
    """Everything that the articles say; `engine` is made for the number of articles to read, `tell` hears progress."""
    keys = store.keep_articles(articles)
    found = {article.id: store.findings(keys[article.id], article) for article in articles}
    missing = [article for article in articles if found[article.id] is None]
    store.forget(keys[article.id] for article in missing)
    errors = _read_missing([keys[article.id] for article in missing], store, model, engine, tell)
    failures = store.failures()
    problems: list[Problem] = []
    for article in missing:
        found[article.id] = store.findings(keys[article.id], article)
        if found[article.id] is None:
            key = keys[article.id]
            reason = failures.get(key) or errors.get(key) or "was not read"
            problems.append(Problem(article.source or article.id, f"article '{article.id}' left out: {reason}"))
    kept = tuple(extraction for _, extraction in sorted(found.items()) if extraction is not None)
    return Reading(kept, len(missing), tuple(sorted(problems)))


def read_shard(shard: Shard) -> None:
    """Read the articles of a shard that have no findings yet; run twice, it does nothing the second time."""
    with Store(shard.store, shard.version) as store:
        known = store.known(shard.keys)
        missing = dict(keyed_articles(store, [key for key in shard.keys if key not in known]))
        store.keep_findings({key: _read_one(article, shard.model) for key, article in missing.items()})


def _read_missing(
    keys: Sequence[str], store: Store, model: str, engine: Callable[[int], Engine], tell: Tell
) -> Mapping[str, str]:
    """Reads these articles into the store; gives the errors of shards that broke off, by key."""
    errors: dict[str, str] = {}
    if not keys:
        return errors
    runner = engine(len(keys))
    size = min(LARGEST_SHARD, ceil(len(keys) / (runner.workers * SHARDS_A_WORKER)))
    parts = [tuple(keys[start : start + size]) for start in range(0, len(keys), size)]
    done = 0
    tell(done, len(keys))
    for index, error in runner.run(read_shard, [Shard(store.path, store.version, model, part) for part in parts]):
        if error:
            errors |= dict.fromkeys(parts[index], error)
        done += len(parts[index])
        tell(done, len(keys))
    return errors


def _read_one(article: Article, model: str) -> Extraction | str:
    """What was found, or in words why nothing could be: one bad article must not stop the others."""
    from kg.extract import extract  # spaCy takes a second to load: not before there is something to read

    try:
        return extract(article, model=model)
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__}: {error} ({Path(last.filename).name}:{last.lineno})"

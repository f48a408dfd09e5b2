"""Articles -> Extractions, over an engine: only what is new or changed is read, the rest comes from the store."""

from __future__ import annotations

import shutil
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from threading import Lock

from kg.articles import Problem
from kg.engine import Engine
from kg.limits import TookTooLong, time_limit
from kg.parse.bare_spacy import load_bare
from kg.records import Article, Extraction
from kg.shards import Reader, Shard, left_behind, progress_of, write_shard
from kg.store import Store
from kg.versions import findings_version

SHARDS_A_WORKER = 4  # so that none waits long for the slowest
LARGEST_SHARD = 64  # articles: some seconds of work
DEATHS = 3  # of workers that an article may cause before it is set aside
SHARDS = "shards"  # folder beside the store
WORTH_A_WORKER = 40  # articles: fewer are read in less time than another process needs to start and load the model

KILLED = f"it killed the process that read it, {DEATHS} times"

Tell = Callable[[int, int], None]
_ONE_AT_A_TIME = Lock()  # spaCy's vocabulary is not for two threads, of which a worker of a cluster may have several


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
    articles: Sequence[Article], *, store: Store, reader: Reader, engine: Callable[[int], Engine], tell: Tell
) -> Reading:
    """Everything that the articles say; `engine` is made for the number of articles to read, `tell` hears progress."""
    keys = store.keep_articles(articles)
    found = {article.id: store.findings(keys[article.id], article) for article in articles}
    missing = [article for article in articles if found[article.id] is None]
    store.forget(keys[article.id] for article in missing)
    errors = _read_missing({keys[article.id]: article for article in missing}, store, reader, engine, tell)
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
    """Read the articles of a shard that no worker has read yet; run twice, it does nothing the second time."""
    if shard.is_done():
        return
    here = findings_version(shard.reader.model)
    if here != shard.version:
        raise RuntimeError(
            f"this worker has other rules or another model ({here}): install the same kg on all machines"
        )
    with _ONE_AT_A_TIME:
        before = shard.progress()
        with shard.log() as log:
            for key, article in shard.articles():
                if key in before:
                    continue
                if before.deaths.get(key, 0) >= DEATHS:
                    log.keep(key, KILLED)
                    continue
                log.begin(key)
                log.keep(key, _read_one(article, shard.reader))
        shard.finish()


def _read_missing(
    articles: Mapping[str, Article], store: Store, reader: Reader, engine: Callable[[int], Engine], tell: Tell
) -> Mapping[str, str]:
    """Reads these articles, by key, into the store; gives the errors of shards that broke off, by key."""
    folder = store.path.parent.resolve() / SHARDS / (store.version or "-")
    _take_over(folder, store)
    known = store.known(articles)
    keys = [key for key in articles if key not in known]
    if not keys:
        return {}
    runner = engine(len(keys))
    size = min(LARGEST_SHARD, ceil(len(keys) / (runner.workers * SHARDS_A_WORKER)))
    parts = [keys[start : start + size] for start in range(0, len(keys), size)]
    shards = [
        write_shard(folder, [(key, articles[key]) for key in part], version=store.version, reader=reader)
        for part in parts
    ]
    done, errors = 0, dict[str, str]()
    tell(done, len(keys))
    for index, error in runner.run(read_shard, shards):
        progress = shards[index].progress()
        store.keep_findings(progress.found, progress.failed)
        shards[index].remove()
        if error:
            errors |= dict.fromkeys(parts[index], error)
        done += len(parts[index])
        tell(done, len(keys))
    return errors


def _take_over(folder: Path, store: Store) -> None:
    """Keep what workers of a run found that did not come to its end, and clear up after it."""
    files = left_behind(folder)
    store.keep_findings(progress_of(path for path in files if path.suffix != ".articles").found)
    for path in files:
        path.unlink(missing_ok=True)
    for other in folder.parent.glob("*"):
        if other != folder:  # what another version found is of no use
            shutil.rmtree(other, ignore_errors=True)


def _read_one(article: Article, reader: Reader) -> Extraction | str:
    """What was found, or in words why nothing could be: one bad article must not stop the others."""
    load_bare()  # spaCy takes half a second to load: not before there is something to read
    from kg.extract import extract

    try:
        with time_limit(reader.seconds):
            return extract(article, model=reader.model)
    except TookTooLong as error:
        return str(error)
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__}: {error} ({Path(last.filename).name}:{last.lineno})"

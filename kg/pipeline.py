"""The whole story on one screen: read, extract, resolve, make the graph, validate, write."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from kg.articles import Problem, read_articles
from kg.defaults import DEFAULT_BASE_IRI, DEFAULT_MODEL
from kg.engine import Engine, Local, cores, open_engine
from kg.graph import build_graph
from kg.outputs import RECORD, counts_of, write_outputs, write_record
from kg.reading import Reading, Tell, read_all, useful_workers
from kg.records import Article, Decision, Extraction, World
from kg.resolve import resolve
from kg.store import Store, StoreDamaged, open_store, remove_store
from kg.validate import Violation, conforms, validate
from kg.versions import findings_version, used_versions
from kg.vocab import slots

STORE = "articles.sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What to build, from what, and how; `engine` None means as many processes as are of use."""

    paths: tuple[str, ...]
    out: Path
    cache: Path
    engine: str | None = None
    model: str = DEFAULT_MODEL
    base_iri: str = DEFAULT_BASE_IRI
    decisions: Path | None = None
    min_confidence: float = 0.0
    pictures: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build made of what; `notices` are worth knowing, but nothing is missing for them."""

    settings: Settings
    world: World
    new: int
    problems: tuple[Problem, ...]
    notices: tuple[str, ...]
    violations: tuple[Violation, ...]
    files: tuple[Path, ...]
    seconds: Mapping[str, float]

    @property
    def conforms(self) -> bool:
        """True where the graph is as the shapes and rules want it."""
        return conforms(self.violations)


class NothingRead(Exception):
    """Not one article could be read, so that nothing was written; `problems` says why."""

    def __init__(self, out: Path, problems: tuple[Problem, ...]) -> None:
        """`out` stays as it was."""
        super().__init__(f"no article could be read: {out} is left as it was")
        self.problems = problems


def build(settings: Settings, *, stdin: IO[bytes] | None = None, tell: Tell = lambda done, total: None) -> Outcome:
    """Build the graph of all articles that the paths lead to, and write it with its exports.

    Raises NothingRead, EngineError, StoreError or OSError where nothing can be built.
    """
    clock = Clock()
    engine_for(settings.engine, 1)  # a wrong URL is told before anything is read
    decisions = read_corrections(settings.decisions)
    articles, problems = read_articles(settings.paths, stdin=stdin)
    if not articles:
        raise NothingRead(settings.out, problems)
    clock.lap("read")
    reading, repairs = extracted(articles, settings, tell)
    clock.lap("extract")
    world = resolve(sure_enough(reading.extractions, settings.min_confidence), slots(), decisions)
    clock.lap("resolve")
    graph = build_graph(world, base_iri=settings.base_iri)
    clock.lap("graph")
    violations = validate(graph)
    clock.lap("validate")
    files = write_outputs(
        graph,
        violations,
        out=settings.out,
        base_iri=settings.base_iri,
        pictures=settings.pictures,
        cache=settings.cache,
    )
    clock.lap("write")
    everything = tuple(sorted({*problems, *reading.problems}))
    outcome = Outcome(settings, world, reading.new, everything, repairs, violations, files, clock.laps)
    return replace(outcome, files=(*files, record_build(outcome)))


def extracted(articles: Sequence[Article], settings: Settings, tell: Tell) -> tuple[Reading, tuple[str, ...]]:
    """What the articles say; and what had to be mended in the store, which is begun anew where it is damaged."""
    path = settings.cache / STORE
    version = findings_version(settings.model)
    damage: list[str] = []
    for _ in range(2):
        store, broken = open_store(path, version)
        damage += [broken] if broken else []
        try:
            with store:
                reading = _read(articles, store, settings, tell)
                damage += [f"{path}: damaged findings of article '{name}': read again" for name in store.broken_rows]
            return reading, tuple(damage)
        except StoreDamaged as error:
            remove_store(path)
            damage.append(f"{error}: begun anew, all articles are read again")
    raise StoreDamaged(damage[-1])


def _read(articles: Sequence[Article], store: Store, settings: Settings, tell: Tell) -> Reading:
    return read_all(
        articles,
        store=store,
        model=settings.model,
        engine=lambda number: engine_for(settings.engine, number),
        tell=tell,
    )


def engine_for(url: str | None, articles: int) -> Engine:
    """The engine of the URL; without one as many processes as so many articles are worth."""
    return open_engine(url) if url else Local(useful_workers(articles, cores()))


def sure_enough(extractions: Iterable[Extraction], least: float) -> tuple[Extraction, ...]:
    """The extractions without what is less sure than this; a mention stays where an event has no surer one of it."""
    return tuple(_sure_enough(extraction, least) for extraction in extractions)


def _sure_enough(extraction: Extraction, least: float) -> Extraction:
    events = tuple(event for event in extraction.events if event.confidence >= least)
    needed = {argument.value for event in events for argument in event.arguments} | {event.speaker for event in events}
    needed -= {mention.key for mention in extraction.mentions if mention.confidence >= least}
    mentions = tuple(one for one in extraction.mentions if one.confidence >= least or one.key in needed)
    return Extraction(extraction.article, mentions, events)


def read_corrections(path: Path | None) -> tuple[Decision, ...]:
    """The rows of a decisions file, none where there is none."""
    if path is None:
        return ()
    from kg.decisions import read_decisions

    return read_decisions(path)


def record_build(outcome: Outcome) -> Path:
    """Write `build.json`: versions, counts and times, and which addresses gave way to others since the last build."""
    settings = outcome.settings
    with Store(settings.cache / STORE, findings_version(settings.model)) as store:
        replaced = store.swap_reports({report.id: report.about for report in outcome.world.reports})
        store.drop_unused()
    record = {
        "versions": used_versions(settings.model),
        "seconds": dict(outcome.seconds),
        "new": outcome.new,
        "counts": counts_of(outcome.world),
        "conforms": outcome.conforms,
        "violations": [str(violation) for violation in outcome.violations],
        "problems": [str(problem) for problem in outcome.problems],
        "replaced": {settings.base_iri + old: settings.base_iri + new for old, new in replaced.items()},
    }
    return write_record(settings.out / RECORD, record)


class Clock:
    """How long each step took, in seconds."""

    def __init__(self) -> None:
        """The first step begins now."""
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, step: str) -> None:
        """The step that ends now."""
        now = time.perf_counter()
        self.laps[step] = round(now - self._last, 3)
        self._last = now

"""The whole story on one screen: read, extract, resolve, make the graph, validate, write."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from kg.alone import alone_in
from kg.articles import Problem, read_articles
from kg.defaults import ARTICLE_SECONDS, DEFAULT_BASE_IRI, DEFAULT_MODEL
from kg.engine import Engine, Local, cores, open_engine, worker_kept
from kg.graph import TurtleGraph, turtle_graph
from kg.outputs import RECORD, Target, counts_of, write_outputs, write_record
from kg.parse.models import check_model
from kg.reading import WORTH_A_WORKER, Reading, Tell, read_all, useful_workers
from kg.records import Alias, Article, Decision, Extraction, World
from kg.redating import merged_with_days
from kg.resolve import Settled, settle
from kg.resolve.remembered import Memory
from kg.shards import Reader
from kg.store import Store, open_store, remove_store
from kg.store.errors import StoreDamaged
from kg.unchanged import all_kept, fingerprints, made_from, record_of
from kg.validate import node_digests, validate_changes
from kg.versions import findings_version, program_digest, used_versions
from kg.violations import Violation, conforms
from kg.vocab import slots

SELDOM = (50_000, 20, 50)  # for Python's collector: new objects until it looks, looks until it looks at older ones
STORE = "articles.sqlite"
REDATED = "redated.sqlite"  # what undated articles say when they are read as of the day that others suggest


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What to build, from what, and how; `engine` None means as many processes as are of use."""

    paths: tuple[str, ...]
    out: Path
    cache: Path
    engine: str | None = None
    model: str = DEFAULT_MODEL
    time_limit: float = ARTICLE_SECONDS
    base_iri: str = DEFAULT_BASE_IRI
    decisions: Path | None = None
    aliases: Path | None = None
    min_confidence: float = 0.0
    pictures: bool = True

    @property
    def target(self) -> Target:
        """Where and in which way the outputs are written."""
        return Target(out=self.out, cache=self.cache, base_iri=self.base_iri, pictures=self.pictures)

    @property
    def shown_in_files(self) -> tuple[object, ...]:
        """Those that change what is written."""
        return (self.model, self.base_iri, self.min_confidence, self.pictures)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build made of what; `notices` are worth knowing, but nothing is missing for them.

    `world` is None where all files were there already, made from the very same.
    """

    settings: Settings
    articles: int
    world: World | None
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
    engine_for(settings.engine, 1)  # a wrong URL or model is told before anything is read
    check_model(settings.model)
    with alone_in([settings.out, settings.cache]), _seldom_collected():
        return _build(settings, stdin, tell)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """In the block Python looks seldom for what can go: most of what a build makes stays until its end.

    Each look goes through everything there is, which was a fifth of a build with little to read.
    """
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _build(settings: Settings, stdin: IO[bytes] | None, tell: Tell) -> Outcome:
    clock = Clock()
    knowledge = read_corrections(settings.decisions), read_names(settings.aliases)
    articles, problems = read_articles(settings.paths, stdin=stdin)
    if not articles:
        raise NothingRead(settings.out, problems)
    state = made_from(articles, problems, *map(repr, knowledge), *map(repr, settings.shown_in_files))
    clock.lap("read")
    there = record_of(settings.out, state)
    if there is not None and all_kept(settings.cache / STORE, articles, settings.model):
        return _nothing_to_do(settings, len(articles), problems, there, clock)
    with worker_kept():  # undated articles may be read a second time
        reading, repairs = extracted(articles, settings, tell)
        clock.lap("extract")
        world, mended = merged(reading, settings, *knowledge)
    reading = replace(reading, extractions=())  # the world has it all: what is no longer needed gives its memory back
    clock.lap("resolve")
    graph = turtle_graph(world, base_iri=settings.base_iri)
    clock.lap("graph")
    violations = checked(graph, settings)
    clock.lap("validate")
    files = write_outputs(graph, violations, settings.target)
    clock.lap("write")
    everything = tuple(sorted({*problems, *reading.problems}))
    outcome = Outcome(
        settings,
        len(world.articles),
        world,
        reading.new,
        everything,
        (*repairs, *mended),
        violations,
        files,
        clock.laps,
    )
    return replace(outcome, files=(*files, record_build(outcome, world, state)))


def _nothing_to_do(
    settings: Settings, articles: int, problems: tuple[Problem, ...], record: Mapping[str, Any], clock: Clock
) -> Outcome:
    """The outcome where the files are as this build would write them; `build.json` says that nothing was new."""
    files = tuple(settings.out / name for name in record["files"])
    clock.lap("compare")
    kept = {name: value for name, value in record.items() if name != "built"}
    written = write_record(settings.out / RECORD, kept | {"seconds": clock.laps, "new": 0, "replaced": {}})
    return Outcome(settings, articles, None, 0, problems, (), (), (*files, written), clock.laps)


def extracted(
    articles: Sequence[Article], settings: Settings, tell: Tell, name: str = STORE
) -> tuple[Reading, tuple[str, ...]]:
    """What the articles say; and what had to be mended in the store, which is begun anew where it is damaged."""
    path = settings.cache / name
    version = findings_version(settings.model)
    damage: list[str] = []
    for _ in range(2):
        store, broken = open_store(path, version)
        damage += [broken] if broken else []
        try:
            with store:
                reading = _read(articles, store, settings, tell)
                damage += [f"{path}: damaged findings of article '{one}': read again" for one in store.broken_rows]
            return reading, tuple(damage)
        except StoreDamaged as error:
            remove_store(path)
            damage.append(f"{error}: begun anew, all articles are read again")
    raise StoreDamaged(damage[-1])


def merged(
    reading: Reading, settings: Settings, decisions: Sequence[Decision], aliases: Sequence[Alias] = ()
) -> tuple[World, tuple[str, ...]]:
    """What all articles tell together, undated ones read again on the day that others suggest; and what was mended."""
    repairs: list[str] = []
    with Store(settings.cache / STORE, findings_version(settings.model)) as store:
        memory = Memory(store.remembered(program_digest()))

    def read(undated: Sequence[Article]) -> Sequence[Extraction]:
        found, mended = extracted(undated, _with_few(settings, undated), lambda done, total: None, REDATED)
        repairs.extend(mended)
        with Store(settings.cache / REDATED, findings_version(settings.model)) as store:
            store.drop_unused()
        return found.extractions

    def merge(extractions: Sequence[Extraction]) -> Settled:
        sure = sure_enough(extractions, settings.min_confidence)
        return settle(sure, slots(), decisions, aliases, memory=memory)

    world = merged_with_days(reading.extractions, merge=merge, read=read)
    with Store(settings.cache / STORE, findings_version(settings.model)) as store:
        store.swap_remembered(program_digest(), memory.told)
    return world, tuple(repairs)


def _with_few(settings: Settings, articles: Sequence[Article]) -> Settings:
    """The settings; few articles are read by a worker that waits, else here: starting workers would take longer."""
    return replace(settings, engine=None) if len(articles) < WORTH_A_WORKER else settings


def checked(graph: TurtleGraph, settings: Settings) -> tuple[Violation, ...]:
    """Where the graph is not as it must be; a node that fitted its shapes in the last build is not looked at again."""
    digests = node_digests(graph)
    with Store(settings.cache / STORE, findings_version(settings.model)) as store:
        before = store.sound()
        violations = validate_changes(graph, {node for node, one in digests.items() if one in before})
        faulty = {violation.node for violation in violations}
        store.swap_sound(one for node, one in digests.items() if node not in faulty)
    return violations


def _read(articles: Sequence[Article], store: Store, settings: Settings, tell: Tell) -> Reading:
    return read_all(
        articles,
        store=store,
        reader=Reader(settings.model, settings.time_limit),
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


def read_names(path: Path | None) -> tuple[Alias, ...]:
    """The rows of a file of aliases, none where there is none."""
    if path is None:
        return ()
    from kg.aliases import read_aliases

    return read_aliases(path)


def record_build(outcome: Outcome, world: World, state: str) -> Path:
    """Write `build.json`: versions, counts and times, and which addresses gave way to others since the last build."""
    settings = outcome.settings
    with Store(settings.cache / STORE, findings_version(settings.model)) as store:
        replaced = store.swap_reports({report.id: report.about for report in world.reports})
        store.drop_unused()
    record = {
        "versions": used_versions(settings.model),
        "seconds": dict(outcome.seconds),
        "new": outcome.new,
        "counts": counts_of(world),
        "conforms": outcome.conforms,
        "violations": [str(violation) for violation in outcome.violations],
        "problems": [str(problem) for problem in outcome.problems],
        "madeFrom": state,
        "files": fingerprints(outcome.files),
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

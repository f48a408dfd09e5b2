"""What must hold of every corpus: no order, no splitting and no later article changes what others became."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import pytest
from gold_extractions import SLOTS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny_corpus import CN, LAVROV, RU, RUBIO, US, WANG, L, R, W, meeting, person, told

from kg.pipeline import Settings, build
from kg.records import Extraction, World
from kg.resolve import resolve

SEEDS = sorted(path for path in (Path(__file__).parents[1] / "seeds").iterdir() if path.suffix != ".md")
DAYS = [f"2025-07-{day:02d}" for day in (3, 9, 10, 11, 17)] + ["2025-07", None]
SPELLED = person("Sergey Lavrov", None, RU)
SIDES = [(R, L), (R, W), (US, RU), (L, W), (R, "person:Sergey Lavrov"), (US, CN)]
TALKS = st.builds(
    lambda sides, status, day, place: meeting(
        *sides, status=status, **{"date": day} if day else {}, **{"place": f"place:{place}"} if place else {}
    ),
    st.sampled_from(SIDES),
    st.sampled_from(["held", "planned", "cancelled"]),
    st.sampled_from(DAYS),
    st.sampled_from([None, "Oslo", "Kuala Lumpur"]),
)
ARTICLES = st.lists(
    st.tuples(st.sampled_from([*DAYS[:5], None]), st.lists(TALKS, min_size=1, max_size=3)), min_size=2, max_size=6
)


def corpus(drawn: list[tuple[str | None, list[dict[str, object]]]]) -> list[Extraction]:
    return [
        told(f"article-{number}", RUBIO, LAVROV, WANG, SPELLED, *talks, published=day)
        for number, (day, talks) in enumerate(drawn)
    ]


def reports_of(made: World) -> Mapping[str, frozenset[str]]:
    return {
        event.id: frozenset(report.id for report in made.reports if report.about == event.id) for event in made.events
    }


@given(ARTICLES, st.randoms(use_true_random=False))
def test_order_of_articles_does_not_matter(drawn: list[object], shuffler: random.Random) -> None:
    articles = corpus(drawn)  # type: ignore[arg-type]
    expected = resolve(articles, SLOTS)
    shuffler.shuffle(articles)
    assert resolve(articles, SLOTS) == expected


@given(ARTICLES, TALKS)
def test_later_article_leaves_the_ids_of_what_it_does_not_touch(drawn: list[object], talk: dict[str, object]) -> None:
    articles = corpus(drawn)  # type: ignore[arg-type]
    later = told("later", RUBIO, LAVROV, WANG, SPELLED, talk, published="2025-08-01")
    before, after = reports_of(resolve(articles, SLOTS)), reports_of(resolve([*articles, later], SLOTS))
    ids = {reports: event for event, reports in after.items()}
    assert [(event, ids[reports]) for event, reports in before.items() if ids.get(reports, event) != event] == []


@settings(max_examples=2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.sets(st.sampled_from(SEEDS), min_size=1))
def test_corpus_read_in_two_builds_is_that_of_one(first: set[Path], tmp_path_factory: pytest.TempPathFactory) -> None:
    once, twice = (tmp_path_factory.mktemp(name) for name in ("once", "twice"))
    _build(SEEDS, once)
    _build(sorted(first), twice)
    _build(SEEDS, twice)
    assert (twice / "graph.ttl").read_bytes() == (once / "graph.ttl").read_bytes()


def _build(paths: list[Path], out: Path) -> None:
    build(Settings(paths=tuple(map(str, paths)), out=out, cache=out / ".cache", engine="local://1", pictures=False))

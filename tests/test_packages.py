"""What is installed is all of it: pyproject.toml names every folder of Python, and every other file has a pattern."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
SETUPTOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
BESIDE = {"kg.ontology": "ontology", "kg.shapes": "shapes"}  # folders of Turtle that are installed inside kg


def installed_files() -> set[Path]:
    """The files that the patterns of pyproject.toml take along."""
    folders = {name: ROOT / BESIDE.get(name, name.replace(".", "/")) for name in SETUPTOOLS["packages"]}
    patterns = SETUPTOOLS["package-data"]
    return {path for name in patterns for pattern in patterns[name] for path in folders[name].glob(pattern)}


def test_every_folder_of_python_is_a_package() -> None:
    folders = {path.parent.relative_to(ROOT) for path in (ROOT / "kg").rglob("__init__.py")}
    assert SETUPTOOLS["packages"] == sorted({".".join(folder.parts) for folder in folders} | set(BESIDE))
    assert SETUPTOOLS["package-dir"] == BESIDE


def test_every_other_file_is_taken_along() -> None:
    folders = [ROOT / "kg", ROOT / "ontology", ROOT / "shapes"]
    there = {path for folder in folders for path in folder.rglob("*") if path.is_file()}
    assert sorted(path for path in there - installed_files() if path.suffix not in {".py", ".pyc"}) == []

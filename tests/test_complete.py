"""A type of event is five files of one stem; a command has help and a place in the README."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import click
import pytest

from kg.cli import COMMANDS, main

ROOT = Path(__file__).parents[1]
FILES = (
    "kg/events/{}.py",
    "kg/data/triggers/{}.tsv",
    "ontology/{}.ttl",
    "shapes/{}.ttl",
    "tests/gold/{}.txt",
)
NO_TYPE = {"__init__", "core", "base", "common"}  # files beside those of the types, for all of them


def stems(root: Path, pattern: str) -> set[str]:
    """The types that have a file of this pattern."""
    return {path.stem for path in root.glob(pattern.format("*")) if not path.stem.startswith("_")} - NO_TYPE


def missing(root: Path) -> list[str]:
    """The files that are not there, though another of their stem is."""
    every = set[str]().union(*(stems(root, pattern) for pattern in FILES))
    return sorted(
        pattern.format(stem) for pattern in FILES for stem in every if not (root / pattern.format(stem)).is_file()
    )


def unnamed(text: str, commands: Iterable[str]) -> list[str]:
    """The commands that a text never shows: `kg NAME`."""
    return [name for name in commands if f"kg {name}" not in text]


def test_every_type_of_event_has_its_five_files() -> None:
    assert missing(ROOT) == []
    assert stems(ROOT, FILES[0]) >= {"meeting", "tariff", "ceasefire"}


@pytest.mark.parametrize("pattern", FILES)
def test_a_missing_file_is_found(tmp_path: Path, pattern: str) -> None:
    for each in FILES:
        file = tmp_path / each.format("meeting")
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / each.format("meeting"), file)
    assert missing(tmp_path) == []
    (tmp_path / pattern.format("meeting")).unlink()
    assert missing(tmp_path) == [pattern.format("meeting")]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    command = main.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    assert command.help
    assert [option.name for option in command.params if isinstance(option, click.Option) and not option.help] == []


def test_every_command_is_in_the_readme() -> None:
    assert unnamed((ROOT / "README.md").read_text("utf-8"), COMMANDS) == []
    assert unnamed("kg build, but no other", ["build", "why"]) == ["why"]

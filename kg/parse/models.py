"""The files of a spaCy model, checked against the hash of those that kg was measured with."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from kg.lexicon import table


class ModelError(OSError):
    """The model is not there, or not the one that its name promises; the message says what to do."""


@cache
def check_model(name: str) -> None:
    """Raise ModelError where no such model is installed, or its files are not those that `models.tsv` knows."""
    known = next((row for row in table("models") if row["model"] == name), None)
    found = model_hash(name)
    if known and found != known["sha256"]:
        raise ModelError(
            f"model {name}: its files have the hash {found[:12]}, not {known['sha256'][:12]} of version"
            f" {known['version']}: install it anew, findings would differ"
        )


def model_hash(name: str) -> str:
    """A hash of all files of the installed model, wherever it lies."""
    spec = find_spec(name) if name.isidentifier() else None
    folder = Path(*(spec.submodule_search_locations or ())[:1]) if spec else None
    if folder is None or not (folder / "meta.json").is_file():  # every package of a model has one, others do not
        raise ModelError(f"model {name}: no such model is installed here")
    return folder_hash(folder)


def folder_hash(folder: Path) -> str:
    """A hash of the names and contents of all files below a folder but those that Python compiles."""
    total = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        total.update(f"{file.relative_to(folder).as_posix()} {content}\n".encode())
    return total.hexdigest()

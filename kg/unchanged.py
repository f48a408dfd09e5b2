"""Whether the files of a build are already there: the same articles, settings and program give the same bytes.

`build.json` says what its files were made from and what they were; who finds both as they are needs no new build.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.articles import Problem, content_key
from kg.defaults import DEFAULT_MODEL
from kg.outputs import RECORD
from kg.records import Article, digest
from kg.store import Store
from kg.store.errors import StoreDamaged
from kg.versions import findings_version, program_digest


def made_from(articles: Iterable[Article], problems: Iterable[Problem], *parts: str) -> str:
    """A digest of everything that the files of a build depend on; `parts` are its settings and what people decided."""
    given = [*(content_key(article) for article in articles), *map(str, problems)]
    return digest(*given, *parts, program_digest(), length=32)


def fingerprints(files: Iterable[Path]) -> dict[str, str]:
    """A hash of the content of each file, by its name."""
    found = {}
    for path in files:
        with path.open("rb") as file:
            found[path.name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def record_of(out: Path, state: str) -> Mapping[str, Any] | None:
    """What `build.json` says, if it tells of a sound build of this state and all files are as they were written."""
    try:
        record: dict[str, Any] = json.loads((out / RECORD).read_text("utf-8"))
        written = record["files"]
        there = fingerprints(out / name for name in written)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return record if record.get("madeFrom") == state and there == written and record.get("conforms") else None


def all_kept(store: Path, articles: Sequence[Article], model: str = DEFAULT_MODEL) -> bool:
    """True where the findings of all articles are kept, so that none would be read."""
    if not store.is_file():
        return False
    keys = {content_key(article) for article in articles}
    try:
        with Store(store, findings_version(model)) as kept:
            return kept.known(keys) == keys
    except StoreDamaged:
        return False

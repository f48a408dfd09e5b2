"""Small files beside a build, in which is kept what took long to find; each tells its own damage."""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any


def read_kept(path: Path) -> Any:
    """What a file keeps; None where there is none, or it is damaged."""
    try:
        told, _, text = path.read_text("utf-8").partition("\n")
        return json.loads(text) if told == _sum(text) else None
    except (OSError, ValueError):
        return None


def write_kept(path: Path, content: object) -> None:
    """Keep this in a file; a folder that cannot be written costs time, and nothing else."""
    text = json.dumps(content)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".new")
        beside.write_text(f"{_sum(text)}\n{text}", "utf-8")
        beside.replace(path)


def _sum(text: str) -> str:
    """What stands above the text in its file."""
    return sha256(text.encode("utf-8")).hexdigest()

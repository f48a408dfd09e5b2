"""spaCy without the commands of its own, which no build uses and which are a quarter of what loading it takes."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

COMMANDS = "spacy.cli.info"  # the one that spaCy itself imports; its package brings all others, and two HTTP clients


def load_bare() -> None:
    """Load spaCy where it is not loaded yet; its commands are there for who imports them later."""
    if "spacy" in sys.modules:
        return
    stand_in: Any = ModuleType(COMMANDS)
    stand_in.info = _info
    sys.modules[COMMANDS] = stand_in
    try:
        import_module("spacy")
    finally:
        del sys.modules[COMMANDS]


def _info(*given: Any, **named: Any) -> Any:
    """What `spacy.info` tells."""
    return import_module(COMMANDS).info(*given, **named)

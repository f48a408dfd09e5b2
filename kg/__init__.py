"""kg: a knowledge graph of diplomacy from news articles, with a receipt for every fact.

From Python as from the command line: `graph = kg.build(["articles"])`, `graph.ask("who-met-whom")`; see `kg.api`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import Graph, build, read

__all__ = ["Graph", "build", "read"]


def __getattr__(name: str) -> Any:
    """What `kg.api` offers, loaded when it is asked for: `kg --help` needs none of it."""
    if name not in __all__:
        raise AttributeError(f"kg has no '{name}'")
    from kg import api

    return getattr(api, name)

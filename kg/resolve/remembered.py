"""What merging need not do again: findings about accounts and texts that are what they were in the build before."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

Found = TypeVar("Found")


class Memory:
    """Findings as JSON by the name of what they are about; `told` are those of this build, for the next one's `before`.

    A name is a digest of all that the findings depend on but kg itself: another kg begins with an empty memory.
    """

    def __init__(self, before: Mapping[str, str] | None = None) -> None:
        """Without anything from `before` all is found anew."""
        self._before = before or {}
        self.told: dict[str, str] = {}

    def before(self, name: str, read: Callable[[Any], Found]) -> Found | None:
        """What the last build found, as `read` makes it of JSON; None where that is nothing, or cannot be read."""
        return _read(self._before.get(name), read)

    def now(self, name: str, read: Callable[[Any], Found]) -> Found | None:
        """The same of this build."""
        return _read(self.told.get(name), read)

    def keep(self, name: str, found: object) -> None:
        """Remember this."""
        self.told[name] = json.dumps(found, separators=(",", ":"))


def _read(told: str | None, read: Callable[[Any], Found]) -> Found | None:
    try:
        return None if told is None else read(json.loads(told))
    except (ValueError, TypeError, AttributeError):
        return None

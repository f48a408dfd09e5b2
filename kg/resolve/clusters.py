"""Groups that grow by merging pairs, best first, and that a "no" between any two members keeps apart."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)


class Clusters(Generic[Item]):
    """Which items are one. Each starts alone; `join` merges two groups unless a member of one forbids it."""

    def __init__(self, items: Iterable[Item]) -> None:
        """Each item in a group of its own."""
        self._leader: dict[Item, Item] = {item: item for item in items}
        self._members: dict[Item, list[Item]] = {item: [item] for item in self._leader}
        self._apart: dict[Item, set[Item]] = {}

    def leader(self, item: Item) -> Item:
        """The item that stands for the group; it changes as groups merge."""
        return self._leader[item]

    def members(self, item: Item) -> list[Item]:
        """All items of the group that this one is in."""
        return self._members[self._leader[item]]

    def keep_apart(self, left: Item, right: Item) -> None:
        """Never merge the groups of these two."""
        self._apart.setdefault(left, set()).add(right)
        self._apart.setdefault(right, set()).add(left)

    def join(self, left: Item, right: Item, *, allowed: Callable[[list[Item], list[Item]], bool] | None = None) -> bool:
        """Merge the two groups; False, and nothing happens, where a "no" stands between any two members."""
        if self._leader[left] == self._leader[right]:
            return True
        small, large = sorted((self._leader[left], self._leader[right]), key=lambda item: len(self._members[item]))
        if self._are_apart(self._members[small], large):
            return False
        if allowed is not None and not allowed(self._members[small], self._members[large]):
            return False
        self._merge(small, large)
        return True

    def groups(self) -> list[list[Item]]:
        """The groups, each in order of joining."""
        return list(self._members.values())

    def _are_apart(self, small: list[Item], large: Item) -> bool:
        return any(self._leader[other] == large for item in small for other in self._apart.get(item, ()))

    def _merge(self, small: Item, large: Item) -> None:
        for item in self._members[small]:
            self._leader[item] = large
        self._members[large] += self._members.pop(small)


def merged(
    pairs: Mapping[tuple[Item, Item], float], clusters: Clusters[Item], **rule: Callable[[list[Item], list[Item]], bool]
) -> None:
    """Join the pairs, the surest first."""
    for left, right in sorted(pairs, key=lambda pair: (-pairs[pair], pair)):
        clusters.join(left, right, **rule)

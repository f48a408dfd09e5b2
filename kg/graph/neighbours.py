"""What a rule about a node may look at: the nodes that it names, and the reports about it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.graph import TurtleGraph
from kg.records import digest

_SHORT, _LONG = re.compile(r"id:([\w.-]*\w)"), re.compile(r"<([^<>\s]+)>")  # names of nodes; in a quote they do no harm
_BASE = re.compile(r"@prefix id: <([^>]*)>")
_ABOUT = re.compile(r"dip:about ([^;]*)")


class Neighbours:
    """The nodes of a written graph, each with those beside it."""

    def __init__(self, graph: TurtleGraph) -> None:
        """The graph is read once, for what each report is about."""
        self._blocks = graph.blocks
        base = _BASE.search(graph.header)
        self._base = base[1] if base else ""
        self._reports = self._reports_by_subject()

    def of(self, node: str) -> frozenset[str]:
        """The nodes that this one names, and the reports about it."""
        return frozenset((*self._named(self._blocks[node]), *self._reports.get(node, ())))

    def parts(self, nodes: Iterable[str], size: int) -> Iterator[tuple[set[str], set[str]]]:
        """The nodes in parts, each with those beside it, `size` of both at most; a node with more is a part alone."""
        some, around = set[str](), set[str]()
        for node in nodes:
            beside = self.of(node) | {node}
            if some and len(around) + len(beside - around) > size:
                yield some, around
                some, around = set(), set()
            some.add(node)
            around |= beside
        if some:
            yield some, around

    def digests(self, *parts: str) -> dict[str, str]:
        """For each node a digest of `parts`, of what is told of it and of those beside it."""
        own = {node: digest(block, length=20) for node, block in self._blocks.items()}
        return {node: digest(*parts, own[node], *sorted(own[one] for one in self.of(node)), length=20) for node in own}

    def _reports_by_subject(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for node, block in self._blocks.items():
            for about in _ABOUT.findall(block):
                for subject in self._named(about):
                    found[subject].append(node)
        return found

    def _named(self, text: str) -> Iterator[str]:
        names = (*(self._base + local for local in _SHORT.findall(text)), *_LONG.findall(text))
        return (name for name in names if name in self._blocks)

"""How long pictures of large networks take: drawing them up, writing them, and opening them in the browser.

The machine may be busy: ratios tell more than seconds. `make bench` runs it.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from big_views import big_view
from browsing import CHROMIUM, SOFTWARE, Watched, launcher

from kg.export.explorer import explorer_html
from kg.export.gexf import gexf_text
from kg.export.graphml import graphml_text
from kg.network import build_network

LARGE, SMALL = (30_000, 25_500), (70, 60)  # people and meetings: 20,000 nodes and 43,000 edges, and 100 nodes
RUNS = 5


def timed(what: str, make: Callable[[], object]) -> object:
    """What `make` makes; prints how long it took to compute, however busy the machine was."""
    start = time.process_time()
    made = make()
    print(f"{what:44} {time.process_time() - start:7.1f} s", flush=True)
    return made


def paints(pages: dict[str, Path]) -> dict[str, tuple[float, float]]:
    """For each page the milliseconds until something stands on the screen, and until the network does: best of some."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in pages}
    with launcher() as launch:
        browser = launch(SOFTWARE)
        for name, path in [pair for _ in range(RUNS) for pair in pages.items()]:
            seen = Watched(browser, path)
            paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
            drawn = "performance.getEntriesByName('network drawn')[0].startTime"
            found[name].append((seen.page.evaluate(paint), seen.page.evaluate(drawn)))
            seen.close()
    return {name: tuple(map(min, zip(*runs, strict=True))) for name, runs in found.items()}


def main() -> None:
    """Print times, and the ratios of a page of 20,000 nodes to one of 100."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = {}
        for size in (LARGE, SMALL):
            view = big_view(*size)
            network = build_network(view, everything=True) if size == SMALL else _large(view, folder)
            pages[f"{len(network):,} nodes"] = path = folder / f"{len(network)}.html"
            path.write_text(explorer_html(view, network), encoding="utf-8")
        if CHROMIUM is None:
            print("the browser is left out: no Chromium here")
            return
        (large, large_paints), (small, small_paints) = paints(pages).items()
        for what, one, other in zip(("first paint", "network drawn"), large_paints, small_paints, strict=True):
            print(f"{what}: {large} {one:.0f} ms, {small} {other:.0f} ms, ratio {one / other:.1f}")


def _large(view: object, folder: Path) -> object:
    network = timed("measure and lay out a large network", lambda: build_network(view, everything=True, keep=folder))
    print(f"  {len(network):,} nodes, {network.number_of_edges():,} edges")
    timed("the same again, unchanged", lambda: build_network(view, everything=True, keep=folder))
    for what, make in {"GEXF": gexf_text, "GraphML": graphml_text}.items():
        timed(f"write it as {what}", lambda make=make: make(network))
    timed("write it as dynamic GEXF", lambda: gexf_text(network, dynamic=True))
    timed("write the explorer", lambda: explorer_html(view, network))
    return network


if __name__ == "__main__":
    main()

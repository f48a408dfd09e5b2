"""How the merging grows: `make bench` merges 10,000 and 100,000 generated reports and prints the ratio of the times."""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from kg.resolve import resolve  # noqa: E402
from kg.vocab import slots  # noqa: E402
from tests.many_reports import extractions  # noqa: E402

FEW, MANY = 10_000, 100_000
MOST = 13  # the ratio of n log n is 12.5


def seconds(reports: int) -> float:
    """Processor time of merging so many reports: what else runs on the machine does not count."""
    corpus = list(extractions(reports))
    start = time.process_time()
    resolve(corpus, slots())
    return time.process_time() - start


def main() -> None:
    """Print both times and their ratio; exit code 1 where it grows faster than n log n."""
    few, many = seconds(FEW), seconds(MANY)
    print(f"merging {FEW:7,} reports {few:8.1f} s")
    print(f"merging {MANY:7,} reports {many:8.1f} s  ratio {many / few:.1f} (at most {MOST})")
    sys.exit(many / few > MOST)


if __name__ == "__main__":
    main()

"""How long a build takes, in whole processes, against the bare parser over the same texts: `make bench`.

The machine may be busy: ratios tell more than seconds, and the best of a few runs more than their mean.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
COPIES = 8  # of each seed, every one with a line of its own, so that none is a syndicated copy
RUNS = 3

PARSER = """
import json, sys
from kg.annotate import BATCH, load_model
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
for doc in load_model().pipe(texts, batch_size=BATCH):
    pass
"""


def corpus(folder: Path) -> Path:
    """A file of JSON lines made of the seeds, many times over."""
    from kg.articles import read_articles

    articles, _ = read_articles([str(ROOT / "seeds")])
    path = folder / "corpus.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(COPIES):
            for article in articles:
                line = {"id": f"{article.id}-{number}", "published": article.published, "publisher": article.publisher}
                file.write(json.dumps({**line, "text": f"{article.text}\n\nThis is copy {number}."}) + "\n")
    return path


def seconds(*command: str) -> float:
    """The wall time of a process that must end well."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *command], cwd=ROOT, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print a table of times and ratios."""
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = str(corpus(folder))
        for run in range(RUNS):
            build = ("-m", "kg", "build", path, "--out", str(folder / f"out-{run}"))
            times.setdefault("parser alone", []).append(seconds("-c", PARSER, path))
            times.setdefault("build, one process", []).append(seconds(*build, "--engine", "local://1"))
            times.setdefault("build again, nothing new", []).append(seconds(*build))
            build = (*build[:-1], str(folder / f"out-all-{run}"))
            times.setdefault("build, all useful cores", []).append(seconds(*build))
        number = len(Path(path).read_text("utf-8").splitlines())
    best = {step: min(each) for step, each in times.items()}
    print(f"{number} articles, best of {RUNS} runs; parser alone = 1")
    for step, taken in best.items():
        print(f"{step:26} {taken:7.2f} s  {taken / best['parser alone']:5.2f}  {number / taken:7.1f} articles/s")


if __name__ == "__main__":
    main()

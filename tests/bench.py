"""How long builds take and how much memory, as ratios within one run: `make bench`.

Each ratio is measured three times, its two sides in turn, and the median printed: the machine may be busy, and then
ratios tell more than seconds. A letter measures that row alone: `python tests/bench.py a g`. `SCALE` makes the large
rows smaller: `SCALE=0.1 make bench` takes 500 articles where the target names 5,000. What needs articles that are not
here (general news, for b) is named and passed over: give them with `GENERAL_NEWS=folder-or-file`.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests" / "gold"
RUNS = 3
SCALE = float(os.environ.get("SCALE", "1"))
GENERAL = os.environ.get("GENERAL_NEWS")
# as installed: Python's own compiled files are kept, and no run compiles kg anew
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

BARE = """
import json, sys, spacy
from kg.defaults import DEFAULT_MODEL
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
for doc in spacy.load(DEFAULT_MODEL).pipe(texts):
    pass
"""
PARSE = """
import sys
from kg.annotate import annotate
from kg.articles import read_articles
from kg.gate import passes_gate
for article in read_articles(sys.argv[1:])[0]:
    if passes_gate(article.text):
        annotate(article)
"""
EVENTS = """
import sys, time, json
from pathlib import Path
sys.path.insert(0, "tests")
from many_events import world_of
from kg.export import write_exports
from kg.graph import turtle_graph
from kg.validate import validate_changes
out, number = Path(sys.argv[1]), int(sys.argv[2])
world = world_of(number)
start = time.process_time()
graph = turtle_graph(world)
assert validate_changes(graph) == ()
(out / "graph.ttl").write_text(graph.text(), "utf-8")
write_exports(out / "graph.ttl", out)
print(time.process_time() - start)
"""


@dataclass(frozen=True)
class Cost:
    """What a process took: processor seconds of it and its children, wall seconds, megabytes of the largest of them."""

    cpu: float
    wall: float
    memory: float
    printed: str


def run(*command: str) -> Cost:
    """Run Python to a good end."""
    timed = [sys.executable, "-c", _TIMED, sys.executable, *command]
    done = subprocess.run(timed, cwd=ROOT, check=True, capture_output=True, text=True, env=ENVIRONMENT)
    lines = done.stdout.splitlines()
    cpu, wall, memory = map(float, lines[-1].split())
    return Cost(cpu, wall, memory, "\n".join(lines[:-1]))


_TIMED = """
import resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.run(sys.argv[1:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss / 1024)
sys.exit(code if code != 1 else 0)
"""


def build(corpus: Path, out: Path, *options: str, engine: str = "local://1") -> Cost:
    """A build as a user starts it."""
    return run("-m", "kg", "build", str(corpus), "--out", str(out), "--engine", engine, *options)


def texts(*sources: str) -> list[dict[str, str | None]]:
    """The articles of these files and folders as JSON objects."""
    from kg.articles import read_articles

    articles, _ = read_articles(sources)
    return [
        {"id": one.id, "published": one.published, "publisher": one.publisher, "text": one.text} for one in articles
    ]


def corpus(path: Path, rows: list[dict[str, str | None]], number: int) -> Path:
    """So many articles, varied: copies have their paragraphs in another order, so that none is syndicated."""
    shuffled = random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        for place in range(number):
            row = dict(rows[place % len(rows)])
            if place >= len(rows):
                parts = str(row["text"]).split("\n")
                shuffled.shuffle(parts)
                row |= {"id": f"{row['id']}-{place}", "text": "\n".join([*parts, f"This is report {place}."])}
            file.write(json.dumps(row) + "\n")
    return path


def in_turn(*sides: Callable[[int], float]) -> list[float]:
    """The median of each side, measured in turn."""
    taken = [[side(turn) for side in sides] for turn in range(RUNS)]
    return [statistics.median(column) for column in zip(*taken, strict=True)]


def row(letter: str, what: str, value: float, target: float, note: str = "") -> None:
    """Print one ratio beside its target."""
    verdict = "met" if value <= target else "MISSED"
    print(f"({letter}) {what:66} {value:6.3f}  target {target:5.3f}  {verdict}  {note}", flush=True)


def relevant(folder: Path, number: int, name: str = "relevant") -> Path:
    """Articles of which every one tells events: the gold of dev, varied."""
    return corpus(folder / f"{name}-{number}.jsonl", texts(str(GOLD / "dev")), number)


def mixed(folder: Path, number: int) -> Path:
    """News as it comes: general news, one in ten about diplomacy; without general news, dev and our own short ones."""
    rows = texts(GENERAL) if GENERAL else texts(str(GOLD / "own"))
    return corpus(folder / f"mixed-{number}.jsonl", rows + texts(str(GOLD / "dev"))[: len(rows) // 10], number)


def against_parser(folder: Path) -> None:
    """(a) and (g): a build beside the bare parser, and how much of it is not spaCy."""
    articles = relevant(folder, round(440 * max(SCALE, 0.25)))
    bare, whole, parse = in_turn(
        lambda turn: run("-c", BARE, str(articles)).cpu,
        lambda turn: build(articles, folder / f"a{turn}").cpu,
        lambda turn: run("-c", PARSE, str(articles)).cpu,
    )
    row("a", "CPU of a build ÷ bare spaCy, all articles relevant", whole / bare, 1.0)
    row(
        "g",
        "share of a build that is not the parse",
        (whole - parse) / whole,
        0.25,
        f"{(whole - parse) / bare:.2f} of bare",
    )


def general_news(folder: Path) -> None:
    """(b): the same where most articles pass the gate for nothing."""
    if not GENERAL:
        print("(b) skipped: no general news here; GENERAL_NEWS=FILE make bench measures it")
        return
    articles = corpus(folder / "general.jsonl", texts(GENERAL), round(480 * max(SCALE, 0.25)))
    bare, whole = in_turn(
        lambda turn: run("-c", BARE, str(articles)).cpu, lambda turn: build(articles, folder / f"b{turn}").cpu
    )
    row("b", "CPU of a build ÷ bare spaCy, general news", whole / bare, 0.5)


def again(folder: Path) -> None:
    """(c) and (d): nothing new, and one article more."""
    number = round(5000 * SCALE)
    articles = mixed(folder, number)
    more = articles.with_name("more.jsonl")
    more.write_text(articles.read_text("utf-8") + json.dumps(texts(str(GOLD / "train"))[0]) + "\n", "utf-8")
    first, same, one = in_turn(
        lambda turn: build(articles, folder / f"c{turn}").cpu,
        lambda turn: build(articles, folder / f"c{turn}").cpu,
        lambda turn: build(more, folder / f"c{turn}").cpu,
    )
    row("c", f"a re-run with nothing changed ÷ the first, {number} articles", same / first, 0.03)
    row("d", f"one article added to {number} ÷ the first", one / first, 0.05)


def workers(folder: Path) -> None:
    """(e): two workers beside one, in wall time; says how busy the machine was."""
    articles = relevant(folder, round(440 * max(SCALE, 0.25)))
    one, two = in_turn(
        lambda turn: build(articles, folder / f"e1{turn}", "--no-pictures").wall,
        lambda turn: build(articles, folder / f"e2{turn}", "--no-pictures", engine="local://2").wall,
    )
    row(
        "e",
        "wall time of two workers ÷ one",
        two / one,
        0.65,
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores",
    )


def memory(folder: Path) -> None:
    """(f): the peak of the largest process, once each: it varies little, and the large one takes long."""
    small, large = round(5000 * SCALE), round(50_000 * SCALE)
    low, high = (build(mixed(folder, number), folder / f"f{number}", "--no-pictures") for number in (small, large))
    row("f", f"peak memory at {large} articles ÷ at {small}", high.memory / low.memory, 3.0, f"{high.memory:.0f} MB")


def many_events(folder: Path) -> None:
    """(h): graph, validation and export of many events."""
    small, large = round(10_000 * SCALE), round(100_000 * SCALE)
    sizes = (small, large)
    taken = in_turn(*(lambda turn, n=n: float(run("-c", EVENTS, str(folder), str(n)).printed) for n in sizes))
    row("h", f"time per event at {large} ÷ at {small}", taken[1] / large / (taken[0] / small), 1.5)


ROWS: dict[str, Callable[[Path], None]] = {
    "ag": against_parser,
    "b": general_news,
    "cd": again,
    "e": workers,
    "f": memory,
    "h": many_events,
}


def main(letters: Iterable[str]) -> None:
    """Print the table."""
    asked = set("".join(letters) or "abcdefgh")
    with tempfile.TemporaryDirectory() as name:
        for told, measure in ROWS.items():
            if asked & set(told):
                measure(Path(name))


if __name__ == "__main__":
    main(sys.argv[1:])

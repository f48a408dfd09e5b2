"""What takes long: `make soak` tries to break kg and writes the figures into docs/reliability.md.

`make soak SOAK="kills caches"` runs only these parts, `make soak SOAK=long:2000` one of them in another size,
`make soak SOAK=kills:100x50` kills a hundred builds of fifty articles.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from faults import CACHE, Built, build, committed, damage, files_of, fill, kill_build, small_disk, write_articles
from hostile import good_files, mutants
from mangled_graphs import graph_faults, graphs
from test_hostile import mutation_faults
from test_mangled import FILES, TABLES, prepare, table_faults
from variety import varied
from views import SMALL

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reliability.md"
BATCH = 250  # mutated files of one build
ROUND = {"files": 150, "tables": 30, "graphs": 20}  # of one round of what is mangled
SLICES = 10
KILLS_A_BUILD = 5  # on average: a kill comes as soon after the last as after any other moment
CHURN = 20  # one in so many of the articles that are there changes, and one goes, before each slice


def mutated(number: int, folder: Path) -> str:
    """Mutated files, built in batches."""
    good, faults = good_files(), []
    for seed in range(number // BATCH):
        place = folder / str(seed)
        place.mkdir()
        faults += [f"seed {seed}: {fault}" for fault in mutation_faults(place, list(mutants(BATCH, seed, good)))]
        shutil.rmtree(place)
    return f"{number:,} files, of {len(good)} good ones: {_faults(faults)}"


def mangled(number: int, folder: Path) -> str:
    """Files, tables and graphs of the right form with strange content, in rounds."""
    chance, good, faults = random.Random(6), SMALL.read_bytes(), list[str]()
    prepare(folder)
    for seed in range(number // sum(ROUND.values())):
        for kind, made in FILES.items():
            place = folder / f"{kind}-{seed}"
            place.mkdir()
            faults += [
                f"seed {seed}: {fault}" for fault in mutation_faults(place, list(made(ROUND["files"] // 3, seed)))
            ]
            shutil.rmtree(place)
        for kind in TABLES:
            seeds = range(seed * ROUND["tables"] // 2, (seed + 1) * ROUND["tables"] // 2)
            faults += [fault for one in seeds for fault in table_faults(folder, kind, one)]
        for content in graphs(ROUND["graphs"], seed, good):
            faults += [f"seed {seed}: {fault}" for fault in graph_faults(folder, content, chance)]
        print(f"round {seed + 1}: {_faults(faults)} so far", flush=True)
    counts = ", ".join(f"{(seed + 1) * size:,} {name}" for name, size in ROUND.items())
    return f"{counts}: {_faults(faults)}"


def kills(number: int, articles: int, folder: Path) -> str:
    """Builds of so many articles, killed at random moments, and run again until they come to their end."""
    chance, faults, kept, builds = random.Random(8), list[str](), list[int](), 0
    write_articles(folder, articles)
    begun = time.process_time()
    whole = build(folder)
    pace = KILLS_A_BUILD / (time.process_time() - begun)
    while len(kept) < number:
        shutil.rmtree(folder / "out")
        builds += 1
        for told, count in _killed_until_done(folder, lambda: chance.expovariate(pace)):
            faults += [f"build {builds}, after {len(kept)} kills: {one}" for one in told]
            kept += count
            print(f"build {builds}, kill {len(kept)}: {count} kept, {_faults(faults)} so far", flush=True)
        if files_of(folder / "out") != whole.files:
            faults.append(f"build {builds}, after {len(kept)} kills: other files")
    late = sum(count >= articles for count in kept)
    told = f"{builds} builds of {articles} articles, killed {len(kept)} times, {late} of them after all were read"
    return f"{told}, and run again each time: {_faults(faults)}"


def _killed_until_done(folder: Path, moment: Callable[[], float]) -> Iterator[tuple[list[str], list[int]]]:
    """Of each run of a build: what went wrong, and how many articles were kept when it was killed, if it was."""
    before, killed = set[str](), True
    while killed:
        killed = kill_build(folder, moment())
        again = before & set((folder / "parsed").read_text().split())
        kept = committed(folder / "out")
        faults = [f"{len(again)} read again"] * bool(again) + [f"{len(before - kept)} lost"] * bool(before - kept)
        yield faults + (folder / "said").read_text().splitlines(), [len(kept)] * killed
        before = kept


def caches(number: int, folder: Path) -> str:
    """Builds with a cache damaged at random bytes."""
    write_articles(folder, 20)
    whole, faults, noticed = build(folder, "--no-pictures"), [], 0
    kept = (folder / "out" / CACHE).read_bytes()
    for seed in range(number):
        (folder / "out" / CACHE).write_bytes(kept)
        damage(folder / "out" / CACHE, random.Random(seed))
        again = build(folder, "--no-pictures")
        noticed += bool(again.messages)
        if (again.code, again.files) != (0, whole.files) or (again.parsed and not again.messages):
            faults.append(f"seed {seed}: {again.code} {again.messages}")
    return f"{number} caches, damage noticed and named in {noticed}, without effect in the others: {_faults(faults)}"


def disks(number: int, folder: Path) -> str:
    """Builds on a disk that has room for a part of what they write."""
    write_articles(folder, 20)
    build(folder)
    faults, full = [], 0
    with small_disk(folder / "disk", 64_000_000) as made:
        if not made:
            return "not run: needs the right to mount a small file system"
        place = folder / "disk" / "copy"
        for run in range(number):
            for part in ("in", "out"):
                shutil.copytree(folder / part, place / part)
            (place / "in" / "later.json").write_text(json.dumps(varied(999)), "utf-8")
            before = files_of(place / "out")
            fill(folder / "disk", 600_000 * run // number)
            done = build(place)
            (folder / "disk" / "filler").unlink()
            full += done.code == 2
            faults += _disk_faults(done, before, build(place), run)
            shutil.rmtree(place)
    return f"{number} sizes of what is left, too little in {full}: {_faults(faults)}"


def _disk_faults(done: Built, before: dict[str, bytes], after: Built, run: int) -> Iterator[str]:
    if done.code == 2 and (done.files != before or "o space left" not in "".join(done.messages)):
        yield f"run {run}: {done.messages}"
    if (done.code, after.code) not in ((0, 0), (2, 0)):
        yield f"run {run}: {done.code}, then {after.code} {after.messages}"


def long(number: int, folder: Path) -> str:
    """Articles that come in slices over one cache, while others change and go."""
    return _slices(number, folder, stay=SLICES)


def archive(number: int, folder: Path) -> str:
    """The same of a folder that keeps the articles of two slices, as one that holds the news of the last months."""
    return _slices(number, folder, stay=2)


def _slices(number: int, folder: Path, *, stay: int) -> str:
    """Articles stay for so many slices."""
    chance, slices, there = random.Random(5), [], dict[str, int]()
    (folder / "in").mkdir()
    for turn in range(SLICES):
        _remove(folder / "in", there, [name for name, came in there.items() if came <= turn - stay])
        _churn(folder / "in", there, chance)
        for count in range(number // SLICES * turn, number // SLICES * (turn + 1)):
            _write(folder / "in", there, varied(count, paragraphs=2), turn)
        slices.append(_measured(folder, "out"))
        print(f"slice {turn + 1}: {slices[-1]}", flush=True)
    scratch = _measured(folder, "scratch")
    same = files_of(folder / "out") == files_of(folder / "scratch")
    rows = "".join(f"| {n} | {one} |\n" for n, one in enumerate([*slices, scratch], 1))
    return (
        f"{number:,} articles in {SLICES} slices, {len(there):,} at the end: "
        f"{'the bytes' if same else 'FAULT: NOT THE BYTES'} of a build from scratch\n\n"
        f"| slice | articles | read | seconds a new article | seconds for the rest | peak of memory |\n"
        f"| --- | --- | --- | --- | --- | --- |\n{rows}"
    )


def _churn(place: Path, there: dict[str, int], chance: random.Random) -> None:
    """Some articles change, others go; `there` tells in which slice each came."""
    for name in chance.sample(sorted(there), len(there) // CHURN):
        path = place / name
        path.write_text(path.read_text("utf-8").replace('"text": "', '"text": "Corrected. ', 1), "utf-8")
    _remove(place, there, chance.sample(sorted(there), len(there) // CHURN))


def _remove(place: Path, there: dict[str, int], names: Iterable[str]) -> None:
    for name in names:
        (place / name).unlink()
        del there[name]


def _write(place: Path, there: dict[str, int], article: dict[str, str], turn: int) -> None:
    name = f"{article['id']}.json"
    (place / name).write_text(json.dumps(article), "utf-8")
    there[name] = turn


@dataclass(frozen=True, slots=True)
class Measured:
    """What a build in a process of its own took."""

    articles: int
    new: int
    reading: float
    rest: float
    peak: int  # MB

    def __str__(self) -> str:
        """A row of the table."""
        each = self.reading / max(1, self.new)
        return f"{self.articles:,} | {self.new:,} | {each:.3f} | {self.rest:.0f} | {self.peak:,} MB"


def _measured(folder: Path, out: str) -> Measured:
    words = [sys.executable, "-m", "kg", "build", "in", "--out", out, "--no-pictures", "--quiet"]
    child = os.fork()
    if not child:
        os.chdir(folder)
        os.execve(sys.executable, words, {**os.environ, "PYTHONPATH": str(ROOT)})
    _, status, used = os.wait4(child, 0)
    record = json.loads((folder / out / "build.json").read_text("utf-8"))
    assert status == 0 and record["conforms"], record["problems"][:3]
    reading = record["seconds"]["extract"]
    rest = sum(record["seconds"].values()) - reading
    return Measured(record["counts"]["articles"], record["new"], reading, rest, used.ru_maxrss // 1024)


PARTS = {
    "mutated": (mutated, "10000"),
    "mangled": (mangled, "4000"),
    "kills": (kills, "100x500"),
    "caches": (caches, "500"),
    "disks": (disks, "40"),
    "long": (long, "20000"),
    "archive": (archive, "20000"),
}


def _faults(faults: list[str]) -> str:
    return f"**{len(faults)} faults**" + "".join(f"\n- {fault}" for fault in faults[:20]) if faults else "no fault"


def write_figure(part: str, figure: str) -> None:
    """Put a part's figure between its marks on the page."""
    text = PAGE.read_text("utf-8")
    start, end = f"<!-- {part} -->\n", f"<!-- end of {part} -->"
    pattern = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
    PAGE.write_text(pattern.sub(lambda _: f"{start}{figure.rstrip()}\n{end}", text), "utf-8")


def main() -> None:
    """Run the parts that are named, or all."""
    for word in sys.argv[1:] or PARTS:
        part, _, size = word.partition(":")
        run, usual = PARTS[part]
        with tempfile.TemporaryDirectory() as name:
            figure = run(*map(int, (size or usual).split("x")), Path(name))
        print(f"{part}: {figure}", flush=True)
        write_figure(part, figure)


if __name__ == "__main__":
    main()

"""Fits kg/data/merging.tsv to gold articles: `python -m kg.merging_lessons FILE…`, the files of the articles.

Every pair of accounts that the merging would compare is an example, of one event or of two: once with each article read
as the gold has it, and once as it is read by weights learned from other stories, wrong names and days included. The
weights stay near those set by hand (`own_same`, `own_differ`): a few hundred pairs of one event are too few to learn a
table from nothing. Only what readers get wrong may fall far: that others take part, and on other days.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import lexicon
from kg.accounts import Account
from kg.compare import features, weight
from kg.learn.unseen import read_unseen, told_events
from kg.records import Extraction
from kg.resolve.actors import find_actors
from kg.resolve.events import candidates
from kg.resolve.telling import find_accounts
from kg.scoring.perfect import perfect_extraction
from kg.vocab import slots

TABLE = Path(__file__).parent / "data" / "merging.tsv"
NEAR = 0.15  # log-odds by which a weight is thought to lie off the one set by hand (standard deviation)
FAR = 1.0  # the same for what readers get wrong
LEAST = 1 / 3  # of what speaks against two accounts by hand, this much always stays
ACROSS = 0.3  # what a pair of articles of two stories counts: most are plainly two events
ONE = 2.0  # what a pair of one event counts: they are few (how both were chosen: docs/notes/merging.md)
SIDES = ("same", "differ")

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two accounts of events of one type: what was compared, by feature and side, and whether they are one event."""

    kind: str
    found: Mapping[tuple[str, str], float]
    known: float  # log-odds of what the table weighs for all types alike
    is_one: bool
    counts: float


def main(paths: Sequence[str]) -> None:
    """Fit the table to the gold articles of these files, and write it."""
    names = _names(Path(paths[0]))
    records = {record["id"]: record for record in (json.loads(Path(path).read_text("utf-8")) for path in paths)}
    pairs = list(examples([perfect(record) for record in records.values()], names))
    unseen = (one for one in read_unseen(sorted({Path(path).parent for path in paths})) if one.article.id in records)
    pairs += examples([_read(one, records[one.article.id]) for one in unseen], names)
    rows = lexicon.table("merging")
    fitted = {kind: fit(rows, pairs, kind) for kind in {pair.kind for pair in pairs}}
    _write([{**row, **fitted.get(row["event"], {}).get(row["slot"], {})} for row in rows])


def _names(path: Path) -> Mapping[str, str]:
    """The event that two stories of the gold tell under two names, by the other name."""
    table = path.parents[1] / "one_event.tsv"
    rows = lexicon.parse_table(table.read_text("utf-8"), table.name) if table.exists() else ()
    return {row["event"]: row["is"] for row in rows}


# --- examples ---


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as somebody read it, and the gold event that each account tells, by its number."""

    extraction: Extraction
    story: str
    told: Mapping[int, str]


def perfect(record: dict[str, Any]) -> Reading:
    """An article as the gold has it."""
    told = {number: event["event"] for number, event in enumerate(record["events"])}
    return Reading(perfect_extraction(record), record["story"], told)


def _read(extraction: Extraction, record: dict[str, Any]) -> Reading:
    return Reading(extraction, record["story"], told_events(extraction, record))


def examples(readings: Sequence[Reading], names: Mapping[str, str]) -> Iterator[Pair]:
    """The pairs of accounts that are compared and tell gold events; `names` are other names of one event."""
    extractions = [reading.extraction for reading in readings]
    accounts = find_accounts(extractions, find_actors(extractions), slots())
    by_key = {account.key: account for account in accounts}
    by_article = {reading.extraction.article.id: reading for reading in readings}
    for left, right in sorted(candidates(accounts, slots())):
        one, two = by_article[left[0]], by_article[right[0]]
        if left[0] != right[0] and left[1] in one.told and right[1] in two.told:
            ours, theirs = (names.get(event, event) for event in (one.told[left[1]], two.told[right[1]]))
            counts = (1.0 if one.story == two.story else ACROSS) * (ONE if ours == theirs else 1.0)
            yield _pair(by_key[left], by_key[right], is_one=ours == theirs, counts=counts)


def _pair(left: Account, right: Account, *, is_one: bool, counts: float) -> Pair:
    rows = {(row["event"], row["slot"]) for row in lexicon.table("merging")}
    found, known = {("bias", "same"): 1.0}, 0.0
    for name, score in features(left, right, slots()):
        if (left.kind, name) in rows:
            found[(name, SIDES[score.value < 0])] = abs(score.value)
        else:
            known += weight(left.kind, name, score.value, slots())
    return Pair(left.kind, found, known, is_one, counts)


# --- the fit ---


def fit(rows: Iterable[Row], pairs: Iterable[Pair], kind: str) -> dict[str, dict[str, str]]:
    """The weights of one type of event, by feature and side, under which its pairs are likeliest.

    `same` never speaks against, `differ` never much less than by hand; the bias is one weight.
    """
    import numpy as np  # in the extra kg[train] alone
    from scipy.optimize import minimize

    own = {(row["slot"], side): float(row[f"own_{side}"]) for row in rows if row["event"] == kind for side in SIDES}
    del own[("bias", "differ")]
    ours = [pair for pair in pairs if pair.kind == kind]
    start, names = np.array(list(own.values())), list(own)
    near = np.array([FAR if _is_misread(name, side) else NEAR for name, side in names])
    found = np.array([[pair.found.get(name, 0.0) for name in names] for pair in ours])
    known, counts = (np.array([getattr(pair, name) for pair in ours]) for name in ("known", "counts"))
    truth = np.array([float(pair.is_one) for pair in ours])

    def loss(weights: Any) -> tuple[float, Any]:
        odds = found @ weights + known
        doubt = counts @ (np.logaddexp(0, odds) - truth * odds) + (((weights - start) / near) ** 2).sum() / 2
        return float(doubt), found.T @ (counts * (1 / (1 + np.exp(-odds)) - truth)) + (weights - start) / near**2

    bounds = [_bounds(name, side, own[(name, side)]) for name, side in names]
    best = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    fitted: dict[str, dict[str, str]] = {}
    for (name, side), value in zip(names, best, strict=True):
        fitted.setdefault(name, {})[side] = f"{round(value, 1) + 0:.1f}"
    fitted["bias"]["differ"] = fitted["bias"]["same"]
    return fitted


def _is_misread(name: str, side: str) -> bool:
    slot = slots().get(name)
    return side == "differ" and (name == "when" or (slot is not None and slot.kind == "actor"))


def _bounds(name: str, side: str, own: float) -> tuple[float | None, float | None]:
    if name == "bias":
        return None, None
    return (0, None) if side == "same" else (None, LEAST * own)


def _write(rows: Sequence[Row]) -> None:
    """The table anew under its comments."""
    comments = [line for line in TABLE.read_text("utf-8").splitlines() if line.startswith("#")]
    lines = [*comments, "\t".join(rows[0]), *("\t".join(row.values()) for row in rows)]
    TABLE.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])

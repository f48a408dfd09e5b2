"""Writes what gold articles teach to kg/data/weights."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.learn import learn_type, learned
from kg.learn.gold import half_of, read_gold
from kg.mentions.representing import MODEL as PERSONS
from kg.weights import overridden


def main(arguments: Sequence[str]) -> None:
    """Learn every model from the gold folders that are named; `--leave 0` or `1` leaves that half's stories out.

    `--type expulsion FOLDER` learns those of one type alone.
    """
    if arguments[0] == "--type":
        _write(learn_type(arguments[1], Path(arguments[2])))
        return
    left_out = int(arguments[arguments.index("--leave") + 1]) if "--leave" in arguments else None
    folders = [Path(each) for each in arguments if each not in {"--leave", "0", "1"}]
    with overridden({PERSONS: {}}):  # the file may be missing
        told = [each for folder in folders for each in read_gold(folder) if half_of(each.gold["story"]) != left_out]
    for models in learned(told):
        _write(models)


def _write(models: Mapping[str, Mapping[str, float]]) -> None:
    target = Path(__file__).parents[1] / "data" / "weights"
    target.mkdir(parents=True, exist_ok=True)
    for model, known in models.items():
        path = target / f"{model}.json"
        path.write_text(json.dumps(known, indent=0, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
        print(f"{model}: {len(known)} weights")


if __name__ == "__main__":
    main(sys.argv[1:])

from __future__ import annotations

import pytest

from kg.learn.unseen import told_events
from kg.merging_lessons import ACROSS, ONE, Pair, examples, fit, perfect
from kg.scoring.perfect import perfect_extraction

MET = "Marco Rubio met Sergei Lavrov on Thursday."
ROWS = [
    {"event": "Meeting", "slot": "bias", "own_same": "-2", "own_differ": "-2"},
    {"event": "Meeting", "slot": "place", "own_same": "0.5", "own_differ": "-0.5"},
]


def record(name: str, story: str, event: str) -> dict[str, object]:
    told = {"event": event, "type": "Meeting", "status": "held", "participant": ["US", "RU"], "quote": MET}
    return {"id": name, "story": story, "published": "2025-07-11", "text": MET, "persons": [], "events": [told]}


def test_pairs_are_labelled_by_event_and_count_less_across_stories() -> None:
    gold = [record("a", "one", "met"), record("b", "one", "met-too"), record("c", "two", "other")]
    readings = [perfect(each) for each in gold]
    found = [(pair.kind, pair.is_one, pair.counts) for pair in examples(readings, {"met-too": "met"})]
    assert found == [("Meeting", True, ONE), ("Meeting", False, ACROSS), ("Meeting", False, ACROSS)]


def test_weights_move_from_those_set_by_hand_and_keep_their_signs() -> None:
    pytest.importorskip("scipy")
    same = Pair("Meeting", {("bias", "same"): 1.0, ("place", "same"): 1.0}, 0.0, True, 1.0)
    apart = Pair("Meeting", {("bias", "same"): 1.0, ("place", "differ"): 1.0}, 0.0, True, 1.0)
    assert fit(ROWS, [*[same] * 20, *[apart] * 20], "Meeting") == {
        "bias": {"same": "-1.3", "differ": "-1.3"},
        "place": {"same": "0.8", "differ": "-0.2"},
    }


def test_an_account_as_read_tells_the_gold_event_that_it_is_paired_with() -> None:
    gold = record("a", "one", "met") | {"title": None, "publisher": None}
    assert told_events(perfect_extraction(gold), gold) == {0: "met"}

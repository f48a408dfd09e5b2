from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from gold_extractions import SLOTS
from tiny_corpus import LAVROV, RUBIO, L, R, meeting, told

from kg.accounts import Account
from kg.compare import Verdict, compare
from kg.records import Extraction, Slot
from kg.resolve import remembered, settle
from kg.resolve.remembered import Memory
from kg.store import Store

KL = {"place": "place:Kuala Lumpur"}
PEOPLE = (RUBIO, LAVROV)
Pairs = list[tuple[str, str]]


def article(name: str, published: str | None = "2025-07-11", **slots: str) -> Extraction:
    return told(name, *PEOPLE, meeting(R, L, **KL, **slots), published=published)


BEFORE = (article("a"), article("b", None), article("c"))
NOW = (article("a"), article("b", None, date="2025-07-10"), article("c"))


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Pairs:
    """The pairs of articles whose accounts are compared."""
    pairs: Pairs = []

    def listed(left: Account, right: Account, slots: Mapping[str, Slot]) -> Verdict:
        pairs.append((left.article.id, right.article.id))
        return compare(left, right, slots)

    monkeypatch.setattr(remembered, "compare", listed)
    return pairs


def test_only_what_changed_is_compared_again(compared: Pairs) -> None:
    memory = Memory()
    settle(BEFORE, SLOTS, memory=memory)
    assert compared == [("a", "b"), ("a", "c"), ("b", "c")]
    compared.clear()
    world = settle(NOW, SLOTS, memory=Memory(memory.told)).world()
    assert compared == [("a", "b"), ("b", "c")]
    assert world == settle(NOW, SLOTS).world()


def test_what_was_settled_on_the_way_is_remembered_as_well(compared: Pairs) -> None:
    memory = Memory()
    for found in (BEFORE, NOW):
        settle(found, SLOTS, memory=memory)
    compared.clear()
    next_time = Memory(memory.told)
    for found in (BEFORE, NOW):
        settle(found, SLOTS, memory=next_time)
    assert (compared, next_time.told) == ([], memory.told)


def test_what_is_gone_is_forgotten() -> None:
    memory, alone = Memory(), Memory()
    settle(BEFORE, SLOTS, memory=memory)
    later = Memory(memory.told)
    for one in (later, alone):
        settle(BEFORE[:2], SLOTS, memory=one)
    assert later.told == alone.told


@pytest.mark.parametrize("spoiled", ["", "{", "[]", '{"x": 1}', "null"])
def test_what_cannot_be_read_is_compared_again(compared: Pairs, spoiled: str) -> None:
    memory = Memory()
    settle(BEFORE, SLOTS, memory=memory)
    compared.clear()
    later = Memory(dict.fromkeys(memory.told, spoiled))
    settle(BEFORE, SLOTS, memory=later)
    assert compared == [("a", "b"), ("a", "c"), ("b", "c")]
    assert later.told == memory.told


def test_other_rules_compare_all_again(compared: Pairs) -> None:
    memory = Memory(version="1")
    settle(BEFORE, SLOTS, memory=memory)
    settle(BEFORE, SLOTS, memory=Memory(memory.told, "2"))
    assert len(compared) == 6


def test_a_damaged_verdict_is_left_out(tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite") as store:
        store.swap_verdicts({"one": "{}", "two": "{}"})
        store._base.execute("UPDATE verdict SET told = '{ }' WHERE account = 'one'")
        assert store.verdicts() == {"two": "{}"}
        store.swap_verdicts({"three": "{}"})
        assert store.verdicts() == {"three": "{}"}

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from gold_extractions import SLOTS
from tiny_corpus import LAVROV, RUBIO, L, R, meeting, told

from kg.accounts import Account
from kg.compare import Verdict, compare
from kg.records import Article, Extraction, Slot
from kg.resolve import judged, settle, sources
from kg.resolve.remembered import Memory
from kg.resolve.sources import find_sources
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

    monkeypatch.setattr(sys.modules[judged.__module__], "compare", listed)
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


def test_only_new_texts_are_held_beside_others(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [f"word{number}" for number in range(200)]
    texts = (" ".join(words), " ".join(words[:190]), " ".join(words[20:]), " ".join(reversed(words)))
    one, two, three, other = (Article(id=name, text=text) for name, text in zip("abcd", texts, strict=True))
    hashed: list[str] = []
    shingles = sources._shingles.__wrapped__
    monkeypatch.setattr(sources, "_shingles", lambda text: hashed.append(text) or shingles(text))
    memory = Memory()
    find_sources((one, two, other), memory)
    hashed.clear()
    later = Memory(memory.told)
    assert find_sources((one, two, three, other), later) == {"a": "a", "b": "a", "c": "a", "d": "d"}
    assert set(hashed) == {one.text, three.text}
    assert later.told.keys() - memory.told.keys() == {f"text {three.sha256}"}


def test_rows_that_are_damaged_or_of_another_kg_are_left_out(tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite") as store:
        store.swap_remembered("1", {"one": "{}", "two": "{}"})
        store._base.execute("UPDATE remembered SET told = '{ }' WHERE name = 'one'")
        assert (store.remembered("1"), store.remembered("2")) == ({"two": "{}"}, {})
        store.swap_remembered("2", {"three": "{}"})
        assert (store.remembered("1"), store.remembered("2")) == ({}, {"three": "{}"})

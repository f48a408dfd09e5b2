"""The places of meetings to which words point; one line is one case, `DATELINE` the town that its article is from."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.records import Article

DATELINE = "Tromsø"
CASES = (
    # here and there
    ("Norwegian President Anna Berg met Finnish President Eero Laine here on Wednesday.", ("Tromsø",)),
    (
        "A meeting of Norwegian President Anna Berg and Finnish President Eero Laine planned here was put off.",
        ("Tromsø",),
    ),
    ("Norwegian President Anna Berg was in Bergen last week. She met Finnish President Eero Laine there.", ("Bergen",)),
    ("Norwegian President Anna Berg met Finnish President Eero Laine at Oslo Castle here.", ("Oslo Castle",)),
    # where
    (
        "Kenyan President Ada Obi came on Friday from Kampala, where she had met Ugandan President Li Okello.",
        ("Kampala",),
    ),
    ("Kenyan President Ada Obi leaves for Djibouti, where she will meet President Ali Waberi.", ("DJ",)),
    # a journey told before
    (
        "Kenyan President Ada Obi will travel to Kampala. On Friday she will meet Ugandan President Li Okello.",
        ("Kampala",),
    ),
    ("Kenyan President Ada Obi flew to Kampala. On Monday she met Ugandan President Li Okello.", ("Kampala",)),
    ("Kenyan President Ada Obi will fly to Kampala. On Monday she met Ugandan President Li Okello.", ()),
    ("Kenyan President Ada Obi leaves for Gulu and Lira. On Friday she will meet Ugandan President Li Okello.", ()),
    ("Peruvian President Ana Ruiz flew to Lima. On Monday Kenyan President Ada Obi met President Li Okello.", ()),
    # the dateline, for what the lead tells as held
    ("Norwegian President Anna Berg met Finnish President Eero Laine on Wednesday.", ("Tromsø",)),
    ("Norwegian President Anna Berg met Finnish President Eero Laine in Bergen on Wednesday.", ("Bergen",)),
    ("Norwegian President Anna Berg will meet Finnish President Eero Laine on Sunday.", ()),
    ("Norwegian President Anna Berg telephoned Finnish President Eero Laine on Wednesday.", ()),
    ("Norway is cold. Norwegian President Anna Berg met Finnish President Eero Laine on Wednesday.", ()),
    # what goes on there
    (
        "Norwegian President Anna Berg met Finnish President Eero Laine here. Berg later met King Olav Dahl of Sweden.",
        ("Tromsø", "Tromsø"),
    ),
    (
        "Norwegian President Anna Berg met Finnish President Eero Laine here. Berg met King Olav Dahl in May.",
        ("Tromsø",),
    ),
    (
        "Norwegian President Anna Berg met Finnish President Eero Laine here. Berg later telephoned King Olav Dahl.",
        ("Tromsø",),
    ),
    # a call has none, and what is talked about is none
    ("Kenyan President Ada Obi spoke to Ugandan President Li Okello in Kampala by telephone on Monday.", ()),
    (
        "Kenyan President Ada Obi saw Ugandan President Li Okello in Gulu and will speak to him by phone on Friday.",
        ("Gulu",),
    ),
)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_where_a_meeting_was(text: str, expected: tuple[str, ...]) -> None:
    article = Article(id="a", text=text, published="2025-07-11", place=DATELINE)
    events = [event for event in extract(article).events if event.kind == "Meeting"]
    told = dict.fromkeys(
        (event.number, one.value) for event in events for one in event.arguments if one.slot == "place"
    )
    assert events
    assert tuple(value.partition(":")[2] for _, value in told) == expected


def test_no_case_is_lost() -> None:
    assert len(CASES) == 21

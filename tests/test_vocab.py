"""What Python knows of the ontology."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import URIRef

from kg import defaults, vocab
from kg.records import Slot
from kg.vocab import DIP, OntologyError

CONTRACT = {
    "Ceasefire": "announcedDate durationDays endDate mediator party place startDate",
    "Meeting": "date durationMinutes endDate mode occasion participant place topic",
    "Tariff": (
        "announcedBy announcedDate effectiveDate endDate imposer previousRate product rateMax rateMin "
        "target targetCount"
    ),
}
STATUSES = {
    "Ceasefire": "proposed negotiated agreed inForce violated ended rejected",
    "Meeting": "proposed planned held cancelled denied",
    "Tariff": "threatened announced inForce suspended lifted denied",
}


def test_every_type_has_the_slots_of_the_contract() -> None:
    assert {name: " ".join(vocab.event_type(name).slots) for name in CONTRACT} == CONTRACT


def test_every_type_has_the_statuses_of_the_contract_in_order() -> None:
    assert {name: " ".join(vocab.event_type(name).statuses) for name in STATUSES} == STATUSES


def test_the_slots_are_those_of_all_types() -> None:
    assert list(vocab.slots()) == sorted({slot for kind in vocab.event_types().values() for slot in kind.slots})
    assert set(" ".join(CONTRACT.values()).split()) <= set(vocab.slots())


@pytest.mark.parametrize(
    "slot",
    [
        Slot("participant", "actor", single=False, side=True),
        Slot("party", "actor", single=False, side=True),
        Slot("imposer", "actor", single=False),
        Slot("announcedBy", "actor", single=False),
        Slot("place", "place", single=True),
        Slot("date", "date", single=True),
        Slot("rateMin", "number", single=True),
        Slot("durationDays", "number", single=True),
        Slot("mode", "concept", single=True),
        Slot("topic", "text", single=False),
        Slot("occasion", "text", single=True),
    ],
    ids=lambda slot: slot.name,
)
def test_a_slot_is_what_its_range_says(slot: Slot) -> None:
    assert vocab.slots()[slot.name] == slot


def test_a_term_is_an_iri() -> None:
    assert DIP.participant == URIRef("https://w3id.org/diplomacy-kg/ontology#participant")
    assert DIP["participant"] == DIP.participant
    assert "participant" in DIP
    assert str(DIP) == "https://w3id.org/diplomacy-kg/ontology#"


def test_a_misspelt_term_says_what_to_do() -> None:
    with pytest.raises(AttributeError, match=r"^ontology/\*\.ttl: no term dip:partcipant: write it there or correct"):
        _ = DIP.partcipant


@pytest.mark.parametrize("name", ["count", "format", "index", "title", "strip"])
def test_no_term_is_a_method_of_strings(name: str) -> None:
    assert (name in DIP) == isinstance(getattr(DIP, name, None), URIRef)


def test_a_record_names_its_type_in_any_case() -> None:
    assert vocab.event_type("meeting") is vocab.event_type("Meeting")


def test_an_unknown_type_says_what_to_write() -> None:
    with pytest.raises(OntologyError, match=r"no type of event 'protest' in ontology/\*\.ttl: write ontology/protest"):
        vocab.event_type("protest")


def test_codes_go_by_type_and_status() -> None:
    held, truce = vocab.event_type("Meeting").coding("held"), vocab.event_type("Ceasefire").coding("inForce")
    assert (held and (held.plover, held.cameo), truce and (truce.plover, truce.cameo)) == (
        ("CONSULT", "040"),
        ("RETREAT", "0871"),
    )
    assert vocab.event_type("Meeting").coding("lifted") is None


def test_labels_come_from_the_ontology() -> None:
    assert [vocab.label(term) for term in (DIP.inForce, DIP.durationMinutes, URIRef("x:y#z"))] == [
        "in force",
        "minutes",
        "z",
    ]


def test_the_folders_are_beside_the_package_in_a_checkout() -> None:
    root = Path(__file__).parents[1]
    assert [defaults.folder(name) for name in ("ontology", "shapes")] == [root / "ontology", root / "shapes"]


def test_a_missing_folder_is_an_error() -> None:
    with pytest.raises(OntologyError, match="no Turtle files: is kg installed whole"):
        vocab.read_folder("nowhere")

"""The gate lets every article through that tells an event."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.annotate import annotate
from kg.articles import read_articles
from kg.events import finders
from kg.extract import extract
from kg.finding.triggers import find_triggers
from kg.gate import BRIEF, kinds, model_of, passes_gate
from kg.lexicon import table
from kg.records import Article, Extraction
from kg.skimming import forms_of, glances, rows_in, skimmed
from kg.weights import is_learned
from tests.gold_lines import gold_line_files, read_lines

GOLD = Path(__file__).parent / "gold"


def gold_files() -> list[Path]:
    return sorted(path for folder in ("train", "dev", "own") for path in (GOLD / folder).glob("*.json"))


def test_every_gold_article_with_an_event_passes() -> None:
    read = [json.loads(path.read_text("utf-8")) for path in gold_files()]
    assert [one["id"] for one in read if one["events"] and not passes_gate(one["text"])] == []
    assert len(read) > 150


def test_every_gold_line_with_an_event_passes() -> None:
    lines = [line for path in gold_line_files() for line in read_lines(path) if line.verdict == "+"]
    assert [line.place for line in lines if not passes_gate(line.text)] == []
    assert len(lines) > 150


def test_of_articles_without_an_event_most_are_not_read() -> None:
    texts = [
        one["text"] for one in map(json.loads, (path.read_text("utf-8") for path in gold_files())) if not one["events"]
    ]
    assert sum(map(passes_gate, texts)) * 4 < len(texts)


def test_a_long_article_needs_a_sentence_that_may_tell_an_event() -> None:
    football = "The two clubs met on Saturday. The match was drawn. Fans were pleased. The coach will see a doctor."
    diplomacy = football + " Kenyan Foreign Minister Ada Obi met her Ghanaian counterpart in Accra on Monday."
    assert len(glances(football)) > BRIEF
    assert (passes_gate(football), passes_gate(diplomacy)) == (False, True)


def test_a_type_without_learned_weights_has_its_triggers_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The two clubs met on Saturday. The match was drawn. Fans were pleased. The coach will see a doctor."
    assert all(is_learned(model_of(kind)) for kind in kinds())
    monkeypatch.setattr("kg.gate.is_learned", lambda model: model != "meeting.gate")
    assert passes_gate(text)


def test_sentences_are_told_with_their_states_and_offices() -> None:
    text = "U.S. officials met Ghana's president in Accra.  He left.\n\nNo full stop"
    told = glances(text)
    assert [glance.span.cut(text) for glance in told] == [
        "U.S. officials met Ghana's president in Accra.",
        "He left.",
        "No full stop",
    ]
    assert [(sorted(glance.states), glance.offices) for glance in told] == [(["Accra", "Ghana"], 1), ([], 0), ([], 0)]
    assert "trigger=meet&states=2" in next(iter(skimmed(told, "meeting")))


def test_every_trigger_that_is_found_is_written_in_a_form_that_the_gate_knows() -> None:
    articles, _ = read_articles([str(GOLD / "train"), str(GOLD.parents[1] / "seeds")])
    unknown = set()
    found = 0
    for doc in map(annotate, articles):
        for kind in finders():
            for trigger in find_triggers(doc, kind):
                found += 1
                if not any(trigger.token.lower_ in forms_of(word) for word in trigger.row["word"].split()):
                    unknown.add((trigger.row["word"], trigger.token.lower_))
    assert unknown == set()
    assert found > 1000


@pytest.mark.parametrize(
    "text", ["They sat down at noon.", "The pair MET.", "a tête-à-tête", "cease-fires", "duty-bound"]
)
def test_a_trigger_in_any_form_passes(text: str) -> None:
    there = glances(text)[0].words
    assert any(rows_in(there, kind) for kind in kinds())
    assert passes_gate(text)


@pytest.mark.parametrize("text", ["", "Shares rose by 3 percent.", "Rain fell in the north."])
def test_others_do_not(text: str) -> None:
    assert not passes_gate(text)


def test_an_article_that_does_not_pass_is_not_parsed() -> None:
    article = Article("a", "President Ada Obi of Ghana opened a bridge.")
    assert extract(article, model="no_such_model") == Extraction(article, (), ())


def test_irregular_forms_are_not_regular() -> None:
    rows = [(row["word"], row["form"]) for row in table("irregular_forms")]
    assert [row for row in rows if rows.count(row) > 1] == []
    assert [(word, form) for word, form in rows if form in {word, word + "s", word + "ed", word + "ing"}] == []
    assert all(form in forms_of(word) for word, form in rows)

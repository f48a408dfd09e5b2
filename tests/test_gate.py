"""The gate lets every article through that tells an event."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.annotate import annotate
from kg.articles import read_articles
from kg.events import finders
from kg.extract import extract
from kg.gate import forms_of, passes_gate
from kg.lexicon import table
from kg.records import Article, Extraction
from kg.triggers import find_triggers

GOLD = Path(__file__).parent / "gold"


def gold_files() -> list[Path]:
    return sorted(path for folder in ("train", "dev", "own") for path in (GOLD / folder).glob("*.json"))


def test_every_gold_article_with_an_event_passes() -> None:
    read = [json.loads(path.read_text("utf-8")) for path in gold_files()]
    assert [one["id"] for one in read if one["events"] and not passes_gate(one["text"])] == []
    assert len(read) > 150


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
    assert passes_gate(text)


@pytest.mark.parametrize("text", ["", "Shares rose by 3 percent.", "Rain is expected in the north."])
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

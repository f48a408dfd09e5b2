"""The pages that are made are those that would be made now: `make readme` makes them."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from conftest import ROOT

from kg.cli import main
from kg.query.questions import named_questions
from kg.vocab import DIP, NAMESPACE, ONTOLOGY, SKOS
from tests.ontology_page import ontology_page
from tests.pages import ONTOLOGY as ONTOLOGY_PAGE
from tests.pages import QUESTIONS, questions_page


def test_the_page_of_questions_is_as_they_are_answered_now(demo: Path) -> None:
    assert QUESTIONS.read_text("utf-8") == questions_page(demo / "out" / "graph.ttl")


def test_every_question_has_an_example_with_an_answer() -> None:
    page = QUESTIONS.read_text("utf-8")
    assert re.findall(r"^## (.+)", page, re.MULTILINE) == [question.name for question in named_questions()]
    assert "nothing found" not in page


def test_the_page_of_the_ontology_is_as_it_is_now() -> None:
    assert ONTOLOGY_PAGE.read_text("utf-8") == ontology_page()


def test_the_page_of_the_ontology_has_every_term_once_and_asks_for_nothing() -> None:
    page = ontology_page()
    assert sorted(re.findall(r'<section class="term" id="(\w+)">', page)) == list(DIP)
    assert re.findall(r"(?:src|@import|url\(|<link|<script)[^>]*", page) == []
    local = set(re.findall(r'href="#(\w+)"', page))
    assert local - set(DIP) == {"codes"}


@pytest.mark.parametrize("name", list(DIP))
def test_every_term_has_an_example(name: str) -> None:
    assert len(list(ONTOLOGY.objects(DIP[name], SKOS.example))) == 1
    assert str(DIP[name]) == NAMESPACE + name


def test_the_made_pages_are_linked() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    pages = ("questions.md", "stores.md", "python.md", "ontology.html", "tour.ipynb")
    assert [name for name in pages if f"(docs/{name})" not in readme] == []


def test_every_line_for_a_store_is_one_that_kg_takes() -> None:
    page = (ROOT / "docs" / "stores.md").read_text("utf-8")
    lines = [shlex.split(line) for line in re.findall(r"^kg (.+)$", page, re.MULTILINE)]
    assert len(lines) == 14
    for name, *words in lines:
        command = main.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        command.make_context(name, words)

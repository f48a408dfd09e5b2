"""What the tests of the views share: the small graph, and commands run as a user runs them."""

from functools import cache
from pathlib import Path

from click.testing import CliRunner, Result

from kg.cli import main
from kg.views.nodes import Iri, View
from kg.views.view import read_view

SMALL = Path(__file__).parent / "graphs" / "small.ttl"
BASE = "https://w3id.org/diplomacy-kg/id/"


@cache
def small() -> View:
    return read_view(SMALL)


def iri(name: str) -> Iri:
    return Iri(BASE + name)


def kg(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == code, result.output
    return result

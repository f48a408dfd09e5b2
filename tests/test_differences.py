"""What sets two passages on truces apart: one line is one case."""

from __future__ import annotations

import pytest

from kg.annotate import annotate
from kg.finding.differences import differences
from kg.finding.grouping import Candidate
from kg.finding.scene import lay_out
from kg.finding.triggers import find_triggers
from kg.records import Article

CASES = (
    ("The Easter truce held. A naval truce was signed in March 2023.", "kinds=apart"),
    ("The Easter truce held. The Easter truce was signed in Lima.", "kinds=equal"),
    ("The Easter truce held. The second truce was signed in Lima.", "kinds=open"),
    ("The first truce held. The second truce was signed in Lima.", "kinds=none"),
    ("The truce held on Friday. A truce was signed in March 2023.", "old=False>True"),
    ("The truce held on Friday. A truce was signed in March 2023.", "months=apart"),
    ("The truce held on Friday. A truce was signed on Thursday.", "months=equal"),
    ("The truce held. A truce had been signed.", "tenses=past>pluperfect"),
    ("The truce held. A truce had been signed.", "determiners=the>a"),
)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_sets_two_passages_apart(text: str, expected: str) -> None:
    article = Article("a", text, published="2025-05-12")
    scene = lay_out(annotate(article), article)
    one, other = (
        Candidate("Ceasefire", each.token, "agreed", (), is_anaphor=False)
        for each in find_triggers(scene.doc, "ceasefire")
    )
    name = expected.partition("=")[0]
    assert [each for each in differences(scene, one, other) if each.startswith(f"{name}=") and "&" not in each] == [
        expected
    ]

"""In whose company an actor is named: one line is one case."""

from __future__ import annotations

import pytest

from kg.annotate import annotate
from kg.finding.company import beside_features, fellow_features, near_features, renown_features
from kg.finding.differences import company_apart
from kg.finding.fillers import fillers
from kg.finding.grouping import Candidate
from kg.finding.scene import Scene, lay_out
from kg.finding.triggers import find_triggers
from kg.records import Argument, Article

MET = "Brazilian Foreign Minister Mauro Vieira met Argentina's Diana Mondino in Lima on Monday."
AGAIN = f"{MET} Vieira also thanked Peru. Vieira met Chile's Alberto van Klaveren on Tuesday."


def scene_of(text: str) -> Scene:
    article = Article("a", text, published="2025-05-12")
    return lay_out(annotate(article), article)


def named(scene: Scene, features: list[str], *names: str) -> list[str]:
    return [each for each in features if each.partition("=")[0] in names]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Brazilian", ["own-side=person&kind=country", "sides=2&before"]),
        ("Vieira", ["own-side=country&kind=person", "sides=2&before"]),
        ("Mondino", ["own-side=country&kind=person", "sides=2&after"]),
    ],
)
def test_who_else_of_a_side_is_named_beside_the_meeting(word: str, expected: list[str]) -> None:
    scene = scene_of(MET)
    trigger = find_triggers(scene.doc, "meeting")[0]
    around = fillers(scene, trigger.token)
    assert [beside_features(scene, trigger, one, around) for one in around if one.head.text == word] == [expected]


def test_how_often_the_article_tells_of_an_actor() -> None:
    scene = scene_of(AGAIN)
    last = find_triggers(scene.doc, "meeting")[-1]
    found = {one.head.text: renown_features(scene, one, "meeting") for one in fillers(scene, last.token)}
    assert (found["Vieira"], found["Klaveren"]) == (
        [
            "named-times=3&kind=person",
            "told-in=1&of=1",
            "told-in=1&of=1&kind=person",
            "just-named=True&side=True&named=True",
            "sentence=2&kind=person",
        ],
        [
            "named-times=1&kind=person",
            "told-in=0&of=1",
            "told-in=0&of=1&kind=person",
            "just-named=False&side=False&named=True",
            "sentence=2&kind=person",
        ],
    )


def test_of_what_kind_those_are_beside_whom_an_actor_may_be_missing() -> None:
    scene = scene_of(AGAIN)
    asked = {"country:AR": 0, "person:Diana Mondino": 1, "country:PE": 2}
    present = {"person:Mauro Vieira"}
    assert [fellow_features(scene, key, asked, present) for key in asked] == [
        ["present-kinds=person&kind=country", "own-side=person&kind=country", "first-of-side=True&kind=country"],
        ["present-kinds=person&kind=person", "own-side=country&kind=person", "first-of-side=False&kind=person"],
        ["present-kinds=person&kind=country", "own-side=none&kind=country", "first-of-side=alone&kind=country"],
    ]


def test_whether_the_sentence_or_the_one_before_names_the_side() -> None:
    scene = scene_of(AGAIN)
    last = find_triggers(scene.doc, "meeting")[-1].token
    assert [near_features(scene, last, key, 1) for key in ("person:Alberto van Klaveren", "country:PE")] == [
        ["sides-here=True&2&present=1", "sides-before=False&2&present=1"],
        ["sides-here=False&2&present=1", "sides-before=True&2&present=1"],
    ]


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("person:Mauro Vieira", "country:BR", ["sides=equal", "sides=equal&persons=open", "sides=equal&sizes=1,1"]),
        (
            "country:BR, country:AR",
            "country:AR",
            ["sides=within", "sides=within&persons=none", "sides=within&sizes=2,1"],
        ),
        ("country:BR", "country:CL", ["sides=apart", "sides=apart&persons=none", "sides=apart&sizes=1,1"]),
        ("", "country:CL", ["sides=open", "sides=open&persons=none", "sides=open&sizes=0,1"]),
    ],
)
def test_how_the_sides_of_two_passages_stand_to_each_other(mine: str, theirs: str, expected: list[str]) -> None:
    scene = scene_of(AGAIN)
    words = [each.token for each in find_triggers(scene.doc, "meeting")]
    one, other = (
        Candidate("Meeting", word, "held", tuple(Argument("participant", key, None) for key in keys.split(", ") if key))
        for word, keys in zip((words[0], words[-1]), (mine, theirs), strict=True)
    )
    assert company_apart(scene, one, other, "participant")[:3] == expected

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from gold_extractions import SLOTS
from tiny_corpus import RUBIO, R, meeting, person, told

from kg.aliases import AliasError, parse_aliases, read_aliases
from kg.commands.building import build
from kg.records import Alias, Kind, World
from kg.resolve import resolve

HEADER = "name\tkind\twikidata\n"
MBS = "person:MBS"


def rows(*lines: str) -> str:
    return HEADER + "".join(line.replace("|", "\t") + "\n" for line in lines)


def items(made: World) -> dict[str, str | None]:
    return {actor.id: actor.wikidata for actor in made.actors if actor.kind is not Kind.COUNTRY}


def test_rows_are_read(tmp_path: Path) -> None:
    path = tmp_path / "aliases.tsv"
    path.write_text(rows("ASEAN|organization|Q7768", "# a remark"), "utf-8")
    assert read_aliases(path) == (Alias("ASEAN", Kind.ORGANIZATION, "Q7768"),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ASEAN\torganization\tQ7768\n", "aliases.tsv:1: the first line must name the columns: name kind wikidata"),
        (rows("ASEAN|organization"), "aliases.tsv:2: 2 cells where there should be 3: check the tabs"),
        (rows("ASEAN|bloc|Q7768"), "aliases.tsv:2: kind 'bloc': write country, organization, person, place"),
        (rows("ASEAN|organization|7768"), "aliases.tsv:2: '7768' is no Wikidata item: write Q and digits"),
        (rows("ASEAN|organization|Q1٣"), "aliases.tsv:2: 'Q1٣' is no Wikidata item: write Q and digits"),
        (rows("|organization|Q1"), "aliases.tsv:2: no name: fill the first cell"),
        (rows("A|person|Q1", "a|person|Q2"), "aliases.tsv:3: 'a' is Q1 in line 2: delete one row"),
    ],
)
def test_errors_name_the_line(text: str, message: str) -> None:
    with pytest.raises(AliasError) as error:
        parse_aliases(text, "aliases.tsv")
    assert str(error.value) == message


def test_names_of_one_item_are_one_actor_with_its_item() -> None:
    corpus = [
        told("a", RUBIO, person("MBS", None, "country:SA"), meeting(R, MBS)),
        told("b", RUBIO, person("Mohammed bin Salman", None, "country:SA"), meeting(R, "person:Mohammed bin Salman")),
    ]
    both = [Alias(name, Kind.PERSON, "Q6892571") for name in ("MBS", "Mohammed bin Salman")]
    assert items(resolve(corpus, SLOTS, (), both)) == {"person-marco-rubio": None, "person-mbs": "Q6892571"}


def test_what_is_of_two_kinds_stays_two_though_the_item_is_one() -> None:
    corpus = [told("a", RUBIO, person("Ann Lee"), meeting(R, "person:Ann Lee", place="place:Oslo"))]
    one_item = [Alias("Ann Lee", Kind.PERSON, "Q1"), Alias("Oslo", Kind.PLACE, "Q1")]
    made = resolve(corpus, SLOTS, (), one_item)
    assert set(items(made)) == {"person-marco-rubio", "person-ann-lee", "place-oslo"}


def test_name_of_two_people_is_linked_to_none() -> None:
    corpus = [
        told("a", person("Ann Lee", "senator", "country:US")),
        told("b", person("Ann Lee", "mayor", "country:PH")),
    ]
    made = resolve(corpus, SLOTS, (), [Alias("Ann Lee", Kind.PERSON, "Q1")])
    assert set(items(made).values()) == {None}


def test_a_faulty_file_is_wrong_usage(tmp_path: Path) -> None:
    path = tmp_path / "aliases.tsv"
    path.write_text("nothing\n", "utf-8")
    (tmp_path / "a.txt").write_text("Shares fell.", "utf-8")
    result = CliRunner().invoke(
        build, [str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"), "--aliases", str(path)]
    )
    assert (result.exit_code, result.output) == (
        2,
        "Error: aliases.tsv:1: the first line must name the columns: name kind wikidata\n",
    )

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import Run
from gold_extractions import SLOTS
from tiny_corpus import LAVROV, RUBIO, L, R, meeting, told
from views import BASE, SMALL

from kg.commands.deciding import decide
from kg.decisions import DecisionError, read_decisions
from kg.graph import build_graph
from kg.records import Decision
from kg.resolve import resolve

HEADER = "verdict\tleft\tright\twho\twhen\twhy\n"


def file_of(folder: Path, *rows: str) -> Path:
    path = folder / "decisions.tsv"
    path.write_text(HEADER + "".join(row.replace("|", "\t") + "\n" for row in rows), "utf-8")
    return path


def test_rows_are_read_in_order(tmp_path: Path) -> None:
    path = file_of(tmp_path, "same|a|b|ann|2026-01-02|one man", "# a remark", "drop|c||ann|2026-01-02|wrong")
    assert read_decisions(path) == (
        Decision("same", "a", "b", "ann", "2026-01-02", "one man"),
        Decision("drop", "c", "", "ann", "2026-01-02", "wrong"),
    )


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["alike|a|b|ann|2026-01-02|"], "decisions.tsv:2: verdict 'alike': write same, different, drop or rename"),
        (["same|a|b"], "decisions.tsv:2: 3 cells where there should be 6: check the tabs"),
        (["same|a||ann|2026-01-02|"], "decisions.tsv:2: same takes two names: fill the third cell"),
        (["drop|a|b|ann|2026-01-02|"], "decisions.tsv:2: drop takes one name: leave the third cell empty"),
        (["same|a|a|ann|2026-01-02|"], "decisions.tsv:2: 'a' stands on both sides"),
        (
            ["same|a|b|x|d|", "same|b|c|x|d|", "different|a|c|x|d|"],
            "decisions.tsv:4: 'a' and 'c' are told to be one by lines 2, 3: delete one row",
        ),
        (
            ["same|person-ann-lee|person-anna-lee|x|d|", "different|Ann Lee|Anna Lee|x|d|"],
            "decisions.tsv:3: 'Ann Lee' and 'Anna Lee' are told to be one by line 2: delete one row",
        ),
        (
            ["rename|a|Ann|x|d|", "rename|a|Anna|x|d|"],
            "decisions.tsv:3: 'a' is renamed otherwise in line 2: delete one row",
        ),
    ],
)
def test_errors_name_the_line(tmp_path: Path, rows: list[str], message: str) -> None:
    with pytest.raises(DecisionError) as error:
        read_decisions(file_of(tmp_path, *rows))
    assert str(error.value) == message


def test_header_is_needed(tmp_path: Path) -> None:
    path = tmp_path / "decisions.tsv"
    path.write_text("same\ta\tb\tx\td\t\n", "utf-8")
    with pytest.raises(DecisionError, match=r"decisions.tsv:1: the first line must name the columns"):
        read_decisions(path)


def test_decide_appends_a_row(tmp_path: Path) -> None:
    path = tmp_path / "decisions.tsv"
    arguments = [
        "same",
        "https://x.org/id/person-a",
        "person-b",
        "--why",
        "one man",
        "--who",
        "ann",
        "--decisions",
        str(path),
        "--graph",
        str(tmp_path / "none.ttl"),
    ]
    assert CliRunner().invoke(decide, arguments).exit_code == 0
    assert [(one.verdict, one.left, one.right, one.who, one.why) for one in read_decisions(path)] == [
        ("same", "person-a", "person-b", "ann", "one man")
    ]


def test_review_asks_what_is_in_doubt_and_writes_the_answers(tmp_path: Path) -> None:
    close = [told(name, RUBIO, LAVROV, meeting(R, L)) for name in "ab"]
    graph, path = tmp_path / "graph.ttl", tmp_path / "decisions.tsv"
    build_graph(resolve(close, SLOTS)).serialize(graph)
    arguments = ["--review", "--graph", str(graph), "--decisions", str(path), "--who", "ann"]
    first = CliRunner().invoke(decide, arguments, input="d\n")
    assert first.exit_code == 0
    assert first.output.splitlines()[1] == "1 of 1. taken for one event (chance 0.75 of one), 1 pair of articles"
    (decision,) = read_decisions(path)
    assert (decision.verdict, decision.who) == ("different", "ann")
    assert len(resolve(close, SLOTS).events) == 1
    assert len(resolve(close, SLOTS, (decision,)).events) == 2
    assert CliRunner().invoke(decide, arguments).output == "no pair is in doubt\n"


@pytest.mark.parametrize(
    ("words", "row"),
    [
        (["rename", "Nordahl", "Astrid H. Nordahl"], ("person-astrid-nordahl", "Astrid H. Nordahl")),
        (["same", "nordahl", "person-tomas-quiroga"], ("person-astrid-nordahl", "person-tomas-quiroga")),
        (["different", "Astrid Nordahl", "Wanjiru"], ("Astrid Nordahl", "person-wanjiru-kamau")),
        (["drop", BASE + "report-0001"], ("report-0001", "")),
    ],
)
def test_decide_looks_names_up_in_the_graph(tmp_path: Path, words: list[str], row: tuple[str, str]) -> None:
    path = tmp_path / "decisions.tsv"
    assert CliRunner().invoke(decide, [*words, "--decisions", str(path), "--graph", str(SMALL)]).exit_code == 0
    assert [(one.left, one.right) for one in read_decisions(path)] == [row]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Lavrov", "nothing here is called 'Lavrov'"),
        ("meeting-9999", "nothing here is called 'meeting-9999'"),
    ],
)
def test_decide_refuses_what_the_graph_does_not_have(tmp_path: Path, name: str, message: str) -> None:
    path = tmp_path / "decisions.tsv"
    result = CliRunner().invoke(decide, ["rename", name, "X", "--decisions", str(path), "--graph", str(SMALL)])
    assert (result.exit_code, result.output) == (2, f"Error: {SMALL}: {message}\n")
    assert not path.exists()


def test_decide_needs_a_verdict_or_review() -> None:
    result = CliRunner().invoke(decide, [])
    assert (result.exit_code, result.output) == (2, "Error: decide takes a verdict and what it is about, or --review\n")


def test_decide_refuses_a_contradiction_and_leaves_the_file(tmp_path: Path) -> None:
    path = file_of(tmp_path, "same|a|b|x|d|")
    before = path.read_text("utf-8")
    result = CliRunner().invoke(
        decide, ["different", "b", "a", "--decisions", str(path), "--graph", str(tmp_path / "none.ttl")]
    )
    assert result.exit_code == 2
    assert result.output == "Error: decisions.tsv:3: 'b' and 'a' are told to be one by line 2: delete one row\n"
    assert path.read_text("utf-8") == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["decisions.tsv"]


def test_who_has_no_name_here_is_asked_for_one(kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 12345")

    monkeypatch.setattr("getpass.getuser", nobody)
    done = kg("kg decide drop a", tmp_path)
    assert (done.returncode, done.stderr) == (2, "Error: nobody knows who decides: name yourself with --who\n")
    assert kg("kg decide drop a --who ann", tmp_path).returncode == 0

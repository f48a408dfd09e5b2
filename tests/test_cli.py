"""The command line as a person uses it: real processes, real files, exit codes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT, Run
from rdflib import Graph, URIRef

from kg.cli import COMMANDS
from kg.pipeline import sure_enough
from kg.records import Argument, Article, EventMention, Extraction, Mention, Span
from kg.store import Store
from kg.vocab import DIP

Write = Callable[[str, str | bytes], Path]
NEWS = (
    "OSLO, March 3, 2025 (Fjord Wire) - Foreign Minister Anna Novak met her Swedish counterpart, Erik Lind, on Monday."
)
SAME_BYTES = ("graph.ttl", "actors.gexf", "actors-dynamic.gexf", "actors.graphml", "explorer.html", "events.csv")
PICTURES = {"actors.gexf", "actors-dynamic.gexf", "actors.graphml", "explorer.html"}
HEAVY = {"spacy", "rdflib", "pyshacl", "networkx", "trafilatura", "pyoxigraph", "rigour", "rich", "httpx"}


def test_help_names_every_command_and_loads_nothing_heavy() -> None:
    """What makes it quick: the clock would tell how busy the machine is."""
    code = (
        "import sys\nfrom kg.cli import main\n"
        "for words in ['--help'], *([name, '--help'] for name in sys.argv[1:]):\n"
        "    main(words, standalone_mode=False)\n"
        "print('LOADED', *sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    command = [sys.executable, "-c", code, *COMMANDS]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    text, _, loaded = said.partition("LOADED")
    assert [name for name in COMMANDS if not re.search(rf"^  {name} ", text, re.MULTILINE)] == []
    assert [
        line for line in text.partition("Commands:")[2].splitlines() if line.startswith("  ") and "..." in line
    ] == []
    assert set(loaded.split()) & HEAVY == set()


def test_the_demo_says_what_was_read_found_merged_and_disputed(demo: Path) -> None:
    said = (demo / "out" / "summary.txt").read_text("utf-8")
    words = ["Read", "Found", "Among", "Merged", "Disputed", "Checked", "Written", "Try next"]
    assert [word for word in words if not re.search(rf"^{word}\b", said, re.MULTILINE)] == []


def test_a_build_writes_all_files_and_conforms(demo: Path) -> None:
    there = {path.name for path in (demo / "out").iterdir()}
    assert there - {"summary.txt"} == {*SAME_BYTES, "validation.ttl", "build.json", ".cache"}
    record = json.loads((demo / "out" / "build.json").read_text("utf-8"))
    assert (record["conforms"], record["problems"], record["replaced"]) == (True, [], {})


def test_the_same_bytes_again_in_another_order_and_with_two_workers(demo: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    files = " ".join(
        f"seeds/{path.name}" for path in sorted((ROOT / "seeds").iterdir(), reverse=True) if is_article(path)
    )
    for line in (f"kg build {files} --out out --engine local://2", "kg build seeds --out out"):
        done = run(line, tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        same = [name for name in SAME_BYTES if content(demo / "out" / name) == content(tmp_path / "out" / name)]
        assert same == list(SAME_BYTES)
    assert json.loads((tmp_path / "out" / "build.json").read_text("utf-8"))["new"] == 0


def test_every_quote_is_what_its_offsets_cut(demo: Path) -> None:
    graph = Graph().parse(demo / "out" / "graph.ttl")
    told = wrong_quotes(graph, demo / "out")
    assert told == []
    assert sum(1 for _ in graph.subjects(DIP.quote, None)) > 0


def wrong_quotes(graph: Graph, out: Path) -> list[str]:
    """The reports whose quote is not what their offsets cut out of the article's kept text."""
    wrong = []
    with Store(out / ".cache" / "articles.sqlite") as store:
        texts = {name: store.article_named(name) for name in store.article_names()}
    for report, quote in graph.subject_objects(DIP.quote):
        article = graph.value(report, DIP.article)
        name = str(graph.value(article, URIRef("http://purl.org/dc/terms/identifier")))
        kept = texts[name]
        start, end = (int(str(graph.value(report, term))) for term in (DIP.start, DIP.end))
        if kept is None or kept.text[start:end] != str(quote):
            wrong.append(str(report))
    return wrong


def test_the_rest_is_built_and_the_exit_code_says_that_something_is_missing(
    write: Write, kg: Run, tmp_path: Path
) -> None:
    write("in/good.txt", NEWS)
    write("in/bad.json", "{")
    write("in/lines.jsonl", '{"text": 3}\n' + json.dumps({"id": "line", "text": NEWS}))
    done = kg("kg build in --out out", tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "in/bad.json: broken JSON: Expecting property name enclosed in double quotes (column 2)",
        "in/lines.jsonl:1: 'text' is a int: write a string",
    ]
    assert json.loads((tmp_path / "out" / "build.json").read_text("utf-8"))["counts"]["articles"] == 2


def test_standard_input(kg: Run, tmp_path: Path) -> None:
    done = kg("kg build - --out out", tmp_path, input=json.dumps({"id": "piped", "text": NEWS}) + "\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert '"piped"' in (tmp_path / "out" / "graph.ttl").read_text("utf-8")


def test_what_is_gone_from_the_input_is_gone_from_the_graph(write: Write, kg: Run, tmp_path: Path) -> None:
    first, _ = write("in/one.txt", NEWS), write("in/two.txt", NEWS.replace("Erik", "Lars"))
    kg("kg build in --out out --no-pictures", tmp_path)
    first.unlink()
    write("in/two.txt", NEWS.replace("Erik", "Per"))
    assert kg("kg build in --out out --no-pictures", tmp_path).returncode == 0
    text = (tmp_path / "out" / "graph.ttl").read_text("utf-8")
    assert ("Per Lind" in text, "Erik Lind" in text, "Lars Lind" in text) == (True, False, False)


def test_without_pictures(write: Write, kg: Run, tmp_path: Path) -> None:
    write("in/one.txt", NEWS)
    kg("kg build in --out out", tmp_path)
    assert {path.name for path in (tmp_path / "out").iterdir()} >= PICTURES
    kg("kg build in --out out --no-pictures", tmp_path)
    assert {path.name for path in (tmp_path / "out").iterdir()} & PICTURES == set()


def test_a_damaged_cache_is_named_and_made_anew(write: Write, kg: Run, tmp_path: Path) -> None:
    write("in/one.txt", NEWS)
    kg("kg build in --out out --no-pictures", tmp_path)
    before = content(tmp_path / "out" / "graph.ttl")
    write("out/.cache/articles.sqlite", b"no database")
    done = kg("kg build in --out out --no-pictures", tmp_path)
    assert (done.returncode, content(tmp_path / "out" / "graph.ttl")) == (0, before)
    assert done.stderr.startswith("out/.cache/articles.sqlite: damaged (")
    assert len(done.stderr.splitlines()) == 1


def test_where_nothing_can_be_read_the_old_graph_stays(write: Write, kg: Run, tmp_path: Path) -> None:
    write("in/one.txt", NEWS)
    kg("kg build in --out out --no-pictures", tmp_path)
    before = content(tmp_path / "out" / "graph.ttl")
    done = kg("kg build inn --out out", tmp_path)
    assert (done.returncode, content(tmp_path / "out" / "graph.ttl")) == (1, before)
    assert done.stderr.splitlines() == [
        "inn: no such file or folder",
        "no article could be read: out is left as it was",
    ]


USAGE = [
    ("kg build in", "Error: Missing option '--out'."),
    ("kg build --out out", "Error: Missing argument 'PATH...'."),
    ("kg build in --out out --engine ray://x", "Error: --engine ray://x: no such engine: write local://2"),
    ("kg build in --out out --model no_such", "Error: --model no_such: no such model is installed here"),
    ("kg build in --out out --base-iri here", "Error: --base-iri here: write an absolute IRI that ends in / or #"),
    ("kg build in --out out --min-confidence 2", "Error: Invalid value for '--min-confidence': 2"),
    ("kg build in --out out --decisions none.tsv", "Error: none.tsv: cannot be read"),
    ("kg build in --out in/one.txt", "Error: Invalid value for '--out'"),
    ("kg build in --out in/one.txt/below", "Error: "),
    ("kg validate none.ttl", "Error: none.ttl: "),
    ("kg validate in/one.txt", "Error: in/one.txt: not a graph that can be read"),
    ("kg eval in", "Error: "),
    ("kg serve --graph none.ttl", "Error: none.ttl: "),
    ("kg decide same a a", "Error: decisions.tsv:2: 'a' stands on both sides"),
    ("kg decide same a b --decisions none/decisions.tsv", "Error: none/decisions.tsv.new: No such file or directory"),
    ("kg validate in/graph.ttl --report none/report.ttl", "Error: none/report.ttl: No such file or directory"),
    ("kg export in/graph.ttl --to csv -o none/x.csv", "Error: none/x.csv: No such file or directory"),
    ("kg show a --graph in/graph.ttl --cache in", "Error: in/articles.sqlite: damaged (file is not a database): build"),
    ("kg build in --out out --model json", "Error: --model json: no such model is installed here"),
    ("kg export in/one.txt --to svg", "Error: in/one.txt: not a graph that can be read"),
    ("kg frobnicate", "Error: No such command 'frobnicate'."),
]


@pytest.mark.parametrize(("line", "message"), USAGE)
def test_wrong_usage_is_one_line_and_exit_code_2(
    line: str, message: str, write: Write, kg: Run, tmp_path: Path
) -> None:
    write("in/one.txt", NEWS)
    write("in/graph.ttl", "")
    write("in/articles.sqlite", b"no database, but as long as one" * 99)
    done = kg(line, tmp_path)
    last = done.stderr.splitlines()[-1] if done.stderr else ""
    assert (done.returncode, done.stdout, last[: len(message)]) == (2, "", message)
    assert "Traceback" not in done.stderr


def test_a_decision_is_applied(write: Write, kg: Run, tmp_path: Path) -> None:
    write("in/one.txt", NEWS)
    rows = ["verdict\tleft\tright\twho\twhen\twhy", "rename\tperson-erik-lind\tErik Lindh\tme\t2031-01-01\tspelt so"]
    write("decisions.tsv", "\n".join(rows) + "\n")
    assert kg("kg build in --out out --no-pictures", tmp_path).returncode == 0
    assert '"Erik Lindh"' in (tmp_path / "out" / "graph.ttl").read_text("utf-8")


def test_an_own_base_iri(write: Write, kg: Run, tmp_path: Path) -> None:
    write("in/one.txt", NEWS)
    assert kg("kg build in --out out --no-pictures --base-iri https://example.org/kg/", tmp_path).returncode == 0
    graph = Graph().parse(tmp_path / "out" / "graph.ttl")
    assert {str(node).startswith("https://example.org/kg/") for node in graph.subjects()} == {True}


def test_passages_that_are_less_sure_are_left_out() -> None:
    span = Span(0, 4)
    named, guessed = Mention("country:NO", span, span), Mention("country:NO", span, span, confidence=0.4)
    needed, other = replace(guessed, key="person:Erik Lind"), replace(guessed, key="person:Anna Novak")
    told = EventMention(
        "Meeting", 1, span, span, "held", (Argument("participant", "person:Erik Lind"),), confidence=0.9
    )
    unsure = replace(told, number=2, confidence=0.5)
    extraction = Extraction(Article("a", NEWS), (named, guessed, needed, other), (told, unsure))
    assert sure_enough([extraction], 0.6) == (Extraction(extraction.article, (named, needed), (told,)),)
    assert sure_enough([extraction], 0.0) == (extraction,)


def test_validate_says_that_the_demo_conforms(demo: Path, run: Run) -> None:
    done = run("kg validate out/graph.ttl --report report.ttl", demo)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].startswith("out/graph.ttl: conforms")


def is_article(path: Path) -> bool:
    return not path.name.startswith(".") and path.suffix != ".md"


def content(path: Path) -> bytes:
    return path.read_bytes()

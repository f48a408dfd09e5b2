"""Words that commands are given: whatever they are, one line tells them, and no terminal takes them for its own."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest
from conftest import Run
from views import SMALL

from kg.query import GraphFile
from kg.query.answers import print_answer
from kg.views.printing import print_rows

NINES = "9" * 5_000
LATIN = "caf\udce9"  # a byte that is no UTF-8, as Python hands it over
CASES = [
    (["query", f"no{NINES}"], f"no question 'no{NINES[:80]}"),
    (["query", "who-met-whom", f"since={NINES}"], f"since={NINES[:80]}"),
    (["query", "SELECT * { ?s ?p ?x }", "x=http://[::1"], "x=http://[::1: not an address: "),
    (["query", "SELECT * { ?s ?p ?x }", f"x={LATIN}"], "x=caf\\udce9: not UTF-8: "),
    (["query", f"SELECT * {{ ?{LATIN} ?p ?o }}"], "SELECT * { ?caf\\udce9 ?p ?o }: not UTF-8: "),
    (["query", "quote.rq"], "quote.rq: its example cannot be read: No closing quotation"),
    (["query", "number.rq", f"n={NINES}"], f"n={NINES[:80]}"),
    (["query", "number.rq", "n=٣"], "n=٣: not a number"),
    (["why", f"a\nb{NINES}"], f"nothing here is called 'a b{NINES[:77]}…'"),
    (["why", LATIN], "caf\\udce9: not UTF-8: "),
    (["timeline", "\x1b[2J"], "nothing here is called '\ufffd[2J'"),
    (["disputes", LATIN], "caf\\udce9: not UTF-8: "),
    (["show", NINES], f"{SMALL.parent}/.cache/articles.sqlite: no texts are kept there"),
    (["show", "a", "--cache", f"a\n{NINES[:200]}"], f"a {NINES[:200]}/articles.sqlite: no texts"),
    (["decide", "same", LATIN, "b"], "caf\\udce9: not UTF-8: "),
    (["decide", "rename", "Brazil", "b", "--why", LATIN], "caf\\udce9: not UTF-8: "),
    (["export", "--to", "csv", "-o", "."], ".: Is a directory"),
    (["export", "--to", "csv", "-o", "no/where"], "no/where: No such file or directory"),
    (["export", "--to", "csv", "--actor", LATIN], "caf\\udce9: not UTF-8: "),
    (["export", "--to", "csv", "--since", NINES], f"--since {NINES[:80]}…: write a day"),
]


@pytest.mark.parametrize(
    ("words", "message"), CASES, ids=lambda part: str(part)[:40] if isinstance(part, str) else None
)
def test_strange_words_are_told_in_one_short_line(words: list[str], message: str, kg: Run, tmp_path: Path) -> None:
    (tmp_path / "quote.rq").write_text("# Why?\n# example one='a\nASK {}")
    (tmp_path / "number.rq").write_text('# How many?\n# param n xsd:integer "so many"\nASK { ?s ?p ?n }')
    graph = [str(SMALL)] if words[0] == "export" else ["--graph", str(SMALL)]
    done = kg(shlex.join(["kg", words[0], *graph, *words[1:]]), tmp_path)
    told = f"Error: {message}"
    assert (done.returncode, done.stdout, done.stderr[: len(told)]) == (2, "", told)
    assert (done.stderr.count("\n"), len(done.stderr) < 600) == (1, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["number.rq", "quote.rq"]


WILD = "a\x1b[2Jb\x9bc\u202ed"
SELECT = 'SELECT ("a\\u001B[2Jb\\u009Bc\\u202Ed" AS ?x) {}'


@pytest.mark.parametrize("form", ["csv", "json", "table"])
@pytest.mark.parametrize("terminal", [True, False])
def test_no_terminal_is_told_what_an_article_says(
    form: str, terminal: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Programs that read a pipe get what stands in the graph, unless it is a table for people."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    print_answer(GraphFile(SMALL).ask(SELECT, {}), form)
    print_rows(("x",), [(WILD,)], form)
    told = capsys.readouterr().out
    wild = {"\x9b", "\u202e"} if form == "json" else {"\x1b[2J", "\x9b", "\u202e"}
    assert {one for one in ("\x1b[2J", "\x9b", "\u202e") if one in told} == (
        set() if terminal or form == "table" else wild
    )

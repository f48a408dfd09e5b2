"""Writes the pages that are made from what they describe: `python -m tests.pages`, after `make demo`.

`docs/questions.md` has every named question with its answer on the sample articles, `docs/ontology.html` every term.
"""

from __future__ import annotations

from pathlib import Path

from kg.query import GraphFile, run
from kg.query.answers import rows_of
from kg.query.questions import OPEN, Question, given, named_questions
from kg.views.printing import table_text
from tests.ontology_page import ontology_page

ROOT = Path(__file__).parents[1]
QUESTIONS, ONTOLOGY = ROOT / "docs" / "questions.md", ROOT / "docs" / "ontology.html"
ROWS = 6  # of an answer that are shown
WIDTH = 60  # of a cell
HEAD = """# The named questions

Made by `make readme` from `kg/queries/` and the sample articles in `seeds/`: do not edit it by hand.

`kg query NAME PARAMETER=VALUE …` asks one of them, of a file (`--graph`) or of an endpoint (`--endpoint`), and
`--format csv` or `json` gives whole cells and addresses. Values are bound, never pasted into the query. The answers
are the same on Oxigraph, Virtuoso and rdflib; [stores.md](stores.md) says how to ask a store. Long cells and answers
are cut here.
"""


def questions_page(graph: Path) -> str:
    """All questions with help, parameters, an example and its answer."""
    source = GraphFile(graph)
    contents = "".join(f"- [{one.name}](#{one.name}): {_small(one.help)}\n" for one in named_questions())
    return "\n".join([HEAD, contents, *(_section(question, source) for question in named_questions())])


def _section(question: Question, source: GraphFile) -> str:
    rows = rows_of(run(question, given(question, question.example), source))
    quoted = " ".join(f'"{pair}"' if " " in pair else pair for pair in question.example)
    command = f"$ kg query {question.name} {quoted}".rstrip()
    cells = [[_cut(cell) for cell in row.values()] for row in rows[:ROWS]]
    more = [f"… {len(rows) - ROWS} more"] if len(rows) > ROWS else []
    answer = [table_text(list(rows[0]), cells), *more] if rows else ["nothing found"]
    listed = [_parameter(question, name) for name in (one.name for one in question.parameters)]
    lines = [f"## {question.name}", "", f"{question.help}.", "", *listed, *([""] if listed else [])]
    return "\n".join([*lines, "```text", command, *answer, "```", ""])


def _parameter(question: Question, name: str) -> str:
    (parameter,) = (one for one in question.parameters if one.name == name)
    default = {None: "needed", OPEN: "may be left out"}.get(parameter.default, f"default: {parameter.default}")
    return f"- `{name}` ({parameter.kind.removeprefix('xsd:')}, {default}): {parameter.help}"


def _cut(cell: str) -> str:
    return cell if len(cell) <= WIDTH else f"{cell[:WIDTH]}…"


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def main() -> None:
    """Rewrite both pages in place."""
    QUESTIONS.write_text(questions_page(ROOT / "out" / "graph.ttl"), "utf-8", newline="\n")
    ONTOLOGY.write_text(ontology_page(), "utf-8", newline="\n")


if __name__ == "__main__":
    main()

"""The named questions of `kg/queries/*.rq`: SPARQL with a help line and declared parameters.

A question file begins with

    # Which duties were in force, announced, threatened or suspended on a day
    # param day xsd:date "the day to ask about" today
    # param status concept "only duties of this status" -
    # example day=2026-02-15

and goes on in plain SPARQL, in which `?day` and `?status` are bound to what the user gives. The last word is the
default: `-` leaves the parameter open, `today` is today, and none at all makes it required. The example is what
`docs/questions.md` asks of the sample articles.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path

TYPES = ("actor", "thing", "concept", "xsd:date", "xsd:integer", "xsd:string")
OPEN = "-"
_PARAM = re.compile(r'#\s*param\s+(\w+)\s+(\S+)\s+"([^"]*)"(?:\s+(\S.*))?$')


class QueryError(ValueError):
    """A question that cannot be asked, or not this way; the message is one line for its reader."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question asks its user for. `default` is None where a value must be given, `-` where it may stay open."""

    name: str
    kind: str
    help: str
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A SPARQL query with its name, its help line and its parameters."""

    name: str
    help: str
    parameters: tuple[Parameter, ...]
    sparql: str
    example: tuple[str, ...] = ()


def parse_question(name: str, text: str) -> Question:
    """The question in a `.rq` file's text.

    Raises QueryError for a line of parameters, or an example, that is not as the module says.
    >>> parse_question("x", '# Who met?\\n# param day xsd:date "on this day" -\\nASK {}').parameters[0].name
    'day'
    """
    lines = text.splitlines()
    title = lines[0].lstrip("# ").strip() if lines and lines[0].startswith("#") else ""
    found = []
    for number, line in enumerate(lines, 1):
        if not re.match(r"#\s*param\b", line):
            continue
        match = _PARAM.match(line.rstrip())
        if not match or match[2] not in TYPES:
            raise QueryError(
                f'{name}.rq:{number}: write: # param NAME TYPE "help" [default], TYPE of {", ".join(TYPES)}'
            )
        found.append(Parameter(match[1], match[2], match[3], match[4]))
    examples = (line.partition("example")[2] for line in lines if re.match(r"#\s*example\b", line))
    try:
        example = shlex.split(next(examples, ""))
    except ValueError as error:
        raise QueryError(f"{name}.rq: its example cannot be read: {error}") from None
    return Question(name, title, tuple(found), text, tuple(example))


@cache
def named_questions() -> tuple[Question, ...]:
    """All questions that come with kg, by name."""
    folder = files("kg").joinpath("queries")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".rq"))
    return tuple(parse_question(n.removesuffix(".rq"), folder.joinpath(n).read_text("utf-8")) for n in names)


def find_question(text: str) -> Question:
    """The question of this name, in this `.rq` file, or written out in SPARQL.

    Raises QueryError, with the nearest names, where it is none of these.
    """
    for question in named_questions():
        if question.name == text:
            return question
    if text.endswith(".rq"):
        return _from_file(Path(text))
    if re.search(r"[{\s]", text.strip()):
        return Question("sparql", "", (), text)
    names = [question.name for question in named_questions()]
    near = get_close_matches(text, names, n=3, cutoff=0.65) or [n for n in names if text.lower() in n]
    hint = f"did you mean {' or '.join(near)}?" if near else "kg query --list shows all"
    raise QueryError(f"no question '{text}': {hint}")


def given(question: Question, pairs: tuple[str, ...]) -> dict[str, str]:
    """The values of a question's parameters, from `NAME=VALUE` pairs and its defaults; open ones are left out.

    Raises QueryError for a pair without `=`, an unknown name (unless the question is free SPARQL), or a missing value.
    """
    values = dict(_split(pair) for pair in pairs)
    declared = {parameter.name: parameter for parameter in question.parameters}
    unknown = sorted(set(values) - set(declared))
    if unknown and question.name != "sparql":
        known = ", ".join(declared) or "none"
        raise QueryError(f"{question.name} has no parameter '{unknown[0]}': it takes {known}")
    for name, parameter in declared.items():
        if name not in values and parameter.default is None:
            raise QueryError(f"{question.name} needs {name}=… ({parameter.help})")
        if name not in values and parameter.default != OPEN:
            values[name] = str(parameter.default)
    return values


def _split(pair: str) -> tuple[str, str]:
    name, equals, value = pair.partition("=")
    if not equals or not re.fullmatch(r"\w+", name):
        raise QueryError(f"'{pair}': write NAME=VALUE")
    return name, value


def _from_file(path: Path) -> Question:
    try:
        return parse_question(path.stem, path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8'}") from None

"""Every command that the documents show is run, and prints what they say that it prints.

In a `console` block, `$ kg …` is a command and the lines after it are its whole output, where `…` alone stands for any
lines; no line means any output. In an `sh` block every line is a command.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "CONTRIBUTING.md")
IN_README = 16  # commands of kg: with fewer a block has been lost, or this reader finds no blocks
ANY = "…"

_BLOCK = re.compile(r"^```(console|sh)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Shown:
    """A command of a document and the lines that it shows below."""

    line: str
    output: tuple[str, ...] = ()


def shown_in(text: str) -> list[Shown]:
    """All commands of a text, in order."""
    return [shown for block in _BLOCK.finditer(text) for shown in _of_block(block[1], block[2].splitlines())]


def _of_block(kind: str, lines: list[str]) -> Iterator[Shown]:
    if kind == "sh":
        yield from (Shown(line.partition("  #")[0].strip()) for line in lines if line.strip() and line[0] != "#")
        return
    starts = [number for number, line in enumerate(lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        output = [line.rstrip() for line in lines[start + 1 : end]]
        while output and not output[-1]:
            output.pop()
        yield Shown(lines[start][2:].strip(), tuple(output))


def agrees(shown: tuple[str, ...], printed: str) -> bool:
    """True where the printed lines are those shown; `…` alone stands for any."""
    pattern = "".join(r"(?:.*\n)*?" if line.strip() == ANY else re.escape(line) + r"\n" for line in shown)
    lines = "".join(line.rstrip() + "\n" for line in printed.splitlines())
    return not shown or re.fullmatch(pattern, lines.rstrip("\n") + "\n") is not None


def documents() -> dict[str, list[Shown]]:
    return {name: shown_in((ROOT / name).read_text("utf-8")) for name in DOCUMENTS if (ROOT / name).is_file()}


def test_the_readme_shows_commands() -> None:
    commands = [shown for shown in documents()["README.md"] if shown.line.startswith("kg ")]
    assert len(commands) == IN_README
    assert any(shown.output for shown in commands)


def test_every_file_that_is_linked_is_there() -> None:
    linked = {
        (name, link)
        for name in DOCUMENTS
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", (ROOT / name).read_text("utf-8"))
    }
    assert [(name, link) for name, link in sorted(linked) if not (ROOT / link).exists()] == []
    assert ("README.md", "seeds/README.md") in linked


def test_every_test_that_is_named_exists() -> None:
    named = set(re.findall(r"`(test_\w+)(?:…|\.py)?`", (ROOT / "docs" / "reliability.md").read_text("utf-8")))
    there = "".join(f"{path.stem}\n{path.read_text('utf-8')}" for path in (ROOT / "tests").glob("test_*.py"))
    assert {name for name in named if name not in there} == set()
    assert "test_hostile" in named


def test_every_make_target_that_is_shown_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    lines = [shown.line for shown in sum(documents().values(), []) if shown.line.startswith("make")]
    assert {word for line in lines for word in line.split()[1:] if "=" not in word} <= targets


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_runs_and_prints_what_is_shown(name: str, demo: Path, run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    if not (ROOT / name).is_file():
        pytest.fail(f"no {name}")
    folder = tmp_path / "checkout"
    shutil.copytree(demo, folder, symlinks=True)
    for shown in documents()[name]:
        if not shown.line.startswith("kg "):
            continue
        done = run(shown.line, folder)
        assert (shown.line, done.returncode, done.stderr) == (shown.line, 0, "")
        assert agrees(shown.output, done.stdout), f"{name}: $ {shown.line}\n{done.stdout}"


def test_the_reader_of_documents() -> None:
    text = (
        "a\n```console\n$ kg x\none\n\n$ kg y | head\n```\n```sh\nmake demo  # all\nkg z\n```\n```python\nkg()\n```\n"
    )
    assert shown_in(text) == [Shown("kg x", ("one",)), Shown("kg y | head"), Shown("make demo"), Shown("kg z")]


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ((), "anything\n", True),
        (("one", "two"), "one  \ntwo\n", True),
        (("one",), "one\ntwo\n", False),
        (("one", ANY), "one\ntwo\nthree\n", True),
        ((ANY, "three"), "one\ntwo\nthree\n", True),
        (("one", ANY, "three"), "one\nthree\n", True),
        (("one", ANY, "two"), "one\nthree\n", False),
        (("o.e",), "one\n", False),
    ],
)
def test_what_is_shown_is_compared(shown: tuple[str, ...], printed: str, same: bool) -> None:
    assert agrees(shown, printed) is same

"""Writes into README.md what its commands print: `python -m tests.readme_outputs`, after `make demo`.

Only commands that already show output are run again; a command that shows `…` alone gets its first lines.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
FIRST = 12  # lines shown of a longer output
ANY = "…"
_COMMAND = re.compile(r"^\$ (kg [^\n]+)\n((?!```|\$ )[^\n]*\n)+", re.MULTILINE)


def printed(command: str) -> str:
    """The output of a command as the README shows it."""
    arguments = shlex.split(command)[1:]
    done = subprocess.run([sys.executable, "-m", "kg", *arguments], capture_output=True, text=True, check=True)
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    kept = [*lines[:FIRST], ANY] if len(lines) > FIRST else lines
    return "\n".join([f"$ {command}", *kept]) + "\n"


def main() -> None:
    """Rewrite the README in place."""
    text = README.read_text("utf-8")
    README.write_text(_COMMAND.sub(lambda match: printed(match[1]), text), "utf-8")


if __name__ == "__main__":
    main()

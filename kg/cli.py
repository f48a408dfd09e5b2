"""The command `kg`: one subcommand per thing that a user wants.

A command's module, and with it the heavy libraries, is loaded when the command is asked for.
"""

from __future__ import annotations

import errno
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

from kg.commands.usage import WrongUsage, line_of

# Where each command lives, in the order in which people need them.
COMMANDS = {
    "build": "kg.commands.building:build",
    "validate": "kg.commands.building:validate",
    "query": "kg.commands.asking:query",
    "why": "kg.commands.asking:why",
    "show": "kg.commands.asking:show",
    "disputes": "kg.commands.asking:disputes",
    "timeline": "kg.commands.asking:timeline",
    "export": "kg.commands.asking:export",
    "load": "kg.commands.publishing:load",
    "serve": "kg.commands.publishing:serve",
    "decide": "kg.commands.deciding:decide",
    "eval": "kg.commands.building:evaluation",
}


class Commands(click.Group):
    """A group that imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(module), name)
        return command if isinstance(command, click.Command) else None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what the system refuses (a full disk, no permission) is told in one line."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno == errno.EPIPE:  # the reader has gone: no error
                raise
            raise WrongUsage(line_of(error)) from None


FIRST_STEPS = "Begin with: kg build FOLDER --out out; then open out/explorer.html, or ask: kg query --list"


@click.command(cls=Commands, epilog=FIRST_STEPS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="diplomacy-kg", prog_name="kg")
def main() -> None:
    """Read news articles, build a knowledge graph of diplomacy, and ask it: every fact has its receipt."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # answers are the same bytes in every locale
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")

"""What the user can put right: one line, exit code 2."""

from __future__ import annotations

import click

USER, PASSWORD = "KG_STORE_USER", "KG_STORE_PASSWORD"  # what tells a store who asks: never the command line
PLAIN = "let the password go unencrypted, by http, to another machine"


class WrongUsage(click.ClickException):
    """A command was given what it cannot work with; the message says what to write instead."""

    exit_code = 2


def line_of(error: Exception) -> str:
    """An error in one line; of one that the system gave the file and the reason: `out/x: Permission denied`."""
    if isinstance(error, OSError) and error.filename and error.strerror:
        return f"{error.filename}: {error.strerror}"
    return " ".join(str(error).split())

"""What the user can put right: one line, exit code 2."""

from __future__ import annotations

import click

USER, PASSWORD = "KG_STORE_USER", "KG_STORE_PASSWORD"  # what tells a store who asks: never the command line


class WrongUsage(click.ClickException):
    """A command was given what it cannot work with; the message says what to write instead."""

    exit_code = 2

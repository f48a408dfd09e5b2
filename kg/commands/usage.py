"""What the user can put right: one line, exit code 2."""

from __future__ import annotations

import click


class WrongUsage(click.ClickException):
    """A command was given what it cannot work with; the message says what to write instead."""

    exit_code = 2

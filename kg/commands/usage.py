"""What the user can put right: one line, exit code 2."""

from __future__ import annotations

from typing import Any

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


class Words(click.ParamType[str]):
    """Words as a person writes them: bytes that are no UTF-8 are no words."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The words; raises WrongUsage."""
        try:
            return str(value).encode("utf-8").decode("utf-8")
        except UnicodeEncodeError:
            told = str(value).encode("utf-8", "backslashreplace").decode("utf-8")
            raise WrongUsage(f"{told[:80]}: not UTF-8: write it in the terminal's own letters") from None


WORDS = Words()

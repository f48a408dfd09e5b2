"""How two accounts' values are told side by side."""

from __future__ import annotations


def said(ours: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    """Both sides' values in words, once where they are the same.

    >>> said(("a", "b"), ("b", "a")), said(("a",), ("c",))
    ('a, b', 'a / c')
    """
    left, right = (", ".join(side) for side in (ours, theirs))
    return left if set(ours) == set(theirs) else f"{left} / {right}"


def days_apart(number: int) -> str:
    """How far two days lie apart, in words.

    >>> days_apart(0), days_apart(1), days_apart(20)
    ('on one day', '1 day apart', '20 days apart')
    """
    return f"{number} {'day' if number == 1 else 'days'} apart" if number else "on one day"

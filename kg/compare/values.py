"""How two accounts' values are told side by side."""

from __future__ import annotations


def said(ours: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    """Both sides' values in words."""
    left, right = (", ".join(side) for side in (ours, theirs))
    return left if left == right else f"{left} / {right}"

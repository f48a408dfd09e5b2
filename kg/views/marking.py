"""A quote cut where the words begin and end that give its report's slots."""

from __future__ import annotations

from collections.abc import Iterable

Piece = tuple[str, tuple[str, ...]]


def pieces(quote: str, start: int, words: Iterable[tuple[str, int, int]]) -> tuple[Piece, ...]:
    """The quote in pieces, each with the slots that its words give; joined they are the quote.

    >>> pieces("They met in Gao.", 100, [("place", 112, 115)])
    (('They met in ', ()), ('Gao', ('place',)), ('.', ()))
    """
    end = start + len(quote)
    inside = [(slot, first, last) for slot, first, last in words if start <= first < last <= end]
    cuts = sorted({start, end, *(place for _, first, last in inside for place in (first, last))})
    return tuple(
        (
            quote[a - start : b - start],
            tuple(sorted({slot for slot, first, last in inside if first <= a and b <= last})),
        )
        for a, b in zip(cuts, cuts[1:], strict=False)
    )

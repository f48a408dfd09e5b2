"""What of a text is news, and where its paragraphs are."""

from __future__ import annotations

import pytest

from kg.articles.prose import is_beside, paragraphs, unwrapped

# the text as it stands; what of it is news, paragraph by paragraph
NEWS = [
    ("The envoys met.\n\n(Reporting by Ann Lee; Editing by Bo Ek)", ["The envoys met."]),
    ("The envoys met. (Reporting by Ann Lee in Riga)\nThey parted.", ["The envoys met.", "They parted."]),
    ("They met.\n\nRIGA (Baltic Wire) — After the talks Ek flew home.", ["They met.", "After the talks Ek flew home."]),
    ("They met.\n\n(BW) — Ek flew home.", ["They met.", "Ek flew home."]),
    ("- Share via\nAssociated Press\nThey met.", ["They met."]),
    ("Advertisement\n\nThey met.\n\nOur Standards: The Rules of the House.", ["They met."]),
    ("Ek, left, and Lund, right, before talks in Riga.\nThey met. PHOTO: AFP\nThey spoke.", ["They spoke."]),
    ("They met (in Riga) - Ek said so.", ["They met (in Riga) - Ek said so."]),
    ("Reporting by both sides was scant.\nShare", ["Reporting by both sides was scant."]),
]

# lines as they were broken; the paragraphs that they make
WRAPPED = [
    ("    The ministers met in\nOslo on Monday and will\nmeet again.\n    They parted.", 2),
    ("The ministers met in\nOslo on Monday.\nThey parted, and a further\nround was not planned.", 2),
    ("The ministers met\r\nin Oslo on Monday.", 1),
    ("The ministers met.\nThey parted.\nNo more was said.", 3),
    ("Who met:\n- Norway\n- the two Koreas", 3),
    (f"The ministers met in Oslo, {'and talked ' * 9}\nuntil dawn.", 2),
]


@pytest.mark.parametrize(("text", "news"), NEWS)
def test_what_stands_beside_the_news_is_left_out(text: str, news: list[str]) -> None:
    assert [span.cut(text) for span in paragraphs(text, 0)] == news


@pytest.mark.parametrize(("text", "number"), WRAPPED)
def test_lines_broken_to_a_width_are_joined_and_offsets_stay(text: str, number: int) -> None:
    joined = unwrapped(text)
    assert (len(joined), joined.split()) == (len(text), text.split())
    assert len(list(paragraphs(joined, 0))) == number


def test_a_long_line_is_news_whatever_it_ends_in() -> None:
    assert not is_beside("They met again and again. " * 40 + "REUTERS/Kim Aas")


def test_the_tables_of_news_are_whole() -> None:
    assert (len(NEWS), len(WRAPPED)) == (9, 6)

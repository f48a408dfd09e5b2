"""Text and attributes that any XML reader takes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

# XML 1.0 has no place for other control characters, however they are escaped; one of them makes a file unreadable.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    r"""Text with characters that XML cannot hold replaced.

    >>> legal("a\x00b")
    'a�b'
    """
    return _ILLEGAL.sub("\ufffd", text)


def content(value: object) -> str:
    """A value as an element's content."""
    return escape(written(value))


def attributes(values: Mapping[str, object]) -> str:
    """Attributes in the order given, a space before each; those without a value are left out.

    >>> attributes({"id": "e0", "label": None, "weight": 2.0})
    ' id="e0" weight="2.0"'
    """
    return "".join(f" {name}={quoteattr(written(value))}" for name, value in values.items() if value is not None)


def written(value: object) -> str:
    """A value as XML schemas write it: truth in small letters."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return legal(str(value))

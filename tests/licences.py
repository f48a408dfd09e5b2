"""The licences of all that kg needs, as the packages tell them: `make licences` writes docs/licences.md."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK, PAGE = ROOT / "requirements.txt", ROOT / "docs" / "licences.md"

# What an MIT program may need: it is installed beside kg, unchanged, and not handed on with it.
COMPATIBLE = frozenset(
    {"MIT", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC", "Zlib", "CC0-1.0", "PSF-2.0", "CNRI-Python"}
)
COMPATIBLE |= {"Apache-2.0", "W3C-20150513", "MPL-2.0", "LGPL-2.1-or-later"}

# How packages write it that do not use the identifiers of SPDX.
SPOKEN = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
}
# Locked for systems or versions of Python that this machine does not have.
NOT_HERE = {"colorama": "BSD-3-Clause"}
HEAD = """# Licences of what kg needs

Written by `make licences` from what each package of `requirements.txt` says of itself. kg is MIT; none of these is
handed on with it. A test holds this list, and that an MIT program may need each of them.

| package | licence |
| --- | --- |
"""


def licences() -> Mapping[str, str]:
    """The licence of each locked package, as an expression of SPDX identifiers where it gives one."""
    names = sorted(set(re.findall(r"^([\w.-]+)==", LOCK.read_text("utf-8"), re.MULTILINE)))
    return {name: _licence(name) for name in names}


def _licence(name: str) -> str:
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return NOT_HERE.get(name, "unknown")
    if told.get("License-Expression"):
        return str(told["License-Expression"])
    classifiers = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or () if one.startswith("License")]
    known = sorted({SPOKEN[one] for one in classifiers if one in SPOKEN})
    return " OR ".join(known) if known else str(told.get("License") or "unknown")


def is_compatible(expression: str) -> bool:
    """True where the expression leaves a choice that is in COMPATIBLE.

    >>> is_compatible("MPL-2.0 AND (Apache-2.0 OR MIT)"), is_compatible("GPL-3.0-only"), is_compatible("GPL-2.0 OR MIT")
    (True, False, True)
    """
    words = re.findall(r"[()]|[\w.+-]+", expression)
    told = [word.lower() if word in ("AND", "OR", "(", ")") else str(word in COMPATIBLE) for word in words]
    return bool(eval(" ".join(told), {"__builtins__": {}}))  # of "True", "False", "and", "or" and brackets alone


def page() -> str:
    """The list as the page has it."""
    return HEAD + "".join(f"| {name} | {licence} |\n" for name, licence in licences().items())


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")

"""What findings depend on besides the article: kg's own rules and word lists, the model, spaCy."""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg.defaults import folder
from kg.records import digest

EXTRACTOR = "kg.extract"  # the module where reading an article begins
PACKAGE = Path(__file__).parent
TABLES = {".tsv", ".json"}  # what reading looks at in kg/data; the explorer's pages lie there too
UNKNOWN = "not installed"
WRITERS = ("networkx", "numpy", "pyoxigraph", "pyshacl", "rdflib", "rigour")  # whose versions show in what is written

_IMPORT = re.compile(r"^\s*(?:from (kg(?:\.\w+)*) import (.+)|import (kg(?:\.\w+)*))", re.MULTILINE)


def findings_version(model: str) -> str:
    """A digest of everything but the article that findings depend on."""
    return digest(rules_digest(), *(f"{name} {number}" for name, number in used_versions(model).items()), length=32)


def used_versions(model: str) -> dict[str, str]:
    """The versions of kg, the model and spaCy."""
    return {"kg": package_version("diplomacy-kg"), model: package_version(model), "spacy": package_version("spacy")}


def package_version(name: str) -> str:
    """The installed version of a package, in words where there is none."""
    try:
        return version(name)
    except PackageNotFoundError:
        return UNKNOWN


@cache
def rules_digest() -> str:
    """A digest of the source of all modules that reading an article uses, and of the tables and weights in kg/data."""
    files = {*modules_used(EXTRACTOR), *(file for file in (PACKAGE / "data").rglob("*.*") if file.suffix in TABLES)}
    named = sorted((file.relative_to(PACKAGE).as_posix(), file.read_bytes()) for file in files)
    return digest(*(f"{name} {digest(content.hex())}" for name, content in named), length=32)


@cache
def program_digest() -> str:
    """A digest of kg's own files, ontology and shapes included, and of the versions of the libraries that write."""
    own = [file for root in (PACKAGE, folder("ontology"), folder("shapes")) for file in sorted(root.rglob("*.*"))]
    parts = [f"{file.name} {digest(file.read_bytes().hex())}" for file in own if file.suffix != ".pyc"]
    return digest(*parts, *(f"{name} {package_version(name)}" for name in WRITERS), length=32)


def modules_used(module: str) -> set[Path]:
    """The files of a module of kg and of all that it imports; of a package that finds its modules itself, all files."""
    found: set[Path] = set()
    waiting = [module]
    while waiting:
        for file in _files(waiting.pop()) - found:
            found.add(file)
            waiting += _imports(file)
    return found


def _files(module: str) -> set[Path]:
    path = PACKAGE.joinpath(*module.split(".")[1:])
    if path.is_dir():
        return set(path.glob("*.py")) if path != PACKAGE else {path / "__init__.py"}
    file = path.with_suffix(".py")
    return {file} if file.is_file() else set()


def _imports(file: Path) -> list[str]:
    """Names that may be modules: of `from kg.events import meeting` both `kg.events` and `kg.events.meeting`."""
    modules: list[str] = []
    for found in _IMPORT.finditer(file.read_text("utf-8")):
        base = found[1] or found[3]
        modules += [base, *(f"{base}.{name}" for name in re.findall(r"\w+", found[2] or ""))]
    return modules

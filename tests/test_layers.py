"""Imports go downward only; the table below is the one of the design, and a new module must stand in it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "kg"

# From the bottom to the top. A module may import modules of its own layer and of the layers in MAY_IMPORT.
LAYERS = {
    "ground": "records lexicon defaults gate skimming numerals periods weights limits",
    "words": "names organization_names",
    "text": """
        articles annotate syntax phrases mentions times amounts truces meetings tariffs events extract parse
        finding""",
    "merging": "accounts aliases compare decisions resolve rows",
    "graph": "vocab graph violations validate views network export query triplestore serving remote oxigraph",
    "machinery": "store engine versions shards reading alone",
    "top": """
        redating evaluate scoring learn merging_lessons outputs unchanged pipeline
        commands cli __main__ api""",
}
MAY_IMPORT = {
    "ground": set[str](),
    "words": {"ground"},
    "text": {"ground", "words"},
    "merging": {"ground", "words"},
    "graph": {"ground", "words"},
    "machinery": {"ground", "words", "text"},
    "top": {"ground", "words", "text", "merging", "graph", "machinery"},
}
HEAVY = {"spacy", "rdflib", "pyshacl", "networkx", "rustworkx", "trafilatura", "pyoxigraph", "rigour", "rich", "httpx"}
FORBIDDEN = {  # third-party modules that a layer must do without
    "ground": HEAVY | {"click"},
    "words": HEAVY - {"rigour"} | {"click"},
    "text": {"rdflib", "pyshacl", "networkx", "rustworkx", "pyoxigraph", "click"},
    "merging": {"spacy", "rdflib", "pyshacl", "networkx", "rustworkx", "trafilatura", "pyoxigraph", "click"},
    "graph": {"spacy", "trafilatura"},
    "machinery": {"rdflib", "pyshacl", "networkx", "rustworkx", "pyoxigraph", "click"},
    "top": set[str](),
}
# One way up for each, with its reason.
EXCEPTIONS = {
    ("views", "store"),  # `kg show` prints the texts that the store keeps
}


def layer_of(module: str) -> str | None:
    """The layer of `kg.events.meeting` is that of `events`."""
    name = (module.split(".") + [""])[1]
    return next((layer for layer, names in LAYERS.items() if name in names.split()), None)


def imports(source: str) -> Iterator[str]:
    """Every module that a file imports, inside functions too; what only type checkers see does not count."""
    tree = ast.parse(source)
    unseen = {id(node) for branch in ast.walk(tree) if _for_types(branch) for node in ast.walk(branch)}
    for node in ast.walk(tree):
        if id(node) in unseen:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ([f"kg.{alias.name}" for alias in node.names] if node.module == "kg" else [node.module])


def _for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def faults(module: str, source: str) -> list[str]:
    """The imports of a module that go upward or need a library of another layer."""
    layer = layer_of(module)
    if layer is None:
        return [f"{module}: in no layer: add it to LAYERS in tests/test_layers.py"]
    found = []
    for name in sorted(set(imports(source))):
        if name.split(".")[0] != "kg":
            if name.split(".")[0] in FORBIDDEN[layer]:
                found.append(f"{module} ({layer}) imports {name}")
            continue
        other = layer_of(name)
        if other not in (layer, *MAY_IMPORT[layer]) and (module.split(".")[1], name.split(".")[1]) not in EXCEPTIONS:
            found.append(f"{module} ({layer}) imports {name} ({other})")
    return found


def modules() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        if name != "kg":
            yield name, path.read_text("utf-8")


def test_imports_go_downward_only() -> None:
    assert [fault for module, source in modules() for fault in faults(module, source)] == []


def test_the_top_is_the_top() -> None:
    assert [name for name in LAYERS if "top" in MAY_IMPORT[name]] == []


def test_a_planted_fault_is_found() -> None:
    assert faults("kg.records", "from kg.lexicon import table\nimport json") == []
    assert faults("kg.resolve.actors", "import rdflib") == ["kg.resolve.actors (merging) imports rdflib"]
    assert faults("kg.mentions.page", "def f():\n    from kg.graph import x") == [
        "kg.mentions.page (text) imports kg.graph (graph)"
    ]
    assert faults("kg.graph", "from kg import cli") == ["kg.graph (graph) imports kg.cli (top)"]
    assert faults("kg.cli", "from kg.graph import x\nimport rdflib") == []
    assert faults("kg.unheard_of", "") == ["kg.unheard_of: in no layer: add it to LAYERS in tests/test_layers.py"]

"""`docs/tour.ipynb` runs from top to bottom; it is kept without outputs."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from conftest import ROOT
from nbclient import NotebookClient

TOUR = ROOT / "docs" / "tour.ipynb"
SECONDS = 600  # for a cell, and for the kernel to start, on however busy a machine


def test_the_tour_runs(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "jupyter"))
    folder = tmp_path / "checkout"
    shutil.copytree(demo, folder, symlinks=True)  # where all has been read: no model is loaded
    notebook = nbformat.read(TOUR, as_version=4)
    client = NotebookClient(
        notebook, timeout=SECONDS, startup_timeout=SECONDS, resources={"metadata": {"path": str(folder)}}
    )
    client.execute()
    shown = [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]
    assert len(shown) == 11
    assert {output.output_type for outputs in shown for output in outputs} <= {"execute_result", "stream"}
    assert "image/svg+xml" in shown[7][0].data
    assert shown[9][-1].data["text/plain"] == "True"  # all triples are in the store


def test_the_tour_is_kept_without_outputs() -> None:
    notebook = nbformat.read(TOUR, as_version=4)
    nbformat.validate(notebook)
    assert [cell for cell in notebook.cells if cell.cell_type == "code" and cell.outputs] == []

"""The same articles give the same bytes anywhere: without a network, in another locale, zone and year."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, Run
from faults import files_of

# Everything that a machine may have otherwise at once: what follows any of them shows in the bytes.
ELSEWHERE = {
    "LC_ALL": "C",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "TZ": "Pacific/Kiritimati",
    "PYTHONHASHSEED": "7",
    "HOME": "/nonexistent",
    "http_proxy": "http://127.0.0.1:1",
}
ASKED = "kg query who-met-whom --format csv; kg disputes"
EXPORTS = ("nq",)


def test_the_same_bytes_without_network_in_another_locale_zone_and_year(
    demo: Path, run: Run, path_folder: Path, tmp_path: Path
) -> None:
    if subprocess.run(["unshare", "-n", "true"], capture_output=True).returncode:
        pytest.skip("needs the right to make a network namespace")
    clock = ["faketime", "1999-12-31 23:59:58"] if shutil.which("faketime") else []
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    environment = {"PATH": f"{path_folder}:{os.environ['PATH']}", **ELSEWHERE}
    done = subprocess.run(
        ["unshare", "-n", *clock, "bash", "-ec", _commands()],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    told = run(_commands().partition("&& ")[2], demo)
    assert (told.returncode, told.stderr) == (0, "")
    here = {name: (demo / name).read_bytes() for name in ("valid", "answers", *EXPORTS)}
    assert {name: (tmp_path / name).read_bytes() for name in here} == here
    assert files_of(tmp_path / "out") == {
        name: content for name, content in files_of(demo / "out").items() if name != "summary.txt"
    }


def _commands() -> str:
    exports = " && ".join(f"kg export out/graph.ttl --to {form} -o {form}" for form in EXPORTS)
    return f"kg build seeds --out out && kg validate out/graph.ttl > valid && ({ASKED}) > answers && {exports}"

"""`make wheel`: the same commit gives the same bytes, on any machine, at any time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
WHEEL = "from setuptools.build_meta import build_wheel; import sys; build_wheel(sys.argv[1])"


def build_wheel(source: Path, out: Path, *, epoch: int) -> Path:
    """The wheel of a checkout's tracked files, all dated `epoch` (seconds since 1970)."""
    with tempfile.TemporaryDirectory() as name:
        tree = Path(name) / "kg"
        for file in _tracked(source):
            (tree / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / file, tree / file)
            (tree / file).chmod(0o644)  # a wheel keeps the rights, which follow each user's umask
        out.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "PYTHONHASHSEED": "0"}
        words = [sys.executable, "-c", WHEEL, str(out.absolute())]
        subprocess.run(words, cwd=tree, env=environment, check=True, capture_output=True, umask=0o022)
    return next(out.glob("*.whl"))


def _tracked(source: Path) -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=source, capture_output=True, check=True, text=True).stdout
    return [name for name in listed.split("\0") if name and (source / name).is_file()]


def commit_time(source: Path) -> int:
    """When the checkout's last commit was made."""
    return int(subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=source, capture_output=True, check=True).stdout)


if __name__ == "__main__":
    print(build_wheel(ROOT, Path(sys.argv[1]), epoch=commit_time(ROOT)))

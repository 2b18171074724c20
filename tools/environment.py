"""Virtual environments, filled from hashed lock files."""

import os
import subprocess
import sys
from pathlib import Path

from tools import wheels
from tools.progress import ROOT, Failed, Stamp, run, step

VENV = ROOT / ".venv"
BENCH = ROOT / ".venv-bench"
LOCKS = ROOT / "requirements"
# dev.txt holds all of portal.txt at the same versions: who has the one has the other.
INCLUDES = {"dev": ("portal",)}


def python(venv: Path = VENV) -> Path:
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def install(lock: str, venv: Path = VENV) -> None:
    """`lock` is the name of a file in requirements/, without its ending."""
    create(venv)
    stamps = [_stamp(name, venv) for name in (lock, *INCLUDES.get(lock, ()))]
    if stamps[0].is_current():
        return
    with step(f"Installing requirements/{lock}.txt"):
        wheels.install(python(venv), LOCKS / f"{lock}.txt")
        if lock not in ("bench", "node"):
            # The command `portal`, pointing here. The locked setuptools builds it: nothing more is fetched.
            wheels.pip(python(venv), "--no-deps", "--no-build-isolation", "-e", ROOT)
    for stamp in stamps:
        stamp.set()


def create(venv: Path) -> None:
    if _works(venv):
        return
    with step(f"Making {venv.name}"):
        # --clear: what is there does not run, because the Python it was made with is gone or the folder moved.
        try:
            run([sys.executable, "-m", "venv", "--clear", venv])
        except Failed as failure:
            raise Failed(
                f"no virtual environment can be made; some systems need the package python3-venv.\n{failure}"
            ) from None


def _works(venv: Path) -> bool:
    if not python(venv).exists():
        return False
    asked = [str(python(venv)), "-c", "import sys, pip; print(sys.prefix)"]
    said = subprocess.run(asked, capture_output=True, text=True, check=False)
    return said.returncode == 0 and Path(said.stdout.strip()).resolve() == venv.resolve()


def _stamp(lock: str, venv: Path) -> Stamp:
    return Stamp(venv / f".installed-{lock}", LOCKS / f"{lock}.txt", ROOT / "pyproject.toml", also=str(venv))

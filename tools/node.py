"""Packages from npm, with the system's Node or with one inside the virtual environment."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from tools import environment
from tools.progress import ROOT, Failed, Stamp, remark, run, step

OLDEST = 18
BENCH = ROOT / "tests" / "bench"  # has packages and a lock file of its own: only the benchmarks need them
SERVERS = ROOT / "tests" / "servers"  # likewise: only the tests need the OpenID provider
# As in .npmrc, which npm reads in the main folder only.
RULES = ("--ignore-scripts", "--omit-lockfile-registry-resolved", "--no-audit", "--no-fund", "--loglevel=error")


def install_packages(folder: Path = ROOT, without: str = "pages do without htmx and plainer") -> None:
    """Without them every page still works: they make it quicker, or test it."""
    lock = folder / "package-lock.json"
    stamp = Stamp(folder / "node_modules" / ".installed", lock, ROOT / ".npmrc")
    if stamp.is_current():
        return
    try:
        npm = find_npm()
        with step(f"Installing {lock.relative_to(ROOT)}"):
            own_first = f"{npm.parent}{os.pathsep}{os.environ.get('PATH', '')}"
            run([npm, "ci", *RULES], env={"PATH": own_first}, seconds=240, cwd=folder)
    except Failed as failure:
        remark(f"No packages from npm ({str(failure).splitlines()[0]}): {without}.")
        return
    stamp.set()


def find_npm() -> Path:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= OLDEST:
        return Path(npm)
    environment.install("node")
    return environment.python().parent / "npm"


def _major(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)", said)
    return int(found.group(1)) if found else 0

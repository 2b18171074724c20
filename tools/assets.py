"""What is made from packages and sources, and never committed."""

import os
import shutil
import subprocess
from pathlib import Path

from portal.web.style_sheets import BUILT as STYLE_SHEET
from portal.web.style_sheets import bundle
from tools import environment
from tools.progress import ROOT, remark, run, step

PACKAGES = ROOT / "node_modules"
BUILT = ROOT / "static" / "built"
SCRIPTS = {"htmx.min.js": PACKAGES / "htmx.org" / "dist" / "htmx.min.js"}
MEILISEARCH = ROOT / "var" / "bin" / "meilisearch"
MEILISEARCH_PACKAGE = PACKAGES / "@gaubee" / "meilisearch-linux-amd64" / "meilisearch"
TRANSLATIONS = ROOT / "portal" / "translations"


def copy_scripts() -> None:
    for name, source in SCRIPTS.items():
        if source.exists():
            _copy_if_other(source, BUILT / name)


def build_style_sheet() -> None:
    """Of our own sheets and the packages' components: with no packages, of our own alone."""
    sheet, target = bundle(ROOT), ROOT / STYLE_SHEET
    if not target.exists() or target.read_text("utf-8") != sheet:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(sheet, "utf-8")
    target.touch()  # newer than what it was made of


def copy_meilisearch() -> None:
    """The package's binary comes without the right to run it."""
    if os.environ.get("PORTAL_MEILISEARCH_URL"):
        return
    if not MEILISEARCH_PACKAGE.exists():
        if not MEILISEARCH.exists():
            remark("No Meilisearch for this system: the in-process engine serves.")
        return
    if _copy_if_other(MEILISEARCH_PACKAGE, MEILISEARCH, executable=True) and not _runs(MEILISEARCH):
        # Left in place it would be tried, and fail, at every start.
        MEILISEARCH.unlink()
        remark("Meilisearch does not run on this system: the in-process engine serves.")


def compile_translations() -> None:
    stale = [po for po in TRANSLATIONS.glob("*/LC_MESSAGES/*.po") if _is_older(po.with_suffix(".mo"), po)]
    if not stale:
        return
    with step("Compiling translations"):
        for po in stale:
            babel: list[str | Path] = [environment.python(), "-m", "babel.messages.frontend", "compile"]
            locale = po.parents[1].name
            run([*babel, "--input-file", po, "--output-file", po.with_suffix(".mo"), "--locale", locale])


def _copy_if_other(source: Path, target: Path, *, executable: bool = False) -> bool:
    """Says whether it copied. The date comes along, so the same size and date is the same file."""
    new = source.stat()
    if target.exists():
        old = target.stat()
        if (old.st_size, old.st_mtime_ns) == (new.st_size, new.st_mtime_ns):
            return False
    target.parent.mkdir(parents=True, exist_ok=True)
    # Put in place in one move: a running Meilisearch cannot be written over.
    half = target.with_name(f"{target.name}.new")
    shutil.copy2(source, half)
    if executable:
        half.chmod(0o755)
    half.replace(target)
    return True


def _runs(program: Path) -> bool:
    try:
        return subprocess.run([str(program), "--version"], capture_output=True, timeout=20, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _is_older(made: Path, source: Path) -> bool:
    return not made.exists() or made.stat().st_mtime < source.stat().st_mtime

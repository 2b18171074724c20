"""Chromium and PostgreSQL for the tests: the system's, else Debian's packages where we may install them."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools import environment
from tools.progress import Failed, remark, run, step

SECONDS = 240


@dataclass(frozen=True)
class Wanted:
    name: str
    package: str
    is_here: Callable[[], bool]
    needed: bool = True  # without it tests are skipped


def has_light_chromium() -> bool:
    """Without windows: the tests of pages take a third of the time with it."""
    return bool(os.environ.get("PORTAL_TEST_CHROMIUM") or shutil.which("chromium-headless-shell"))


def has_chromium() -> bool:
    if has_light_chromium():
        return True
    if any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))):
        return True
    # Playwright may have been given one of its own.
    asked = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    try:
        return Path(run([environment.python(), "-c", asked], seconds=60).strip()).exists()
    except Failed:
        return False


def runs_playwright() -> bool:
    """Its Node needs a library that a small system does not bring."""
    asked = "from playwright._impl._driver import compute_driver_executable as driver\nprint(driver()[0])"
    try:
        run([run([environment.python(), "-c", asked], seconds=60).strip(), "--version"], seconds=60)
    except Failed:
        return False
    return True


def has_postgres() -> bool:
    if os.environ.get("PORTAL_TEST_POSTGRES") or shutil.which("initdb"):
        return True
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


WANTED = (
    Wanted("light Chromium", "chromium-headless-shell", has_light_chromium, needed=False),
    Wanted("Chromium", "chromium", has_chromium),
    Wanted("library for Playwright", "libatomic1", runs_playwright),
    Wanted("PostgreSQL", "postgresql", has_postgres),
)


def install_for_tests() -> None:
    if _may_install() and not all(wanted.is_here() for wanted in WANTED):
        _install_what_is_missing()
    for wanted in WANTED:
        if wanted.needed and not wanted.is_here():
            remark(f"No {wanted.name}: tests that need it are skipped; the package {wanted.package} brings it.")


def _install_what_is_missing() -> None:
    """One after the other: what a system has no package for is in nobody's way."""
    updated = False
    for wanted in WANTED:
        if wanted.is_here():
            continue
        try:
            with step(f"Installing {wanted.package}"):
                if not updated:
                    _apt("update")
                    updated = True
                _apt("--yes", "--no-install-recommends", "install", wanted.package)
        except Failed as failure:
            remark(str(failure).splitlines()[-1])


def _may_install() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _apt(*what: str) -> None:
    run(["apt-get", "-qq", *what], env={"DEBIAN_FRONTEND": "noninteractive"}, seconds=SECONDS)

"""Lighthouse on the four pages that people see most: as a slow phone on a slow network, the median of three."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from statistics import median
from typing import Any

from tests.bench.data import SMALL
from tests.bench.line import Line, NotMeasured
from tests.bench.public_pages import Examples, examples
from tests.bench.stage import Stage
from tests.servers.chromium import FLAGS, MISSING, system_chromium
from tests.servers.processes import ROOT

PROGRAM = ROOT / "tests" / "bench" / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
RUNS = 3
LOWEST = 95
SECONDS = 120.0  # one run takes ten
# Robots are kept from addresses with a question on purpose: those have no end (portal/web/findable.py).
_NOT_FOR_ROBOTS = "--skip-audits=is-crawlable"


def four_pages(stage: Stage) -> list[Line]:
    node, chromium = _node(), system_chromium()
    if node is None or not PROGRAM.exists():
        raise NotMeasured("no Lighthouse: make bench installs it from npm")
    if chromium is None:
        raise NotMeasured(MISSING)
    address = stage.portal(SMALL).address
    lines = []
    for name, path in _pages(examples(stage)):
        print(f"  {name} …", flush=True)
        told = [_whole(node, chromium, address + path) for _ in range(RUNS)]
        lines.append(_line(f"Lighthouse, {name}", told))
    return lines


def _whole(node: str, chromium: str, url: str) -> dict[str, Any]:
    """Now and then a browser leaves the trace out that Lighthouse reads: that says nothing of the page."""
    try:
        return _run(node, chromium, url)
    except NotMeasured:
        return _run(node, chromium, url)


def _pages(known: Examples) -> list[tuple[str, str]]:
    provider, compared = known.largest[0], [("a", slug) for slug in known.largest[:3]]
    return [
        ("start", "/"),
        ("search", known.searched[0]),
        ("provider with most offers", f"/aanbieders/{provider}"),
        ("comparing three", known.of_children("/vergelijk", *compared)[0]),
    ]


def _node() -> str | None:
    """The system's, else the one that setup put in the virtual environment."""
    return shutil.which("node", path=os.pathsep.join((os.environ.get("PATH", ""), str(ROOT / ".venv" / "bin"))))


def _run(node: str, chromium: str, url: str) -> dict[str, Any]:
    """What it found, as it says it itself. It asks nobody but the portal."""
    quoted = " ".join(f"{name}='{value}'" if value else name for name, _, value in (f.partition("=") for f in FLAGS))
    command = [
        node, str(PROGRAM), url, "--output=json", "--quiet", "--no-enable-error-reporting",
        f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags=--headless=new {quoted}",
        *([_NOT_FOR_ROBOTS] if "?" in url else []),
    ]  # fmt: skip
    own = {"CHROME_PATH": chromium, "CI": "1", "NO_UPDATE_NOTIFIER": "1"}
    try:
        said = subprocess.run(
            command, env={**os.environ, **own}, capture_output=True, text=True, timeout=SECONDS, check=True
        )
        found: dict[str, Any] = json.loads(said.stdout)
    except subprocess.CalledProcessError as problem:
        raise NotMeasured(f"Lighthouse failed: {problem.stderr.strip()[-300:]}") from None
    except subprocess.TimeoutExpired:
        raise NotMeasured(f"Lighthouse did not finish in {SECONDS:.0f} s") from None
    if "runtimeError" in found:
        raise NotMeasured(f"Lighthouse failed: {found['runtimeError']['message']}")
    return found


def _line(what: str, told: list[dict[str, Any]]) -> Line:
    scores = {name: [100 * (one["categories"][name]["score"] or 0) for one in told] for name in CATEGORIES}
    low = [name for name, found in scores.items() if median(found) < LOWEST]
    return Line(
        what,
        ", ".join(f"{name.replace('-', ' ')} {_scores(found)}" for name, found in scores.items()),
        f"≥ {LOWEST} each",
        not low,
        beside=", ".join([*(audit for name in low for audit in _failed(told[-1], name)), _machine(told)]),
    )


def _machine(told: list[dict[str, Any]]) -> str:
    """Lighthouse makes the processor four times slower than it found it: a busy machine is judged with the page."""
    return f"machine {median(one['environment']['benchmarkIndex'] for one in told):,.0f} by its own measure"


def _scores(found: Sequence[float]) -> str:
    around = f" ({min(found):.0f}–{max(found):.0f})" if min(found) < max(found) else ""
    return f"{median(found):.0f}{around}"


def _failed(found: dict[str, Any], category: str) -> list[str]:
    """The audits that cost a category its points."""
    counted = [part["id"] for part in found["categories"][category]["auditRefs"] if part["weight"]]
    return [name for name in counted if (found["audits"][name]["score"] or 0) < 1]

"""All checks one after the other; the first that fails does not hide the others. `python -m tools.check`"""

import subprocess
import sys
import time
from pathlib import Path

from tools.progress import ROOT

_BIN = Path(sys.executable).parent

CHECKS: dict[str, list[str | Path]] = {
    "format": [_BIN / "ruff", "format", "--check", "--output-format", "concise"],
    "lint": [_BIN / "ruff", "check", "--output-format", "concise"],
    "types": [_BIN / "mypy", "--no-error-summary"],
    "imports": [_BIN / "lint-imports"],
    "translations": [sys.executable, "-m", "tools.check_translations"],
    "house rules": [sys.executable, "-m", "tools.check_house"],
}


def main() -> int:
    failed = [name for name, command in CHECKS.items() if not passes(name, command)]
    if failed:
        print(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


def passes(name: str, command: list[str | Path]) -> bool:
    print(f"{name} …", end="", flush=True)
    began = time.monotonic()
    said = subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True, check=False)
    if said.returncode == 0:
        print(f" {time.monotonic() - began:.0f} s")
        return True
    print(f" no.\n{said.stdout}{said.stderr}")
    return False


if __name__ == "__main__":
    sys.exit(main())

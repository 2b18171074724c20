"""Makes the lock files anew; `--upgrade-package NAME` also moves a version. `python -m tools.lock [ARGUMENTS]`"""

import sys

from tools.node import BENCH, RULES, SERVERS, find_npm
from tools.progress import ROOT, run, step

LOCKS = ("portal", "dev", "node", "bench")
OPTIONS = (
    "--quiet", "--generate-hashes", "--strip-extras", "--allow-unsafe",
    # Which index it came from is the business of the machine that installs.
    "--no-emit-index-url", "--no-emit-trusted-host", "--no-emit-find-links",
)  # fmt: skip


def main(arguments: list[str]) -> None:
    folder = ROOT / "requirements"
    for name in LOCKS:
        with step(f"requirements/{name}.txt"):
            command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, *arguments]
            # Paths as seen from the folder, so that the comments in the lock name no other.
            run([*command, "-o", f"{name}.txt", f"{name}.in"], env={"CUSTOM_COMPILE_COMMAND": "make lock"}, cwd=folder)
    for folder in (ROOT, BENCH, SERVERS):
        with step(str((folder / "package-lock.json").relative_to(ROOT))):
            run([find_npm(), "install", "--package-lock-only", *RULES], cwd=folder)


if __name__ == "__main__":
    main(sys.argv[1:])

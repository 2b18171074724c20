"""What no other tool checks: nothing of one machine in the repository, limits kept, dependencies explained.

`python -m tools.check_house`
"""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.progress import ROOT

FILE_LINES, FUNCTION_LINES = 250, 45
# Within the file or the function, followed by the reason why it may be longer.
EXCUSE = re.compile(r"# Longer than the limit: \S")
LIMITED = ("portal", "search_index", "tests", "tools")
WITHOUT_LIMITS = ("portal/migrations/versions/",)

# Put together here, so that this file does not hold what it looks for.
_REGISTRIES = [
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("yarnpkg", "com"),
    ("debian", "org"),
]
_HOMES = ("root", "work", "home", "Users")
FORBIDDEN = {
    "a registry's host": re.compile("|".join(rf"[\w.-]*\b{re.escape('.'.join(name))}\b" for name in _REGISTRIES)),
    "an index or link option": re.compile(r"--(?:(?:extra-)?index-url|find-links|trusted-host)"),
    "a path of one machine": re.compile(r"(?<![\w./~)}\]-])/(?:" + "|".join(_HOMES) + r")/[\w.]"),
}
TEXT_LIMIT = 2_000_000
UNMARKED = re.compile(r">\s*\{\{-? ?t\(")
PLAIN_TEXT_ONLY = re.compile(r"<(?:option|title|textarea)\b")


def main() -> int:
    files = tracked_files()
    problems = [*find_forbidden(files), *find_too_long(files), *find_unmarked(files), *find_unexplained()]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = sorted({name for name in listed.stdout.decode().split("\0") if name})
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def find_forbidden(files: list[Path]) -> Iterator[str]:
    for file in files:
        if file.stat().st_size > TEXT_LIMIT:
            continue
        try:
            text = file.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        for what, pattern in FORBIDDEN.items():
            for found in pattern.finditer(text):
                line = text.count("\n", 0, found.start()) + 1
                yield f"{file.relative_to(ROOT)}:{line}: {what}: {found.group()}"


def find_too_long(files: list[Path]) -> Iterator[str]:
    for file in files:
        name = file.relative_to(ROOT).as_posix()
        if file.suffix != ".py" or not name.startswith(LIMITED) or name.startswith(WITHOUT_LIMITS):
            continue
        text = file.read_text("utf-8")
        lines = text.splitlines()
        if len(lines) > FILE_LINES and not EXCUSE.search(text):
            yield f"{name}: {len(lines)} lines, more than {FILE_LINES}"
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            own = lines[node.lineno - 1 : node.end_lineno]
            if len(own) > FUNCTION_LINES and not EXCUSE.search("\n".join(own)):
                yield f"{name}:{node.lineno}: {node.name} has {len(own)} lines, more than {FUNCTION_LINES}"


def find_unmarked(files: list[Path]) -> Iterator[str]:
    """A region's text may be Dutch on a page that is not: where markup can stand, it is `said`, which tells that."""
    for file in files:
        if file.suffix != ".html" or "templates" not in file.relative_to(ROOT).parts:
            continue
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
            if UNMARKED.search(line) and not PLAIN_TEXT_ONLY.search(line):
                yield f"{file.relative_to(ROOT)}:{number}: t(…) between tags; said(…) marks the language of the text"


def find_unexplained() -> Iterator[str]:
    """Every dependency that we ask for has its line in docs/dependencies.md, and no line is about one that left."""
    file = ROOT / "docs" / "dependencies.md"
    explained = set(re.findall(r"^\| `([^`]+)` \|", file.read_text("utf-8"), re.MULTILINE)) if file.exists() else set()
    asked = asked_for()
    for name in sorted(asked - explained):
        yield f"docs/dependencies.md: no line about {name}"
    for name in sorted(explained - asked):
        yield f"docs/dependencies.md: {name} is no dependency"


def asked_for() -> set[str]:
    names = set()
    for file in (ROOT / "requirements").glob("*.in"):
        for line in file.read_text("utf-8").splitlines():
            found = re.match(r"[A-Za-z][\w.-]*", line)
            names |= {found.group()} if found else set()
    for folder in (ROOT, ROOT / "tests" / "bench", ROOT / "tests" / "servers"):
        package = json.loads((folder / "package.json").read_text("utf-8"))
        for kind in ("dependencies", "devDependencies", "optionalDependencies"):
            names |= set(package.get(kind, {}))
    return names


if __name__ == "__main__":
    sys.exit(main())

"""A lock file in parts: each package, with its hashes, is in one of them."""

from pathlib import Path

import pytest

from tools.environment import LOCKS
from tools.wheels import parts_of

LOCK = """#
# made by make lock
#
one==1.0 \\
    --hash=sha256:1 \\
    --hash=sha256:2
    # via two
two==2.0 ; python_version < "3.12" \\
    --hash=sha256:3
three==3.0 \\
    --hash=sha256:4
"""


def test_a_package_stays_with_its_hashes() -> None:
    first, second = parts_of(LOCK, 2)
    assert [line.split()[0] for line in first.splitlines() if line[0] != " "] == ["one==1.0", "three==3.0"]
    assert second == 'two==2.0 ; python_version < "3.12" \\\n    --hash=sha256:3\n'
    assert first.count("--hash") == 3


@pytest.mark.parametrize("lock", sorted(LOCKS.glob("*.txt")), ids=lambda lock: lock.stem)
def test_no_package_of_ours_is_left_out(lock: Path) -> None:
    text = lock.read_text("utf-8")
    parts = parts_of(text, 3)
    for sign in ("==", "--hash=", "# via"):
        assert sum(part.count(sign) for part in parts) == text.count(sign)


def test_of_few_packages_there_are_no_empty_parts() -> None:
    assert len(parts_of(LOCK, 8)) == 3

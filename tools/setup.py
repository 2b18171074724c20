"""Makes a checkout ready: `python3 tools/setup.py run|check|test|bench`. Quick when nothing changed.

This file must be readable by an old Python too, so that it can say which one is needed.
"""

import os
import shutil
import sys

NEEDED = (3, 11)
FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120


def use_a_new_enough_python() -> None:
    if sys.version_info >= NEEDED:
        return
    for minor in range(20, NEEDED[1] - 1, -1):
        newer = shutil.which("python3.{}".format(minor))  # noqa: UP032
        if newer:
            os.execv(newer, [newer] + sys.argv)  # noqa: RUF005, S606
    sys.exit("Python 3.11 or newer is needed; this is {}.{}.".format(*sys.version_info[:2]))


def main() -> None:
    use_a_new_enough_python()
    sys.path.insert(0, FOLDER)
    from tools import setup_steps  # noqa: PLC0415

    sys.exit(setup_steps.main(sys.argv[1:]))


if __name__ == "__main__":
    main()

"""`python -m tests.bench [NAME …]`: all benches or some, one after the other, as one table."""

import sys
from time import monotonic

from portal.cli.memory import look_for_circles_less_often
from portal.web.logs import configure_logs
from tests.bench import changing, filling, grid, lighthouse, pages, pushing, referring, searching, serving, signing_in
from tests.bench.line import Line, NotMeasured, table
from tests.bench.load import GENERATOR
from tests.bench.stage import Stage

BENCHES = {
    "import": filling.importing,
    "index": filling.indexing,
    "peer": searching.beside_the_peer,
    "bare": searching.beside_the_bare_engine,
    "size": searching.on_more_offers,
    "kept": serving.a_kept_page,
    "memory": serving.memory,
    "in-process": searching.in_process,
    "pages": pages.every_page,
    "calls": pages.calls,
    "lighthouse": lighthouse.four_pages,
    "visible": changing.visible,
    "push": pushing.push,
    "grid": grid.grid,
    "sign-in": signing_in.sign_in,
    "notices": referring.notices,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"there is no bench {', '.join(unknown)}; there are: {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    look_for_circles_less_often()  # as in every process of the portal
    configure_logs("error")  # of what runs in this process; servers write their own
    print(f"load by {GENERATOR}; medians of five, with the lowest and the highest", flush=True)
    began = monotonic()
    lines: list[Line] = []
    failed = False
    with Stage() as stage:
        for name in names or BENCHES:
            print(f"{name} …", flush=True)
            since = monotonic()
            try:
                lines += BENCHES[name](stage)
            except NotMeasured as reason:
                failed = True
                lines.append(Line(name, f"not measured: {reason}", "", None))
            print(f"  … {monotonic() - since:.0f} s", flush=True)
        print(f"\n{table(lines)}\n\n{monotonic() - began:.0f} s in all", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

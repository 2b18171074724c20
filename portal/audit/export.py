"""The audit as a file for a spreadsheet program, in which nothing that somebody typed is worked out."""

import csv
import io
from collections.abc import Callable, Sequence

from portal import clock
from portal.audit.query import Entry
from portal.audit.words import ACTIONS, FIELDS, KINDS
from portal.web.language import N_
from portal.web.spreadsheet import guarded

HEADS = (
    N_("When"),
    N_("Who"),
    N_("As what"),
    N_("What"),
    N_("Record"),
    N_("Key"),
    N_("Field"),
    N_("Before"),
    N_("After"),
)


def as_csv(entries: Sequence[Entry], gettext: Callable[[str], str], capacity: Callable[[str], str]) -> bytes:
    """A row for each value that changed. With a mark, by which spreadsheet programs know the letters."""
    content = io.StringIO(newline="")
    writer = csv.writer(content, quoting=csv.QUOTE_ALL)
    writer.writerow([gettext(head) for head in HEADS])
    for one in entries:
        first = [
            f"{clock.local(one.at):%Y-%m-%d %H:%M:%S}",
            one.who,
            capacity(one.capacity),
            gettext(ACTIONS.get(one.action, one.action)),
            gettext(KINDS.get(one.kind, one.kind)),
            one.key,
        ]
        rows = [[gettext(FIELDS.get(c.field, c.field)), c.before, c.after] for c in one.changes] or [["", "", ""]]
        writer.writerows([guarded(cell) for cell in (*first, *row)] for row in rows)
    return content.getvalue().encode("utf-8-sig")

"""The audit as a file for a spreadsheet program."""

from collections.abc import Callable, Sequence

from portal import clock
from portal.audit.query import Entry
from portal.audit.words import ACTIONS, FIELDS, KINDS
from portal.web.language import N_
from portal.web.spreadsheet import as_csv

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


def file_of(entries: Sequence[Entry], gettext: Callable[[str], str], capacity: Callable[[str], str]) -> bytes:
    """A row for each value that changed."""
    rows: list[Sequence[str]] = []
    for one in entries:
        first = [
            f"{clock.local(one.at):%Y-%m-%d %H:%M:%S}",
            one.who,
            capacity(one.capacity),
            gettext(ACTIONS.get(one.action, one.action)),
            gettext(KINDS.get(one.kind, one.kind)),
            one.key,
        ]
        changes = [[gettext(FIELDS.get(c.field, c.field)), c.before, c.after] for c in one.changes] or [["", "", ""]]
        rows += [(*first, *change) for change in changes]
    return as_csv([gettext(head) for head in HEADS], rows)

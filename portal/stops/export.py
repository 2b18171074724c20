"""The stops of a region as a file for a spreadsheet program."""

import csv
import io
from collections.abc import Sequence

from portal import clock
from portal.stops.queries import StopShown
from portal.web.language import N_
from portal.web.spreadsheet import guarded
from portal.web.visit import Visit

HEADS = (
    N_("Provider"),
    N_("For what"),
    N_("Whose"),
    N_("First day"),
    N_("Last day"),
    N_("Ground"),
    N_("Explanation"),
    N_("Decided on"),
)
BY_REGION, BY_PROVIDER = N_("The region"), N_("The provider")


def as_csv(stops: Sequence[StopShown], visit: Visit) -> bytes:
    """With a mark, by which spreadsheet programs know the letters; nothing that somebody typed is worked out."""
    content = io.StringIO(newline="")
    writer = csv.writer(content, quoting=csv.QUOTE_ALL)
    writer.writerow([visit.gettext(head) for head in HEADS])
    for one in stops:
        cells = (
            one.provider,
            one.help.within(visit.language),
            visit.gettext(BY_REGION if one.imposed else BY_PROVIDER),
            one.starts.isoformat(),
            one.ends.isoformat() if one.ends else "",
            visit.gettext(one.ground) if one.ground else "",
            one.explanation,
            f"{clock.local(one.decided_at):%Y-%m-%d %H:%M:%S}" if one.decided_at else "",
        )
        writer.writerow([guarded(cell) for cell in cells])
    return content.getvalue().encode("utf-8-sig")

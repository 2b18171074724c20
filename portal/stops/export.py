"""The stops of a region as a file for a spreadsheet program."""

from collections.abc import Sequence

from portal import clock
from portal.stops.queries import StopShown
from portal.web.language import N_
from portal.web.spreadsheet import as_csv
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


def file_of(stops: Sequence[StopShown], visit: Visit) -> bytes:
    rows = [
        (
            one.provider,
            one.help.within(visit.language),
            visit.gettext(BY_REGION if one.imposed else BY_PROVIDER),
            one.starts.isoformat(),
            one.ends.isoformat() if one.ends else "",
            visit.gettext(one.ground) if one.ground else "",
            one.explanation,
            f"{clock.local(one.decided_at):%Y-%m-%d %H:%M:%S}" if one.decided_at else "",
        )
        for one in stops
    ]
    return as_csv([visit.gettext(head) for head in HEADS], rows)

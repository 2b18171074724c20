"""What came of what was said, as software hears it."""

from collections.abc import Sequence

from portal.availability import Happened, RowOutcome
from portal.push.api.bodies import NO_SUCH_OFFER, Did, now_of
from portal.push.api.refusals import MovedOn, NotRight, Refusal, Told
from portal.web.language import N_

DID = {Happened.CHANGED: Did.CHANGED, Happened.CONFIRMED: Did.CONFIRMED, Happened.UNCHANGED: Did.UNCHANGED}

FIELDS = {Happened.TOO_MANY_PLACES: "vrije_plaatsen", Happened.CONFLICT: "versie"}

TWICE = N_("This offer stands in an earlier row too.")
MORE_THAN_THERE_ARE = N_("There are %(most)s places in all.")
MOVED_ON = N_("Somebody said something else since.")


def refused(rows: Sequence[RowOutcome], where: Sequence[str]) -> Refusal:
    """Of rows that did not go well, each with the pointer to it. Where all that is wrong is that something else was
    said meanwhile, what was said."""
    errors = [_told(row, place) for row, place in zip(rows, where, strict=True)]
    conflicts = [row for row in rows if row.happened == Happened.CONFLICT]
    if len(conflicts) < len(rows):
        return NotRight(errors=errors)
    now = [now_of(row.offer, row.stands).model_dump(mode="json", by_alias=True) for row in conflicts]
    if where == [""]:
        return MovedOn(more={"nu": now[0]})
    return MovedOn(errors=errors, more={"nu": now})


def _told(row: RowOutcome, where: str) -> Told:
    message, filled = message_of(row)
    return f"{where}/{FIELDS.get(row.happened, 'aanbod')}", message, filled


def message_of(row: RowOutcome) -> tuple[str, dict[str, object]]:
    """Of one that did not go well: the message id, and what fills it."""
    match row.happened:
        case Happened.TOO_MANY_PLACES:
            return MORE_THAN_THERE_ARE, {"most": row.capacity}
        case Happened.CONFLICT:
            return MOVED_ON, {}
        case Happened.TWICE:
            return TWICE, {}
    return NO_SUCH_OFFER, {}

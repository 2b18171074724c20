"""A CSV file with availability, as in the workbook: what it says of the offers of one provider, and what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.availability import Happened, Outcome, Said, SayRow, say
from portal.exchange.workbook.contents import SEARCHED_FOR_HEADERS, from_grids
from portal.exchange.workbook.csv_folder import cells_of
from portal.exchange.workbook.grid import WrongFile
from portal.exchange.workbook.offer_sheets import AVAILABILITY
from portal.exchange.workbook.problems import Problem
from portal.exchange.workbook.rows import AvailabilityRow
from portal.model import Availability, Offer, SaidBy
from portal.push.api.bodies import MOST_ROWS, WORDS, StatedRow, now_of
from portal.push.api.outcomes import message_of
from portal.web.form import NOT_USABLE, SENTENCES
from portal.web.language import N_

TOO_MANY = N_("A file may have at most %(most)s rows.")
EMPTY = N_("There are no rows in this file.")


@dataclass(frozen=True)
class WrongRow:
    """`message` is a message id."""

    row: int
    message: str
    filled: dict[str, object] = field(default_factory=dict)


_TOO_MANY = WrongRow(0, TOO_MANY, {"most": MOST_ROWS})


@dataclass
class Read:
    """What a file says, or what is wrong with it: in the words of the workbook, and in ours."""

    rows: list[tuple[int, SayRow]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    wrong: list[WrongRow] = field(default_factory=list)

    @property
    def right(self) -> bool:
        return not self.problems and not self.wrong


@dataclass(frozen=True)
class Change:
    """Of one offer, as the preview shows it."""

    offer: str
    before: dict[str, object]
    after: dict[str, object]


@dataclass(frozen=True)
class Preview:
    changes: Sequence[Change]
    confirmed: int
    unchanged: int
    rows: list[StatedRow]  # with the version that was seen


def read_file(data: bytes) -> Read:
    """It may take a second: not for the thread that answers everybody."""
    try:
        workbook = from_grids([(AVAILABILITY.name, cells_of(data, MOST_ROWS + SEARCHED_FOR_HEADERS))])
    except WrongFile as problem:
        if problem.code == "too-many-rows":
            return Read(wrong=[_TOO_MANY])
        return Read(problems=[Problem(problem.code, details=problem.details)])
    read = Read(problems=list(workbook.problems))
    found = workbook.rows.get(AVAILABILITY.name, [])
    if read.right and not found:
        read.wrong.append(WrongRow(0, EMPTY))
    if len(found) > MOST_ROWS:
        return Read(wrong=[_TOO_MANY])
    if not read.right:
        return read
    for row in found:
        assert isinstance(row, AvailabilityRow)
        _put(read, row)
    return read


def _put(read: Read, row: AvailabilityRow) -> None:
    values = {name: getattr(row, name) for name in Said.model_fields}
    try:
        read.rows.append((row.number, SayRow(row.key, Said.model_validate(values))))
    except ValidationError as problem:
        error = problem.errors(include_url=False, include_input=False)[0]
        ctx = error.get("ctx", {})
        if error["type"] == "value_error":
            read.wrong.append(WrongRow(row.number, str(ctx["error"])))
        else:
            read.wrong.append(WrongRow(row.number, SENTENCES.get(error["type"], NOT_USABLE), dict(ctx)))


async def previewed(session: AsyncSession, read: Read, provider_id: int) -> Preview | list[WrongRow]:
    """In a session that writes, and is taken back: what is shown is decided by what will save it."""
    standing = await _standing(session, provider_id)
    outcome = await say(session, [row for _, row in read.rows], SaidBy.FILE, [provider_id])
    await session.rollback()
    if not outcome.saved:
        return wrong_rows(outcome, [number for number, _ in read.rows])
    rows = []
    changes = []
    for (_, row), came in zip(read.rows, outcome.rows, strict=True):
        assert row.said is not None
        before = now_of(row.offer, standing.get(row.offer))
        rows.append(StatedRow.model_construct(offer=row.offer, seen=before.version, **row.said.model_dump()))
        if came.happened == Happened.CHANGED:
            after = {**row.said.model_dump(), "status": WORDS[row.said.status]}
            changes.append(Change(row.offer, before.model_dump(by_alias=False), after))
    return Preview(changes, outcome.count(Happened.CONFIRMED), outcome.count(Happened.UNCHANGED), rows)


def wrong_rows(outcome: Outcome, numbers: Sequence[int]) -> list[WrongRow]:
    return [
        WrongRow(number, *message_of(row)) for number, row in zip(numbers, outcome.rows, strict=True) if not row.well
    ]


async def _standing(session: AsyncSession, provider_id: int) -> dict[str, Availability]:
    statement = (
        select(Offer.key, Availability)
        .join(Availability, col(Availability.offer_id) == col(Offer.id))
        .where(Offer.provider_id == provider_id)
    )
    found = dict((await session.exec(statement)).all())
    session.expunge_all()  # what is read stays as it was, whatever is taken back
    return found

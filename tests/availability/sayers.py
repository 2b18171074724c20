"""Piet and Mieke both work for De Wilgenhof; De Es is another provider."""

from collections.abc import Sequence

from sqlmodel import col, delete, select

from portal.availability import Outcome, Said, SayRow, Undone, say, undo_last
from portal.database import Actor, Database
from portal.model import AuditEntry, Availability, IndexMark, IntakeStatus, Offer, SaidBy

PIET = Actor("account:piet", "provider_editor")
MIEKE = Actor("account:mieke", "provider_manager")
WILGENHOF, ES = 1, 2
GEZIN, ANGST, OF_ES = "wilgenhof-gezin", "wilgenhof-angst", "es-gezin"


def said(status: IntakeStatus = IntakeStatus.OPEN, places: int | None = 2, **more: object) -> Said:
    return Said.model_validate({"status": status, "free_places": places, "intake_wait": 3, "treatment_wait": 2} | more)


async def saying(database: Database, rows: Sequence[SayRow], who: Actor = PIET, *, partly: bool = False) -> Outcome:
    async with database.writing(who) as session:
        return await say(session, rows, SaidBy.PERSON, [WILGENHOF], partly=partly)


async def undoing(database: Database, who: Actor = PIET) -> tuple[Undone, int]:
    async with database.writing(who) as session:
        return await undo_last(session, SaidBy.PERSON, [WILGENHOF])


async def standing_of(database: Database, key: str) -> Availability | None:
    async with database.reading() as session:
        asked = select(Availability).join(Offer, col(Offer.id) == Availability.offer_id).where(Offer.key == key)
        return (await session.exec(asked)).first()


async def waits(database: Database) -> dict[str, int | None]:
    async with database.reading() as session:
        asked = select(Offer.key, Availability.intake_wait).join(Availability).order_by(Offer.key)
        return dict((await session.exec(asked)).all())


async def tidy(database: Database) -> None:
    """So that what is found after it was left after it."""
    async with database.writing(PIET) as session:
        await session.exec(delete(IndexMark))
        await session.exec(delete(AuditEntry))

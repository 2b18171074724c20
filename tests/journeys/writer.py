"""A program that says one availability after another, and notes each only when it is committed.

python -m tests.journeys.writer DATABASE_URL NOTES FIRST LAST
"""

import asyncio
import os
import sys
from pathlib import Path

from sqlmodel import col, select

from portal import clock
from portal.database import Actor, Database
from portal.model import Availability, AvailabilityChange, IntakeStatus, Offer, SaidBy

WRITER = Actor("writer@example.invalid", "test")


async def write(url: str, notes: Path, first: int, last: int) -> None:
    database = Database(url)
    async with database.reading() as session:
        offers = (await session.exec(select(Offer.id).order_by(col(Offer.id)))).all()
    with notes.open("a") as note:
        for number in range(first, last + 1):
            offer_id = offers[number % len(offers)] or 0
            async with database.writing(WRITER) as session:
                statement = select(Availability).where(Availability.offer_id == offer_id).with_for_update()
                said = (await session.exec(statement)).one_or_none()
                if said is None:
                    said = Availability(offer_id=offer_id, reference_date=clock.today(), confirmed_at=clock.now())
                    session.add(said)
                said.status, said.free_places, said.intake_wait = IntakeStatus.OPEN, number, number % 50
                said.reference_date, said.confirmed_at, said.said_by = clock.today(), clock.now(), SaidBy.KEY
                session.add(
                    AvailabilityChange(
                        offer_id=offer_id, status=said.status, free_places=number, intake_wait=said.intake_wait,
                        reference_date=said.reference_date, said_at=said.confirmed_at, said_by=said.said_by,
                        actor=WRITER.name,
                    )
                )  # fmt: skip
            note.write(f"{offer_id} {number}\n")
            note.flush()
            os.fsync(note.fileno())
    await database.close()


if __name__ == "__main__":
    asyncio.run(write(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])))

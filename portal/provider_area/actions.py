"""What a provider does with its own offers."""

from collections.abc import Sequence

from portal.access import Permission, Visitor
from portal.access.fetch import provider_for
from portal.availability import Outcome, SayRow, Undone, say, undo_last
from portal.model import SaidBy
from portal.web.house import House

CHANGE = Permission.CHANGE_AVAILABILITY


async def say_availability(house: House, visitor: Visitor, slug: str, rows: Sequence[SayRow]) -> Outcome:
    async with house.database.writing(visitor.as_actor(CHANGE)) as session:
        provider = await provider_for(session, visitor, slug, CHANGE)
        assert provider.id is not None
        return await say(session, rows, SaidBy.PERSON, [provider.id])


async def undo_last_save(house: House, visitor: Visitor, slug: str) -> tuple[Undone, int]:
    async with house.database.writing(visitor.as_actor(CHANGE)) as session:
        provider = await provider_for(session, visitor, slug, CHANGE)
        assert provider.id is not None
        return await undo_last(session, SaidBy.PERSON, [provider.id])

"""What somebody decides on their own reminders."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from portal.access import Permission, Visitor
from portal.access.fetch import provider_for
from portal.model import ReminderWish, Rhythm
from portal.web.house import House

CHANGE = Permission.CHANGE_AVAILABILITY


async def keep_wish(house: House, visitor: Visitor, slug: str, rhythm: Rhythm, weekday: int) -> None:
    try:
        await _keep(house, visitor, slug, rhythm, weekday)
    except IntegrityError:  # two tabs said it first at the same moment
        await _keep(house, visitor, slug, rhythm, weekday)


async def _keep(house: House, visitor: Visitor, slug: str, rhythm: Rhythm, weekday: int) -> None:
    async with house.database.writing(visitor.as_actor(CHANGE)) as session:
        provider = await provider_for(session, visitor, slug, CHANGE)
        asked = select(ReminderWish).where(
            ReminderWish.account_id == visitor.account_id, ReminderWish.provider_id == provider.id
        )
        wish = (await session.exec(asked)).first()
        if wish is None:
            wish = ReminderWish(account_id=visitor.account_id or 0, provider_id=provider.id or 0)
        wish.rhythm, wish.weekday = rhythm, weekday
        session.add(wish)

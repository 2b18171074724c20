"""When somebody is told next of the offers of a provider, and what that mail would say as things stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.model import Rhythm
from portal.regions import Regions
from portal.reminders.due import OfferHeld, read_known
from portal.reminders.plan import last_turn, people_of, wish_of
from portal.reminders.rules import Wish, is_told, next_turn, reminded_until, turn_of


@dataclass(frozen=True)
class Coming:
    """`works_here` False: who looks after it from elsewhere is never told. `day` None: nor are they who wish none."""

    wish: Wish
    works_here: bool = False
    day: date | None = None
    offers: Sequence[OfferHeld] = ()
    only_one: bool = False  # they wish none, and are told monthly: nobody else is


async def next_mail(session: AsyncSession, regions: Regions, provider_id: int, account_id: int) -> Coming:
    known = await read_known(session, regions, provider_id)
    wish = known.wishes.get((account_id, provider_id), Wish())
    people = people_of(known).get(provider_id, [])
    own = next((one for one in people if one.person.id == account_id), None)
    if own is None:
        return Coming(wish)
    counting, today = wish_of(known, own, people), clock.today()
    last = last_turn(known, own)
    turn = turn_of(counting, last, own.since, today)
    day = today if turn else next_turn(counting, last, own.since, today)
    if day is None:
        return Coming(wish, works_here=True)
    until = reminded_until(counting, turn or day)
    offers = sorted((one for one in known.offers if is_told(one.fading, until)), key=lambda one: one.order)
    return Coming(wish, True, day, offers, wish.rhythm is Rhythm.NEVER)

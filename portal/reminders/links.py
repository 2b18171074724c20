"""What the links of a reminder lead to. Each holds for one offer and one person, for as long as they work there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, insert, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock, secrecy
from portal.access.one_time import link_of, use_link
from portal.availability import Happened, Outcome, RowOutcome, Said, SayRow, say
from portal.database import Actor
from portal.model import (
    Account,
    LinkPurpose,
    Membership,
    Offer,
    OneTimeLink,
    Provider,
    ReminderWish,
    Rhythm,
    SaidBy,
)
from portal.model.lasting import holds
from portal.regions import Regions
from portal.reminders.due import REMINDED, OfferHeld, read_offers
from portal.web.house import House

BY_MAIL = "link in a mail"  # the capacity, for the audit
MOST_NEXT = 5  # links to what waits too


class LinkGone(Exception):
    """It was never there, or does not work (any more)."""


class NotSaid(Exception):
    """Something is in the way, and the link is as it was."""

    def __init__(self, row: RowOutcome) -> None:
        self.row = row


@dataclass(frozen=True)
class Opened:
    """A link that works: whose it is, and what it is about."""

    link: OneTimeLink
    account: Account
    provider: Provider
    offer: OfferHeld
    key: str  # of the offer


@dataclass(frozen=True)
class Next:
    """Another offer of the same mail that nobody answered for, with a link of its own."""

    offer: OfferHeld
    provider: str
    token: str


@dataclass(frozen=True)
class Answered:
    opened: Opened
    next: Sequence[Next]


async def opened(session: AsyncSession, regions: Regions, token: str) -> Opened:
    """Only looks. Raises LinkGone."""
    held = await link_of(session, token, LinkPurpose.CONFIRM)
    if held is None:
        raise LinkGone
    now = clock.now()
    works = select(Membership.id).where(
        Membership.account_id == Account.id,
        Membership.provider_id == Offer.provider_id,
        col(Membership.role).in_(REMINDED),
        col(Membership.since) <= now,
        holds(now),
    )
    asked = (
        select(Account, Provider, Offer.key)
        .select_from(Account)
        .join(Offer, col(Offer.id) == held.offer_id)
        .join(Provider, col(Provider.id) == col(Offer.provider_id))
        .where(Account.id == held.account_id, col(Account.ended).is_(None), works.exists())
    )
    found = (await session.exec(asked)).first()
    if found is None:
        raise LinkGone
    account, provider, key = found
    offers = await read_offers(session, regions, provider.id)
    offer = next((one for one in offers if one.id == held.offer_id), None)
    if offer is None:  # nobody can find it any more
        raise LinkGone
    return Opened(held, account, provider, offer, key)


async def answer(house: House, token: str, said: Said | None, seen: int) -> Answered:
    """As the person to whom the mail went. `said` None: what they saw is still right. Raises LinkGone or NotSaid."""
    async with house.database.reading() as session:
        who = (await opened(session, house.regions, token)).account
    async with house.database.writing(Actor(f"account:{who.key}", BY_MAIL)) as session:
        found = await opened(session, house.regions, token)
        # First the link, which holds it: of two who answer at once the second finds it used.
        if not await use_link(session, found.link):
            raise LinkGone
        rows = [SayRow(found.key, said, seen)]
        outcome: Outcome = await say(session, rows, SaidBy.PERSON, [found.offer.provider_id])
        if not outcome.saved:
            if outcome.rows[0].happened is Happened.UNKNOWN:
                raise LinkGone
            raise NotSaid(outcome.rows[0])
        await _use_up(session, found)
        return Answered(found, await _next(session, house, found))


async def _use_up(session: AsyncSession, found: Opened) -> None:
    """Whatever other link the same mail, or a page after it, holds for the same offer."""
    same = update(OneTimeLink).where(
        col(OneTimeLink.account_id) == found.account.id,
        col(OneTimeLink.offer_id) == found.offer.id,
        col(OneTimeLink.bundle) == found.link.bundle,
        col(OneTimeLink.used_at).is_(None),
    )
    await session.exec(same.values(used_at=clock.now()))


async def _next(session: AsyncSession, house: House, found: Opened) -> list[Next]:
    """Their links are new ones, that end with those in the mail: of those only prints are known."""
    waiting = select(OneTimeLink.offer_id).where(
        OneTimeLink.account_id == found.account.id,
        OneTimeLink.bundle == found.link.bundle,
        col(OneTimeLink.bundle) != "",
        col(OneTimeLink.used_at).is_(None),
        col(OneTimeLink.expires) > clock.now(),
    )
    numbers = set((await session.exec(waiting)).all())
    if not numbers:
        return []
    # Of this provider only: of another they might not be any more.
    offers = await read_offers(session, house.regions, found.provider.id)
    left = sorted((one for one in offers if one.id in numbers), key=lambda one: one.order)[:MOST_NEXT]
    made = [Next(offer, found.provider.name, secrecy.token()) for offer in left]
    rows = [_another(found.link, one) for one in made]
    if rows:
        await (await session.connection()).execute(insert(OneTimeLink), rows)
    return made


def _another(link: OneTimeLink, one: Next) -> dict[str, Any]:
    return {
        "token_print": secrecy.token_print(one.token),
        "purpose": LinkPurpose.CONFIRM,
        "account_id": link.account_id,
        "email_sealed": "",
        "language": link.language,
        "offer_id": one.offer.id,
        "bundle": link.bundle,
        "expires": link.expires,
        "used_at": None,
    }


async def whose_reminders(session: AsyncSession, token: str) -> Account:
    """Only looks. Raises LinkGone."""
    held = await link_of(session, token, LinkPurpose.STOP_REMINDERS)
    account = await session.get(Account, held.account_id) if held and held.account_id else None
    if account is None or account.ended is not None:
        raise LinkGone
    return account


async def stop_reminders(house: House, token: str) -> None:
    """Of all that they work for. May be done again: mail programs do. Raises LinkGone."""
    async with house.database.reading() as session:
        account = await whose_reminders(session, token)
    try:
        await _stop(house, account)
    except IntegrityError:  # twice at the same moment
        await _stop(house, account)


async def _stop(house: House, account: Account) -> None:
    async with house.database.writing(Actor(f"account:{account.key}", BY_MAIL)) as session:
        asked = select(Membership.provider_id).where(
            Membership.account_id == account.id,
            col(Membership.role).in_(REMINDED),
            holds(clock.now()),
        )
        providers = {number for number in (await session.exec(asked)).all() if number is not None}
        wishes = select(ReminderWish).where(ReminderWish.account_id == account.id)
        known = {wish.provider_id: wish for wish in (await session.exec(wishes)).all()}
        for provider in sorted(providers):
            wish = known.get(provider) or ReminderWish(account_id=account.id or 0, provider_id=provider)
            wish.rhythm = Rhythm.NEVER
            session.add(wish)

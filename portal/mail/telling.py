"""Telling several people the same news, because of what they are here."""

from collections.abc import Callable, Mapping, Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access.mail_address import address_of
from portal.access.permissions import Permission, Reach, roles_with
from portal.mail.writing import NotAnAddress, Receiver, made_ready, write_ready
from portal.model import Account, Membership
from portal.model.lasting import holds
from portal.regions import RegionData
from portal.settings import Settings


async def who_may(
    session: AsyncSession, permission: Permission, *, region_id: int | None = None, provider_id: int | None = None
) -> Sequence[Account]:
    """For this region, or at this provider. Each once, whatever they are here besides."""
    if provider_id is not None:
        reach, there = Reach.OWN_PROVIDER, col(Membership.provider_id) == provider_id
    else:
        reach, there = Reach.OWN_REGION, col(Membership.region_id) == region_id
    now = clock.now()
    held = select(Membership.account_id).where(
        there,
        col(Membership.role).in_(roles_with(permission, reach)),
        col(Membership.since) <= now,
        holds(now),
    )
    asked = select(Account).where(col(Account.id).in_(held), col(Account.ended).is_(None)).order_by(col(Account.id))
    return (await session.exec(asked)).all()


async def tell(
    session: AsyncSession,
    settings: Settings,
    kind: str,
    people: Sequence[Account],
    *,
    once: str,
    region: RegionData,
    values: Callable[[str], Mapping[str, object]],
) -> int:
    """How many mails were written, all at once. `values`: in this language."""
    secrecy, rows = settings.secrecy(), []
    for one in people:
        receiver = Receiver(address_of(secrecy, one), one.name, one.language)
        try:
            rows.append(
                made_ready(settings, kind, receiver, once=once, region=region, values=values(receiver.language))
            )
        except NotAnAddress:  # sealed with a key that has gone: no reason not to tell the others
            continue
    return len(await write_ready(session, rows))

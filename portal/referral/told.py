"""Who is told of a step of a referral, by a mail that says its number and where to look: nothing about a child."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access.permissions import Permission, Reach, roles_with
from portal.mail.telling import tell, who_may
from portal.model import Account, Application, Membership, Provider, Referral, Role
from portal.model.lasting import holds
from portal.regions import RegionData
from portal.settings import Settings
from portal.web.address import link
from portal.web.entrance import APPLICATIONS, NOTICES, PROVIDER_AREA, QUESTIONS, REQUESTS
from portal.web.findable import origin_of


async def tell_provider(
    session: AsyncSession,
    settings: Settings,
    region: RegionData,
    referral: Referral,
    application: Application,
    what: str,
) -> None:
    provider = await session.get_one(Provider, application.provider_id)
    people = await who_may(session, Permission.SCREEN, provider_id=provider.id)
    path = f"{PROVIDER_AREA}/{provider.slug}/{APPLICATIONS}"
    await _write(
        session,
        settings,
        region,
        people,
        what,
        referral.number,
        path,
        f"{what}:{application.key}:{application.version}",
    )


async def tell_toegang(
    session: AsyncSession, settings: Settings, region: RegionData, referral: Referral, what: str
) -> None:
    people = await of_toegang(session, referral.region_id, referral.municipality)
    path = f"{REQUESTS}/{referral.key}" if what == "requested" else f"{NOTICES}/{referral.key}"
    await _write(session, settings, region, people, what, referral.number, path, f"{what}:{referral.key}")


async def tell_referrer(
    session: AsyncSession, settings: Settings, region: RegionData, referral: Referral, what: str, once: str = ""
) -> None:
    people = await who_referred(session, referral)
    path = f"{NOTICES}/{referral.key}"
    await _write(session, settings, region, people, what, referral.number, path, f"{what}:{referral.key}:{once}")


async def tell_of_question(
    session: AsyncSession, settings: Settings, region: RegionData, provider: Provider, key: str
) -> None:
    people = await who_may(session, Permission.SCREEN, provider_id=provider.id)
    path = f"{PROVIDER_AREA}/{provider.slug}/{QUESTIONS}"
    await _write(session, settings, region, people, "question", "", path, f"question:{key}")


async def unread_at(session: AsyncSession, providers: Sequence[int]) -> set[int]:
    """Of these, where nobody is told of a notice: nobody there signs in who screens."""
    now = clock.now()
    read = select(Membership.provider_id).where(
        col(Membership.provider_id).in_(providers),
        col(Membership.role).in_(roles_with(Permission.SCREEN, Reach.OWN_PROVIDER)),
        col(Membership.since) <= now,
        holds(now),
    )
    return set(providers) - set((await session.exec(read)).all()) if providers else set()


async def of_toegang(session: AsyncSession, region_id: int, municipality: str) -> Sequence[Account]:
    roles = roles_with(Permission.DECIDE_REQUEST, Reach.OWN_MUNICIPALITY)
    there = (col(Membership.region_id) == region_id, col(Membership.municipality) == municipality)
    return await _holding(session, roles, *there)


async def who_referred(session: AsyncSession, referral: Referral) -> Sequence[Account]:
    """Who made it; where they have left, all who refer there."""
    if referral.practice_id is None:
        people = await of_toegang(session, referral.region_id, referral.municipality)
    else:
        roles = roles_with(Permission.REFER, Reach.OWN_PRACTICE)
        people = await _holding(session, roles, col(Membership.practice_id) == referral.practice_id)
    return [one for one in people if one.id == referral.made_by] or people


async def _holding(session: AsyncSession, roles: frozenset[Role], *there: ColumnElement[bool]) -> Sequence[Account]:
    now = clock.now()
    held = select(Membership.account_id).where(
        col(Membership.role).in_(roles), col(Membership.since) <= now, holds(now), *there
    )
    asked = select(Account).where(col(Account.id).in_(held), col(Account.ended).is_(None)).order_by(col(Account.id))
    return (await session.exec(asked)).all()


async def _write(
    session: AsyncSession,
    settings: Settings,
    region: RegionData,
    people: Sequence[Account],
    what: str,
    number: str,
    path: str,
    once: str,
) -> None:
    origin = origin_of(settings, region)

    def values(language: str) -> Mapping[str, object]:
        return {"what": what, "number": number, "address": origin + link(language, path)}

    await tell(session, settings, "referral_step", people, once=once, region=region, values=values)

"""Who is told of a stop, and how: mails in the transaction of what they tell of."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access.mail_address import address_of
from portal.access.permissions import Permission, Reach, roles_with
from portal.mail.writing import NotAnAddress, Receiver, write_mail
from portal.model import Account, IntakeStop, Membership, Provider
from portal.regions import RegionData
from portal.settings import Settings
from portal.stops.grounds import message_of
from portal.stops.help import Help
from portal.web.address import link
from portal.web.entrance import PROVIDER_AREA, REGION_STOPS, STOPS
from portal.web.findable import origin_of
from portal.web.language import translations


@dataclass(frozen=True)
class News:
    """What happened with a stop."""

    stop: IntakeStop
    provider: Provider
    help: Help
    region: RegionData
    lengthened: bool = False


async def who_watches(session: AsyncSession, region_id: int) -> Sequence[Account]:
    """Contract managers and toegangen: whoever sees the stops of the region."""
    roles = roles_with(Permission.SEE_STOPS, Reach.OWN_REGION)
    return await _accounts(session, col(Membership.role).in_(roles), Membership.region_id == region_id)


async def who_manages(session: AsyncSession, provider_id: int) -> Sequence[Account]:
    roles = roles_with(Permission.STOP_INTAKE, Reach.OWN_PROVIDER)
    return await _accounts(session, col(Membership.role).in_(roles), Membership.provider_id == provider_id)


async def _accounts(session: AsyncSession, *which: object) -> Sequence[Account]:
    """Each once, whatever they are here besides."""
    now = clock.now()
    held = select(Membership.account_id).where(
        *which,  # type: ignore[arg-type]
        col(Membership.since) <= now,
        or_(col(Membership.until).is_(None), col(Membership.until) > now),
    )
    asked = select(Account).where(col(Account.id).in_(held), col(Account.ended).is_(None)).order_by(col(Account.id))
    return (await session.exec(asked)).all()


async def tell_of_own(session: AsyncSession, settings: Settings, news: News) -> None:
    """Of a stop of the provider itself: those who watch over the region."""
    told = await who_watches(session, news.region.id)
    await _write(session, settings, "stop_by_provider", news, told, REGION_STOPS)


async def tell_of_imposed(session: AsyncSession, settings: Settings, news: News) -> None:
    told = await who_manages(session, news.stop.provider_id)
    await _write(session, settings, "stop_by_region", news, told, _own_page(news))


async def tell_of_end(session: AsyncSession, settings: Settings, news: News) -> None:
    if news.stop.imposed:
        told = await who_manages(session, news.stop.provider_id)
        await _write(session, settings, "stop_ended", news, told, _own_page(news))
    else:
        told = await who_watches(session, news.region.id)
        await _write(session, settings, "stop_ended", news, told, REGION_STOPS)


async def tell_of_coming_end(session: AsyncSession, settings: Settings, news: News) -> int:
    """Told once, however often it is asked. The number of mails."""
    told = await who_manages(session, news.stop.provider_id)
    return await _write(session, settings, "stop_ends_soon", news, told, _own_page(news))


def _own_page(news: News) -> str:
    return f"{PROVIDER_AREA}/{news.provider.slug}/{STOPS}"


async def _write(
    session: AsyncSession, settings: Settings, kind: str, news: News, told: Sequence[Account], path: str
) -> int:
    await session.flush()  # the version is part of what makes it news
    stop, secrecy, written = news.stop, settings.secrecy(), 0
    once = f"{stop.key}:{stop.ends}" if kind == "stop_ends_soon" else f"{stop.key}:{stop.version}"
    origin = origin_of(settings, news.region)
    for account in told:
        ground = message_of(stop.ground)
        values = {
            "provider": news.provider.name,
            "what": news.help.within(account.language),
            "day": stop.starts,
            "until": stop.ends,
            "ground": translations(account.language).gettext(ground) if ground else "",
            "explanation": stop.explanation,
            "imposed": stop.imposed,
            "lengthened": news.lengthened,
            "address": origin + link(account.language, path),
        }
        receiver = Receiver(address_of(secrecy, account), account.name, account.language)
        try:
            written += bool(
                await write_mail(session, settings, kind, receiver, once=once, region=news.region, values=values)
            )
        except NotAnAddress:  # the key that it was sealed with has gone: no reason for no stop
            continue
    return written

"""Who is told of a stop, and how: mails in the transaction of what they tell of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access.permissions import Permission
from portal.mail.telling import tell, who_may
from portal.model import Account, IntakeStop, Provider
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
    by_region: bool = False  # it lengthened a stop of the provider itself


async def who_watches(session: AsyncSession, region_id: int) -> Sequence[Account]:
    """Contract managers and toegangen: whoever sees the stops of the region."""
    return await who_may(session, Permission.SEE_STOPS, region_id=region_id)


async def who_manages(session: AsyncSession, provider_id: int) -> Sequence[Account]:
    return await who_may(session, Permission.STOP_INTAKE, provider_id=provider_id)


async def tell_of_own(session: AsyncSession, settings: Settings, news: News) -> None:
    """Of a stop of the provider itself: those who watch over the region, and the provider where the region decided."""
    told = await who_watches(session, news.region.id)
    await _write(session, settings, "stop_by_provider", news, told, REGION_STOPS)
    if news.by_region:
        await tell_of_imposed(session, settings, news)


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
    stop = news.stop
    once = f"{stop.key}:{stop.ends}" if kind == "stop_ends_soon" else f"{stop.key}:{stop.version}"
    origin, ground = origin_of(settings, news.region), message_of(stop.ground)

    def values(language: str) -> Mapping[str, object]:
        return {
            "provider": news.provider.name,
            "what": news.help.within(language),
            "day": stop.starts,
            "until": stop.ends,
            "ground": translations(language).gettext(ground) if ground else "",
            "explanation": stop.explanation,
            "imposed": stop.imposed,
            "lengthened": news.lengthened,
            "by_region": news.by_region,
            "address": origin + link(language, path),
        }

    return await tell(session, settings, kind, told, once=once, region=news.region, values=values)

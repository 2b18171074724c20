"""What is known today of the offers on a list."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.finding.figures import FigureShown, figures_shown
from portal.finding.offers import ShownOffer, shown_offers
from portal.finding.question import Question
from portal.indexing import read_providers
from portal.model import Offer, Provider
from portal.regions import RegionData, Regions


@dataclass(frozen=True)
class Known:
    """An offer that visitors see today."""

    provider: Provider
    offer: ShownOffer
    figures: Sequence[FigureShown]


async def known_today(
    session: AsyncSession, keys: Sequence[str], region: RegionData, regions: Regions
) -> dict[str, Known]:
    """By key. What ended, or is not for visitors, is not in it: of that nobody here may say that it exists."""
    statement = select(Offer.provider_id).where(col(Offer.key).in_(keys), Offer.region_id == region.id).distinct()
    providers = sorted((await session.exec(statement)).all()) if keys else []
    if not providers:
        return {}
    found = {}
    for records in (await read_providers(session, region.id, providers)).values():
        figures = figures_shown(records.measurements, region).first
        for offer in shown_offers(records, Question(region), regions):
            if offer.key in keys:
                found[offer.key] = Known(records.provider, offer, figures)
    return found

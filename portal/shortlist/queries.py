"""What is known today of the offers on a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from sqlmodel.ext.asyncio.session import AsyncSession

from portal.finding.figures import FigureShown, figures_shown
from portal.finding.judging import shown_offers
from portal.finding.offers import ShownOffer
from portal.finding.provider_rows import read_offering, records_of
from portal.finding.question import Question
from portal.model import Provider
from portal.regions import RegionData, Regions
from portal.sqlite_visits import in_one_visit


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
    if not keys:
        return {}
    read = await in_one_visit(session, partial(read_offering, keys=keys, region_id=region.id))
    found = {}
    for one in read.named.values():
        if one.id not in read.agreed.contracts:
            continue
        records = records_of(one, read, region)
        figures = figures_shown(records.measurements, region).first
        for offer in shown_offers(records, Question(region), regions, keys):
            found[offer.key] = Known(records.provider, offer, figures)
    return found

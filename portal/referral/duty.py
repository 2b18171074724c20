"""Acceptatieplicht: whether a provider that is enrolled must accept. Source 001, 2: "ingeschreven op een
woonintensiteit of op een functiegroep", as long as what it offers fits the question."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.model import Contract, ContractLine, Offer, OfferLine
from portal.referral.terms import LIVING_SCALE
from portal.regions import RegionData


@dataclass(frozen=True)
class Enrolled:
    """A line of a contract under which the offer is delivered. Without a day there is no bound."""

    product: str
    starts: tuple[date | None, date | None] = (None, None)  # of the line, of the contract
    ends: tuple[date | None, date | None] = (None, None)
    known: bool = True  # False: the source names the provider, and no contract

    def holds(self, today: date) -> bool:
        return all(day is None or day <= today for day in self.starts) and all(
            day is None or day >= today for day in self.ends
        )


def has_duty(lines: Iterable[Enrolled], region: RegionData, today: date) -> bool | None:
    """None where it is not known: no line is, or the source says nothing of such a product (dagverblijf, crisis,
    dyslexia)."""
    held = [line for line in lines if line.known and line.holds(today)]
    products = [region.products[line.product] for line in held if line.product in region.products]
    if any(product.intensity_scale == LIVING_SCALE or product.tariff_group for product in products):
        return True
    return None


async def duty_of(session: AsyncSession, offer: str, region: RegionData) -> bool | None:
    """Of an offer, by its key. One question to the database."""
    asked = (
        select(ContractLine, Contract)
        .join(OfferLine, col(OfferLine.contract_line_id) == col(ContractLine.id))
        .join(Offer, col(Offer.id) == col(OfferLine.offer_id))
        .join(Contract, col(Contract.id) == col(ContractLine.contract_id))
        .where(Offer.key == offer, Contract.region_id == region.id)
    )
    rows = (await session.exec(asked)).all()
    lines = [
        Enrolled(line.product, (line.starts, contract.starts), (line.ends, contract.ends), contract.known)
        for line, contract in rows
    ]
    return has_duty(lines, region, clock.today())

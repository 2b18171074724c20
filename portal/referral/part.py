"""What one provider is asked for: of several that help at once, its own part of it."""

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.model import Application, Offer, Referral
from portal.referral.terms import Term, term_of
from portal.regions import RegionData


def term_of_part(offer: Offer | None, referral: Referral, region: RegionData) -> Term:
    """By what the offer is. Where it is gone, by what was asked for."""
    if offer is None:
        return term_of(referral.subject_type, referral.subject, region)
    return term_of("form", offer.form, region) if offer.form else term_of("help_kind", offer.help_kind, region)


async def term_here(session: AsyncSession, application: Application, referral: Referral, region: RegionData) -> Term:
    offer = (await session.exec(select(Offer).where(Offer.key == application.offer))).first()
    return term_of_part(offer, referral, region)

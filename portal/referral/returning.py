"""A contract ended, or what was offered did, with applications open: they go back to who referred. What has started
goes on: source 001, 2, "zorgcontinuïteit"."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, or_, select

from portal import clock
from portal.database import SYSTEM, Database
from portal.model import (
    Application,
    ApplicationState,
    Contract,
    ContractLine,
    Offer,
    OfferLine,
    Provider,
    Referral,
)
from portal.model.lasting import lasts
from portal.referral.consent import toegang_hears
from portal.referral.events import By, What, leave_event
from portal.referral.standing import settle
from portal.referral.telling import News, tell_referrer, tell_toegang
from portal.regions import RegionData, Regions
from portal.settings import Settings
from portal.trouble import alone

OPEN = (ApplicationState.ASKED, ApplicationState.BUDGET, ApplicationState.ACCEPTED)


async def return_applications(database: Database, settings: Settings, regions: Regions) -> int:
    """How many. As often as you like."""
    by_id = {region.id: region for region in regions.by_key.values()}
    async with database.reading() as session:
        asked = select(col(Application.id)).where(_of_nobody(), col(Application.region_id).in_(by_id))
        found = (await session.exec(asked.order_by(col(Application.id)))).all()
    done = 0
    for number in found:
        with alone("application_not_returned"):
            done += await _return(database, settings, by_id, number or 0)
    return done


def _of_nobody() -> ColumnElement[bool]:
    """It lies open with a provider that has no contract here any more, or for an offer that is none any more."""
    today = clock.today()
    contract = select(Contract.id).where(
        Contract.provider_id == Application.provider_id,
        Contract.region_id == Application.region_id,
        lasts(Contract, today),
    )
    lines = select(OfferLine.offer_id).where(OfferLine.offer_id == Offer.id)
    held = (
        select(OfferLine.offer_id)
        .join(ContractLine, col(ContractLine.id) == col(OfferLine.contract_line_id))
        .join(Contract, col(Contract.id) == col(ContractLine.contract_id))
        .where(OfferLine.offer_id == Offer.id, lasts(ContractLine, today), lasts(Contract, today))
    )
    offer = select(Offer.id).where(
        Offer.key == Application.offer, col(Offer.published).is_(True), or_(~lines.exists(), held.exists())
    )
    return and_(col(Application.state).in_(OPEN), or_(~contract.exists(), ~offer.exists()))


async def _return(database: Database, settings: Settings, regions: Mapping[int, RegionData], number: int) -> int:
    """Unless it was answered meanwhile. The referral is held first, as everywhere."""
    async with database.writing(SYSTEM) as session:
        of = select(Application.referral_id).where(Application.id == number)
        whole = select(Referral).where(col(Referral.id).in_(of)).with_for_update()
        referral = (await session.exec(whole)).one()
        still = select(Application).where(Application.id == number, _of_nobody()).with_for_update()
        application = (await session.exec(still)).first()
        if application is None:
            return 0
        region = regions[application.region_id]
        provider = await session.get_one(Provider, application.provider_id)
        hears = toegang_hears(referral, application.state)
        application.state = ApplicationState.RETURNED
        leave_event(session, referral, What.RETURNED, By.TIME, organisation=provider.name, application=application)
        await settle(session, referral, region)
        news = News(What.RETURNED, referral, provider, application.key, region)
        await tell_referrer(session, settings, news)
        if hears:
            await tell_toegang(session, settings, news)
    return 1

"""An application that nobody was told of: mail to each who screens at the provider comes back. Who referred is told,
once for each application, to call them."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, select

from portal.database import SYSTEM, Database
from portal.model import Account, Application, ApplicationState, Membership, Provider, Referral, ReferralEvent
from portal.referral.events import By, What, leave_event
from portal.referral.receivers import screens
from portal.referral.telling import News, tell_referrer
from portal.regions import RegionData, Regions
from portal.settings import Settings
from portal.trouble import alone


async def tell_of_unreached(database: Database, settings: Settings, regions: Regions) -> int:
    """How many. As often as you like."""
    by_id = {region.id: region for region in regions.by_key.values()}
    async with database.reading() as session:
        asked = select(col(Application.id)).where(_unreached(), col(Application.region_id).in_(by_id))
        found = (await session.exec(asked.order_by(col(Application.id)))).all()
    told = 0
    for number in found:
        with alone("unreached_not_told"):
            told += await _tell(database, settings, by_id, number or 0)
    return told


def _unreached() -> ColumnElement[bool]:
    """It waits for an answer, somebody could give one, none of them gets mail, and nobody was told so."""
    there = (
        select(Membership.id)
        .join(Account, col(Account.id) == col(Membership.account_id))
        .where(col(Membership.provider_id) == col(Application.provider_id), screens())
    )
    reached = there.where(col(Account.mail_refused_at).is_(None))
    told = select(ReferralEvent.id).where(
        ReferralEvent.referral_id == Application.referral_id,
        ReferralEvent.application_id == Application.id,
        ReferralEvent.what == What.UNREACHED.value,
    )
    waits = col(Application.state) == ApplicationState.ASKED
    return and_(waits, there.exists(), ~reached.exists(), ~told.exists())


async def _tell(database: Database, settings: Settings, regions: Mapping[int, RegionData], number: int) -> int:
    """Unless somebody did meanwhile. The referral is held first, as everywhere."""
    async with database.writing(SYSTEM) as session:
        of = select(Application.referral_id).where(Application.id == number)
        whole = select(Referral).where(col(Referral.id).in_(of)).with_for_update()
        referral = (await session.exec(whole)).one()
        still = select(Application).where(Application.id == number, _unreached())
        application = (await session.exec(still)).first()
        if application is None:
            return 0
        provider = await session.get_one(Provider, application.provider_id)
        leave_event(session, referral, What.UNREACHED, By.TIME, organisation=provider.name, application=application)
        news = News(What.UNREACHED, referral, provider, application.key, regions[application.region_id])
        await tell_referrer(session, settings, news)
    return 1

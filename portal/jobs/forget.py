"""What was kept for a while and is not needed any more: about signing in, what software sent, how often providers were
seen, families' lists, pictures that nobody sees, reports that were answered, referrals and rows of the monitor extract
after their terms."""

from datetime import timedelta

from sqlmodel import col, delete, or_

from portal import clock
from portal.access.kept_form import forget_kept
from portal.access.one_time import forget_links
from portal.access.patience import forget_old
from portal.accounts.passkeys import forget_spent
from portal.database import SYSTEM, Database
from portal.exchange.monitor import forget_extract
from portal.model import SignInSession
from portal.noticed.counting import forget_seen
from portal.noticed.reports import forget_reports
from portal.profile.pictures import forget_pictures
from portal.push.api.many import forget_answered
from portal.referral.removal import forget_referrals
from portal.regions import Regions
from portal.shortlist.actions import forget_lists

KEPT = timedelta(days=30)  # a session that is over, for who asks what happened to their account


async def forget(database: Database, regions: Regions) -> None:
    before = clock.now() - KEPT
    over = or_(col(SignInSession.ended_at) < before, col(SignInSession.ends) < before)
    async with database.writing(SYSTEM) as session:
        await forget_old(session)
        await forget_spent(session)
        await forget_links(session)
        await forget_kept(session)
        await forget_answered(session)
        await forget_seen(session)
        await forget_lists(session)
        await forget_pictures(session)
        for region in regions.by_key.values():
            await forget_extract(session, region)
            await forget_reports(session, region)
        await session.exec(delete(SignInSession).where(over))
    await forget_referrals(database, regions)

"""Two runners that remove in the same moment, on both databases: everybody is counted once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from portal import clock
from portal.database import Database
from portal.model import Account, Provider, Referral, ReferralCount, ReferralState, Region
from portal.referral import removal
from portal.referral.removal import forget_referrals
from tests.referral.records import a_referral, an_application
from tests.staff import FEMKE_HERSELF
from tests.web.house import a_region, regions_of

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
MANY = 12


@pytest.fixture
async def database(own_database_url: str) -> AsyncIterator[Database]:
    database = Database(own_database_url)
    with clock.stopped_at(NOON):
        async with database.writing(FEMKE_HERSELF) as session:
            session.add(Region(id=1, key="rivierland", is_default=True))
            session.add(Provider(id=1, key="w", slug="w", name="De Wilgenhof"))
            session.add(Account(id=1, key="a", name="Bram", email_sealed="x", email_print="x", created=NOON))
            await session.flush()
            for _ in range(MANY):
                referral = a_referral(state=ReferralState.ENDED, closed_on=NOON.date() - timedelta(days=400))
                session.add(referral)
                await session.flush()
                session.add(an_application(referral))
        yield database
    await database.close()


async def test_two_that_remove_at_once_count_each_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(removal, "AT_ONCE", 2)  # so that they meet often
    regions = regions_of(a_region())
    await asyncio.gather(*(forget_referrals(database, regions) for _ in range(3)))
    await forget_referrals(database, regions)
    async with database.reading() as session:
        assert (await session.exec(select(Referral))).all() == []
        notices = select(ReferralCount.number).where(ReferralCount.what == "notice")
        assert (await session.exec(notices)).all() == [MANY]

"""What was kept of signing in goes by its age."""

from datetime import timedelta

from sqlmodel import select

from portal import clock
from portal.database import SYSTEM, Database
from portal.jobs.forget import KEPT, forget
from portal.model import Account, AuditEntry, FailedTry, SignInSession, SpentOnce
from portal.regions import Regions

DAY = timedelta(days=1)


async def test_old_tries_spent_challenges_and_sessions_that_are_over_go(own_database_url: str) -> None:
    database, now = Database(own_database_url), clock.now()
    async with database.writing(SYSTEM) as session:
        session.add(Account(id=1, key="a", name="Piet", email_sealed="x", email_print="x", created=now))
        await session.flush()
        for key, ends, ended in (
            ("open", now + DAY, None),
            ("open for long", now + 90 * DAY, None),
            ("just over", now - DAY, None),
            ("just ended", now + DAY, now),
            ("long over", now - KEPT - DAY, None),
            ("long ended", now + DAY, now - KEPT - DAY),
        ):
            session.add(
                SignInSession(key=key, token_print=key, account_id=1, began=now, seen=now, ends=ends, ended_at=ended)
            )
        session.add_all(
            [
                FailedTry(print="new", last_at=now, not_before=now),
                FailedTry(print="old", last_at=now - 2 * DAY, not_before=now),
                SpentOnce(print="new", until=now + DAY),
                SpentOnce(print="old", until=now - DAY),
            ]
        )
    await forget(database, Regions())
    async with database.reading() as session:
        assert set((await session.exec(select(SignInSession.key))).all()) == {
            "open", "open for long", "just over", "just ended",
        }  # fmt: skip
        assert (await session.exec(select(FailedTry.print))).all() == ["new"]
        assert (await session.exec(select(SpentOnce.print))).all() == ["new"]
        assert {entry.subject_type for entry in (await session.exec(select(AuditEntry))).all()} == {"Account"}
    await database.close()

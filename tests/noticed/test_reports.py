"""Reports of visitors as lines, and answers to them, on both kinds of database."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from portal import clock
from portal.access import mail_address
from portal.database import SYSTEM, Database
from portal.jobs.forget import forget
from portal.model import Account, Mail, Membership, MistakeReport, Region, ReportAnswer, Role
from portal.noticed.reports import By, Line, Show, answer, line_now, lines_of, number_open
from portal.regions import load_regions
from portal.seen.telling import tell_of_reports
from portal.settings import Settings
from tests.mail.writing import KEY
from tests.small_region import database

__all__ = ["database"]

DAY = timedelta(days=1)


async def report(database: Database, provider: int, about: str, offer: str = "", days_ago: int = 0) -> None:
    async with database.writing(SYSTEM) as session:
        session.add(
            MistakeReport(
                region_id=1,
                provider_id=provider,
                about=about,
                offer_key=offer,
                reported_at=clock.now() - days_ago * DAY,
            )
        )


async def lines(database: Database, provider: int | None = None, show: Show = Show.ALL) -> list[Line]:
    async with database.reading() as session:
        region = (await load_regions(session)).by_key["oost"]
        return list((await lines_of(session, region, provider, show)).lines)


async def say(database: Database, line: Line, said: ReportAnswer, seen: int | None = None) -> int:
    async with database.writing(SYSTEM) as session:
        whose = (1, line.provider_id)
        version = line.seen if seen is None else seen
        return await answer(session, line.about, line.offer_key, whose, said, (line.last_id, version), By.PROVIDER)


async def test_what_is_open_comes_first_then_by_provider_the_oldest_first(database: Database) -> None:
    await report(database, 2, "contact", days_ago=20)
    await report(database, 1, "ages", days_ago=2)
    await report(database, 1, "contact", "wilgenhof-angst", days_ago=3)
    await report(database, 1, "contact", "wilgenhof-angst", days_ago=30)
    await report(database, 1, "stopped", days_ago=40)
    (stopped,) = [line for line in await lines(database) if line.about == "stopped"]
    assert await say(database, stopped, ReportAnswer.RIGHT) == 1
    found = await lines(database)
    assert [(line.provider_id, line.about, line.times, line.is_open) for line in found] == [
        (1, "contact", 2, True),
        (1, "ages", 1, True),
        (2, "contact", 1, True),
        (1, "stopped", 1, False),
    ]
    assert [line.about for line in await lines(database, 1, Show.LATE)] == ["contact"]
    assert [line.about for line in await lines(database, 1, Show.ANSWERED)] == ["stopped"]
    assert [line.about for line in await lines(database, 2, Show.OPEN)] == ["contact"]
    async with database.reading() as session:
        assert [await number_open(session, provider, 1) for provider in (1, 2)] == [2, 1]


@pytest.mark.parametrize("said", list(ReportAnswer))
async def test_an_answer_over_what_was_not_seen_writes_nothing(database: Database, said: ReportAnswer) -> None:
    await report(database, 1, "ages")
    (line,) = await lines(database)
    assert await say(database, line, ReportAnswer.LOOKING) == 1
    assert await say(database, line, said) == 0
    async with database.reading() as session:
        region = (await load_regions(session)).by_key["oost"]
        stands = await line_now(session, region, 1, "ages", "")
        assert await line_now(session, region, 1, "contact", "") is None
    assert stands is not None
    assert (stands.answer, stands.is_open, stands.seen) == ("looking", True, 2)
    assert await say(database, stands, said) == 1


async def test_an_answered_report_goes_after_its_term_and_an_open_one_stays(database: Database) -> None:
    for about in ("ages", "contact", "stopped"):
        await report(database, 1, about)
    ages, contact, _ = sorted(await lines(database), key=lambda line: line.about)
    assert await say(database, ages, ReportAnswer.RIGHT) == 1
    assert await say(database, contact, ReportAnswer.LOOKING) == 1  # that is no answer yet
    async with database.reading() as session:
        regions = await load_regions(session)
    now, kept = clock.now(), regions.by_key["oost"].terms.report_kept_days
    left = {}
    for days in (kept - 1, kept + 1, 10 * kept):
        with clock.stopped_at(now + days * DAY):
            await forget(database, regions)
            left[days] = sorted(line.about for line in await lines(database))
    assert left == {
        kept - 1: ["ages", "contact", "stopped"],
        kept + 1: ["contact", "stopped"],
        10 * kept: ["contact", "stopped"],
    }


async def test_each_region_keeps_them_as_long_as_it_says(database: Database) -> None:
    await report(database, 1, "ages")
    (line,) = await lines(database)
    await say(database, line, ReportAnswer.RIGHT)
    async with database.writing(SYSTEM) as session:
        region = (await session.exec(select(Region).where(Region.key == "oost"))).one()
        region.terms = {**region.terms, "report_kept_days": 30}
    async with database.reading() as session:
        regions = await load_regions(session)
    with clock.stopped_at(clock.now() + 31 * DAY):
        await forget(database, regions)
        assert await lines(database) == []


async def test_the_job_tells_managers_once_a_day(database: Database) -> None:
    settings = Settings(encryption_keys=(KEY,), base_url="https://oost.example")
    secrecy = settings.secrecy()
    await report(database, 1, "ages")
    await report(database, 2, "ages")
    async with database.writing(SYSTEM) as session:
        sealed, print_of = (
            mail_address.seal(secrecy, "m@oost.example"),
            mail_address.print_of(secrecy, "m@oost.example"),
        )
        session.add(
            Account(id=1, key="m", name="Mieke", email_sealed=sealed, email_print=print_of, created=clock.now())
        )
        await session.flush()
        role = Role.PROVIDER_MANAGER
        session.add(Membership(key="m", account_id=1, role=role, region_id=1, provider_id=1, since=clock.now()))
    async with database.reading() as session:
        regions = await load_regions(session)
    assert [await tell_of_reports(database, settings, regions) for _ in range(2)] == [1, 0]
    async with database.reading() as session:
        assert len((await session.exec(select(Mail))).all()) == 1
        told = select(MistakeReport.provider_id).where(col(MistakeReport.told_at).is_not(None))
        assert (await session.exec(told)).all() == [1]

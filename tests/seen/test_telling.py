"""The mail about what visitors reported: to whom, how often, and what stands in it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.mail.letter import Letter, opened
from portal.model import Account, Mail, Role
from portal.noticed.reports import Lines, Show, lines_of
from portal.regions import RegionData
from portal.seen.telling import tell_of_reports
from portal.web.house import House
from portal.web.outer import Outer
from tests.seen.reporting import REPORTS, answers, form_of, report, reports
from tests.staff import an_account, signed_in

NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
async def mieke(house: House) -> Account:
    with clock.stopped_at(NOON - 30 * DAY):
        return await an_account(house, "mieke", Role.PROVIDER_MANAGER)


async def told(house: House, at: datetime = NOON) -> int:
    with clock.stopped_at(at):
        return await tell_of_reports(house.database, house.settings, house.regions)


async def letters(house: House) -> list[Letter]:
    async with house.database.reading() as session:
        mails = (await session.exec(select(Mail).order_by(col(Mail.id)))).all()
    assert {mail.kind for mail in mails} <= {"report"}
    return [opened(mail, house.secrecy) for mail in mails]


async def test_who_manages_it_is_told_what_is_said_and_where_to_answer(house: House, mieke: Account) -> None:
    await report(house, "contact", times=3)
    await report(house, "ages", "w-hulp")
    await an_account(house, "piet", Role.PROVIDER_EDITOR)
    assert await told(house) == 1
    (letter,) = await letters(house)
    assert letter.address == "mieke@voorbeeld.example"
    assert "De Wilgenhof" in letter.content.subject
    assert "Het telefoonnummer, e-mailadres of de website klopt niet" in letter.content.text
    assert "(3 keer)" in letter.content.text
    assert "binnen 14 dagen" in letter.content.text
    assert f"https://hulpkeuze.example{REPORTS}" in letter.content.text
    assert all(one.told_at == NOON for one in await reports(house))


async def test_at_most_once_a_day_and_then_about_what_came_since(house: House, mieke: Account) -> None:
    await report(house, "contact")
    assert await told(house) == 1
    await report(house, "ages")
    for hours in (1, 5, 11):
        assert await told(house, NOON + timedelta(hours=hours)) == 0
    assert await told(house, NOON + timedelta(hours=12, minutes=5)) == 1  # past midnight in the Netherlands
    assert await told(house, NOON + 2 * DAY) == 0  # nothing new
    first, second = await letters(house)
    assert "leeftijden" not in first.content.text
    assert "leeftijden" in second.content.text


async def test_what_was_answered_before_is_not_told(house: House, app: Outer, mieke: Account) -> None:
    await report(house, "contact")
    async with signed_in(app, mieke) as browser:
        await answers(browser, form_of((await browser.get(REPORTS)).text, "contact"), "mended")
    assert await told(house) == 0
    assert await letters(house) == []


async def test_a_provider_that_nobody_manages_is_told_when_somebody_does(house: House) -> None:
    await report(house, "contact")
    await an_account(house, "piet", Role.PROVIDER_EDITOR)
    assert await told(house) == 0
    with clock.stopped_at(NOON - DAY):
        await an_account(house, "mieke", Role.PROVIDER_MANAGER, language="en")
    assert await told(house) == 1
    (letter,) = await letters(house)
    assert "Look at it within 14 days" in letter.content.text
    assert "https://hulpkeuze.example/en/aanbieder" in letter.content.text


async def test_who_left_or_has_no_account_any_more_gets_nothing(house: House, mieke: Account) -> None:
    with clock.stopped_at(NOON - DAY):
        await an_account(house, "olaf", Role.PROVIDER_MANAGER, ended=clock.now())
    await report(house, "contact")
    await told(house)
    assert [letter.address for letter in await letters(house)] == ["mieke@voorbeeld.example"]


async def test_a_clock_that_was_ahead_for_a_moment_keeps_nobody_waiting(house: House, mieke: Account) -> None:
    await report(house, "contact")
    assert await told(house, NOON + 400 * DAY) == 1
    await report(house, "ages")
    assert await told(house) == 1


async def test_a_provider_that_cannot_be_told_holds_up_no_other(
    house: House, mieke: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.stopped_at(NOON - DAY):
        await an_account(house, "olaf", Role.PROVIDER_MANAGER, tied={"region_id": 2, "provider_id": 2})
    await report(house, "contact")
    await report(house, "contact", provider=2)

    async def fails_for_the_first(session: AsyncSession, region: RegionData, provider: int, show: Show) -> Lines:
        if provider == 1:
            raise RuntimeError
        return await lines_of(session, region, provider, show)

    monkeypatch.setattr("portal.seen.telling.lines_of", fails_for_the_first)
    assert await told(house) == 1
    assert [letter.address for letter in await letters(house)] == ["olaf@voorbeeld.example"]

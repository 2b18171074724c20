"""Each mail of a referral leads to the page on which its reader goes on."""

import re
from datetime import UTC, datetime, time

import pytest
from sqlmodel import select

from portal import clock
from portal.model import Application, Contract
from portal.referral import answering
from portal.referral.overdue import tell_of_late_answers
from portal.referral.returning import return_applications
from portal.web.house import House
from portal.web.outer import Outer
from portal.working_days import working_day_from
from tests.accounts.mailbox import letters
from tests.screening.conftest import People
from tests.screening.screening import INBOX, day, declines, lies_here, stands
from tests.screening.test_questions import answers, asks
from tests.staff import FEMKE_HERSELF, signed_in


async def links(house: House) -> set[tuple[str, str]]:
    """Who, and where to."""
    origin = re.escape(house.settings.public_url)
    return {
        (letter.address.partition("@")[0], path)
        for letter in await letters(house)
        for path in re.findall(rf"^{origin}(/\S+)$", letter.content.text, re.M)
    }


async def all_open(house: House, app: Outer, people: People) -> None:
    for name, path in await links(house):
        async with signed_in(app, people[name]) as browser:
            assert (await browser.get(path)).status_code == 200, (name, path)


async def key_of(house: House, application: Application) -> str:
    return (await stands(house, application))[1].key


async def _enrolled(*_: object) -> bool:
    return True


async def test_of_answers_each_reads_where_they_go_on(house: House, app: Outer, people: People) -> None:
    agreed = {"tell_toegang": True}
    budget, light = await lies_here(house, referral=agreed), await lies_here(house, referral=agreed)
    under_duty = await lies_here(house)
    question = await asks(house, asked_by=people["bram"].id)
    async with signed_in(app, people["piet"]) as piet:
        await declines(piet, budget, uitkomst="budget-te-klein", opdracht="1")
        await declines(piet, light)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(answering, "duty_of", _enrolled)
            await declines(piet, under_duty)
        await answers(piet, question, uitkomst="fits")
    asked, sent_back, refused = [await key_of(house, one) for one in (budget, light, under_duty)]
    assert await links(house) == {
        ("bram", f"/verwijzer/berichten/{asked}"),
        ("yusuf", f"/verwijzer/verzoeken/{asked}"),
        ("bram", f"/verwijzer/berichten/{sent_back}"),
        ("yusuf", f"/verwijzer/berichten/{sent_back}"),
        ("bram", f"/verwijzer/berichten/{refused}"),
        ("noor", "/regio/verwijzingen"),
        ("bram", "/verwijzer/vragen"),
    }
    await all_open(house, app, people)


async def test_of_time_too(house: House, app: Outer, people: People) -> None:
    await lies_here(house, day(-30), answer_by=day(-20), reminded_on=day(-18))
    late = await lies_here(house, day(-30), answer_by=day(-20))
    with clock.stopped_at(datetime.combine(working_day_from(day(1)), time(11), UTC)):  # these people came just now
        assert await tell_of_late_answers(house.database, house.settings, house.regions) == 2
    assert {("mieke", INBOX), ("noor", "/regio/verwijzingen")} < await links(house)
    await all_open(house, app, people)
    async with house.database.writing(FEMKE_HERSELF) as session:
        (await session.exec(select(Contract).where(Contract.key == "w"))).one().ends = day(-1)
    assert await return_applications(house.database, house.settings, house.regions) == 2
    key = await key_of(house, late)
    assert ("bram", f"/verwijzer/berichten/{key}") in await links(house)
    async with signed_in(app, people["bram"]) as bram:
        page = (await bram.get(f"/verwijzer/berichten/{key}")).text
    for text in ("Wie geeft deze hulp ook", "De aanmelding kwam terug", "/aanbod?soort=opvoedhulp"):
        assert text in page, text

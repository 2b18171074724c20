"""Who removes a list may remove with it the notices that are over; of the others it reads what stays, and why."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlmodel import select

from portal import clock
from portal.model import Application, Consent, Frame, Referral, ReferralCount, ReferralEvent, Shortlist
from portal.web.house import House
from tests.catalogue.reading import text_of
from tests.shortlist.family import LIST, makes_list, sends
from tests.shortlist.test_everything import A, R, a_notice, follows
from tests.staff import FEMKE_HERSELF

AWAY = f"{LIST}/weg"


async def notices(house: House, *about: dict[str, Any]) -> list[Referral]:
    made = []
    for one in about:
        referral = await a_notice(house, one.pop("state"), one.pop("theirs", A.WITHDRAWN))
        async with house.database.writing(FEMKE_HERSELF) as session:
            held = await session.get_one(Referral, referral.id)
            for name, value in one.items():
                setattr(held, name, value)
        made.append(referral)
    return made


async def left(house: House) -> dict[str, int]:
    async with house.database.reading() as session:
        kinds = (Referral, Application, ReferralEvent, Consent, Shortlist)
        return {kind.__name__: len((await session.exec(select(kind))).all()) for kind in kinds}


async def counted(house: House) -> int:
    async with house.database.reading() as session:
        rows = await session.exec(select(ReferralCount.number).where(ReferralCount.what == "notice"))
        return sum(rows.all())


async def test_what_is_over_goes_with_the_list_and_only_numbers_remain(house: House, samira: httpx.AsyncClient) -> None:
    today = clock.today()
    over = await notices(
        house,
        {"state": R.WITHDRAWN, "closed_on": today},
        {"state": R.REFUSED, "closed_on": today},
        {"state": R.ENDED, "theirs": A.ENDED, "closed_on": today},
    )
    await follows(house, await makes_list(samira), *over)
    text = text_of((await samira.get(AWAY)).text)
    assert "3 verwijsberichten zijn voorbij" in text
    assert "Wat er blijft" not in text
    answer = await sends(samira, AWAY, {"berichten": "1"})
    assert answer.headers["location"] == f"{LIST}?gedaan=weg"
    assert set((await left(house)).values()) == {0}
    assert await counted(house) == 3


async def test_without_asking_for_it_they_stay_their_term(house: House, samira: httpx.AsyncClient) -> None:
    await follows(
        house, await makes_list(samira), *await notices(house, {"state": R.WITHDRAWN, "closed_on": clock.today()})
    )
    await sends(samira, AWAY)
    assert ((await left(house))["Referral"], await counted(house)) == (1, 0)


async def test_what_is_open_goes_too_where_it_is_withdrawn_with_it(house: House, samira: httpx.AsyncClient) -> None:
    await follows(house, await makes_list(samira), *await notices(house, {"state": R.ASKED, "theirs": A.ASKED}))
    await sends(samira, AWAY, {"intrekken": "1", "berichten": "1"})
    assert ((await left(house))["Referral"], await counted(house)) == (0, 1)


@pytest.mark.parametrize("said", [{"berichten": "1"}, {"berichten": "1", "intrekken": "1"}])
async def test_help_that_runs_stays_and_the_page_says_with_whom_until_when_and_why(
    house: House, samira: httpx.AsyncClient, said: dict[str, str]
) -> None:
    (runs,) = await notices(house, {"state": R.STARTED, "theirs": A.STARTED})
    await follows(house, await makes_list(samira), runs)
    text = text_of((await samira.get(AWAY)).text)
    for told in (
        "Wat er blijft", runs.number, "De Wilgenhof", "De hulp is begonnen", "Tot 365 dagen nadat het voorbij is",
        "zolang de hulp duurt",
    ):  # fmt: skip
        assert told in text, (told, text)
    await sends(samira, AWAY, said)
    assert ((await left(house))["Referral"], await counted(house)) == (1, 0)


async def test_what_the_gi_decides_stays_also_when_it_is_over(house: House, samira: httpx.AsyncClient) -> None:
    today = clock.today()
    (forced,) = await notices(house, {"state": R.WITHDRAWN, "closed_on": today, "frame": Frame.FORCED})
    await follows(house, await makes_list(samira), forced)
    text = text_of((await samira.get(AWAY)).text)
    last = today + timedelta(days=365)
    for told in (forced.number, "De GI beslist hier", str(last.year)):
        assert told in text, (told, text)
    await sends(samira, AWAY, {"berichten": "1"})
    assert ((await left(house))["Referral"], await counted(house)) == (1, 0)


async def test_nobody_removes_what_stands_on_anothers_list(
    house: House, samira: httpx.AsyncClient, grandmother: httpx.AsyncClient
) -> None:
    await follows(
        house, await makes_list(samira), *await notices(house, {"state": R.WITHDRAWN, "closed_on": clock.today()})
    )
    await makes_list(grandmother)
    await sends(grandmother, AWAY, {"berichten": "1"})
    assert (await left(house))["Referral"] == 1

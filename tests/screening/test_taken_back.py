"""Whoever takes a referral back, and wherever it stands: who had it is told, also the toegang that was to decide."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlmodel import select

from portal import clock
from portal.model import Application, ApplicationState, Consent, Referral, ReferralState
from portal.web.house import House
from portal.web.outer import Outer
from tests.referral.doing import sends as sends_from_page
from tests.referral.records import a_referral, an_application
from tests.screening.conftest import People
from tests.screening.screening import HELP, KIND, events, told
from tests.screening.test_following import PAGE, follows_keys
from tests.screening.test_mails import all_open
from tests.shortlist.conftest import lightly
from tests.shortlist.family import LIST
from tests.shortlist.family import sends as sends_form
from tests.staff import FEMKE_HERSELF, SAFE_BASE, a_key, signed_in
from tests.web.house import someone

__all__ = ["lightly"]

A, R = ApplicationState, ReferralState
REQUESTED, BUDGET, ASKED = (R.REQUESTED, None), (R.BUDGET, A.BUDGET), (R.ASKED, A.ASKED)
SUBJECT = "Een verwijzing is ingetrokken"


@pytest.fixture
async def samira(app: Outer) -> AsyncIterator[httpx.AsyncClient]:
    async with someone(app, base_url=SAFE_BASE) as visitor:
        yield visitor


async def stands_at(house: House, people: People, state: R, theirs: A | None) -> Referral:
    """Of Bram's practice, at De Wilgenhof where it lies with anybody, by the agreement of the parents."""
    referral = a_referral(**KIND, practice_id=1, made_by=people["bram"].id, state=state)
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add(referral)
        await session.flush()
        about = {"referral_id": referral.id, "purpose": "screen", "given_at": clock.now()}
        session.add(Consent(key=a_key(), receiver="de-wilgenhof", **about))
        if theirs is not None:
            session.add(an_application(referral, offer=HELP, state=theirs))
    return referral


async def by_family(_house: House, _app: Outer, samira: httpx.AsyncClient, _people: People, one: Referral) -> None:
    said = {"verwijzing": one.key, "versie": one.version, "doe": "intrekken"}
    assert (await sends_form(samira, PAGE, said)).status_code == 303


async def with_the_list(_house: House, _app: Outer, samira: httpx.AsyncClient, _people: People, _one: Referral) -> None:
    assert (await sends_form(samira, f"{LIST}/weg", {"intrekken": "1"})).status_code == 303


async def by_referrer(_house: House, app: Outer, _samira: httpx.AsyncClient, people: People, one: Referral) -> None:
    page = f"/verwijzer/berichten/{one.key}"
    async with signed_in(app, people["bram"]) as bram:
        assert (await sends_from_page(bram, page, f"{page}/intrekken", {})).status_code == 303


async def the_agreement(house: House, _app: Outer, samira: httpx.AsyncClient, _people: People, _one: Referral) -> None:
    async with house.database.reading() as session:
        key = (await session.exec(select(Consent.key))).one()
    assert (await sends_form(samira, f"{LIST}/alles/toestemming", {"toestemming": key})).status_code == 303


@pytest.mark.parametrize(
    ("takes_back", "at", "then", "who"),
    [
        (by_family, REQUESTED, R.WITHDRAWN, ["bram", "yusuf"]),
        (by_family, BUDGET, R.WITHDRAWN, ["bram", "mieke", "piet", "yusuf"]),
        (by_family, ASKED, R.WITHDRAWN, ["bram", "mieke", "piet"]),
        (with_the_list, REQUESTED, R.WITHDRAWN, ["bram", "yusuf"]),
        (with_the_list, BUDGET, R.WITHDRAWN, ["bram", "mieke", "piet", "yusuf"]),
        (with_the_list, ASKED, R.WITHDRAWN, ["bram", "mieke", "piet"]),
        (by_referrer, REQUESTED, R.WITHDRAWN, ["yusuf"]),
        (by_referrer, BUDGET, R.WITHDRAWN, ["mieke", "piet", "yusuf"]),
        (by_referrer, ASKED, R.WITHDRAWN, ["mieke", "piet"]),
        (the_agreement, BUDGET, R.CHOOSING, ["bram", "mieke", "piet", "yusuf"]),
        (the_agreement, ASKED, R.CHOOSING, ["bram", "mieke", "piet"]),
    ],
)
async def test_who_had_it_is_told(
    house: House,
    app: Outer,
    samira: httpx.AsyncClient,
    people: People,
    takes_back: Any,
    at: tuple[R, A | None],
    then: R,
    who: list[str],
) -> None:
    referral = await stands_at(house, people, *at)
    await follows_keys(house, samira, referral.key)
    await takes_back(house, app, samira, people, referral)
    async with house.database.reading() as session:
        now = (await session.exec(select(Referral))).one()
        theirs = (await session.exec(select(Application.state))).all()
    assert now.state is then
    assert now.closed_on == (clock.today() if then is R.WITHDRAWN else None)
    assert list(theirs) == ([] if at is REQUESTED else [A.WITHDRAWN])
    assert (await events(house))[-1] == "withdrawn"
    assert sorted(await told(house)) == [(one, f"{SUBJECT}: {referral.number}") for one in who]
    await all_open(house, app, people)

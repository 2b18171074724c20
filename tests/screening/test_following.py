"""A family follows its referral by the keuzecode."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest
from sqlalchemy import event

from portal.model import (
    Application,
    ApplicationState,
    DirectedBy,
    Facility,
    FacilityKind,
    Frame,
    Provider,
    ReferralState,
)
from portal.referral.following import followed
from portal.shortlist.actions import make_list
from portal.shortlist.content import Content
from portal.web.house import House
from portal.web.outer import Outer
from tests.screening.conftest import People
from tests.screening.screening import INBOX, at, day, declines, events, lies_here, sends, stands, told
from tests.shortlist.conftest import lightly
from tests.shortlist.family import LIST
from tests.shortlist.family import sends as sends_form
from tests.staff import FEMKE_HERSELF, SAFE_BASE, signed_in
from tests.web.house import someone

__all__ = ["lightly"]

PAGE = f"{LIST}/waar-zijn-we"
A, R = ApplicationState, ReferralState


@pytest.fixture
async def samira(app: Outer) -> AsyncIterator[httpx.AsyncClient]:
    async with someone(app, base_url=SAFE_BASE) as visitor:
        yield visitor


async def follows(house: House, browser: httpx.AsyncClient, *applications: Application) -> None:
    """With the code of a list on which these stand."""
    await follows_keys(house, browser, *[(await stands(house, one))[1].key for one in applications])


async def follows_keys(house: House, browser: httpx.AsyncClient, *keys: str) -> None:
    held = await make_list(house, house.regions.by_key["rivierland"], Content(referrals=list(keys)), "192.0.2.1")
    answer = await sends_form(browser, f"{LIST}/openen", {"code": held.code.written})
    assert answer.status_code == 303, answer.text


async def says(house: House, browser: httpx.AsyncClient, application: Application, do: str) -> httpx.Response:
    page = (await browser.get(PAGE)).text
    found = re.search(r'name="verwijzing" value="([^"]*)"><input type="hidden" name="versie" value="(\d+)"', page)
    _, referral = await stands(house, application)
    key, version = found.groups() if found else (referral.key, str(referral.version))
    data = {"verwijzing": key, "versie": version, "aanmelding": application.key, "doe": do}
    return await sends_form(browser, PAGE, data)


async def test_it_tells_where_it_is_whose_turn_until_when_and_whom_to_call(
    house: House, samira: httpx.AsyncClient, people: People
) -> None:
    application = await lies_here(house)
    async with house.database.writing(FEMKE_HERSELF) as session:
        (await session.get_one(Provider, 1)).phone = "0572-000000"
    await follows(house, samira, application)
    assert PAGE in (await samira.get(LIST)).text
    page = (await samira.get(PAGE)).text
    for text in ("Een aanbieder kijkt of die kan helpen", "De aanbieder: De Wilgenhof", "tel:0572000000", "Opvoedhulp"):
        assert text in page, text
    assert "De toegang van Dijkstad: geen telefoonnummer bekend" in page
    assert "Tot wanneer" in page  # also where nobody began the clock
    english = (await samira.get(f"/en{PAGE}")).text
    assert "A provider looks whether it can help" in english
    assert 'dir="rtl"' in (await samira.get(f"/ar{PAGE}")).text


async def test_the_toegang_is_called_at_the_desk_where_it_can_be(
    house: House, app: Outer, samira: httpx.AsyncClient, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    region = house.regions.by_key["rivierland"]
    team = Facility(
        key="team", region_id=region.id, kind=FacilityKind.TOEGANG, names={"nl": "Jeugdteam Eik"}, phone="0572 12 34",
        municipalities=["1001"],
    )  # fmt: skip
    application = await lies_here(house)
    _, referral = await stands(house, application)
    async with house.database.reading() as session:
        (one,) = await followed(session, [referral.key], replace(region, facilities=(team,)))
    assert one.toegang is not None
    assert [(desk.names, desk.phone) for desk in one.toegang.desks] == [({"nl": "Jeugdteam Eik"}, "0572 12 34")]
    monkeypatch.setitem(region.municipalities["1001"].toegang, "phone", "0572 98 76")
    monkeypatch.setitem(region.municipalities["1001"].toegang, "hours", "van 9 tot 12 uur")
    await follows(house, samira, application)
    page = (await samira.get(PAGE)).text
    for text in ("De toegang van Dijkstad", "tel:05729876", "van 9 tot 12 uur"):
        assert text in page, text


async def test_what_the_provider_does_the_family_sees(
    house: House, app: Outer, samira: httpx.AsyncClient, people: People
) -> None:
    application = await lies_here(house)
    await follows(house, samira, application)
    async with signed_in(app, people["piet"]) as piet:
        await sends(piet, application, "antwoord", uitkomst="aannemen", eerste_datum=day(3).isoformat())
        page = (await samira.get(PAGE)).text
        assert "De hulp gaat nog beginnen" in page
        assert "De hulp kan beginnen op" in page
        await sends(piet, application, "start", dag=day().isoformat())
    page = (await samira.get(PAGE)).text
    assert "De hulp is begonnen." in page
    assert "intrekken" not in page


async def test_after_a_decline_the_family_chooses_from_others(
    house: House, app: Outer, samira: httpx.AsyncClient, people: People
) -> None:
    application = await lies_here(house)
    await follows(house, samira, application)
    async with signed_in(app, people["piet"]) as piet:
        await declines(piet, application)
    page = (await samira.get(PAGE)).text
    for text in ("U mag een aanbieder kiezen", "Niet aangenomen", "/aanbod?soort=opvoedhulp&amp;gemeente=dijkstad"):
        assert text in page, text
    assert "Te licht" not in page  # why is for a talk


async def test_withdrawing_tells_all_who_had_it(house: House, samira: httpx.AsyncClient, people: People) -> None:
    application = await lies_here(house)
    await follows(house, samira, application)
    assert (await says(house, samira, application, "intrekken")).status_code == 303
    now, referral = await stands(house, application)
    assert (now.state, referral.state, referral.closed_on) == (A.WITHDRAWN, R.WITHDRAWN, day())
    assert sorted(who for who, _ in await told(house)) == ["bram", "mieke", "piet"]
    again = await says(house, samira, application, "intrekken")
    assert (again.status_code, "Er gebeurde iets" in again.text) == (409, True)
    assert list(await events(house)) == ["withdrawn"]


async def test_choosing_another_leaves_the_referral_to_choose_with(
    house: House, samira: httpx.AsyncClient, people: People
) -> None:
    application = await lies_here(house, referral={"tell_toegang": True})
    await follows(house, samira, application)
    assert (await says(house, samira, application, "andere-keuze")).status_code == 303
    now, referral = await stands(house, application)
    assert (now.state, referral.state) == (A.CHOSE_OTHER, R.CHOOSING)
    assert sorted(who for who, _ in await told(house)) == ["bram", "mieke", "piet", "yusuf"]


async def test_asking_for_more_is_told_once_a_day(house: House, samira: httpx.AsyncClient, people: People) -> None:
    application = await lies_here(house)
    await follows(house, samira, application)
    for _ in range(3):
        assert (await says(house, samira, application, "meer")).status_code == 303
    assert [who for who, _ in await told(house)] == ["bram"]
    assert list(await events(house)) == ["alternatives"]


async def test_who_saw_it_before_the_provider_answered_is_told_so(
    house: House, app: Outer, samira: httpx.AsyncClient, people: People
) -> None:
    application = await lies_here(house)
    await follows(house, samira, application)
    _, before = await stands(house, application)
    async with signed_in(app, people["piet"]) as piet:
        await declines(piet, application)
    data = {"verwijzing": before.key, "versie": before.version, "aanmelding": application.key, "doe": "andere-keuze"}
    assert (await sends_form(samira, PAGE, data)).status_code == 409


async def test_a_referral_that_is_not_on_the_list_is_nobodys_here(
    house: House, samira: httpx.AsyncClient, people: People
) -> None:
    own, foreign = await lies_here(house), await lies_here(house)
    assert own.key not in (await samira.get(PAGE)).text  # without a list there is nothing to follow
    await follows(house, samira, own)
    _, referral = await stands(house, foreign)
    for said in (
        {"verwijzing": referral.key, "versie": referral.version, "doe": "intrekken"},
        {"verwijzing": "iets", "versie": "1", "doe": "intrekken"},
        {"doe": "iets"},
    ):
        assert (await sends_form(samira, PAGE, said)).status_code == 400
    assert (await stands(house, foreign))[1].state is R.ASKED


@pytest.mark.parametrize("many", [1, 12])
async def test_pages_ask_the_database_as_much_however_much_there_is(
    house: House, app: Outer, samira: httpx.AsyncClient, people: People, many: int
) -> None:
    lying = [await lies_here(house, day(), answer_by=day(number)) for number in range(many)]
    await follows(house, samira, *lying)
    asked: list[str] = []
    event.listen(
        house.database.engine.sync_engine,
        "before_cursor_execute",
        lambda *said: asked.append(said[2]) if said[2] != "BEGIN" else None,
    )
    async with signed_in(app, people["piet"]) as piet:
        for browser, path, most in ((samira, PAGE, 4), (piet, INBOX, 5), (piet, at(lying[0]), 9)):
            asked.clear()
            assert (await browser.get(path)).status_code == 200
            assert len(asked) <= most, (path, asked)
        held = await piet.get(at(lying[0]))
        assert held.status_code == 200
        asked.clear()
        await declines(piet, lying[0], uitkomst="aannemen", eerste_datum=day(2).isoformat())
        assert len(asked) <= 30, asked


async def test_of_several_at_once_it_tells_who_does_what_and_who_keeps_the_overview(
    house: House, samira: httpx.AsyncClient, people: People
) -> None:
    about = {"subject": "iets-anders", "directed_by": DirectedBy.TOEGANG}
    await follows(house, samira, await lies_here(house, referral=about))
    page = (await samira.get(PAGE)).text
    assert "<dt>Wie houdt het overzicht</dt><dd>De toegang</dd>" in page
    assert "<br>Opvoedhulp</p>" in page
    assert 'dir="rtl"' in (await samira.get(f"/ar{PAGE}")).text


async def test_in_the_forced_frame_the_gi_decides(house: House, samira: httpx.AsyncClient, people: People) -> None:
    application = await lies_here(house, referral={"frame": Frame.FORCED})
    await follows(house, samira, application)
    page = (await samira.get(PAGE)).text
    assert "De GI beslist, na een rechter" in page
    assert 'value="intrekken"' not in page
    assert 'value="andere-keuze"' not in page
    for do in ("intrekken", "andere-keuze"):
        assert (await says(house, samira, application, do)).status_code == 409
    assert (await stands(house, application))[1].state is R.ASKED

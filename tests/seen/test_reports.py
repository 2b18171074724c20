"""What visitors report, as the provider sees it and answers."""

from datetime import timedelta

import pytest

from portal import clock
from portal.model import Contract, Role
from portal.web.house import House
from portal.web.outer import Outer
from tests.catalogue.reading import text_of
from tests.seen.reporting import HELP, IN_REGION, REPORTS, answers, form_of, report, reports
from tests.staff import FEMKE_HERSELF, an_account, signed_in

EN = f"/en{REPORTS}"


async def test_the_same_said_many_times_is_one_line(house: House, app: Outer) -> None:
    await report(house, "availability", HELP, times=3)
    await report(house, "availability")
    await report(house, "contact", times=2)
    async with signed_in(app, await an_account(house, "piet", Role.PROVIDER_EDITOR)) as piet:
        page = text_of((await piet.get(EN)).text)
        home = text_of((await piet.get("/en/aanbieder/de-wilgenhof")).text)
    assert page.count("The waiting time or free places are wrong About Opvoedhulp Reported 3 times") == 1
    assert page.count("The phone number, e-mail address or website is wrong Reported 2 times") == 1
    assert "3 reports wait for an answer." in home


@pytest.mark.parametrize(
    ("answer", "is_open", "told"),
    [
        ("mended", False, "Put right (by the provider"),
        ("right", False, "It is right as it is (by the provider"),
        ("looking", True, "We are finding out (by the provider"),
    ],
)
async def test_an_answer_is_for_all_that_said_the_same(
    house: House, app: Outer, answer: str, is_open: bool, told: str
) -> None:
    await report(house, "contact", times=2)
    await report(house, "ages")
    async with signed_in(app, await an_account(house, "piet", Role.PROVIDER_EDITOR)) as piet:
        sent = await answers(piet, form_of((await piet.get(EN)).text, "contact"), answer, EN)
        assert sent.status_code == 303
        page = text_of((await piet.get(sent.headers["location"])).text)
    assert "Your answer has been saved." in page
    assert told in page
    held = await reports(house)
    assert [(one.answer, one.handled_at is None) for one in held] == [(answer, is_open)] * 2 + [("", True)]
    assert {one.answered_by for one in held} == {"provider", ""}


async def test_what_is_reported_after_the_page_was_opened_stays_open(house: House, app: Outer) -> None:
    await report(house, "contact")
    async with signed_in(app, await an_account(house, "piet", Role.PROVIDER_EDITOR)) as piet:
        fields = form_of((await piet.get(EN)).text, "contact")
        await report(house, "contact")
        assert (await answers(piet, fields, "mended")).status_code == 303
    assert [one.answer for one in await reports(house)] == ["mended", ""]


async def test_who_answers_over_somebody_else_is_told_what_stands_and_what_they_chose(house: House, app: Outer) -> None:
    await report(house, "contact")
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    mieke = await an_account(house, "mieke", Role.PROVIDER_MANAGER)
    async with signed_in(app, piet) as his, signed_in(app, mieke) as hers:
        fields = form_of((await his.get(EN)).text, "contact")
        await answers(hers, form_of((await hers.get(EN)).text, "contact"), "right")
        late = await answers(his, fields, "mended", EN)
    page = text_of(late.text)
    assert late.status_code == 409
    assert "You chose: Put right" in page
    assert "It now says: It is right as it is (by the provider" in page
    assert [one.answer for one in await reports(house)] == ["right"]


async def test_finding_out_can_be_answered_once_more_and_only_over_what_was_seen(house: House, app: Outer) -> None:
    await report(house, "contact")
    async with signed_in(app, await an_account(house, "piet", Role.PROVIDER_EDITOR)) as piet:
        before = form_of((await piet.get(EN)).text, "contact")
        await answers(piet, before, "looking")
        stale = await answers(piet, before, "mended", EN)
        assert stale.status_code == 409
        assert "It now says: We are finding out" in text_of(stale.text)
        sent = await answers(piet, form_of(stale.text, "contact"), "mended")
        assert sent.status_code == 303
    assert [one.answer for one in await reports(house)] == ["mended"]


@pytest.mark.parametrize(
    "changed",
    [
        {"uitkomst": "weg"},
        {"uitkomst": ""},
        {"tot": "x"},
        {"tot": "99999999999999999999"},
        {"versie": "-1"},
        {"over": ""},
    ],
)
async def test_what_no_page_of_ours_can_send_changes_nothing(house: House, app: Outer, changed: dict[str, str]) -> None:
    await report(house, "contact")
    async with signed_in(app, await an_account(house, "piet", Role.PROVIDER_EDITOR)) as piet:
        fields = form_of((await piet.get(EN)).text, "contact")
        sent = await piet.post(
            EN, data={**fields, "uitkomst": "mended", **changed}, headers={"sec-fetch-site": "same-origin"}
        )
    assert (sent.status_code, "Nothing was saved." in text_of(sent.text)) == (422, True)
    assert [one.version for one in await reports(house)] == [1]


async def test_reports_of_another_provider_are_not_reached(house: House, app: Outer) -> None:
    await report(house, "contact", provider=2)
    await report(house, "contact")
    async with signed_in(app, await an_account(house, "piet", Role.PROVIDER_EDITOR)) as piet:
        fields = form_of((await piet.get(EN)).text, "contact")
        assert (await answers(piet, fields, "mended", "/aanbieder/de-populier/meldingen")).status_code == 404
        foreign = {**fields, "tot": "1", "versie": "1"}  # the number of the other's report
        assert (await answers(piet, foreign, "mended")).status_code == 409
    assert [one.answer for one in await reports(house)] == ["", ""]


async def test_who_only_looks_gets_no_buttons(house: House, app: Outer) -> None:
    await report(house, "contact")
    async with signed_in(app, await an_account(house, "noor", Role.CONTRACT_MANAGER)) as noor:
        page = (await noor.get(EN)).text
    assert "The phone number" in page
    assert "report-answer" not in page


async def test_the_region_sees_what_is_open_and_what_waits_too_long_and_can_answer(house: House, app: Outer) -> None:
    await report(house, "contact", days_ago=13)
    await report(house, "ages", HELP, days_ago=15)
    await report(house, "stopped", provider=2)  # of another region
    async with signed_in(app, await an_account(house, "ilse", Role.REGION_EDITOR)) as ilse:
        page = (await ilse.get(f"/en{IN_REGION}")).text
        assert text_of(page).count("Open for too long") == 2  # at the one report, and in the filter
        assert "stopped or has another name" not in page
        late = (await ilse.get(f"/en{IN_REGION}?toon=te-laat")).text
        assert "ages or municipalities" in late
        assert "The phone number" not in late
        sent = await answers(ilse, form_of(late, "ages"), "right", f"/en{IN_REGION}")
        assert sent.status_code == 303
        answered = text_of((await ilse.get(f"/en{IN_REGION}?toon=beantwoord")).text)
        assert "It is right as it is (by the region" in answered
    async with signed_in(app, await an_account(house, "piet", Role.PROVIDER_EDITOR)) as piet:
        assert "It is right as it is (by the region" in text_of((await piet.get(EN)).text)
        assert (await piet.get(IN_REGION)).status_code == 404
    async with signed_in(app, await an_account(house, "mieke", Role.PROVIDER_MANAGER)) as mieke:
        assert (await mieke.get(IN_REGION)).status_code == 404


async def test_the_region_is_told_too_when_the_provider_was_first(house: House, app: Outer) -> None:
    await report(house, "contact")
    piet, noor = (
        await an_account(house, "piet", Role.PROVIDER_EDITOR),
        await an_account(house, "noor", Role.CONTRACT_MANAGER),
    )
    async with signed_in(app, noor) as hers, signed_in(app, piet) as his:
        fields = form_of((await hers.get(f"/en{IN_REGION}")).text, "contact")
        await answers(his, form_of((await his.get(EN)).text, "contact"), "mended")
        late = await answers(hers, fields, "right", f"/en{IN_REGION}")
    assert late.status_code == 409
    assert "It now says: Put right (by the provider" in text_of(late.text)


async def test_many_reports_are_in_pages(house: House, app: Outer) -> None:
    for number in range(25):
        await report(house, "ages", f"w-{number}")
    async with signed_in(app, await an_account(house, "noor", Role.CONTRACT_MANAGER)) as noor:
        first, second = [(await noor.get(f"/en{IN_REGION}?pagina={n}")).text for n in (1, 2)]
        assert [page.count("ages or municipalities are wrong</h3>") for page in (first, second)] == [20, 5]
        for strange in ("0", "-1", "x", "999999", "9" * 40):
            assert (await noor.get(f"{IN_REGION}?pagina={strange}&toon=iets")).status_code == 200


async def test_a_visitor_is_told_within_how_many_days_it_is_looked_at(house: House, app: Outer) -> None:
    with clock.stopped_at(clock.now() + timedelta(days=1)):
        async with signed_in(app, await an_account(house, "samira", Role.FAMILY)) as samira:
            page = text_of((await samira.get("/en/aanbieders/de-wilgenhof?gemeld=1")).text)
    assert "The provider looks at it within 14 days. The region sees that too." in page


async def test_who_looks_after_a_provider_for_another_region_sees_nothing_of_what_is_between_it_and_this_one(
    house: House, app: Outer
) -> None:
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add(Contract(key="w2", region_id=2, provider_id=1))
    await report(house, "contact")
    area = "/aanbieder/de-wilgenhof"
    pages = ("", "/beschikbaarheid", "/beschikbaarheid/zoekresultaten", "/gezien", "/meldingen", "/stops")
    far = await an_account(house, "verre", Role.CONTRACT_MANAGER, tied={"region_id": 2})
    async with signed_in(app, far) as browser:
        assert {path: (await browser.get(area + path)).status_code for path in pages} == dict.fromkeys(pages, 404)
        assert "De Wilgenhof" not in (await browser.get("/aanbieder")).text
    async with signed_in(app, await an_account(house, "noor", Role.CONTRACT_MANAGER)) as browser:
        assert {path: (await browser.get(area + path)).status_code for path in pages} == dict.fromkeys(pages, 200)

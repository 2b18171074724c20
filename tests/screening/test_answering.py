"""A provider looks whether it can help, and says so."""

import pytest
from sqlmodel import select

from portal import clock
from portal.model import ApplicationState, Arranged, DeclineGround, DirectedBy, Referral, ReferralState, WeightyReason
from portal.web.house import House
from portal.web.outer import Outer
from portal.working_days import working_day_after
from tests.provider_area.offering import LIVING
from tests.screening.conftest import People
from tests.screening.screening import (
    HELP,
    INBOX,
    KIND,
    at,
    day,
    declines,
    events,
    fields,
    lies_here,
    sends,
    sent,
    stands,
    told,
)
from tests.staff import FEMKE_HERSELF, signed_in

A, R = ApplicationState, ReferralState


async def test_what_waits_longest_stands_first_and_nothing_tells_who_the_child_is(
    house: House, app: Outer, people: People
) -> None:
    late = await lies_here(house, day(-20), answer_by=day(-6), referral={"number": "LAAT"})
    fresh = await lies_here(house, day(), answer_by=day(7), referral={"number": "VERS", "practice_id": None})
    await lies_here(house, referral={"number": "NIEUW"})
    async with signed_in(app, people["piet"]) as browser:
        page = (await browser.get(INBOX)).text
        home = (await browser.get("/aanbieder/de-wilgenhof")).text
    assert page.index("LAAT") < page.index("VERS")
    for text in ("Te laat", "Opvoedhulp", "5 tot en met 11 jaar", "Dijkstad", "huisarts", "De toegang van Dijkstad"):
        assert text in page, text
    assert "3 aanmeldingen wachten op uw antwoord" in home
    assert at(late) in page
    assert at(fresh) in page


async def test_the_clock_begins_when_the_letter_came(house: House, app: Outer, people: People) -> None:
    application = await lies_here(house)
    async with signed_in(app, people["piet"]) as browser:
        for wrong in (day(1).isoformat(), day(-400).isoformat(), "morgen", ""):
            answer = await sends(browser, application, "klok", dag=wrong)
            assert (answer.status_code, 'id="klok-dag-error"' in answer.text) == (422, True), wrong
        assert (await sends(browser, application, "klok", dag=day(-3).isoformat())).status_code == 303
        now, referral = await stands(house, application)
        assert (now.clock_from, now.answer_by) == (day(-3), working_day_after(day(-3), 5))
        assert referral.answer_by == now.answer_by
        assert (await sends(browser, application, "klok", dag=day(-2).isoformat())).status_code == 303
    assert await events(house) == ["clock_started", "clock_started"]
    assert await told(house) == []


async def test_finding_a_place_to_live_takes_three_months(house: House, app: Outer, people: People) -> None:
    about = {"subject_type": "form", "subject": "gezinshuis"}
    application = await lies_here(house, offer=LIVING, referral=about)
    async with signed_in(app, people["piet"]) as browser:
        await sends(browser, application, "klok", dag=day().isoformat())
        page = (await browser.get(at(application))).text
    now, _ = await stands(house, application)
    assert now.answer_by is not None
    assert 91 <= (now.answer_by - clock.today()).days <= 96
    assert "drie maanden" in page


@pytest.mark.parametrize(
    ("offer", "place"), [(HELP, False), (LIVING, True)], ids=["help at home", "a place to live"]
)  # fmt: skip
@pytest.mark.parametrize("subject", [KIND, {"subject_type": "form", "subject": "gezinshuis"}], ids=["home", "living"])
async def test_of_several_at_once_each_has_the_term_of_its_own_part(
    house: House, app: Outer, people: People, subject: dict[str, str], offer: str, place: bool
) -> None:
    about = {**subject, "directed_by": DirectedBy.TOEGANG}
    application = await lies_here(house, offer=offer, referral=about)
    async with signed_in(app, people["piet"]) as browser:
        await sends(browser, application, "klok", dag=day().isoformat())
        page = (await browser.get(at(application))).text
        no_match = await declines(browser, application, uitkomst="gewichtig", reden="no_match")
    now, _ = await stands(house, application)
    assert now.answer_by is not None
    assert ((now.answer_by - clock.today()).days > 90) is place
    assert ("drie maanden" in page) is place
    assert (no_match.status_code == 303) is place  # who lives there already is a reason of a place to live only


async def test_accepting_tells_who_referred_and_when_it_can_start(house: House, app: Outer, people: People) -> None:
    application = await lies_here(house)
    async with signed_in(app, people["piet"]) as browser:
        without = await sends(browser, application, "antwoord", uitkomst="aannemen")
        assert (without.status_code, 'id="eerste-datum-error"' in without.text) == (422, True)
        answer = await sends(browser, application, "antwoord", uitkomst="aannemen", eerste_datum=day(10).isoformat())
        assert answer.status_code == 303
        assert "aangenomen" in (await browser.get(answer.headers["location"])).text
    now, referral = await stands(house, application)
    assert (now.state, now.first_date, referral.state, referral.answer_by) == (A.ACCEPTED, day(10), R.ACCEPTED, day(10))
    assert await told(house) == [("bram", f"Een aanmelding is aangenomen: {referral.number}")]


async def test_a_decline_is_first_shown_with_who_is_told_and_who_else_helps(
    house: House, app: Outer, people: People
) -> None:
    application = await lies_here(house, referral={"tell_toegang": True})
    async with signed_in(app, people["piet"]) as browser:
        sure = await declines(browser, application, doe="bekijk")
        assert sure.status_code == 200
        for text in ("Te licht", "Wie verwees", "/aanbod?soort=opvoedhulp", "Het gezin weet hoe het verdergaat"):
            assert text in sure.text, text
        assert (await stands(house, application))[0].state is A.ASKED
        again = await declines(browser, application, doe="wijzig")
        assert (again.status_code, 'value="te-licht" required checked' in again.text) == (200, True)
        assert (await declines(browser, application)).status_code == 303
    now, referral = await stands(house, application)
    assert (now.state, now.ground, now.arranged) == (A.DECLINED, DeclineGround.TOO_LIGHT, [Arranged.FAMILY_KNOWS])
    assert (referral.state, referral.answer_by) == (R.CHOOSING, None)
    assert [who for who, _ in await told(house)] == ["bram", "yusuf"]


async def test_without_the_familys_agreement_the_toegang_hears_nothing(
    house: House, app: Outer, people: People
) -> None:
    application = await lies_here(house)
    async with signed_in(app, people["piet"]) as browser:
        assert "Niet de toegang" in (await declines(browser, application, doe="bekijk")).text
        await declines(browser, application)
    assert [who for who, _ in await told(house)] == ["bram"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"uitkomst": "te-oud"}, "uitkomst"),
        ({"uitkomst": ""}, "uitkomst"),
        ({"geregeld": []}, "geregeld"),
        ({"geregeld": ["iets"]}, "geregeld"),
        ({"uitkomst": "gewichtig", "reden": ""}, "reden"),
        ({"uitkomst": "gewichtig", "reden": "no_match"}, "reden"),
        ({"uitkomst": "gewichtig", "reden": "leeftijd"}, "reden"),
        ({"uitkomst": "budget-te-klein"}, "opdracht"),
    ],
)
async def test_only_what_the_contract_allows_can_be_said(
    house: House, app: Outer, people: People, said: dict[str, str], field: str
) -> None:
    application = await lies_here(house)
    async with signed_in(app, people["piet"]) as browser:
        answer = await declines(browser, application, **said)
    assert (answer.status_code, f'id="{field}-error"' in answer.text) == (422, True)
    assert "leeftijd" in answer.text  # what it may never be is named
    assert (await stands(house, application))[0].state is A.ASKED


async def test_weighty_reasons_have_a_code(house: House, app: Outer, people: People) -> None:
    about = {"subject_type": "form", "subject": "gezinshuis"}
    application = await lies_here(house, offer=LIVING, referral=about)
    async with signed_in(app, people["piet"]) as browser:
        assert (await declines(browser, application, uitkomst="gewichtig", reden="no_match")).status_code == 303
    now, _ = await stands(house, application)
    assert (now.ground, now.reason) == (DeclineGround.WEIGHTY, WeightyReason.NO_MATCH)


async def test_a_budget_that_is_too_small_is_the_toegangs_to_decide(house: House, app: Outer, people: People) -> None:
    application = await lies_here(house)
    async with signed_in(app, people["piet"]) as browser:
        said = {"uitkomst": "budget-te-klein", "opdracht": "1"}
        assert (await declines(browser, application, **said)).status_code == 303
        page = (await browser.get(at(application))).text
        assert "De start wacht" in (await browser.get(f"{at(application)}?gedaan=budget-te-klein")).text
        assert "budget-te-klein" not in page
        assert (await sends(browser, application, "start", dag=day().isoformat())).status_code == 409
    now, referral = await stands(house, application)
    assert (now.state, referral.state, referral.answer_by) == (A.BUDGET, R.BUDGET, working_day_after(day(), 10))
    assert [who for who, _ in await told(house)] == ["bram", "yusuf"]


async def test_of_two_who_answer_the_second_sees_what_the_first_did(house: House, app: Outer, people: People) -> None:
    application = await lies_here(house)
    async with signed_in(app, people["piet"]) as piet, signed_in(app, people["mieke"]) as mieke:
        seen = await fields(mieke, application)
        await declines(piet, application)
        about = {"uitkomst": "aannemen", "eerste_datum": day(3).isoformat()}
        answer = await sent(mieke, seen, application, "antwoord", **about)
        assert answer.status_code == 409
        for text in ("Iemand was u voor", day(3).isoformat(), "Niet aangenomen"):
            assert text in answer.text, text
        seen = {**seen, "versie": "2"}
        assert (await sent(mieke, seen, application, "antwoord", **about)).status_code == 409
        assert (await sent(mieke, {**seen, "versie": "x"}, application, "antwoord", **about)).status_code == 400
    assert list(await events(house)) == ["declined"]


async def test_the_start_is_the_first_real_help_and_the_end_has_a_reason(
    house: House, app: Outer, people: People
) -> None:
    application = await lies_here(house, day(-30), state=A.ACCEPTED, referral={})
    async with signed_in(app, people["piet"]) as browser:
        for wrong, name in (
            ({"dag": day(1).isoformat()}, "start-dag"),
            ({"dag": day().isoformat(), "dagen_gezin": "31"}, "dagen-gezin"),
            ({"dag": day().isoformat(), "dagen_gezin": "366"}, "dagen-gezin"),
        ):
            answer = await sends(browser, application, "start", **wrong)
            assert (answer.status_code, f'id="{name}-error"' in answer.text) == (422, True), wrong
        about = {"dag": day(-2).isoformat(), "dagen_gezin": "14"}
        await _accepted(house, application)
        assert (await sends(browser, application, "start", **about)).status_code == 303
        now, referral = await stands(house, application)
        assert (now.started_on, now.patient_days, referral.state) == (day(-2), 14, R.STARTED)
        for wrong in (
            {"dag": day(-3).isoformat(), "reden": "31"},
            {"dag": day(1).isoformat(), "reden": "31"},
            {"dag": day().isoformat(), "reden": "99"},
        ):
            assert (await sends(browser, application, "einde", **wrong)).status_code == 422, wrong
        assert (await sends(browser, application, "einde", dag=day().isoformat(), reden="31")).status_code == 303
        assert "Volgens plan" in (await browser.get(at(application))).text
    now, referral = await stands(house, application)
    assert (now.state, now.ended_on, now.end_reason) == (A.ENDED, day(), "31")
    assert (referral.state, referral.closed_on) == (R.ENDED, day())


async def _accepted(house: House, application: object) -> None:
    """As the referral stands then; the application was made so."""
    async with house.database.writing(FEMKE_HERSELF) as session:
        referral = (await session.exec(select(Referral))).one()
        referral.state = R.ACCEPTED


async def test_who_works_elsewhere_or_looks_after_a_region_sees_none_of_it(
    house: House, app: Outer, people: People
) -> None:
    application = await lies_here(house)
    for name in ("noor", "ilse", "bram", "yusuf"):
        async with signed_in(app, people[name]) as browser:
            assert (await browser.get(INBOX)).status_code == 404
            assert (await browser.get(at(application))).status_code == 404

"""What a family has under its code it can read, take away, and take back."""

from typing import Any

import httpx
import pytest
from sqlmodel import select

from portal import clock
from portal.mail.letter import opened
from portal.model import (
    Account,
    Application,
    ApplicationState,
    Consent,
    Frame,
    Mail,
    Provider,
    Referral,
    ReferralEvent,
    ReferralState,
    Role,
    Shortlist,
)
from portal.shortlist.actions import change_list, open_list
from portal.shortlist.content import Content
from portal.shortlist.keuzecode import read_code
from portal.web.house import House
from tests.catalogue.reading import text_of
from tests.referral.records import a_referral, an_application
from tests.shortlist.family import LIST, makes_list, saves, sends
from tests.staff import FEMKE_HERSELF, a_key, an_account

ALL = f"{LIST}/alles"
A, R = ApplicationState, ReferralState


async def a_notice(
    house: House, state: R = R.ASKED, theirs: A = A.ASKED, receiver: str = "de-wilgenhof", **about: Any
) -> Referral:
    async with house.database.writing(FEMKE_HERSELF) as session:
        if (await session.exec(select(Account))).first() is None:
            session.add(
                Account(key="bram", name="Bram de Huisarts", email_sealed="x", email_print="x", created=clock.now())
            )
            await session.flush()
        region = next(iter(house.regions.by_key.values()))
        code = next(iter(region.municipalities))
        referral = a_referral(
            state=state, region_id=region.id, municipality=code, subject="vaktherapie", tell_toegang=True, **about
        )
        session.add(referral)
        provider = (await session.exec(select(Provider).where(Provider.slug == "de-wilgenhof"))).one()
        await session.flush()
        session.add(an_application(referral, provider_id=provider.id, offer="wilgenhof-gezin", state=theirs))
        number = referral.id or 0
        session.add(ReferralEvent(referral_id=number, at=clock.now(), what="sent", by="referrer", actor="account:bram"))
        given = {"given_by": ["parents"], "given_at": clock.now()}
        given["purpose"] = "hear" if receiver == "toegang" else "screen"
        session.add(Consent(key=a_key(), referral_id=number, receiver=receiver, **given))
    return referral


async def follows(house: House, code: str, *referrals: Referral) -> None:
    """As who refers ties them to the list of the family."""
    region = next(iter(house.regions.by_key.values()))
    held = await open_list(house, region, read_code(code), "elsewhere")
    assert held is not None

    def tie(content: Content) -> Content:
        return content.model_copy(update={"referrals": [one.key for one in referrals]})

    assert await change_list(house, region, held, tie)


async def standing(house: House) -> tuple[Any, Any, list[str]]:
    async with house.database.reading() as session:
        referral = (await session.exec(select(Referral))).one()
        application = (await session.exec(select(Application))).one()
        events = (await session.exec(select(ReferralEvent.what))).all()
    return referral, application, list(events)


async def consent_of(house: House) -> Consent:
    async with house.database.reading() as session:
        return (await session.exec(select(Consent))).one()


async def test_a_family_reads_all_that_stands_under_its_code(house: House, samira: httpx.AsyncClient) -> None:
    code = await makes_list(samira, "wilgenhof-gezin")
    await saves(samira, notities="Wij denken nog na.")
    referral = await a_notice(house)
    await follows(house, code, referral)
    answer = await samira.get(ALL)
    text = text_of(answer.text)
    for told in (
        f"Verwijsbericht {referral.number}", "De Wilgenhof", "Wij denken nog na.",
        "Een aanbieder kijkt of die kan helpen", "De aanbieder leest dit bericht", "De ouders met gezag gaan akkoord.",
        "Het bericht is naar de aanbieder",
    ):  # fmt: skip
        assert told in text, (told, text)
    assert answer.headers["cache-control"] == "no-store"
    for hidden in ("Bram", "account:"):
        assert hidden not in answer.text


async def test_it_can_be_taken_away_as_a_file(house: House, samira: httpx.AsyncClient) -> None:
    code = await makes_list(samira, "wilgenhof-gezin")
    referral = await a_notice(house)
    await follows(house, code, referral)
    answer = await samira.get(f"{ALL}/json")
    said = answer.json()
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"
    assert said["list"]["items"][0]["offer"] == "wilgenhof-gezin"
    (one,) = said["referrals"]
    assert (one["number"], one["state"], one["applications"][0]["provider"]) == (
        referral.number,
        "asked",
        "De Wilgenhof",
    )
    assert one["consents"][0]["purpose"] == "screen"
    assert one["events"][0]["what"] == "sent"
    assert "bram" not in answer.text.casefold()
    assert code.replace(" ", "") not in answer.text.replace(" ", "")


async def test_without_the_code_there_is_nothing(house: House, samira: httpx.AsyncClient) -> None:
    for path in (ALL, f"{ALL}/json"):
        answer = await samira.get(path)
        assert "list_kept_until" not in answer.text
        assert "De Wilgenhof" not in answer.text


@pytest.mark.parametrize("theirs", [A.ASKED, A.BUDGET, A.ACCEPTED])
async def test_a_consent_that_is_taken_back_stops_the_application(
    house: House, samira: httpx.AsyncClient, theirs: A
) -> None:
    code = await makes_list(samira)
    state = {A.ASKED: R.ASKED, A.BUDGET: R.BUDGET, A.ACCEPTED: R.ACCEPTED}[theirs]
    await follows(house, code, await a_notice(house, state, theirs))
    key = (await consent_of(house)).key
    for _ in range(2):  # twice is once
        answer = await sends(samira, f"{ALL}/toestemming", {"toestemming": key})
        assert (answer.status_code, answer.headers["location"]) == (303, f"{ALL}?gedaan=ingetrokken")
    referral, application, events = await standing(house)
    assert (referral.state, application.state) == (R.CHOOSING, A.WITHDRAWN)
    assert events == ["sent", "consent_withdrawn", "withdrawn"]
    assert "Ingetrokken op" in text_of((await samira.get(ALL)).text)


async def test_help_that_began_goes_on(house: House, samira: httpx.AsyncClient) -> None:
    code = await makes_list(samira)
    await follows(house, code, await a_notice(house, R.STARTED, A.STARTED))
    await sends(samira, f"{ALL}/toestemming", {"toestemming": (await consent_of(house)).key})
    referral, application, events = await standing(house)
    assert (referral.state, application.state) == (R.STARTED, A.STARTED)
    assert events == ["sent", "consent_withdrawn"]


async def test_the_toegang_hears_no_decline_any_more(house: House, samira: httpx.AsyncClient) -> None:
    code = await makes_list(samira)
    await follows(house, code, await a_notice(house, receiver="toegang"))
    await sends(samira, f"{ALL}/toestemming", {"toestemming": (await consent_of(house)).key})
    referral, application, _ = await standing(house)
    assert (referral.tell_toegang, referral.state, application.state) == (False, R.ASKED, A.ASKED)


async def test_nobody_takes_back_what_others_agreed_to(
    house: House, samira: httpx.AsyncClient, grandmother: httpx.AsyncClient
) -> None:
    await follows(house, await makes_list(samira), await a_notice(house))
    await makes_list(grandmother)
    await sends(grandmother, f"{ALL}/toestemming", {"toestemming": (await consent_of(house)).key})
    assert (await consent_of(house)).withdrawn_at is None
    assert (await sends(grandmother, f"{ALL}/toestemming")).status_code == 404


@pytest.mark.parametrize(("ticked", "state"), [("1", R.WITHDRAWN), ("", R.ASKED)])
async def test_who_removes_the_list_is_asked_about_what_is_open(
    house: House, samira: httpx.AsyncClient, ticked: str, state: R
) -> None:
    code = await makes_list(samira)
    await follows(house, code, await a_notice(house))
    assert "1 verwijsbericht dat nog open is" in text_of((await samira.get(f"{LIST}/weg")).text)
    answer = await sends(samira, f"{LIST}/weg", {"intrekken": ticked} if ticked else {})
    assert answer.headers["location"] == f"{LIST}?gedaan=weg"
    referral, _, _ = await standing(house)
    assert referral.state == state
    assert (referral.closed_on is not None) is (state is R.WITHDRAWN)
    async with house.database.reading() as session:
        assert (await session.exec(select(Shortlist))).all() == []


async def test_what_the_gi_decides_stays_when_the_list_goes(house: House, samira: httpx.AsyncClient) -> None:
    code = await makes_list(samira)
    own, of_gi = await a_notice(house), await a_notice(house, frame=Frame.FORCED)
    await follows(house, code, own)
    assert "GI" not in text_of((await samira.get(f"{LIST}/weg")).text)
    await follows(house, code, of_gi)
    html = (await samira.get(f"{LIST}/weg")).text
    assert "De GI beslist hier, na een rechter." in text_of(html)
    assert 'name="intrekken"' not in html
    await follows(house, code, own, of_gi)
    text = text_of((await samira.get(f"{LIST}/weg")).text)
    assert "1 verwijsbericht dat nog open is" in text
    assert "De GI beslist hier, na een rechter." in text
    await sends(samira, f"{LIST}/weg", {"intrekken": "1"})
    async with house.database.reading() as session:
        states = (await session.exec(select(Referral.key, Referral.state))).all()
        theirs = (await session.exec(select(Application.state).where(Application.referral_id == of_gi.id))).all()
    assert dict(states) == {own.key: R.WITHDRAWN, of_gi.key: R.ASKED}
    assert theirs == [A.ASKED]


async def test_who_had_the_application_is_told_that_it_stops(house: House, samira: httpx.AsyncClient) -> None:
    code = await makes_list(samira)
    referral = await a_notice(house)
    await follows(house, code, referral)
    async with house.database.reading() as session:
        provider = (await session.exec(select(Provider.id).where(Provider.slug == "de-wilgenhof"))).one()
    tied = {"region_id": referral.region_id, "provider_id": provider}
    await an_account(house, "piet", Role.PROVIDER_EDITOR, tied=tied)
    await sends(samira, f"{ALL}/toestemming", {"toestemming": (await consent_of(house)).key})
    async with house.database.reading() as session:
        (mail,) = (await session.exec(select(Mail))).all()
    letter = opened(mail, house.secrecy)
    assert letter.address == "piet@voorbeeld.example"
    assert referral.number in letter.content.text

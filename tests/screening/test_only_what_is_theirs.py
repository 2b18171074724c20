"""A provider reads what happened with its own application, and nothing of what others answer before or after it."""

from typing import Any

import pytest

from portal import clock
from portal.model import Application, ApplicationState, DirectedBy, Referral
from portal.referral.consent import Purpose, consent_to
from portal.referral.events import By, What, leave_event
from portal.referral.taking_back import withdraw_consent
from portal.web.house import House
from portal.web.outer import Outer
from tests.referral.records import an_application
from tests.screening.conftest import People
from tests.screening.screening import INBOX, at, declines, fields, lies_here, sent, stands
from tests.staff import FEMKE_HERSELF, POPULIER, WILGENHOF, signed_in

A = ApplicationState
OTHERS = "De Populier"
ASKED = ("5 tot en met 11 jaar", "Vrijwillig", "Opvoedhulp", "Verwezen door")
WHY = "Het gezin heeft zijn toestemming ingetrokken."


async def happens(house: House, application: Application, *events: tuple[What, By, str, Application | None]) -> None:
    async with house.database.writing(FEMKE_HERSELF) as session:
        referral = await session.get_one(Referral, application.referral_id)
        for what, by, organisation, own in events:
            leave_event(session, referral, what, by, organisation, own)


async def elsewhere(house: House, application: Application, **about: Any) -> Application:
    """The same referral, at De Populier."""
    async with house.database.writing(FEMKE_HERSELF) as session:
        referral = await session.get_one(Referral, application.referral_id)
        other = an_application(referral, provider_id=2, offer="p-hulp", **about)
        session.add(other)
    return other


async def agreed(house: House, application: Application, provider: str = WILGENHOF) -> str:
    async with house.database.writing(FEMKE_HERSELF) as session:
        consent = consent_to(await session.get_one(Referral, application.referral_id), Purpose.SCREEN, provider)
        session.add(consent)
    return consent.key


async def takes_back(house: House, application: Application, consent: str) -> None:
    _, referral = await stands(house, application)
    assert await withdraw_consent(house, house.regions.by_key["rivierland"], [referral.key], consent)


async def looks(app: Outer, people: People, path: str) -> str:
    async with signed_in(app, people["piet"]) as browser:
        answer = await browser.get(path)
    assert answer.status_code == 200
    return answer.text


async def test_what_another_provider_answered_before_is_not_told(house: House, app: Outer, people: People) -> None:
    application = await lies_here(house)
    before = await elsewhere(house, application, state=A.DECLINED)
    await happens(
        house,
        application,
        (What.MADE, By.REFERRER, "Praktijk Bram", None),
        (What.SENT, By.REFERRER, "Praktijk Bram", before),
        (What.DECLINED, By.PROVIDER, OTHERS, before),
        (What.ALTERNATIVES, By.FAMILY, "", None),
        (What.SENT, By.REFERRER, "Praktijk Bram", application),
        (What.CLOCK, By.PROVIDER, "De Wilgenhof", application),
    )
    page = await looks(app, people, at(application))
    assert OTHERS not in page
    assert "De aanmelding is niet aangenomen." not in page
    assert "andere mogelijkheden" not in page
    assert page.count("Het bericht is naar de aanbieder gestuurd.") == 1
    for text in ("Het verwijsbericht is gemaakt.", "De tijd om te antwoorden loopt."):
        assert text in page, text


async def test_who_declined_reads_nothing_of_what_comes_after(house: House, app: Outer, people: People) -> None:
    application = await lies_here(house)
    async with signed_in(app, people["piet"]) as browser:
        await declines(browser, application)
    after = await elsewhere(house, application)
    await happens(
        house,
        application,
        (What.SENT, By.REFERRER, "Praktijk Bram", after),
        (What.ACCEPTED, By.PROVIDER, OTHERS, after),
        (What.ARRANGED, By.TOEGANG, "Toegang Dijkstad", None),
        (What.WITHDRAWN, By.FAMILY, "", None),
    )
    page = await looks(app, people, at(application))
    assert "De aanmelding is niet aangenomen." in page
    for text in (OTHERS, "De aanmelding is aangenomen.", "Toegang Dijkstad", "Het bericht is ingetrokken."):
        assert text not in page, text


async def test_who_is_withdrawn_reads_that_and_when(house: House, app: Outer, people: People) -> None:
    """What the family took back of somebody else, of several at once, is none of their business."""
    application = await lies_here(house, referral={"directed_by": DirectedBy.TOEGANG})
    await happens(house, application, (What.WITHDRAWN, By.FAMILY, "", None))
    assert "Het bericht is ingetrokken." not in await looks(app, people, at(application))
    async with house.database.writing(FEMKE_HERSELF) as session:
        (await session.get_one(Application, application.id)).state = A.WITHDRAWN
    await happens(house, application, (What.WITHDRAWN, By.REFERRER, "Praktijk Bram", None))
    page = await looks(app, people, at(application))
    assert page.count("Het bericht is ingetrokken.") == 1
    assert "Praktijk Bram" in page


async def test_of_several_at_once_it_says_who_coordinates(house: House, app: Outer, people: People) -> None:
    several = await lies_here(house, referral={"directed_by": DirectedBy.TOEGANG})
    alone = await lies_here(house)
    assert "Wie houdt het overzicht" in await looks(app, people, at(several))
    assert "Wie houdt het overzicht" not in await looks(app, people, at(alone))


@pytest.mark.parametrize("state", [A.ASKED, A.DECLINED])
async def test_without_consent_number_and_state_are_left(
    house: House, app: Outer, people: People, state: ApplicationState
) -> None:
    application = await lies_here(house, state=state, referral={"number": "N12"})
    consent = await agreed(house, application)
    for text in ASKED:
        assert text in await looks(app, people, at(application)), text
    await takes_back(house, application, consent)
    page, inbox = await looks(app, people, at(application)), await looks(app, people, f"{INBOX}?toon=klaar")
    for shown in (page, inbox):
        assert "N12" in shown
        assert WHY in shown
        assert not [text for text in ASKED if text in shown]
    assert ("Ingetrokken" if state is A.ASKED else "Niet aangenomen") in page
    assert "Wat er gebeurde" not in page


async def test_of_help_that_began_it_stays(house: House, app: Outer, people: People) -> None:
    application = await lies_here(house, state=A.STARTED, started_on=clock.today())
    await takes_back(house, application, await agreed(house, application))
    page = await looks(app, people, at(application))
    assert WHY not in page
    assert "5 tot en met 11 jaar" in page


async def test_consent_to_another_provider_or_once_more_shows_it(house: House, app: Outer, people: People) -> None:
    application = await lies_here(house)
    await elsewhere(house, application)
    here = await agreed(house, application)
    await takes_back(house, application, await agreed(house, application, POPULIER))
    assert "5 tot en met 11 jaar" in await looks(app, people, at(application))
    await takes_back(house, application, here)
    assert WHY in await looks(app, people, at(application))
    await agreed(house, application)
    assert WHY not in await looks(app, people, at(application))


async def test_a_look_before_sending_shows_nothing_either(house: House, app: Outer, people: People) -> None:
    application = await lies_here(house)
    consent = await agreed(house, application)
    async with signed_in(app, people["piet"]) as browser:
        assert (await declines(browser, application, doe="bekijk")).status_code == 200
        held = await fields(browser, application)
        await takes_back(house, application, consent)
        said = {"uitkomst": "te-licht", "geregeld": ["family_knows"], "doe": "bekijk"}
        again = await sent(browser, held, application, "antwoord", **said)
    assert again.status_code == 409
    assert "Opvoedhulp" not in again.text

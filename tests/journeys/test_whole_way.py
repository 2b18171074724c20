"""From end to end, each in a window of their own: a parent's list becomes a referral that one provider declines and
another takes up, until strangers read how long it took; and a gezinshuis that only the toegang may grant."""

from datetime import timedelta

from playwright.async_api import Page
from sqlmodel import col, select

from portal import clock
from portal.model import Application, ApplicationState, Referral, ReferralState
from tests.journeys.at_work import AtWork, at_work, cast_database, regions
from tests.journeys.helped_before import helped_before
from tests.journeys.referred import (
    accepts,
    chooses_anew,
    chooses_together,
    declines_as_too_light,
    fills_in,
    follows,
    makes_list,
    opens_list,
    prints_letter,
    reads_wait,
    sends,
    sends_on,
    starts,
)
from tests.journeys.steps import looks_well_everywhere
from tests.referral.conftest import KAMPEN, RAALTE
from tests.servers.chromium import NARROW, Browsing

__all__ = ["at_work", "cast_database", "regions"]

ON_TIME = timedelta(days=21)  # between the application and the start
# Who reads it, which help, its name, and the offer.
ARRANGED = (
    ("piet", "gezinshuis", "Gezinshuis", "wilgenhof-thuis"),
    ("els", "gezinsbehandeling", "Gezinsbehandeling en systeemtherapie", "es-gezin"),
    ("jet", "begeleiding-individueel", "Begeleiding, een op een", "lork-begeleiding"),
)


async def test_from_a_list_on_a_phone_to_a_wait_that_everybody_reads(at_work: AtWork, browsing: Browsing) -> None:
    await helped_before(at_work)
    samira = await browsing.page(width=NARROW)
    code = await makes_list(samira, at_work.address)
    bram = await at_work.window(browsing, "bram")
    await chooses_together(bram, samira, at_work.address, code)
    number = await refers(bram, code)
    await samira.goto(f"{at_work.address}/mijn/lijst")
    await samira.click("text=Waar zijn we nu?")
    await follows(samira, "Een aanbieder kijkt of die kan helpen", "De aanbieder: De Wilgenhof", number)

    piet = await at_work.window(browsing, "piet")
    await declines_as_too_light(piet, at_work.address, number)
    await hear_of_it(at_work, browsing, bram, number)
    await samira.reload()
    await follows(samira, "U mag een aanbieder kiezen", "Niet aangenomen")
    await chooses_anew(samira)
    await bram.reload()
    assert await bram.input_value("#aanbod") == "es-gezin"
    assert await bram.is_checked("[name=koos][value=family]")
    await sends_on(bram)

    els = await at_work.window(browsing, "els", javascript=False)
    await at_work.opens_mail(els, "els", f"Een nieuwe aanmelding wacht op uw antwoord: {number}")
    await accepts(els, clock.today() + ON_TIME)
    await at_work.opens_mail(bram, "bram", f"Een aanmelding is aangenomen: {number}")
    await samira.goto(f"{at_work.address}/mijn/lijst/waar-zijn-we")
    assert "De hulp gaat nog beginnen" in await samira.inner_text("main")

    at_work.time.at += ON_TIME
    await begins_and_is_measured(at_work, els, await browsing.page(width=NARROW))
    await opens_list(samira, at_work.address, code)
    await follows(samira, "De hulp is begonnen", "11 dec")
    assert await ends(at_work, number) == (
        ReferralState.STARTED,
        [ApplicationState.DECLINED, ApplicationState.STARTED],
    )


async def refers(bram: Page, code: str) -> str:
    await bram.click(".card >> text=Verwijsbericht maken")
    await bram.wait_for_url("**/verwijzer/nieuw?**")
    assert await bram.is_checked("[name=koos][value=family]")
    await fills_in(bram, RAALTE, "[name=akkoord][value=parents]", "[name=terugmelden]")
    await bram.select_option("#budget", "herstel-4")
    number = await sends(bram, "U kunt dit zelf")
    assert "Ligt bij een aanbieder" in await bram.inner_text("main")
    await prints_letter(bram, code)
    return number


async def hear_of_it(place: AtWork, browsing: Browsing, bram: Page, number: str) -> None:
    """Who referred, the toegang, and who looks after contracts, for there is a duty to accept."""
    await place.opens_mail(bram, "bram", f"Een aanmelding is niet aangenomen: {number}")
    assert "De aanmelding kwam terug" in await bram.inner_text("#anderen ~ p")
    assert "De Es" in await bram.inner_text("#anderen ~ ul")
    await looks_well_everywhere(bram, "a notice that came back")
    anouk = await place.window(browsing, "anouk")
    await place.opens_mail(anouk, "anouk", f"Een aanmelding is niet aangenomen: {number}")
    assert "De Wilgenhof: Niet aangenomen" in await anouk.inner_text("#waar ~ ul")
    await looks_well_everywhere(anouk, "what the toegang hears")
    noor = await place.window(browsing, "noor")
    await place.opens_mail(noor, "noor", "Niet aangenomen, terwijl er acceptatieplicht is")
    await looks_well_everywhere(noor, "the referrals of a region")


async def begins_and_is_measured(place: AtWork, els: Page, stranger: Page) -> None:
    """Until now too few began there: the wait of this family is what makes it known, and the middle one."""
    await place.an_hour_passes()
    assert "Gemeten" not in await reads_wait(stranger, place)
    await place.signs_in(els, "els")
    await els.reload()
    await starts(els)
    await place.an_hour_passes()
    measured = await reads_wait(stranger, place)
    assert "Gemeten: meestal ongeveer 3 weken" in measured  # of 7, 14, 21, 28 and 35 days
    assert "8 van de 10 wachtten tussen 1 en 5 weken" in measured
    assert "5 keer begonnen, aug 2026 – dec 2026" in measured
    await looks_well_everywhere(stranger, "a measured wait")


async def ends(place: AtWork, number: str) -> tuple[ReferralState, list[ApplicationState]]:
    async with place.house.database.reading() as session:
        referral = (await session.exec(select(Referral).where(Referral.number == number))).one()
        asked = select(Application.state).where(Application.referral_id == referral.id).order_by(col(Application.id))
        return referral.state, list((await session.exec(asked)).all())


async def test_a_gezinshuis_is_granted_by_the_toegang_of_kampen_and_three_help_at_once(
    at_work: AtWork, browsing: Browsing
) -> None:
    bram = await at_work.window(browsing, "bram")
    await bram.goto(f"{at_work.address}/verwijzer/nieuw")
    await looks_well_everywhere(bram, "choosing help")
    await bram.goto(f"{at_work.address}/verwijzer/vragen?aanbod=wilgenhof-thuis")
    await looks_well_everywhere(bram, "a question before referring")
    await bram.go_back()
    await bram.select_option("#wat", "gezinshuis")
    await bram.click(".door-form button")
    await bram.wait_for_url("**wat=gezinshuis**")
    await fills_in(bram, KAMPEN, "[value=network]")
    number = await sends(bram, "Dit wordt een verzoek aan de toegang van Kampen")

    yusuf = await at_work.window(browsing, "yusuf")
    await at_work.opens_mail(yusuf, "yusuf", f"Een verzoek wacht op uw besluit: {number}")
    assert "Praktijk Bram" in await yusuf.inner_text("#vraag ~ dl")
    await looks_well_everywhere(yusuf, "the request")
    await yusuf.check("[name=besluit][value=agreed]")
    await yusuf.select_option("#regie", "toegang")
    await yusuf.click("text=Besluit opslaan")
    await yusuf.wait_for_url("**gedaan=besloten**")
    await looks_well_everywhere(yusuf, "what was decided")
    await at_work.opens_mail(bram, "bram", f"De toegang besliste over uw verzoek: {number}")
    assert "Er wordt een aanbieder gekozen" in await bram.inner_text("main")

    for who, kind, name, offer in ARRANGED:
        if kind != "gezinshuis":
            await yusuf.select_option("#wat", kind)
            await yusuf.click("text=Aanbieders tonen")
            await yusuf.wait_for_url(f"**wat={kind}**")
        await yusuf.select_option("#aanbod", offer)
        await yusuf.check("[name=koos][value=advice]")
        await sends_on(yusuf)
        window = await at_work.window(browsing, who)
        await at_work.opens_mail(window, who, f"Een nieuwe aanmelding wacht op uw antwoord: {number}")
        assert name in await window.inner_text(".page-head")
    assert (await yusuf.inner_text("#waar ~ ul")).splitlines() == [
        "De Wilgenhof (Gezinshuis): Wacht op antwoord",
        "De Es (Gezinsbehandeling en systeemtherapie): Wacht op antwoord",
        "De Lork (Begeleiding, een op een): Wacht op antwoord",
    ]
    assert "Wie houdt het overzicht\nDe toegang" in await yusuf.inner_text("#waar ~ dl")
    await looks_well_everywhere(yusuf, "three at once")

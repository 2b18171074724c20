"""The stops of a region: who sees them, and those that it imposes."""

import csv
import io

from portal.model import Contract, IntakeStop, Role
from portal.web.house import House
from portal.web.outer import Outer
from tests.accounts.door import sends
from tests.accounts.mailbox import last_link, letters
from tests.staff import FEMKE_HERSELF, an_account, signed_in
from tests.stops.conftest import People
from tests.stops.deciding import IMPOSE, OWN, REGION, WHY, ahead, day, imposes, places, stops, told

LOG = "/aanbieder/de-wilgenhof/logboek"


async def test_the_toegang_reads_the_grounds_and_decides_nothing(house: House, app: Outer, people: People) -> None:
    async with signed_in(app, people["mieke"]) as browser:
        await places(browser)
    async with signed_in(app, people["yusuf"]) as browser:
        page = (await browser.get(REGION)).text
        for text in ("De Wilgenhof", "Te weinig personeel", WHY, "Door de aanbieder zelf"):
            assert text in page, text
        assert "/verlengen" not in page
        assert "/opleggen" not in page
        assert (await browser.get(IMPOSE)).status_code == 404
        assert REGION in (await browser.get("/mijn/account")).text
    async with signed_in(app, people["rita"]) as browser:
        assert (await browser.get(REGION)).status_code == 404


async def test_stops_of_another_region_are_nowhere(house: House, app: Outer, people: People) -> None:
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add(IntakeStop(key="far", region_id=2, provider_id=2, starts=day(0), ground="Ver weg"))
        session.add(IntakeStop(key="near", region_id=2, provider_id=1, starts=day(0), ground="Elders"))
        session.add(Contract(key="w2", region_id=2, provider_id=1))
    async with signed_in(app, people["noor"]) as browser:
        for path in (REGION, f"{REGION}/csv", OWN):
            text = (await browser.get(path)).text
            assert "Ver weg" not in text
            assert "Elders" not in text
        assert (await sends(browser, f"{REGION}/far/beeindigen", REGION, versie="1")).status_code == 404
        assert (await sends(browser, f"{REGION}/opleggen?aanbieder=de-populier", IMPOSE)).status_code == 404
    async with signed_in(app, people["joep"]) as browser:
        assert (await browser.get(REGION)).status_code == 404


async def test_a_region_that_shares_a_provider_reads_no_stops_of_the_other(
    house: House, app: Outer, people: People
) -> None:
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add(Contract(key="w2", region_id=2, provider_id=1))
    async with signed_in(app, people["mieke"]) as browser:
        await places(browser)
        assert WHY in (await browser.get(LOG)).text
    far = await an_account(house, "verre", Role.CONTRACT_MANAGER, tied={"region_id": 2})
    async with signed_in(app, far) as browser:
        assert (await browser.get(OWN)).status_code == 404
        for path in (LOG, f"{LOG}/csv"):
            answer = await browser.get(path)
            assert (answer.status_code, WHY in answer.text) == (200, False)
    async with signed_in(app, people["noor"]) as browser:
        assert WHY in (await browser.get(LOG)).text


async def test_a_stop_is_imposed_told_and_ended(house: House, app: Outer, people: People) -> None:
    async with signed_in(app, people["noor"]) as browser:
        assert "De Wilgenhof" in (await browser.get(f"{REGION}/opleggen")).text
        sure = await imposes(browser, doe="bekijk", tekst="Wij <b>kijken</b> mee.")
        assert "1 persoon" in sure.text
        assert "<b>kijken" not in sure.text
        assert (await imposes(browser, tekst="Wij kijken mee.")).status_code == 303
        assert (await imposes(browser)).status_code == 422
        (stop,) = await stops(house)
        assert (stop.imposed, stop.ends, stop.public_text) == (True, None, {"nl": "Wij kijken mee."})
        assert "tot nader bericht" in (await browser.get(REGION)).text
        late = await sends(browser, f"{REGION}/{stop.key}/beeindigen", REGION, versie="7")
        assert late.status_code == 409
        assert (await sends(browser, f"{REGION}/{stop.key}/beeindigen", REGION, versie="1")).status_code == 303
        assert "Er zijn geen stops." in (await browser.get(REGION)).text
    assert await told(house, "stop_by_region") == await told(house, "stop_ended") == ["mieke"]
    mail = (await letters(house, "stop_by_region"))[0].content
    assert mail.subject == "De regio legt De Wilgenhof een stop op"
    assert "Reden: Twijfel over de veiligheid" in mail.text
    assert await last_link(house, "stop_by_region") == OWN


async def test_what_the_region_imposes_says_who_no_child_is(house: House, app: Outer, people: People) -> None:
    async with signed_in(app, people["noor"]) as browser:
        for said, field in (
            ({"tekst": "Kind van 12-03-2014"}, "tekst"),
            ({"tekst-engels": "111222333"}, "tekst-engels"),
            ({"reden": "te-weinig-personeel"}, "reden"),
            ({"vanaf": ahead(-1)}, "vanaf"),
            ({"tot": ahead(-1)}, "tot"),
        ):
            answer = await imposes(browser, **said)
            assert (answer.status_code, f'id="{field}-error"' in answer.text) == (422, True), said
    assert await stops(house) == []


async def test_only_the_region_lengthens_past_the_longest_term_and_ends_no_stop_of_a_provider(
    house: House, app: Outer, people: People
) -> None:
    async with signed_in(app, people["mieke"]) as browser:
        await places(browser, tot=ahead(88))
    (stop,) = await stops(house)
    async with signed_in(app, people["noor"]) as browser:
        assert "Bijna aan de langste termijn" in (await browser.get(REGION)).text
        path = f"{REGION}/{stop.key}/verlengen"
        assert (await sends(browser, path, REGION, versie="1", tot=ahead(80))).status_code == 422
        assert (await sends(browser, path, REGION, versie="1", tot=ahead(120))).status_code == 303
        assert (await sends(browser, path, REGION, versie="1", tot=ahead(130))).status_code == 409
        assert (await sends(browser, f"{REGION}/{stop.key}/beeindigen", REGION, versie="2")).status_code == 404
    (after,) = await stops(house)
    assert (after.ends, after.imposed, after.decided_by) == (day(120), False, "account:key-noor")
    (mail,) = await letters(house, "stop_by_region")  # to whom it belongs
    assert mail.address.startswith("mieke@")
    assert mail.content.subject == "De regio verlengt de stop voor De Wilgenhof"
    for text in ("De regio heeft besloten dat uw stop langer duurt.", "U kunt hem nog steeds zelf beëindigen."):
        assert text in mail.content.text, text
    assert "Alleen de regio kan" not in mail.content.text
    watching = (await letters(house, "stop_by_provider"))[-1].content
    assert watching.subject == "The region lengthens the stop for De Wilgenhof"
    assert "The region decided that the stop of the provider lasts longer." in watching.text


async def test_what_the_provider_lengthens_it_is_not_told_itself(house: House, app: Outer, people: People) -> None:
    async with signed_in(app, people["mieke"]) as browser:
        await places(browser, tot=ahead(20))
        (stop,) = await stops(house)
        assert (await sends(browser, f"{OWN}/{stop.key}/verlengen", OWN, versie="1", tot=ahead(30))).status_code == 303
    assert await letters(house, "stop_by_region") == []
    assert (
        "The provider decided that its stop lasts longer."
        in (await letters(house, "stop_by_provider"))[-1].content.text
    )


async def test_the_list_is_filtered_and_goes_along_as_a_file(house: House, app: Outer, people: People) -> None:
    async with signed_in(app, people["mieke"]) as browser:
        await places(browser, toelichting="=1+1")
    async with signed_in(app, people["noor"]) as browser:
        await imposes(browser, waarvoor="aanbod:w-wonen")
        for query, found in (
            ("", 2),
            ("?van=regio", 1),
            ("?van=aanbieder&aanbieder=de-wilgenhof", 1),
            ("?aanbieder=bestaat-niet", 0),
            ("?product=begeleiding", 0),
            ("?product=bestaat-niet&van=iets&pagina=x", 2),
            ("?pagina=99999", 2),
        ):
            assert (await browser.get(f"{REGION}{query}")).text.count('<tr id="stop-') == found, query
        answer = await browser.get(f"{REGION}/csv?van=aanbieder")
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:2] == ["Aanbieder", "Waarvoor"]
    assert rows[1][3:7] == [ahead(0), ahead(41), "Te weinig personeel", "'=1+1"]
    assert len(rows) == 2
    assert answer.headers["cache-control"] == "no-store"

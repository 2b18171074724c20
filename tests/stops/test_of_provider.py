"""A provider takes in nobody new for a while."""

from datetime import timedelta

import pytest

from portal import clock
from portal.model import Contract, ContractLine, IntakeStop, OfferLine
from portal.web.house import House
from portal.web.outer import Outer
from tests.accounts.door import sends
from tests.accounts.mailbox import last_link, letters
from tests.provider_area.offering import GRID, HOME, opened, stand
from tests.staff import FEMKE_HERSELF, signed_in
from tests.stops.conftest import People
from tests.stops.deciding import OWN, REGION, WHY, ahead, day, imposes, places, stops, told


async def test_it_is_shown_what_it_comes_to_before_it_is_placed(house: House, app: Outer, people: People) -> None:
    async with signed_in(app, people["mieke"]) as browser:
        sure = await places(browser, doe="bekijk")
        assert sure.status_code == 200
        assert await stops(house) == []
        for text in ("Geen nieuwe aanmeldingen tot en met", "Dit gaat over 1 aanbod.", "3 personen", WHY):
            assert text in sure.text, text
        again = await places(browser, doe="wijzig")
        assert (again.status_code, WHY in again.text, ahead(41) in again.text) == (200, True, True)
        assert (await places(browser)).status_code == 303
        page = (await browser.get(OWN)).text
    (stop,) = await stops(house)
    assert (stop.offer_id, stop.starts, stop.ends, stop.imposed) == (1, day(0), day(41), False)
    assert (stop.ground, stop.explanation, stop.decided_by) == ("te-weinig-personeel", WHY, "account:key-mieke")
    for text in ("Loopt nu", "door Mieke", "Te weinig personeel", WHY, "/verlengen", "/beeindigen"):
        assert text in page, text


async def test_contract_managers_and_toegangen_are_told_at_once_each_one_time(
    house: House, app: Outer, people: People
) -> None:
    async with signed_in(app, people["mieke"]) as browser:
        await places(browser)
    assert await told(house, "stop_by_provider") == ["ada", "noor", "yusuf"]
    mails = {letter.address.partition("@")[0]: letter.content for letter in await letters(house, "stop_by_provider")}
    assert "Reden: Te weinig personeel" in mails["yusuf"].text
    assert f"Toelichting: {WHY}" in mails["noor"].text
    assert "Ground: Not enough staff" in mails["ada"].text
    assert mails["ada"].subject == "De Wilgenhof takes in no new children for now"
    assert (await last_link(house, "stop_by_provider")).endswith(REGION)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"vanaf": ahead(-1)}, "vanaf"),
        ({"vanaf": ahead(92), "tot": ahead(93)}, "vanaf"),
        ({"vanaf": "morgen"}, "vanaf"),
        ({"tot": ahead(-1)}, "tot"),
        ({"tot": ahead(91)}, "tot"),
        ({"tot": ""}, "tot"),
        ({"tot": "20991231"}, "tot"),
        ({"waarvoor": "aanbod:p-hulp"}, "waarvoor"),
        ({"waarvoor": "product:bestaat-niet"}, "waarvoor"),
        ({"reden": "twijfel-over-veiligheid"}, "reden"),
        ({"reden": "zomaar"}, "reden"),
        ({"toelichting": "Het gaat om 111222333"}, "toelichting"),
        ({"toelichting": "Jongen van 12 maart 2014"}, "toelichting"),
        ({"toelichting": "x" * 501}, "toelichting"),
    ],
)
async def test_what_cannot_be_is_told_in_its_place_and_what_was_typed_stays(
    house: House, app: Outer, people: People, said: dict[str, str], field: str
) -> None:
    async with signed_in(app, people["mieke"]) as browser:
        answer = await places(browser, **said)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert said.get("toelichting", WHY) in answer.text
    assert await stops(house) == []
    assert await told(house, "stop_by_provider") == []


async def test_a_day_as_people_write_it_is_a_day(house: House, app: Outer, people: People) -> None:
    later = day(20)
    async with signed_in(app, people["mieke"]) as browser:
        assert (await places(browser, tot=f"{later.day}-{later.month}-{later.year}")).status_code == 303
    assert (await stops(house))[0].ends == later


async def test_a_second_for_the_same_is_to_lengthen_the_first(house: House, app: Outer, people: People) -> None:
    async with signed_in(app, people["mieke"]) as browser:
        await places(browser)
        assert (await places(browser)).status_code == 422
        (stop,) = await stops(house)
        path = f"{OWN}/{stop.key}/verlengen"
        longer = await sends(browser, path, OWN, versie=str(stop.version), tot=ahead(60))
        assert longer.status_code == 303
        assert (await stops(house))[0].ends == day(60)
        too_long = await sends(browser, path, OWN, versie=str(stop.version + 1), tot=ahead(91))
        assert (too_long.status_code, ahead(91) in too_long.text) == (422, True)
    assert await told(house, "stop_by_provider") == ["ada", "ada", "noor", "noor", "yusuf", "yusuf"]
    assert (await letters(house, "stop_by_provider"))[-1].content.subject.startswith("De Wilgenhof lengthens")


async def test_a_row_of_stops_is_no_way_past_the_longest_term(house: House, app: Outer, people: People) -> None:
    async with signed_in(app, people["mieke"]) as browser:
        await places(browser, tot=ahead(60))
        everything = await places(browser, waarvoor="alles", vanaf=ahead(61), tot=ahead(91))
        assert everything.status_code == 422
        assert "aansluit" in everything.text
        assert (await places(browser, waarvoor="aanbod:w-wonen", vanaf=ahead(61), tot=ahead(91))).status_code == 303


async def test_ending_earlier_is_at_once_and_stays_in_the_history(house: House, app: Outer, people: People) -> None:
    async with house.database.writing(FEMKE_HERSELF) as session:
        about = {"provider_id": 1, "region_id": 1, "ground": "te-weinig-personeel"}
        session.add(IntakeStop(key="stop-3", starts=day(-3), ends=day(20), **about))
    (stop,) = await stops(house)
    async with signed_in(app, people["mieke"]) as browser:
        assert "You take in no new children until and including" in (await opened(browser)).html
        ended = await sends(browser, f"{OWN}/{stop.key}/beeindigen", OWN, versie=str(stop.version))
        assert ended.status_code == 303
        page = (await browser.get(OWN)).text
        assert "You take in no new children" not in (await opened(browser)).html
    (after,) = await stops(house)
    assert (after.ends, after.ended_by) == (clock.today() - timedelta(days=1), "account:key-mieke")
    assert "Eerdere stops" in page
    assert "Eerder beëindigd" in page
    assert await told(house, "stop_ended") == ["ada", "noor", "yusuf"]


async def test_the_second_of_two_tabs_is_told_and_nothing_is_lost(house: House, app: Outer, people: People) -> None:
    async with signed_in(app, people["mieke"]) as browser:
        await places(browser)
        (stop,) = await stops(house)
        seen = str(stop.version)
        await sends(browser, f"{OWN}/{stop.key}/verlengen", OWN, versie=seen, tot=ahead(50))
        late = await sends(browser, f"{OWN}/{stop.key}/verlengen", OWN, versie=seen, tot=ahead(55))
        assert late.status_code == 409
        assert f'value="{ahead(55)}"' in late.text
        assert "nadat u de pagina opende" in late.text
        assert (await sends(browser, f"{OWN}/{stop.key}/beeindigen", OWN, versie=seen)).status_code == 409
    (after,) = await stops(house)
    assert (after.ends, after.ended_at) == (day(50), None)


async def test_who_edits_sees_the_stops_and_changes_none(house: House, app: Outer, people: People) -> None:
    async with signed_in(app, people["mieke"]) as browser:
        await places(browser)
    (stop,) = await stops(house)
    for name in ("piet", "rita", "noor"):
        async with signed_in(app, people[name]) as browser:
            page = (await browser.get(OWN)).text
            assert "Te weinig personeel" in page
            assert WHY not in page
            assert "/verlengen" not in page
            assert (await places(browser)).status_code == 404
            ended = await sends(browser, f"{OWN}/{stop.key}/beeindigen", versie="1")
            assert ended.status_code == 404


async def test_under_an_imposed_stop_room_is_stated_and_stays_unseen(house: House, app: Outer, people: People) -> None:
    async with signed_in(app, people["noor"]) as browser:
        assert (await imposes(browser, tot=ahead(30))).status_code == 303
    async with signed_in(app, people["mieke"]) as browser:
        home = (await browser.get(HOME)).text
        assert "De regio heeft voor 3 keer aanbod een stop opgelegd." in home
        grid = await opened(browser)
        assert grid.html.count("The region imposed a stop until and including") == 3
        assert "becomes visible after it" in grid.html
        grid.type("w-hulp", stand="open", plaatsen="4")
        assert (await grid.send(browser)).status_code == 303
        (stop,) = await stops(house)
        page = (await browser.get(OWN)).text
        assert "/beeindigen" not in page
        for what in ("beeindigen", "verlengen"):
            answer = await sends(browser, f"{OWN}/{stop.key}/{what}", GRID, versie="1", tot=ahead(1))
            assert answer.status_code == 404
        assert (await places(browser)).status_code == 303  # their own, beneath it
        assert "Your own stop lasts until and including" in (await opened(browser)).html
    assert (await stand(house))["w-hulp"].free_places == 4
    assert (await stops(house))[0].ended_at is None


async def test_a_stop_on_a_product_is_on_what_is_only_under_it(house: House, app: Outer, people: People) -> None:
    async with house.database.writing(FEMKE_HERSELF) as session:
        contract = await session.get_one(Contract, 1)
        line = ContractLine(key="w-1", contract_id=contract.id or 0, product="begeleiding")
        session.add(line)
        await session.flush()
        session.add(OfferLine(offer_id=1, contract_line_id=line.id or 0))
    async with signed_in(app, people["mieke"]) as browser:
        sure = await places(browser, waarvoor="product:begeleiding", doe="bekijk")
        assert "Dit gaat over 1 aanbod." in sure.text
        assert (await places(browser, waarvoor="product:begeleiding")).status_code == 303
        assert (await opened(browser)).html.count("You take in no new children until and including") == 1


async def test_signs_are_text(house: House, app: Outer, people: People) -> None:
    async with signed_in(app, people["mieke"]) as browser:
        await places(browser, toelichting="<b>Ziek</b>")
        assert "<b>Ziek" not in (await browser.get(OWN)).text
    async with signed_in(app, people["noor"]) as browser:
        assert "<b>Ziek" not in (await browser.get(REGION)).text

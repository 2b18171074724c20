"""However many people there are, the region finds one of them: by the page, by name, and by the whole mail address."""

from collections.abc import AsyncIterator

import httpx
import pytest
from sqlmodel import select

from portal import clock
from portal.accounts.region_people import Show, Wanted, people_of
from portal.database import Database
from portal.model import Account, Practice, PracticeKind, Region, Role
from portal.settings import Settings
from portal.web.house import House
from portal.web.outer import Outer
from tests.accounts.door import sends
from tests.accounts.inviting import REGION, region_invites
from tests.referral.doing import text_in
from tests.staff import FEMKE_HERSELF, KEY, SAFE_BASE, an_account, signed_in
from tests.web.house import a_region, regions_of

FIND = f"{REGION}/zoeken"


@pytest.fixture
async def noor(house: House, app: Outer) -> AsyncIterator[httpx.AsyncClient]:
    async with signed_in(app, await an_account(house, "noor", Role.CONTRACT_MANAGER)) as browser:
        yield browser


async def many(house: House, number: int) -> None:
    for one in range(number):
        await an_account(house, f"arts-{one:02}", Role.HUISARTS)


def listed(page: str) -> str:
    """The list, without what is above it."""
    return text_in(page[page.index('id="wie"') :])


async def finds(browser: httpx.AsyncClient, words: str, **more: str) -> str:
    """As the form does, and where it leads."""
    answer = await sends(browser, FIND, REGION, zoek=words, **more)
    if answer.status_code == 303:
        answer = await browser.get(answer.headers["location"])
    assert answer.status_code == 200
    return listed(answer.text)


async def test_many_people_stand_on_several_pages(house: House, noor: httpx.AsyncClient) -> None:
    await many(house, 27)
    first, second = [listed((await noor.get(f"{REGION}?pagina={page}")).text) for page in (1, 2)]
    assert ("Werkt hier (27)" in first, "Pagina 1 van 2" in first) == (True, True)
    assert ("Arts-24" in first, "Arts-25" in first) == (True, False)
    assert ("Arts-24" in second, "Arts-25" in second, "Arts-26" in second) == (False, True, True)
    assert "Arts-26" in listed((await noor.get(f"{REGION}?pagina=99&toon=x")).text)


async def test_somebody_is_found_by_a_part_of_the_name_or_by_where_they_work(
    house: House, noor: httpx.AsyncClient
) -> None:
    await many(house, 2)
    await an_account(house, "yusuf", Role.TOEGANG)
    found = await finds(noor, "ARTS-01")
    assert ("Arts-01" in found, "Arts-00" in found, "Yusuf" in found) == (True, False, False)
    assert "Yusuf" in await finds(noor, "dijkst")  # the municipality
    assert "Arts-00" in await finds(noor, "huisarts")  # the practice
    assert "Niemand die past" in await finds(noor, "100%_")
    assert "Niemand die past" in await finds(noor, "voorbeeld.example")  # a part of an address finds nobody


async def test_a_mail_address_finds_who_has_it_and_stands_in_no_address(house: House, noor: httpx.AsyncClient) -> None:
    await many(house, 2)
    answer = await sends(noor, FIND, REGION, zoek=" Arts-01@Voorbeeld.example ")
    assert answer.status_code == 200
    assert ("Arts-01" in listed(answer.text), "Arts-00" in listed(answer.text)) == (True, False)
    assert "zoek=" not in answer.text
    assert "Niemand die past" in await finds(noor, "arts@voorbeeld.example")


async def test_who_was_invited_is_found_by_their_address_among_those(house: House, noor: httpx.AsyncClient) -> None:
    await many(house, 1)
    assert (await region_invites(noor, "toegang", "lotte@voorbeeld.example", gemeente="1002")).status_code == 303
    found = await finds(noor, "lotte@voorbeeld.example")
    assert ("lotte@voorbeeld.example" in found, "Uitgenodigd (1)" in found, "Werkt hier (0)" in found) == (True,) * 3
    by_town = await finds(noor, "Uiterwaard", toon="uitgenodigd")
    assert "lotte@voorbeeld.example" in by_town
    assert "lotte@voorbeeld.example" not in await finds(noor, "Dijkstad", toon="uitgenodigd")


async def test_practices_and_people_whom_no_mail_reaches_have_lists_of_their_own(
    house: House, noor: httpx.AsyncClient
) -> None:
    await an_account(house, "piet", Role.PROVIDER_EDITOR)
    async with house.database.writing(FEMKE_HERSELF) as session:
        (await session.exec(select(Account).where(Account.name == "Piet"))).one().mail_refused_at = clock.now()
    practices = listed((await noor.get(f"{REGION}?toon=praktijken")).text)
    assert ("Nog niet" in practices, "Ver weg" in practices) == (True, False)
    assert "Nog niet" in await finds(noor, "01012345", toon="praktijken")
    unreached = listed((await noor.get(f"{REGION}?toon=onbereikbaar")).text)
    assert ("Piet" in unreached, "Werkt hier niet meer" in unreached) == (True, False)
    assert "Piet" not in listed((await noor.get(REGION)).text)


async def test_nobody_of_another_region_is_found(house: House, noor: httpx.AsyncClient) -> None:
    await an_account(house, "ver", Role.TOEGANG, tied={"region_id": 2, "municipality": "2001"})
    assert "Niemand die past" in await finds(noor, "ver@voorbeeld.example")
    assert "Ver" not in (await finds(noor, "ver", toon="hier")).replace("Verder", "").split()


async def test_both_databases_find_the_same(own_database_url: str) -> None:
    database, region = Database(own_database_url), a_region()
    async with database.writing(FEMKE_HERSELF) as session:
        session.add(Region(id=1, key="rivierland", is_default=True))
        await session.flush()
        for kind in PracticeKind:
            session.add(
                Practice(key=f"own-{kind}", region_id=1, kind=kind, name=f"Bij {kind}", admitted_at=clock.now())
            )
    house = House(Settings(base_url=SAFE_BASE, encryption_keys=(KEY,)), database, regions_of(region))
    await many(house, 30)
    async with database.reading() as session:
        by_page = await people_of(session, house, region, Wanted(page=2))
        by_name = await people_of(session, house, region, Wanted(words="ARTS-1"))
        by_place = await people_of(session, house, region, Wanted(words="bij huis"))
        by_mail = await people_of(session, house, region, Wanted(words="ARTS-07@voorbeeld.example", show=Show.INVITED))
        practices = await people_of(session, house, region, Wanted(Show.PRACTICES, "bij gi"))
    await database.close()
    assert (by_page.found[Show.HERE], by_page.pages, len(by_page.works)) == (30, 2, 5)
    assert [one.name for one in by_name.works] == [f"Arts-1{number}" for number in range(10)]
    assert by_place.found[Show.HERE] == 30
    assert ([one.name for one in by_mail.works], by_mail.wanted.show) == (["Arts-07"], Show.HERE)
    assert [one.name for one in practices.practices] == ["Bij gi"]

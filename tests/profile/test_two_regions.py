"""A provider that works for two regions: only one whose contract runs, or is to come, says anything of its proposal."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from portal import clock
from portal.access.visitor import Belonging, Visitor
from portal.jobs.late_profiles import tell_of_late_profiles
from portal.model import Account, Contract, Mail, ProfileState, Role
from portal.profile.actions import NotNow, save_part, standing
from portal.profile.deciding import Choices, approve, print_of, return_it
from portal.profile.forms import Seen
from portal.profile.parts import Kind, Part
from portal.profile.versions import ContractOver, own_desk, sent_desk, waiting_in
from portal.web.house import House
from portal.web.outer import Outer
from tests.profile.telling import INBOX, PROFILE, TEXTS, changes, opened, presses, sends, the_provider, the_version
from tests.staff import FEMKE_HERSELF, WILGENHOF, an_account, signed_in

NEW = "Wij helpen gezinnen met muziektherapie."
HERE, THERE = "rivierland", "bovenland"


@pytest.fixture(autouse=True)
async def two_contracts(house: House) -> None:
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add(Contract(key="w-there", region_id=2, provider_id=1))


async def runs(house: House, key: str, starts: date | None = None, ends: date | None = None) -> None:
    async with house.database.writing(FEMKE_HERSELF) as session:
        contract = (await session.exec(select(Contract).where(Contract.key == key))).one()
        contract.starts, contract.ends = starts, ends


async def proposes(app: Outer, piet: Account) -> str:
    async with signed_in(app, piet) as browser:
        assert (await changes(browser, TEXTS, {"about.nl": NEW})).status_code == 303
        assert (await presses(browser, f"{PROFILE}/insturen")).status_code == 303
    return f"{INBOX}/{(await the_version(app.house)).key}"


def editor(account: Account, *regions: int) -> Visitor:
    belongings = tuple(Belonging(Role.REGION_EDITOR, number) for number in regions)
    return Visitor(account.id, account.key, account.name, belongings, second_factor=True)


async def test_it_waits_in_the_list_of_its_own_region_only(
    house: House, app: Outer, piet: Account, ilse: Account
) -> None:
    await proposes(app, piet)
    who = editor(ilse, 1, 2)
    async with house.database.reading() as session:
        waiting = {key: len(await waiting_in(session, who, house.regions.by_key[key])) for key in (HERE, THERE)}
    assert waiting == {HERE: 1, THERE: 0}


@pytest.mark.parametrize(
    ("starts", "ends", "may"),
    [
        (None, None, True),  # a contract of which no dates are known
        (-400, None, True),
        (-400, 0, True),  # its last day
        (30, 400, True),  # to come
        (-400, -1, False),
    ],
)
async def test_who_has_no_contract_any_more_approves_and_returns_nothing(
    house: House, app: Outer, piet: Account, ilse: Account, starts: int | None, ends: int | None, may: bool
) -> None:
    address = await proposes(app, piet)
    async with house.database.reading() as session:
        key = (await the_version(house)).key
        seen = print_of(await sent_desk(session, editor(ilse, 1), key, house.regions.by_key[HERE]))
    days = [None if day is None else clock.today() + timedelta(days=day) for day in (starts, ends)]
    await runs(house, "w", *days)
    who, region = editor(ilse, 1), house.regions.by_key[HERE]
    async with house.database.reading() as session:
        assert len(await waiting_in(session, who, region)) == may
    if may:
        await approve(house, who, key, region, Choices(seen))
        assert (await the_provider(house)).about["nl"] == NEW
        return
    with pytest.raises(ContractOver):
        await approve(house, who, key, region, Choices(seen))
    with pytest.raises(ContractOver):
        await return_it(house, who, key, region, seen, {"": "Nee."})
    assert (await the_version(house)).state == ProfileState.SENT
    async with signed_in(app, ilse) as browser:
        page = await browser.get(f"/en{address}")
        assert page.status_code == 404
        assert "has ended. You cannot approve or return" in page.text
        assert "Nothing waits." in page.text


async def test_a_contract_that_ends_while_it_is_read_ends_the_answer(
    house: House, app: Outer, piet: Account, ilse: Account
) -> None:
    address = await proposes(app, piet)
    async with signed_in(app, ilse) as browser:
        filled = await opened(browser, address)
        await runs(house, "w", ends=clock.today() - timedelta(days=1))
        answers = [
            await sends(browser, f"{address}/goedkeuren", filled),
            await sends(browser, f"{address}/terugsturen", {**filled, "opmerking.": "Nee."}),
        ]
    assert [answer.status_code for answer in answers] == [409, 409]
    assert all("has ended. You cannot approve or return" in answer.text for answer in answers)
    assert (await the_provider(house)).about["nl"] != NEW


async def test_nobody_is_reminded_of_what_they_cannot_answer(house: House, app: Outer, piet: Account) -> None:
    await an_account(house, "noor", Role.CONTRACT_MANAGER)
    await proposes(app, piet)
    await runs(house, "w", ends=clock.today() + timedelta(days=3))
    later = clock.now() + timedelta(days=60)
    with clock.stopped_at(later):
        assert await tell_of_late_profiles(house.database, house.settings, house.regions) == 0
    async with house.database.reading() as session:
        assert "profile_overdue" not in (await session.exec(select(Mail.kind))).all()


async def test_a_proposal_that_nobody_can_answer_is_thrown_away_and_does_not_keep_from_another(
    house: House, app: Outer, piet: Account
) -> None:
    """There is one open proposal per provider: a region that cannot answer would hold it for ever."""
    await proposes(app, piet)
    await runs(house, "w", ends=clock.today() - timedelta(days=1))
    there, part = house.regions.by_key[THERE], Part(Kind.TEXTS)
    who = Visitor(piet.id, piet.key, piet.name, (Belonging(Role.PROVIDER_EDITOR, 1, 1),), second_factor=True)
    async with house.database.reading() as session:
        desk = await own_desk(session, who, WILGENHOF, there)
        stands = standing(desk, part)
    assert (desk.stranded, desk.is_here, desk.may_edit) == (True, False, False)
    typed, seen = {**stands.values, "about.nl": NEW}, Seen(stands.values, stands.clashes)
    with pytest.raises(NotNow):
        await save_part(house, who, WILGENHOF, there, part, typed, seen)
    async with signed_in(app, piet) as browser:
        assert "That region cannot answer it." in (await browser.get(f"/en{PROFILE}")).text
        assert (await presses(browser, f"{PROFILE}/weggooien")).status_code == 303
        assert "That region cannot answer it." not in (await browser.get(f"/en{PROFILE}")).text
    assert (await the_version(house)).state == ProfileState.WITHDRAWN
    assert await save_part(house, who, WILGENHOF, there, part, typed, seen) is None
    assert (await the_version(house, 2)).region_id == 2

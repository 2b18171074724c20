"""An invitation, from the mail to the work: and everybody it was not sent to."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from sqlmodel import select

from portal import clock
from portal.model import Account, AuditEntry, Invitation, Membership, Role
from portal.web.house import House
from portal.web.outer import Outer
from tests.accounts.door import PASSWORD, enters, is_in, sends, types, with_password
from tests.accounts.inviting import COLLEAGUES, LOTTE, NEW, accepts_as_new, invited_link, invites
from tests.accounts.mailbox import letters
from tests.mail.writing import everything_in
from tests.staff import FEMKE_HERSELF, POPULIER, an_account, browser_of, signed_in
from tests.web.house import FROM_HERE


@pytest.fixture
async def mieke(house: House, app: Outer) -> AsyncIterator[httpx.AsyncClient]:
    """Manages De Wilgenhof, and has passed her second step."""
    async with signed_in(app, await an_account(house, "mieke", Role.PROVIDER_MANAGER)) as browser:
        yield browser


async def roles_of(house: House, email_name: str = "Lotte") -> set[tuple[Role, int | None]]:
    async with house.database.reading() as session:
        account = (await session.exec(select(Account).where(Account.name == email_name))).first()
        if account is None:
            return set()
        held = (await session.exec(select(Membership).where(Membership.account_id == account.id))).all()
        return {(one.role, one.provider_id) for one in held if one.until is None}


async def test_somebody_new_chooses_a_password_and_sets_up_the_second_step(
    house: House, app: Outer, mieke: httpx.AsyncClient
) -> None:
    assert (await invites(mieke)).headers["location"] == f"{COLLEAGUES}?gedaan=uitgenodigd"
    letter = (await letters(house, "invitation"))[0]
    assert letter.address == LOTTE
    assert "De Wilgenhof" in letter.content.text
    assert "Mieke" not in letter.content.text  # a name is whatever somebody makes of it
    link = await invited_link(house)
    async with browser_of(app) as lotte:
        for _ in range(2):  # a scanner opens it too
            page = await lotte.get(link)
            assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
            assert "De Wilgenhof" in page.text
        assert await roles_of(house) == set()
        done = await accepts_as_new(lotte, link)
        assert done.status_code == 303
        assert done.headers["location"].startswith("/mijn/account/tweede-stap?verder=")
        assert await is_in(lotte)
        assert await roles_of(house) == {(Role.PROVIDER_EDITOR, 1)}
        assert (await lotte.get(link)).status_code == 410
        assert (await types(lotte, LOTTE, NEW)).status_code == 303
    page = (await mieke.get(COLLEAGUES)).text
    assert "Lotte" in page
    assert LOTTE in page


async def test_who_has_an_account_signs_in_first_and_then_accepts(
    house: House, app: Outer, mieke: httpx.AsyncClient
) -> None:
    await with_password(house, "lotte", Role.FAMILY)
    await invites(mieke, "  LOTTE@voorbeeld.example ", "provider_manager")
    link = await invited_link(house)
    async with browser_of(app) as lotte:
        assert "verder=%2Fuitnodiging%2F" in (await lotte.get(link)).text
        assert (await accepts_as_new(lotte, link, password=NEW)).status_code == 409  # no new password
        assert (await types(lotte, "lotte", NEW)).status_code == 403
        await enters(lotte, "lotte")
        before = dict(lotte.cookies)
        done = await sends(lotte, link, link)
        assert done.headers["location"].startswith("/mijn/account/tweede-stap?verder=%2Faanbieder%2Fde-wilgenhof")
        assert dict(lotte.cookies) != before  # worth more, and so another token
        assert await is_in(lotte)
        assert "Max-Age" not in done.headers["set-cookie"]  # no more the long session of a family
    assert await roles_of(house) == {(Role.FAMILY, None), (Role.PROVIDER_MANAGER, 1)}


async def test_another_account_is_told_and_gets_nothing(house: House, app: Outer, mieke: httpx.AsyncClient) -> None:
    await with_password(house, "olaf")
    for known in (False, True):
        if known:
            await with_password(house, "lotte")
        else:
            await invites(mieke)
        link = await invited_link(house)
        async with browser_of(app) as olaf:
            await enters(olaf, "olaf")
            page = await olaf.get(link)
            assert (page.status_code, "Olaf" in page.text) == (200, True)
            assert LOTTE not in page.text
            assert "Wilgenhof" not in page.text
            assert (await sends(olaf, link, naam="Olaf", nieuw=NEW)).status_code == 409
    assert await roles_of(house, "Olaf") == set()
    assert (await invites(mieke)).status_code == 422  # it still stands open


async def test_one_click_from_elsewhere_accepts_nothing(house: House, app: Outer, mieke: httpx.AsyncClient) -> None:
    await with_password(house, "lotte")
    await invites(mieke)
    link = await invited_link(house)
    async with browser_of(app) as lotte:
        await enters(lotte, "lotte")
        for headers in ({"sec-fetch-site": "cross-site"}, {}, {"origin": "https://elders.example"}, FROM_HERE):
            assert (await lotte.post(link, headers=headers)).status_code == 403  # without the proof of a form, too
    assert await roles_of(house) == set()


async def test_an_invitation_that_does_not_work_says_why_and_nothing_else(
    house: House, app: Outer, mieke: httpx.AsyncClient
) -> None:
    await invites(mieke)
    link = await invited_link(house)
    async with house.database.reading() as session:
        key = (await session.exec(select(Invitation.key))).one()

    async def refused(link: str, status: int) -> str:
        async with browser_of(app) as stranger:
            page = await stranger.get(link)
            sent = await accepts_as_new(stranger, link)
        assert page.status_code == sent.status_code == status
        for secret in (LOTTE, "Wilgenhof", "Mieke"):
            assert secret not in page.text + sent.text
        return page.text

    pages = {await refused(link[:-1] + ("A" if link[-1] != "A" else "B"), 404), await refused("/uitnodiging/x", 404)}
    with clock.stopped_at(clock.now() + timedelta(days=14, seconds=1)):
        pages.add(await refused(link, 410))
    await sends(mieke, f"{COLLEAGUES}/uitnodigingen/{key}/intrekken", COLLEAGUES)
    pages.add(await refused(link, 410))
    await invites(mieke)
    link = await invited_link(house)
    async with browser_of(app) as lotte:
        assert (await accepts_as_new(lotte, link)).status_code == 303
    pages.add(await refused(link, 410))
    assert len(pages) == 5
    assert await roles_of(house) == {(Role.PROVIDER_EDITOR, 1)}


async def test_who_was_let_go_has_invited_nobody(house: House, app: Outer, mieke: httpx.AsyncClient) -> None:
    """Or they would come in again under another address."""
    await invites(mieke)
    link = await invited_link(house)
    for change in (Account, Membership):
        async with house.database.writing(FEMKE_HERSELF) as session:
            held = (await session.exec(select(change))).first()
            assert held is not None
            setattr(held, "ended" if change is Account else "until", clock.now())
        async with browser_of(app) as lotte:
            assert (await lotte.get(link)).status_code == 410
            assert (await accepts_as_new(lotte, link)).status_code == 410
        async with house.database.writing(FEMKE_HERSELF) as session:
            account = (await session.exec(select(Account))).one()
            account.ended = None
    assert await roles_of(house) == set()


@pytest.mark.parametrize(
    ("name", "password", "status"), [("Lotte", "kort", 422), ("", NEW, 422), ("x" * 101, NEW, 422), ("Lotte", "", 422)]
)
async def test_a_weak_password_or_no_name_does_not_use_it_up(
    house: House, app: Outer, mieke: httpx.AsyncClient, name: str, password: str, status: int
) -> None:
    await invites(mieke)
    link = await invited_link(house)
    async with browser_of(app) as lotte:
        answer = await accepts_as_new(lotte, link, name, password)
        assert (answer.status_code, "field-error" in answer.text) == (status, True)
        assert (await accepts_as_new(lotte, link)).status_code == 303


@pytest.mark.parametrize("role", ["administrator", "contract_manager", "region_editor", "toegang", "gi", "x", ""])
async def test_a_manager_gives_no_other_role_than_those_of_a_provider(
    house: House, mieke: httpx.AsyncClient, role: str
) -> None:
    assert (await invites(mieke, role=role)).status_code == 422
    assert await letters(house) == []


async def test_a_manager_reaches_no_other_provider(house: House, mieke: httpx.AsyncClient) -> None:
    path = f"/aanbieder/{POPULIER}/medewerkers"
    assert (await mieke.get(path)).status_code == 404
    answer = await sends(mieke, path, COLLEAGUES, mailadres=LOTTE, rol="provider_manager", taal="nl")
    assert answer.status_code == 404
    assert await letters(house) == []


async def test_nobody_is_invited_twice_nor_filled_with_mail(house: House, mieke: httpx.AsyncClient) -> None:
    assert (await invites(mieke, "mieke@voorbeeld.example", "provider_manager")).status_code == 422
    found = [(await invites(mieke)).status_code for _ in range(3)]
    assert found == [303, 422, 422]
    for email in ("niets", "a@b\r\nBcc: c@d.example", f"{'x' * 250}@voorbeeld.example"):
        assert (await invites(mieke, email)).status_code == 422
    assert len(await letters(house)) == 1
    sent = 0
    for _ in range(9):
        async with house.database.reading() as session:
            statement = select(Invitation.key).where(Invitation.withdrawn_at == None)  # noqa: E711
            for key in (await session.exec(statement)).all():
                await sends(mieke, f"{COLLEAGUES}/uitnodigingen/{key}/intrekken", COLLEAGUES)
        sent += (await invites(mieke)).status_code == 303
    assert sent < 5


async def test_no_token_and_no_address_is_in_the_database_or_the_audit(
    house: House, app: Outer, mieke: httpx.AsyncClient
) -> None:
    await invites(mieke)
    link = await invited_link(house)
    async with browser_of(app) as lotte:
        await accepts_as_new(lotte, link)
    held = await everything_in(house.database)
    assert link.rpartition("/")[2] not in held
    assert LOTTE not in held
    async with house.database.reading() as session:
        entries = (await session.exec(select(AuditEntry).where(AuditEntry.subject_type == "Invitation"))).all()
    assert [(one.actor, one.capacity, one.action) for one in entries] == [
        ("account:key-mieke", "provider_manager", "added"),
        ("visitor", "visitor", "changed"),
    ]
    assert {entries[0].after[name] for name in ("email_sealed", "email_print", "token_print")} == {"(hidden)"}


async def test_a_session_that_is_halfway_in_accepts_nothing(house: House, app: Outer, mieke: httpx.AsyncClient) -> None:
    await with_password(house, "lotte", Role.FAMILY, app=True)
    await invites(mieke)
    link = await invited_link(house)
    async with browser_of(app) as lotte:
        await types(lotte, "lotte", PASSWORD)  # and not the code
        assert (await sends(lotte, link, link, naam="L", nieuw=NEW)).status_code in (403, 409)
    assert await roles_of(house) == {(Role.FAMILY, None)}

"""A provider's manager makes a key, sees it once, and revokes it."""

import json

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access.patience import FREE_BY_ADDRESS, TooSoon
from portal.model import AccessKey, Account, AuditEntry, IndexMark, Role
from portal.push import keys
from portal.web.house import House
from portal.web.outer import Outer
from tests.push.systems import BOTH, KEYS, a_new_key, key_in, sends
from tests.staff import POPULIER, an_access_key, an_account, signed_in


async def held(house: House) -> list[AccessKey]:
    async with house.database.reading() as session:
        return list((await session.exec(select(AccessKey))).all())


async def test_a_new_key_is_seen_once_and_the_database_holds_only_its_print(house: House, app: Outer) -> None:
    mieke = await an_account(house, "mieke", Role.PROVIDER_MANAGER, password_hash="x")
    async with signed_in(app, mieke) as browser:
        made = await sends(browser, KEYS, naam="ECD van de Wilgenhof", mag=list(BOTH))
        key = key_in(made.text)
        assert key
        assert made.headers["cache-control"] == "no-store"
        listed = (await browser.get(KEYS)).text
    secret = key.split("_", 2)[2]
    assert "ECD van de Wilgenhof" in listed
    assert "Mieke" in listed
    assert secret not in listed
    record = (await held(house))[0]
    assert secret not in str(record.model_dump())
    assert (record.scopes, record.last_used, record.revoked_at) == (list(BOTH), None, None)
    async with house.database.reading() as session:
        entries = (await session.exec(select(AuditEntry).where(AuditEntry.subject_type == "AccessKey"))).all()
        marks = (await session.exec(select(IndexMark).where(IndexMark.what == "region"))).all()
    assert [entry.actor for entry in entries] == ["account:key-mieke"]
    written = json.dumps([entry.after for entry in entries])
    assert secret not in written
    assert record.secret_print not in written
    assert len(marks) == 2  # of the regions themselves


async def test_a_revoked_key_opens_nothing_and_stays_in_the_list(house: House, app: Outer) -> None:
    key = await a_new_key(app)
    known = await keys.recognise(house, key, "1.2.3.4")
    assert known.actor.name.startswith("key:ECD (")
    assert (await held(house))[0].last_used == clock.today()
    async with house.database.reading() as session:
        mieke = await mieke_of(session)
    async with signed_in(app, mieke) as browser:
        answer = await sends(browser, f"{KEYS}/{known.key}/intrekken")
        assert answer.status_code == 303
        again = await sends(browser, f"{KEYS}/{known.key}/intrekken")
        assert again.status_code == 303
        assert "ECD" in (await browser.get(KEYS)).text
    with pytest.raises(keys.NoKey):
        await keys.recognise(house, key, "1.2.3.4")
    async with house.database.writing(known.actor) as session:
        with pytest.raises(keys.NoKey):
            await keys.still_holds(session, known)


async def mieke_of(session: AsyncSession) -> Account:
    return (await session.exec(select(Account).where(Account.key == "key-mieke"))).one()


@pytest.mark.parametrize(
    "change",
    [
        lambda k: "", lambda k: k[:-1] + ("A" if k[-1] != "A" else "B"), lambda k: k.replace("hk_", "hk_0", 1),
        lambda k: k.upper(), lambda k: k + "A", lambda k: f"hk_{'0' * 20}_{k.split('_', 2)[2]}", lambda k: "ë" * 66,
    ],
)  # fmt: skip
async def test_a_wrong_key_is_no_key(house: House, app: Outer, change) -> None:
    key = await a_new_key(app)
    with pytest.raises(keys.NoKey):
        await keys.recognise(house, change(key), "1.2.3.4")


async def test_who_keeps_coming_with_wrong_keys_has_to_wait_and_keeps_nobody_else_out(house: House, app: Outer) -> None:
    key = await a_new_key(app)
    for _ in range(FREE_BY_ADDRESS):
        with pytest.raises(keys.NoKey):
            await keys.recognise(house, "hk_wrong", "1.2.3.4")
    with pytest.raises(TooSoon):
        await keys.recognise(house, "hk_wrong", "1.2.3.4")
    with pytest.raises(keys.NoKey):
        await keys.recognise(house, "hk_wrong", "4.3.2.1")
    assert (await keys.recognise(house, key, "1.2.3.4")).name == "ECD"


@pytest.mark.parametrize(
    ("naam", "mag", "wrong"),
    [
        ("", BOTH, "naam-error"),
        ("x" * 61, BOTH, "naam-error"),
        ("ECD", (), "mag-error"),
        ("ECD", ("all",), "mag-error"),
    ],
)
async def test_a_form_that_is_wrong_says_where_and_makes_nothing(
    house: House, app: Outer, naam: str, mag: tuple[str, ...], wrong: str
) -> None:
    mieke = await an_account(house, "mieke", Role.PROVIDER_MANAGER, password_hash="x")
    async with signed_in(app, mieke) as browser:
        answer = await sends(browser, KEYS, naam=naam, mag=list(mag))
    assert answer.status_code == 422
    assert wrong in answer.text
    assert await held(house) == []


async def test_there_are_only_so_many_keys(house: House, app: Outer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "MOST", 1)
    assert await a_new_key(app)
    assert not await a_new_key(app)
    assert len(await held(house)) == 1


async def test_the_keys_of_another_provider_are_not_there(house: House, app: Outer) -> None:
    mieke = await an_account(house, "mieke", Role.PROVIDER_MANAGER, password_hash="x")
    foreign = await an_access_key(house, provider=2)
    async with signed_in(app, mieke) as browser:
        assert (await browser.get(f"/aanbieder/{POPULIER}/sleutels")).status_code == 404
        assert (await sends(browser, f"/aanbieder/{POPULIER}/sleutels", naam="x", mag=list(BOTH))).status_code == 404
        assert (await sends(browser, f"{KEYS}/{foreign}/intrekken")).status_code == 404
    assert (await held(house))[0].revoked_at is None


@pytest.mark.parametrize(("role", "links"), [(Role.PROVIDER_MANAGER, 2), (Role.PROVIDER_EDITOR, 1)])
async def test_the_area_of_a_provider_leads_to_what_one_may_do_there(
    house: House, app: Outer, role: Role, links: int
) -> None:
    somebody = await an_account(house, "iemand", role, password_hash="x")
    async with signed_in(app, somebody) as browser:
        area = (await browser.get("/aanbieder/de-wilgenhof")).text
        assert sum(f'href="{path}"' in area for path in ("/aanbieder/de-wilgenhof/beschikbaarheid/csv", KEYS)) == links

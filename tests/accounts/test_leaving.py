"""Who works somewhere no more, and who cannot go yet."""

from sqlmodel import select

from portal import clock
from portal.model import Membership, Role
from portal.web.house import House
from portal.web.outer import Outer
from tests.accounts.door import sends
from tests.accounts.inviting import COLLEAGUES, invited_link, invites
from tests.staff import FEMKE_HERSELF, an_account, browser_of, signed_in

OWN = "/mijn/account"


async def still_there(house: House) -> set[str]:
    async with house.database.reading() as session:
        held = (await session.exec(select(Membership))).all()
    return {one.key for one in held if one.until is None or one.until > clock.now()}


async def test_a_manager_ends_a_membership_and_it_holds_at_once(house: House, app: Outer) -> None:
    mieke = await an_account(house, "mieke", Role.PROVIDER_MANAGER)
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    async with signed_in(app, mieke) as browser, signed_in(app, piet) as other:
        assert (await other.get("/mijn/account")).text.count("De Wilgenhof") > 0
        answer = await sends(browser, f"{COLLEAGUES}/m-piet/beeindigen", COLLEAGUES)
        assert answer.headers["location"] == f"{COLLEAGUES}?gedaan=beeindigd"
        assert "De Wilgenhof" not in (await other.get("/mijn/account")).text
        assert (await sends(browser, f"{COLLEAGUES}/m-piet/beeindigen", COLLEAGUES)).status_code == 404
    assert await still_there(house) == {"m-mieke"}


async def test_the_last_manager_is_told_in_place_and_stays(house: House, app: Outer) -> None:
    mieke = await an_account(house, "mieke", Role.PROVIDER_MANAGER)
    await an_account(house, "weg", Role.PROVIDER_MANAGER, ended=clock.now())  # counts no more
    await an_account(house, "piet", Role.PROVIDER_EDITOR)
    await an_account(house, "ver", Role.PROVIDER_MANAGER, tied={"region_id": 2, "provider_id": 2})
    async with signed_in(app, mieke) as browser:
        for path, page in ((f"{COLLEAGUES}/m-mieke/beeindigen", COLLEAGUES), (f"{OWN}/rollen/m-mieke/verlaten", OWN)):
            answer = await sends(browser, path, page)
            assert answer.status_code == 409
            assert 'role="alert"' in answer.text
    assert "m-mieke" in await still_there(house)


async def test_of_two_managers_one_leaves_and_the_other_stays(house: House, app: Outer) -> None:
    mieke, karel = [await an_account(house, name, Role.PROVIDER_MANAGER) for name in ("mieke", "karel")]
    async with signed_in(app, mieke) as one, signed_in(app, karel) as other:
        answer = await sends(one, f"{COLLEAGUES}/m-mieke/beeindigen", COLLEAGUES)
        assert answer.headers["location"] == "/mijn/account?gedaan=verlaten"
        assert (await one.get(COLLEAGUES)).status_code == 404
        assert (await sends(other, f"{OWN}/rollen/m-karel/verlaten", OWN)).status_code == 409
    assert await still_there(house) == {"m-karel"}


async def test_an_editor_leaves_by_their_own_account(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    await an_account(house, "olaf", Role.PROVIDER_EDITOR)
    async with signed_in(app, piet) as browser:
        assert (await sends(browser, f"{OWN}/rollen/m-olaf/verlaten", OWN)).status_code == 404
        assert (await sends(browser, f"{OWN}/rollen/m-piet/verlaten", OWN)).status_code == 303
    assert await still_there(house) == {"m-olaf"}


async def test_what_somebody_sent_goes_with_them(house: House, app: Outer) -> None:
    mieke, karel = [await an_account(house, name, Role.PROVIDER_MANAGER) for name in ("mieke", "karel")]
    async with signed_in(app, mieke) as one, signed_in(app, karel) as other, browser_of(app) as lotte:
        await invites(one)
        link = await invited_link(house)
        assert "lotte@" in (await other.get(COLLEAGUES)).text
        await sends(other, f"{COLLEAGUES}/m-mieke/beeindigen", COLLEAGUES)
        assert "lotte@" not in (await other.get(COLLEAGUES)).text
        assert (await lotte.get(link)).status_code == 410


async def test_a_manager_of_elsewhere_ends_nobody_here(house: House, app: Outer) -> None:
    tied = {"region_id": 2, "provider_id": 2}
    vera = await an_account(house, "vera", Role.PROVIDER_MANAGER, tied=tied)
    await an_account(house, "piet", Role.PROVIDER_EDITOR)
    own = "/aanbieder/de-populier/medewerkers"
    async with signed_in(app, vera) as browser:
        for path in (f"{COLLEAGUES}/m-piet/beeindigen", f"{own}/m-piet/beeindigen"):
            assert (await sends(browser, path, own)).status_code == 404
    assert "m-piet" in await still_there(house)


async def test_a_membership_that_has_been_planned_to_end_is_no_reason_to_stay(house: House, app: Outer) -> None:
    mieke = await an_account(house, "mieke", Role.PROVIDER_MANAGER)
    async with house.database.writing(FEMKE_HERSELF) as session:
        (await session.exec(select(Membership))).one().until = clock.now()
    async with signed_in(app, mieke) as browser:
        assert (await browser.get(COLLEAGUES)).status_code == 404

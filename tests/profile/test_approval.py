"""From a draft to what visitors see, by way of the region."""

from sqlmodel import select

from portal.model import Account, AuditEntry, IndexMark, Offer, ProfileState, ProviderFunction, Role
from portal.web.house import House
from portal.web.outer import Outer
from tests.profile.telling import (
    FEATURES,
    INBOX,
    OFFER,
    PEOPLE,
    PROFILE,
    PUBLIC,
    TEXTS,
    changes,
    fields_of,
    mails,
    opened,
    presses,
    sends,
    the_provider,
    the_version,
    written,
)
from tests.staff import FEMKE_HERSELF, an_account, browser_of, signed_in

NEW = "Wij helpen gezinnen met muziektherapie."


async def proposes(app: Outer, piet: Account, text: str = NEW) -> str:
    """The address at which the region reads it."""
    async with signed_in(app, piet) as browser:
        assert (await changes(browser, TEXTS, {"about.nl": text})).status_code == 303
        assert (await presses(browser, f"{PROFILE}/insturen")).status_code == 303
    return f"{INBOX}/{(await the_version(app.house)).key}"


async def test_a_draft_is_seen_by_nobody_else_until_the_region_approves_it(
    house: House, app: Outer, piet: Account, ilse: Account
) -> None:
    async with signed_in(app, piet) as browser, browser_of(app) as samira:
        await changes(browser, TEXTS, {"about.nl": NEW})
        assert NEW in (await browser.get(f"{PROFILE}/voorbeeld")).text
        assert NEW not in (await samira.get(PUBLIC)).text
    async with signed_in(app, ilse) as browser:
        assert "Nothing waits." in (await browser.get(f"/en{INBOX}")).text
        assert (await browser.get(f"{INBOX}/{(await the_version(house)).key}")).status_code == 404
    address = await proposes(app, piet)
    async with signed_in(app, ilse) as browser, browser_of(app) as samira:
        assert "De Wilgenhof" in (await browser.get(f"/en{INBOX}")).text
        assert NEW in (await browser.get(f"{address}/voorbeeld")).text
        assert (await sends(browser, f"{address}/goedkeuren", await opened(browser, address))).status_code == 303
        house.index_version += 1  # as the runner does
        assert NEW in (await samira.get(PUBLIC)).text
        assert "Help for families." in (await samira.get(f"/en{PUBLIC}")).text
    assert (await the_version(house)).state == ProfileState.APPROVED
    assert await mails(house) == ["profile_approved", "profile_sent"]
    async with house.database.reading() as session:
        entry = (await session.exec(select(AuditEntry).where(AuditEntry.actor == f"account:{ilse.key}"))).all()
        marks = (await session.exec(select(IndexMark.what))).all()
    assert {one.subject_type for one in entry} == {"Provider", "ProfileVersion"}
    assert not any(NEW in str(one.after) for one in entry if one.subject_type == "ProfileVersion")
    assert "provider" in marks


async def test_what_the_region_returns_has_its_remark_at_the_field_and_can_be_mended(
    house: House, app: Outer, piet: Account, ilse: Account
) -> None:
    address = await proposes(app, piet)
    async with signed_in(app, ilse) as browser:
        answer = await sends(browser, f"{address}/terugsturen", await opened(browser, address))
        assert answer.status_code == 422
        assert "Write with at least one point" in answer.text
        remark = {"opmerking.about.nl": "Muziektherapie valt niet onder uw contract."}
        answer = await sends(browser, f"{address}/terugsturen", {**await opened(browser, address), **remark})
        assert answer.status_code == 303
        assert (await browser.get(address)).status_code == 404  # it is the provider's again
    async with signed_in(app, piet) as browser:
        assert "Muziektherapie valt niet" in (await browser.get(TEXTS)).text
        assert "Muziektherapie valt niet" in (await browser.get(PROFILE)).text
        await changes(browser, TEXTS, {"about.nl": "Wij helpen gezinnen thuis."})
        await presses(browser, f"{PROFILE}/insturen")
    async with signed_in(app, ilse) as browser:
        page = (await browser.get(address)).text
        assert "Muziektherapie valt niet" in page  # what was asked before
        await sends(browser, f"{address}/goedkeuren", fields_of(page))
    assert (await the_provider(house)).about["nl"] == "Wij helpen gezinnen thuis."
    assert await mails(house) == ["profile_approved", "profile_returned", "profile_sent", "profile_sent"]


async def test_only_one_of_two_answers_counts(house: House, app: Outer, piet: Account, ilse: Account) -> None:
    address = await proposes(app, piet)
    noor = await an_account(house, "noor", Role.CONTRACT_MANAGER)
    async with signed_in(app, ilse) as first, signed_in(app, noor) as second:
        both = await opened(first, address), await opened(second, address)
        assert (await sends(first, f"{address}/goedkeuren", both[0])).status_code == 303
        late = await sends(second, f"{address}/terugsturen", {**both[1], "opmerking.": "Nee."})
        assert late.status_code == 409
        assert "Somebody else has answered this" in late.text
    assert (await the_version(house)).state == ProfileState.APPROVED


async def test_what_was_taken_back_or_changed_is_not_approved_unseen(
    house: House, app: Outer, piet: Account, ilse: Account
) -> None:
    address = await proposes(app, piet)
    async with signed_in(app, ilse) as region, signed_in(app, piet) as browser:
        seen = await opened(region, address)
        await presses(browser, f"{PROFILE}/terugnemen")
        assert (await sends(region, f"{address}/goedkeuren", seen)).status_code == 409
        await changes(browser, TEXTS, {"about.nl": "Iets heel anders."})
        await presses(browser, f"{PROFILE}/insturen")
        again = await sends(region, f"{address}/goedkeuren", seen)
        assert again.status_code == 409
        assert "Look again" in again.text
        assert "heel" in again.text
    assert (await the_provider(house)).about["nl"] == "Hulp aan gezinnen."


async def test_what_a_workbook_changed_meanwhile_is_kept_or_chosen(
    house: House, app: Outer, piet: Account, ilse: Account
) -> None:
    """The draft changes one text; the workbook that text and another."""
    address = await proposes(app, piet)
    await written(house, about={"nl": "Uit het bestand."}, approach={"nl": "Ook uit het bestand."})
    async with signed_in(app, piet) as browser:
        assert "Uit het bestand." in (await browser.get(PROFILE)).text
    async with signed_in(app, ilse) as browser:
        fields = await opened(browser, address)
        answer = await sends(browser, f"{address}/goedkeuren", fields)
        assert answer.status_code == 422
        assert "Uit het bestand." in answer.text
        chosen = {**fields, "keuze.about.nl": "voorstel"}
        assert (await sends(browser, f"{address}/goedkeuren", chosen)).status_code == 303
    held = await the_provider(house)
    assert (held.about["nl"], held.approach["nl"]) == (NEW, "Ook uit het bestand.")


async def test_a_provider_who_looked_at_both_settles_it(house: House, app: Outer, piet: Account) -> None:
    async with signed_in(app, piet) as browser:
        await changes(browser, TEXTS, {"about.nl": NEW})
        await written(house, about={"nl": "Uit het bestand."})
        assert (await presses(browser, f"{PROFILE}/insturen")).status_code == 409
        page = (await browser.get(f"/en{TEXTS}")).text
        assert "Uit het bestand." in page
        await sends(browser, TEXTS, fields_of(page))
        assert (await presses(browser, f"{PROFILE}/insturen")).status_code == 303


async def test_an_offer_that_ended_meanwhile_is_left_out_and_told(
    house: House, app: Outer, piet: Account, ilse: Account
) -> None:
    async with signed_in(app, piet) as browser:
        await changes(browser, OFFER, {"offer.w-hulp.about.nl": "Voor ouders."})
    address = await proposes(app, piet)
    async with house.database.writing(FEMKE_HERSELF) as session:
        (await session.exec(select(Offer).where(Offer.key == "w-hulp"))).one().published = False
    async with signed_in(app, ilse) as browser:
        page = (await browser.get(f"/en{address}")).text
        assert "Not there any more, and left out" in page
        assert (await sends(browser, f"{address}/goedkeuren", fields_of(page))).status_code == 303
    assert (await the_version(house)).left_out == ["offer.w-hulp.about.nl"]


async def test_everything_else_of_a_profile_goes_the_same_way(
    house: House, app: Outer, piet: Account, ilse: Account
) -> None:
    """A method is called recognised only where the region confirmed it."""
    async with signed_in(app, piet) as browser:
        await changes(browser, FEATURES, {"languages": ["nl", "ar"], "quality": ["small-teams", "trauma-aware"]})
        await changes(browser, PEOPLE, {"people-tg2.": "5"})
        offer = {"method-0": "EMDR", "method-1": "Eigen weg", "recognised": ["0", "1"]}
        ages = {"offer.w-hulp.age_from": "4", "offer.w-hulp.age_to": "12"}
        assert (await changes(browser, OFFER, {**offer, **ages})).status_code == 303
        await presses(browser, f"{PROFILE}/insturen")
    address = f"{INBOX}/{(await the_version(house)).key}"
    async with signed_in(app, ilse) as browser, browser_of(app) as samira:
        await sends(browser, f"{address}/goedkeuren", {**await opened(browser, address), "erkend": ["w-hulp|EMDR"]})
        page = (await samira.get(f"/en{PUBLIC}")).text
        assert "Small teams in which the same people stay" in page
        assert "EMDR (recognised)" in page
        assert "Eigen weg, " not in page
        assert "4 to 12 years" in page
    async with house.database.reading() as session:
        offer_now = (await session.exec(select(Offer).where(Offer.key == "w-hulp"))).one()
        people = (await session.exec(select(ProviderFunction))).one()
    assert offer_now.methods == [{"name": "EMDR", "recognised": True}, {"name": "Eigen weg", "recognised": False}]
    assert people.people == 5


async def test_another_region_and_another_provider_see_nothing_of_it(house: House, app: Outer, piet: Account) -> None:
    address = await proposes(app, piet)
    tied = {"region_id": 2}
    far = await an_account(house, "far", Role.REGION_EDITOR, tied=tied)
    olaf = await an_account(house, "olaf", Role.PROVIDER_MANAGER, tied={"region_id": 2, "provider_id": 2})
    async with signed_in(app, far) as browser:
        assert (await browser.get(address)).status_code == 404
        assert (await browser.get(f"{address}/voorbeeld")).status_code == 404
    async with signed_in(app, olaf) as browser:
        for path in (PROFILE, TEXTS, f"{PROFILE}/voorbeeld", f"{PROFILE}/versies"):
            assert (await browser.get(path)).status_code == 404

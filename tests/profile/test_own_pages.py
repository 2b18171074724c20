"""What a provider meets on the pages of its profile."""

import pytest
from sqlmodel import select

from portal.model import Account, AuditEntry, Location, Offer, ProfileState, Role, Visibility
from portal.web.house import House
from portal.web.outer import Outer
from tests.profile.telling import (
    AREA,
    FEATURES,
    HOME_STREET,
    OFFER,
    PEOPLE,
    PLACES,
    PROFILE,
    PUBLIC,
    TEXTS,
    changes,
    fields_of,
    opened,
    presses,
    sends,
    the_provider,
    the_version,
    written,
)
from tests.staff import FEMKE_HERSELF, an_account, browser_of, signed_in

HTML = '<script>alert(1)</script><b onclick="x">Vet</b>'


async def test_saving_begins_a_draft_and_the_page_tells_what_it_changes(
    house: House, app: Outer, piet: Account
) -> None:
    async with signed_in(app, piet) as browser:
        page = (await browser.get(f"/en{PROFILE}")).text
        assert "Still empty:" in page
        assert "Send to the region" not in page
        assert (await changes(browser, TEXTS, {"about.nl": "Hulp aan ouders."})).status_code == 303
        page = (await browser.get(f"/en{PROFILE}")).text
        assert "<del>gezinnen.</del>" in page
        assert "<ins>ouders.</ins>" in page
        assert "1 thing changes" in page
        await presses(browser, f"{PROFILE}/insturen")
        page = (await browser.get(f"/en{PROFILE}")).text
        assert "The region answers on" in page
        assert (await changes(browser, TEXTS, {"about.nl": "Toch anders."})).status_code == 409
        assert (await presses(browser, f"{PROFILE}/terugnemen")).status_code == 303
        assert (await presses(browser, f"{PROFILE}/weggooien")).status_code == 303
    assert (await the_version(house)).state == ProfileState.WITHDRAWN
    assert (await the_provider(house)).about["nl"] == "Hulp aan gezinnen."


async def test_saving_what_stands_there_begins_nothing(house: House, app: Outer, piet: Account) -> None:
    async with signed_in(app, piet) as browser:
        for path in (TEXTS, FEATURES, PEOPLE, OFFER, PLACES):
            assert (await changes(browser, path, {})).status_code == 303
        assert "There are no versions yet." in (await browser.get(f"/en{PROFILE}/versies")).text


async def test_a_text_of_a_workbook_longer_than_our_forms_allow_stands_in_nobodys_way(
    house: House, app: Outer, piet: Account
) -> None:
    await written(house, about={"nl": "Lang.\r\n" * 300})
    async with signed_in(app, piet) as browser:
        assert (await changes(browser, TEXTS, {"approach.nl": "Kort."})).status_code == 303
        assert (await presses(browser, f"{PROFILE}/insturen")).status_code == 303
        assert "1 thing changes" in (await browser.get(f"/en{PROFILE}")).text


async def test_where_children_came_to_live_since_no_address_is_sent_in(house: House, app: Outer, piet: Account) -> None:
    async with signed_in(app, piet) as browser:
        await changes(browser, PLACES, {"location.w-praktijk.visibility": "address"})
        async with house.database.writing(FEMKE_HERSELF) as session:
            (await session.exec(select(Offer).where(Offer.key == "w-wonen"))).one().location_id = 1
        assert "Wilgenpad 12" not in (await browser.get(f"{PROFILE}/voorbeeld")).text
        assert (await presses(browser, f"{PROFILE}/insturen")).status_code == 409


async def test_of_two_people_the_second_sees_what_the_first_changed(house: House, app: Outer, piet: Account) -> None:
    """One changed about and approach, the other about: both values of about are shown, and approach is kept."""
    mieke = await an_account(house, "mieke", Role.PROVIDER_MANAGER)
    async with signed_in(app, piet) as first, signed_in(app, mieke) as second:
        mine, theirs = await opened(first, TEXTS), await opened(second, TEXTS)
        await sends(first, TEXTS, {**mine, "about.nl": "Van Piet.", "approach.nl": "Ook van Piet."})
        answer = await sends(second, TEXTS, {**theirs, "about.nl": "Van Mieke."})
        assert answer.status_code == 409
        assert "Piet saved this part after you opened it." in answer.text
        assert "Van Piet." in answer.text
        fields = fields_of(answer.text)
        assert (fields["about.nl"], fields["approach.nl"]) == ("Van Mieke.", "Ook van Piet.")
        assert (await sends(second, TEXTS, fields)).status_code == 303
    content = (await the_version(house)).content
    assert (content["about.nl"], content["approach.nl"]) == ("Van Mieke.", "Ook van Piet.")


async def test_two_parts_can_be_saved_by_two_people_at_once(house: House, app: Outer, piet: Account) -> None:
    async with signed_in(app, piet) as browser:
        texts, features = await opened(browser, TEXTS), await opened(browser, FEATURES)
        assert (await sends(browser, TEXTS, {**texts, "about.nl": "Anders."})).status_code == 303
        assert (await sends(browser, FEATURES, {**features, "languages": ["en"]})).status_code == 303
    content = (await the_version(house)).content
    assert (content["about.nl"], content["languages"]) == ("Anders.", ["en"])


@pytest.mark.parametrize(
    ("path", "typed", "told"),
    [
        (TEXTS, {"about.nl": "x" * 1501}, "Use at most 1500 characters."),
        (FEATURES, {"languages": ["xx"]}, "Choose one of the possibilities."),
        (FEATURES, {"quality": ["best-of-all"]}, "Choose one of the possibilities."),
        (PEOPLE, {"people-tg2.": "veel"}, "Fill in a whole number."),
        (OFFER, {"offer.w-hulp.age_from": "12", "offer.w-hulp.age_to": "4"}, "The oldest age is lower"),
        (OFFER, {"offer.w-hulp.age_from": "-1"}, "Fill in a whole number."),
        (OFFER, {"method-0": "EMDR", "method-1": "emdr"}, "This stands here twice."),
        (PLACES, {"location.w-praktijk.visibility": "street"}, "Choose one of the possibilities."),
    ],
)
async def test_what_is_wrong_is_told_at_its_field_and_what_was_typed_stays(
    app: Outer, piet: Account, path: str, typed: dict[str, object], told: str
) -> None:
    async with signed_in(app, piet) as browser:
        answer = await changes(browser, path, typed)
        assert answer.status_code == 422
        assert told in answer.text
        kept = fields_of(answer.text)
        for name, value in typed.items():
            if isinstance(value, str) and name in kept and "visibility" not in name:
                assert kept[name] == value


async def test_a_home_of_children_can_never_be_set_to_its_address(house: House, app: Outer, piet: Account) -> None:
    """Not offered, and refused; where a file once set it, what is shown is its place still."""
    async with house.database.writing(FEMKE_HERSELF) as session:
        (await session.exec(select(Location).where(Location.key == "w-thuis"))).one().visibility = Visibility.ADDRESS
    async with signed_in(app, piet) as browser:
        page = (await browser.get(f"/en{PLACES}")).text
        assert page.count('value="address"') == 1  # of the practice
        assert HOME_STREET not in page
        answer = await changes(browser, PLACES, {"location.w-thuis.visibility": "address"})
        assert answer.status_code == 422
        assert "Its address is never shown." in answer.text
        assert (await changes(browser, PLACES, {"location.w-praktijk.visibility": "address"})).status_code == 303
        preview = (await browser.get(f"{PROFILE}/voorbeeld")).text
        assert "Wilgenpad 12" in preview
        assert HOME_STREET not in preview


async def test_html_in_a_text_is_shown_as_text(app: Outer, house: House, piet: Account) -> None:
    ilse = await an_account(house, "ilse", Role.REGION_EDITOR)
    async with signed_in(app, piet) as browser:
        await changes(browser, TEXTS, {"about.nl": HTML, "about.en": HTML})
        await changes(browser, OFFER, {"method-0": HTML, "offer.w-hulp.about.nl": HTML})
        await presses(browser, f"{PROFILE}/insturen")
        pages = [(await browser.get(path)).text for path in (PROFILE, TEXTS, OFFER, f"{PROFILE}/voorbeeld")]
    address = f"/regio/profielen/{(await the_version(house)).key}"
    async with signed_in(app, ilse) as browser, browser_of(app) as samira:
        pages.append((await browser.get(address)).text)
        await sends(browser, f"{address}/goedkeuren", await opened(browser, address))
        pages.append((await samira.get(PUBLIC)).text)
    for page in pages:
        assert "<script>alert" not in page
        assert "<b onclick" not in page
        assert "&lt;script&gt;" in page


async def test_an_older_version_is_compared_and_made_the_draft_again(house: House, app: Outer, piet: Account) -> None:
    async with signed_in(app, piet) as browser:
        await changes(browser, TEXTS, {"about.nl": "De eerste."})
        await presses(browser, f"{PROFILE}/weggooien")
        await changes(browser, TEXTS, {"about.nl": "De tweede."})
        page = (await browser.get(f"/en{PROFILE}/versies/vergelijk?van=1&naar=2")).text
        assert "<del>eerste.</del>" in page
        assert "<ins>tweede.</ins>" in page
        assert (await presses(browser, f"{PROFILE}/versies/1/herstellen")).status_code == 409  # one is open
        await presses(browser, f"{PROFILE}/weggooien")
        assert (await presses(browser, f"{PROFILE}/versies/9/herstellen")).status_code == 404
        assert (await presses(browser, f"{PROFILE}/versies/1/herstellen")).status_code == 303
        assert "Choose two versions" in (await browser.get(f"/en{PROFILE}/versies/vergelijk?van=x")).text
    restored = await the_version(house, 3)
    assert (restored.content["about.nl"], restored.restored_from) == ("De eerste.", 1)


async def test_contact_is_live_at_once_and_checked(house: House, app: Outer, piet: Account) -> None:
    contact = f"{AREA}/contact"
    async with signed_in(app, piet) as browser, browser_of(app) as samira:

        async def says(**typed: str) -> int:
            html = (await browser.get(f"/en{contact}")).text
            return (await sends(browser, contact, {**fields_of(html, "door-form"), **typed})).status_code

        assert await says(telefoon="038 - 123 45 67", website="www.wilgenhof.example") == 303
        for wrong in ({"telefoon": "bel ons"}, {"mailadres": "piet@"}, {"website": "javascript:alert(1)"}):
            assert await says(**wrong) == 422
        for wrong in ("ftp://x.example", "https://a@b.example", "https://intern", "https://x.example/<b>"):
            assert await says(website=wrong) == 422
        first, second = [fields_of((await browser.get(contact)).text, "door-form") for _ in range(2)]
        assert (await sends(browser, contact, {**first, "telefoon": "0800-2000"})).status_code == 303
        late = await sends(browser, contact, {**second, "telefoon": "088-1234567"})
        assert late.status_code == 409
        assert "0800-2000" in late.text
        page = (await samira.get(PUBLIC)).text
    assert "0800-2000" in page
    assert 'href="https://www.wilgenhof.example"' in page
    async with house.database.reading() as session:
        told = (await session.exec(select(AuditEntry).where(AuditEntry.actor == f"account:{piet.key}"))).all()
    assert {one.subject_type for one in told} == {"Provider"}


DEEP = '{"values": {"about.nl": ' + "[" * 9_000 + "]" * 9_000 + "}}"


@pytest.mark.parametrize("seen", ["", "[]", "{", '{"values": {"location.x.visibility": "address"}}', DEEP])
async def test_a_form_that_no_page_of_ours_sends_is_refused(app: Outer, piet: Account, seen: str) -> None:
    async with signed_in(app, piet) as browser:
        assert (await changes(browser, TEXTS, {"gezien": seen})).status_code == 400
        assert (await browser.get(f"{PROFILE}/deel/aanbod-p-hulp")).status_code == 404

"""Pictures of a provider: who adds them, who sees them, how long they stay."""

from datetime import timedelta

import httpx
from sqlmodel import select

from portal import clock
from portal.jobs.forget import forget
from portal.model import Account, Picture, PictureFile, Role
from portal.profile.imaging import WIDTHS
from portal.web.house import House
from portal.web.outer import Outer
from tests.accounts.test_kept_form import after_signing_in_again, end_sessions, sends_again
from tests.profile.photographs import a_bomb, a_picture
from tests.profile.telling import PROFILE, PUBLIC, changes, fields_of, opened, presses, sends, the_version
from tests.staff import an_account, browser_of, signed_in
from tests.web.house import FROM_HERE

PICTURES = f"{PROFILE}/deel/fotos"
GARDEN = {"alt.nl": "De tuin met een schommel", "kinderen": "nee"}


async def adds(browser: httpx.AsyncClient, data: bytes, **about: str) -> httpx.Response:
    page = (await browser.get(f"/en{PICTURES}")).text
    fields = {**fields_of(page, "multipart/form-data"), **GARDEN, **about}
    fields.pop("bestand", None)
    files = {"bestand": ("tuin.jpg", data, "image/jpeg")}
    return await browser.post(f"/en{PROFILE}/fotos", headers=FROM_HERE, data=fields, files=files)


async def keys(house: House) -> list[str]:
    async with house.database.reading() as session:
        return list((await session.exec(select(Picture.key).order_by(Picture.id))).all())


async def test_after_signing_in_again_what_was_told_of_a_picture_stands_and_the_picture_is_chosen_again(
    house: House, app: Outer, piet: Account
) -> None:
    async with signed_in(app, piet) as browser:
        form = fields_of((await browser.get(PICTURES)).text, "multipart/form-data")
        form.pop("bestand", None)
        told = {**form, "alt.nl": "De tuin met een schommel", "alt.en": "The garden", "kinderen": "toestemming"}
        await end_sessions(house)
        files = {"bestand": ("tuin.jpg", a_picture(), "image/jpeg")}
        refused = await browser.post(f"{PROFILE}/fotos", headers=FROM_HERE, data=told, files=files)
        async with after_signing_in_again(house, app, piet, refused) as (again, kept):
            assert "Een bestand bewaren we niet" in kept
            assert "Wat u typte, staat daar al" in kept
            answer = await sends_again(again, kept)
            assert answer.status_code == 422
            assert "een bestand bewaren we niet. Kies het opnieuw" in answer.text
            for typed in (
                'value="De tuin met een schommel"',
                'value="The garden"',
                'value="toestemming" required checked',
            ):
                assert typed in answer.text, typed
            assert await keys(house) == []
            assert (await adds(again, a_picture())).status_code == 303
    assert len(await keys(house)) == 1


async def test_a_picture_is_everybodys_only_when_the_region_has_approved_it(
    house: House, app: Outer, piet: Account
) -> None:
    ilse = await an_account(house, "ilse", Role.REGION_EDITOR)
    olaf = await an_account(house, "olaf", Role.PROVIDER_MANAGER, tied={"region_id": 2, "provider_id": 2})
    async with (
        signed_in(app, piet) as browser,
        signed_in(app, ilse) as region,
        signed_in(app, olaf) as other,
        browser_of(app) as samira,
    ):
        assert "<img" not in (await samira.get(PUBLIC)).text
        assert (await adds(browser, a_picture())).status_code == 303
        (key,) = await keys(house)
        file = f"/beelden/{key}-480.webp"

        async def seen() -> list[int]:
            return [(await one.get(file)).status_code for one in (browser, region, other, samira)]

        assert await seen() == [200, 404, 404, 404]
        assert file in (await browser.get(f"{PROFILE}/voorbeeld")).text
        await presses(browser, f"{PROFILE}/insturen")
        assert await seen() == [200, 200, 404, 404]
        assert (await browser.get(file)).headers["cache-control"] == "no-store"
        address = f"/regio/profielen/{(await the_version(house)).key}"
        await sends(region, f"{address}/goedkeuren", await opened(region, address))
        assert await seen() == [200, 200, 200, 200]
        answer = await samira.get(file)
        assert answer.headers["content-type"] == "image/webp"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        house.index_version += 1
        page = (await samira.get(PUBLIC)).text
        assert 'alt="De tuin met een schommel"' in page
        assert 'width="960" height="640"' in page
        assert 'loading="lazy"' in page
        for name in (f"{key}-481.webp", f"{key}-480.svg", f"{key}.webp", "x-480.webp"):
            assert (await samira.get(f"/beelden/{name}")).status_code == 404


async def test_what_is_wrong_with_a_picture_is_told_and_what_was_typed_stays(
    house: House, app: Outer, piet: Account
) -> None:
    async with signed_in(app, piet) as browser:
        for data, about, told in (
            (b"", {}, "Choose a picture first."),
            (a_bomb(), {}, "too many points"),
            (b"x" * 8_000_001, {}, "larger than 8 MB"),
            (a_picture(), {"alt.nl": ""}, "Say of each picture what is in it"),
            (a_picture(), {"kinderen": "zonder"}, "Without consent"),
            (a_picture(), {"kinderen": ""}, "Without consent"),
        ):
            answer = await adds(browser, data, **{"alt.en": "Our garden", **about})
            assert (answer.status_code, told in answer.text) == (422, True), told
            assert "Our garden" in answer.text
        assert (await adds(browser, b"x" * 9_000_000)).status_code == 413
    assert await keys(house) == []


async def test_six_pictures_can_be_put_in_order_and_taken_away(house: House, app: Outer, piet: Account) -> None:
    small = a_picture("PNG", (480, 320))
    async with signed_in(app, piet) as browser:
        for number in range(6):
            assert (await adds(browser, small, **{"alt.nl": f"Foto {number}"})).status_code == 303
        assert "multipart/form-data" not in (await browser.get(PICTURES)).text
        first, second, third, *_ = await keys(house)
        held = [one["key"] for one in (await the_version(house)).content["pictures"]]
        assert held[:3] == [first, second, third]
        answer = await sends(
            browser,
            PICTURES,
            {
                **await opened(browser, PICTURES),
                "picture": held,
                f"place.{third}": "1",
                f"place.{first}": "3",
                "gone": [second],
            },
        )
        assert answer.status_code == 303
        now = (await the_version(house)).content["pictures"]
        assert [one["key"] for one in now][:2] == [third, first]
        assert len(now) == 5
        assert (await changes(browser, PICTURES, {"picture": ["foreign"]})).status_code == 400


async def test_what_nobody_sees_and_no_version_holds_goes_after_a_month(
    house: House, app: Outer, piet: Account
) -> None:
    small = a_picture("PNG", (480, 320))
    ilse = await an_account(house, "ilse", Role.REGION_EDITOR)
    async with signed_in(app, piet) as browser, signed_in(app, ilse) as region:
        for number in range(3):
            assert (await adds(browser, small, **{"alt.nl": f"Foto {number}"})).status_code == 303
        first, second, third = await keys(house)
        await changes(browser, PICTURES, {"picture": [first, second, third], "gone": [second]})
        await presses(browser, f"{PROFILE}/insturen")
        address = f"/regio/profielen/{(await the_version(house)).key}"
        await sends(region, f"{address}/goedkeuren", await opened(region, address))

    await forget(house.database, house.regions)
    assert await keys(house) == [first, second, third]
    with clock.stopped_at(clock.now() + timedelta(days=31)):
        await forget(house.database, house.regions)
    assert await keys(house) == [first, third]
    async with house.database.reading() as session:
        assert len((await session.exec(select(PictureFile))).all()) == 2 * len(WIDTHS)

"""Pictures: what comes in, what is kept of it, and who sees it."""

import io
import struct
import zlib
from datetime import timedelta
from typing import Any

import httpx
import pytest
from PIL import Image
from sqlmodel import select

from portal import clock
from portal.jobs.forget import forget
from portal.model import Account, Picture, PictureFile, Role
from portal.profile.imaging import WIDTHS, NotUsable, make
from portal.web.house import House
from portal.web.outer import Outer
from tests.profile.telling import PROFILE, PUBLIC, changes, fields_of, opened, presses, sends, the_version
from tests.staff import an_account, browser_of, signed_in
from tests.web.house import FROM_HERE

PICTURES = f"{PROFILE}/deel/fotos"
GARDEN = {"alt.nl": "De tuin met een schommel", "kinderen": "nee"}
GPS = b"Kerkstraat-geheim"


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (1200, 800), **options: Any) -> bytes:
    """As busy as a photograph of leaves: hard to make small."""
    noise = Image.effect_noise(size, options.pop("noise", 25)).convert("RGB")
    if kind == "JPEG":
        exif = Image.Exif()
        exif[0x010E] = GPS.decode()  # description
        exif[0x0112] = options.pop("turned", 1)
        exif.get_ifd(0x8825)[2] = (52.0, 22.0, 12.5)  # latitude
        options |= {"exif": exif, "comment": GPS}
    data = io.BytesIO()
    noise.save(data, kind, **options)
    return data.getvalue()


def a_bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few bytes that says it is enormous."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_is_kept_is_small_and_holds_nothing_but_the_picture(kind: str) -> None:
    made = make(a_picture(kind))
    for width, most in WIDTHS.items():
        data = made.files[width]
        assert len(data) <= most
        assert GPS not in data
        with Image.open(io.BytesIO(data)) as shown:
            assert (shown.format, shown.width) == ("WEBP", width)
            assert not shown.getexif()
            assert not {"exif", "xmp", "icc_profile", "comment"} & set(shown.info)
    assert (made.width, made.height) == (960, 640)


def test_even_noise_fits() -> None:
    made = make(a_picture(noise=250))
    assert all(len(made.files[width]) <= most for width, most in WIDTHS.items())


def test_a_picture_that_was_taken_on_its_side_stands_upright() -> None:
    made = make(a_picture(size=(1200, 800), turned=6))
    assert (made.width, made.height) == (800, 1200)


def test_what_can_be_seen_through_becomes_white() -> None:
    data = io.BytesIO()
    Image.new("RGBA", (500, 500), (255, 0, 0, 0)).save(data, "PNG")
    with Image.open(io.BytesIO(make(data.getvalue()).files[480])) as shown:
        assert shown.convert("RGB").getpixel((5, 5)) > (250, 250, 250)


def test_what_is_made_smaller_first_is_as_white_where_one_sees_through_it() -> None:
    large = Image.new("P", (4000, 4000), 0)
    large.putpalette([255, 0, 0, 0, 0, 255])
    large.paste(1, (0, 0, 4000, 2000))
    data = io.BytesIO()
    large.save(data, "PNG", transparency=0)
    made = make(data.getvalue())
    with Image.open(io.BytesIO(made.files[960])) as shown:
        red, green, blue = shown.convert("RGB").getpixel((480, 100))
        assert (red < 20, green < 20, blue > 235) == (True, True, True)
        assert shown.convert("RGB").getpixel((480, 900)) > (250, 250, 250)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "no picture"),
        (b"GIF89a" + bytes(100), "no picture"),
        (b"\xff\xd8\xff\xe0" + bytes(200), "no picture"),
        (bytes(5000), "no picture"),
        (a_bomb(), "too many points"),
        (a_bomb(8000, 6000), "too many points"),
        (a_bomb(6000, 5000), "too many points"),
        (a_bomb(2000, 1000), "not whole"),
        (a_picture("JPEG", (1200, 800))[:30_000], "not whole"),
        (a_picture("PNG", (600, 600))[:30_000], "not whole"),
        (a_picture("PNG", (200, 200)), "too small"),
    ],
    ids=[
        "svg",
        "gif",
        "jpeg's head",
        "zeros",
        "bomb",
        "large bomb",
        "large for its kind",
        "no points",
        "cut jpeg",
        "cut png",
        "small",
    ],
)
def test_what_is_no_usable_picture_is_told_plainly(data: bytes, sentence: str) -> None:
    with pytest.raises(NotUsable, match=sentence):
        make(data)


@pytest.fixture
async def piet(house: House) -> Account:
    return await an_account(house, "piet", Role.PROVIDER_EDITOR)


async def adds(browser: httpx.AsyncClient, data: bytes, **about: str) -> httpx.Response:
    page = (await browser.get(f"/en{PICTURES}")).text
    fields = {**fields_of(page, "multipart/form-data"), **GARDEN, **about}
    fields.pop("bestand", None)
    files = {"bestand": ("tuin.jpg", data, "image/jpeg")}
    return await browser.post(f"/en{PROFILE}/fotos", headers=FROM_HERE, data=fields, files=files)


async def keys(house: House) -> list[str]:
    async with house.database.reading() as session:
        return list((await session.exec(select(Picture.key).order_by(Picture.id))).all())


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

    await forget(house.database)
    assert await keys(house) == [first, second, third]
    with clock.stopped_at(clock.now() + timedelta(days=31)):
        await forget(house.database)
    assert await keys(house) == [first, third]
    async with house.database.reading() as session:
        assert len((await session.exec(select(PictureFile))).all()) == 2 * len(WIDTHS)

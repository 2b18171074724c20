"""What comes in as a picture, and what is kept of it."""

import io

import pytest
from PIL import Image

from portal.profile.imaging import WIDTHS, NotUsable, make
from tests.profile.photographs import GPS, a_bomb, a_picture, exif_of, with_exif


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


ON_ITS_SIDE = (0x0112, 3, 1, b"\6\0\0\0")


@pytest.mark.parametrize(
    "odd",
    [
        (0x010E, 5, 1, bytes(4)),
        (0x010E, 11, 1, b"abcd"),
        (0x0100, 1, 1, bytes(4)),
        (0x0100, 6, 1, b"\xff\xff\xff\xff"),
        (0x011A, 2, 1, b"abcd"),
        (0x02BC, 2, 1, b"abcd"),
        (0x02BC, 3, 1, b"abcd"),
        (0x8769, 6, 1, b"\xff\xff\xff\xff"),
        (0x9286, 7, 2**31, bytes(4)),
    ],
    ids=[
        "a description in numbers",
        "a description with a point",
        "a width in signs",
        "a width below nothing",
        "points to the inch in words",
        "remarks in words",
        "remarks out of range",
        "more before the beginning",
        "more than there is",
    ],
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_one_odd_thing_that_a_camera_says_does_not_keep_a_picture_from_standing_upright(
    odd: tuple[int, int, int, bytes],
) -> None:
    made = make(with_exif(exif_of(ON_ITS_SIDE, odd)))
    assert (made.width, made.height) == (800, 1200)


@pytest.mark.parametrize(
    "turned",
    [(0x0112, 2, 4, b"6\0\0\0"), (0x0112, 7, 4, b"abcd"), (0x0112, 3, 1, b"\x63\0\0\0")],
    ids=["in words", "in bytes", "of no kind"],
)
def test_what_says_nothing_of_how_it_was_held_stays_as_it_is(turned: tuple[int, int, int, bytes]) -> None:
    made = make(with_exif(exif_of(turned)))
    assert (made.width, made.height) == (960, 640)


@pytest.mark.parametrize("exif", [b"Exif\0\0", b"Exif\0\0II*\0", b"Exif\0\0II*\0\x08\0\0\0\xff\xff", b"Exif\0\0??" * 9])
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_camera_that_says_nothing_whole_has_its_picture_kept(exif: bytes) -> None:
    assert make(with_exif(exif)).width == 960


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

"""From a file that somebody sent to pictures that we can show: decoded within limits, made small, and made anew, so
that nothing is in them but what one sees. No knowledge of pages or records."""

import asyncio
import io
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field

from PIL import ExifTags, Image, UnidentifiedImageError

from portal.web.language import N_

LARGEST_FILE = 8_000_000  # bytes
FORMATS = ("JPEG", "PNG", "WEBP")  # what decoders may be tried; an SVG is a program, and none of these
# Of points: a large camera's. Only a JPEG can be decoded in part.
MILLIONS: Mapping[str, int] = {"JPEG": 40, "PNG": 25, "WEBP": 25}
NARROWEST = 480
# Width → the most bytes that it may take.
WIDTHS: Mapping[int, int] = {480: 60_000, 960: 150_000}
TALLEST = 3  # times its width: longer is no picture but a strip
QUALITIES = (80, 70, 60, 50, 40, 30, 20, 10)

NO_FILE = N_("Nothing was chosen. Choose a picture first.")
TOO_LARGE = N_("This picture is larger than 8 MB. Make it smaller first.")
NO_PICTURE = N_("This is no picture that we can read. Use JPEG, PNG or WebP.")
NOT_WHOLE = N_("This picture is not whole: a part of the file is missing.")
TOO_MANY_POINTS = N_("This picture has too many points. Make it smaller first: at most %(most)s million.")
TOO_SMALL = N_("This picture is too small. It has to be at least %(least)s points wide.")

ENOUGH = max(WIDTHS) * 2  # points across; what is larger is made smaller before anything else is done with it

# How a camera was held → what makes the picture stand upright.
TURNED: Mapping[int, Image.Transpose] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# Decoded, a picture of 25 million points takes 100 MB, and two to four times that for a while.
_one_at_a_time = asyncio.Semaphore(1)


class NotUsable(Exception):
    """With a message id, and what is filled in."""

    def __init__(self, sentence: str, **filled: int) -> None:
        super().__init__(sentence)
        self.sentence, self.filled = sentence, filled


@dataclass(frozen=True)
class Made:
    width: int  # of the largest
    height: int
    files: Mapping[int, bytes] = field(repr=False)  # by the width that was asked for


async def made_of(data: bytes) -> Made:
    """In a thread: others are served meanwhile. Raises NotUsable."""
    if not data:
        raise NotUsable(NO_FILE)
    if len(data) > LARGEST_FILE:
        raise NotUsable(TOO_LARGE)
    async with _one_at_a_time:
        return await asyncio.to_thread(make, data)


def make(data: bytes) -> Made:
    picture = _decoded(data)
    files: dict[int, bytes] = {}
    size = (0, 0)
    for width, most in WIDTHS.items():
        small = _at_width(picture, width)
        files[width] = _fitting(small, most)
        size = small.size
    return Made(*size, files)


def _decoded(data: bytes) -> Image.Image:
    """How large it says it is is looked at before a point of it is decoded."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            opened = Image.open(io.BytesIO(data), formats=FORMATS)
        except Image.DecompressionBombError as problem:
            raise NotUsable(TOO_MANY_POINTS, most=max(MILLIONS.values())) from problem
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as problem:
            raise NotUsable(NO_PICTURE) from problem
    with opened:
        most = MILLIONS[opened.format or ""]
        if opened.width * opened.height > most * 1_000_000:
            raise NotUsable(TOO_MANY_POINTS, most=most)
        try:
            # A JPEG can be decoded at half or a quarter of its size: quicker, and in less room.
            opened.draft("RGB", (ENOUGH, ENOUGH * TALLEST))
            picture = _on_white(_upright(_nearer(opened)))
        except Exception as problem:  # whatever its decoder, or who reads what a camera says, met
            raise NotUsable(NOT_WHOLE) from problem
    if picture.width < NARROWEST:
        raise NotUsable(TOO_SMALL, least=NARROWEST)
    return picture


def _nearer(picture: Image.Image) -> Image.Image:
    """Each further step makes copies: of a large picture they would take a gigabyte."""
    if "transparency" in picture.info or picture.mode == "PA":
        picture = picture.convert("RGBA")  # one colour that counts as nothing would be mixed with those beside it
    elif picture.mode not in ("L", "LA", "RGB", "RGBA"):
        picture = picture.convert("RGB")
    times = min(picture.size) // ENOUGH
    return picture.reduce(times) if times > 1 else picture


def _upright(picture: Image.Image) -> Image.Image:
    """ImageOps.exif_transpose would write all that the camera says anew, and fail on what it cannot write."""
    said = picture.getexif().get(ExifTags.Base.Orientation)
    method = TURNED.get(said) if isinstance(said, int) else None
    return picture if method is None else picture.transpose(method)


def _on_white(picture: Image.Image) -> Image.Image:
    """As it is seen on a page: without what could be seen through."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        white = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(white, seen).convert("RGB")
    return picture.convert("RGB")


def _at_width(picture: Image.Image, width: int) -> Image.Image:
    """Never made larger, and the middle of what is very tall."""
    width = min(width, picture.width)
    height = max(1, round(picture.height * width / picture.width))
    small = picture.resize((width, height), Image.Resampling.LANCZOS)
    if height > width * TALLEST:
        above = (height - width * TALLEST) // 2
        small = small.crop((0, above, width, above + width * TALLEST))
    return small


def _fitting(picture: Image.Image, most: int) -> bytes:
    """A new picture of nothing but the points: whatever else the file held, such as where it was taken, is not asked
    for and so does not come along."""
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    while True:
        for quality in QUALITIES:
            made = io.BytesIO()
            bare.save(made, "WEBP", quality=quality, method=4)
            if made.tell() <= most:
                return made.getvalue()
        # Nothing but noise: fewer points of it then.
        bare = bare.resize((max(1, bare.width * 3 // 4), max(1, bare.height * 3 // 4)))

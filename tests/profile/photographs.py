"""Pictures to try: one as busy as leaves, one that says it is enormous."""

import io
import struct
import zlib
from typing import Any

from PIL import Image

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


def with_exif(exif: bytes, size: tuple[int, int] = (1200, 800)) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, "green").save(data, "JPEG", exif=exif)
    return data.getvalue()


def exif_of(*entries: tuple[int, int, int, bytes]) -> bytes:
    """Of entries as they stand in the file: tag, type, count and four bytes."""
    packed = b"".join(struct.pack("<HHI4s", *entry) for entry in sorted(entries))
    return b"Exif\0\0II*\0" + struct.pack("<IH", 8, len(entries)) + packed + bytes(4)


def a_bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few bytes that says it is enormous."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )

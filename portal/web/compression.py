"""Which compression a visitor takes, and how we do it.

No page holds both a secret and what somebody else can put into it: a form token that is added
later must be masked per answer, or its page sent uncompressed (BREACH).
"""

import gzip
from functools import lru_cache

import brotli  # type: ignore[import-untyped]

LONGEST_HEADER = 500  # bytes of Accept-Encoding that are read; answers are remembered
SMALLEST = 600  # bytes; below it the headers outweigh the gain
# Brotli's quality for pages made now, and for files once at the start. A page of results: 11.2 kB in 0.2 ms at 1, 10.3
# kB in 0.4 ms at 3, 9.2 kB in 1.6 ms at 5.
QUICK, BEST = 1, 11


def chosen(accepted: bytes) -> str:
    """ "br", "gzip" or "" for an Accept-Encoding header."""
    return _chosen(accepted[:LONGEST_HEADER])


@lru_cache(256)
def _chosen(accepted: bytes) -> str:
    weights: dict[str, float] = {}
    for part in accepted.decode("latin-1").lower().split(","):
        name, _, parameter = part.strip().partition(";")
        try:
            weights[name.strip()] = float(parameter.strip().removeprefix("q=") or 1)
        except ValueError:
            weights[name.strip()] = 0
    best = max(("br", "gzip"), key=lambda name: weights.get(name, 0))
    return best if weights.get(best, 0) > 0 else ""


def compressed(body: bytes, encoding: str, quality: int = QUICK) -> bytes:
    if encoding == "br":
        return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=quality))
    # No time in the header: the same page gives the same bytes.
    return gzip.compress(body, compresslevel=9 if quality == BEST else 6, mtime=0)


def worth_it(content_type: bytes, size: int) -> bool:
    return size >= SMALLEST and content_type.startswith(
        (b"text/", b"application/json", b"application/javascript", b"image/svg+xml")
    )

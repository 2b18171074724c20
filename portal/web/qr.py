"""An address as a drawing that a phone can read."""

from functools import lru_cache

import segno
from markupsafe import Markup


@lru_cache(256)
def qr_code(address: str) -> Markup | None:
    """Of a page that many ask for."""
    return drawn(address)


def drawn(address: str) -> Markup | None:
    """Not remembered: it may hold a secret. Inline SVG; None for an address that is too long for one. Drawn with one
    mask: trying all eight to find the prettiest takes ten times as long, and phones read each of them."""
    try:
        code = segno.make(address, error="l", boost_error=False, micro=False, mask=3)
    except segno.DataOverflowError:
        return None
    drawn = code.svg_inline(omitsize=True, border=4, svgclass="qr", lineclass=None)
    hidden = drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    return Markup(hidden)  # noqa: S704 - made of numbers only

"""An address as a drawing that a phone can read."""

from io import BytesIO

import segno

LONGEST = 2_953  # bytes in the largest code, ISO/IEC 18004


def can_draw(address: str) -> bool:
    return len(address.encode()) <= LONGEST


def qr_drawing(address: str) -> bytes | None:
    """SVG; None for an address that is too long for one. Drawn with one mask: trying all eight to find the prettiest
    takes ten times as long, and phones read each of them."""
    try:
        code = segno.make(address, error="l", boost_error=False, micro=False, mask=3)
    except segno.DataOverflowError:
        return None
    drawn = BytesIO()
    code.save(drawn, kind="svg", xmldecl=False, omitsize=True, border=4, light="#fff", lineclass=None)
    return drawn.getvalue()

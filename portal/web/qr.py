"""An address as a drawing that a phone can read."""

from io import BytesIO

import segno
from markupsafe import Markup

LONGEST = 2_953  # bytes in the largest code, ISO/IEC 18004


def can_draw(address: str) -> bool:
    return len(address.encode()) <= LONGEST


def qr_drawing(address: str) -> bytes | None:
    """A file of its own, SVG; None for an address that is too long for one."""
    code = _code(address)
    if code is None:
        return None
    drawing = BytesIO()
    code.save(drawing, kind="svg", xmldecl=False, omitsize=True, border=4, light="#fff", lineclass=None)
    return drawing.getvalue()


def drawn(address: str) -> Markup | None:
    """Within the page, and remembered nowhere: it may hold a secret. None for an address that is too long."""
    code = _code(address)
    if code is None:
        return None
    inline = code.svg_inline(omitsize=True, border=4, svgclass="qr", lineclass=None)
    hidden = inline.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    return Markup(hidden)  # noqa: S704 - made of numbers only


def _code(address: str) -> segno.QRCode | None:
    """Drawn with one mask: trying all eight to find the prettiest takes ten times as long, and phones read each."""
    try:
        return segno.make(address, error="l", boost_error=False, micro=False, mask=3)
    except segno.DataOverflowError:
        return None

"""What a form of somebody who signed in carries, beside where it was sent from: proof that it was made for them.

Bound to the session and masked anew for each page, so that a page that is sent compressed gives nothing away about it.
"""

import base64
import binascii
import hmac
import secrets

from portal.secrecy import Secrecy

FIELD = "sleutel"
HEADER = "x-form-token"
SIZE = 32


def make_form_token(secrecy: Secrecy, token_print: str) -> str:
    mask = secrets.token_bytes(SIZE)
    return base64.urlsafe_b64encode(mask + _mixed(mask, _proof(secrecy, token_print))).decode()


def is_form_token(secrecy: Secrecy, token_print: str, said: str) -> bool:
    try:
        sent = base64.b64decode(said.encode(), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return False
    if len(sent) != 2 * SIZE:
        return False
    return hmac.compare_digest(_mixed(sent[:SIZE], sent[SIZE:]), _proof(secrecy, token_print))


def _proof(secrecy: Secrecy, token_print: str) -> bytes:
    return bytes.fromhex(secrecy.fingerprint(token_print, "form"))


def _mixed(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))

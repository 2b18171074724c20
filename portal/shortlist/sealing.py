"""How a list is made unreadable: a key made slowly of the family's secret, and an authenticated cipher.

The installation's own keys have no part in it: who has those and the database reads no list.
"""

import base64
import secrets
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from portal.access.slowly import slowly
from portal.shortlist.content import Content
from portal.shortlist.keuzecode import Keuzecode

SALT, KEY, NONCE = 16, 32, 12  # bytes
# A sealed list is as long as any other of about its size: its length does not tell how many offers stand on it.
PADDED = 2_048  # bytes


@dataclass(frozen=True)
class Cost:
    """Of making a key, as for passwords: RFC 9106, for where memory is scarce. Written out here, since with other
    numbers no list would open any more."""

    time: int = 3
    memory: int = 65_536  # KiB
    lanes: int = 4


COST = Cost()


class Closed(Exception):
    """It does not open with this key."""


def make_salt() -> str:
    return secrets.token_hex(SALT)


async def key_of(code: Keuzecode, salt: str) -> bytes:
    return await slowly(_key_of, code.secret, salt)


def _key_of(secret: str, salt: str) -> bytes:
    return hash_secret_raw(
        secret.encode(),
        bytes.fromhex(salt),
        time_cost=COST.time,
        memory_cost=COST.memory,
        parallelism=COST.lanes,
        hash_len=KEY,
        type=Type.ID,
    )


def seal(content: Content, key: bytes, locator: str, version: int) -> str:
    plain = content.model_dump_json().encode()
    plain += b" " * (-len(plain) % PADDED)
    nonce = secrets.token_bytes(NONCE)
    sealed = ChaCha20Poly1305(key).encrypt(nonce, plain, _bound_to(locator, version))
    return base64.b64encode(nonce + sealed).decode()


def unseal(sealed: str, key: bytes, locator: str, version: int) -> Content:
    """Raises Closed: with another key, or where it was changed, or belongs to another list or version."""
    held = base64.b64decode(sealed)
    try:
        plain = ChaCha20Poly1305(key).decrypt(held[:NONCE], held[NONCE:], _bound_to(locator, version))
    except InvalidTag:
        raise Closed from None
    return Content.model_validate_json(plain)


def _bound_to(locator: str, version: int) -> bytes:
    return f"hulpkeuze list {locator} {version}".encode()

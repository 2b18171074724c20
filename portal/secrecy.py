"""What may stand in the database only unreadable: mail addresses, second factors, mail that waits.

Sealed: encrypted and signed (Fernet), to be opened again with the installation's key. Fingerprint: a keyed hash, to
find a thing by, which nobody without the key can compute or guess back. Both are bound to what they are for.
"""

import base64
import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SHORTEST_KEY = 32  # characters
KEY_FILE = "encryption.key"


class Unreadable(Exception):
    """Sealed with a key that is not known (any more), or tampered with."""


class Secrecy:
    """The first of the keys seals; all of them open. Fingerprints use the last one, the oldest: with another key
    nothing would be found any more."""

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys or any(len(key) < SHORTEST_KEY for key in keys):
            raise ValueError(f"an encryption key has at least {SHORTEST_KEY} characters")
        self._keys = tuple(keys)

    def seal(self, text: str, purpose: str) -> str:
        return self._box.encrypt(f"{purpose}\0{text}".encode()).decode()

    def unseal(self, sealed: str, purpose: str) -> str:
        """Raises Unreadable, also where it was sealed for another purpose."""
        try:
            found, _, text = self._box.decrypt(sealed.encode()).decode().partition("\0")
        except InvalidToken as problem:
            raise Unreadable from problem
        if found != purpose:
            raise Unreadable
        return text

    def fingerprint(self, text: str, purpose: str) -> str:
        return hmac.new(self._print_key, f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()

    @cached_property
    def _box(self) -> MultiFernet:
        return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(key, b"seal"))) for key in self._keys])

    @cached_property
    def _print_key(self) -> bytes:
        return _derived(self._keys[-1], b"fingerprint")


def _derived(key: str, use: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"hulpkeuze " + use).derive(key.encode())


def token() -> str:
    """For a link or a session: 256 bits, of which only `token_print` is stored."""
    return secrets.token_urlsafe(32)


def token_print(said: str) -> str:
    """Of a token that nobody can guess no slow hash is needed."""
    return hashlib.sha256(said.encode()).hexdigest()


def public_key() -> str:
    """A name for a record in addresses and in the audit, that says nothing about it and opens nothing."""
    return secrets.token_hex(10)


def key_in(folder: Path) -> str:
    """The key of an installation that has none of its own in the environment: for development, made once."""
    file = folder / KEY_FILE
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(handle, "w") as new:
        new.write(secrets.token_urlsafe(48))
    return file.read_text().strip()

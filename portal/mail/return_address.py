"""Where a mail that cannot be delivered comes back to: an address that says which mail it was, signed by us, and never
whom it was for."""

import hmac
import re

from portal.secrecy import Secrecy

MARK = "+"  # what stands behind it is still the same mailbox: RFC 5233
LONGEST = 64  # before the @: RFC 5321, 4.5.3.1.1
KEY, SIGNATURE = 32, 16  # hexadecimal digits. Nobody guesses 64 bits by sending a mail for each try
_PURPOSE = "mail that comes back"


def return_address(secrecy: Secrecy, mailbox: str, key: str) -> str:
    """Of the mail with this key."""
    name, _, domain = mailbox.rpartition("@")
    return f"{name}{MARK}{key}{_signature(secrecy, key)}@{domain}"


def key_in(secrecy: Secrecy, mailbox: str, text: str) -> str:
    """Of the mail that an address of ours among these names; empty where there is none, or we did not make it."""
    name, _, domain = (re.escape(part) for part in mailbox.lower().rpartition("@"))
    # Servers on the way may change capitals.
    for found in re.finditer(rf"{name}\+([0-9a-f]{{{KEY}}})([0-9a-f]{{{SIGNATURE}}})@{domain}", text.lower()):
        key, signature = found.groups()
        if hmac.compare_digest(signature, _signature(secrecy, key)):
            return key
    return ""


def _signature(secrecy: Secrecy, key: str) -> str:
    return secrecy.fingerprint(key, _PURPOSE)[:SIGNATURE]

"""The mail address of an account: unreadable in the database, found by its print."""

from portal.model import Account
from portal.secrecy import Secrecy, Unreadable

PURPOSE = "mail address"


def as_known(email: str) -> str:
    """Two spellings of one address are one: nobody has two mailboxes that differ in capitals."""
    return email.strip().lower()


def print_of(secrecy: Secrecy, email: str) -> str:
    return secrecy.fingerprint(as_known(email), PURPOSE)


def seal(secrecy: Secrecy, email: str) -> str:
    return secrecy.seal(email.strip(), PURPOSE)


def address_of(secrecy: Secrecy, account: Account) -> str:
    """Empty where the key that it was sealed with has gone."""
    try:
        return secrecy.unseal(account.email_sealed, PURPOSE)
    except Unreadable:
        return ""

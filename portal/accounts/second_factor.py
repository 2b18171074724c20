"""Codes as a second factor: from an app, or once each from a list on paper."""

import hmac
import re
import secrets
from collections.abc import Sequence
from datetime import timedelta

import pyotp
from sqlmodel import col, delete, update
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.model import Account, RecoveryCode
from portal.secrecy import Secrecy, Unreadable

STEP = 30  # seconds
WINDOW = 1  # steps before and after: a clock that is half a minute wrong
ISSUER = "Hulpkeuze"
CODES = 10
SETTING_UP = timedelta(hours=1)
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
_GROUPS, _GROUP = 3, 4

_HELD, _NEW, _PAPER = "second factor", "second factor to be", "recovery code"


def new_secret() -> str:
    return pyotp.random_base32()


def address_for_app(secret: str, email: str) -> str:
    """What the QR code says."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def seal(secrecy: Secrecy, secret: str) -> str:
    return secrecy.seal(secret, _HELD)


def seal_new(secrecy: Secrecy, account: Account, secret: str) -> str:
    """For the form in which it is proven that the app has it."""
    until = int((clock.now() + SETTING_UP).timestamp())
    return secrecy.seal(f"{account.key} {until} {secret}", _NEW)


def open_new(secrecy: Secrecy, account: Account, sealed: str) -> str:
    """Empty if it was not made for this account, or too long ago."""
    try:
        key, until, secret = secrecy.unseal(sealed, _NEW).split(" ")
    except (Unreadable, ValueError):
        return ""
    return secret if key == account.key and int(until) > clock.now().timestamp() else ""


def step_of(secret: str, code: str, after: int = 0) -> int | None:
    """The step that the code belongs to, if it is of now and later than `after`."""
    said = re.sub(r"\s", "", code)
    now = int(clock.now().timestamp()) // STEP
    known = pyotp.TOTP(secret)
    steps = [now + away for away in range(-WINDOW, WINDOW + 1)]
    # All are compared, so that the time does not tell which.
    right = [step for step in steps if hmac.compare_digest(known.generate_otp(step).encode(), said.encode())]
    return next((step for step in right if step > after), None)


async def accept_app_code(session: AsyncSession, secrecy: Secrecy, account: Account, code: str) -> bool:
    """Once: of two who send it in the same moment one is too late."""
    try:
        secret = secrecy.unseal(account.totp_sealed, _HELD) if account.totp_sealed else ""
    except Unreadable:  # the key has gone; a recovery code or a passkey does
        return False
    step = step_of(secret, code, account.totp_last_step) if secret else None
    if step is None:
        return False
    accepted = (update(Account).where(col(Account.id) == account.id, col(Account.totp_last_step) < step)).values(
        totp_last_step=step
    )
    return bool((await session.exec(accepted)).rowcount)


async def accept_recovery_code(session: AsyncSession, secrecy: Secrecy, account: Account, code: str) -> bool:
    used = (
        update(RecoveryCode)
        .where(
            col(RecoveryCode.account_id) == account.id,
            col(RecoveryCode.print) == _print_of(secrecy, account, code),
            col(RecoveryCode.used_at).is_(None),
        )
        .values(used_at=clock.now())
    )
    return bool((await session.exec(used)).rowcount)


def new_recovery_codes() -> Sequence[str]:
    """As they are written down. Of 60 bits each."""
    return [
        "-".join("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS)) for _ in range(CODES)
    ]


async def hold_recovery_codes(session: AsyncSession, secrecy: Secrecy, account: Account, codes: Sequence[str]) -> None:
    """Instead of those of before."""
    await session.exec(delete(RecoveryCode).where(col(RecoveryCode.account_id) == account.id))
    session.add_all(RecoveryCode(account_id=account.id or 0, print=_print_of(secrecy, account, code)) for code in codes)


def _print_of(secrecy: Secrecy, account: Account, code: str) -> str:
    plain = re.sub(r"[^a-z0-9]", "", code.lower())
    return secrecy.fingerprint(f"{account.key} {plain}", _PAPER)

"""Passkeys: what a browser is asked for, and what its answer proves.

A challenge is not stored when it is given: it comes back sealed with the answer, holds for a few minutes, and is spent
with the first answer that is right.
"""

import base64
import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from portal import clock
from portal.model import Account, Passkey, SpentOnce
from portal.secrecy import Secrecy, Unreadable, public_key, token_print

VALID = timedelta(minutes=10)
SIGN_IN, REGISTER = "passkey sign-in", "passkey register"
UNREADABLE = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError)
LONGEST_ANSWER = 20_000  # characters


class NotProven(Exception):
    """The answer proves nothing: wrong, too late, used before, or made for another website."""


@dataclass(frozen=True)
class Place:
    """For which website: a passkey works for no other, whatever it looks like."""

    origin: str

    @property
    def host(self) -> str:
        return urlsplit(self.origin).hostname or ""

    @property
    def has_passkeys(self) -> bool:
        """Browsers make none for an address in numbers, nor over HTTP but for `localhost`."""
        if urlsplit(self.origin).scheme == "https":
            return not self.host.replace(".", "").isdigit() and ":" not in self.host
        return self.host == "localhost"


@dataclass(frozen=True)
class Question:
    """What the page holds: for the browser, and for us to know it again."""

    options: str  # JSON
    sealed: str


def ask_to_sign_in(secrecy: Secrecy, place: Place) -> Question:
    """Any passkey for this website: who they are, it tells."""
    challenge = secrets.token_bytes(32)
    options = generate_authentication_options(
        rp_id=place.host, challenge=challenge, user_verification=UserVerificationRequirement.REQUIRED
    )
    return Question(options_to_json(options), _seal(secrecy, challenge, SIGN_IN))


def ask_to_register(secrecy: Secrecy, place: Place, account: Account, email: str, held: list[Passkey]) -> Question:
    challenge = secrets.token_bytes(32)
    options = generate_registration_options(
        rp_id=place.host,
        rp_name="Hulpkeuze",
        user_id=account.key.encode(),
        user_name=email,
        user_display_name=account.name,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=_bytes(one.credential_id)) for one in held],
    )
    return Question(options_to_json(options), _seal(secrecy, challenge, f"{REGISTER} {account.key}"))


async def signed_in_with(session: AsyncSession, secrecy: Secrecy, place: Place, answer: str, sealed: str) -> Account:
    """Whose passkey it is. Raises NotProven."""
    challenge = _open(secrecy, sealed, SIGN_IN)
    said = _read(answer)
    statement = (
        select(Passkey, Account)
        .join(Account, col(Account.id) == col(Passkey.account_id))
        .where(Passkey.credential_id == said.get("id"), col(Account.ended).is_(None))
    )
    found = (await session.exec(statement)).first()
    if found is None:
        raise NotProven
    passkey, account = found
    try:
        proven = verify_authentication_response(
            credential=said,
            expected_challenge=challenge,
            expected_rp_id=place.host,
            expected_origin=place.origin,
            credential_public_key=_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except UNREADABLE as problem:
        raise NotProven from problem
    handle = said["response"].get("userHandle")
    if handle is not None and _bytes(str(handle)) != account.key.encode():
        raise NotProven
    await _spend(session, challenge)
    await session.exec(
        update(Passkey)
        .where(col(Passkey.id) == passkey.id)
        .values(sign_count=proven.new_sign_count, last_used=clock.now())
    )
    return account


async def registered(
    session: AsyncSession, secrecy: Secrecy, place: Place, account: Account, answer: str, sealed: str, name: str
) -> Passkey:
    """Raises NotProven."""
    challenge = _open(secrecy, sealed, f"{REGISTER} {account.key}")
    try:
        proven = verify_registration_response(
            credential=_read(answer),
            expected_challenge=challenge,
            expected_rp_id=place.host,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except UNREADABLE as problem:
        raise NotProven from problem
    await _spend(session, challenge)
    passkey = Passkey(
        key=public_key(),
        account_id=account.id or 0,
        credential_id=_text(proven.credential_id),
        public_key=_text(proven.credential_public_key),
        sign_count=proven.sign_count,
        name=name,
        created=clock.now(),
    )
    session.add(passkey)
    try:
        await session.flush()
    except IntegrityError as problem:  # somebody has it already
        raise NotProven from problem
    return passkey


async def forget_spent(session: AsyncSession) -> None:
    await session.exec(delete(SpentOnce).where(col(SpentOnce.until) < clock.now()))


async def _spend(session: AsyncSession, challenge: bytes) -> None:
    """In the same transaction as what it is spent on: of two with the same answer one is refused."""
    session.add(SpentOnce(print=token_print(_text(challenge)), until=clock.now() + VALID))
    try:
        await session.flush()
    except IntegrityError as problem:
        raise NotProven from problem


def _seal(secrecy: Secrecy, challenge: bytes, purpose: str) -> str:
    return secrecy.seal(f"{int((clock.now() + VALID).timestamp())} {_text(challenge)}", purpose)


def _open(secrecy: Secrecy, sealed: str, purpose: str) -> bytes:
    try:
        until, challenge = secrecy.unseal(sealed, purpose).split(" ")
    except (Unreadable, ValueError) as problem:
        raise NotProven from problem
    if int(until) <= clock.now().timestamp():
        raise NotProven
    return _bytes(challenge)


def _read(answer: str) -> dict[str, Any]:
    try:
        said = json.loads(answer) if len(answer) <= LONGEST_ANSWER else None
    except (ValueError, RecursionError) as problem:
        raise NotProven from problem
    if not isinstance(said, dict) or not isinstance(said.get("response"), dict):
        raise NotProven
    # It is looked for in the database, and PostgreSQL takes no NUL even for that.
    if not isinstance(said.get("id"), str) or not (said["id"].isascii() and said["id"].isprintable()):
        raise NotProven
    return said


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as problem:
        raise NotProven from problem

"""Writing a mail: a row in the transaction of what it tells of. What is not committed is not told."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from email_validator import EmailNotValidError, validate_email
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.mail.kinds import KINDS
from portal.mail.letter import LONGEST_LINE, Letter
from portal.mail.rendering import render
from portal.model import Mail, MailState
from portal.regions import RegionData
from portal.settings import Settings
from portal.upserting import insert_into
from portal.web.findable import origin_of
from portal.web.language import DEFAULT, LANGUAGES

ONCE = "mail once"  # what the fingerprint is for


class NotAnAddress(Exception):
    """By its form no mail can be sent to it. Whether somebody reads it there only a mail can tell."""


@dataclass(frozen=True)
class Receiver:
    address: str = field(repr=False)
    name: str = field(default="", repr=False)
    language: str = DEFAULT


Row = dict[str, Any]


async def write_mail(
    session: AsyncSession,
    settings: Settings,
    kind: str,
    receiver: Receiver,
    *,
    once: str,
    region: RegionData | None = None,
    unsubscribe: str = "",
    values: Mapping[str, object] | None = None,
) -> str | None:
    """The key of the mail; None where this receiver was told this news (`once`, of this kind) before. Raises
    NotAnAddress. `values` are what the templates of the kind ask for."""
    row = made_ready(settings, kind, receiver, once=once, region=region, unsubscribe=unsubscribe, values=values)
    return next(iter(await write_ready(session, [row])), None)


def made_ready(
    settings: Settings,
    kind: str,
    receiver: Receiver,
    *,
    once: str,
    region: RegionData | None = None,
    unsubscribe: str = "",
    values: Mapping[str, object] | None = None,
) -> Row:
    """As above, up to the row: for who writes many, and makes none of them while the database waits."""
    if KINDS[kind].unsubscribe is not bool(unsubscribe):
        raise ValueError(f"a mail of the kind {kind} has{' no' if unsubscribe else ''} address to unsubscribe at")
    address = checked(receiver.address)
    origin = origin_of(settings, region)
    if unsubscribe and not _is_ours(unsubscribe, origin):
        raise ValueError("one unsubscribes at an address of the portal")
    language = receiver.language if receiver.language in LANGUAGES else DEFAULT
    names = region.region.names if region else {}
    content = render(
        kind,
        language,
        {
            "name": receiver.name,
            "origin": origin,
            "region_name": names.get(language) or names.get(DEFAULT, ""),
            "unsubscribe": unsubscribe,
            **(values or {}),
        },
    )
    row = _row(settings, kind, Letter(address, content), once)
    return row | {"region": region.key if region else "", "language": language}


async def write_ready(session: AsyncSession, rows: Sequence[Row]) -> set[str]:
    """The keys of those that were written: not of those whose news was told before."""
    if not rows:
        return set()
    # Not an error that a transaction would end with: its caller need not know what was told before.
    statement = insert_into(session, Mail).values(list(rows)).on_conflict_do_nothing(index_elements=["once_key"])
    return set((await session.exec(statement.returning(col(Mail.key)))).scalars())


def _row(settings: Settings, kind: str, letter: Letter, once: str) -> Row:
    secrecy, key, now = settings.secrecy(), uuid.uuid4().hex, clock.now()
    to_sealed, content_sealed = letter.sealed(secrecy, key)
    return {
        "key": key,
        "kind": kind,
        "to_sealed": to_sealed,
        "content_sealed": content_sealed,
        # One address in two spellings is one receiver.
        "once_key": secrecy.fingerprint(f"{kind}\0{letter.address.casefold()}\0{once}", ONCE),
        "state": MailState.WAITING,
        "attempts": 0,
        "written_at": now,
        "due": now,
        "worth_until": now + KINDS[kind].worth,
        "trouble": "",
    }


def checked(address: str) -> str:
    """As it is written in an envelope. Only its form is looked at: no server is asked."""
    try:
        found = validate_email(address.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise NotAnAddress from None  # the error quotes the address
    return str(found.ascii_email)


def _is_ours(address: str, origin: str) -> bool:
    """Without what would end the header or its <…>."""
    plain = address.isascii() and address.isprintable() and not set(address) & set(' <>"\\')
    return plain and address.startswith(f"{origin}/") and len(address) < LONGEST_LINE - 30

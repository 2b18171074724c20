"""What the operator does with accounts: add one, end one, let somebody begin anew who lost everything."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from email_validator import EmailNotValidError, validate_email
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access.mail_address import print_of, seal
from portal.access.one_time import use_up_others
from portal.access.sessions import end_all_but
from portal.model import Account, Membership, Passkey, Practice, PracticeKind, Provider, RecoveryCode, Role
from portal.regions import RegionData
from portal.secrecy import Secrecy, public_key

_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another


class NotPossible(Exception):
    """One line that says why."""


@dataclass(frozen=True)
class Tie:
    """Of what a membership is: which of these it takes, its role tells."""

    region: RegionData | None = None
    provider: str = ""  # slug
    practice: str = ""  # name
    agb: str = ""
    municipality: str = ""  # CBS code


def password_of(random: Sequence[int] | None = None) -> str:
    """For one who has to change it: of 95 bits unless drawn from less."""
    drawn = random or [secrets.randbelow(len(_SIGNS)) for _ in range(20)]
    signs = "".join(_SIGNS[number % len(_SIGNS)] for number in drawn)
    return "-".join(signs[at : at + 5] for at in range(0, len(signs), 5))


def checked_address(email: str) -> str:
    """Raises NotPossible. Whether anybody reads it nobody is asked."""
    try:
        return validate_email(email.strip(), check_deliverability=False, globally_deliverable=False).normalized
    except EmailNotValidError as problem:
        raise NotPossible(f"that is no mail address: {problem}") from None


async def account_with(session: AsyncSession, secrecy: Secrecy, email: str) -> Account | None:
    return (await session.exec(select(Account).where(Account.email_print == print_of(secrecy, email)))).first()


async def add_account(
    session: AsyncSession, secrecy: Secrecy, email: str, name: str, role: Role, tie: Tie, password_hash: str
) -> Account:
    """Raises NotPossible."""
    if await account_with(session, secrecy, email) is not None:
        raise NotPossible("there is an account with this mail address already")
    tied = await _tied(session, role, tie)
    account = Account(
        key=public_key(),
        name=name,
        email_sealed=seal(secrecy, email),
        email_print=print_of(secrecy, email),
        password_hash=password_hash,
        created=clock.now(),
    )
    session.add(account)
    await session.flush()
    session.add(Membership(key=public_key(), account_id=account.id or 0, role=role, since=clock.now(), **tied))
    return account


async def _tied(session: AsyncSession, role: Role, tie: Tie) -> dict[str, Any]:
    if role in (Role.FAMILY, Role.ADMINISTRATOR):
        return {}
    if tie.region is None:
        raise NotPossible("no region is loaded yet, or it is not said which with --region")
    in_region: dict[str, Any] = {"region_id": tie.region.id}
    if role in (Role.PROVIDER_EDITOR, Role.PROVIDER_MANAGER):
        provider = (await session.exec(select(Provider).where(Provider.slug == tie.provider))).first()
        if provider is None:
            raise NotPossible(f"there is no provider {tie.provider!r}: give its slug with --provider")
        return {**in_region, "provider_id": provider.id}
    if role == Role.TOEGANG:
        if tie.municipality not in tie.region.municipalities:
            raise NotPossible(f"give one of these with --municipality: {', '.join(sorted(tie.region.municipalities))}")
        return {**in_region, "municipality": tie.municipality}
    if role in (Role.CONTRACT_MANAGER, Role.REGION_EDITOR):
        return in_region
    return {**in_region, "practice_id": (await _practice(session, tie.region, role, tie)).id}


async def _practice(session: AsyncSession, region: RegionData, role: Role, tie: Tie) -> Practice:
    """The one that is there, or a new one: the operator's word admits it."""
    if not tie.practice:
        raise NotPossible("give the name of the practice with --practice")
    known = select(Practice).where(Practice.region_id == region.id, Practice.kind == role.value)
    known = known.where(Practice.agb == tie.agb) if tie.agb else known.where(Practice.name == tie.practice)
    practice = (await session.exec(known)).first()
    if practice is None:
        practice = Practice(
            key=public_key(),
            region_id=region.id,
            kind=PracticeKind(role.value),
            name=tie.practice,
            agb=tie.agb or None,
            admitted_at=clock.now(),
        )
        session.add(practice)
        await session.flush()
    return practice


async def end_account(session: AsyncSession, account: Account) -> None:
    """They are out at once, everywhere, and nothing they did goes away."""
    now = clock.now()
    account.ended = now
    held = select(Membership).where(Membership.account_id == account.id)
    for membership in (await session.exec(held)).all():
        if membership.until is None or membership.until > now:
            membership.until = now
    await end_all_but(session, account.id or 0)


async def begin_anew(session: AsyncSession, account: Account, password_hash: str) -> None:
    """For who lost the password or the second step: another password, and the second step is set up again."""
    account.password_hash, account.totp_sealed = password_hash, ""
    await session.exec(delete(RecoveryCode).where(col(RecoveryCode.account_id) == account.id))
    for passkey in (await session.exec(select(Passkey).where(Passkey.account_id == account.id))).all():
        await session.delete(passkey)
    await use_up_others(session, account.id or 0)
    await end_all_but(session, account.id or 0)

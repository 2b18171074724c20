"""What somebody sees of their own account."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access.fetch import own_account
from portal.access.mail_address import address_of
from portal.access.permissions import HELD_BY, Permission, Reach, needs_second_factor
from portal.access.sessions import limits_for
from portal.access.visitor import Visitor
from portal.model import (
    Account,
    ExternalIdentity,
    Membership,
    Passkey,
    Practice,
    Provider,
    RecoveryCode,
    Role,
    SignInSession,
)
from portal.web.entrance import COLLEAGUES, LOG, REGION_PEOPLE, REGION_STOPS
from portal.web.house import House
from portal.web.role_names import ROLE_NAMES


@dataclass(frozen=True)
class Belongs:
    """As what somebody is here, and of what."""

    key: str
    role: Role
    of: str
    since: datetime
    slug: str = ""  # of the provider

    @property
    def role_name(self) -> str:
        return ROLE_NAMES[self.role]

    @property
    def can_leave(self) -> bool:
        """A family is that by having an account."""
        return self.role is not Role.FAMILY

    @property
    def page(self) -> str:
        """Where they look after the others."""
        held = HELD_BY[self.role]
        if Permission.INVITE_COLLEAGUE in held and self.slug:
            return f"/aanbieder/{self.slug}/{COLLEAGUES}"
        return REGION_PEOPLE if Permission.INVITE_PROVIDER in held else ""

    @property
    def log(self) -> str:
        """Where they see what was changed."""
        reach = HELD_BY[self.role].get(Permission.SEE_AUDIT)
        if reach is Reach.OWN_PROVIDER:
            return f"/aanbieder/{self.slug}/{LOG}"
        return f"/regio/{LOG}" if reach is not None else ""

    @property
    def stops(self) -> str:
        """Where they see who takes in nobody new."""
        return REGION_STOPS if Permission.SEE_STOPS in HELD_BY[self.role] else ""


@dataclass(frozen=True)
class Open:
    """A session in the list."""

    key: str
    device: str
    began: datetime
    seen: datetime
    is_this: bool


@dataclass(frozen=True)
class OwnAccount:
    account: Account
    email: str
    belongs: list[Belongs]
    sessions: list[Open]
    passkeys: list[Passkey]
    codes_left: int
    identities: list[ExternalIdentity]

    @property
    def has_app(self) -> bool:
        return bool(self.account.totp_sealed)

    @property
    def has_password(self) -> bool:
        return bool(self.account.password_hash)

    @property
    def needs_second_factor(self) -> bool:
        """Families change nothing of others."""
        return any(needs_second_factor(one.role) for one in self.belongs)

    @property
    def has_second_factor(self) -> bool:
        return self.has_app or bool(self.passkeys)


async def own_account_shown(session: AsyncSession, house: House, visitor: Visitor) -> OwnAccount:
    account = await own_account(session, visitor)
    passkeys = select(Passkey).where(Passkey.account_id == account.id).order_by(col(Passkey.created))
    codes = select(func.count()).where(RecoveryCode.account_id == account.id, col(RecoveryCode.used_at).is_(None))
    identities = select(ExternalIdentity).where(ExternalIdentity.account_id == account.id)
    identities = identities.order_by(col(ExternalIdentity.linked_at))
    return OwnAccount(
        account,
        address_of(house.secrecy, account),
        await _belongs(session, house, account),
        await _sessions(session, house, visitor),
        list((await session.exec(passkeys)).all()),
        (await session.exec(codes)).one(),
        list((await session.exec(identities)).all()),
    )


async def _belongs(session: AsyncSession, house: House, account: Account) -> list[Belongs]:
    now = clock.now()
    statement = (
        select(Membership, Provider.name, Practice.name, Provider.slug)
        .outerjoin(Provider, col(Provider.id) == col(Membership.provider_id))
        .outerjoin(Practice, col(Practice.id) == col(Membership.practice_id))
        .where(Membership.account_id == account.id, col(Membership.since) <= now)
        .order_by(col(Membership.since))
    )
    regions = {region.id: region for region in house.regions.by_key.values()}

    def of(membership: Membership, provider: str | None, practice: str | None) -> str:
        region = regions.get(membership.region_id or 0)
        town = region.municipalities.get(membership.municipality) if region else None
        return provider or practice or (town.name if town else "") or (region.region.names["nl"] if region else "")

    found = (await session.exec(statement)).all()
    return [
        Belongs(one.key, one.role, of(one, provider, practice), one.since, slug or "")
        for one, provider, practice, slug in found
        if one.until is None or one.until > now
    ]


async def _sessions(session: AsyncSession, house: House, visitor: Visitor) -> list[Open]:
    now, limits = clock.now(), limits_for(visitor.belongings, house.regions)
    statement = (
        select(SignInSession)
        .where(
            SignInSession.account_id == visitor.account_id,
            col(SignInSession.ended_at).is_(None),
            col(SignInSession.ends) > now,
            col(SignInSession.seen) > now - limits.idle,
        )
        .order_by(col(SignInSession.seen).desc())
    )
    this = visitor.session.id if visitor.session else 0
    return [Open(one.key, one.device, one.began, one.seen, one.id == this) for one in (await session.exec(statement))]

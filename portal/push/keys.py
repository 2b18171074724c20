"""Keys of a provider: made, shown once, recognised by the print of their secret, revoked for every worker at once."""

import hmac
import re
from dataclasses import dataclass

from sqlmodel import col, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock, secrecy
from portal.access.fetch import provider_for
from portal.access.patience import by_address, count_try
from portal.access.permissions import Permission
from portal.access.refusals import NotFound
from portal.access.visitor import Visitor
from portal.database import SYSTEM, Actor, Database, trouble_of
from portal.model import AccessKey, Scope
from portal.web.house import House

MOST = 20  # that hold at once, of one provider
CAPACITY = "key"

_KEY = re.compile(r"hk_([0-9a-f]{20})_([A-Za-z0-9_-]{43})")
_OF_NOBODY = secrecy.token_print(secrecy.token())


class NoKey(Exception):
    """None, of another making, wrong or revoked: it is not said which."""


class TooManyKeys(Exception):
    """There are as many as one provider may have; one must go first."""


@dataclass(frozen=True)
class Held:
    """A key that somebody came with, and that holds."""

    id: int
    key: str
    name: str
    provider_id: int
    scopes: frozenset[Scope]

    @property
    def actor(self) -> Actor:
        """For the audit: its name, and what it is known by if another has the same name. Never its secret."""
        return Actor(f"key:{self.name} ({self.key})", CAPACITY)


async def recognise(house: House, said: str, address: str) -> Held:
    """Raises NoKey, or TooSoon where wrong ones keep coming from `address`. Only those are counted: nobody guesses
    256 bits, and a system that forgot its key must not keep its neighbours out."""
    found = _KEY.fullmatch(said)
    if said and (record := await _looked_up(house.database, found)) is not None:
        await _note_used(house.database, record)
        return _held(record)
    if said:
        await count_try(house.database, by_address(house.secrecy, address, "key"))
    raise NoKey


async def _looked_up(database: Database, said: re.Match[str] | None) -> AccessKey | None:
    """As long for a key that nobody has as for a secret that is wrong."""
    locator, secret = (said[1], said[2]) if said else ("", "")
    async with database.reading() as session:
        record = (await session.exec(select(AccessKey).where(AccessKey.key == locator))).first()
    right = hmac.compare_digest(secrecy.token_print(secret), record.secret_print if record else _OF_NOBODY)
    return record if record is not None and right and record.revoked_at is None else None


def _held(record: AccessKey) -> Held:
    scopes = frozenset(Scope(scope) for scope in record.scopes if scope in list(Scope))
    return Held(record.id or 0, record.key, record.name, record.provider_id, scopes)


async def _note_used(database: Database, record: AccessKey) -> None:
    """Once a day, and no reason to fail."""
    today = clock.today()
    if record.last_used == today:
        return
    unknown = or_(col(AccessKey.last_used).is_(None), col(AccessKey.last_used) < today)
    try:
        async with database.writing(SYSTEM) as session:
            await session.exec(update(AccessKey).where(col(AccessKey.id) == record.id, unknown).values(last_used=today))
    except Exception as problem:
        if trouble_of(problem) is None:
            raise


async def still_holds(session: AsyncSession, held: Held) -> None:
    """In the transaction of what it writes: who revokes it meanwhile comes before all of it or after. Raises NoKey."""
    statement = (
        select(AccessKey.id)
        .where(AccessKey.id == held.id, col(AccessKey.revoked_at).is_(None))
        .with_for_update(read=True)
    )
    if (await session.exec(statement)).first() is None:
        raise NoKey


async def make(house: House, visitor: Visitor, slug: str, name: str, scopes: list[Scope]) -> tuple[AccessKey, str]:
    """With the key itself, which is nowhere afterwards. Raises TooManyKeys."""
    secret = secrecy.token()
    async with house.database.writing(visitor.as_actor(Permission.KEEP_KEYS)) as session:
        provider = await provider_for(session, visitor, slug, Permission.KEEP_KEYS)
        holding = select(AccessKey.id).where(AccessKey.provider_id == provider.id, col(AccessKey.revoked_at).is_(None))
        if len((await session.exec(holding)).all()) >= MOST:
            raise TooManyKeys
        record = AccessKey(
            key=secrecy.public_key(),
            provider_id=provider.id or 0,
            name=name,
            secret_print=secrecy.token_print(secret),
            scopes=[scope.value for scope in scopes],
            made_by=visitor.account_id or 0,
            made_at=clock.now(),
        )
        session.add(record)
    return record, f"hk_{record.key}_{secret}"


async def revoke(house: House, visitor: Visitor, slug: str, key: str) -> AccessKey:
    """Twice is once. Of another provider it is not there."""
    async with house.database.writing(visitor.as_actor(Permission.KEEP_KEYS)) as session:
        provider = await provider_for(session, visitor, slug, Permission.KEEP_KEYS)
        statement = select(AccessKey).where(AccessKey.provider_id == provider.id, AccessKey.key == key)
        record = (await session.exec(statement.with_for_update())).first()
        if record is None:
            raise NotFound
        if record.revoked_at is None:
            record.revoked_at = clock.now()
        return record

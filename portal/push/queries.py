"""What a provider sees of its keys."""

from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.model import AccessKey, Account, Provider


@dataclass(frozen=True)
class Shown:
    key: AccessKey
    made_by: str

    @property
    def holds(self) -> bool:
        return self.key.revoked_at is None


async def keys_of(session: AsyncSession, provider: Provider) -> list[Shown]:
    """Those that hold first, the newest on top."""
    statement = (
        select(AccessKey, Account.name)
        .join(Account, col(Account.id) == col(AccessKey.made_by))
        .where(AccessKey.provider_id == provider.id)
        .order_by(col(AccessKey.made_at).desc(), col(AccessKey.id).desc())
    )
    shown = [Shown(key, name) for key, name in (await session.exec(statement)).all()]
    return sorted(shown, key=lambda one: not one.holds)

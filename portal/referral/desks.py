"""As what somebody refers: for a practice, or for the toegang of a municipality."""

from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access.permissions import Permission
from portal.access.visitor import Visitor
from portal.model import Practice, Referral, Role
from portal.referral.events import By
from portal.referral.routes import REFERRER_OF
from portal.regions import RegionData


@dataclass(frozen=True)
class Desk:
    key: str  # in a form
    role: Role
    name: str  # of the organisation
    agb: str = ""
    practice_id: int | None = None
    municipality: str = ""  # CBS code: of a toegang

    @property
    def referrer(self) -> str:
        return REFERRER_OF[self.role]

    @property
    def by(self) -> By:
        return By.TOEGANG if self.role is Role.TOEGANG else By.REFERRER


async def desks_of(
    session: AsyncSession, visitor: Visitor, region: RegionData, permission: Permission = Permission.REFER
) -> tuple[Desk, ...]:
    """Practices by name, then the toegangen."""
    here = [one for _, one in visitor.reach(permission) if one.region_id == region.id]
    roles = {one.practice_id: one.role for one in here if one.practice_id is not None}
    found: list[Desk] = []
    if roles:
        asked = select(Practice).where(col(Practice.id).in_(roles)).order_by(col(Practice.name))
        found = [
            Desk(one.key, roles[one.id or 0], one.name, one.agb or "", practice_id=one.id)
            for one in (await session.exec(asked)).all()
        ]
    towns = sorted({one.municipality for one in here if one.municipality in region.municipalities})
    return (*found, *(Desk(town, Role.TOEGANG, toegang_name(town, region), municipality=town) for town in towns))


def toegang_name(code: str, region: RegionData) -> str:
    town = region.municipalities.get(code)
    if town is None:
        return "Toegang"
    return town.toegang.get("name") or f"Toegang {town.name}"


async def made_by(session: AsyncSession, referral: Referral, region: RegionData) -> Desk:
    """As what it was made: whoever else looks at it reads from whom it comes."""
    practice = await session.get(Practice, referral.practice_id) if referral.practice_id else None
    if practice is not None:
        return Desk(practice.key, referral.role, practice.name, practice.agb or "", practice_id=practice.id)
    town = referral.municipality
    return Desk(town, Role.TOEGANG, toegang_name(town, region), municipality=town)


def desk_for(desks: tuple[Desk, ...], referral: Referral) -> Desk | None:
    """Which of one's own this referral is for: the practice that made it, else the toegang that pays."""
    own = (one for one in desks if one.practice_id is not None and one.practice_id == referral.practice_id)
    paying = (one for one in desks if one.municipality and one.municipality == referral.municipality)
    return next(own, None) or next(paying, None)

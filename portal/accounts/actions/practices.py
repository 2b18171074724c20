"""Practices that refer: the region's word makes who works there more than a visitor."""

from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.access import NotFound, Permission, Visitor
from portal.access.fetch import practice_for, region_for
from portal.model import Practice, PracticeKind
from portal.secrecy import public_key
from portal.web.house import House


class KnownAlready(Exception):
    """There is one with this AGB code."""


async def add(house: House, visitor: Visitor, region_id: int, kind: PracticeKind, name: str, agb: str) -> None:
    """Admitted at once. Raises KnownAlready."""
    region_for(visitor, region_id, Permission.ADMIT_PRACTICE)
    try:
        async with house.database.writing(visitor.as_actor(Permission.ADMIT_PRACTICE)) as session:
            session.add(
                Practice(key=public_key(), region_id=region_id, kind=kind, name=name, agb=agb, admitted_at=clock.now())
            )
            await session.flush()
    except IntegrityError as problem:
        raise KnownAlready from problem


async def admit(house: House, visitor: Visitor, region_id: int, key: str, *, admitted: bool) -> None:
    """Or not any more: then they are out at once, for as long as it lasts."""
    async with house.database.writing(visitor.as_actor(Permission.ADMIT_PRACTICE)) as session:
        practice = await practice_for(session, visitor, key, Permission.ADMIT_PRACTICE)
        if practice.region_id != region_id:
            raise NotFound
        if admitted != (practice.admitted_at is not None):
            practice.admitted_at = clock.now() if admitted else None

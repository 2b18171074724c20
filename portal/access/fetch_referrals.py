"""Referrals, for those whom they concern: who made them, the toegang that pays, and the provider that was asked."""

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access.fetch import found, of_reach, provider_for
from portal.access.permissions import Permission, Reach
from portal.access.visitor import Visitor
from portal.model import Application, FitQuestion, Provider, Referral


def within_reach(
    visitor: Visitor, permission: Permission, kind: type[Referral] | type[FitQuestion] = Referral
) -> ColumnElement[bool]:
    """Made in their practice, or about the children of their municipality, wherever it was made."""
    practices = of_reach(visitor, permission, Reach.OWN_PRACTICE, "practice_id")
    towns = [
        and_(col(kind.region_id) == one.region_id, col(kind.municipality) == one.municipality)
        for reach, one in visitor.reach(permission)
        if reach == Reach.OWN_MUNICIPALITY
    ]
    return or_(col(kind.practice_id).in_(practices), *towns)


async def referral_for(
    session: AsyncSession, visitor: Visitor, key: str, permission: Permission, region_id: int, *, hold: bool = False
) -> Referral:
    """`hold`: to be changed. Who looks while another decides waits for it."""
    statement = select(Referral).where(
        Referral.key == key, Referral.region_id == region_id, within_reach(visitor, permission)
    )
    statement = statement.with_for_update() if hold else statement
    return found((await session.exec(statement)).first(), visitor, permission)


async def application_for(
    session: AsyncSession, visitor: Visitor, slug: str, key: str, region_id: int, *, hold: bool = False
) -> tuple[Provider, Application, Referral]:
    """One that lies with this provider, for who screens there. Both are held, the referral first, as everywhere."""
    provider = await provider_for(session, visitor, slug, Permission.SCREEN)
    about = select(Application).where(
        Application.key == key, Application.provider_id == provider.id, Application.region_id == region_id
    )
    application = found((await session.exec(about)).first(), visitor, Permission.SCREEN)
    theirs = select(Referral).where(Referral.id == application.referral_id)
    referral = (await session.exec(theirs.with_for_update() if hold else theirs)).one()
    if hold:
        await session.refresh(application, with_for_update=True)
    return provider, application, referral


async def question_for(session: AsyncSession, visitor: Visitor, slug: str, key: str, region_id: int) -> FitQuestion:
    """One that was asked of this provider and has no answer yet is answered here; with one it is read."""
    provider = await provider_for(session, visitor, slug, Permission.SCREEN)
    statement = select(FitQuestion).where(
        FitQuestion.key == key, FitQuestion.provider_id == provider.id, FitQuestion.region_id == region_id
    )
    return found((await session.exec(statement.with_for_update())).first(), visitor, Permission.SCREEN)

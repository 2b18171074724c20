"""Answering what visitors reported."""

from portal.access import Permission, Visitor
from portal.access.fetch import provider_for, region_for
from portal.noticed.reports import By, answer
from portal.seen.forms import AnswerForm
from portal.web.visit import Visit

OWN = Permission.CHANGE_PROFILE
OF_REGION = Permission.APPROVE_PROFILE


async def answer_as(by: By, visit: Visit, slug: str, said: AnswerForm) -> int:
    """How many reports were answered; 0 if somebody did so meanwhile. Raises NotFound for a provider of others."""
    visitor: Visitor = visit.visitor
    permission = OWN if by is By.PROVIDER else OF_REGION
    async with visit.house.database.writing(visitor.as_actor(permission)) as session:
        provider = await provider_for(session, visitor, slug, permission)
        if by is By.REGION:
            region_for(visitor, visit.region.id, permission)
        whose = (visit.region.id, provider.id or 0)
        return await answer(session, said.about, said.offer, whose, said.answer, (said.last_id, said.seen), by)

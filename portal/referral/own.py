"""What a provider reads of a referral: what happened with its own application, and nothing of one for which the family
took back its consent. What others were asked and answered is told to who refers and to the family."""

from collections.abc import Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.model import Application, Consent, Provider, ReferralEvent
from portal.referral.consent import Purpose
from portal.referral.events import What, events_of
from portal.referral.states import OVER

# What was decided for whoever is asked: nothing in it is about another provider.
_FOR_ALL = {What.MADE, What.REQUESTED, What.AGREED, What.OTHER_FORM, What.OTHER_BUDGET, What.ARRANGED}
# These stand with the referral as a whole, and end an application that has no last word of its own.
_END = {What.WITHDRAWN, What.CLOSED_BY_TIME}
_LAST_WORD = {What.DECLINED, What.BUDGET_REFUSED, What.CHOSE_OTHER, What.RETURNED, What.ENDED, *_END}


async def own_events(session: AsyncSession, application: Application) -> list[ReferralEvent]:
    """Up to the moment at which it was over here."""
    return own_of(application, await events_of(session, [application.referral_id]))


def own_of(application: Application, events: Sequence[ReferralEvent]) -> list[ReferralEvent]:
    own = [one for one in events if one.application_id == application.id]
    general = [one for one in events if one.application_id is None]
    shown = {one.id for one in [*own, *(one for one in general if one.what in _FOR_ALL)]}
    if application.state not in OVER:
        return [one for one in events if one.id in shown]
    ends = [one for one in own if one.what in _LAST_WORD] or [one for one in general if one.what in _END] or own
    until = ends[-1].id or 0 if ends else 0
    return [one for one in events if (one.id or 0) <= until and (one.id in shown or one.id == until)]


async def without_consent(session: AsyncSession, applications: Sequence[int]) -> set[int]:
    """Which of these are over and of which the family took back, last of all, that this provider reads them. Help that
    began goes on, with rules of its own."""
    asked = (
        select(Application.id, Consent.withdrawn_at)
        .join(Provider, col(Provider.id) == col(Application.provider_id))
        .join(Consent, col(Consent.referral_id) == col(Application.referral_id))
        .where(
            col(Application.id).in_(applications),
            col(Application.state).in_(OVER),
            col(Application.started_on).is_(None),
            Consent.receiver == Provider.key,
            Consent.purpose == Purpose.SCREEN.value,
        )
        .order_by(col(Consent.id))
    )
    newest = dict((await session.exec(asked)).all())
    return {number for number, withdrawn_at in newest.items() if number is not None and withdrawn_at is not None}

"""What can have happened with a referral, as everybody reads it whom it concerns; organisations, never persons."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.bookkeeping import signed_by
from portal.model import Application, Referral, ReferralEvent
from portal.web.language import N_


class By(StrEnum):
    """Who did it."""

    FAMILY = "family"
    REFERRER = "referrer"
    TOEGANG = "toegang"
    PROVIDER = "provider"
    REGION = "region"
    TIME = "time"


class What(StrEnum):
    MADE = "made"
    REQUESTED = "requested"
    SENT = "sent"
    SENT_RESERVE = "sent_reserve"
    AGREED = "agreed"
    OTHER_FORM = "other_form"
    OTHER_BUDGET = "other_budget"
    REFUSED = "refused"
    ARRANGED = "arranged"
    BUDGET_AGREED = "budget_agreed"
    BUDGET_REFUSED = "budget_refused"
    WITHDRAWN = "withdrawn"
    CLOCK = "clock_started"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    BUDGET = "budget_too_small"
    CHOSE_OTHER = "chose_other"
    STARTED = "started"
    ENDED = "ended"
    REMINDED = "reminded"
    OVERDUE = "overdue"
    RETURNED = "returned"
    UNREACHED = "unreached"
    ALTERNATIVES = "alternatives"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CLOSED_BY_TIME = "closed_by_time"


# The organisation stands beside it.
EVENTS: Mapping[str, str] = {
    What.MADE: N_("The notice was made."),
    What.REQUESTED: N_("The toegang was asked to decide."),
    What.SENT: N_("It was sent to the provider."),
    What.SENT_RESERVE: N_("A place in reserve was asked of the provider."),
    What.AGREED: N_("The toegang agreed."),
    What.OTHER_FORM: N_("The toegang agreed to help in another form."),
    What.OTHER_BUDGET: N_("The toegang agreed with another budget."),
    What.REFUSED: N_("The toegang refused."),
    What.ARRANGED: N_("The toegang lets several providers help at once."),
    What.BUDGET_AGREED: N_("The toegang agreed with the other budget that the provider asked for."),
    What.BUDGET_REFUSED: N_("The toegang did not agree with another budget. Another provider is looked for."),
    What.WITHDRAWN: N_("It was withdrawn."),
    What.CLOCK: N_("The letter arrived, or the family and the provider spoke. The time to answer runs."),
    What.ACCEPTED: N_("The application was accepted."),
    What.DECLINED: N_("The application was not accepted."),
    What.BUDGET: N_("The provider finds the budget too small. The toegang decides."),
    What.CHOSE_OTHER: N_("The family chose another provider."),
    What.STARTED: N_("The help started."),
    What.ENDED: N_("The help ended."),
    What.REMINDED: N_("There was no answer in time. The provider was reminded."),
    What.OVERDUE: N_("There is still no answer. The referrer and the region were told."),
    What.RETURNED: N_("This help is not offered here any more. The application went back to the referrer."),
    What.UNREACHED: N_("No mail arrives at the provider. Who referred was told to call them."),
    What.ALTERNATIVES: N_("The family asked for other possibilities."),
    What.CONSENT_WITHDRAWN: N_("The family took back what it had agreed to."),
    What.CLOSED_BY_TIME: N_("Nothing was heard of it for a long time. It was closed."),
}


def leave_event(
    session: AsyncSession,
    referral: Referral,
    what: What,
    by: By,
    organisation: str = "",
    application: Application | None = None,
) -> None:
    """In the transaction of what it tells of. Both have their number by then."""
    assert referral.id is not None
    session.add(
        ReferralEvent(
            referral_id=referral.id,
            application_id=application.id if application is not None else None,
            at=clock.now(),
            what=what.value,
            by=by.value,
            organisation=organisation[:200],
            actor=signed_by(session.sync_session)[:80],
        )
    )


def refused_at(events: Iterable[ReferralEvent]) -> Mapping[int, datetime]:
    """Of applications that were not accepted, by their number: when the provider said no, or the toegang to a budget.
    A provider may have answered something else before."""
    said_no = (What.DECLINED.value, What.BUDGET_REFUSED.value)
    return {one.application_id: one.at for one in events if one.application_id is not None and one.what in said_no}


async def events_of(session: AsyncSession, referral_ids: Sequence[int]) -> Sequence[ReferralEvent]:
    """In the order in which they happened."""
    statement = select(ReferralEvent).where(col(ReferralEvent.referral_id).in_(referral_ids))
    return (await session.exec(statement.order_by(col(ReferralEvent.id)))).all()

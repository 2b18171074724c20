"""What can have happened with a referral, as everybody reads it whom it concerns; organisations, never persons."""

from collections.abc import Mapping
from enum import StrEnum

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


EVENTS: Mapping[str, str] = {
    "made": N_("The notice was made."),
    "requested": N_("The toegang was asked to decide."),
    "sent": N_("It was sent to the provider."),
    "sent_reserve": N_("A place in reserve was asked of the provider."),
    "agreed": N_("The toegang agreed."),
    "other_form": N_("The toegang agreed to help in another form."),
    "other_budget": N_("The toegang agreed with another budget."),
    "refused": N_("The toegang refused."),
    "arranged": N_("The toegang lets several providers help at once."),
    "budget_agreed": N_("The toegang agreed with the other budget that the provider asked for."),
    "budget_refused": N_("The toegang did not agree with another budget. Another provider is looked for."),
    "withdrawn": N_("It was withdrawn."),
    # Of who screens, of time, and of the family.
    "clock_started": N_("The letter arrived, or the family and the provider spoke. The time to answer runs."),
    "accepted": N_("The application was accepted."),
    "declined": N_("The application was not accepted."),
    "budget_too_small": N_("The provider finds the budget too small. The toegang decides."),
    "chose_other": N_("The family chose another provider."),
    "started": N_("The help started."),
    "ended": N_("The help ended."),
    "reminded": N_("There was no answer in time. The provider was reminded."),
    "overdue": N_("There is still no answer. The referrer and the region were told."),
    "returned": N_("This help is not offered here any more. The application went back to the referrer."),
    "alternatives": N_("The family asked for other possibilities."),
    "consent_withdrawn": N_("The family took back what it had agreed to."),
    "closed_by_time": N_("Nothing happened for a year. It was closed."),
}


def leave_event(
    session: AsyncSession,
    referral: Referral,
    what: str,
    by: By,
    organisation: str = "",
    application: Application | None = None,
) -> None:
    """In the transaction of what it tells of. Both have their number by then."""
    assert what in EVENTS
    assert referral.id is not None
    session.add(
        ReferralEvent(
            referral_id=referral.id,
            application_id=application.id if application is not None else None,
            at=clock.now(),
            what=what,
            by=by.value,
            organisation=organisation[:200],
            actor=signed_by(session.sync_session)[:80],
        )
    )

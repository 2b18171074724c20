"""What happened to a referral after it was sent, written down for everybody who may see it: the steps of who screens,
of time, and of the family."""

from collections.abc import Mapping
from enum import StrEnum

from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.model import Application, Referral, ReferralEvent
from portal.web.language import N_


class By(StrEnum):
    FAMILY = "family"
    REFERRER = "referrer"
    TOEGANG = "toegang"
    PROVIDER = "provider"
    TIME = "time"


class What(StrEnum):
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
    WITHDRAWN = "withdrawn"
    ALTERNATIVES = "alternatives"


# As the family and who refers read it; the organisation stands beside it.
SENTENCES: Mapping[str, str] = {
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
    What.WITHDRAWN: N_("The referral was withdrawn."),
    What.ALTERNATIVES: N_("The family asked for other possibilities."),
}


def leave(
    session: AsyncSession,
    referral: Referral,
    what: What,
    by: By,
    *,
    organisation: str = "",
    actor: str = "",
    application: Application | None = None,
) -> None:
    session.add(
        ReferralEvent(
            referral_id=referral.id or 0,
            application_id=application.id if application else None,
            at=clock.now(),
            what=what.value,
            by=by.value,
            organisation=organisation,
            actor=actor,
        )
    )

"""What may follow on what, and whose turn it is: two tables. Whatever changes a referral asks here."""

from collections.abc import Mapping
from enum import StrEnum

from portal.model import ApplicationState, ReferralState

A, R = ApplicationState, ReferralState


class Turn(StrEnum):
    """Who is to do something."""

    TOEGANG = "toegang"
    FAMILY = "family"  # with who refers
    PROVIDER = "provider"
    NOBODY = "nobody"


class NotNow(Exception):
    """It stands where this cannot follow: somebody else was sooner, or it is over."""


class Overtaken(Exception):
    """Somebody else was sooner: it is not as it was seen."""


# A request goes to the toegang; what may go to a provider is chosen for; and the rest follows from the applications.
AFTER: Mapping[ReferralState, frozenset[ReferralState]] = {
    R.REQUESTED: frozenset({R.CHOOSING, R.ALLOCATED, R.REFUSED, R.WITHDRAWN}),
    R.CHOOSING: frozenset({R.ASKED, R.REQUESTED, R.WITHDRAWN}),
    R.ASKED: frozenset({R.CHOOSING, R.BUDGET, R.ACCEPTED, R.WITHDRAWN}),
    R.BUDGET: frozenset({R.ASKED, R.CHOOSING, R.ACCEPTED, R.WITHDRAWN}),
    # Of an arrangement one may decline that had accepted, while another still screens.
    R.ACCEPTED: frozenset({R.STARTED, R.CHOOSING, R.ASKED, R.BUDGET, R.WITHDRAWN}),
    R.STARTED: frozenset({R.ENDED}),
    R.ALLOCATED: frozenset(),
    R.REFUSED: frozenset(),
    R.WITHDRAWN: frozenset(),
    R.ENDED: frozenset(),
}
CLOSED = frozenset(state for state, after in AFTER.items() if not after)

APPLICATION_AFTER: Mapping[ApplicationState, frozenset[ApplicationState]] = {
    A.ASKED: frozenset({A.ACCEPTED, A.BUDGET, A.DECLINED, A.CHOSE_OTHER, A.WITHDRAWN, A.RETURNED}),
    # The toegang agrees, and it is asked once more with another budget; or does not, and it is declined.
    A.BUDGET: frozenset({A.ASKED, A.DECLINED, A.CHOSE_OTHER, A.WITHDRAWN, A.RETURNED}),
    A.ACCEPTED: frozenset({A.STARTED, A.DECLINED, A.CHOSE_OTHER, A.WITHDRAWN, A.RETURNED}),
    A.STARTED: frozenset({A.ENDED}),
    A.ENDED: frozenset(),
    A.DECLINED: frozenset(),
    A.CHOSE_OTHER: frozenset(),
    A.WITHDRAWN: frozenset(),
    A.RETURNED: frozenset(),
}
OVER = frozenset(state for state, after in APPLICATION_AFTER.items() if not after)

TURN: Mapping[ReferralState, Turn] = {
    R.REQUESTED: Turn.TOEGANG,
    R.CHOOSING: Turn.FAMILY,
    R.ASKED: Turn.PROVIDER,
    R.BUDGET: Turn.TOEGANG,
    R.ACCEPTED: Turn.PROVIDER,
    R.STARTED: Turn.NOBODY,
    R.ALLOCATED: Turn.NOBODY,
    R.REFUSED: Turn.NOBODY,
    R.WITHDRAWN: Turn.NOBODY,
    R.ENDED: Turn.NOBODY,
}

# Of several applications at once the furthest says where the referral stands: an arrangement has started when one has.
_FURTHEST = (
    (A.STARTED, R.STARTED),
    (A.ACCEPTED, R.ACCEPTED),
    (A.BUDGET, R.BUDGET),
    (A.ASKED, R.ASKED),
)


def may_become(now: ReferralState, then: ReferralState) -> None:
    """Raises NotNow."""
    if then not in AFTER[now]:
        raise NotNow


def application_may_become(now: ApplicationState, then: ApplicationState) -> None:
    """Raises NotNow."""
    if then not in APPLICATION_AFTER[now]:
        raise NotNow


def state_of(applications: list[ApplicationState]) -> ReferralState:
    """Of a referral that went to providers. All declined, withdrawn or returned: one chooses anew."""
    found = next((state for one, state in _FURTHEST if one in applications), None)
    return found or (R.ENDED if A.ENDED in applications else R.CHOOSING)

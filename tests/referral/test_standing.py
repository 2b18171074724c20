"""Where a referral stands after something happened to one of several applications: an arrangement."""

from datetime import date

import pytest

from portal.model import Application, Terms
from portal.model import ApplicationState as A
from portal.model import ReferralState as R
from portal.referral.standing import put
from portal.referral.states import NotNow
from tests.referral.records import a_referral, an_application

TODAY, SOON, LATER = date(2026, 11, 26), date(2026, 12, 3), date(2026, 12, 10)


def lying(*states: A) -> list[Application]:
    referral = a_referral(id=1)
    return [
        an_application(referral, state=state, answer_by=day, first_date=day)
        for state, day in zip(states, (LATER, SOON, LATER), strict=False)
    ]


@pytest.mark.parametrize(
    ("before", "applications", "state", "answer_by"),
    [
        (R.ASKED, (A.ASKED, A.ASKED), R.ASKED, SOON),
        (R.ASKED, (A.ASKED, A.DECLINED), R.ASKED, LATER),
        (R.ASKED, (A.ASKED, A.BUDGET), R.BUDGET, LATER),
        (R.ASKED, (A.DECLINED,), R.CHOOSING, None),
        (R.ASKED, (A.ACCEPTED, A.ASKED), R.ACCEPTED, LATER),
        (R.ACCEPTED, (A.DECLINED, A.ASKED), R.ASKED, SOON),
        (R.ACCEPTED, (A.RETURNED,), R.CHOOSING, None),
        (R.ACCEPTED, (A.STARTED, A.ACCEPTED), R.STARTED, None),
        (R.STARTED, (A.ENDED, A.ASKED), R.STARTED, None),
        (R.STARTED, (A.ENDED, A.ACCEPTED), R.STARTED, None),
        (R.STARTED, (A.ENDED, A.DECLINED), R.ENDED, None),
    ],
)
def test_the_furthest_says_it_and_what_started_stays_started(
    before: R, applications: tuple[A, ...], state: R, answer_by: date | None
) -> None:
    referral = a_referral(state=before, since=date(2026, 11, 1))
    put(referral, lying(*applications), Terms(), TODAY)
    assert (referral.state, referral.answer_by) == (state, answer_by)
    assert referral.since == (TODAY if state is not before else date(2026, 11, 1))
    assert referral.closed_on == (TODAY if state is R.ENDED else None)


def test_what_was_withdrawn_meanwhile_stands_nowhere_else() -> None:
    with pytest.raises(NotNow):
        put(a_referral(state=R.WITHDRAWN), lying(A.ACCEPTED), Terms(), TODAY)

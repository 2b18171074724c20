"""What may follow on what, and whose turn it is."""

import pytest

from portal.model import ApplicationState as A
from portal.model import ReferralState as R
from portal.referral.states import (
    AFTER,
    APPLICATION_AFTER,
    CLOSED,
    OVER,
    TURN,
    NotNow,
    Turn,
    application_may_become,
    may_become,
    state_of,
)


def test_every_state_is_in_both_tables() -> None:
    assert set(AFTER) == set(TURN) == set(R)
    assert set(APPLICATION_AFTER) == set(A)


def test_what_is_closed_is_nobodys_turn() -> None:
    assert {R.ALLOCATED, R.REFUSED, R.WITHDRAWN, R.ENDED} == CLOSED
    assert {TURN[state] for state in CLOSED} == {Turn.NOBODY}
    assert {A.ENDED, A.DECLINED, A.CHOSE_OTHER, A.WITHDRAWN, A.RETURNED} == OVER


@pytest.mark.parametrize(
    ("applications", "state"),
    [
        ([A.ASKED], R.ASKED),
        ([A.DECLINED], R.CHOOSING),
        ([A.DECLINED, A.ASKED], R.ASKED),
        ([A.DECLINED, A.RETURNED], R.CHOOSING),
        ([A.BUDGET], R.BUDGET),
        ([A.ACCEPTED, A.ASKED, A.BUDGET], R.ACCEPTED),
        ([A.STARTED, A.ASKED], R.STARTED),
        ([A.ENDED], R.ENDED),
        ([A.ENDED, A.STARTED], R.STARTED),
        ([A.ENDED, A.DECLINED], R.ENDED),
        ([A.CHOSE_OTHER, A.WITHDRAWN], R.CHOOSING),
        ([], R.CHOOSING),
    ],
)
def test_a_referral_stands_where_the_furthest_of_its_applications_does(applications: list[A], state: R) -> None:
    assert state_of(applications) == state


def test_what_cannot_follow_is_refused() -> None:
    may_become(R.REQUESTED, R.REFUSED)
    application_may_become(A.ASKED, A.ACCEPTED)
    for now, then in ((R.REFUSED, R.ASKED), (R.REQUESTED, R.ASKED), (R.STARTED, R.WITHDRAWN), (R.CHOOSING, R.ACCEPTED)):
        with pytest.raises(NotNow):
            may_become(now, then)
    for before, after in ((A.DECLINED, A.ACCEPTED), (A.STARTED, A.DECLINED), (A.ASKED, A.STARTED)):
        with pytest.raises(NotNow):
            application_may_become(before, after)

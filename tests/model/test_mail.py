"""How long a mail is tried, and what stays of it."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.model import Mail, MailState, MailTrouble
from portal.model.mail import TRIED_FOR, pause_after

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def a_mail() -> Mail:
    return Mail(
        key="a", kind="test", language="nl", to_sealed="s", content_sealed="s", once_key="o", written_at=NOON, due=NOON
    )


def minutes(*attempts: int, trouble: MailTrouble = MailTrouble.LATER) -> list[float]:
    return [pause_after(attempt, trouble).total_seconds() / 60 for attempt in attempts]


def test_pauses_grow_to_hours_but_a_server_that_was_away_is_soon_asked_again() -> None:
    assert minutes(1, 2, 3, 8, 9, 1000) == [1, 2, 4, 128, 240, 240]
    assert minutes(1, 5, 1000, trouble=MailTrouble.CONNECTION) == [1, 15, 15]


@pytest.mark.parametrize("trouble", [MailTrouble.LATER, MailTrouble.CONNECTION])
@pytest.mark.parametrize("slept", [timedelta(0), timedelta(days=5)])
def test_it_is_given_up_two_days_after_the_first_attempt(trouble: MailTrouble, slept: timedelta) -> None:
    mail, now = a_mail(), NOON + slept
    while not mail.has_ended:
        mail.claim(now)
        mail.put_off(trouble, now)
        last, now = now, mail.due
    assert TRIED_FOR - timedelta(hours=4) < last - (NOON + slept) <= TRIED_FOR
    assert (mail.state, mail.trouble, mail.to_sealed, mail.content_sealed) == (MailState.FAILED, trouble.value, "", "")


def test_what_was_claimed_and_not_tried_counts_as_no_attempt() -> None:
    mail = a_mail()
    mail.claim(NOON)
    mail.give_back()
    assert (mail.state, mail.attempts, mail.claimed_until) == (MailState.WAITING, 0, None)

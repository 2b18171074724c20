"""Every kind of mail there is. Another one is a line here and three templates: templates/mail/<name>.subject.txt,
.txt and .html."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Kind:
    """`worth`: how long after it was written it is still of use to who gets it."""

    name: str
    worth: timedelta = timedelta(days=14)
    unsubscribe: bool = False  # the receiver can stop it: whoever writes one gives the address to do so


KINDS = {
    kind.name: kind
    for kind in (
        Kind("answer_due", timedelta(days=5)),
        Kind("answers_overdue"),
        Kind("invitation"),
        Kind("measured_wait"),
        Kind("profile_approved"),
        Kind("profile_overdue"),
        Kind("profile_returned"),
        Kind("profile_sent"),
        Kind("referral_news"),
        Kind("reminder", timedelta(days=2), unsubscribe=True),
        Kind("reminder_managers", timedelta(days=3)),
        Kind("reminder_region", timedelta(days=6)),
        Kind("report"),
        # As long as the link in them works.
        Kind("reset", timedelta(hours=1)),
        Kind("sign_in_link", timedelta(minutes=15)),
        Kind("stop_by_provider"),
        Kind("stop_by_region"),
        Kind("stop_ended"),
        Kind("stop_ends_soon"),
        Kind("test"),
    )
}

"""A row per mail: what waits to be sent, and what became of it. Whom it is for and what it says stand here sealed, and
not at all once it was sent or given up."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from portal.model.columns import one_of, stable_key

CLAIMED_FOR = timedelta(minutes=10)  # after it, whoever was sending is taken for dead
TRIED_FOR = timedelta(days=2)  # from the first attempt, not from writing: the runner may have been away
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=4)
MAY_COME_BACK = timedelta(days=6)  # servers try for up to five
LONGEST_AWAY = timedelta(minutes=15)  # where the server was away: nothing is the matter with the mail itself


class MailState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"  # until `claimed_until`; then it waits again
    SENT = "sent"
    FAILED = "failed"


class MailTrouble(StrEnum):
    """Why a mail was not sent, in one word: what a server says may quote the address."""

    CONNECTION = "connection"
    ENCRYPTION = "encryption"  # none offered, or a certificate that nothing vouches for
    LOGIN = "login"
    SENDER = "sender"  # the server does not let us send as PORTAL_MAIL_FROM
    ADDRESS = "address"
    CONTENT = "content"
    LATER = "later"  # the server asks to come back
    DISK = "disk"
    UNREADABLE = "unreadable"  # sealed with a key that is not set any more
    TOO_LATE = "too_late"  # what it tells is not worth telling any more
    FAULT = "fault"  # in our own work, or killed at every attempt


OF_THE_SERVER = frozenset({MailTrouble.CONNECTION, MailTrouble.ENCRYPTION, MailTrouble.LOGIN, MailTrouble.DISK})


class Mail(SQLModel, table=True):
    __table_args__ = (Index("ix_mail_due", "state", "due"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = stable_key(unique=True)  # the Message-ID is made of it, the same at every attempt
    kind: str  # names its templates
    region: str = ""  # key; empty: of none
    language: str
    to_sealed: str
    content_sealed: str
    once_key: str = Field(unique=True)  # a keyed hash of receiver and news
    state: MailState = one_of(MailState, MailState.WAITING)
    attempts: int = 0
    written_at: datetime = Field(index=True)
    due: datetime
    worth_until: datetime | None = None  # after it nobody needs the mail any more
    tried_until: datetime | None = None
    claimed_until: datetime | None = None
    sent_at: datetime | None = None
    # Of the address (portal/access/mail_address.py), while what was sent may come back to a mailbox that is read.
    to_print: str = Field(default="", max_length=64)
    trouble: str = ""

    @property
    def has_ended(self) -> bool:
        return self.state in (MailState.SENT, MailState.FAILED)

    def is_too_late(self, now: datetime) -> bool:
        return self.worth_until is not None and self.worth_until <= now

    def claim(self, now: datetime) -> None:
        """Nobody else sends it until `claimed_until`. `attempts` says afterwards whose claim it is."""
        self.tried_until = self.tried_until or now + TRIED_FOR
        self.state, self.claimed_until = MailState.SENDING, now + CLAIMED_FOR
        self.attempts += 1

    def give_back(self) -> None:
        """Claimed, but never tried."""
        self.state, self.claimed_until = MailState.WAITING, None
        self.attempts -= 1

    def was_sent(self, now: datetime, to_print: str = "") -> None:
        self.sent_at, self.trouble, self.to_print = now, "", to_print
        self._end(MailState.SENT)

    def fail(self, trouble: MailTrouble) -> None:
        self.trouble = trouble.value
        self._end(MailState.FAILED)

    def came_back(self, trouble: MailTrouble) -> None:
        """Whoever took it gave it up. It is written nowhere any more: it cannot be tried again."""
        self.to_print = ""
        self.fail(trouble)

    def put_off(self, trouble: MailTrouble, now: datetime) -> None:
        """For twice as long as the last time; given up where that is past `tried_until`."""
        due = now + pause_after(self.attempts, trouble)
        if self.tried_until is not None and due > self.tried_until:
            self.fail(trouble)
            return
        self.trouble, self.due = trouble.value, due
        self.state, self.claimed_until = MailState.WAITING, None

    def _end(self, state: MailState) -> None:
        self.state, self.claimed_until = state, None
        self.to_sealed = self.content_sealed = ""


def pause_after(attempts: int, trouble: MailTrouble) -> timedelta:
    longest = LONGEST_AWAY if trouble in OF_THE_SERVER else LONGEST_PAUSE
    # An exponent without end would be no number any more.
    doubled: int = 2 ** min(attempts - 1, 16)
    return min(FIRST_PAUSE * doubled, longest)

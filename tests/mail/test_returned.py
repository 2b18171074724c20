"""What comes to the mailbox for returned mail, as servers write it, and what it is to us."""

import pytest

from portal.mail.return_address import KEY, LONGEST, SIGNATURE, key_in, return_address
from portal.mail.returned import LARGEST, Returned, read_returned
from portal.mail.status import code_in, trouble_of
from portal.model import MailTrouble
from portal.secrecy import Secrecy
from portal.settings import LONGEST_MAILBOX, Settings
from tests.mail.returns import MESSAGES, message
from tests.mail.writing import KEY as SECRET

BOX = "bounces@oost.example"
MAIL = "0123456789abcdef" * 2
OURS = Secrecy([SECRET])
THERE = return_address(OURS, BOX, MAIL)

GIVEN_UP = {
    "postfix-unknown": "5.1.1",
    "postfix-no-such-host": "5.4.4",
    "postfix-tried-for-days": "4.4.1",
    "postfix-not-allowed": "5.7.23",
    "exim": "5.1.1",
    "exim-before-2014": "5.1.1",
    "exchange-unknown": "5.1.10",
    "exchange-full": "5.2.2",
    "gmail-unknown": "5.1.1",
    "address-beyond-ascii": "5.1.1",
}
NOTHING = (
    "postfix-delayed", "postfix-relayed", "exim-before-2014-delayed", "gmail-delayed", "out-of-office",
    "somebody-answers", "receipt-of-reading", "complaint",
)  # fmt: skip


def read(raw: bytes, receiver: str = "", secrecy: Secrecy = OURS) -> Returned | None:
    return read_returned(raw, secrecy, BOX, receiver)


@pytest.mark.parametrize(("name", "code"), GIVEN_UP.items())
def test_of_a_mail_that_was_given_up_it_is_known_which_and_why(name: str, code: str) -> None:
    raw = message(name, THERE)
    assert read(raw) == Returned(MAIL, code)
    assert read(raw.replace(b"\n", b"\r\n")) == Returned(MAIL, code)
    assert read(raw.replace(THERE.encode(), THERE.upper().encode())) == Returned(MAIL, code)


@pytest.mark.parametrize("name", NOTHING)
def test_a_delay_a_receipt_or_an_answer_of_somebody_is_nothing(name: str) -> None:
    assert read(message(name, THERE)) is None


def test_every_message_is_looked_at() -> None:
    assert {file.stem for file in MESSAGES.iterdir()} == {*GIVEN_UP, *NOTHING}


@pytest.mark.parametrize(
    "somewhere",
    [
        "bounces@oost.example",
        "femke@wilgenhof.example",
        f"bounces+{MAIL}@oost.example",
        f"bounces+{MAIL}{'0' * SIGNATURE}@oost.example",
        THERE.replace(MAIL, "f" * KEY),
        THERE.replace("oost", "west"),
        THERE.replace("bounces", "post"),
        return_address(Secrecy(["x" * 40]), BOX, MAIL),
        "",
    ],
)
def test_an_address_that_we_did_not_make_names_no_mail(somewhere: str) -> None:
    assert read(message("postfix-unknown", somewhere)) is None


def test_where_no_header_says_to_whom_it_came_the_server_does() -> None:
    raw = message("postfix-unknown", "undisclosed-recipients:;")
    assert read(raw) is None
    assert read(raw, THERE) == Returned(MAIL, "5.1.1")
    assert read(raw, f"<{THERE}>") == Returned(MAIL, "5.1.1")


def test_what_it_encloses_does_not_say_to_whom_it_came() -> None:
    raw = message("postfix-unknown", "femke@oost.example") + f"\nTo: {THERE}\n".encode()
    assert read(raw) is None


@pytest.mark.parametrize(
    "report",
    [
        "", "\n\n", "Reporting-MTA: dns; a\n\nStatus: 5.1.1", "Reporting-MTA: dns; a\n\nAction:",
        "Reporting-MTA: dns; a\n\nAction: failed\nStatus: 2.0.0", "\x00\x00\n\n\x00", "é" * 1000, "Action: failed é",
        "Reporting-MTA: dns; a\n\nAction: FÀILED\nStatus: 5.1.1",
    ],
)  # fmt: skip
def test_a_report_that_makes_no_sense_is_nothing(report: str) -> None:
    head, _, rest = message("postfix-unknown", THERE).decode().partition("Reporting-MTA")
    assert read(f"{head}{report}\n--{rest.partition('--')[2]}".encode()) is None


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\x00", b"\xff" * 1000, b"To: " + b"<" * 50_000, f"To: {THERE}\n\n".encode(),
        f"To: {THERE}\nContent-Type: multipart/report\n\n".encode(),
        f"To: {THERE}\nContent-Type: multipart/report; boundary=\n\n--\n".encode(),
        f"To: {THERE}\nContent-Type: multipart/report; boundary*0*=x''%FF%\n\n--\n".encode(),
        f"To: {THERE}\nX-Failed-Recipients: a@b.example\nSubject: =?x?q?=?=\n\n550 5.1.1".encode(),
        f"To: =?utf-8?b?{'A' * 999}?=\xff{THERE}\n\n".encode("latin-1"),
        f"To: {THERE}\n".encode() + b"".join(
            b"Content-Type: multipart/report; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)
        ),
        message("postfix-unknown", THERE)[:900],
    ],
)  # fmt: skip
def test_whatever_strangers_send_is_nothing_and_never_an_error(raw: bytes) -> None:
    assert read(raw) is None


def test_what_is_too_large_is_not_looked_at() -> None:
    raw = message("postfix-unknown", THERE)
    assert read(raw + b"x" * (LARGEST - len(raw))) is not None
    assert read(raw + b"x" * LARGEST) is None


def test_the_address_fits_says_nothing_of_the_receiver_and_outlives_a_new_key() -> None:
    longest = return_address(OURS, f"{'a' * LONGEST_MAILBOX}@oost.example", MAIL)
    assert len(longest.partition("@")[0]) == LONGEST == 64
    assert key_in(Secrecy(["new" * 20, SECRET]), BOX, THERE) == MAIL


@pytest.mark.parametrize(
    "wrong", ["bounces", "@oost.example", f"{'a' * 16}@oost.example", "a+b@oost.example", "A <a@oost.example>",
              "a@oost.example, b@oost.example", "a@oost", "a@oost.example\n", 'a"b@oost.example'],
)  # fmt: skip
def test_a_mailbox_without_room_for_more_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="at most 15 characters"):
        Settings(mail_bounces=wrong)


@pytest.mark.parametrize(
    ("text", "code", "trouble"),
    [
        ("5.1.1 no such user", "5.1.1", MailTrouble.ADDRESS),
        ("smtp; 550 5.1.10 Resolver", "5.1.10", MailTrouble.ADDRESS),
        ("550-5.7.1 not you", "5.7.1", MailTrouble.SENDER),
        ("554 #5.1.8 no such sender", "5.1.8", MailTrouble.SENDER),
        ("5.6.0 spam", "5.6.0", MailTrouble.CONTENT),
        ("5.3.4 too large", "5.3.4", MailTrouble.CONTENT),
        ("no mail for 5.1.1 here", "", MailTrouble.ADDRESS),
        ("550 5.7.1.2 is no address of ours", "", MailTrouble.ADDRESS),
        ("Exim 4.80.1", "", MailTrouble.ADDRESS),
        ("", "", MailTrouble.ADDRESS),
    ],
)
def test_a_status_says_whether_it_is_the_address_us_or_what_we_wrote(
    text: str, code: str, trouble: MailTrouble
) -> None:
    assert code_in(text) == code
    assert trouble_of(code) is trouble

"""A message that came back, read: of which mail it says, in a form that machines can read, that it was not delivered.

Delivery status notifications (RFC 3464), and the form that Exim had before it wrote those. Whatever else comes to the
mailbox (a delay, an answer of a person or of their absence, a receipt, junk) is nothing to us, and so is what nobody
can make sense of.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.message import Message
from email.parser import BytesHeaderParser

from portal.mail.return_address import key_in
from portal.mail.status import code_in
from portal.secrecy import Secrecy

LARGEST = 1_000_000  # bytes; our own mails have a tenth of it
REPORT = ("message/delivery-status", "message/global-delivery-status")  # RFC 3464, RFC 6533
NAMES_RECEIVER = ("To", "Delivered-To", "X-Original-To", "X-Delivered-To", "Envelope-To", "Apparently-To")
FAILED = "failed"

_EMPTY_LINE = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True)
class Returned:
    """Which mail, and the status code that says why: numbers, or nothing."""

    key: str
    code: str


def read_returned(raw: bytes, secrecy: Secrecy, mailbox: str, receiver: str = "") -> Returned | None:
    """`receiver`: to which address it was delivered, where the server says so beside the message."""
    if len(raw) > LARGEST:
        return None
    try:
        return _read(raw, secrecy, mailbox, receiver)
    except Exception:  # strangers send here what they like, and no library foresees all of it
        return None


def _read(raw: bytes, secrecy: Secrecy, mailbox: str, receiver: str) -> Returned | None:
    head = BytesHeaderParser().parsebytes(raw)
    named = [str(value) for name in NAMES_RECEIVER for value in head.get_all(name, ())]
    key = key_in(secrecy, mailbox, "\n".join([receiver, *named]))
    # The whole of it can be made to take seconds to read: only of who got a mail of ours.
    code = _code_of_failure(message_from_bytes(raw)) if key else None
    return None if code is None else Returned(key, code)


def _code_of_failure(message: Message) -> str | None:
    """None where it does not say that a mail was given up."""
    # What somebody forwards or encloses is no report to us: only what the message itself consists of.
    parts = message.get_payload() if message.get_content_type() == "multipart/report" else ()
    reports = [part for part in parts if isinstance(part, Message) and part.get_content_type() in REPORT]
    if reports:
        return next((_code_of(one) for one in _receivers(reports[0]) if _is_failed(one)), None)
    is_of_exim = "X-Failed-Recipients" in message and _header(message, "Auto-Submitted").startswith("auto-")
    return code_in(_text_of(message)) if is_of_exim and not message.is_multipart() else None


def _receivers(report: Message) -> Iterator[Message]:
    """What is said of each; before it stands what is said of all."""
    _, _, said = report.as_string().replace("\r\n", "\n").partition("\n\n")
    for block in _EMPTY_LINE.split(said):
        fields = message_from_string(block.strip("\n"))
        if "Action" in fields:
            yield fields


def _is_failed(fields: Message) -> bool:
    """Given up, also after trying for days. A status of success beside it is nonsense."""
    return _header(fields, "Action") == FAILED and not _header(fields, "Status").startswith("2")


def _code_of(fields: Message) -> str:
    """Servers that only pass on what another said often say no more of it themselves than that it failed."""
    own, other = code_in(_header(fields, "Status")), code_in(_header(fields, "Diagnostic-Code"))
    return other if other and (not own or own.endswith(".0.0")) else own


def _header(message: Message, name: str) -> str:
    return str(message.get(name, "")).strip().lower()


def _text_of(message: Message) -> str:
    payload = message.get_payload(decode=True)
    return payload.decode("ascii", "replace") if isinstance(payload, bytes) else ""

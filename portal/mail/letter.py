"""What a row holds sealed, and the message that goes out for it."""

from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

import msgspec

from portal import clock
from portal.model import Mail
from portal.secrecy import Secrecy

LONGEST_LINE = 998  # bytes, of a header
ONE_CLICK = "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"  # RFC 8058


class Content(msgspec.Struct, frozen=True):
    """What stands sealed in the row."""

    subject: str
    text: str
    html: str
    unsubscribe: str = ""


@dataclass(frozen=True)
class Letter:
    address: str = field(repr=False)
    content: Content = field(repr=False)

    def sealed(self, secrecy: Secrecy, key: str) -> tuple[str, str]:
        """Address and content, of no use in another row."""
        content = msgspec.json.encode(self.content).decode()
        return secrecy.seal(self.address, f"mail to {key}"), secrecy.seal(content, f"mail content {key}")


@dataclass(frozen=True)
class Envelope:
    """As a server takes it."""

    key: str
    sender: str
    address: str = field(repr=False)
    message: bytes = field(repr=False)
    comes_back: bool = False  # to a mailbox that we read


def opened(mail: Mail, secrecy: Secrecy) -> Letter:
    """Raises Unreadable."""
    content = secrecy.unseal(mail.content_sealed, f"mail content {mail.key}")
    address = secrecy.unseal(mail.to_sealed, f"mail to {mail.key}")
    return Letter(address, msgspec.json.decode(content, type=Content))


def envelope_for(mail: Mail, letter: Letter, sender: Address, returns_to: str = "") -> Envelope:
    """The same at every attempt, by its Message-ID: a receiver's server can tell a second one from another mail.
    `returns_to`: if it cannot be delivered, else to the sender."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = Address(addr_spec=letter.address)
    message["Subject"] = letter.content.subject
    message["Date"] = clock.local(mail.written_at)
    message["Message-ID"] = f"<{mail.key}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = mail.language
    message.set_content(letter.content.text, cte="quoted-printable")
    message.add_alternative(letter.content.html, subtype="html", cte="quoted-printable")
    # By hand: an address longer than a line would be broken up, and no mail program puts it together again.
    stop = f"List-Unsubscribe: <{letter.content.unsubscribe}>\r\n{ONE_CLICK}" if letter.content.unsubscribe else ""
    whole = stop.encode("ascii") + message.as_bytes()
    return Envelope(mail.key, returns_to or sender.addr_spec, letter.address, whole, comes_back=bool(returns_to))

"""What the job that sends works with, as the settings say."""

from dataclasses import dataclass
from email.headerregistry import Address
from urllib.parse import urlsplit

from email_validator import validate_email

from portal.mail.delivery import Delivery
from portal.mail.folder import FolderDelivery
from portal.mail.letter import envelope_for, opened
from portal.mail.return_address import return_address
from portal.mail.smtp import SmtpDelivery
from portal.model import Mail
from portal.settings import Settings

FOLDER = "mail"  # in the data folder
DEVELOPER = Address("Hulpkeuze", "hulpkeuze", "localhost")


@dataclass(frozen=True)
class Post:
    settings: Settings
    sender: Address
    delivery: Delivery

    async def send(self, mail: Mail) -> None:
        """Raises NotSent, and Unreadable. The key is asked for only here: who sends no mail needs none."""
        secrecy, mailbox = self.settings.secrecy(), self.settings.mail_bounces
        returns_to = return_address(secrecy, mailbox, mail.key) if mailbox else ""
        await self.delivery.send(envelope_for(mail, opened(mail, secrecy), self.sender, returns_to))


def open_post(settings: Settings) -> Post:
    server = settings.mail_server
    if server is None:
        return Post(settings, _sender(settings), FolderDelivery(settings.data_dir / FOLDER))
    # Asking the system for a name of its own can mean asking the network.
    our_name = urlsplit(settings.public_url).hostname or "localhost"
    return Post(settings, _sender(settings), SmtpDelivery(server, our_name))


def _sender(settings: Settings) -> Address:
    if not settings.mail_from:
        return DEVELOPER
    found = validate_email(
        settings.mail_from, check_deliverability=False, allow_smtputf8=False, allow_display_name=True
    )
    return Address(found.display_name or "", addr_spec=str(found.ascii_email))

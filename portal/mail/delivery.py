"""Where mail goes: to a server (smtp.py) or, for development, into a folder (folder.py)."""

from abc import ABC, abstractmethod

from portal.mail.letter import Envelope
from portal.model import MailTrouble


class NotSent(Exception):
    """`final`: trying again would not help. `away`: it would go the same way with every other mail now.

    Never with what the server said: that often quotes the address.
    """

    def __init__(self, trouble: MailTrouble, code: int = 0, *, final: bool = False, away: bool = False) -> None:
        super().__init__(trouble.value, code)
        self.trouble, self.code, self.final, self.away = trouble, code, final, away


class Delivery(ABC):
    """Used by one at a time. Opens by itself, and stays open for the next mail until `close`."""

    where: str  # for people, without a password

    @abstractmethod
    async def open(self) -> None:
        """Also to see whether it would work. Raises NotSent."""

    @abstractmethod
    async def try_sender(self, sender: str) -> None:
        """Whether it would take mail from there. Raises NotSent."""

    @abstractmethod
    async def send(self, envelope: Envelope) -> None:
        """Returns when whoever took it answers for it. Raises NotSent."""

    @abstractmethod
    async def close(self) -> None: ...
